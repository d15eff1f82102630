<?php
/**
 * Tests of sessions that follow Cognito's.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Cognito_Service;
use Cognipress\Expiring_Store;
use Cognipress\Link_Table;
use Cognipress\Revocation;
use Cognipress\Secret_Box;
use Cognipress\Session_Fields;
use Cognipress\Session_Lock;
use Cognipress\Session_Starter;
use Cognipress\Session_Tokens;
use Cognipress\Session_Watch;
use Cognipress\Settings;
use Cognipress\Token_Refresher;
use Cognipress\Verified_Sign_In;
use WP_Session_Tokens;
use WP_User;

/**
 * Who is out, when, and who is not.
 */
final class Session_Watch_Test extends Test_Case {
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
	 * The watch.
	 *
	 * @var Session_Watch
	 */
	private $watch;

	/**
	 * What Cognito answers.
	 *
	 * @var array<string, mixed>|\WP_Error
	 */
	private $answer;

	/**
	 * Refresh tokens and device keys that Cognito was asked about.
	 *
	 * @var array<array{string, string|null}>
	 */
	private $asked = array();

	/**
	 * Why sessions were ended.
	 *
	 * @var string[]
	 */
	private $reasons = array();

	public static function setUpBeforeClass(): void {
		self::$pool = new Pool();
	}

	protected function setUp(): void {
		parent::setUp();
		self::configure( array( 'recheck_minutes' => 15, 'role_map' => array( 'editors' => 'editor' ) ) );
		$settings      = new Settings();
		$store         = new Expiring_Store();
		$service       = new Cognito_Service( $settings );
		$lock          = new Session_Lock( $store );
		$tokens        = new Session_Tokens( $store, new Token_Refresher( $service, $settings ), $lock, new Revocation( $store, $service, $settings ), $settings );
		$this->asked   = array();
		$this->reasons = array();
		$this->user    = self::user( 'ann' );
		$this->watch   = new Session_Watch( $settings, $store, $tokens, $lock );
		$this->answer  = $this->tokens();
		( new Link_Table() )->link( Pool::ISSUER, Pool::SUB, $this->user->ID, time() );
		self::answer_http(
			function ( string $url, array $arguments ) {
				if ( false !== strpos( $url, 'jwks' ) ) {
					return self::response( 200, self::$pool->jwks() );
				}
				$body = json_decode( $arguments['body'], true );
				if ( 'AWSCognitoIdentityProviderService.GetTokensFromRefreshToken' === $arguments['headers']['X-Amz-Target'] ) {
					$this->assertSame( Pool::CLIENT_ID, $body['ClientId'] );
					$this->asked[] = array( $body['RefreshToken'], $body['DeviceKey'] ?? null );
					return $this->answer;
				}
				return self::response( 200, '{}' );
			}
		);
		add_action(
			'cognipress_session_ended',
			function ( int $id, string $reason ): void {
				$this->reasons[] = $reason;
			},
			10,
			2
		);
	}

	public function test_within_the_window_nobody_is_asked(): void {
		$now   = time();
		$token = $this->start();
		$this->assertTrue( $this->watch->is_alive( $this->user->ID, $token, $now + 899 ) );
		$this->assertSame( array(), $this->asked );
	}

	public function test_after_the_window_cognito_is_asked_once(): void {
		$token = $this->start( 'device-1' );
		foreach ( array( 900, 901, 1700 ) as $later ) {
			$this->assertTrue( $this->watch->is_alive( $this->user->ID, $token, time() + $later ) );
		}
		$this->assertSame( array( array( 'refresh', 'device-1' ) ), $this->asked );
		$this->assertTrue( $this->watch->is_alive( $this->user->ID, $token, time() + 1801 ) );
		$this->assertCount( 2, $this->asked );
	}

	/**
	 * Errors that end a session.
	 *
	 * @return array<string, array{string, string}>
	 */
	public function final_errors(): array {
		return array(
			'disabled'       => array( 'NotAuthorizedException', 'User is disabled.' ),
			'signed out'     => array( 'NotAuthorizedException', 'Refresh Token has been revoked' ),
			'deleted'        => array( 'UserNotFoundException', 'User does not exist.' ),
			'must reset'     => array( 'PasswordResetRequiredException', 'Password reset required for the user' ),
			'not confirmed'  => array( 'UserNotConfirmedException', 'User is not confirmed.' ),
			'token replayed' => array( 'RefreshTokenReuseException', 'Refresh token was used before.' ),
		);
	}

	/**
	 * @dataProvider final_errors
	 *
	 * @param string $error   Error.
	 * @param string $message Message.
	 */
	public function test_a_final_error_ends_the_session( string $error, string $message ): void {
		$token        = $this->start();
		$other        = WP_Session_Tokens::get_instance( $this->user->ID )->create( time() + 1000 );
		$this->answer = self::response( 400, (string) wp_json_encode( array( '__type' => $error, 'message' => $message ) ) );
		$this->assertFalse( $this->watch->is_alive( $this->user->ID, $token, time() + 900 ) );
		$this->assertSame( array( $error ), $this->reasons );
		$this->assertNull( WP_Session_Tokens::get_instance( $this->user->ID )->get( $token ) );
		$this->assertNotNull( WP_Session_Tokens::get_instance( $this->user->ID )->get( $other ), 'Other sessions are asked for by themselves.' );
	}

