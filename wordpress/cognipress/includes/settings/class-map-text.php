<?php
/**
 * Maps as people write them.
 *
 * @package Cognipress
 */

namespace Cognipress;

use InvalidArgumentException;

defined( 'ABSPATH' ) || exit;

/**
 * One line a row: `key = value`. What stands before the last equals sign is the key.
 */
final class Map_Text {
	/**
	 * The rows in their order; a later one of the same key wins.
	 *
	 * @param string $text Text.
	 * @return array<string, string>
	 * @throws InvalidArgumentException With the line that is none.
	 */
	public static function parse( string $text ): array {
		$rows = array();
		foreach ( preg_split( '/\R/', $text ) as $line ) {
			if ( '' === trim( $line ) ) {
				continue;
			}
			if ( 1 !== preg_match( '/\A\s*(\S.*?)\s*=\s*([^=]*\S)\s*\z/s', $line, $parts ) ) {
				throw new InvalidArgumentException( trim( $line ) );
			}
			$rows[ $parts[1] ] = $parts[2];
		}
		return $rows;
	}

	/**
	 * The text of rows.
	 *
	 * @param array<string, string> $rows Rows.
	 */
	public static function print( array $rows ): string {
		$lines = array();
		foreach ( $rows as $key => $value ) {
			$lines[] = $key . ' = ' . $value;
		}
		return implode( "\n", $lines );
	}
}
