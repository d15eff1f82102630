<?php
/**
 * Tests of the route for fresh proofs.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Account_Identity;
use Cognipress\Assets;
use Cognipress\Expiring_Store;
use Cognipress\Link_Table;
use Cognipress\Page_Config;
use Cognipress\Secret_Box;
use Cognipress\Session_Fields;
use Cognipress\Settings;
use Cognipress\Step_Up_Cookie;
use WP_REST_Request;
use WP_REST_Response;
use WP_Session_Tokens;
use WP_User;

/**
 * Whose proof counts, and for what.
 */
final class Step_Up_Controller_Test extends Test_Case {
	private const LEVEL = 'urn:cognito:loa:4';

	/**
	 * The pool.
	 *
	 * @var Pool
	 */
	private static $pool;

	/**
	 * The user.
	 *
	 * @var WP_User
	 */
	private $user;

	/**
	 * The session's token.
	 *
	 * @var string
	 */
	private $token;

	public static function setUpBeforeClass(): void {
		self::$pool = new Pool();
	}

	protected function setUp(): void {
		parent::setUp();
		self::configure();
		unset( $GLOBALS['wp_rest_server'] );
		self::answer_http( static fn() => self::response( 200, self::$pool->jwks() ) );
		$this->user  = self::user( 'ann' );
		$manager     = WP_Session_Tokens::get_instance( $this->user->ID );
		$this->token = $manager->create( time() + 1000 );
		$fields      = array( Session_Fields::REFRESH_TOKEN => Secret_Box::seal( 'old-refresh-token' ), Session_Fields::ACR => 'urn:cognito:loa:5', Session_Fields::AUTH_TIME => 1 );
		$manager->update( $this->token, $manager->get( $this->token ) + $fields );
		$_COOKIE[ LOGGED_IN_COOKIE ] = wp_generate_auth_cookie( $this->user->ID, time() + 1000, 'logged_in', $this->token );
		( new Link_Table() )->link( Pool::ISSUER, Pool::SUB, $this->user->ID, time() );
	}

	public function test_the_session_goes_on_with_its_nonces_and_the_new_proof(): void {
		wp_set_current_user( $this->user->ID );
		$nonce = wp_create_nonce( 'transfer' );
		$reply = $this->step_up( array( 'acr' => self::LEVEL ), array( 'refreshToken' => 'new-refresh-token', 'redirectTo' => home_url( '/next/' ) ) );
		$this->assertSame( array( 200, home_url( '/next/' ) ), array( $reply->get_status(), $reply->get_data()['redirectTo'] ) );
		wp_set_current_user( $this->user->ID );
		$this->assertSame( 1, wp_verify_nonce( $nonce, 'transfer' ) );
		$this->assertTrue( cognipress_require_acr( self::LEVEL, 60 ) );
		$this->assertTrue( is_wp_error( cognipress_require_acr( 'urn:cognito:loa:5', 60 ) ), 'the old class is not for the new proof' );
		$session = WP_Session_Tokens::get_instance( $this->user->ID )->get( $this->token );
		$this->assertSame( 'new-refresh-token', Secret_Box::open( $session[ Session_Fields::REFRESH_TOKEN ] ) );
		$this->assertSame( array( 'old-refresh-token' ), array_map( array( Secret_Box::class, 'open' ), array_values( ( new Expiring_Store() )->list( 'revoke:', 9, time() ) ) ) );
	}

	public function test_a_proof_without_a_class_has_none(): void {
		$this->assertSame( 200, $this->step_up( array() )->get_status() );
		wp_set_current_user( $this->user->ID );
		$this->assertTrue( cognipress_require_acr( '', 60 ) );
		$this->assertTrue( is_wp_error( cognipress_require_acr( 'urn:cognito:loa:1', 60 ) ) );
	}

	public function test_it_counts_in_the_browser_that_has_given_it(): void {
		$this->step_up( array( 'acr' => self::LEVEL ) );
		wp_set_current_user( $this->user->ID );
		foreach ( array( null, 'x', array( 'x' ) ) as $cookie ) {
			$_COOKIE[ Step_Up_Cookie::name() ] = $cookie;
			$this->assertTrue( is_wp_error( cognipress_require_acr( self::LEVEL, 60 ) ) );
		}
	}

