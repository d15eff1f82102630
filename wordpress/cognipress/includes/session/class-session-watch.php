<?php
/**
 * Sessions that last only as long as Cognito's.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_Session_Tokens;

defined( 'ABSPATH' ) || exit;

/**
 * Looks at a session when it is used: one that is too old is not believed before Cognito has renewed it.
 *
 * A session that nobody uses needs no check, so this depends on no scheduled event and asks once a window for each
 * session, however many requests and servers there are.
 */
final class Session_Watch {
	/**
	 * For so many seconds after a try there is no other one, in any process.
	 */
	private const PAUSE_SECONDS = 60;

	/**
	 * How exact idle time is, in seconds: each use of a session need not be written down.
	 */
	private const SEEN_SECONDS = 60;

	/**
	 * Settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Keeps processes apart.
	 *
	 * @var Expiring_Store
	 */
	private $store;

	/**
	 * The tokens of sessions.
	 *
	 * @var Session_Tokens
	 */
	private $tokens;

	/**
	 * Changes sessions.
	 *
	 * @var Session_Lock
	 */
	private $lock;

	/**
	 * Whether a check is under way: what it does may ask for the current user.
	 *
	 * @var bool
	 */
	private $is_busy = false;

	/**
	 * Takes its parts.
	 *
	 * @param Settings       $settings Settings.
	 * @param Expiring_Store $store    Keeps processes apart.
	 * @param Session_Tokens $tokens   The tokens of sessions.
	 * @param Session_Lock   $lock     Changes sessions.
	 */
	public function __construct( Settings $settings, Expiring_Store $store, Session_Tokens $tokens, Session_Lock $lock ) {
		$this->settings = $settings;
		$this->store    = $store;
		$this->tokens   = $tokens;
		$this->lock     = $lock;
	}

	/**
	 * Filter determine_current_user, after core has believed a cookie.
	 *
	 * @param int|false $user_id Core's verdict.
	 * @return int|false
	 */
	public function check( $user_id ) {
		$token = $user_id ? wp_get_session_token() : '';
		if ( '' === $token || $this->is_busy ) {
			return $user_id;
		}
		$this->is_busy = true;
		try {
			return $this->is_alive( (int) $user_id, $token, time() ) ? $user_id : false;
		} finally {
			$this->is_busy = false;
		}
	}

	/**
	 * Whether a session may go on; one that may not is over afterwards.
	 *
	 * @param int    $user_id User.
	 * @param string $token   Session token.
	 * @param int    $now     Unix time in seconds.
	 */
	public function is_alive( int $user_id, string $token, int $now ): bool {
		$session = WP_Session_Tokens::get_instance( $user_id )->get( $token );
		if ( ! is_array( $session ) || ! isset( $session[ Session_Fields::CHECKED_AT ] ) ) {
			return true;
		}
		$idle = $now - (int) ( $session[ Session_Fields::SEEN_AT ] ?? $now );
		if ( $this->settings->idle_seconds() > 0 && $idle > $this->settings->idle_seconds() ) {
			return $this->end( $user_id, $token, 'idle' );
		}
		$is_due = $this->settings->recheck_seconds() > 0 && $now - (int) $session[ Session_Fields::CHECKED_AT ] >= $this->settings->recheck_seconds();
		if ( $is_due && ! $this->recheck( $user_id, $token, $now ) ) {
			return false;
		}
		if ( $this->settings->idle_seconds() > 0 && $idle >= self::SEEN_SECONDS ) {
			$this->lock->change( $user_id, $token, array( Session_Fields::SEEN_AT => $now ) );
		}
		return true;
	}

	/**
	 * Filter auth_cookie_expiration: how long sessions of linked users last at most.
	 *
	 * @param int $seconds Core's verdict.
	 */
	public function length( $seconds ): int {
		$limit = $this->settings->session_seconds();
		return $limit > 0 ? min( (int) $seconds, $limit ) : (int) $seconds;
	}

	/**
	 * Ends a session.
	 *
	 * @param int    $user_id User.
	 * @param string $token   Session token.
	 * @param string $reason  Short reason.
	 * @return false
	 */
	public function end( int $user_id, string $token, string $reason ): bool {
		$this->lock->end( $user_id, $token );
		/**
		 * Fires when a session was ended because Cognito or idle time wants it.
		 *
		 * @param int    $user_id User.
		 * @param string $reason  Name of Cognito's error, or idle.
		 */
		do_action( 'cognipress_session_ended', $user_id, $reason );
		return false;
	}

	/**
	 * Has Cognito renew a session.
	 *
	 * @param int    $user_id User.
	 * @param string $token   Session token.
	 * @param int    $now     Unix time in seconds.
	 */
	private function recheck( int $user_id, string $token, int $now ): bool {
		if ( ! $this->store->add( 'recheck:' . hash( 'sha256', $token ), '', $now + self::PAUSE_SECONDS, $now ) ) {
			return true;
		}
		try {
			$this->tokens->renew( $user_id, $token, $now );
		} catch ( Session_Over $e ) {
			return $this->end( $user_id, $token, $e->getMessage() );
		} catch ( Unavailable $e ) {
			// Nobody loses a session because Cognito is down.
			return true;
		}
		return true;
	}
}
