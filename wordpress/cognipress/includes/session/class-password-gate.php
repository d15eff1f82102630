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
	public const PASSWORD             = 'password';
	public const APPLICATION_PASSWORD = 'application-password';

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
		if ( ! $user instanceof WP_User || '' === (string) $password || $this->is_break_glass( $user ) ) {
			return $user;
		}
		// XML-RPC takes an application password by the same way.
		$door = did_action( 'application_password_did_authenticate' ) > 0 ? self::APPLICATION_PASSWORD : self::PASSWORD;
		if ( ! $this->is_closed( $user, $door ) ) {
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
		return $available && ! $this->is_closed( $user, self::APPLICATION_PASSWORD );
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
		return $user instanceof WP_User && $this->is_closed( $user, self::PASSWORD ) ? false : $allowed;
	}

	/**
	 * Filter show_password_fields: a password that opens nothing needs no field in the profile.
	 *
	 * @param bool    $shown Core's verdict.
	 * @param WP_User $user  User.
	 */
	public function password_fields( $shown, $user ): bool {
		return $shown && ! $this->is_closed( $user, self::PASSWORD );
	}

	/**
	 * Whether a secret that WordPress keeps counts for nothing.
	 *
	 * @param WP_User $user User.
	 * @param string  $door One of the constants.
	 */
	private function is_closed( WP_User $user, string $door ): bool {
		$is_open = self::APPLICATION_PASSWORD === $door && $this->settings->allows_application_passwords();
		$closed  = $this->settings->is_configured() && ! $is_open && ( $this->settings->is_strict() || $this->links->is_linked( $user->ID ) );
		/**
		 * Whether a way in besides Cognito is closed for a user.
		 *
		 * @param bool    $closed What the settings say.
		 * @param string  $door   password or application-password.
		 * @param WP_User $user   User.
		 */
		return (bool) apply_filters( 'cognipress_is_door_closed', $closed, $door, $user );
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
