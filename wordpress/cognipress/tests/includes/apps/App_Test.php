<?php
/**
 * Tests of the way from an app to a session.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\App_Controller;
use Cognipress\App_Origins;
use Cognipress\App_Page;
use Cognipress\App_Section;
use Cognipress\Base64url;
use Cognipress\Browser_Cookie;
use Cognipress\Expiring_Store;
use Cognipress\Link_Page;
use Cognipress\Link_Table;
use Cognipress\Origin_Guard;
use Cognipress\Pending_Sign_Ins;
use Cognipress\Rate_Limiter;
use Cognipress\Settings;
use Cognipress\Verified_Sign_In;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;
use WP_Session_Tokens;
use function Cognipress\sign_in;
use function Cognipress\user_linker;

/**
 * Challenge and code by REST, then the page: as it goes, and as an attacker would have it.
 */
final class App_Test extends Test_Case {
	private const APP      = 'capacitor://localhost';
	private const EVIL     = 'https://evil.example';
	private const VERIFIER = 'a-verifier-of-43-characters-that-nobody-has';

	/**
	 * The pool.
	 *
	 * @var Pool
	 */
	private static $pool;

	/**
	 * Reasons told to the site.
	 *
	 * @var string[]
	 */
	private $reasons = array();

	public static function setUpBeforeClass(): void {
		self::$pool = new Pool();
	}

	protected function setUp(): void {
		parent::setUp();
		self::configure( array( 'app_origins' => self::APP . ' null' ) );
		$this->reasons             = array();
		$GLOBALS['wp_rest_server'] = null;
		self::answer_http( static fn() => self::response( 200, self::$pool->jwks() ) );
		add_action(
			'cognipress_refused',
			function ( string $reason ): void {
				$this->reasons[] = $reason;
			}
		);
	}

	public function test_an_app_gets_a_session_by_way_of_the_sites_own_page(): void {
		$code = $this->code( array( 'redirectTo' => home_url( '/shop/' ) ) );
		$this->assertSame( 43, strlen( $code ) );
		$shown = $this->open( self::APP, $code );
		$this->assertInstanceOf( Verified_Sign_In::class, $shown );
		$this->assertFalse( get_user_by( 'login', 'ann' ), 'Nobody is logged in before the site itself asks.' );
		$this->assertSame( home_url( '/shop/' ), $this->open( self::own(), $code ) );
		$ann = get_user_by( 'login', 'ann' );
		$this->assertCount( 1, WP_Session_Tokens::get_instance( $ann->ID )->get_all() );
		$this->assertSame( array(), $this->reasons );
	}

	public function test_a_code_is_good_once(): void {
		$code = $this->code();
		$this->assertIsString( $this->open( self::own(), $code ) );
		$this->assertRefused( $this->open( self::own(), $code ) );
		$this->assertRefused( $this->open( self::APP, $code ) );
		$this->assertSame( array( 'app code', 'app code' ), $this->reasons );
	}

	public function test_a_code_is_good_for_a_minute(): void {
		$code = $this->code();
		$this->assertRefused( $this->open( self::own(), $code, self::VERIFIER, time() + 61 ) );
		$this->assertIsString( $this->open( self::own(), $code, self::VERIFIER, time() + 30 ) );
	}

	public function test_who_intercepts_a_code_can_neither_use_it_nor_use_it_up(): void {
		$code = $this->code();
		foreach ( array( '', strrev( self::VERIFIER ), self::challenge_of( self::VERIFIER ) ) as $verifier ) {
			$this->assertRefused( $this->open( self::own(), $code, $verifier ), $verifier );
		}
		$this->assertRefused( $this->open( self::own(), '' ) );
		$this->assertIsString( $this->open( self::own(), $code ) );
	}

	public function test_another_site_cannot_log_a_visitor_in_as_somebody_else(): void {
		$code = $this->code();
		foreach ( array( array( self::EVIL, 'cross-site' ), array( null, 'cross-site' ), array( null, null ), array( '', null ), array( 'CAPACITOR://localhost', null ), array( self::APP . '/', null ) ) as list( $origin, $site ) ) {
			$this->assertRefused( $this->page()->answer( $origin, $site, $code, self::VERIFIER, time() ), (string) $origin );
		}
		$this->assertSame( array(), $this->reasons, 'A foreign page locks nobody out.' );
		$this->assertInstanceOf( Verified_Sign_In::class, $this->open( 'null', $code ), 'A page without a name has to ask.' );
		$this->assertFalse( get_user_by( 'login', 'ann' ) );
		$this->assertIsString( $this->page()->answer( null, 'same-origin', $code, self::VERIFIER, time() ) );
	}

