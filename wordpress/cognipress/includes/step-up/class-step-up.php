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
		if ( is_array( $session ) && self::is_met( $session, $acr, $max_age, time() ) && Step_Up_Cookie::matches( $session ) ) {
			return true;
		}
		return new WP_Error(
			'cognipress_step_up_required',
			__( 'Please confirm that it is you, then try again.', 'cognipress' ),
			array(
				'status'    => 403,
				'acr'       => $acr,
				'maxAge'    => $max_age,
				'stepUpUrl' => Step_Up_Page::url( $acr, $max_age, Here::url() ),
			)
		);
	}

	/**
	 * Returns where the current user may go on; else asks at once and goes on with this very request afterwards.
	 *
	 * A posted form is kept only if a page of this site has sent it: what another site has a browser post must not come
	 * back as ours.
	 *
	 * @param string               $acr     Such as urn:cognito:loa:2; empty for any.
	 * @param int                  $max_age How long ago the proof may be, in seconds.
	 * @param string               $url     Where the form goes again; where it was sent to unless given.
	 * @param array<string, mixed> $fields  Fields besides the posted ones.
	 * @return string|null Where to send the visitor; null where they may go on.
	 */
	public static function detour( string $acr, int $max_age, string $url = '', array $fields = array() ): ?string {
		if ( true === self::check( $acr, $max_age ) ) {
			return null;
		}
		$id = null;
		// phpcs:disable WordPress.Security -- kept as it is for who has sent it, and checked then.
		if ( 'POST' === ( $_SERVER['REQUEST_METHOD'] ?? '' ) && array() === $_FILES && self::is_own_page() ) {
			$id = ( new Kept_Requests( new Expiring_Store() ) )->keep( '' === $url ? Here::requested() : $url, $fields + wp_unslash( $_POST ), time() );
		}
		// phpcs:enable
		return Step_Up_Page::url( $acr, $max_age, Here::url(), $id );
	}

	/**
	 * Whether the browser says that a page of this site has sent the request.
	 */
	private static function is_own_page(): bool {
		// phpcs:disable WordPress.Security.ValidatedSanitizedInput -- compared.
		$origin = wp_unslash( $_SERVER['HTTP_ORIGIN'] ?? null );
		return is_string( $origin ) ? ( new Origin_Guard() )->is_allowed( $origin ) : 'same-origin' === ( $_SERVER['HTTP_SEC_FETCH_SITE'] ?? '' );
		// phpcs:enable
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
