<?php
/**
 * Who was taken out of a site of a network.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Remembers users who were removed from a site while the network keeps them: signing in must not bring them back.
 */
final class Site_Membership {
	/**
	 * User option of each site.
	 */
	public const REMOVED = 'cognipress_removed';

	/**
	 * Action remove_user_from_blog, which happens on that site.
	 *
	 * @param int $user_id User.
	 */
	public static function forget( $user_id ): void {
		update_user_option( (int) $user_id, self::REMOVED, '1' );
	}

	/**
	 * Action add_user_to_blog, which happens on that site.
	 *
	 * @param int $user_id User.
	 */
	public static function welcome( $user_id ): void {
		delete_user_option( (int) $user_id, self::REMOVED );
	}

	/**
	 * Whether a user was removed from this site and not added again.
	 *
	 * @param int $user_id User.
	 */
	public static function is_removed( int $user_id ): bool {
		return is_multisite() && ! is_user_member_of_blog( $user_id ) && '1' === get_user_option( self::REMOVED, $user_id );
	}
}
