<?php
/**
 * Base64url without padding (RFC 4648 section 5, RFC 7515 section 2).
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Accepts exactly one spelling of each byte string.
 */
final class Base64url {
	/**
	 * Encodes bytes.
	 *
	 * @param string $bytes Bytes.
	 */
	public static function encode( string $bytes ): string {
		// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode -- the format of a JWT.
		return rtrim( strtr( base64_encode( $bytes ), '+/', '-_' ), '=' );
	}

	/**
	 * Decodes a text, or gives null when it is empty, padded, has a foreign character or unused bits that are set.
	 *
	 * @param string $text Text.
	 */
	public static function decode( string $text ): ?string {
		if ( 1 !== preg_match( '/\A[A-Za-z0-9_-]+\z/', $text ) ) {
			return null;
		}
		// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_decode -- the format of a JWT.
		$bytes = base64_decode( strtr( $text, '-_', '+/' ), true );
		return false !== $bytes && self::encode( $bytes ) === $text ? $bytes : null;
	}
}
