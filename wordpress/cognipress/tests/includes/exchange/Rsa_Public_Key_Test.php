<?php
/**
 * Tests of RSA keys.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Base64url;
use Cognipress\Rsa_Public_Key;

/**
 * Keys out of JWKs.
 */
final class Rsa_Public_Key_Test extends Test_Case {
	/**
	 * Sizes of keys.
	 *
	 * @return array<array{int}>
	 */
	public function good_sizes(): array {
		return array( array( 2048 ), array( 2056 ), array( 3072 ), array( 4096 ) );
	}

	/**
	 * @dataProvider good_sizes
	 *
	 * @param int $bits Size.
	 */
	public function test_signatures_are_told_apart( int $bits ): void {
		$pool = new Pool( $bits );
		$key  = Rsa_Public_Key::from_jwk( $pool->jwk() );
		$this->assertTrue( $key->verifies( 'message', $pool->signature( 'message' ) ) );
		$this->assertFalse( $key->verifies( 'massage', $pool->signature( 'message' ) ) );
		$this->assertFalse( $key->verifies( 'message', $pool->signature( 'message', OPENSSL_ALGO_SHA1 ) ) );
		$this->assertFalse( $key->verifies( 'message', $pool->signature( 'message', OPENSSL_ALGO_SHA512 ) ) );
		$this->assertFalse( $key->verifies( 'message', '' ) );
	}

	public function test_leading_zeros_are_harmless(): void {
		$pool = new Pool();
		$jwk  = $pool->jwk();
		$key  = Rsa_Public_Key::from_jwk( array( 'n' => Base64url::encode( "\0\0" . Base64url::decode( $jwk['n'] ) ) ) + $jwk );
		$this->assertTrue( $key->verifies( 'message', $pool->signature( 'message' ) ) );
	}

	/**
	 * JWKs that are refused.
	 *
	 * @return array<string, array{array<string, mixed>}>
	 */
	public function bad_members(): array {
		return array(
			'no kty'          => array( array( 'kty' => null ) ),
			'kty EC'          => array( array( 'kty' => 'EC' ) ),
			'kty oct'         => array( array( 'kty' => 'oct', 'k' => 'AAAA' ) ),
			'no use'          => array( array( 'use' => null ) ),
			'use enc'         => array( array( 'use' => 'enc' ) ),
			'alg RS512'       => array( array( 'alg' => 'RS512' ) ),
			'alg HS256'       => array( array( 'alg' => 'HS256' ) ),
			'n missing'       => array( array( 'n' => null ) ),
			'n as an array'   => array( array( 'n' => array( 'AQAB' ) ) ),
			'n empty'         => array( array( 'n' => '' ) ),
			'n zero'          => array( array( 'n' => 'AAAA' ) ),
			'n padded'        => array( array( 'n' => 'AQAB==' ) ),
			'n of 2047 bits'  => array( array( 'n' => Base64url::encode( "\x7f" . str_repeat( "\xff", 255 ) ) ) ),
			'n too long'      => array( array( 'n' => Base64url::encode( str_repeat( "\xff", 1025 ) ) ) ),
			'n even'          => array( array( 'n' => Base64url::encode( str_repeat( "\xfe", 256 ) ) ) ),
			'e missing'       => array( array( 'e' => null ) ),
			'e one'           => array( array( 'e' => 'AQ' ) ),
			'e zero'          => array( array( 'e' => 'AA' ) ),
			'e even'          => array( array( 'e' => 'AQAC' ) ),
			'e huge'          => array( array( 'e' => Base64url::encode( str_repeat( "\x01", 9 ) ) ) ),
		);
	}

	/**
	 * @dataProvider bad_members
	 *
	 * @param array<string, mixed> $changes Members.
	 */
	public function test_other_keys_are_refused( array $changes ): void {
		static $pool = null;
		$pool        = $pool ?? new Pool();
		$this->assertNull( Rsa_Public_Key::from_jwk( $pool->jwk( $changes ) ) );
	}

	public function test_a_key_of_1024_bits_is_refused(): void {
		$this->assertNull( Rsa_Public_Key::from_jwk( ( new Pool( 1024 ) )->jwk() ) );
	}
}
