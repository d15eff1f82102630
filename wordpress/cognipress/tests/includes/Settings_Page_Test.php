<?php
/**
 * Tests of the settings page.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Settings;
use Cognipress\Settings_Page;

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
		$this->page                      = new Settings_Page( new Settings(), 'https://example.com/plugin/' );
		$GLOBALS['wp_settings_errors']   = array();
		$GLOBALS['wp_settings_sections'] = array();
		$GLOBALS['wp_settings_fields']   = array();
	}

	public function test_valid_values_are_kept(): void {
		$values = array(
			'user_pool_id' => 'us-east-1_Other',
			'client_id'    => 'other',
			'default_role' => 'author',
			'strict'       => true,
		);
		$this->assertSame( $values, $this->page->sanitize( array( 'strict' => '1', 'more' => 'x', 'user_pool_id' => " us-east-1_Other\n" ) + $values ) );
		$this->assertSame( array(), get_settings_errors( Settings::OPTION ) );
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
			array( 'default_role', 'administrator' ),
		);
	}

	/**
	 * @dataProvider wrong_values
	 *
	 * @param string $name  Setting.
	 * @param mixed  $value Value.
	 */
	public function test_wrong_values_are_named_and_the_old_ones_kept( string $name, $value ): void {
		$stored = get_option( Settings::OPTION );
		$this->assertSame( $stored[ $name ], $this->page->sanitize( array( $name => $value ) + $stored )[ $name ] );
		$this->assertSame( array( $name ), array_column( get_settings_errors( Settings::OPTION ), 'code' ) );
	}

	public function test_anything_else_is_nothing(): void {
		foreach ( array( null, 'x', array( 'user_pool_id' => array() ) ) as $input ) {
			$this->assertSame( array( 'user_pool_id' => '', 'client_id' => '', 'default_role' => '', 'strict' => false ), $this->page->sanitize( $input ) );
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
		$this->page->print_text( array( 'name' => 'client_id' ) );
		$this->assertStringNotContainsString( '<script>', (string) ob_get_clean() );
	}
}
