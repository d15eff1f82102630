<?php
/**
 * Keys of this site.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Derives keys from the salts in wp-config.php, a different one for each purpose.
 */
final class Site_Key {
	/**
	 * A 256-bit key.
	 *
	 * @param string $purpose What it is for.
	 */
	public static function derive( string $purpose ): string {
		return hash_hmac( 'sha256', 'cognipress ' . $purpose, wp_salt( 'auth' ), true );
	}
}
