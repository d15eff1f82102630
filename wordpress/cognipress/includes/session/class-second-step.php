<?php
/**
 * The Two-Factor plugin's second step.
 *
 * @package Cognipress
 */

namespace Cognipress;

use Two_Factor_Core;
use WP_User;

defined( 'ABSPATH' ) || exit;

/**
 * Leads a user to Two-Factor's own page, and gives the session that it starts what it has to know of Cognito.
 *
 * Tokens do not tell whether a second factor was shown to Cognito. Where the site's owner vouches for the user pools, each
 * of them asks everybody for one. But it lets the first one be set up by the password alone: so Cognito's counts in the
 * place of Two-Factor's only once both were shown in one sign-in, until that is forgotten (see forget()).
 */
final class Second_Step {
	/**
	 * User meta: by `sub`, when somebody has shown both, in Unix seconds.
	 */
	public const BOTH_SHOWN = 'cognipress_both_shown';

	/**
	 * Waiting sign-ins.
	 *
	 * @var Pending_Sign_Ins
	 */
	private $pending;

	/**
	 * The browser's cookie.
	 *
	 * @var Browser_Cookie
	 */
	private $cookie;

	/**
	 * Who is linked.
	 *
	 * @var Link_Table
	 */
	private $links;

	/**
	 * Whether every user pool of the site requires a second factor.
	 *
	 * @var bool
	 */
	private $pools_ask;

	/**
	 * The sign-in that this request's session has come from.
	 *
	 * @var Verified_Sign_In|null
	 */
	private $sign_in;

	/**
	 * Takes its parts.
	 *
	 * @param Pending_Sign_Ins $pending   Waiting sign-ins.
	 * @param Browser_Cookie   $cookie    The browser's cookie.
	 * @param Link_Table       $links     Who is linked.
	 * @param bool             $pools_ask Whether every user pool of the site requires a second factor.
	 */
	public function __construct( Pending_Sign_Ins $pending, Browser_Cookie $cookie, Link_Table $links, bool $pools_ask ) {
		$this->pending   = $pending;
		$this->cookie    = $cookie;
		$this->links     = $links;
		$this->pools_ask = $pools_ask;
	}

	/**
	 * Whether the Two-Factor plugin asks this user for more.
	 *
	 * @param WP_User          $user    User.
	 * @param Verified_Sign_In $sign_in What Cognito has vouched for.
	 */
	public function is_needed( WP_User $user, Verified_Sign_In $sign_in ): bool {
		if ( ! class_exists( Two_Factor_Core::class ) || ! Two_Factor_Core::is_user_using_two_factor( $user->ID ) ) {
			return false;
		}
		if ( ! $this->pools_ask ) {
			delete_user_meta( $user->ID, self::BOTH_SHOWN );
			return true;
		}
		$claims = $sign_in->claims();
		$since  = self::both_shown( $user->ID )[ $claims['sub'] ] ?? null;
		return ! $this->was_asked( $claims ) || null === $since || $claims['auth_time'] <= $since;
	}

	/**
	 * Tells the site of a login that needs no second step. Two-Factor's own handler would end the session and ask.
	 *
	 * @param WP_User $user User.
	 */
	public static function tell_of_login( WP_User $user ): void {
		$handler  = array( Two_Factor_Core::class, 'wp_login' );
		$priority = has_action( 'wp_login', $handler );
		if ( false !== $priority ) {
			remove_action( 'wp_login', $handler, $priority );
		}
		/** This action is documented in wp-includes/user.php */
		do_action( 'wp_login', $user->user_login, $user );
	}

	/**
	 * The page of the Two-Factor plugin, entered as its own links do.
	 *
	 * Its wp_login handler would print that page into our JSON. So there is no cookie and no wp_login here: both come
	 * from Two-Factor once the second step is done.
	 *
	 * @param WP_User          $user    User.
	 * @param Verified_Sign_In $sign_in What Cognito has vouched for.
	 * @param string           $target  Where to go afterwards.
	 * @param int              $now     Unix time in seconds.
	 * @throws Unavailable When Two-Factor gives no nonce.
	 */
	public function begin( WP_User $user, Verified_Sign_In $sign_in, string $target, int $now ): string {
		$nonce = Two_Factor_Core::create_login_nonce( $user->ID );
		if ( ! is_array( $nonce ) ) {
			throw new Unavailable( 'second step' );
		}
		$this->pending->keep( $this->cookie->send( $now ), $sign_in, $now );
		$arguments = array(
			'action'        => 'validate_2fa',
			'wp-auth-id'    => $user->ID,
			'wp-auth-nonce' => $nonce['key'],
			'redirect_to'   => $target,
		);
		if ( $sign_in->remember() ) {
			$arguments['rememberme'] = '1';
		}
		return Two_Factor_Core::login_url( $arguments );
	}

	/**
	 * Filter attach_session_information: the session that Two-Factor starts in the same browser for the same user.
	 *
	 * @param array<string, mixed> $session Session's data.
	 * @param int                  $user_id User.
	 * @return array<string, mixed>
	 */
	public function attach( $session, $user_id ): array {
		$session = (array) $session;
		if ( isset( $session[ Session_Fields::CHECKED_AT ] ) ) {
			return $session;
		}
		$now     = time();
		$sign_in = $this->pending->get( $this->cookie->value(), $now );
		if ( null === $sign_in || $this->links->user_id( $sign_in->claims()['iss'], $sign_in->claims()['sub'] ) !== (int) $user_id ) {
			return $session;
		}
		$this->sign_in = $this->pending->take( $this->cookie->value(), $now );
		return null === $this->sign_in ? $session : array_merge( $session, Session_Fields::of( $this->sign_in, $now ) );
	}

	/**
	 * Action two_factor_user_authenticated: now the user has signed in.
	 *
	 * @param WP_User $user User.
	 */
	public function finish( $user ): void {
		if ( null === $this->sign_in ) {
			return;
		}
		$claims        = $this->sign_in->claims();
		$this->sign_in = null;
		if ( $this->was_asked( $claims ) ) {
			update_user_meta( $user->ID, self::BOTH_SHOWN, array( $claims['sub'] => time() ) + self::both_shown( $user->ID ) );
		}
		/** This action is documented in class-session-starter.php */
		do_action( 'cognipress_signed_in', $user, $claims );
	}

	/**
	 * Has the next sign-in show both again: Cognito's second factor may be another one by then (actions
	 * cognipress_session_ended, cognipress_signed_out_everywhere and cognipress_user_unlinked).
	 *
	 * @param int    $user_id User.
	 * @param string $reason  Why a session was ended.
	 */
	public static function forget( $user_id, $reason = '' ): void {
		if ( 'idle' !== $reason ) {
			delete_user_meta( (int) $user_id, self::BOTH_SHOWN );
		}
	}

	/**
	 * When a user has shown both, by `sub`.
	 *
	 * @param int $user_id User.
	 * @return array<string, int>
	 */
	private static function both_shown( int $user_id ): array {
		return array_filter( (array) get_user_meta( $user_id, self::BOTH_SHOWN, true ), 'is_int' );
	}

	/**
	 * Whether a user pool has asked for a second factor. Who has another provider's identity may have come by it.
	 *
	 * @param array<string, mixed> $claims Verified claims.
	 */
	private function was_asked( array $claims ): bool {
		return $this->pools_ask && ! isset( $claims['identities'] );
	}
}
