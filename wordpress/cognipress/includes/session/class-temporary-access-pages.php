<?php
/**
 * The pages of temporary access.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_User;

defined( 'ABSPATH' ) || exit;

/**
 * A button in the profile that makes a link, and the page of wp-login.php that the link leads to. The page asks before
 * it begins: programs that look at links in mails must not use them up.
 */
final class Temporary_Access_Pages {
	public const ACTION = 'cognipress_access';
	private const TOKEN = 'token';

	/**
	 * Links.
	 *
	 * @var Temporary_Access
	 */
	private $access;

	/**
	 * Takes its part.
	 *
	 * @param Temporary_Access $access Links.
	 */
	public function __construct( Temporary_Access $access ) {
		$this->access = $access;
	}

	/**
	 * Prints the button (action edit_user_profile).
	 *
	 * @param WP_User $user User.
	 */
	public function print_section( WP_User $user ): void {
		if ( ! $this->access->may_be_given( $user ) ) {
			return;
		}
		$url = add_query_arg(
			array(
				'action' => self::ACTION,
				'user'   => $user->ID,
			),
			admin_url( 'admin-post.php' )
		);
		printf(
			'<div id="cognipress-access"><h2>%1$s</h2><p><a class="button" href="%2$s">%3$s</a></p><p class="description">%4$s</p></div>',
			esc_html__( 'Temporary access', 'cognipress' ),
			esc_url( wp_nonce_url( $url, self::ACTION . '-' . $user->ID ) ),
			esc_html__( 'Create a link', 'cognipress' ),
			esc_html__( 'Whoever opens the link sees the site as this user for one hour. It works once, within 15 minutes, and the log says who has made it.', 'cognipress' )
		);
	}

	/**
	 * Makes a link and shows it (action admin_post_cognipress_access).
	 */
	public function give(): void {
		// phpcs:ignore WordPress.Security.NonceVerification -- the nonce depends on it.
		$id = absint( $_GET['user'] ?? 0 );
		check_admin_referer( self::ACTION . '-' . $id );
		$user = get_userdata( $id );
		if ( false === $user || ! $this->access->may_be_given( $user ) ) {
			wp_die( esc_html__( 'You are not allowed to do this.', 'cognipress' ), '', array( 'response' => 403 ) );
		}
		$url   = add_query_arg(
			array(
				'action'    => self::ACTION,
				self::TOKEN => $this->access->give( $user, time() ),
			),
			site_url( 'wp-login.php', 'login' )
		);
		$title = __( 'Temporary access', 'cognipress' );
		/* translators: %s: name of the user. */
		$text = sprintf( __( 'This link shows the site as %s sees it. It works once, within 15 minutes, and is not shown again.', 'cognipress' ), $user->display_name );
		wp_die(
			sprintf( '<h1>%s</h1><p>%s</p><p><code style="overflow-wrap: anywhere">%s</code></p>', esc_html( $title ), esc_html( $text ), esc_html( $url ) ),
			esc_html( $title ),
			array(
				'response'  => 200,
				'back_link' => true,
			)
		);
	}

	/**
	 * Asks, or begins (action login_form_cognipress_access).
	 */
	public function open(): void {
		// phpcs:disable WordPress.Security.NonceVerification,WordPress.Security.ValidatedSanitizedInput -- the token is the proof.
		$token  = wp_unslash( $_POST[ self::TOKEN ] ?? $_GET[ self::TOKEN ] ?? '' );
		$begins = isset( $_POST[ self::TOKEN ] );
		// phpcs:enable
		$token = is_string( $token ) ? $token : '';
		if ( $begins && $this->access->begin( $token, time() ) ) {
			wp_safe_redirect( home_url( '/' ) );
			exit;
		}
		if ( $begins || ! $this->access->is_good( $token, time() ) ) {
			wp_die( esc_html__( 'This link was used already, or is too old.', 'cognipress' ), '', array( 'response' => 403 ) );
		}
		login_header( __( 'Temporary access', 'cognipress' ), '<p class="message">' . esc_html__( 'You will see the site as one of its users does, for one hour. If you are logged in here, that ends.', 'cognipress' ) . '</p>' );
		printf(
			'<form method="post" action="%s"><input type="hidden" name="%s" value="%s" /><p class="submit"><input type="submit" id="wp-submit" class="button button-primary button-large" value="%s" /></p></form>',
			esc_url( add_query_arg( 'action', self::ACTION, site_url( 'wp-login.php', 'login_post' ) ) ),
			esc_attr( self::TOKEN ),
			esc_attr( $token ),
			esc_attr__( 'Begin', 'cognipress' )
		);
		login_footer( 'wp-submit' );
		exit;
	}
}
