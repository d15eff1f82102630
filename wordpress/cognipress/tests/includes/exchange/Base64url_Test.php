<?php
/**
 * Tests of base64url.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Base64url;

/**
 * One spelling for each byte string.
 */
final class Base64url_Test extends Test_Case {
	public function test_bytes_come_back(): void {
		for ( $length = 1; $length < 70; $length++ ) {
			$bytes = random_bytes( $length );
			$this->assertSame( $bytes, Base64url::decode( Base64url::encode( $bytes ) ) );
		}
	}

	public function test_only_one_spelling_of_a_byte_is_accepted(): void {
		$accepted = 0;
		foreach ( str_split( 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_' ) as $second ) {
			$accepted += null === Base64url::decode( 'A' . $second ) ? 0 : 1;
		}
		$this->assertSame( 4, $accepted );
	}

	/**
	 * Texts that are refused.
	 *
	 * @return array<array{string}>
	 */
	public function bad_texts(): array {
		return array( array( '' ), array( 'A' ), array( 'AA==' ), array( 'AA=' ), array( '+A' ), array( '/A' ), array( 'A A' ), array( "AA\n" ), array( 'AB' ), array( 'AAAAA' ), array( "A\0" ), array( 'AAB' ), array( 'ÄA' ) );
	}

	/**
	 * @dataProvider bad_texts
	 *
	 * @param string $text Text.
	 */
	public function test_other_texts_are_refused( string $text ): void {
		$this->assertNull( Base64url::decode( $text ) );
	}
}
