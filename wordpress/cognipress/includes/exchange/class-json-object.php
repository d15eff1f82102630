<?php
/**
 * JSON objects that mean one thing only.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Parses a JSON object and refuses member names that occur twice: parsers disagree about which one counts.
 */
final class Json_Object {
	private const MAX_DEPTH = 16;

	/**
	 * The object's members, or null when the text is no JSON object or names a member twice at any depth.
	 *
	 * @param string $json Text.
	 * @return array<string, mixed>|null
	 */
	public static function parse( string $json ): ?array {
		$value = json_decode( $json, true, self::MAX_DEPTH );
		if ( ! is_array( $value ) || '{' !== substr( ltrim( $json ), 0, 1 ) || self::has_duplicates( $json ) ) {
			return null;
		}
		return $value;
	}

	/**
	 * Walks the tokens of a text that is known to be valid JSON.
	 *
	 * @param string $json Valid JSON.
	 */
	private static function has_duplicates( string $json ): bool {
		preg_match_all( '/"(?:[^"\\\\]++|\\\\.)*+"|[{}:]/s', $json, $matches );
		$objects = array();
		$text    = '';
		foreach ( $matches[0] as $token ) {
			if ( '{' === $token ) {
				$objects[] = array();
			} elseif ( '}' === $token ) {
				array_pop( $objects );
			} elseif ( ':' === $token ) {
				$name  = 'name:' . json_decode( $text );
				$depth = count( $objects ) - 1;
				if ( isset( $objects[ $depth ][ $name ] ) ) {
					return true;
				}
				$objects[ $depth ][ $name ] = true;
			} else {
				$text = $token;
			}
		}
		return false;
	}
}