	public function test_apps_that_are_not_listed_get_nothing(): void {
		foreach ( array( self::EVIL, 'null', self::APP, '' ) as $origin ) {
			self::configure( array( 'app_origins' => self::APP === $origin ? '' : self::APP ) );
			$body = array(
				'codeChallenge' => self::challenge_of( self::VERIFIER ),
				'challenge'     => str_repeat( 'A', 43 ),
				'idToken'       => 'any',
			);
			foreach ( array( '/app-challenge', '/app-code' ) as $route ) {
				$this->assertSame( 403, $this->post( $route, $body, $origin )->get_status(), $origin . $route );
			}
		}
	}

	public function test_a_listed_app_may_not_use_the_sites_own_routes(): void {
		$this->assertSame( 403, $this->post( '/challenge', array() )->get_status() );
		$body = array(
			'idToken'   => self::token(),
			'challenge' => $this->challenge(),
		);
		$this->assertSame( 403, $this->post( '/session', $body )->get_status() );
	}

	public function test_answers_are_for_the_app_alone_and_take_no_cookies(): void {
		$apps = new App_Origins( new Settings() );
		$this->assertSame(
			array(
				'Vary'                         => 'Origin',
				'Access-Control-Allow-Origin'  => self::APP,
				'Access-Control-Allow-Methods' => 'POST',
				'Access-Control-Allow-Headers' => 'Content-Type',
			),
			$apps->cors_headers( self::APP )
		);
		foreach ( array( null, self::EVIL, self::own() ) as $origin ) {
			$this->assertSame( array( 'Vary' => 'Origin' ), $apps->cors_headers( $origin ) );
		}
		$this->code();
		$this->assertSame( array(), $_COOKIE );
	}

	public function test_a_challenge_belongs_to_one_app_and_one_verifier_and_is_good_once(): void {
		$challenge = $this->challenge();
		$this->assertSame( 401, $this->ask( array( 'challenge' => $challenge ), 'null' )->get_status() );
		$other = array( 'codeChallenge' => self::challenge_of( 'another' ) );
		$this->assertSame( 401, $this->ask( array( 'challenge' => $this->challenge() ) + $other )->get_status() );
		$challenge = $this->challenge();
		$this->assertSame( 200, $this->ask( array( 'challenge' => $challenge ) )->get_status() );
		$this->assertSame( 401, $this->ask( array( 'challenge' => $challenge ) )->get_status() );
		$this->assertSame( array( 'challenge', 'challenge', 'challenge' ), $this->reasons );
	}

	public function test_a_token_is_good_for_one_app_or_one_browser(): void {
		$token = self::token();
		$this->assertSame( 200, $this->ask( array( 'idToken' => $token ) )->get_status() );
		$thief = array( 'codeChallenge' => self::challenge_of( 'of a thief' ) );
		$reply = $this->ask( array( 'idToken' => $token, 'challenge' => $this->challenge( $thief ) ) + $thief );
		$this->assertSame( 401, $reply->get_status() );
		$this->assertSame( array( 'replay' ), $this->reasons );
	}

	/**
	 * Requests that are refused as malformed.
	 *
	 * @return array<array{array<string, mixed>}>
	 */
	public function malformed(): array {
		return array(
			array( array( 'idToken' => '' ) ),
			array( array( 'challenge' => 'short' ) ),
			array( array( 'codeChallenge' => 'short' ) ),
			array( array( 'codeChallenge' => array() ) ),
			array( array( 'redirectTo' => array() ) ),
		);
	}

	/**
	 * @dataProvider malformed
	 *
	 * @param array<string, mixed> $body Members to change.
	 */
	public function test_malformed_requests_are_refused( array $body ): void {
		$this->assertSame( 400, $this->ask( $body + array( 'challenge' => $this->challenge() ) )->get_status() );
	}

	public function test_the_session_leads_nowhere_but_to_this_site(): void {
		$code = $this->code( array( 'redirectTo' => 'https://evil.example/' ) );
		$this->assertStringStartsWith( home_url(), $this->open( self::own(), $code ) );
	}

