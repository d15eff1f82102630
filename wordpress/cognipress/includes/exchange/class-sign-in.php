<?php
/**
 * From a verified sign-in to a session.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_User;

defined( 'ABSPATH' ) || exit;

/**
 * Finds the user, brings profile and roles up to date, and starts the session.
 */
final class Sign_In {
	/**
	 * What a privileged user's last proof of the password may be old, in seconds.
	 */
	private const PRIVILEGED_AUTH_AGE = 300;

	/**
	 * Finds and makes users.
	 *
	 * @var User_Linker
	 */
	private $linker;

	/**
	 * Updates profiles.
	 *
	 * @var Profile_Updater
	 */
	private $profiles;

	/**
	 * Gives roles.
	 *
	 * @var Role_Assigner
	 */
	private $roles;

	/**
	 * Starts sessions.
	 *
	 * @var Session_Starter
	 */
	private $sessions;

	/**
	 * Takes its parts.
	 *
	 * @param User_Linker     $linker   Finds and makes users.
	 * @param Profile_Updater $profiles Updates profiles.
	 * @param Role_Assigner   $roles    Gives roles.
	 * @param Session_Starter $sessions Starts sessions.
	 */
	public function __construct( User_Linker $linker, Profile_Updater $profiles, Role_Assigner $roles, Session_Starter $sessions ) {
		$this->linker   = $linker;
		$this->profiles = $profiles;
		$this->roles    = $roles;
		$this->sessions = $sessions;
	}

	/**
	 * Signs the linked user in, or a new one.
	 *
	 * @param Verified_Sign_In $sign_in Sign-in.
	 * @param int              $now     Unix time in seconds.
	 * @return array{0: WP_User, 1: string} The user, and where to send the visitor.
	 * @throws Token_Refused When the user is kept out.
	 * @throws Unavailable   When the user or the session cannot be made.
	 * @throws Link_Required When an account may be this user's and its owner has to prove it.
	 */
	public function start( Verified_Sign_In $sign_in, int $now ): array {
		return $this->let_in(
			From_Cognito::write( fn(): WP_User => $this->linker->user( $sign_in->claims(), $now ) ),
			$sign_in,
			$now
		);
	}

	/**
	 * Signs a new user in whose account by e-mail, if there is one, is left alone.
	 *
	 * @param Verified_Sign_In $sign_in Sign-in.
	 * @param int              $now     Unix time in seconds.
	 * @return array{0: WP_User, 1: string} See start().
	 * @throws Token_Refused When the user is kept out.
	 * @throws Unavailable   When the user or the session cannot be made.
	 */
	public function start_apart( Verified_Sign_In $sign_in, int $now ): array {
		return $this->let_in(
			From_Cognito::write( fn(): WP_User => $this->linker->user_apart( $sign_in->claims(), $now ) ),
			$sign_in,
			$now
		);
	}

	/**
	 * Signs a user in.
	 *
	 * @param WP_User          $user    User.
	 * @param Verified_Sign_In $sign_in Sign-in.
	 * @param int              $now     Unix time in seconds.
	 * @return array{0: WP_User, 1: string} See start().
	 * @throws Token_Refused When the user is kept out.
	 * @throws Unavailable   When the session cannot be made.
	 */
	private function let_in( WP_User $user, Verified_Sign_In $sign_in, int $now ): array {
		$claims = $sign_in->claims();
		$user   = From_Cognito::write(
			function () use ( $user, $claims, $now ): WP_User {
				$this->profiles->update( $user, $claims, $now );
				$user = new WP_User( $user->ID );
				$this->roles->apply( $user, $claims );
				return $user;
			}
		);
		if ( user_can( $user, 'manage_options' ) && $claims['auth_time'] < $now - self::PRIVILEGED_AUTH_AGE ) {
			throw new Token_Refused( 'auth_time', $claims['sub'] );
		}
		$target = $this->sessions->start( $user, $sign_in );
		if ( null === $target ) {
			throw new Token_Refused( 'user', $claims['sub'] );
		}
		return array( $user, $target );
	}
}
