<?php
/**
 * Where a visitor goes after signing in.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_User;

defined( 'ABSPATH' ) || exit;

/**
 * Decides as wp-login.php does.
 */
final class Redirect {
	/**
	 * A URL on this site.
	 *
	 * @param WP_User $user      Who signs in.
	 * @param string  $requested Where the visitor wants to go; may be empty or hostile.
	 */
	public static function target( WP_User $user, string $requested ): string {
		$wanted = '' === $requested ? admin_url() : $requested;
		/** This filter is documented in wp-login.php */
		$wanted = (string) apply_filters( 'login_redirect', $wanted, $requested, $user );
		if ( in_array( $wanted, array( '', 'wp-admin/', admin_url() ), true ) ) {
			$wanted = self::home_of( $user );
		}
		return wp_validate_redirect( wp_sanitize_redirect( $wanted ), admin_url() );
	}

	/**
	 * The first page that a user may see.
	 *
	 * @param WP_User $user User.
	 */
	private static function home_of( WP_User $user ): string {
		if ( is_multisite() && ! get_active_blog_for_user( $user->ID ) && ! is_super_admin( $user->ID ) ) {
			return user_admin_url();
		}
		if ( is_multisite() && ! $user->has_cap( 'read' ) ) {
			return get_dashboard_url( $user->ID );
		}
		if ( $user->has_cap( 'edit_posts' ) ) {
			return admin_url();
		}
		return $user->has_cap( 'read' ) ? admin_url( 'profile.php' ) : home_url();
	}
}