	public function test_neither_a_picture_nor_a_page_without_a_name_locks_anybody_out(): void {
		self::configure( array( 'app_origins' => self::APP . ' null' ) );
		$code = $this->code();
		for ( $i = 0; $i < 10; $i++ ) {
			$this->assertRefused( $this->page()->answer( null, 'same-origin', '', '', time() ) );
			$this->assertRefused( $this->open( 'null', 'nonsense' ) );
		}
		$this->assertIsString( $this->open( self::own(), $code ) );
	}

	public function test_ten_failures_of_a_network_are_enough(): void {
		$code = $this->code();
		for ( $i = 0; $i < 10; $i++ ) {
			$this->assertRefused( $this->open( self::own(), 'nonsense' ) );
		}
		$this->assertSame( 429, $this->open( self::own(), $code )->get_error_data()['status'] );
		$this->assertSame( 429, $this->open( self::APP, $code )->get_error_data()['status'] );
		$this->assertSame( 429, $this->ask()->get_status() );
	}

	public function test_who_is_kept_out_stays_out(): void {
		add_filter( 'wp_authenticate_user', '__return_null' );
		$this->assertRefused( $this->open( self::own(), $this->code() ) );
		$this->assertSame( array( 'user' ), $this->reasons );
	}

	public function test_an_account_of_the_same_address_is_proven_first(): void {
		self::configure( array( 'app_origins' => self::APP, 'link_by_email' => true ) );
		$user = self::user( 'member', array( 'user_email' => 'ann@example.com' ) );
		$this->assertSame( Link_Page::url(), $this->open( self::own(), $this->code() ) );
		$this->assertSame( array(), WP_Session_Tokens::get_instance( $user->ID )->get_all() );
		$pending = ( new Pending_Sign_Ins( new Expiring_Store(), 'link' ) )->get( ( new Browser_Cookie() )->value(), time() );
		$this->assertSame( Pool::SUB, $pending->claims()['sub'] );
	}

	public function test_the_database_knows_neither_code_nor_verifier_nor_token(): void {
		global $wpdb;
		$code = $this->code( array( 'refreshToken' => 'secret-refresh-token' ) );
		$rows = (string) wp_json_encode( $wpdb->get_results( "SELECT * FROM {$wpdb->base_prefix}cognipress_entries" ) );
		$this->assertStringContainsString( '"app:', $rows );
		foreach ( array( $code, self::VERIFIER, self::challenge_of( self::VERIFIER ), 'secret-refresh-token', Pool::SUB ) as $secret ) {
			$this->assertStringNotContainsString( $secret, $rows );
		}
	}

	/**
	 * Texts, and the origins that they are.
	 *
	 * @return array<array{string, string|null}>
	 */
	public function origins(): array {
		return array(
			array( 'capacitor://localhost', 'capacitor://localhost' ),
			array( 'Ionic://LocalHost', 'ionic://localhost' ),
			array( 'app://my.app:8080', 'app://my.app:8080' ),
			array( 'https://localhost', 'https://localhost' ),
			array( 'https://appassets.androidplatform.net/', 'https://appassets.androidplatform.net' ),
			array( 'http://localhost:8100', 'http://localhost:8100' ),
			array( 'null', 'null' ),
			array( 'http://example.com', null ),
			array( 'file://', null ),
			array( 'file://localhost', null ),
			array( 'javascript://x', null ),
			array( 'capacitor://localhost/page', null ),
			array( 'capacitor://me@localhost', null ),
			array( 'localhost', null ),
			array( '*', null ),
		);
	}

	/**
	 * @dataProvider origins
	 *
	 * @param string      $text     Text.
	 * @param string|null $expected Origin.
	 */
	public function test_origins_are_what_browsers_write( string $text, ?string $expected ): void {
		$this->assertSame( $expected, App_Origins::origin( $text ) );
	}

