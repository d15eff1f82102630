<?php
/**
 * Tests of who may see tokens.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Api_Section;
use Cognipress\Api_Settings;
use Cognipress\Settings;

/**
 * Origins as browsers and as curl read them.
 */
final class Api_Settings_Test extends Test_Case {
	/**
	 * Addresses beside an allowed https://api.example.com.
	 *
	 * @return array<string, array{string, bool}>
	 */
	public function addresses(): array {
		return array(
			'itself'                  => array( 'https://api.example.com', true ),
			'a path'                  => array( 'https://api.example.com/v1/orders?x=1#y', true ),
			'the port by number'      => array( 'https://api.example.com:443/', true ),
			'capital letters'         => array( 'HTTPS://API.example.com/', true ),
			'another port'            => array( 'https://api.example.com:8443/', false ),
			'without TLS'             => array( 'http://api.example.com/', false ),
			'below it'                => array( 'https://evil.api.example.com/', false ),
			'with more behind'        => array( 'https://api.example.com.evil.test/', false ),
			'as a user name'          => array( 'https://api.example.com@evil.test/', false ),
			'with a password'         => array( 'https://api.example.com:443@evil.test/', false ),
			'a backslash'             => array( 'https://api.example.com\\@evil.test/', false ),
			'a backslash in the path' => array( 'https://api.example.com/\\evil.test', false ),
			'a line break'            => array( "https://api.example.com/\r\nX-Evil: 1", false ),
			'another scheme'          => array( 'ftp://api.example.com/', false ),
			'no scheme'               => array( '//api.example.com/', false ),
			'nothing'                 => array( '', false ),
		);
	}

	/**
	 * @dataProvider addresses
	 *
	 * @param string $url      URL.
	 * @param bool   $expected Whether the token is sent there.
	 */
	public function test_an_origin_is_exact( string $url, bool $expected ): void {
		self::configure( array( 'api_origins' => 'https://api.example.com' ) );
		$this->assertSame( $expected, ( new Api_Settings( new Settings() ) )->is_allowed( $url ) );
	}

	public function test_without_origins_nothing_is_allowed(): void {
		self::configure( array( 'api_bridge' => true ) );
		$settings = new Api_Settings( new Settings() );
		$this->assertFalse( $settings->is_allowed( 'https://api.example.com' ) );
		$this->assertFalse( $settings->is_allowed( 'nonsense' ) );
		$this->assertFalse( $settings->has_bridge() );
	}

	public function test_the_page_keeps_origins_and_says_what_is_none(): void {
		require_once ABSPATH . 'wp-admin/includes/template.php';
		self::configure();
		self::log_in_administrator();
		$settings = new Settings();
		$section  = new Api_Section( $settings, new Api_Settings( $settings ) );
		$clean    = $section->sanitize( array( 'api_origins' => 'https://API.example.com/v1, http://localhost:8080 http://example.com', 'api_bridge' => '1' ), array() );
		$this->assertSame( array( 'https://api.example.com http://localhost:8080', true, false ), array_values( $clean ) );
		$this->assertStringContainsString( 'http://example.com ', get_settings_errors( Settings::OPTION )[0]['message'] );
	}
	/**
	 * @group network
	 */
	public function test_in_a_network_a_site_does_not_decide_where_tokens_go(): void {
		if ( ! is_multisite() ) {
			$this->markTestSkipped( 'This site has no network.' );
		}
		$stored = array( 'api_origins' => 'https://api.example.com' );
		wp_set_current_user( self::user( 'ed', array( 'role' => 'administrator' ) )->ID );
		$settings = new Settings();
		$section  = new Api_Section( $settings, new Api_Settings( $settings ) );
		$this->assertSame( $stored, $section->sanitize( array( 'api_origins' => 'https://evil.example', 'browser_tokens' => '1' ), $stored + array( 'strict' => true ) ) );
		self::log_in_administrator();
		$this->assertSame( 'https://evil.example', $section->sanitize( array( 'api_origins' => 'https://evil.example' ), $stored )['api_origins'] );
	}

	/**
	 * Logs somebody in who may change these settings.
	 */
	private static function log_in_administrator(): void {
		wp_set_current_user( self::user( 'boss', array( 'role' => 'administrator' ) )->ID );
		is_multisite() && grant_super_admin( get_current_user_id() );
	}
}
