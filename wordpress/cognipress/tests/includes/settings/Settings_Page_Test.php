<?php
/**
 * Tests of the settings page.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Data_Section;
use Cognipress\Migration;
use Cognipress\Migration_Section;
use Cognipress\Pool_Section;
use Cognipress\Roles_Section;
use Cognipress\Sessions_Section;
use Cognipress\Settings;
use Cognipress\Settings_Fields;
use Cognipress\Settings_Page;
use Cognipress\Sign_In_Section;
use Cognipress\Sync_Section;
use Cognipress\Sync_Settings;
use Cognipress\Users_Section;

/**
 * What is kept and what is shown.
 */
final class Settings_Page_Test extends Test_Case {
	/**
	 * The page.
	 *
	 * @var Settings_Page
	 */
	private $page;

	protected function setUp(): void {
		parent::setUp();
		require_once ABSPATH . 'wp-admin/includes/admin.php';
		self::configure();
		$settings                        = new Settings();
		$sections                        = array( new Pool_Section( $settings ), new Sign_In_Section( $settings ), new Users_Section( $settings ), new Roles_Section( $settings ), new Sessions_Section( $settings ), new Data_Section( $settings ) );
		$this->page                      = new Settings_Page( $settings->store(), new Settings_Fields( $settings ), $sections, 'https://example.com/plugin/' );
		$GLOBALS['wp_settings_errors']   = array();
		$GLOBALS['wp_settings_sections'] = array();
		$GLOBALS['wp_settings_fields']   = array();
	}

	public function test_valid_values_are_kept(): void {
		$values = self::values(
			array(
				'user_pool_id'      => 'us-east-1_Other',
				'client_id'         => 'other',
				'more_pools'        => array( 'Staff' => 'eu-west-1_Staff, client' ),
				'sign_in_method'    => 'choice',
				'passkeys'          => true,
				'password_length'   => 99,
				'password_symbols'  => true,
				'providers'         => array(
					'Google'  => 'Continue with Google',
					'COGNITO' => 'More',
				),
				'hosted_domain'     => 'https://auth.example.com',
				'default_role'      => 'author',
				'strict'            => true,
				'link_by_email'     => true,
				'trusted_providers' => 'Google, Okta',
				'register_attributes' => 'given_name',
				'attribute_map'     => array(
					'billing_phone' => 'phone_number',
					'first_name'    => 'given_name',
				),
				'role_map'          => array( 'staff = all' => 'editor, author' ),
			)
		);
		$posted = array(
			'strict'        => '1',
			'link_by_email' => '1',
			'passkeys'         => '1',
			'password_length'  => '120',
			'password_symbols' => '1',
			'providers'        => "Google = Continue with Google\r\nCOGNITO=More",
			'hosted_domain'    => 'https://Auth.example.com/',
			'more'          => 'x',
			'user_pool_id'  => " us-east-1_Other\n",
			'attribute_map' => "billing_phone=phone_number\r\n\r\n first_name = given_name",
			'role_map'      => 'staff = all = editor, author',
		);
		$this->assertSame( $values, $this->page->sanitize( $posted + $values ) );
		$this->assertSame( $values, $this->page->sanitize( $values ), 'WordPress sanitizes a new option twice.' );
		$this->assertSame( array(), get_settings_errors( Settings::OPTION ) );
	}

	public function test_what_is_for_the_first_pool_alone_says_so_where_there_are_others(): void {
		wp_set_current_user( 1 );
		$print = static function ( array $changes ): int {
			self::configure( $changes );
			$GLOBALS['wp_settings_sections'] = array();
			$settings                        = new Settings();
			$fields                          = new Settings_Fields( $settings );
			( new Sync_Section( new Sync_Settings( $settings ) ) )->register( $fields );
			( new Migration_Section( new Migration( $settings ) ) )->register( $fields );
			ob_start();
			do_settings_sections( Settings_Fields::PAGE );
			return substr_count( (string) ob_get_clean(), 'for the first one alone: ' . Pool::ID );
		};
		$this->assertSame( 0, $print( array() ) );
		$this->assertSame( 2, $print( array( 'more_pools' => array( 'Staff' => 'eu-west-1_Staff, client' ) ) ) );
	}

