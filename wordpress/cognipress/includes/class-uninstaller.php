<?php
/**
 * The end of the plugin.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Removes everything that the plugin has stored. Users stay; their sessions lose the refresh tokens.
 */
final class Uninstaller {
	/**
	 * Removes it from the site, or from every site of the network.
	 */
	public static function run(): void {
		if ( is_multisite() ) {
			foreach ( get_sites( array( 'fields' => 'ids', 'number' => 0 ) ) as $site ) {
				switch_to_blog( $site );
				self::clean_site();
				restore_current_blog();
			}
		} else {
			self::clean_site();
		}
		self::clean_sessions();
		Database::uninstall();
	}

	/**
	 * Options and scheduled events of one site.
	 */
	private static function clean_site(): void {
		delete_option( Settings::OPTION );
		delete_option( Key_Cache::OPTION );
		// A site that became a network has it here, where the network does not look.
		delete_option( Database::VERSION_OPTION );
		wp_unschedule_hook( Revocation::EVENT );
		wp_unschedule_hook( Expiring_Store::SWEEP_EVENT );
	}

	/**
	 * Refresh tokens in the sessions of users.
	 */
	private static function clean_sessions(): void {
		global $wpdb;
		$like = '%' . $wpdb->esc_like( Revocation::SESSION_FIELD ) . '%';
		// phpcs:ignore WordPress.DB -- there is no function that finds users by a part of a value.
		$ids = $wpdb->get_col( $wpdb->prepare( "SELECT user_id FROM {$wpdb->usermeta} WHERE meta_key = 'session_tokens' AND meta_value LIKE %s", $like ) );
		foreach ( $ids as $id ) {
			$sessions = get_user_meta( (int) $id, 'session_tokens', true );
			foreach ( $sessions as &$session ) {
				if ( is_array( $session ) ) {
					unset( $session[ Revocation::SESSION_FIELD ] );
				}
			}
			unset( $session );
			update_user_meta( (int) $id, 'session_tokens', $sessions );
		}
	}
}
