<?php
/**
 * Where the keys of AWS come from.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Finds keys: constants in wp-config.php, else the role of the container (ECS, EKS), else that of the instance (EC2).
 *
 * Addresses and variables are those that every SDK of AWS follows: "Container credential provider" and "IMDS credential
 * provider" of the SDK reference guide (https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html).
 * A role's keys are asked for once in a request and kept nowhere.
 */
final class Aws_Credential_Source {
	private const CONTAINER_HOST  = 'http://169.254.170.2';
	private const CONTAINER_HOSTS = array( '169.254.170.2', '169.254.170.23', '[fd00:ec2::23]', 'localhost', '127.0.0.1', '[::1]' );
	private const INSTANCE_HOST   = 'http://169.254.169.254';
	private const TOKEN_SECONDS   = 300;
	private const TIMEOUT_SECONDS = 2;

	/**
	 * Environment variables by name.
	 *
	 * @var callable
	 */
	private $environment;

	/**
	 * Keys, once they are found.
	 *
	 * @var Aws_Credentials|null
	 */
	private $found;

	/**
	 * Takes its part.
	 *
	 * @param callable|null $environment function( string $name ): string|false; getenv() when there is none.
	 */
	public function __construct( ?callable $environment = null ) {
		$this->environment = $environment ?? 'getenv';
	}

	/**
	 * Whether wp-config.php has keys.
	 */
	public static function is_constant(): bool {
		return defined( 'COGNIPRESS_AWS_ACCESS_KEY_ID' ) && defined( 'COGNIPRESS_AWS_SECRET_ACCESS_KEY' );
	}

	/**
	 * The keys.
	 *
	 * @throws Unavailable When there are none.
	 */
	public function get(): Aws_Credentials {
		if ( null === $this->found ) {
			$this->found = self::is_constant()
				? new Aws_Credentials( (string) constant( 'COGNIPRESS_AWS_ACCESS_KEY_ID' ), (string) constant( 'COGNIPRESS_AWS_SECRET_ACCESS_KEY' ) )
				: ( $this->from_container() ?? $this->from_instance() );
		}
		return $this->found;
	}

	/**
	 * Keys of the container's role; null where there is no container.
	 *
	 * @throws Unavailable When the container does not give them.
	 */
	private function from_container(): ?Aws_Credentials {
		$path = $this->variable( 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI' );
		$url  = '' === $path ? $this->variable( 'AWS_CONTAINER_CREDENTIALS_FULL_URI' ) : self::CONTAINER_HOST . $path;
		if ( '' === $url ) {
			return null;
		}
		if ( 'https' !== wp_parse_url( $url, PHP_URL_SCHEME ) && ! in_array( wp_parse_url( $url, PHP_URL_HOST ), self::CONTAINER_HOSTS, true ) ) {
			throw new Unavailable( 'AWS_CONTAINER_CREDENTIALS_FULL_URI' );
		}
		$token = $this->variable( 'AWS_CONTAINER_AUTHORIZATION_TOKEN' );
		$file  = $this->variable( 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE' );
		if ( '' !== $file && is_readable( $file ) ) {
			// phpcs:ignore WordPress.WP.AlternativeFunctions -- a local file.
			$token = trim( (string) file_get_contents( $file ) );
		}
		return self::parse( self::ask( 'GET', $url, '' === $token ? array() : array( 'Authorization' => $token ) ) );
	}

	/**
	 * Keys of the instance's role, by version 2 of its metadata service.
	 *
	 * @throws Unavailable When this is no instance, or it has no role.
	 */
	private function from_instance(): Aws_Credentials {
		$host  = $this->variable( 'AWS_EC2_METADATA_SERVICE_ENDPOINT' );
		$base  = untrailingslashit( '' === $host ? self::INSTANCE_HOST : $host ) . '/latest/';
		$token = self::ask( 'PUT', $base . 'api/token', array( 'X-aws-ec2-metadata-token-ttl-seconds' => (string) self::TOKEN_SECONDS ) );
		$proof = array( 'X-aws-ec2-metadata-token' => $token );
		$roles = $base . 'meta-data/iam/security-credentials/';
		$role  = trim( strtok( self::ask( 'GET', $roles, $proof ), "\n" ) );
		return self::parse( self::ask( 'GET', $roles . rawurlencode( $role ), $proof ) );
	}

	/**
	 * An environment variable; empty when it is not set.
	 *
	 * @param string $name Name.
	 */
	private function variable( string $name ): string {
		return (string) ( $this->environment )( $name );
	}

	/**
	 * The body of an answer.
	 *
	 * @param string                $method  HTTP method.
	 * @param string                $url     URL.
	 * @param array<string, string> $headers Headers.
	 * @throws Unavailable When there is none.
	 */
	private static function ask( string $method, string $url, array $headers ): string {
		$response = wp_remote_request(
			$url,
			array(
				'method'              => $method,
				'headers'             => $headers,
				'timeout'             => self::TIMEOUT_SECONDS,
				'redirection'         => 0,
				'limit_response_size' => 16384,
			)
		);
		if ( 200 !== wp_remote_retrieve_response_code( $response ) ) {
			throw new Unavailable( __( 'No keys of AWS were found: there are none in wp-config.php, and this server has no role.', 'cognipress' ) );
		}
		return wp_remote_retrieve_body( $response );
	}

	/**
	 * The keys of an answer.
	 *
	 * @param string $body JSON.
	 * @throws Unavailable When they are not there.
	 */
	private static function parse( string $body ): Aws_Credentials {
		$keys = json_decode( $body, true, 4 );
		foreach ( array( 'AccessKeyId', 'SecretAccessKey', 'Token' ) as $name ) {
			if ( ! is_string( $keys[ $name ] ?? null ) ) {
				throw new Unavailable( __( 'No keys of AWS were found: there are none in wp-config.php, and this server has no role.', 'cognipress' ) );
			}
		}
		return new Aws_Credentials( $keys['AccessKeyId'], $keys['SecretAccessKey'], $keys['Token'] );
	}
}
