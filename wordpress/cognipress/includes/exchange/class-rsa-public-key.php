<?php
/**
 * An RSA public key out of a JSON Web Key.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Turns a JWK's n and e into the PEM that OpenSSL reads, and checks RS256 signatures with it.
 */
final class Rsa_Public_Key {
	private const MIN_BITS = 2048;
	private const MAX_BITS = 8192;

	/**
	 * AlgorithmIdentifier of rsaEncryption with NULL parameters (RFC 8017 appendix A.1).
	 */
	private const ALGORITHM = "\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00";

	/**
	 * SubjectPublicKeyInfo as PEM.
	 *
	 * @var string
	 */
	private $pem;

	/**
	 * Wraps a PEM.
	 *
	 * @param string $pem SubjectPublicKeyInfo.
	 */
	private function __construct( string $pem ) {
		$this->pem = $pem;
	}

	/**
	 * The key, or null unless the JWK is an RSA signature key for RS256 of 2048 bits or more.
	 *
	 * @param array<string, mixed> $jwk Members of the JWK (RFC 7517, RFC 7518 section 6.3.1).
	 */
	public static function from_jwk( array $jwk ): ?self {
		$is_rs256 = 'RSA' === ( $jwk['kty'] ?? null )
			&& 'sig' === ( $jwk['use'] ?? null )
			&& 'RS256' === ( $jwk['alg'] ?? 'RS256' )
			&& is_string( $jwk['n'] ?? null )
			&& is_string( $jwk['e'] ?? null );
		if ( ! $is_rs256 ) {
			return null;
		}
		$n = Base64url::decode( $jwk['n'] );
		$e = Base64url::decode( $jwk['e'] );
		if ( null === $n || null === $e || ! self::is_sound( ltrim( $n, "\0" ), ltrim( $e, "\0" ) ) ) {
			return null;
		}
		$key  = self::der( 0x30, self::der_integer( $n ) . self::der_integer( $e ) );
		$spki = self::der( 0x30, self::ALGORITHM . self::der( 0x03, "\0" . $key ) );
		// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode -- the format of PEM.
		$body = chunk_split( base64_encode( $spki ), 64, "\n" );
		return new self( "-----BEGIN PUBLIC KEY-----\n" . $body . "-----END PUBLIC KEY-----\n" );
	}

	/**
	 * Whether a signature by RSASSA-PKCS1-v1_5 with SHA-256 is right.
	 *
	 * @param string $message   Signed bytes.
	 * @param string $signature Signature.
	 */
	public function verifies( string $message, string $signature ): bool {
		return 1 === openssl_verify( $message, $signature, $this->pem, OPENSSL_ALGO_SHA256 );
	}

	/**
	 * Size of the modulus, and an exponent that is odd and more than one.
	 *
	 * @param string $n Modulus without leading zeros.
	 * @param string $e Exponent without leading zeros.
	 */
	private static function is_sound( string $n, string $e ): bool {
		if ( '' === $n || '' === $e || strlen( $e ) > 8 ) {
			return false;
		}
		$bits = 8 * strlen( $n ) - ( 7 - (int) floor( log( ord( $n[0] ), 2 ) ) );
		$odd  = 1 === ( ord( substr( $n, -1 ) ) & 1 ) && 1 === ( ord( substr( $e, -1 ) ) & 1 );
		return $bits >= self::MIN_BITS && $bits <= self::MAX_BITS && $odd && "\x01" !== $e;
	}

	/**
	 * An unsigned number as a DER INTEGER.
	 *
	 * @param string $bytes Big-endian bytes.
	 */
	private static function der_integer( string $bytes ): string {
		$bytes = ltrim( $bytes, "\0" );
		return self::der( 0x02, ord( $bytes[0] ) >= 0x80 ? "\0" . $bytes : $bytes );
	}

	/**
	 * Tag, length and content (X.690 sections 8.1.2 and 10.1).
	 *
	 * @param int    $tag     Identifier octet.
	 * @param string $content Content octets.
	 */
	private static function der( int $tag, string $content ): string {
		$length = strlen( $content );
		if ( $length < 0x80 ) {
			return chr( $tag ) . chr( $length ) . $content;
		}
		$octets = ltrim( pack( 'N', $length ), "\0" );
		return chr( $tag ) . chr( 0x80 | strlen( $octets ) ) . $octets . $content;
	}
}
