<?php
/**
 * The plugin's tables.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Creates and drops the tables. A network has one set: its users are shared, and so are their links.
 */
final class Database {
	public const VERSION_OPTION = 'cognipress_database';

	private const VERSION = '1';

	/**
	 * Who in Cognito is whom in WordPress.
	 */
	public static function links_table(): string {
		global $wpdb;
		return $wpdb->base_prefix . 'cognipress_links';
	}

	/**
	 * Entries that end by themselves.
	 */
	public static function entries_table(): string {
		global $wpdb;
		return $wpdb->base_prefix . 'cognipress_entries';
	}

	/**
	 * Creates what is missing.
	 */
	public static function install(): void {
		global $wpdb;
		if ( self::VERSION === get_site_option( self::VERSION_OPTION ) ) {
			return;
		}
		$links   = self::links_table();
		$entries = self::entries_table();
		$options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin';
		// phpcs:disable WordPress.DB -- table names cannot be placeholders before WordPress 6.2.
		// Pool ids differ by case, so the comparison is binary. The plugin for SQLite cannot do that; a site with one pool does not notice.
		$wpdb->query(
			"CREATE TABLE IF NOT EXISTS {$links} (
				issuer varchar(127) NOT NULL,
				sub varchar(64) NOT NULL,
				user_id bigint(20) unsigned NOT NULL,
				reserved_at bigint(20) unsigned NOT NULL,
				PRIMARY KEY (issuer, sub),
				KEY user_id (user_id)
			) {$options}"
		);
		$wpdb->query(
			"CREATE TABLE IF NOT EXISTS {$entries} (
				name varchar(127) NOT NULL,
				value text NOT NULL,
				expires_at bigint(20) unsigned NOT NULL,
				PRIMARY KEY (name),
				KEY expires_at (expires_at)
			) {$options}"
		);
		// phpcs:enable
		update_site_option( self::VERSION_OPTION, self::VERSION );
	}

	/**
	 * Drops everything.
	 */
	public static function uninstall(): void {
		global $wpdb;
		// phpcs:disable WordPress.DB -- see install().
		$wpdb->query( 'DROP TABLE IF EXISTS ' . self::links_table() );
		$wpdb->query( 'DROP TABLE IF EXISTS ' . self::entries_table() );
		// phpcs:enable
		delete_site_option( self::VERSION_OPTION );
	}
}
