<?php
/**
 * Tests of the login page.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Assets;
use Cognipress\Login_Page;
use Cognipress\Page_Config;
use Cognipress\Settings;
use DOMDocument;
use DOMElement;
use DOMXPath;

/**
 * WordPress' real wp-login.php, run in a process of its own.
 */
final class Login_Page_Test extends Test_Case {
	private const ENDPOINT = 'http://localhost:8999';

	public function test_the_password_field_has_no_name(): void {
		$page  = self::page();
		$field = self::one( $page, '//input[@id="user_pass"]' );
		$this->assertSame( 'password', $field->getAttribute( 'type' ) );
		$this->assertFalse( $field->hasAttribute( 'name' ) );
		$this->assertSame( 'log', self::one( $page, '//input[@id="user_login"]' )->getAttribute( 'name' ) );
	}

	public function test_the_dialog_over_wp_admin_has_none_either(): void {
		foreach ( array( array( 'interim-login' => '1' ), array( 'reauth' => '1' ), array( 'loggedout' => 'true' ), array( 'action' => 'entered_recovery_mode' ), array( 'action' => 'nonsense' ), array( 'cognipress' => 'Local' ) ) as $query ) {
			$this->assertFalse( self::one( self::page( $query ), '//input[@id="user_pass"]' )->hasAttribute( 'name' ), (string) wp_json_encode( $query ) );
		}
	}

	public function test_scripts_come_first_and_in_order(): void {
		$head  = self::one( self::page(), '//head' );
		$nodes = array();
		foreach ( $head->childNodes as $node ) {
			if ( $node instanceof DOMElement ) {
				$nodes[] = $node;
			}
		}
		$this->assertSame( array( 'script', 'link', 'script', 'script' ), array_column( array_slice( $nodes, 0, 4 ), 'nodeName' ) );
		$this->assertSame( '', $nodes[0]->getAttribute( 'src' ) );
		$this->assertSame( array( 'preconnect', self::ENDPOINT ), array( $nodes[1]->getAttribute( 'rel' ), $nodes[1]->getAttribute( 'href' ) ) );
		$this->assertSame( array( 'application/json', 'cognipress-config' ), array( $nodes[2]->getAttribute( 'type' ), $nodes[2]->getAttribute( 'id' ) ) );
		$this->assertSame( array( 'module', 'cognipress-login' ), array( $nodes[3]->getAttribute( 'type' ), $nodes[3]->getAttribute( 'id' ) ) );
		$this->assertStringContainsString( '/cognipress/assets/build/login.js?ver=', $nodes[3]->getAttribute( 'src' ) );
	}

	public function test_the_script_learns_what_it_needs(): void {
		$config = self::config( self::page() );
		$this->assertSame( Pool::ID, $config['userPoolId'] );
		$this->assertSame( Pool::CLIENT_ID, $config['clientId'] );
		$this->assertSame( self::ENDPOINT, $config['endpoint'] );
		$this->assertSame( get_bloginfo( 'name' ), $config['issuer'] );
		$this->assertSame( rest_url( 'cognipress/v1/challenge' ), $config['challengeUrl'] );
		$this->assertSame( rest_url( 'cognipress/v1/session' ), $config['sessionUrl'] );
		$this->assertStringEndsWith( '/cognipress/assets/build/', $config['assetsUrl'] );
		$this->assertStringEndsWith( 'wp-login.php?cognipress=local', $config['localLoginUrl'] );
		$this->assertNotEmpty( $config['texts']['incorrect-credentials'] );
	}

	public function test_strict_mode_does_not_point_to_the_local_form(): void {
		$this->assertArrayNotHasKey( 'localLoginUrl', self::config( self::page( array(), array(), array( 'COGNIPRESS_STRICT' => true ) ) ) );
	}

	public function test_without_javascript_the_visitor_is_told(): void {
		$this->assertStringContainsString( 'JavaScript', self::one( self::page(), '//noscript' )->textContent );
	}

	public function test_a_posted_password_is_refused_unread(): void {
		foreach ( array( array(), array( 'action' => 'nonsense' ) ) as $query ) {
			$html = self::html( $query, array( 'log' => 'admin', 'pwd' => 'some-password' ) );
			$this->assertStringContainsString( 'Your password was not read', $html );
			$this->assertStringNotContainsString( 'authenticate ran', $html );
			$this->assertStringNotContainsString( 'loginform', $html );
		}
	}

	public function test_the_local_form_is_wordpress_own(): void {
		$page = self::page( array( 'cognipress' => 'local' ) );
		$this->assertSame( 'pwd', self::one( $page, '//input[@id="user_pass"]' )->getAttribute( 'name' ) );
		$this->assertSame( 'local', self::one( $page, '//form[@id="loginform"]//input[@name="cognipress"]' )->getAttribute( 'value' ) );
		$this->assertSame( 0, self::find( $page, '//*[@id="cognipress-config"]' )->length );
		$this->assertSame( 0, self::find( $page, '//noscript' )->length );
	}

