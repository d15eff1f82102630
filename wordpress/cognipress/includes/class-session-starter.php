<?php
/**
 * The WordPress session.
 *
 * @package Cognipress
 */

namespace Cognipress;

use Two_Factor_Core;
use WP_Session_Tokens;
use WP_User;

defined( 'ABSPATH' ) || exit;

/**
 * Signs a user in by WordPress' own functions.
 */
final class Session_Starter {
	/**
	 * Revokes refresh tokens that nobody keeps.
	 *
	 * @var Revocation
	 */
	private $revocation;

	/**
	 * Keeps simultaneous sign-ins of one user apart.
	 *
	 * @var Session_Lock
	 */
	private $lock;

	/**
	 * Takes its parts.
	 *
	 * @param Revocation   $revocation Revokes refresh tokens.
	 * @param Session_Lock $lock       Keeps simultaneous sign-ins of one user apart.
	 */
	public function __construct( Revocation $revocation, Session_Lock $lock ) {
		$this->revocation = $revocation;
		$this->lock       = $lock;
	}

	/**
	 * Ends the browser's session, if it has one, and starts a new one.
	 *
	 * @param WP_User          $user    User.
	 * @param Verified_Sign_In $sign_in What Cognito has vouched for. The refresh token is kept with the session.
	 * @return string|null Where to send the visitor; null when the site keeps the user out.
	 * @throws Unavailable When the session, or the second step, cannot be begun.
	 */
	public function start( WP_User $user, Verified_Sign_In $sign_in ): ?string {
		if ( ! self::is_welcome( $user ) ) {
			return null;
		}
		$refresh_token = $sign_in->refresh_token();
		$remember      = $sign_in->remember();
		$this->end_old_session( $refresh_token );
		$target = Redirect::target( $user, $sign_in->redirect_to() );

		if ( self::needs_second_step( $user ) ) {
			// Its own page starts the session, which then has no place for the token.
			if ( null !== $refresh_token ) {
				$this->revocation->enqueue( Secret_Box::seal( $refresh_token ) );
			}
			return self::second_step_url( $user, $remember, $target );
		}

		$fields = Session_Fields::of( $sign_in, time() );
		$attach = static function ( array $session, $user_id ) use ( $fields, $user ): array {
			return (int) $user_id === $user->ID ? array_merge( $session, $fields ) : $session;
		};
		add_filter( 'attach_session_information', $attach, 10, 2 );
		$this->lock->during(
			$user->ID,
			static function () use ( $user, $remember ): void {
				wp_set_auth_cookie( $user->ID, $remember );
			}
		);
		remove_filter( 'attach_session_information', $attach );

		wp_set_current_user( $user->ID );
		/** This action is documented in wp-includes/user.php */
		do_action( 'wp_login', $user->user_login, $user );
		/**
		 * Fires when a user has signed in through Cognito.
		 *
		 * @param WP_User $user User.
		 */
		do_action( 'cognipress_signed_in', $user );
		return $target;
	}

	/**
	 * Whether core and other plugins let a user in: they keep spammers and suspended members out.
	 *
	 * @param WP_User $user User.
	 */
	private static function is_welcome( WP_User $user ): bool {
		$answer = wp_authenticate_spam_check( $user );
		if ( $answer instanceof WP_User ) {
			/** This filter is documented in wp-includes/user.php */
			$answer = apply_filters( 'wp_authenticate_user', $answer, '' );
		}
		return $answer instanceof WP_User;
	}

	/**
	 * Ends the session that the browser's cookie belongs to, whoever's it is.
	 *
	 * @param string|null $refresh_token Token of the new session, which must stay valid.
	 */
	private function end_old_session( ?string $refresh_token ): void {
		$user_id = wp_validate_auth_cookie( '', 'logged_in' );
		$cookie  = wp_parse_auth_cookie( '', 'logged_in' );
		if ( ! $user_id || ! is_array( $cookie ) ) {
			return;
		}
		$this->lock->during(
			$user_id,
			static function () use ( $user_id, $cookie, $refresh_token ): void {
				$manager = WP_Session_Tokens::get_instance( $user_id );
				$session = (array) $manager->get( $cookie['token'] );
				$sealed  = $session[ Revocation::SESSION_FIELD ] ?? null;
				if ( null !== $refresh_token && is_string( $sealed ) && Secret_Box::open( $sealed ) === $refresh_token ) {
					unset( $session[ Revocation::SESSION_FIELD ] );
					$manager->update( $cookie['token'], $session );
				}
				$manager->destroy( $cookie['token'] );
			}
		);
	}

	/**
	 * Whether the Two-Factor plugin asks this user for more.
	 *
	 * @param WP_User $user User.
	 */
	private static function needs_second_step( WP_User $user ): bool {
		return class_exists( Two_Factor_Core::class ) && Two_Factor_Core::is_user_using_two_factor( $user->ID );
	}

	/**
	 * The page of the Two-Factor plugin, entered as its own links do.
	 *
	 * Its wp_login handler would print that page into our JSON. So there is no cookie and no wp_login here: both come
	 * from Two-Factor once the second step is done.
	 *
	 * @param WP_User $user     User.
	 * @param bool    $remember Whether the session outlives the browser.
	 * @param string  $target   Where to go afterwards.
	 * @throws Unavailable When Two-Factor gives no nonce.
	 */
	private static function second_step_url( WP_User $user, bool $remember, string $target ): string {
		$nonce = Two_Factor_Core::create_login_nonce( $user->ID );
		if ( ! is_array( $nonce ) ) {
			throw new Unavailable( 'second step' );
		}
		$arguments = array(
			'action'        => 'validate_2fa',
			'wp-auth-id'    => $user->ID,
			'wp-auth-nonce' => $nonce['key'],
			'redirect_to'   => $target,
		);
		if ( $remember ) {
			$arguments['rememberme'] = '1';
		}
		return Two_Factor_Core::login_url( $arguments );
	}
}
