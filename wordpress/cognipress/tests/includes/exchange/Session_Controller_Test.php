<?php
/**
 * Tests of the exchange.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Browser_Cookie;
use Cognipress\Revocation;
use WP_REST_Request;
use WP_REST_Response;
use WP_Session_Tokens;

/**
 * Challenge and session, through WordPress' REST server.
 */
final class Session_Controller_Test extends Test_Case {
	/**
	 * The pool.
	 *
	 * @var Pool
	 */
	private static $pool;

	/**
	 * Cookies that were made: user and session token.
	 *
	 * @var array<array{int, string}>
	 */
	private $cookies = array();

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
		self::configure();
		$this->cookies             = array();
		$this->reasons             = array();
		$GLOBALS['wp_rest_server'] = null;
		self::answer_http(
			static function () {
				return self::response( 200, self::$pool->jwks() );
			}
		);
		add_action(
			'set_logged_in_cookie',
			function ( $cookie, $expire, $expiration, $user_id, $scheme, $token ): void {
				$this->cookies[]             = array( $user_id, $token );
				$_COOKIE[ LOGGED_IN_COOKIE ] = $cookie;
			},
			10,
			6
		);
		add_action(
			'cognipress_refused',
			function ( string $reason ): void {
				$this->reasons[] = $reason;
			}
		);
	}

	public function test_a_good_token_gives_a_session(): void {
		$seen = array();
		add_action(
			'wp_login',
			static function ( $login, $user ) use ( &$seen ): void {
				$seen = array( $login, $user->ID, get_current_user_id() );
			},
			10,
			2
		);
		$response = $this->sign_in( array( 'name' => 'Ann Lee' ) );
		$user     = get_user_by( 'login', 'ann' );
		$this->assertSame( 200, $response->get_status() );
		$this->assertSame( array( 'redirectTo' => admin_url( 'profile.php' ), 'user' => array( 'id' => $user->ID, 'displayName' => 'Ann Lee' ) ), $response->get_data() );
		$this->assertSame( array( 'ann', $user->ID, $user->ID ), $seen );
		$this->assertCount( 1, $this->cookies );
		$this->assertCount( 1, WP_Session_Tokens::get_instance( $user->ID )->get_all() );
	}

	public function test_remember_me_makes_the_session_longer(): void {
		foreach ( array( false, true ) as $remember ) {
			$this->sign_in( array(), array( 'rememberMe' => $remember ) );
			list( $user, $token ) = end( $this->cookies );
			$days[]               = (int) round( ( WP_Session_Tokens::get_instance( $user )->get( $token )['expiration'] - time() ) / DAY_IN_SECONDS );
		}
		$this->assertSame( array( 2, 14 ), $days );
	}

	public function test_the_refresh_token_is_kept_encrypted_in_the_session(): void {
		$this->sign_in( array(), array( 'refreshToken' => 'secret-refresh-token' ) );
		list( $user, $token ) = $this->cookies[0];
		$session              = WP_Session_Tokens::get_instance( $user )->get( $token );
		$this->assertArrayHasKey( Revocation::SESSION_FIELD, $session );
		$this->assertStringNotContainsString( 'secret-refresh-token', (string) wp_json_encode( $session ) );
	}

	public function test_signing_in_again_ends_the_old_session(): void {
		$this->sign_in();
		$this->sign_in( array( 'sub' => '99999999-2222-3333-4444-555555555555', 'preferred_username' => 'bob' ) );
		list( $ann, $old ) = $this->cookies[0];
		list( $bob )       = $this->cookies[1];
		$this->assertNotSame( $ann, $bob );
		$this->assertNull( WP_Session_Tokens::get_instance( $ann )->get( $old ) );
		$this->sign_in( array( 'sub' => '99999999-2222-3333-4444-555555555555' ) );
		$this->assertCount( 1, WP_Session_Tokens::get_instance( $bob )->get_all() );
		$this->assertNotSame( $this->cookies[1][1], $this->cookies[2][1] );
	}

	/**
	 * Requests that are refused as malformed.
	 *
	 * @return array<string, array{array<string, mixed>}>
	 */
	public function malformed(): array {
		return array(
			'no token'              => array( array( 'idToken' => null ) ),
			'empty token'           => array( array( 'idToken' => '' ) ),
			'token as an array'     => array( array( 'idToken' => array( 'x' ) ) ),
			'token as a number'     => array( array( 'idToken' => 1 ) ),
			'oversized token'       => array( array( 'idToken' => str_repeat( 'a', 8193 ) ) ),
			'no challenge'          => array( array( 'challenge' => null ) ),
			'short challenge'       => array( array( 'challenge' => 'AAAA' ) ),
			'challenge as an array' => array( array( 'challenge' => array() ) ),
			'remember me as a text' => array( array( 'rememberMe' => 'perhaps' ) ),
			'redirect as an array'  => array( array( 'redirectTo' => array() ) ),
			'refresh as an array'   => array( array( 'refreshToken' => array() ) ),
			'huge refresh token'    => array( array( 'refreshToken' => str_repeat( 'a', 4097 ) ) ),
		);
	}

	/**
	 * @dataProvider malformed
	 *
	 * @param array<string, mixed> $changes Body.
	 */
	public function test_malformed_requests_are_refused( array $changes ): void {
		$response = $this->sign_in( array(), $changes );
		$this->assertSame( 400, $response->get_status() );
		$this->assertSame( array(), $this->cookies );
	}

	public function test_a_token_in_the_url_does_not_count(): void {
		$request = $this->request( '/session', array( 'challenge' => $this->challenge() ) );
		$request->set_query_params( array( 'idToken' => self::$pool->token( Pool::claims( time() ) ) ) );
		$this->assertSame( 400, rest_get_server()->dispatch( $request )->get_status() );
	}

	public function test_all_refusals_look_the_same(): void {
		$now     = time();
		$refused = array(
			'signature'      => $this->post( ( new Pool() )->token( Pool::claims( $now ) ) ),
			'iss'            => $this->sign_in( array( 'iss' => 'https://evil.example' ) ),
			'expired'        => $this->sign_in( array( 'exp' => $now - 100 ) ),
			'parts'          => $this->post( 'nonsense' ),
			'challenge'      => $this->post( self::$pool->token( Pool::claims( $now ) ), array( 'challenge' => str_repeat( 'A', 43 ) ) ),
		);
		add_filter( 'wp_authenticate_user', '__return_null' );
		$refused['user'] = $this->sign_in();
		$this->assertSame( array_keys( $refused ), $this->reasons );
		foreach ( $refused as $reason => $response ) {
			$this->assertSame( 401, $response->get_status(), $reason );
			$this->assertSame( $refused['signature']->get_data(), $response->get_data(), $reason );
			$this->assertSame( $refused['signature']->get_headers(), $response->get_headers(), $reason );
		}
		$this->assertSame( array(), $this->cookies );
	}

	public function test_a_refused_token_makes_no_user(): void {
		$before = count_users()['total_users'];
		$this->sign_in( array( 'aud' => 'another' ) );
		$this->assertSame( $before, count_users()['total_users'] );
	}

	public function test_a_challenge_is_burnt_by_a_failure(): void {
		$challenge = $this->challenge();
		$this->post( 'nonsense', array( 'challenge' => $challenge ) );
		$this->assertSame( 401, $this->post( self::$pool->token( Pool::claims( time() ) ), array( 'challenge' => $challenge ) )->get_status() );
		$this->assertSame( array( 'parts', 'challenge' ), $this->reasons );
	}

	public function test_another_browser_cannot_replay(): void {
		$token = self::$pool->token( Pool::claims( time() ) );
		$this->assertSame( 200, $this->post( $token )->get_status() );
		$this->assertSame( 200, $this->post( $token )->get_status(), 'The same browser may repeat.' );
		$_COOKIE = array();
		$this->assertSame( 401, $this->post( $token )->get_status() );
		$this->assertSame( array( 'replay' ), $this->reasons );
	}

	public function test_without_the_cookie_a_challenge_is_worth_nothing(): void {
		$challenge = $this->challenge();
		$_COOKIE   = array();
		$this->assertSame( 401, $this->post( self::$pool->token( Pool::claims( time() ) ), array( 'challenge' => $challenge ) )->get_status() );
	}

	public function test_a_long_remembered_proof_needs_remember_me(): void {
		$old = array( 'auth_time' => time() - 3 * DAY_IN_SECONDS );
		$this->assertSame( 401, $this->sign_in( $old )->get_status() );
		$this->assertSame( 200, $this->sign_in( $old, array( 'rememberMe' => true ) )->get_status() );
		$this->assertSame( 401, $this->sign_in( array( 'auth_time' => time() - 15 * DAY_IN_SECONDS ), array( 'rememberMe' => true ) )->get_status() );
	}

	public function test_an_administrator_must_have_just_proven_the_password(): void {
		$this->sign_in();
		get_user_by( 'login', 'ann' )->set_role( 'administrator' );
		$this->assertSame( 401, $this->sign_in( array( 'auth_time' => time() - 310 ) )->get_status() );
		$this->assertSame( 200, $this->sign_in( array( 'auth_time' => time() - 200 ) )->get_status() );
	}

	public function test_ten_failures_of_a_network_are_enough(): void {
		for ( $i = 0; $i < 10; $i++ ) {
			$this->assertSame( 401, $this->post( 'nonsense' )->get_status() );
		}
		$response = rest_do_request( $this->request( '/session', array( 'idToken' => 'x', 'challenge' => $this->challenge() ) ) );
		$response = apply_filters( 'rest_post_dispatch', $response, rest_get_server(), $this->request( '/session', array() ) );
		$this->assertSame( 429, $response->get_status() );
		$this->assertSame( '300', $response->get_headers()['Retry-After'] );
		add_filter(
			'cognipress_client_address',
			static function (): string {
				return '198.51.100.1';
			}
		);
		$this->assertSame( 200, $this->sign_in()->get_status() );
	}

	public function test_ten_failures_of_a_user_are_enough_from_anywhere(): void {
		$address = '198.51.100.0';
		add_filter(
			'cognipress_client_address',
			static function () use ( &$address ): string {
				$address = long2ip( ip2long( $address ) + 256 );
				return $address;
			}
		);
		for ( $i = 0; $i < 10; $i++ ) {
			$this->assertSame( 401, $this->sign_in( array( 'iat' => time() - 1000 ) )->get_status() );
		}
		$this->assertSame( 429, $this->sign_in()->get_status() );
		$this->assertSame( 200, $this->sign_in( array( 'sub' => '99999999-2222-3333-4444-555555555555' ) )->get_status() );
	}

	public function test_unsigned_names_lock_nobody_out(): void {
		$address = '198.51.100.0';
		add_filter(
			'cognipress_client_address',
			static function () use ( &$address ): string {
				$address = long2ip( ip2long( $address ) + 256 );
				return $address;
			}
		);
		$forger = new Pool();
		for ( $i = 0; $i < 12; $i++ ) {
			$this->post( $forger->token( Pool::claims( time() ) ) );
		}
		$this->assertSame( 200, $this->sign_in()->get_status() );
	}

	public function test_without_keys_nobody_is_blamed(): void {
		remove_all_filters( 'pre_http_request' );
		self::answer_http(
			static function () {
				return new \WP_Error( 'http_request_failed', 'down' );
			}
		);
		for ( $i = 0; $i < 12; $i++ ) {
			$response = $this->sign_in();
		}
		$this->assertSame( 503, $response->get_status() );
		$this->assertSame( 'cognipress_unavailable', $response->get_data()['code'] );
		$this->assertSame( array( 'keys' ), array_unique( $this->reasons ) );
	}

	public function test_foreign_origins_are_refused_before_anything(): void {
		$request = $this->request( '/session', array( 'idToken' => self::$pool->token( Pool::claims( time() ) ), 'challenge' => $this->challenge() ) );
		$request->set_header( 'Origin', 'https://evil.example' );
		$this->assertSame( 403, rest_get_server()->dispatch( $request )->get_status() );
		$request = $this->request( '/challenge', array() );
		$request->set_header( 'Origin', 'null' );
		$this->assertSame( 403, rest_get_server()->dispatch( $request )->get_status() );
		$this->assertSame( array(), $this->cookies );
	}

	public function test_only_post_is_allowed(): void {
		foreach ( array( 'GET', 'PUT', 'PATCH', 'DELETE' ) as $method ) {
			$request = $this->request( '/session', array() );
			$request->set_method( $method );
			$this->assertSame( 404, rest_get_server()->dispatch( $request )->get_status(), $method );
		}
	}

	public function test_the_challenge_tells_when_it_ends(): void {
		$data = rest_get_server()->dispatch( $this->request( '/challenge', array() ) )->get_data();
		$this->assertSame( array( 'challenge', 'expiresAtMs' ), array_keys( $data ) );
		$this->assertEqualsWithDelta( 1000 * ( time() + 600 ), $data['expiresAtMs'], 2000 );
		$this->assertNotNull( ( new Browser_Cookie() )->value() );
	}

	/**
	 * Signs in with a token of the pool.
	 *
	 * @param array<string, mixed> $claims Claims to change.
	 * @param array<string, mixed> $body   Members of the body to change.
	 */
	private function sign_in( array $claims = array(), array $body = array() ): WP_REST_Response {
		return $this->post( self::$pool->token( Pool::claims( time(), $claims + array( 'jti' => wp_generate_uuid4() ) ) ), $body );
	}

	/**
	 * Posts a token.
	 *
	 * @param string               $token Token.
	 * @param array<string, mixed> $body  Members of the body to change; null removes one.
	 */
	private function post( string $token, array $body = array() ): WP_REST_Response {
		$body += array(
			'idToken'    => $token,
			'challenge'  => $this->challenge(),
			'rememberMe' => false,
			'redirectTo' => '',
		);
		$body  = array_filter(
			$body,
			static function ( $value ): bool {
				return null !== $value;
			}
		);
		return rest_get_server()->dispatch( $this->request( '/session', $body ) );
	}

	/**
	 * A fresh challenge of this browser.
	 */
	private function challenge(): string {
		return rest_get_server()->dispatch( $this->request( '/challenge', array() ) )->get_data()['challenge'];
	}

	/**
	 * A request of the site's own page.
	 *
	 * @param string               $route Route.
	 * @param array<string, mixed> $body  Body.
	 */
	private function request( string $route, array $body ): WP_REST_Request {
		$request = new WP_REST_Request( 'POST', '/cognipress/v1' . $route );
		$request->set_header( 'Content-Type', 'application/json' );
		$request->set_header( 'Origin', untrailingslashit( home_url() ) );
		$request->set_body( (string) wp_json_encode( (object) $body ) );
		return $request;
	}
}
