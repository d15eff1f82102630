<?php
/**
 * Doors that a password could still open.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_Error;
use WP_User;

defined( 'ABSPATH' ) || exit;

/**
 * Closes WordPress' own password for linked users, and in strict mode for everybody: login forms of all plugins,
 * XML-RPC, basic authentication, application passwords and the lost-password form. Administrators keep a way in.
 */
final class Password_Gate {
	/**
	 * Settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Who is linked.
	 *
	 * @var Link_Table
	 */
	private $links;

	/**
	 * Takes its parts.
	 *
	 * @param Settings   $settings Settings.
	 * @param Link_Table $links    Who is linked.
	 */
	public function __construct( Settings $settings, Link_Table $links ) {
		$this->settings = $settings;
		$this->links    = $links;
	}

	/**
	 * Refuses a user whom core has just recognised by a password (filter authenticate, before cookies count).
	 *
	 * @param WP_User|WP_Error|null $user     Core's verdict.
	 * @param string                $username Name.
	 * @param string                $password Password.
	 * @return WP_User|WP_Error|null
	 */
	public function authenticate( $user, $username, $password ) {
		if ( ! $user instanceof WP_User || '' === (string) $password || ! $this->is_closed( $user ) || $this->is_break_glass( $user ) ) {
			return $user;
		}
		return new WP_Error( 'cognipress_password_closed', __( 'This account does not sign in with a WordPress password.', 'cognipress' ) );
	}

	/**
	 * Filter wp_is_application_passwords_available_for_user.
	 *
	 * @param bool    $available Core's verdict.
	 * @param WP_User $user      User.
	 */
	public function application_passwords( $available, $user ): bool {
		return $available && ! $this->is_closed( $user );
	}

	/**
	 * Filter allow_password_reset.
	 *
	 * @param bool|WP_Error $allowed Core's verdict.
	 * @param int           $user_id User.
	 * @return bool|WP_Error
	 */
	public function password_reset( $allowed, $user_id ) {
		$user = get_userdata( $user_id );
		return $user instanceof WP_User && $this->is_closed( $user ) ? false : $allowed;
	}

	/**
	 * Filter show_password_fields: a password that opens nothing needs no field in the profile.
	 *
	 * @param bool    $shown Core's verdict.
	 * @param WP_User $user  User.
	 */
	public function password_fields( $shown, $user ): bool {
		return $shown && ! $this->is_closed( $user );
	}

	/**
	 * Whether a user's WordPress password counts for nothing.
	 *
	 * @param WP_User $user User.
	 */
	private function is_closed( WP_User $user ): bool {
		return $this->settings->is_configured() && ( $this->settings->is_strict() || $this->links->is_linked( $user->ID ) );
	}

	/**
	 * Whether this is an administrator at the local form of wp-login.php.
	 *
	 * @param WP_User $user User.
	 */
	private function is_break_glass( WP_User $user ): bool {
		return $this->settings->is_break_glass_allowed() && Login_Page::is_local_request() && user_can( $user, 'manage_options' );
	}
}
