<?php
/**
 * What scripts see of the WordPress session.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_Session_Tokens;

defined( 'ABSPATH' ) || exit;

/**
 * A cookie beside WordPress' own, which no script can read: it comes, goes and expires with them, so that scripts forget
 * their tokens when the session ends. It opens nothing.
 */
final class Session_Mark {
	/**
	 * Whether scripts have tokens at all.
	 *
	 * @var Api_Settings
	 */
	private $settings;

	/**
	 * Takes its part.
	 *
	 * @param Api_Settings $settings Whether scripts have tokens at all.
	 */
	public function __construct( Api_Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * The cookie's name.
	 */
	public static function name(): string {
		return 'cognipress_session_' . COOKIEHASH;
	}

	/**
	 * The cookie's value: when the session ends, and which one it is.
	 *
	 * @param int    $expiration Unix time in seconds.
	 * @param string $token      Session token.
	 */
	public static function value( int $expiration, string $token ): string {
		return $expiration . '.' . substr( hash( 'sha256', 'mark:' . $token ), 0, 16 );
	}

	/**
	 * Sends it along with WordPress' own (action set_logged_in_cookie).
	 *
	 * @param string $cookie     Core's cookie.
	 * @param int    $expire     When that ends; 0: with the browser.
	 * @param int    $expiration When the session ends.
	 * @param int    $user_id    User.
	 * @param string $scheme     Scheme.
	 * @param string $token      Session token.
	 */
	public function send( $cookie, $expire, $expiration, $user_id, $scheme, $token ): void {
		if ( $this->settings->gives_tokens() ) {
			self::set( self::value( (int) $expiration, (string) $token ), 0 === (int) $expire ? 0 : (int) $expiration );
		}
	}

	/**
	 * Sends it to whom it has not been sent, because the setting is new (action init).
	 */
	public function resend(): void {
		$token = $this->settings->gives_tokens() && is_user_logged_in() ? wp_get_session_token() : '';
		if ( '' === $token || isset( $_COOKIE[ self::name() ] ) ) {
			return;
		}
		$session = WP_Session_Tokens::get_instance( get_current_user_id() )->get( $token );
		if ( is_array( $session ) ) {
			self::set( self::value( (int) $session['expiration'], $token ), 0 );
		}
	}

	/**
	 * Takes it back (actions clear_auth_cookie and cognipress_session_ended).
	 */
	public function clear(): void {
		if ( isset( $_COOKIE[ self::name() ] ) ) {
			self::set( '', 1 );
		}
	}

	/**
	 * Sets the cookie.
	 *
	 * @param string $value  Value.
	 * @param int    $expire When it ends, in Unix seconds; 0: with the browser.
	 */
	private static function set( string $value, int $expire ): void {
		$_COOKIE[ self::name() ] = $value;
		if ( ! headers_sent() ) {
			setcookie(
				self::name(),
				$value,
				array(
					'expires'  => $expire,
					'path'     => '/',
					'secure'   => is_ssl(),
					'httponly' => false,
					'samesite' => 'Lax',
				)
			);
		}
	}
}