	public function test_a_password_posted_by_the_local_form_is_read(): void {
		$html = self::html( array(), array( 'log' => 'nobody', 'pwd' => 'x', 'cognipress' => 'local' ) );
		$this->assertStringContainsString( 'authenticate ran', $html );
		$this->assertStringContainsString( 'login_error', $html );
	}

	public function test_the_local_form_can_be_closed(): void {
		$closed = array(
			'COGNIPRESS_STRICT'      => true,
			'COGNIPRESS_BREAK_GLASS' => false,
		);
		$this->assertFalse( self::one( self::page( array( 'cognipress' => 'local' ), array(), $closed ), '//input[@id="user_pass"]' )->hasAttribute( 'name' ) );
		$this->assertStringContainsString( 'Your password was not read', self::html( array(), array( 'pwd' => 'x', 'cognipress' => 'local' ), $closed ) );
	}

	public function test_an_unconfigured_plugin_changes_nothing(): void {
		$html = self::html( array(), array(), array( 'COGNIPRESS_CLIENT_ID' => '' ) );
		$this->assertStringContainsString( 'name="pwd"', $html );
		$this->assertStringNotContainsString( 'cognipress', $html );
	}

	public function test_other_pages_of_wp_login_stay(): void {
		$html = self::html( array( 'checkemail' => 'registered' ) );
		$this->assertStringContainsString( 'Registration complete', $html );
		$this->assertStringNotContainsString( 'cognipress', $html );
	}

	public function test_a_lost_password_is_a_matter_of_the_page_script(): void {
		$page = self::page( array( 'action' => 'lostpassword' ) );
		$this->assertStringContainsString( '/build/forms.js?ver=', self::one( $page, '//script[@id="cognipress-login"]' )->getAttribute( 'src' ) );
		$this->assertStringEndsWith( 'action=lostpassword&cognipress=local', self::config( $page )['localLoginUrl'] );
		$this->assertSame( 'Reset a WordPress password', self::config( $page )['texts']['local-login'] );
		$this->assertStringContainsString( 'Your password was not read', self::html( array( 'action' => 'lostpassword' ), array( 'user_login' => 'ada' ) ) );
	}

	public function test_the_local_form_for_a_lost_password_is_wordpress_own(): void {
		$page = self::page(
			array(
				'action'     => 'lostpassword',
				'cognipress' => 'local',
			)
		);
		$this->assertSame( 'local', self::one( $page, '//form[@id="lostpasswordform"]//input[@name="cognipress"]' )->getAttribute( 'value' ) );
		$this->assertSame( 0, self::find( $page, '//*[@id="cognipress-config"]' )->length );
		$local = self::page( array( 'cognipress' => 'local' ) );
		$this->assertStringEndsWith( 'action=lostpassword&cognipress=local', self::one( $local, '//p[@id="nav"]/a[contains(@href, "lostpassword")]' )->getAttribute( 'href' ) );
	}

	public function test_strict_mode_has_no_local_form_but_the_login_form(): void {
		$page = self::page(
			array(
				'action'     => 'lostpassword',
				'cognipress' => 'local',
			),
			array(),
			array( 'COGNIPRESS_STRICT' => true )
		);
		$this->assertSame( 1, self::find( $page, '//script[@id="cognipress-config"]' )->length );
	}

	public function test_who_registers_is_asked_for_a_password_and_attributes_that_cannot_be_posted(): void {
		if ( is_multisite() ) {
			$this->markTestSkipped( 'A network registers people at wp-signup.php.' );
		}
		$page = self::page( array( 'action' => 'register' ), array(), array( 'COGNIPRESS_REGISTER_ATTRIBUTES' => 'given_name, custom:account_no' ) );
		$this->assertFalse( self::one( $page, '//form[@id="registerform"]//input[@id="user_pass"]' )->hasAttribute( 'name' ) );
		foreach ( array( 'attr:given_name', 'attr:custom:account_no' ) as $name ) {
			$this->assertFalse( self::one( $page, '//form[@id="registerform"]//input[@data-cognito-field="' . $name . '"]' )->hasAttribute( 'name' ) );
		}
		$this->assertStringContainsString( 'Your password was not read', self::html( array( 'action' => 'register' ), array( 'user_login' => 'ada' ) ) );
	}

	public function test_actions_of_other_plugins_end_at_the_adopted_form(): void {
		$page = self::page( array( 'action' => 'go_on' ) );
		$this->assertFalse( self::one( $page, '//input[@id="user_pass"]' )->hasAttribute( 'name' ) );
		$this->assertStringContainsString( 'Your password was not read', self::html( array( 'action' => 'go_on' ), array( 'pwd' => 'x' ) ) );
	}

	public function test_pages_of_other_plugins_stay(): void {
		$this->assertSame( '<head></head><input type="password" name="pin">', self::html( array( 'action' => 'own_page' ) ) );
	}

