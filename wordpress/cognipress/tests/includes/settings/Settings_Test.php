<?php
/**
 * Tests of the settings.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Settings;

/**
 * Options, constants and defaults.
 */
final class Settings_Test extends Test_Case {
	public function test_without_settings_nothing_is_on(): void {
		$settings = new Settings();
		$this->assertFalse( $settings->is_configured() );
		$this->assertFalse( $settings->is_strict() );
		$this->assertTrue( $settings->is_break_glass_allowed() );
		$this->assertSame( 'subscriber', $settings->default_role() );
		$this->assertSame( array( '', '' ), array( $settings->endpoint(), $settings->jwks_url() ) );
	}

	public function test_options_are_read(): void {
		self::configure( array( 'strict' => true, 'default_role' => 'contributor' ) );
		$settings = new Settings();
		$this->assertTrue( $settings->is_configured() );
		$this->assertSame( Pool::ID, $settings->user_pool()->id() );
		$this->assertSame( Pool::CLIENT_ID, $settings->client_id() );
		$this->assertTrue( $settings->is_strict() );
		$this->assertSame( 'contributor', $settings->default_role() );
		$this->assertSame( Pool::ISSUER . '/.well-known/jwks.json', $settings->jwks_url() );
	}

	public function test_what_the_page_script_has_to_know_of_signing_in(): void {
		self::configure();
		$this->assertSame( array(), ( new Settings() )->sign_in_options() );
		self::configure(
			array(
				'sign_in_method'   => 'choice',
				'passkeys'         => true,
				'password_length'  => 12,
				'password_numbers' => true,
				'password_symbols' => false,
			)
		);
		$policy = array(
			'minimumLength'  => 12,
			'requireNumbers' => true,
		);
		$this->assertSame(
			array(
				'method'         => 'choice',
				'passkeys'       => true,
				'passwordPolicy' => $policy,
			),
			( new Settings() )->sign_in_options()
		);
		self::configure(
			array(
				'sign_in_method'  => 'password',
				'passkeys'        => 'yes',
				'password_length' => 'x',
			)
		);
		$this->assertSame( array(), ( new Settings() )->sign_in_options() );
	}

	/**
	 * Options of the wrong form.
	 *
	 * @return array<array{mixed}>
	 */
	public function bad_options(): array {
		return array(
			array( 'x' ),
			array( array() ),
			array( array( 'user_pool_id' => Pool::ID ) ),
			array( array( 'user_pool_id' => array( Pool::ID ), 'client_id' => Pool::CLIENT_ID ) ),
			array( array( 'user_pool_id' => 'nonsense', 'client_id' => Pool::CLIENT_ID ) ),
			array( array( 'user_pool_id' => Pool::ID, 'client_id' => 'a b' ) ),
			array( array( 'user_pool_id' => Pool::ID, 'client_id' => str_repeat( 'a', 129 ) ) ),
		);
	}

	/**
	 * @dataProvider bad_options
	 *
	 * @param mixed $options Options.
	 */
	public function test_bad_options_configure_nothing( $options ): void {
		update_option( Settings::OPTION, $options );
		$this->assertFalse( ( new Settings() )->is_configured() );
	}

	public function test_roles_that_manage_the_site_are_never_given(): void {
		add_role( 'shop_boss', 'Shop boss', array( 'promote_users' => true ) );
		foreach ( array( 'administrator', 'shop_boss', 'no_such_role' ) as $role ) {
			self::configure( array( 'default_role' => $role ) );
			$this->assertSame( 'subscriber', ( new Settings() )->default_role(), $role );
		}
		remove_role( 'shop_boss' );
	}

	public function test_constants_win(): void {
		$facts = self::with_constants(
			array(
				'COGNIPRESS_USER_POOL_ID' => 'us-east-1_Constant',
				'COGNIPRESS_CLIENT_ID'    => 'constant',
				'COGNIPRESS_STRICT'       => true,
				'COGNIPRESS_BREAK_GLASS'  => false,
				'COGNIPRESS_ENDPOINT'     => 'http://127.0.0.1:4566/',
				'COGNIPRESS_JWKS_URL'     => 'https://proxy.example/jwks',
			)
		);
		$this->assertSame( array( 'us-east-1_Constant', 'constant', true, false, 'http://127.0.0.1:4566', 'https://proxy.example/jwks', true ), $facts );
	}

	public function test_unsafe_addresses_are_ignored(): void {
		foreach ( array( 'http://proxy.example', 'ftp://localhost', 'http://localhost.evil.example', 'localhost:4566', '', 7 ) as $url ) {
			$facts = self::with_constants(
				array(
					'COGNIPRESS_USER_POOL_ID' => 'us-east-1_Constant',
					'COGNIPRESS_ENDPOINT'     => $url,
					'COGNIPRESS_JWKS_URL'     => $url,
				)
			);
			$this->assertSame( 'https://cognito-idp.us-east-1.amazonaws.com', $facts[4] );
			$this->assertSame( 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Constant/.well-known/jwks.json', $facts[5] );
		}
	}

	/**
	 * What the settings say where constants are set and options say something else.
	 *
	 * @param array<string, mixed> $constants Constants.
	 * @return array<mixed>
	 */
	private static function with_constants( array $constants ): array {
		$code = '
			$constants = json_decode( $argv[1], true );
			array_map( "define", array_keys( $constants ), $constants );
			require WP_LOAD;
			add_filter( "pre_option_cognipress_settings", function () { return array( "user_pool_id" => "eu-west-1_Option", "client_id" => "option", "strict" => false ); } );
			$settings = new Cognipress\Settings();
			echo json_encode( array( $settings->user_pool()->id(), $settings->client_id(), $settings->is_strict(), $settings->is_break_glass_allowed(), $settings->endpoint(), $settings->jwks_url(), $settings->store()->is_constant( "user_pool_id" ) ) );';
		return json_decode( Process::run( $code, (string) wp_json_encode( $constants ) ), true );
	}
}