	public function test_members_of_another_pool_prove_it_there(): void {
		self::configure( array( 'more_pools' => array( 'Staff' => 'us-east-1_Staff, staffclient' ) ) );
		$staff   = array(
			'iss' => 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Staff',
			'aud' => 'staffclient',
			'sub' => '22222222-2222-3333-4444-555555555555',
		);
		$manager = WP_Session_Tokens::get_instance( $this->user->ID );
		$manager->update( $this->token, array( Session_Fields::ISSUER => $staff['iss'], Session_Fields::CLIENT_ID => $staff['aud'] ) + $manager->get( $this->token ) );
		( new Link_Table() )->link( $staff['iss'], $staff['sub'], $this->user->ID, time() );
		wp_set_current_user( $this->user->ID );
		$settings = new Settings();
		$this->assertSame( $staff['sub'], ( new Account_Identity( $settings, new Link_Table() ) )->sub( $this->user->ID ) );
		$this->assertSame( 'us-east-1_Staff', ( new Page_Config( $settings, new Assets( '', '' ) ) )->all()['userPoolId'] );
		wp_set_current_user( 0 );
		$this->assertSame( 200, $this->step_up( $staff + array( 'acr' => self::LEVEL ) )->get_status() );
		wp_set_current_user( $this->user->ID );
		$this->assertTrue( cognipress_require_acr( self::LEVEL, 60 ) );
	}

	/**
	 * Proofs that do not count.
	 *
	 * @return array<string, array{array<string, mixed>, bool}>
	 */
	public function refused(): array {
		return array(
			'somebody else\'s' => array( array( 'sub' => '99999999-2222-3333-4444-555555555555' ), true ),
			'without a session' => array( array(), false ),
			'too old'          => array( array( 'auth_time' => time() - 361 ), true ),
			'an access token'  => array( array( 'token_use' => 'access' ), true ),
		);
	}

	/**
	 * @dataProvider refused
	 *
	 * @param array<string, mixed> $claims       Claims to change.
	 * @param bool                 $is_logged_in Whether there is a session.
	 */
	public function test_a_proof_is_of_who_is_logged_in_and_fresh( array $claims, bool $is_logged_in ): void {
		$cookies = $_COOKIE;
		if ( ! $is_logged_in ) {
			unset( $_COOKIE[ LOGGED_IN_COOKIE ] );
		}
		$this->assertSame( 401, $this->step_up( $claims + array( 'acr' => self::LEVEL ) )->get_status() );
		$_COOKIE = $cookies;
		wp_set_current_user( $this->user->ID );
		$this->assertTrue( is_wp_error( cognipress_require_acr( self::LEVEL, 600 ) ) );
	}

	public function test_the_new_token_does_not_outlive_a_session_that_ends_meanwhile(): void {
		$log_out = fn() => WP_Session_Tokens::get_instance( $this->user->ID )->destroy_all();
		add_action( 'auth_cookie_valid', $log_out );
		$reply = $this->step_up( array(), array( 'refreshToken' => 'new-refresh-token' ) );
		remove_action( 'auth_cookie_valid', $log_out );
		$this->assertSame( 401, $reply->get_status() );
		$sealed = array_map( static fn( $entry ) => strtok( $entry, ' ' ), array_values( ( new Expiring_Store() )->list( 'revoke:', 9, time() ) ) );
		$this->assertContains( 'new-refresh-token', array_map( array( Secret_Box::class, 'open' ), $sealed ) );
	}

	public function test_it_leads_to_this_site_alone(): void {
		$this->assertSame( home_url( '/' ), $this->step_up( array(), array( 'redirectTo' => 'https://evil.example/' ) )->get_data()['redirectTo'] );
	}

	/**
	 * Posts a proof as the page does.
	 *
	 * @param array<string, mixed> $claims Claims to change.
	 * @param array<string, mixed> $body   More of the body.
	 */
	private function step_up( array $claims, array $body = array() ): WP_REST_Response {
		$challenge = $this->post( '/challenge', array() )->get_data()['challenge'];
		$token     = self::$pool->token( Pool::claims( time(), $claims + array( 'jti' => wp_generate_uuid4() ) ) );
		return $this->post( '/step-up', $body + array( 'idToken' => $token, 'challenge' => $challenge ) );
	}

	/**
	 * A request of the site's own page.
	 *
	 * @param string               $route Route.
	 * @param array<string, mixed> $body  Body.
	 */
	private function post( string $route, array $body ): WP_REST_Response {
		$request = new WP_REST_Request( 'POST', '/cognipress/v1' . $route );
		$request->set_header( 'content-type', 'application/json' );
		$request->set_header( 'origin', untrailingslashit( home_url() ) );
		$request->set_body( (string) wp_json_encode( (object) $body ) );
		return rest_get_server()->dispatch( $request );
	}
}
