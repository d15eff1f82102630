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
 */
final class Second_Step {
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
	 * The sign-in that this request's session has come from.
	 *
	 * @var Verified_Sign_In|null
	 */
	private $sign_in;

	/**
	 * Takes its parts.
	 *
	 * @param Pending_Sign_Ins $pending Waiting sign-ins.
	 * @param Browser_Cookie   $cookie  The browser's cookie.
	 * @param Link_Table       $links   Who is linked.
	 */
	public function __construct( Pending_Sign_Ins $pending, Browser_Cookie $cookie, Link_Table $links ) {
		$this->pending = $pending;
		$this->cookie  = $cookie;
		$this->links   = $links;
	}

	/**
	 * Whether the Two-Factor plugin asks this user for more.
	 *
	 * @param WP_User $user User.
	 */
	public function is_needed( WP_User $user ): bool {
		return class_exists( Two_Factor_Core::class ) && Two_Factor_Core::is_user_using_two_factor( $user->ID );
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
		/** This action is documented in class-session-starter.php */
		do_action( 'cognipress_signed_in', $user, $claims );
	}
}
