<?php
/**
 * The cookie of who has proven more.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * A proof given in the middle of a session leaves the session's token as it is, or the nonces of the form that waits
 * would be worthless. This cookie is new with each proof: who has stolen the session's before has not got it.
 */
final class Step_Up_Cookie {
	/**
	 * The name: another installation on the same host has its own.
	 */
	public static function name(): string {
		return 'cognipress_step_up_' . COOKIEHASH;
	}

	/**
	 * Sends the browser a new value.
	 *
	 * @return string What the session remembers of it.
	 */
	public static function renew(): string {
		$value = Base64url::encode( random_bytes( 32 ) );

		$_COOKIE[ self::name() ] = $value;
		if ( ! headers_sent() ) {
			setcookie(
				self::name(),
				$value,
				array(
					'expires'  => 0,
					'path'     => '/',
					'secure'   => is_ssl(),
					'httponly' => true,
					'samesite' => 'Lax',
				)
			);
		}
		return hash( 'sha256', $value );
	}

	/**
	 * Whether the browser is the one that has proven more; any is, where the proof is as old as the session.
	 *
	 * @param array<string, mixed> $session Session's data.
	 */
	public static function matches( array $session ): bool {
		$known = $session[ Session_Fields::STEP_UP ] ?? null;
		// phpcs:ignore WordPress.Security.ValidatedSanitizedInput -- compared by its hash.
		$value = $_COOKIE[ self::name() ] ?? '';
		return null === $known || ( is_string( $value ) && hash_equals( $known, hash( 'sha256', $value ) ) );
	}
}
