<?php
/**
 * Links that let somebody in for a while.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_User;

defined( 'ABSPATH' ) || exit;

/**
 * Support sees the site as a user does: by a link that works once and not for long, for a session that ends by itself.
 * The log knows who has made each link and when it was used. Accounts that manage the site have none.
 */
final class Temporary_Access {
	public const LINK_SECONDS    = 900;
	public const SESSION_SECONDS = 3600;

	/**
	 * Where links wait.
	 *
	 * @var Expiring_Store
	 */
	private $store;

	/**
	 * Whether the site owner wants this.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Takes its parts.
	 *
	 * @param Expiring_Store $store    Where links wait.
	 * @param Settings       $settings Whether the site owner wants this.
	 */
	public function __construct( Expiring_Store $store, Settings $settings ) {
		$this->store    = $store;
		$this->settings = $settings;
	}

	/**
	 * Whether the current user may have a link to an account.
	 *
	 * @param WP_User $user Whose account.
	 */
	public function may_be_given( WP_User $user ): bool {
		return $this->settings->is_on( 'temporary_access' )
			&& get_current_user_id() !== $user->ID
			&& current_user_can( 'manage_options' )
			&& current_user_can( 'edit_user', $user->ID )
			&& ! Privilege::of_user( $user );
	}

	/**
	 * Makes a token for the current user.
	 *
	 * @param WP_User $user Whose account.
	 * @param int     $now  Unix time in seconds.
	 * @return string 256 random bits.
	 */
	public function give( WP_User $user, int $now ): string {
		$token = Base64url::encode( random_bytes( 32 ) );
		$this->store->add( self::name( $token ), $user->ID . ' ' . get_current_user_id(), $now + self::LINK_SECONDS, $now );
		/**
		 * Fires when a link to an account was made.
		 *
		 * @param int $user_id Whose account.
		 * @param int $by      Who has made it.
		 */
		do_action( 'cognipress_access_given', $user->ID, get_current_user_id() );
		return $token;
	}

	/**
	 * Whether a token is good.
	 *
	 * @param string $token Token.
	 * @param int    $now   Unix time in seconds.
	 */
	public function is_good( string $token, int $now ): bool {
		return null !== $this->store->get( self::name( $token ), $now );
	}

	/**
	 * Starts the session, once. Nobody has logged in by that, so wp_login does not fire.
	 *
	 * @param string $token Token.
	 * @param int    $now   Unix time in seconds.
	 * @return bool Whether there is a session.
	 */
	public function begin( string $token, int $now ): bool {
		$value = $this->store->take( self::name( $token ), $now );
		if ( null === $value ) {
			return false;
		}
		list( $user_id, $by ) = array_map( 'intval', explode( ' ', $value ) );

		$user = get_userdata( $user_id );
		// The account may have got rights in the meantime, and who has made the link may have lost theirs.
		if ( false === $user || Privilege::of_user( $user ) || ! user_can( $by, 'manage_options' ) ) {
			return false;
		}
		// The browser forgets its cookie; nobody else shall go on with it.
		wp_destroy_current_session();
		$length = static fn(): int => self::SESSION_SECONDS;
		$attach = static fn( $session ): array => array( Session_Fields::ACCESS_BY => $by ) + (array) $session;
		add_filter( 'auth_cookie_expiration', $length, PHP_INT_MAX );
		add_filter( 'attach_session_information', $attach );
		wp_set_auth_cookie( $user_id );
		remove_filter( 'auth_cookie_expiration', $length, PHP_INT_MAX );
		remove_filter( 'attach_session_information', $attach );
		wp_set_current_user( $user_id );
		/**
		 * Fires when a link to an account was used.
		 *
		 * @param int $user_id Whose account.
		 * @param int $by      Who has made the link.
		 */
		do_action( 'cognipress_access_used', $user_id, $by );
		return true;
	}

	/**
	 * The entry's name: the database need not know the token.
	 *
	 * @param string $token Token.
	 */
	private static function name( string $token ): string {
		return 'access:' . hash( 'sha256', $token );
	}
}
