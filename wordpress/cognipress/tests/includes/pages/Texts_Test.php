<?php
/**
 * Tests of the page script's words.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Texts;

/**
 * The same keys and English words on both sides.
 */
final class Texts_Test extends Test_Case {
	public function test_they_are_those_of_the_script(): void {
		$file = dirname( \Cognipress\FILE, 3 ) . '/js/texts.ts';
		if ( ! is_readable( $file ) ) {
			$this->markTestSkipped( 'The plugin stands alone, without the script\'s sources.' );
		}
		preg_match( '/export const texts = \{(.*?)\n\};/s', (string) file_get_contents( $file ), $object );
		preg_match_all( '/^\s*"?([\w-]+)"?:\s*("(?:[^"\\\\]|\\\\.)*"),$/m', $object[1], $rows );
		$this->assertSame( array_combine( $rows[1], array_map( 'json_decode', $rows[2] ) ), Texts::all() );
	}
}
