<?php
/**
 * The end of the plugin.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Removes secrets and scheduled events always; settings, links and log where the site owner has said so. Users stay.
 */
final class Uninstaller {
	/**
	 * Removes it from the site, or from every site of the network.
	 */
	public static function run(): void {
		// The network's tables are one set: it decides, or else its main site.
		$is_network   = is_multisite() && false !== get_site_option( Settings_Store::NETWORK_OPTION );
		$removes_data = ( new Settings( new Settings_Store( $is_network ) ) )->removes_data();
		if ( is_multisite() ) {
			foreach ( get_sites( array( 'fields' => 'ids', 'number' => 0 ) ) as $site ) {
				switch_to_blog( $site );
				self::clean_site( $removes_data );
				restore_current_blog();
			}
		} else {
			self::clean_site( $removes_data );
		}
		self::clean_sessions();
		delete_site_option( Bulk_Sync::OPTION );
		delete_metadata( 'user', 0, Second_Step::BOTH_SHOWN, '', true );
		if ( $removes_data ) {
			Database::uninstall();
			delete_site_option( Settings_Store::NETWORK_OPTION );
			delete_site_option( Settings_Store::UNLOCKED_OPTION );
		} else {
			Database::forget_entries();
		}
	}

	/**
	 * Options and scheduled events of one site.
	 *
	 * @param bool $removes_data Whether settings go too.
	 */
	private static function clean_site( bool $removes_data ): void {
		global $wpdb;
		// phpcs:ignore WordPress.DB -- each pool has one.
		array_map( 'delete_option', $wpdb->get_col( $wpdb->prepare( "SELECT option_name FROM {$wpdb->options} WHERE option_name LIKE %s", $wpdb->esc_like( Key_Cache::OPTION ) . '%' ) ) );
		wp_unschedule_hook( Revocation::EVENT );
		wp_unschedule_hook( Expiring_Store::SWEEP_EVENT );
		Sync::unschedule();
		if ( $removes_data ) {
			delete_option( Settings::OPTION );
			// A site that became a network has it here, where the network does not look.
			delete_option( Database::VERSION_OPTION );
			foreach ( array( Role_Assigner::OPTION, Site_Membership::REMOVED ) as $name ) {
				delete_metadata( 'user', 0, $wpdb->get_blog_prefix() . $name, '', true );
			}
		}
	}

	/**
	 * What sessions of users know of Cognito.
	 */
	private static function clean_sessions(): void {
		global $wpdb;
		$like = '%' . $wpdb->esc_like( '"cognipress_' ) . '%';
		// phpcs:ignore WordPress.DB -- there is no function that finds users by a part of a value.
		$ids = $wpdb->get_col( $wpdb->prepare( "SELECT user_id FROM {$wpdb->usermeta} WHERE meta_key = 'session_tokens' AND meta_value LIKE %s", $like ) );
		foreach ( $ids as $id ) {
			$sessions = get_user_meta( (int) $id, 'session_tokens', true );
			$is_ours  = static fn( $name ): bool => 0 === strpos( (string) $name, 'cognipress_' );
			$clean    = static fn( $session ) => is_array( $session ) ? array_filter( $session, static fn( $name ): bool => ! $is_ours( $name ), ARRAY_FILTER_USE_KEY ) : $session;
			update_user_meta( (int) $id, 'session_tokens', array_map( $clean, (array) $sessions ) );
		}
	}
}
