<?php
/**
 * Tests of revocation.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Cognito_Service;
use Cognipress\Expiring_Store;
use Cognipress\Revocation;
use Cognipress\Secret_Box;
use Cognipress\Session_Lock;
use Cognipress\Session_Starter;
use Cognipress\Settings;
use Cognipress\Verified_Sign_In;
use WP_Session_Tokens;
use WP_User;

/**
 * Every session that ends takes its refresh token with it.
 */
final class Revocation_Test extends Test_Case {
	/**
	 * The user.
	 *
	 * @var WP_User
	 */
	private $user;

	/**
	 * What Cognito answers.
	 *
	 * @var array<string, mixed>|\WP_Error
	 */
	private $answer;

	/**
	 * Tokens that Cognito was asked to revoke.
	 *
	 * @var string[]
	 */
	private $asked = array();

	/**
	 * Revokes.
	 *
	 * @var Revocation
	 */
	private $revocation;

	protected function setUp(): void {
		parent::setUp();
		self::configure();
		$settings         = new Settings();
		$this->revocation = new Revocation( new Expiring_Store(), new Cognito_Service( $settings ), $settings );
		$this->user       = self::user( 'ann' );
		$this->answer     = self::response( 200, '{}' );
		$this->asked      = array();
		self::answer_http(
			function ( string $url, array $arguments ) {
				$this->assertSame( 'https://cognito-idp.eu-west-1.amazonaws.com/', $url );
				$this->assertSame( 'AWSCognitoIdentityProviderService.RevokeToken', $arguments['headers']['X-Amz-Target'] );
				$this->assertSame( 3, $arguments['timeout'] );
				$body = json_decode( $arguments['body'], true );
				$this->assertSame( Pool::CLIENT_ID, $body['ClientId'] );
				$this->asked[] = $body['Token'];
				return $this->answer;
			}
		);
		add_action(
			'set_logged_in_cookie',
			static function ( $cookie ): void {
				$_COOKIE[ LOGGED_IN_COOKIE ] = $cookie;
			}
		);
	}

	public function test_logging_out_revokes_at_once(): void {
		$this->start( 'one' );
		wp_logout();
		$this->assertSame( array( 'one' ), $this->asked );
		$this->revocation->run();
		$this->assertSame( array( 'one' ), $this->asked, 'Once is enough.' );
	}

	public function test_a_session_without_a_token_asks_nothing(): void {
		$this->start( null );
		wp_logout();
		$this->assertSame( array(), $this->asked );
	}

	public function test_logging_out_survives_a_dead_service_and_tries_again(): void {
		$this->answer = new \WP_Error( 'http_request_failed', 'down' );
		$this->start( 'one' );
		wp_logout();
		$this->assertSame( 0, get_current_user_id() );
		$this->assertSame( array( 'one' ), $this->asked );
		$this->assertNotFalse( wp_next_scheduled( Revocation::EVENT ) );

		$this->answer = self::response( 200, '{}' );
		do_action( Revocation::EVENT );
		do_action( Revocation::EVENT );
		$this->assertSame( array( 'one', 'one' ), $this->asked );
	}

	/**
	 * Answers, and whether to try again.
	 *
	 * @return array<string, array{int, string, bool}>
	 */
	public function answers(): array {
		return array(
			'revoked'          => array( 200, '', false ),
			'malformed token'  => array( 400, '{"__type":"UnsupportedTokenTypeException"}', false ),
			'unauthorised'     => array( 400, '{"__type":"com.amazonaws#UnauthorizedException"}', false ),
			'throttled'        => array( 400, '{"__type":"TooManyRequestsException"}', true ),
			'throttled, longer' => array( 400, '{"__type":"com.amazonaws.cognito#TooManyRequestsException:http://x/"}', true ),
			'internal error'   => array( 500, '{"__type":"InternalErrorException"}', true ),
			'a proxy is down'  => array( 502, '<html>', true ),
		);
	}

	/**
	 * @dataProvider answers
	 *
	 * @param int    $status Status.
	 * @param string $body   Body.
	 * @param bool   $again  Whether to try again.
	 */
	public function test_only_passing_faults_are_tried_again( int $status, string $body, bool $again ): void {
		$this->answer = self::response( $status, $body );
		$this->revocation->enqueue( Secret_Box::seal( 'one' ) );
		$this->revocation->run();
		$this->revocation->run();
		$this->assertCount( $again ? 2 : 1, $this->asked );
	}

	public function test_every_way_to_end_a_session_counts(): void {
		$manager = WP_Session_Tokens::get_instance( $this->user->ID );
		$this->start( 'one' );
		$manager->destroy( wp_get_session_token() );
		$this->start( 'two' );
		$_COOKIE = array();
		$this->start( 'three' );
		$manager->destroy_others( wp_get_session_token() );
		$manager->destroy_all();
		$this->assertSame( array(), $this->asked, 'Only logging out waits for Cognito.' );
		$this->revocation->run();
		sort( $this->asked );
		$this->assertSame( array( 'one', 'three', 'two' ), $this->asked );
	}

	public function test_renewing_a_session_keeps_the_same_token_alive(): void {
		$this->start( 'one' );
		$this->start( 'one' );
		$this->revocation->run();
		$this->assertSame( array(), $this->asked );
		$this->start( 'two' );
		$this->revocation->run();
		$this->assertSame( array( 'one' ), $this->asked );
	}

	public function test_a_long_queue_is_worked_off_in_turns(): void {
		for ( $i = 0; $i < 25; $i++ ) {
			$this->revocation->enqueue( Secret_Box::seal( "token $i" ) );
		}
		for ( $turns = 0; false !== wp_next_scheduled( Revocation::EVENT ); $turns++ ) {
			wp_unschedule_hook( Revocation::EVENT );
			$this->revocation->run();
		}
		$this->assertSame( 2, $turns );
		$this->assertCount( 25, array_unique( $this->asked ) );
	}

	public function test_changed_salts_do_not_block_the_queue(): void {
		$this->revocation->enqueue( 'AAAA' );
		$this->revocation->enqueue( Secret_Box::seal( 'one' ) );
		$this->revocation->run();
		$this->assertSame( array( 'one' ), $this->asked );
	}

	public function test_other_meta_changes_nothing(): void {
		update_user_meta( $this->user->ID, 'nickname', 'x' );
		delete_user_meta( $this->user->ID, 'nickname' );
		$this->assertFalse( wp_next_scheduled( Revocation::EVENT ) );
	}

	/**
	 * Starts a session.
	 *
	 * @param string|null $refresh_token Token.
	 */
	private function start( ?string $refresh_token ): void {
		( new Session_Starter( new Session_Lock( new Expiring_Store() ), \Cognipress\second_step( new Settings(), new Expiring_Store(), new \Cognipress\Link_Table() ) ) )->start( $this->user, new Verified_Sign_In( array(), false, '', $refresh_token ) );
	}
}
