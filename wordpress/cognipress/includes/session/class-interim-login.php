<?php
/**
 * The dialog of an expired session.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Ends the dialog over wp-admin that asks whose session has expired to log in again: wp-login.php says so to who has
 * posted a password, and asks everybody else, logged in or not.
 */
final class Interim_Login {
	/**
	 * Shows what makes core close the dialog, to who is logged in (action login_form_login).
	 */
	public function open(): void {
		// phpcs:ignore WordPress.Security.NonceVerification -- nothing is done with it.
		if ( ! isset( $_GET['interim-login'] ) || ! is_user_logged_in() || 'GET' !== ( $_SERVER['REQUEST_METHOD'] ?? '' ) || ! empty( $_GET['reauth'] ) ) {
			return;
		}
		$is_customizer = isset( $_GET['customize-login'] ); // phpcs:ignore WordPress.Security.NonceVerification -- a choice of page.
		if ( $is_customizer ) {
			wp_enqueue_script( 'customize-base' );
		}
		$GLOBALS['interim_login'] = 'success'; // phpcs:ignore WordPress.WP.GlobalVariablesOverride -- as core does.
		login_header( '', '<p class="message">' . esc_html__( 'You have logged in successfully.', 'cognipress' ) . '</p>' );
		echo '</div>';
		/** This action is documented in wp-login.php */
		do_action( 'login_footer' );
		if ( $is_customizer ) {
			wp_print_inline_script_tag( 'setTimeout( function() { new wp.customize.Messenger( { url: ' . wp_json_encode( wp_customize_url() ) . ', channel: "login" } ).send( "login" ); }, 1000 );' );
		}
		echo '</body></html>';
		exit;
	}
}
