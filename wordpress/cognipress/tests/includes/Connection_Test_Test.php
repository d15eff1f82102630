<?php
/**
 * Tests of the test button.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use WP_REST_Request;

/**
 * What each fault is called.
 */
final class Connection_Test_Test extends Test_Case {
	protected function setUp(): void {
		parent::setUp();
		self::configure();
		$GLOBALS['wp_rest_server'] = null;
		wp_set_current_user( self::user( 'boss', array( 'role' => 'administrator' ) )->ID );
	}

	/**
	 * Cognito's answers, and which findings are good.
	 *
	 * @return array<string, array{int, array<string, string>, string, bool[], string}>
	 */
	public function answers(): array {
		$all = array( true, true, true );
		return array(
			'challenge for nobody'   => array( 200, array( 'ChallengeName' => 'PASSWORD_VERIFIER' ), 'now', $all, 'may sign users in' ),
			'unknown user'           => array( 400, array( '__type' => 'UserNotFoundException', 'message' => 'User does not exist.' ), 'now', $all, 'may sign users in' ),
			'refused user'           => array( 400, array( '__type' => 'NotAuthorizedException', 'message' => 'Incorrect username or password.' ), 'now', $all, 'may sign users in' ),
			'unknown client'         => array( 400, array( '__type' => 'ResourceNotFoundException', 'message' => 'User pool client x does not exist.' ), 'now', array( true, false, true ), 'no app client' ),
			'client with a secret'   => array( 400, array( '__type' => 'NotAuthorizedException', 'message' => 'Client x is configured with secret but SECRET_HASH was not received' ), 'now', array( true, false, true ), 'client secret' ),
			'flow not enabled'       => array( 400, array( '__type' => 'InvalidParameterException', 'message' => 'USER_SRP_AUTH is not enabled for the client.' ), 'now', array( true, false, true ), 'ALLOW_USER_SRP_AUTH' ),
			'flow not enabled, too'  => array( 400, array( '__type' => 'InvalidParameterException', 'message' => 'Initiate Auth method not supported.' ), 'now', array( true, false, true ), 'ALLOW_USER_SRP_AUTH' ),
			'throttled'              => array( 400, array( '__type' => 'TooManyRequestsException' ), 'now', array( true, false, true ), 'TooManyRequestsException' ),
			'broken'                 => array( 503, array(), 'now', array( true, false, true ), '503' ),
			'clock slow'             => array( 200, array(), '+2 minutes', array( true, true, false ), 'seconds off' ),
			'clock fast'             => array( 200, array(), '-2 minutes', array( true, true, false ), 'seconds off' ),
			'no date'                => array( 200, array(), '', $all, 'no date' ),
		);
	}

	/**
	 * @dataProvider answers
	 *
	 * @param int                   $status Status.
	 * @param array<string, string> $body   Body.
	 * @param string                $date   When Cognito thinks it is.
	 * @param bool[]                $good   Which findings are good.
	 * @param string                $text   Part of a finding.
	 */
	public function test_faults_are_named( int $status, array $body, string $date, array $good, string $text ): void {
		$jwks = ( new Pool() )->jwks();
		self::answer_http(
			static function ( string $url ) use ( $jwks, $status, $body, $date ) {
				$headers = '' === $date ? array() : array( 'date' => gmdate( 'D, d M Y H:i:s', strtotime( $date ) ) . ' GMT' );
				return false === strpos( $url, 'jwks' ) ? self::response( $status, (string) wp_json_encode( $body ), $headers ) : self::response( 200, $jwks );
			}
		);
		$findings = $this->findings();
		$this->assertSame( $good, array_column( $findings, 'ok' ) );
		$this->assertStringContainsString( $text, implode( ' ', array_column( $findings, 'text' ) ) );
	}

	public function test_missing_keys_are_named(): void {
		self::answer_http(
			static function ( string $url ) {
				return self::response( false === strpos( $url, 'jwks' ) ? 200 : 404, '{}' );
			}
		);
		$this->assertSame( array( false, true, true ), array_column( $this->findings(), 'ok' ) );
	}

	public function test_no_connection_is_named(): void {
		self::answer_http(
			static function () {
				return new \WP_Error( 'http_request_failed', 'Could not resolve host' );
			}
		);
		$findings = $this->findings();
		$this->assertSame( array( false ), array_column( $findings, 'ok' ) );
		$this->assertStringContainsString( 'Could not resolve host', $findings[0]['text'] );
	}

	public function test_wrong_settings_ask_nobody(): void {
		self::answer_http(
			function () {
				$this->fail( 'asked' );
			}
		);
		foreach ( array( 'user_pool_id', 'client_id' ) as $name ) {
			self::configure( array( $name => 'a b' ) );
			$this->assertSame( array( false ), array_column( $this->findings(), 'ok' ) );
		}
	}

	public function test_it_is_for_administrators(): void {
		foreach ( array( 0, self::user( 'ed', array( 'role' => 'editor' ) )->ID ) as $user ) {
			wp_set_current_user( $user );
			$this->assertContains( $this->run_test()->get_status(), array( 401, 403 ) );
		}
	}

	/**
	 * The findings.
	 *
	 * @return array<array{ok: bool, text: string}>
	 */
	private function findings(): array {
		return $this->run_test()->get_data()['findings'];
	}

	/**
	 * Calls the route.
	 */
	private function run_test(): \WP_REST_Response {
		return rest_get_server()->dispatch( new WP_REST_Request( 'POST', '/cognipress/v1/connection-test' ) );
	}
}
