<?php
/**
 * Test of where keys come from.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Aws_Credential_Source;
use Cognipress\Unavailable;

/**
 * Each of the places, as AWS documents it.
 */
final class Aws_Credential_Source_Test extends Test_Case {
	private const KEYS = '{"AccessKeyId":"ASIA1","SecretAccessKey":"s3cret","Token":"t0ken","Expiration":"2030-01-01T00:00:00Z"}';

	/**
	 * Requests as "METHOD URL header".
	 *
	 * @var string[]
	 */
	private $requests = array();

	public function test_an_instance_proves_itself_first(): void {
		$this->serve(
			array(
				'PUT http://169.254.169.254/latest/api/token 300' => 'imds-token',
				'GET http://169.254.169.254/latest/meta-data/iam/security-credentials/ imds-token' => "web-role\n",
				'GET http://169.254.169.254/latest/meta-data/iam/security-credentials/web-role imds-token' => self::KEYS,
			)
		);
		$source = self::source( array() );
		$keys   = $source->get();
		$this->assertSame( array( 'ASIA1', 's3cret', 't0ken' ), array( $keys->access_key_id(), $keys->secret_access_key(), $keys->session_token() ) );
		$source->get();
		$this->assertCount( 3, $this->requests, 'asked for once' );
	}

	public function test_an_instance_without_a_role_has_none(): void {
		$this->serve( array( 'PUT http://169.254.169.254/latest/api/token 300' => 'imds-token' ) );
		$this->expectException( Unavailable::class );
		self::source( array() )->get();
	}

	public function test_a_container_of_ecs_has_an_address_of_its_own(): void {
		$this->serve( array( 'GET http://169.254.170.2/v2/credentials/1 ' => self::KEYS ) );
		$this->assertSame( 'ASIA1', self::source( array( 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI' => '/v2/credentials/1' ) )->get()->access_key_id() );
	}

	public function test_a_pod_of_eks_has_a_token_in_a_file(): void {
		$file = (string) tempnam( sys_get_temp_dir(), 'token' );
		file_put_contents( $file, "pod-token\n" );
		$this->serve( array( 'GET http://169.254.170.23/v1/credentials pod-token' => self::KEYS ) );
		$environment = array(
			'AWS_CONTAINER_CREDENTIALS_FULL_URI'     => 'http://169.254.170.23/v1/credentials',
			'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE' => $file,
		);
		$this->assertSame( 'ASIA1', self::source( $environment )->get()->access_key_id() );
		unlink( $file );
	}

	public function test_nobody_else_is_asked_without_encryption(): void {
		$this->serve( array( 'GET http://evil.example/ ' => self::KEYS ) );
		$this->expectException( Unavailable::class );
		self::source( array( 'AWS_CONTAINER_CREDENTIALS_FULL_URI' => 'http://evil.example/' ) )->get();
	}

	public function test_half_an_answer_is_none(): void {
		$this->serve( array( 'GET http://169.254.170.2/x ' => '{"AccessKeyId":"ASIA1","SecretAccessKey":7,"Token":"t"}' ) );
		$this->expectException( Unavailable::class );
		self::source( array( 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI' => '/x' ) )->get();
	}

	/**
	 * A source in an environment.
	 *
	 * @param array<string, string> $environment Variables.
	 */
	private static function source( array $environment ): Aws_Credential_Source {
		return new Aws_Credential_Source( static fn( string $name ) => $environment[ $name ] ?? false );
	}

	/**
	 * Answers requests.
	 *
	 * @param array<string, string> $bodies By "METHOD URL header"; everything else is not found.
	 */
	private function serve( array $bodies ): void {
		self::answer_http(
			function ( string $url, array $arguments ) use ( $bodies ): array {
				$request          = $arguments['method'] . ' ' . $url . ' ' . implode( ' ', $arguments['headers'] );
				$this->requests[] = $request;
				return isset( $bodies[ $request ] ) ? self::response( 200, $bodies[ $request ] ) : self::response( 404 );
			}
		);
	}
}
