<?php
/**
 * Password fields in HTML.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Takes the names of password fields away: a browser sends only fields that have one.
 *
 * WordPress has an HTML parser from 6.2 on; this works on 6.1 and on pages that are not well-formed.
 */
final class Password_Fields {
	private const ATTRIBUTE = '/([\s"\'\/])([^\s"\'<>\/=]++)(?:\s*+=\s*+("[^"]*+"|\'[^\']*+\'|[^\s"\'>]++))?/';

	/**
	 * The page without these names, or null when it cannot be read.
	 *
	 * @param string $html Page.
	 */
	public static function without_names( string $html ): ?string {
		return preg_replace_callback( '/<(?:input|textarea)\b(?:[^>"\']++|"[^"]*+"|\'[^\']*+\')*+>/i', array( self::class, 'without_name' ), $html );
	}

	/**
	 * One tag.
	 *
	 * @param string[] $tag Match.
	 */
	private static function without_name( array $tag ): string {
		preg_match_all( self::ATTRIBUTE, $tag[0], $attributes, PREG_SET_ORDER );
		$is_password = false;
		foreach ( $attributes as $attribute ) {
			$name  = strtolower( $attribute[2] );
			$value = strtolower( html_entity_decode( trim( $attribute[3] ?? '', "\"' \t\n\r\f" ), ENT_QUOTES ) );
			// A plugin may have turned the field into one that shows what is typed.
			$is_password = $is_password || ( 'type' === $name && 'password' === $value ) || ( 'name' === $name && 'pwd' === $value );
		}
		if ( ! $is_password ) {
			return $tag[0];
		}
		$drop = static function ( array $attribute ): string {
			return 'name' === strtolower( $attribute[2] ) ? $attribute[1] : $attribute[0];
		};
		return (string) preg_replace_callback( self::ATTRIBUTE, $drop, $tag[0] );
	}
}
