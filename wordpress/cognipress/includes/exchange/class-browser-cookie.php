<?php
/**
 * The cookie that ties an exchange to one browser.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * A random value that only this browser knows. It identifies no user and ends with the challenge.
 */
final class Browser_Cookie {
	public const LIFETIME = 600;

	/**
	 * The name: over https no other host and no plain-http page can set a __Host- cookie.
	 */
	public function name(): string {
		return is_ssl() ? '__Host-cognipress' : 'cognipress';
	}

	/**
	 * The value that the browser sent, or null when there is none of our form.
	 */
	public function value(): ?string {
		// phpcs:ignore WordPress.Security.ValidatedSanitizedInput -- checked by the decoder.
		$value = $_COOKIE[ $this->name() ] ?? null;
		$bytes = is_string( $value ) ? Base64url::decode( $value ) : null;
		return null !== $bytes && 32 === strlen( $bytes ) ? $value : null;
	}

	/**
	 * Sends the browser its value, a new one if it has none.
	 *
	 * @param int $now Unix time in seconds.
	 * @return string The value.
	 */
	public function send( int $now ): string {
		$value = $this->value() ?? Base64url::encode( random_bytes( 32 ) );

		$_COOKIE[ $this->name() ] = $value;
		if ( ! headers_sent() ) {
			setcookie(
				$this->name(),
				$value,
				array(
					'expires'  => $now + self::LIFETIME,
					'path'     => '/',
					'secure'   => is_ssl(),
					'httponly' => true,
					'samesite' => 'Strict',
				)
			);
		}
		return $value;
	}
}
