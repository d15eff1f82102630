<?php
/**
 * Tests of the check of what the site's owner vouches for.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Aws_Credential_Source;
use Cognipress\Cognito_Admin;
use Cognipress\Cognito_Service;
use Cognipress\Finding;
use Cognipress\Mfa_Check;
use Cognipress\Settings;

/**
 * What is told of a user pool that is said to require a second factor.
 */
final class Mfa_Check_Test extends Test_Case {
	private const KEYS = '{"AccessKeyId":"ASIA1","SecretAccessKey":"s3cret","Token":"t0ken"}';

	/**
	 * What keys and pool answer, and what is told.
	 *
	 * @return array<string, array{int, int, array<string, string>, string, string}>
	 */
	public function answers(): array {
		return array(
			'required'       => array( 200, 200, array( 'MfaConfiguration' => 'ON' ), Finding::GOOD, 'The user pool requires' ),
			'optional'       => array( 200, 200, array( 'MfaConfiguration' => 'OPTIONAL' ), Finding::CRITICAL, 'but it does not' ),
			'off'            => array( 200, 200, array( 'MfaConfiguration' => 'OFF' ), Finding::CRITICAL, 'but it does not' ),
			'may not ask'    => array( 200, 400, array( '__type' => 'AccessDeniedException', 'message' => 'not authorized' ), Finding::GOOD, 'cannot check that: GetUserPoolMfaConfig: AccessDeniedException' ),
			'no such pool'   => array( 200, 400, array( '__type' => 'ResourceNotFoundException' ), Finding::GOOD, 'cannot check that: GetUserPoolMfaConfig: ResourceNotFoundException' ),
			'no keys of AWS' => array( 404, 200, array( 'MfaConfiguration' => 'ON' ), Finding::GOOD, 'cannot check that: No keys of AWS' ),
		);
	}

	/**
	 * @dataProvider answers
	 *
	 * @param int                   $keys   Status of the answer with keys.
	 * @param int                   $status Status of the pool's answer.
	 * @param array<string, string> $body   Its body.
	 * @param string                $found  Status of the finding.
	 * @param string                $text   Part of the finding.
	 */
	public function test_what_the_pool_says_is_told( int $keys, int $status, array $body, string $found, string $text ): void {
		self::configure();
		self::answer_http(
			function ( string $url, array $request ) use ( $keys, $status, $body ) {
				if ( false !== strpos( $url, '169.254.170.2/keys' ) ) {
					return self::response( $keys, self::KEYS );
				}
				$this->assertSame( array( 'UserPoolId' => Pool::ID ), json_decode( $request['body'], true ) );
				$this->assertStringContainsString( 'Credential=ASIA1/', $request['headers']['Authorization'] );
				return self::response( $status, (string) wp_json_encode( $body ) );
			}
		);
		$settings    = new Settings();
		$environment = static fn( string $name ) => 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI' === $name ? '/keys' : false;
		$finding     = ( new Mfa_Check( new Cognito_Admin( new Cognito_Service( $settings ), new Aws_Credential_Source( $environment ), $settings ) ) )->run();
		$this->assertSame( $found, $finding->status() );
		$this->assertStringContainsString( $text, $finding->text() );
	}

	public function test_the_pool_is_asked_only_where_the_constant_vouches_for_it(): void {
		$code = 'define( "COGNIPRESS_POOLS_REQUIRE_MFA", "vouches" === $argv[1] );
			define( "COGNIPRESS_USER_POOL_ID", "' . Pool::ID . '" );
			define( "COGNIPRESS_CLIENT_ID", "' . Pool::CLIENT_ID . '" );
			define( "COGNIPRESS_AWS_ACCESS_KEY_ID", "a" );
			define( "COGNIPRESS_AWS_SECRET_ACCESS_KEY", "b" );
			require WP_LOAD;
			add_filter( "pre_http_request", static function ( $response, $request ) {
				if ( isset( $request["headers"]["Authorization"] ) ) {
					echo $request["headers"]["X-Amz-Target"];
				}
				return array( "headers" => array(), "body" => "{}", "response" => array( "code" => 200 ) );
			}, 10, 2 );
			$settings = new Cognipress\Settings();
			( new Cognipress\Pool_Checks( $settings, new Cognipress\Key_Cache( new Cognipress\Expiring_Store(), $settings ), new Cognipress\Cognito_Service( $settings ) ) )->run();';
		$this->assertSame( array( 'AWSCognitoIdentityProviderService.GetUserPoolMfaConfig', '' ), Process::run_all( $code, array( 'vouches', 'does not' ) ) );
	}
}
