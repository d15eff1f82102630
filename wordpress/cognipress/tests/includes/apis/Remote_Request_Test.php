<?php
/**
 * Tests of requests in the name of users.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Session_Fields;
use Cognipress\Secret_Box;
use WP_Error;
use WP_REST_Request;
use WP_Session_Tokens;
use function Cognipress\remote_request;

/**
 * Who sees which token, and what becomes of a session that is over.
 */
final class Remote_Request_Test extends Test_Case {
	private const API = 'https://api.example.com/orders';

	/**
	 * Tokens that the API takes.
	 *
	 * @var string[]
	 */
	private $good = array();

	/**
	 * Authorization headers that the API has seen.
	 *
	 * @var string[]
	 */
	private $seen = array();

	/**
	 * Refresh tokens that Cognito has seen.
	 *
	 * @var string[]
	 */
	private $spent = array();

	/**
	 * What Cognito answers in place of tokens.
	 *
	 * @var array<string, mixed>|WP_Error|null
	 */
	private $fault;

	protected function setUp(): void {
		parent::setUp();
		self::configure( array( 'api_origins' => 'https://api.example.com', 'api_bridge' => true, 'browser_tokens' => true ) );
		// Routes are registered for these settings.
		unset( $GLOBALS['wp_rest_server'] );
		list( $this->good, $this->seen, $this->spent, $this->fault ) = array( array( 'access-1', 'access-2', 'access-3' ), array(), array(), null );
		self::answer_http(
			function ( string $url, array $arguments ) {
				if ( self::API === $url ) {
					$this->seen[] = $arguments['headers']['Authorization'];
					$this->assertSame( 0, $arguments['redirection'] );
					$is_good = in_array( substr( $arguments['headers']['Authorization'], 7 ), $this->good, true );
					return self::response( $is_good ? 200 : 401, $is_good ? '{"orders":[]}' : '{}', array( 'content-type' => 'application/json' ) );
				}
				if ( false === strpos( $arguments['headers']['X-Amz-Target'] ?? '', 'GetTokensFromRefreshToken' ) ) {
					return self::response( 200, '{}' );
				}
				$this->spent[] = json_decode( $arguments['body'], true )['RefreshToken'];
				$number        = count( $this->spent );
				$tokens        = array( 'AccessToken' => 'access-' . $number, 'IdToken' => 'id-' . $number, 'RefreshToken' => 'refresh-' . $number, 'ExpiresIn' => 3600 );
				return $this->fault ?? self::response( 200, (string) wp_json_encode( array( 'AuthenticationResult' => $tokens ) ) );
			}
		);
	}

	public function test_the_token_is_got_once_and_goes_along(): void {
		$this->log_in();
		foreach ( array( 1, 2 ) as $time ) {
			$this->assertSame( '{"orders":[]}', wp_remote_retrieve_body( cognipress_remote_request( self::API ) ) );
		}
		$this->assertSame( array( 'Bearer access-1', 'Bearer access-1' ), $this->seen );
		$this->assertSame( array( 'refresh-0' ), $this->spent );
	}

	public function test_the_id_token_goes_along_where_it_is_wanted(): void {
		$this->log_in();
		$this->good = array( 'id-1' );
		$this->assertSame( 200, wp_remote_retrieve_response_code( cognipress_remote_request( self::API, array( 'cognipress_token' => 'id' ) ) ) );
	}

	public function test_after_401_the_tokens_are_renewed_once(): void {
		$this->log_in();
		cognipress_remote_request( self::API );
		$this->good = array( 'access-2' );
		$this->assertSame( 200, wp_remote_retrieve_response_code( cognipress_remote_request( self::API ) ) );
		$this->good = array();
		$this->assertSame( 401, wp_remote_retrieve_response_code( cognipress_remote_request( self::API ) ) );
		$this->assertSame( array( 'Bearer access-1', 'Bearer access-1', 'Bearer access-2', 'Bearer access-2', 'Bearer access-3' ), $this->seen );
		$this->assertSame( array( 'refresh-0', 'refresh-1', 'refresh-2' ), $this->spent, 'The token that rotates is followed.' );
	}

	public function test_no_other_origin_sees_a_token(): void {
		$this->log_in();
		$this->assertSame( 'cognipress_origin_not_allowed', cognipress_remote_request( 'https://api.example.com.evil.test/orders' )->get_error_code() );
		$this->assertSame( array( array(), array() ), array( $this->seen, $this->spent ) );
	}

