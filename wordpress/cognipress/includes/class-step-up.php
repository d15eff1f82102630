<?php
/**
 * Proofs that something important needs.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_Error;
use WP_Session_Tokens;

defined( 'ABSPATH' ) || exit;

/**
 * Knows how, and how long ago, the current session's user was authenticated.
 */
final class Step_Up {
	/**
	 * Cognito's authentication context classes, of which a higher number includes the lower ones.
	 */
	private const LEVEL = '/\Aurn:cognito:loa:(\d{1,3})\z/';

	/**
	 * Whether a session's proof is strong and fresh enough.
	 *
	 * @param array<string, mixed> $session Session's data.
	 * @param string               $acr     Such as urn:cognito:loa:2; empty for any.
	 * @param int                  $max_age How long ago the proof may be, in seconds.
	 * @param int                  $now     Unix time in seconds.
	 */
	public static function is_met( array $session, string $acr, int $max_age, int $now ): bool {
		$auth_time = $session[ Session_Fields::AUTH_TIME ] ?? null;
		return is_int( $auth_time ) && $now - $auth_time <= $max_age && self::includes( $session[ Session_Fields::ACR ] ?? '', $acr );
	}

	/**
	 * Whether the current user may go on.
	 *
	 * @param string $acr     Such as urn:cognito:loa:2; empty for any.
	 * @param int    $max_age How long ago the proof may be, in seconds.
	 * @return true|WP_Error The error's data say what is needed, and where.
	 */
	public static function check( string $acr, int $max_age ) {
		$token   = wp_get_session_token();
		$session = '' === $token ? null : WP_Session_Tokens::get_instance( get_current_user_id() )->get( $token );
		if ( is_array( $session ) && self::is_met( $session, $acr, $max_age, time() ) ) {
			return true;
		}
		return new WP_Error(
			'cognipress_step_up_required',
			__( 'Please confirm that it is you, then try again.', 'cognipress' ),
			array(
				'status'   => 403,
				'acr'      => $acr,
				'maxAge'   => $max_age,
				'loginUrl' => wp_login_url( Here::url(), true ),
			)
		);
	}

	/**
	 * Whether one class includes another.
	 *
	 * @param mixed  $given  What the session has.
	 * @param string $wanted What is needed.
	 */
	private static function includes( $given, string $wanted ): bool {
		if ( '' === $wanted || $given === $wanted ) {
			return true;
		}
		return is_string( $given )
			&& 1 === preg_match( self::LEVEL, $given, $has )
			&& 1 === preg_match( self::LEVEL, $wanted, $needs )
			&& (int) $has[1] >= (int) $needs[1];
	}
}