	/**
	 * Wrong values.
	 *
	 * @return array<array{string, mixed}>
	 */
	public function wrong_values(): array {
		return array(
			array( 'user_pool_id', 'nonsense' ),
			array( 'client_id', 'a b' ),
			array( 'more_pools', 'Staff = eu-west-1_Staff' ),
			array( 'more_pools', 'Staff = eu-west-1_Staff, a b' ),
			array( 'providers', 'Google' ),
			array( 'providers', 'Big Corp = Log in at Big Corp' ),
			array( 'hosted_domain', 'auth.example.com' ),
			array( 'hosted_domain', 'http://auth.example.com' ),
			array( 'default_role', 'administrator' ),
			array( 'role_map', 'staff: editor' ),
			array( 'role_map', 'staff = administrator' ),
			array( 'role_map', 'staff = no_such_role' ),
			array( 'attribute_map', 'first_name' ),
			array( 'attribute_map', 'wp_capabilities = custom:role' ),
			array( 'attribute_map', 'session_tokens = custom:x' ),
		);
	}

	/**
	 * @dataProvider wrong_values
	 *
	 * @param string $name  Setting.
	 * @param mixed  $value Value.
	 */
	public function test_wrong_values_are_named_and_the_old_ones_kept( string $name, $value ): void {
		$stored = self::values();
		update_option( Settings::OPTION, $stored );
		$this->assertSame( $stored[ $name ], $this->page->sanitize( array( $name => $value ) + $stored )[ $name ] );
		$this->assertSame( array( $name ), array_column( get_settings_errors( Settings::OPTION ), 'code' ) );
	}

	public function test_anything_else_is_nothing(): void {
		foreach ( array( null, 'x', array( 'user_pool_id' => array() ) ) as $input ) {
			$this->assertSame( array(), array_filter( $this->page->sanitize( $input ) ), (string) wp_json_encode( $input ) );
		}
	}

	public function test_the_page_shows_what_follows_from_the_id(): void {
		wp_set_current_user( self::user( 'boss', array( 'role' => 'administrator' ) )->ID );
		$this->page->register();
		ob_start();
		$this->page->print_page();
		$html = (string) ob_get_clean();
		foreach ( array( 'eu-west-1', Pool::ISSUER, 'https://issuer.cognito-idp.', '/.well-known/jwks.json', 'cognipress-test', 'cognipress-user-pool-id-help', 'value="' . Pool::CLIENT_ID . '"' ) as $part ) {
			$this->assertStringContainsString( $part, $html );
		}
		$this->assertStringNotContainsString( 'value="administrator"', $html );
	}

	public function test_stored_values_are_escaped(): void {
		self::configure( array( 'client_id' => '"><script>' ) );
		ob_start();
		( new Settings_Fields( new Settings() ) )->text( 'client_id', '' );
		$this->assertStringNotContainsString( '<script>', (string) ob_get_clean() );
	}

	/**
	 * Valid settings, in the order of the page.
	 *
	 * @param array<string, mixed> $changes Settings to change.
	 * @return array<string, mixed>
	 */
	private static function values( array $changes = array() ): array {
		return array_replace(
			array(
				'user_pool_id'          => Pool::ID,
				'client_id'             => Pool::CLIENT_ID,
				'more_pools'            => array(),
				'first_pool'            => '',
				'sign_in_method'        => '',
				'passkeys'              => false,
				'password_length'       => 12,
				'providers'             => array( 'Okta' => 'Staff' ),
				'hosted_domain'         => 'https://id.example.com',
				'password_lowercase'    => true,
				'password_uppercase'    => false,
				'password_numbers'      => false,
				'password_symbols'      => false,
				'strict'                => false,
				'application_passwords' => false,
				'link_by_email'         => false,
				'trusted_providers'     => '',
				'recreate_deleted'      => false,
				'register_attributes'   => '',
				'attribute_map'         => array( 'first_name' => 'name' ),
				'default_role'          => 'author',
				'role_map'              => array( 'staff' => 'editor' ),
				'recheck_minutes'       => 5,
				'remembers_devices'     => false,
				'idle_minutes'          => 0,
				'session_hours'         => 12,
				'temporary_access'      => false,
				'log_days'              => 90,
				'remove_data'           => false,
			),
			$changes
		);
	}
}
