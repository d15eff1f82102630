<?php
/**
 * Tests of key sets.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Key_Set;

/**
 * Key sets as pools publish them.
 */
final class Key_Set_Test extends Test_Case {
	public function test_usable_keys_are_found_among_others(): void {
		$pool = new Pool();
		$keys = array( $pool->jwk( array( 'use' => 'enc' ) ), 'x', null, $pool->jwk( array( 'kid' => 7 ) ), $pool->jwk( array( 'kid' => 'b' ) ), $pool->jwk() );
		$this->assertSame( array( 'b', Pool::KID ), array_keys( Key_Set::parse( (string) json_encode( array( 'keys' => $keys ) ) ) ) );
	}

	/**
	 * Texts without a key.
	 *
	 * @return array<array{string}>
	 */
	public function bad_texts(): array {
		return array( array( '' ), array( '<html></html>' ), array( '[]' ), array( '{}' ), array( '{"keys":[]}' ), array( '{"keys":{"kid":"x"}}' ), array( '{"keys":"x"}' ), array( '{"keys":[],"keys":[]}' ) );
	}

	/**
	 * @dataProvider bad_texts
	 *
	 * @param string $text Text.
	 */
	public function test_other_texts_have_no_keys( string $text ): void {
		$this->assertSame( array(), Key_Set::parse( $text ) );
	}
}