	public function test_a_page_that_cannot_be_rewritten_is_not_shown(): void {
		self::configure();
		$page = self::login_page();
		$html = $page->rewrite( '<body><input type="password" name="pwd"></body>' );
		$this->assertStringNotContainsString( '<input', $html );
		$this->assertStringNotContainsString( 'pwd', $html );
	}

	public function test_texts_cannot_leave_the_script_element(): void {
		self::configure();
		add_filter(
			'gettext_cognipress',
			static function (): string {
				return '</script><!--<script>\'"&';
			}
		);
		$page = self::login_page();
		$html = $page->rewrite( '<head></head>' );
		preg_match( '#<script[^>]*id="cognipress-config"[^>]*>(.*?)</script>#s', $html, $match );
		$this->assertSame( '</script><!--<script>\'"&', json_decode( $match[1], true )['texts']['throttled'] );
		$this->assertStringNotContainsString( '<', $match[1] );
	}

	/**
	 * The page, with no files at hand.
	 */
	private static function login_page(): Login_Page {
		$assets = new Assets( '/nowhere/', 'https://example.com/' );
		return new Login_Page( new Settings(), $assets, new Page_Config( new Settings(), $assets ) );
	}

	/**
	 * The page wp-login.php.
	 *
	 * @param array<string, string> $query     Query arguments.
	 * @param array<string, string> $post      Posted fields.
	 * @param array<string, mixed>  $constants Constants to set.
	 */
	private static function html( array $query = array(), array $post = array(), array $constants = array() ): string {
		$constants += array(
			'COGNIPRESS_USER_POOL_ID' => Pool::ID,
			'COGNIPRESS_CLIENT_ID'    => Pool::CLIENT_ID,
			'COGNIPRESS_ENDPOINT'     => self::ENDPOINT,
		);
		$code       = '
			list( $constants, $_GET, $_POST ) = json_decode( $argv[1], true );
			$_REQUEST = $_GET + $_POST;
			$_SERVER["REQUEST_METHOD"] = $_POST ? "POST" : "GET";
			$_SERVER["PHP_SELF"] = $_SERVER["SCRIPT_NAME"] = $_SERVER["REQUEST_URI"] = "/wp-login.php";
			$_SERVER["SERVER_PROTOCOL"] = "HTTP/1.1";
			array_map( "define", array_keys( $constants ), $constants );
			$wp_filter["pre_option_users_can_register"][10]["probe"] = array( "accepted_args" => 0, "function" => function () { return "1"; } );
			// Before WordPress: its own hooks are not there yet.
			$wp_filter["authenticate"][0]["probe"] = array( "accepted_args" => 1, "function" => function ( $user ) { if ( $_POST ) { echo "authenticate ran"; } return $user; } );
			$wp_filter["login_form_go_on"][10]["probe"] = array( "accepted_args" => 0, "function" => function () {} );
			$wp_filter["login_form_own_page"][10]["probe"] = array( "accepted_args" => 0, "function" => function () { exit( "<head></head><input type=\"password\" name=\"pin\">" ); } );
			require dirname( WP_LOAD ) . "/wp-login.php";';
		return Process::run( $code, (string) wp_json_encode( array( $constants, (object) $query, (object) $post ) ) );
	}

	/**
	 * The page, parsed.
	 *
	 * @param array<string, string> $query     Query arguments.
	 * @param array<string, string> $post      Posted fields.
	 * @param array<string, mixed>  $constants Constants to set.
	 */
	private static function page( array $query = array(), array $post = array(), array $constants = array() ): DOMDocument {
		static $pages = array();
		$key          = (string) wp_json_encode( func_get_args() );
		if ( ! isset( $pages[ $key ] ) ) {
			$page = new DOMDocument();
			$page->loadHTML( self::html( $query, $post, $constants ), LIBXML_NOERROR );
			$pages[ $key ] = $page;
		}
		return $pages[ $key ];
	}

	/**
	 * What the page tells its script.
	 *
	 * @param DOMDocument $page Page.
	 * @return array<string, mixed>
	 */
	private static function config( DOMDocument $page ): array {
		return json_decode( self::one( $page, '//script[@id="cognipress-config"]' )->textContent, true );
	}

	/**
	 * Elements.
	 *
	 * @param DOMDocument $page Page.
	 * @param string      $path XPath.
	 * @return \DOMNodeList<DOMElement>
	 */
	private static function find( DOMDocument $page, string $path ) {
		return ( new DOMXPath( $page ) )->query( $path );
	}

	/**
	 * The only such element.
	 *
	 * @param DOMDocument $page Page.
	 * @param string      $path XPath.
	 */
	private static function one( DOMDocument $page, string $path ): DOMElement {
		$found = self::find( $page, $path );
		self::assertSame( 1, $found->length, $path . ' in ' . $page->saveHTML() );
		return $found->item( 0 );
	}
}
