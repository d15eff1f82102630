<?php
/**
 * A user pool that signs whatever a test wants.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Base64url;

/**
 * Holds an RSA key and makes tokens as Cognito does, and as it never would.
 */
final class Pool {
	public const ID        = 'eu-west-1_TestPool1';
	public const CLIENT_ID = '1example23456789';
	public const ISSUER    = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_TestPool1';
	public const KID       = 'key-1';
	public const SUB       = '11111111-2222-3333-4444-555555555555';

	/**
	 * Private key.
	 *
	 * @var resource|\OpenSSLAsymmetricKey
	 */
	private $key;

	/**
	 * Makes a key pair.
	 *
	 * @param int $bits Size of the modulus.
	 */
	public function __construct( int $bits = 2048 ) {
		$this->key = openssl_pkey_new( array( 'private_key_bits' => $bits ) + array_filter( array( 'config' => getenv( 'OPENSSL_CONF' ) ) ) );
	}

	/**
	 * The public key as a JWK.
	 *
	 * @param array<string, mixed> $changes Members to change.
	 * @return array<string, mixed>
	 */
	public function jwk( array $changes = array() ): array {
		$rsa = openssl_pkey_get_details( $this->key )['rsa'];
		return $changes + array(
			'kty' => 'RSA',
			'use' => 'sig',
			'alg' => 'RS256',
			'kid' => self::KID,
			'n'   => Base64url::encode( $rsa['n'] ),
			'e'   => Base64url::encode( $rsa['e'] ),
		);
	}

	/**
	 * The key set as the pool publishes it.
	 */
	public function jwks(): string {
		return (string) json_encode( array( 'keys' => array( $this->jwk() ) ) );
	}

	/**
	 * The public key as PEM.
	 */
	public function pem(): string {
		return openssl_pkey_get_details( $this->key )['key'];
	}

	/**
	 * Claims of a user who has just signed in.
	 *
	 * @param int                  $now     Unix time in seconds.
	 * @param array<string, mixed> $changes Claims to change.
	 * @return array<string, mixed>
	 */
	public static function claims( int $now, array $changes = array() ): array {
		return $changes + array(
			'sub'              => self::SUB,
			'iss'              => self::ISSUER,
			'aud'              => self::CLIENT_ID,
			'token_use'        => 'id',
			'auth_time'        => $now - 2,
			'iat'              => $now - 1,
			'exp'              => $now + 3600,
			'cognito:username' => 'ann',
			'email'            => 'ann@example.com',
			'email_verified'   => true,
		);
	}

	/**
	 * A signed token.
	 *
	 * @param array<string, mixed> $claims Claims.
	 * @param array<string, mixed> $header Members of the header to change.
	 */
	public function token( array $claims, array $header = array() ): string {
		$header += array(
			'kid' => self::KID,
			'alg' => 'RS256',
		);
		return $this->sign( (string) json_encode( $header ), (string) json_encode( $claims ) );
	}

	/**
	 * A token out of raw parts.
	 *
	 * @param string $header  Header's JSON.
	 * @param string $payload Payload's JSON.
	 */
	public function sign( string $header, string $payload ): string {
		$signed = Base64url::encode( $header ) . '.' . Base64url::encode( $payload );
		return $signed . '.' . Base64url::encode( $this->signature( $signed ) );
	}

	/**
	 * Signature of RS256.
	 *
	 * @param string $message Message.
	 * @param int    $hash    OpenSSL's name of the hash.
	 */
	public function signature( string $message, int $hash = OPENSSL_ALGO_SHA256 ): string {
		openssl_sign( $message, $signature, $this->key, $hash );
		return $signature;
	}
}
