<?php
/**
 * Tests of encryption.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Secret_Box;

/**
 * Texts come back, or not at all.
 */
final class Secret_Box_Test extends Test_Case {
	public function test_a_text_comes_back(): void {
		$text = str_repeat( 'refresh token ', 200 );
		$this->assertSame( $text, Secret_Box::open( Secret_Box::seal( $text ) ) );
	}

	public function test_the_same_text_never_looks_the_same(): void {
		$this->assertNotSame( Secret_Box::seal( 'text' ), Secret_Box::seal( 'text' ) );
	}

	public function test_a_damaged_text_does_not_come_back(): void {
		$sealed      = Secret_Box::seal( 'text' );
		$sealed[40] = 'A' === $sealed[40] ? 'B' : 'A';
		foreach ( array( $sealed, '', 'AAAA', substr( Secret_Box::seal( 'text' ), 0, 32 ) ) as $bad ) {
			$this->assertNull( Secret_Box::open( $bad ) );
		}
	}

	public function test_other_salts_open_nothing(): void {
		$sealed = Secret_Box::seal( 'text' );
		add_filter( 'salt', '__return_empty_string' );
		$this->assertNull( Secret_Box::open( $sealed ) );
	}
}
