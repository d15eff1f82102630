<?php
/**
 * Tests of the sources themselves.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use PHPUnit\Framework\TestCase;

/**
 * What PHP 7.4 would stumble over, and what no shipped file may do.
 */
final class Compatibility_Test extends TestCase {
	/**
	 * Tokens that came after PHP 7.4.
	 */
	private const NEW_TOKENS = array( 'T_MATCH', 'T_ENUM', 'T_READONLY', 'T_ATTRIBUTE', 'T_NULLSAFE_OBJECT_OPERATOR' );

	/**
	 * Patterns in code without comments and texts, where "~" stands for a text.
	 */
	private const NEW_SYNTAX = array(
		'union type'            => '/(?:function\s*\w*\s*\([^)]*|\)\s*:\s*\??[\w\\\\]+)\s*\|\s*[\w\\\\]+\s*(?:\$|\{)/',
		'promoted property'     => '/__construct\s*\([^)]*\b(?:private|protected|public)\b/',
		'named argument'        => '/[(,]\s*[a-z_]\w*\s*:(?!:)/',
		'new type'              => '/[:(,]\s*\??(?:mixed|never|static|true|false)\s*(?:\{|\$)/',
		'catch without a name'  => '/catch\s*\(\s*[\w\\\\|\s]+\s*\)/',
		'throw as expression'   => '/(?:\?\?|\?|=>)\s*throw\b/',
		'comma after the last parameter' => '/function\s*\w*\s*\([^()]*,\s*\)/',
		'first-class callable'  => '/\(\s*\.\.\.\s*\)/',
	);

	/**
	 * Shipped PHP files.
	 *
	 * @return array<array{string}>
	 */
	public function files(): array {
		$sets = array();
		foreach ( Plugin_Source::files() as $file ) {
			$sets[ basename( $file ) ] = array( $file );
		}
		return $sets;
	}

	/**
	 * @dataProvider files
	 *
	 * @param string $file File.
	 */
	public function test_it_is_php_7_4( string $file ): void {
		$code = '';
		// PHP 7.4 takes an attribute for a comment, which is right where it is all of its line.
		$source = (string) preg_replace( '/^\s*#\[[^\]]+\]$/m', '', (string) file_get_contents( $file ) );
		foreach ( token_get_all( $source ) as $token ) {
			$name = is_array( $token ) ? token_name( $token[0] ) : '';
			$this->assertNotContains( $name, self::NEW_TOKENS );
			if ( 'T_CONSTANT_ENCAPSED_STRING' === $name || 'T_ENCAPSED_AND_WHITESPACE' === $name ) {
				$code .= '~';
			} elseif ( 'T_COMMENT' !== $name && 'T_DOC_COMMENT' !== $name ) {
				$code .= is_array( $token ) ? $token[1] : $token;
			}
		}
		foreach ( self::NEW_SYNTAX as $name => $pattern ) {
			$this->assertSame( 0, preg_match( $pattern, $code, $match ), "$name: " . ( $match[0] ?? '' ) );
		}
	}

	/**
	 * @dataProvider files
	 *
	 * @param string $file File.
	 */
	public function test_it_does_nothing_outside_of_wordpress( string $file ): void {
		$this->assertMatchesRegularExpression( "/^defined\( '(ABSPATH|WP_UNINSTALL_PLUGIN)' \) \|\| exit;$/m", (string) file_get_contents( $file ) );
	}

	/**
	 * @dataProvider files
	 *
	 * @param string $file File.
	 */
	public function test_its_texts_are_the_plugins( string $file ): void {
		// Words that are another plugin's on purpose are marked.
		$code = (string) preg_replace( '/^.*WordPress\.WP\.I18n\.TextDomainMismatch.*$/m', '', (string) file_get_contents( $file ) );
		preg_match_all( '/\b(?:__|_e|_x|_n|esc_html__|esc_attr__|esc_html_e|esc_attr_e)\(/', $code, $calls );
		preg_match_all( "/\b(?:__|_e|_x|_n|esc_html__|esc_attr__|esc_html_e|esc_attr_e)\( '(?:[^'\\\\]|\\\\.)+', 'cognipress' \)/", $code, $good );
		$this->assertSame( count( $calls[0] ), count( $good[0] ) );
	}
}
