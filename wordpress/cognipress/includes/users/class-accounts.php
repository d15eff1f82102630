<?php
/**
 * What administrators do with links.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_Error;
use WP_Session_Tokens;
use WP_User;

defined( 'ABSPATH' ) || exit;

/**
 * Links, unlinks and merges accounts by hand.
 */
final class Accounts {
	/**
	 * Links.
	 *
	 * @var Link_Table
	 */
	private $links;

	/**
	 * Takes its part.
	 *
	 * @param Link_Table $links Links.
	 */
	public function __construct( Link_Table $links ) {
		$this->links = $links;
	}

	/**
	 * Links an account to an identity that has none, even if its user was deleted.
	 *
	 * @param WP_User $user   Account.
	 * @param string  $issuer Issuer.
	 * @param string  $sub    Cognito's id of the user.
	 * @return true|WP_Error
	 */
	public function link( WP_User $user, string $issuer, string $sub ) {
		if ( ! Token_Verifier::is_sub( $sub ) ) {
			return new WP_Error( 'cognipress_no_sub', __( 'Cognito’s id of a user (sub) looks like 11111111-2222-3333-4444-555555555555.', 'cognipress' ) );
		}
		if ( ! $this->links->link( $issuer, $sub, $user->ID, time() ) ) {
			return new WP_Error( 'cognipress_linked', __( 'This Cognito user is linked to an account already.', 'cognipress' ) );
		}
		// From now on nobody is in by a WordPress password.
		WP_Session_Tokens::get_instance( $user->ID )->destroy_all();
		/** This action is documented in includes/users/class-user-linker.php */
		do_action(
			'cognipress_user_linked',
			$user->ID,
			array(
				'iss' => $issuer,
				'sub' => $sub,
			)
		);
		return true;
	}

	/**
	 * Ends an account's links and its sessions. Its owner can set a WordPress password by the lost-password form.
	 *
	 * @param WP_User $user Account.
	 * @return true|WP_Error
	 */
	public function unlink( WP_User $user ) {
		if ( ! $this->links->unlink( $user->ID ) ) {
			return new WP_Error( 'cognipress_not_linked', __( 'This account is not linked.', 'cognipress' ) );
		}
		User_Factory::unmark( $user->ID );
		WP_Session_Tokens::get_instance( $user->ID )->destroy_all();
		/**
		 * Fires when an account is no longer linked to any Cognito user.
		 *
		 * @param int $id WordPress user.
		 */
		do_action( 'cognipress_user_unlinked', $user->ID );
		return true;
	}

	/**
	 * Gives an account's links and content to another one, and deletes it.
	 *
	 * @param WP_User $from Account that goes.
	 * @param WP_User $into Account that stays.
	 * @return true|WP_Error
	 */
	public function merge( WP_User $from, WP_User $into ) {
		if ( $from->ID === $into->ID ) {
			return new WP_Error( 'cognipress_same', __( 'An account cannot be merged with itself.', 'cognipress' ) );
		}
		if ( ! $this->links->move( $from->ID, $into->ID ) ) {
			return new WP_Error( 'cognipress_not_linked', __( 'This account is not linked.', 'cognipress' ) );
		}
		WP_Session_Tokens::get_instance( $from->ID )->destroy_all();
		self::delete( $from->ID, $into->ID );
		/**
		 * Fires when two accounts have become one.
		 *
		 * @param int $from User who is gone.
		 * @param int $into User who stays.
		 */
		do_action( 'cognipress_users_merged', $from->ID, $into->ID );
		return true;
	}

	/**
	 * Deletes an account, everywhere in a network, and gives its content to another one.
	 *
	 * @param int      $from User who goes.
	 * @param int|null $into User who stays; null where there is no content yet.
	 */
	public static function delete( int $from, ?int $into = null ): void {
		require_once ABSPATH . 'wp-admin/includes/user.php';
		if ( ! is_multisite() ) {
			wp_delete_user( $from, $into );
			return;
		}
		require_once ABSPATH . 'wp-admin/includes/ms.php';
		foreach ( array_keys( get_blogs_of_user( $from, true ) ) as $site ) {
			remove_user_from_blog( $from, $site, $into );
		}
		wpmu_delete_user( $from );
	}
}
