<?php
/**
 * Cognito on the profile screen.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_Session_Tokens;
use WP_User;

defined( 'ABSPATH' ) || exit;

/**
 * Shows a linked user's sessions, and ends them all; lets those who may edit users unlink an account.
 */
final class Profile_Section {
	public const SIGN_OUT = 'cognipress_sign_out';
	public const UNLINK   = 'cognipress_unlink';

	/**
	 * Links.
	 *
	 * @var Link_Table
	 */
	private $links;

	/**
	 * Links by hand.
	 *
	 * @var Accounts
	 */
	private $accounts;

	/**
	 * Ends sessions.
	 *
	 * @var Global_Sign_Out
	 */
	private $sign_out;

	/**
	 * Takes its parts.
	 *
	 * @param Link_Table      $links    Links.
	 * @param Accounts        $accounts Links by hand.
	 * @param Global_Sign_Out $sign_out Ends sessions.
	 */
	public function __construct( Link_Table $links, Accounts $accounts, Global_Sign_Out $sign_out ) {
		$this->links    = $links;
		$this->accounts = $accounts;
		$this->sign_out = $sign_out;
	}

	/**
	 * Prints the section (actions show_user_profile and edit_user_profile).
	 *
	 * @param WP_User $user User.
	 */
	public function print_section( WP_User $user ): void {
		if ( ! $this->links->is_linked( $user->ID ) ) {
			return;
		}
		echo '<div id="cognipress-profile"><h2>' . esc_html__( 'Amazon Cognito', 'cognipress' ) . '</h2><table class="form-table" role="presentation"><tr><th scope="row">' . esc_html__( 'Logged in', 'cognipress' ) . '</th><td>';
		$this->print_sessions( $user );
		printf( '<p><a class="button" href="%s">%s</a></p>', esc_url( self::url( self::SIGN_OUT, $user->ID ) ), esc_html__( 'Log out everywhere', 'cognipress' ) );
		echo '<p class="description">' . esc_html__( 'Here and in all apps that use the same account.', 'cognipress' ) . '</p></td></tr>';
		if ( current_user_can( 'edit_users' ) ) {
			echo '<tr><th scope="row">' . esc_html__( 'Link', 'cognipress' ) . '</th><td>';
			foreach ( $this->links->identities( $user->ID ) as $identity ) {
				printf( '<p><code>%s</code></p>', esc_html( $identity['sub'] ) );
			}
			printf( '<p><a class="button" href="%s">%s</a></p>', esc_url( self::url( self::UNLINK, $user->ID ) ), esc_html__( 'Unlink', 'cognipress' ) );
			echo '<p class="description">' . esc_html__( 'The account stays. Its owner can set a WordPress password by “Lost your password?”.', 'cognipress' ) . '</p></td></tr>';
		}
		echo '</table></div>';
	}

	/**
	 * Logs the user out everywhere (action admin_post_cognipress_sign_out).
	 */
	public function sign_out(): void {
		$user = self::asked_user( self::SIGN_OUT );
		if ( ! current_user_can( 'edit_user', $user->ID ) ) {
			wp_die( esc_html__( 'You are not allowed to do this.', 'cognipress' ), '', array( 'response' => 403 ) );
		}
		$this->sign_out->run( $user->ID );
		wp_safe_redirect( get_current_user_id() === $user->ID ? wp_login_url() : get_edit_user_link( $user->ID ) );
		exit;
	}

	/**
	 * Unlinks the user's account (action admin_post_cognipress_unlink).
	 */
	public function unlink(): void {
		$user = self::asked_user( self::UNLINK );
		if ( ! current_user_can( 'edit_users' ) || ! current_user_can( 'edit_user', $user->ID ) ) {
			wp_die( esc_html__( 'You are not allowed to do this.', 'cognipress' ), '', array( 'response' => 403 ) );
		}
		$this->accounts->unlink( $user );
		wp_safe_redirect( get_edit_user_link( $user->ID ) );
		exit;
	}

	/**
	 * Prints the user's sessions.
	 *
	 * @param WP_User $user User.
	 */
	private function print_sessions( WP_User $user ): void {
		$format = get_option( 'date_format' ) . ' ' . get_option( 'time_format' );
		echo '<ul>';
		foreach ( WP_Session_Tokens::get_instance( $user->ID )->get_all() as $session ) {
			$since = (string) wp_date( $format, (int) ( $session['login'] ?? 0 ) );
			/* translators: 1: date and time, 2: IP address, 3: name of a browser. */
			$text = sprintf( __( 'Since %1$s from %2$s: %3$s', 'cognipress' ), $since, $session['ip'] ?? '—', $session['ua'] ?? '—' );
			$by   = isset( $session[ Session_Fields::ACCESS_BY ] ) ? get_userdata( $session[ Session_Fields::ACCESS_BY ] ) : false;
			/* translators: %s: name of an administrator. */
			$more = false === $by ? '' : ' ' . sprintf( __( '(temporary access, given by %s)', 'cognipress' ), $by->display_name );
			echo '<li>' . esc_html( $text . $more ) . '</li>';
		}
		echo '</ul>';
	}

	/**
	 * A link that does something, once it is followed by who it was made for.
	 *
	 * @param string $action  One of the constants.
	 * @param int    $user_id User.
	 */
	private static function url( string $action, int $user_id ): string {
		$url = add_query_arg(
			array(
				'action' => $action,
				'user'   => $user_id,
			),
			admin_url( 'admin-post.php' )
		);
		return wp_nonce_url( $url, $action . '-' . $user_id );
	}

	/**
	 * The user whom a link is about.
	 *
	 * @param string $action One of the constants.
	 */
	private static function asked_user( string $action ): WP_User {
		// phpcs:ignore WordPress.Security.NonceVerification -- the nonce depends on it.
		$id = absint( $_GET['user'] ?? 0 );
		check_admin_referer( $action . '-' . $id );
		$user = get_userdata( $id );
		if ( false === $user ) {
			wp_die( esc_html__( 'There is no such user.', 'cognipress' ), '', array( 'response' => 404 ) );
		}
		return $user;
	}
}
