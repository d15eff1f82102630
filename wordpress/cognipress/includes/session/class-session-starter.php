<?php
/**
 * The WordPress session.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_Session_Tokens;
use WP_User;

defined( 'ABSPATH' ) || exit;

/**
 * Signs a user in by WordPress' own functions.
 */
final class Session_Starter {
	/**
	 * Keeps simultaneous sign-ins of one user apart.
	 *
	 * @var Session_Lock
	 */
	private $lock;

	/**
	 * The Two-Factor plugin's.
	 *
	 * @var Second_Step
	 */
	private $second_step;

	/**
	 * Takes its parts.
	 *
	 * @param Session_Lock $lock        Keeps simultaneous sign-ins of one user apart.
	 * @param Second_Step  $second_step The Two-Factor plugin's.
	 */
	public function __construct( Session_Lock $lock, Second_Step $second_step ) {
		$this->lock        = $lock;
		$this->second_step = $second_step;
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
		$remember = $sign_in->remember();
		$this->end_old_session( $sign_in->refresh_token() );
		$target = Redirect::target( $user, $sign_in->redirect_to() );

		if ( $this->second_step->is_needed( $user, $sign_in ) ) {
			return $this->second_step->begin( $user, $sign_in, $target, time() );
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
		Second_Step::tell_of_login( $user );
		/**
		 * Fires when a user has signed in through Cognito.
		 *
		 * @param WP_User $user   User.
		 * @param array   $claims Verified claims.
		 */
		do_action( 'cognipress_signed_in', $user, $sign_in->claims() );
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
}
