<?php
/**
 * Test of the template for translators.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use PHPUnit\Framework\TestCase;

/**
 * Every text is in languages/cognipress.pot, which xgettext writes.
 */
final class Translations_Test extends TestCase {
	public function test_the_template_has_every_text(): void {
		$root  = dirname( __DIR__ );
		$texts = array();
		foreach ( Plugin_Source::files() as $file ) {
			preg_match_all( "/\b(?:__|esc_html__|esc_attr__)\( ('(?:[^'\\\\]|\\\\.)+'), 'cognipress' \)/", (string) file_get_contents( $file ), $match );
			foreach ( $match[1] as $literal ) {
				$texts[] = strtr( substr( $literal, 1, -1 ), array( "\\'" => "'", '\\\\' => '\\' ) );
			}
		}
		preg_match_all( '/^msgid ("(?:[^"\\\\]|\\\\.)+")$/m', (string) file_get_contents( $root . '/languages/cognipress.pot' ), $match );
		$template = array_map( 'json_decode', $match[1] );
		$this->assertNotEmpty( $texts );
		$this->assertSame( array(), array_values( array_diff( $texts, $template ) ), 'missing in the template' );
		$this->assertCount( count( array_unique( $texts ) ) + 1, $template, 'besides the texts it has only the description' );
	}
}