	public function test_what_cognito_has_ended_ends_here_and_leads_to_the_login(): void {
		list( $user_id, $token ) = $this->log_in();
		$_SERVER['REQUEST_URI']  = '/orders/?page=2';
		$this->fault             = self::response( 400, '{"__type":"NotAuthorizedException"}' );
		$error                   = cognipress_remote_request( self::API );
		$this->assertSame( array( 'cognipress_login_required', 401 ), array( $error->get_error_code(), $error->get_error_data()['status'] ) );
		$this->assertStringContainsString( rawurlencode( '/orders/?page=2' ), $error->get_error_data()['loginUrl'] );
		$this->assertStringContainsString( 'cognipress_expired=1', $error->get_error_data()['loginUrl'] );
		$this->assertNull( WP_Session_Tokens::get_instance( $user_id )->get( $token ) );
	}

	public function test_nobody_is_out_while_cognito_is_down(): void {
		list( $user_id, $token ) = $this->log_in();
		$this->fault             = new WP_Error( 'http_request_failed' );
		$this->assertSame( 'cognipress_unavailable', cognipress_remote_request( self::API )->get_error_code() );
		$this->assertNotNull( WP_Session_Tokens::get_instance( $user_id )->get( $token ) );
	}

	public function test_visitors_have_to_log_in(): void {
		$this->assertSame( 'cognipress_login_required', cognipress_remote_request( self::API )->get_error_code() );
	}

	public function test_the_bridge_wants_a_user_who_may(): void {
		$ask = static function (): \WP_REST_Response {
			$request = new WP_REST_Request( 'POST', '/cognipress/v1/request' );
			$request->set_body_params( array( 'url' => self::API ) );
			return rest_do_request( $request );
		};
		$this->assertSame( 401, $ask()->get_status() );
		$this->log_in();
		$this->assertSame( array( 'status' => 200, 'contentType' => 'application/json', 'body' => '{"orders":[]}' ), $ask()->get_data() );
		add_filter( 'cognipress_api_capability', static fn(): string => 'manage_options' );
		$this->assertSame( 403, $ask()->get_status() );
	}

	public function test_pages_get_tokens_but_never_the_refresh_token(): void {
		$this->log_in();
		$request = new WP_REST_Request( 'POST', '/cognipress/v1/token' );
		$reply   = rest_do_request( $request );
		$this->assertSame( 'no-store', $reply->get_headers()['Cache-Control'] );
		$data = $reply->get_data();
		$this->assertSame( array( 'accessToken' => 'access-1', 'idToken' => 'id-1' ), array_diff_key( $data, array( 'expiresIn' => true ) ) );
		// Time passes between the renewal and the answer.
		$this->assertEqualsWithDelta( 3600, $data['expiresIn'], 60 );
		$request->set_body_params( array( 'stale' => 'access-1' ) );
		$this->assertSame( 'access-2', rest_do_request( $request )->get_data()['accessToken'] );
		$this->assertSame( 'access-2', rest_do_request( $request )->get_data()['accessToken'], 'Another tab has had them renewed already.' );
	}

	public function test_a_token_of_who_has_logged_out_meanwhile_is_revoked(): void {
		list( $user_id, $token ) = $this->log_in();
		add_filter(
			'pre_http_request',
			static function ( $response ) use ( $user_id, $token ) {
				WP_Session_Tokens::get_instance( $user_id )->destroy( $token );
				return $response;
			},
			11
		);
		remote_request()->current();
		global $wpdb;
		$sealed = $wpdb->get_col( "SELECT value FROM {$wpdb->base_prefix}cognipress_entries WHERE name LIKE 'revoke:%'" );
		$this->assertContains( 'refresh-1', array_map( array( Secret_Box::class, 'open' ), $sealed ) );
	}

	/**
	 * Logs somebody in.
	 *
	 * @return array{int, string} User and session token.
	 */
	private function log_in(): array {
		$user  = self::user( 'ann' );
		$token = WP_Session_Tokens::get_instance( $user->ID )->create( time() + 1000 );
		wp_set_current_user( $user->ID );
		$_COOKIE[ LOGGED_IN_COOKIE ] = wp_generate_auth_cookie( $user->ID, time() + 1000, 'logged_in', $token );
		$manager                     = WP_Session_Tokens::get_instance( $user->ID );
		$manager->update( $token, $manager->get( $token ) + array( Session_Fields::REFRESH_TOKEN => Secret_Box::seal( 'refresh-0' ), Session_Fields::CHECKED_AT => time() ) );
		return array( $user->ID, $token );
	}
}
