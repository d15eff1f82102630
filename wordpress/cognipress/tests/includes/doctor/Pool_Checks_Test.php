<?php
/**
 * Tests of the checks of the user pool.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Cognito_Service;
use Cognipress\Expiring_Store;
use Cognipress\Finding;
use Cognipress\Key_Cache;
use Cognipress\Pool_Checks;
use Cognipress\Settings;

/**
 * What each fault is called.
 */
final class Pool_Checks_Test extends Test_Case {
	protected function setUp(): void {
		parent::setUp();
		self::configure();
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
			'unknown user'           => array( 400, array( '__type' => 'UserNotFoundException', 'message' => 'User does not exist.' ), 'now', array( true, false, true ), 'Prevent user existence errors' ),
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
		$this->assertSame( $good, self::good( $findings ) );
		$this->assertStringContainsString( $text, implode( ' ', array_map( static fn( Finding $finding ): string => $finding->text(), $findings ) ) );
	}

	public function test_missing_keys_are_named(): void {
		self::answer_http(
			static function ( string $url ) {
				return self::response( false === strpos( $url, 'jwks' ) ? 200 : 404, '{}' );
			}
		);
		$this->assertSame( array( false, true, true ), self::good( $this->findings() ) );
	}

	public function test_no_connection_is_named(): void {
		self::answer_http(
			static function () {
				return new \WP_Error( 'http_request_failed', 'Could not resolve host' );
			}
		);
		$findings = $this->findings();
		$this->assertSame( array( false ), self::good( $findings ) );
		$this->assertStringContainsString( 'Could not resolve host', $findings[0]->text() );
	}

	public function test_wrong_settings_ask_nobody(): void {
		self::answer_http(
			function () {
				$this->fail( 'asked' );
			}
		);
		foreach ( array( 'user_pool_id', 'client_id' ) as $name ) {
			self::configure( array( $name => 'a b' ) );
			$this->assertSame( array( false ), self::good( $this->findings() ) );
		}
	}

	/**
	 * The findings.
	 *
	 * @return Finding[]
	 */
	private function findings(): array {
		$settings = new Settings();
		return ( new Pool_Checks( $settings, new Key_Cache( new Expiring_Store(), $settings ), new Cognito_Service( $settings ) ) )->run();
	}

	/**
	 * Which findings are good.
	 *
	 * @param Finding[] $findings Findings.
	 * @return bool[]
	 */
	private static function good( array $findings ): array {
		return array_map( static fn( Finding $finding ): bool => Finding::GOOD === $finding->status(), $findings );
	}
}
