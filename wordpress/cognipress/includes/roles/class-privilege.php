<?php
/**
 * Who manages the site.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_User;

defined( 'ABSPATH' ) || exit;

/**
 * Tells roles and accounts that can take the site over from those that cannot.
 */
final class Privilege {
	/**
	 * Capabilities of which one is enough.
	 */
	private const CAPABILITIES = array( 'manage_options', 'promote_users', 'edit_users', 'create_users', 'delete_users', 'install_plugins', 'edit_plugins', 'edit_themes', 'edit_files' );

	/**
	 * Whether a role manages the site.
	 *
	 * @param string $name Role name.
	 */
	public static function of_role( string $name ): bool {
		$role = get_role( $name );
		return 'administrator' === $name || ( null !== $role && self::has_one( array( $role, 'has_cap' ) ) );
	}

	/**
	 * Whether a user manages this site, or any site of the network.
	 *
	 * @param WP_User $user User.
	 */
	public static function of_user( WP_User $user ): bool {
		if ( is_multisite() && is_super_admin( $user->ID ) ) {
			return true;
		}
		$sites = is_multisite() ? array_keys( get_blogs_of_user( $user->ID, true ) ) : array( get_current_blog_id() );
		foreach ( $sites as $site ) {
			if ( self::has_one( array( new WP_User( $user->ID, '', (int) $site ), 'has_cap' ) ) ) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Whether one of the capabilities is there.
	 *
	 * @param callable $has function( string $capability ): bool.
	 */
	private static function has_one( callable $has ): bool {
		foreach ( self::CAPABILITIES as $capability ) {
			if ( $has( $capability ) ) {
				return true;
			}
		}
		return false;
	}
}
