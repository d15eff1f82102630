<?php
/**
 * Secrets at rest.
 *
 * @package Cognipress
 */

namespace Cognipress;

use SodiumException;

defined( 'ABSPATH' ) || exit;

/**
 * Encrypts with XSalsa20-Poly1305 (libsodium's secretbox, which WordPress brings along where PHP lacks it).
 */
final class Secret_Box {
	/**
	 * Encrypts a text.
	 *
	 * @param string $text Text.
	 */
	public static function seal( string $text ): string {
		$nonce = random_bytes( SODIUM_CRYPTO_SECRETBOX_NONCEBYTES );
		return Base64url::encode( $nonce . sodium_crypto_secretbox( $text, $nonce, Site_Key::derive( 'refresh token' ) ) );
	}

	/**
	 * Decrypts; null when the text is damaged or the salts in wp-config.php have changed.
	 *
	 * @param string $sealed Result of seal().
	 */
	public static function open( string $sealed ): ?string {
		$bytes = Base64url::decode( $sealed );
		if ( null === $bytes || strlen( $bytes ) <= SODIUM_CRYPTO_SECRETBOX_NONCEBYTES ) {
			return null;
		}
		$nonce = substr( $bytes, 0, SODIUM_CRYPTO_SECRETBOX_NONCEBYTES );
		try {
			$text = sodium_crypto_secretbox_open( substr( $bytes, SODIUM_CRYPTO_SECRETBOX_NONCEBYTES ), $nonce, Site_Key::derive( 'refresh token' ) );
		} catch ( SodiumException $e ) {
			return null;
		}
		return false === $text ? null : $text;
	}
}