	/**
	 * Answers that end nothing.
	 *
	 * @return array<string, array{mixed}>
	 */
	public function transient_faults(): array {
		$error = static fn( int $status, string $type ): array => self::response( $status, (string) wp_json_encode( array( '__type' => $type ) ) );
		return array(
			'no network'       => array( new \WP_Error( 'http_request_failed', 'timed out' ) ),
			'throttled'        => array( $error( 400, 'TooManyRequestsException' ) ),
			'limit'            => array( $error( 400, 'LimitExceededException' ) ),
			'internal'         => array( $error( 500, 'InternalErrorException' ) ),
			'500 with a name'  => array( $error( 500, 'NotAuthorizedException' ) ),
			'firewall'         => array( $error( 403, 'ForbiddenException' ) ),
			'no such client'   => array( $error( 400, 'ResourceNotFoundException' ) ),
			'trigger failed'   => array( $error( 400, 'UserLambdaValidationException' ) ),
			'HTML'             => array( self::response( 502, '<html>Bad Gateway</html>' ) ),
			'empty'            => array( self::response( 200, '' ) ),
			'without tokens'   => array( self::response( 200, '{"AuthenticationResult":{}}' ) ),
			'a redirect'       => array( self::response( 302 ) ),
		);
	}

	/**
	 * @dataProvider transient_faults
	 *
	 * @param mixed $answer Answer.
	 */
	public function test_a_fault_ends_nothing_and_is_tried_again_after_a_pause( $answer ): void {
		$token        = $this->start();
		$this->answer = $answer;
		$now          = time();
		foreach ( array( 900, 910, 959 ) as $later ) {
			$this->assertTrue( $this->watch->is_alive( $this->user->ID, $token, $now + $later ) );
		}
		$this->assertCount( 1, $this->asked );
		$this->assertTrue( $this->watch->is_alive( $this->user->ID, $token, $now + 961 ) );
		$this->assertCount( 2, $this->asked );
		$this->assertSame( array(), $this->reasons );
	}

	public function test_without_a_devices_key_a_pool_that_remembers_devices_is_not_asked(): void {
		self::configure( array( 'remembers_devices' => true ) );
		$this->answer = self::response( 400, '{"__type":"NotAuthorizedException","message":"Invalid Refresh Token"}' );
		$this->assertTrue( $this->watch->is_alive( $this->user->ID, $this->start(), time() + 900 ) );
		$this->assertSame( array(), $this->asked );
		$this->assertFalse( $this->watch->is_alive( $this->user->ID, $this->start( 'device-1' ), time() + 900 ) );
	}

	public function test_a_rotated_token_takes_the_place_of_the_old_one(): void {
		$token        = $this->start();
		$this->answer = $this->tokens( array(), array( 'RefreshToken' => 'rotated' ) );
		$this->watch->is_alive( $this->user->ID, $token, time() + 900 );
		$session = WP_Session_Tokens::get_instance( $this->user->ID )->get( $token );
		$this->assertSame( 'rotated', Secret_Box::open( $session[ Session_Fields::REFRESH_TOKEN ] ) );
		$this->assertFalse( wp_next_scheduled( Revocation::EVENT ), 'The old token is Cognito’s to end.' );
		$this->watch->is_alive( $this->user->ID, $token, time() + 1801 );
		$this->assertSame( array( array( 'refresh', null ), array( 'rotated', null ) ), $this->asked );
	}

	public function test_groups_are_read_again(): void {
		$token        = $this->start();
		$this->answer = $this->tokens( array( 'cognito:groups' => array( 'editors' ), 'auth_time' => time() - DAY_IN_SECONDS ) );
		$this->watch->is_alive( $this->user->ID, $token, time() + 900 );
		wp_cache_flush();
		$this->assertContains( 'editor', get_userdata( $this->user->ID )->roles );
	}

	/**
	 * Tokens that are not this user's, or not good.
	 *
	 * @return array<string, array{array<string, mixed>}>
	 */
	public function foreign_tokens(): array {
		return array(
			'somebody else'  => array( array( 'sub' => '99999999-2222-3333-4444-555555555555' ) ),
			'another client' => array( array( 'aud' => 'other' ) ),
			'another issuer' => array( array( 'iss' => Pool::ISSUER . 'x' ) ),
			'access token'   => array( array( 'token_use' => 'access' ) ),
		);
	}

	/**
	 * @dataProvider foreign_tokens
	 *
	 * @param array<string, mixed> $changes Claims.
	 */
	public function test_a_token_that_is_not_the_users_gives_nothing( array $changes ): void {
		$token        = $this->start();
		$this->answer = $this->tokens( $changes + array( 'cognito:groups' => array( 'editors' ) ) );
		$this->watch->is_alive( $this->user->ID, $token, time() + 900 );
		wp_cache_flush();
		$this->assertSame( array( 'subscriber' ), get_userdata( $this->user->ID )->roles );
	}

