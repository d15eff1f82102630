<?php
/**
 * Posted values.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Reads posted values as what they should be.
 */
final class Posted {
	/**
	 * A line of text; empty when it is none.
	 *
	 * @param array<string, mixed> $input Posted values.
	 * @param string               $name  Name.
	 */
	public static function text( array $input, string $name ): string {
		return is_string( $input[ $name ] ?? null ) ? sanitize_text_field( $input[ $name ] ) : '';
	}

	/**
	 * The text of a map. WordPress hands what was sanitized to be sanitized again when an option is new.
	 *
	 * @param array<string, mixed> $input Posted values.
	 * @param string               $name  Name.
	 */
	public static function map( array $input, string $name ): string {
		$value = $input[ $name ] ?? '';
		if ( is_array( $value ) ) {
			return Map_Text::print( array_filter( $value, 'is_string' ) );
		}
		return is_string( $value ) ? sanitize_textarea_field( $value ) : '';
	}

	/**
	 * A whole number between zero and a limit.
	 *
	 * @param array<string, mixed> $input Posted values.
	 * @param string               $name  Name.
	 * @param int                  $max   Limit.
	 */
	public static function number( array $input, string $name, int $max ): int {
		return is_scalar( $input[ $name ] ?? null ) ? max( 0, min( $max, (int) $input[ $name ] ) ) : 0;
	}
}