	public function test_the_setting_keeps_what_is_good_and_names_what_is_not(): void {
		require_once ABSPATH . 'wp-admin/includes/template.php';
		$GLOBALS['wp_settings_errors'] = array();
		wp_set_current_user( self::user( 'boss', array( 'role' => 'administrator' ) )->ID );
		is_multisite() && grant_super_admin( get_current_user_id() );
		$section = new App_Section( new Settings() );
		$this->assertSame( array( 'app_origins' => 'capacitor://localhost null' ), $section->sanitize( array( 'app_origins' => 'Capacitor://localhost, null null file:///' ), array() ) );
		$this->assertSame( array( 'app_origins' ), array_column( get_settings_errors( Settings::OPTION ), 'code' ) );
		$this->assertSame( array( 'app_origins' => '' ), $section->sanitize( array(), array() ) );
	}

	/**
	 * Asserts that an answer says no, and not why.
	 *
	 * @param mixed  $answer  Answer of the page.
	 * @param string $message What was tried.
	 */
	private function assertRefused( $answer, string $message = '' ): void {
		$this->assertInstanceOf( WP_Error::class, $answer, $message );
		$this->assertSame( array( 'cognipress_app_refused', array( 'status' => 403 ) ), array( $answer->get_error_code(), $answer->get_error_data() ), $message );
	}

	/**
	 * The page.
	 */
	private function page(): App_Page {
		$store    = new Expiring_Store();
		$settings = new Settings();
		$links    = new Link_Table();
		$codes    = new Pending_Sign_Ins( $store, 'app', App_Controller::CODE_SECONDS );
		$sign_in  = sign_in( user_linker( $settings, $store, $links ), $settings, $store, $links );
		return new App_Page( $codes, $sign_in, new Pending_Sign_Ins( $store, 'link' ), new Rate_Limiter( $store ), new Browser_Cookie(), new Origin_Guard(), new App_Origins( $settings ) );
	}

	/**
	 * The page's answer.
	 *
	 * @param string   $origin   Who asks.
	 * @param string   $code     Code.
	 * @param string   $verifier Verifier.
	 * @param int|null $now      Unix time in seconds.
	 * @return string|Verified_Sign_In|WP_Error
	 */
	private function open( string $origin, string $code, string $verifier = self::VERIFIER, ?int $now = null ) {
		return $this->page()->answer( $origin, null, $code, $verifier, $now ?? time() );
	}

	/**
	 * A code for a good token.
	 *
	 * @param array<string, mixed> $body Members to change.
	 */
	private function code( array $body = array() ): string {
		$reply = $this->ask( $body );
		$this->assertSame( 200, $reply->get_status() );
		$this->assertSame( App_Page::url(), $reply->get_data()['url'] );
		return $reply->get_data()['code'];
	}

	/**
	 * Asks for a code.
	 *
	 * @param array<string, mixed> $body   Members to change.
	 * @param string               $origin Who asks.
	 */
	private function ask( array $body = array(), string $origin = self::APP ): WP_REST_Response {
		$body += array(
			'idToken'       => self::token(),
			'codeChallenge' => self::challenge_of( self::VERIFIER ),
		);
		return $this->post( '/app-code', $body + array( 'challenge' => $this->challenge() ), $origin );
	}

	/**
	 * A fresh challenge.
	 *
	 * @param array<string, mixed> $body Members to change.
	 */
	private function challenge( array $body = array() ): string {
		return $this->post( '/app-challenge', $body + array( 'codeChallenge' => self::challenge_of( self::VERIFIER ) ) )->get_data()['challenge'];
	}

	/**
	 * Posts to a route.
	 *
	 * @param string               $route  Route.
	 * @param array<string, mixed> $body   Body.
	 * @param string               $origin Who asks.
	 */
	private function post( string $route, array $body, string $origin = self::APP ): WP_REST_Response {
		$request = new WP_REST_Request( 'POST', '/cognipress/v1' . $route );
		$request->set_header( 'Content-Type', 'application/json' );
		$request->set_header( 'Origin', $origin );
		$request->set_body( (string) wp_json_encode( (object) $body ) );
		return rest_get_server()->dispatch( $request );
	}

	/**
	 * A good token.
	 */
	private static function token(): string {
		return self::$pool->token( Pool::claims( time(), array( 'jti' => wp_generate_uuid4() ) ) );
	}

	/**
	 * The site's own origin.
	 */
	private static function own(): string {
		return untrailingslashit( home_url() );
	}

	/**
	 * What the server is told of a verifier.
	 *
	 * @param string $verifier Verifier.
	 */
	private static function challenge_of( string $verifier ): string {
		return Base64url::encode( hash( 'sha256', $verifier, true ) );
	}
}