	public function test_idle_sessions_end_and_used_ones_do_not(): void {
		self::configure( array( 'idle_minutes' => 10, 'recheck_minutes' => 0 ) );
		$token = $this->start();
		foreach ( array( 500, 1000, 1500 ) as $later ) {
			$this->assertTrue( $this->watch->is_alive( $this->user->ID, $token, time() + $later ) );
		}
		$this->assertFalse( $this->watch->is_alive( $this->user->ID, $token, time() + 2101 ) );
		$this->assertSame( array( 'idle' ), $this->reasons );
		$this->assertSame( array(), $this->asked );
	}

	public function test_a_used_session_is_not_idle_while_cognito_is_down(): void {
		self::configure( array( 'idle_minutes' => 10, 'recheck_minutes' => 5 ) );
		$token        = $this->start();
		$this->answer = new \WP_Error( 'http_request_failed', 'down' );
		foreach ( array( 500, 1000, 1500 ) as $later ) {
			$this->assertTrue( $this->watch->is_alive( $this->user->ID, $token, time() + $later ) );
		}
	}

	public function test_sessions_of_others_are_left_alone(): void {
		self::configure( array( 'idle_minutes' => 1 ) );
		$token = WP_Session_Tokens::get_instance( $this->user->ID )->create( time() + DAY_IN_SECONDS );
		$this->assertTrue( $this->watch->is_alive( $this->user->ID, $token, time() + 9999 ) );
		$this->assertSame( array(), $this->asked );
	}

	public function test_sessions_last_no_longer_than_the_site_says(): void {
		$this->assertSame( 9999, $this->watch->length( 9999 ) );
		self::configure( array( 'session_hours' => 2 ) );
		$this->assertSame( array( 7200, 60 ), array( $this->watch->length( 9999 ), $this->watch->length( 60 ) ) );
	}

	public function test_wordpress_itself_believes_the_watch(): void {
		$token        = $this->start();
		$this->answer = self::response( 400, '{"__type":"NotAuthorizedException"}' );
		$manager      = WP_Session_Tokens::get_instance( $this->user->ID );
		$_COOKIE[ LOGGED_IN_COOKIE ] = wp_generate_auth_cookie( $this->user->ID, time() + 1000, 'logged_in', $token );
		$this->assertSame( $this->user->ID, apply_filters( 'determine_current_user', false ) );
		$manager->update( $token, array_replace( $manager->get( $token ), array( Session_Fields::CHECKED_AT => time() - 900 ) ) );
		$this->assertFalse( apply_filters( 'determine_current_user', false ) );
		$this->assertFalse( apply_filters( 'determine_current_user', false ) );
	}

	public function test_asking_for_the_current_user_meanwhile_does_no_harm(): void {
		self::configure( array( 'idle_minutes' => 10 ) );
		$token   = $this->start();
		$manager = WP_Session_Tokens::get_instance( $this->user->ID );
		$manager->update( $token, array_replace( $manager->get( $token ), array( Session_Fields::SEEN_AT => time() - 100 ) ) );
		$writes = 0;
		add_action(
			'update_user_meta',
			static function () use ( &$writes ): void {
				++$writes;
				get_current_user_id();
			}
		);
		$_COOKIE[ LOGGED_IN_COOKIE ] = wp_generate_auth_cookie( $this->user->ID, time() + 1000, 'logged_in', $token );
		$GLOBALS['current_user']     = null;
		$this->assertSame( $this->user->ID, get_current_user_id() );
		$this->assertSame( 1, $writes );
	}

	/**
	 * Starts a session.
	 *
	 * @param string|null $device_key Device key.
	 * @return string Session token.
	 */
	private function start( ?string $device_key = null ): string {
		$token    = '';
		$store    = new Expiring_Store();
		add_action(
			'set_logged_in_cookie',
			static function ( $cookie, $expire, $expiration, $user_id, $scheme, $new ) use ( &$token ): void {
				$token = $new;
			},
			10,
			6
		);
		$sign_in = new Verified_Sign_In( Pool::claims( time() ), true, '', 'refresh', $device_key );
		( new Session_Starter( new Session_Lock( $store ), \Cognipress\second_step( new Settings(), $store, new Link_Table() ) ) )->start( $this->user, $sign_in );
		return $token;
	}

	/**
	 * Cognito's answer with tokens.
	 *
	 * @param array<string, mixed>  $claims  Claims to change.
	 * @param array<string, string> $changes Tokens to change.
	 * @return array<string, mixed>
	 */
	private function tokens( array $claims = array(), array $changes = array() ): array {
		$tokens = $changes + array(
			'IdToken'     => self::$pool->token( Pool::claims( time(), $claims ) ),
			'AccessToken' => 'access',
		);
		return self::response( 200, (string) wp_json_encode( array( 'AuthenticationResult' => $tokens ) ) );
	}
}
