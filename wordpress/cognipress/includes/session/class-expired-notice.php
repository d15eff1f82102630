<?php
/**
 * What visitors are told whose session has ended.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_Error;

defined( 'ABSPATH' ) || exit;

/**
 * Leads to the login page with a message, and back again.
 */
final class Expired_Notice {
	private const FIELD = 'cognipress_expired';

	/**
	 * WordPress' and our actions that say that the visitor has come with a session that has ended.
	 */
	private const ENDS = array( 'auth_cookie_expired', 'auth_cookie_bad_session_token', 'cognipress_session_ended' );

	/**
	 * Where to log in again.
	 *
	 * @param string $back Where to go then.
	 */
	public static function login_url( string $back ): string {
		return add_query_arg( self::FIELD, '1', wp_login_url( $back ) );
	}

	/**
	 * Has the login page say why it is there (filter login_url).
	 *
	 * @param string $url Login page.
	 */
	public function mark( $url ): string {
		return array_filter( self::ENDS, 'did_action' ) ? add_query_arg( self::FIELD, '1', (string) $url ) : (string) $url;
	}

	/**
	 * Says it (filter wp_login_errors).
	 *
	 * @param WP_Error $errors Messages above the form.
	 */
	public function add( $errors ): WP_Error {
		// phpcs:ignore WordPress.Security.NonceVerification -- a message, not a deed.
		if ( isset( $_GET[ self::FIELD ] ) && ! $errors->has_errors() ) {
			$errors->add( 'cognipress_expired', __( 'Your session has expired. Please log in again.', 'cognipress' ), 'message' );
		}
		return $errors;
	}
}
