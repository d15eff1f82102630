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

	private const VERSION = '3';

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
	 * What has happened.
	 */
	public static function events_table(): string {
		global $wpdb;
		return $wpdb->base_prefix . 'cognipress_events';
	}

	/**
	 * Changes on their way to Cognito.
	 */
	public static function changes_table(): string {
		global $wpdb;
		return $wpdb->base_prefix . 'cognipress_changes';
	}

	/**
	 * Names of tables that are not there.
	 *
	 * @return string[]
	 */
	public static function missing(): array {
		global $wpdb;
		$tables = array( self::links_table(), self::entries_table(), self::events_table(), self::changes_table() );
		// phpcs:ignore WordPress.DB
		$there = $wpdb->get_col( $wpdb->prepare( 'SHOW TABLES LIKE %s', $wpdb->esc_like( $wpdb->base_prefix . 'cognipress_' ) . '%' ) );
		return array_values( array_diff( $tables, $there ) );
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
		$events  = self::events_table();
		$changes = self::changes_table();
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
		$wpdb->query(
			"CREATE TABLE IF NOT EXISTS {$events} (
				id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
				at bigint(20) unsigned NOT NULL,
				event varchar(32) NOT NULL,
				user_id bigint(20) unsigned NOT NULL,
				actor_id bigint(20) unsigned NOT NULL,
				site_id bigint(20) unsigned NOT NULL,
				detail varchar(191) NOT NULL,
				PRIMARY KEY (id),
				KEY at (at),
				KEY user_id (user_id)
			) {$options}"
		);
		$wpdb->query(
			"CREATE TABLE IF NOT EXISTS {$changes} (
				id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
				login varchar(60) NOT NULL,
				sub varchar(64) NOT NULL,
				wanted text NOT NULL,
				noted_at bigint(20) unsigned NOT NULL,
				due_at bigint(20) unsigned NOT NULL,
				attempts int(10) unsigned NOT NULL,
				lease varchar(32) NOT NULL,
				leased_until bigint(20) unsigned NOT NULL,
				creating_at bigint(20) unsigned NOT NULL,
				is_dead int(1) unsigned NOT NULL,
				error varchar(191) NOT NULL,
				PRIMARY KEY (id),
				KEY login (login, id),
				KEY due (is_dead, due_at)
			) {$options}"
		);
		// phpcs:enable
		update_site_option( self::VERSION_OPTION, self::VERSION );
	}

	/**
	 * Forgets what is under way: challenges, counts, tokens that wait to be revoked, changes on their way to Cognito.
	 */
	public static function forget_entries(): void {
		global $wpdb;
		// phpcs:disable WordPress.DB -- see install().
		$wpdb->query( 'DELETE FROM ' . self::entries_table() );
		$wpdb->query( 'DELETE FROM ' . self::changes_table() );
		// phpcs:enable
	}

	/**
	 * Drops everything.
	 */
	public static function uninstall(): void {
		global $wpdb;
		// phpcs:disable WordPress.DB -- see install().
		$wpdb->query( 'DROP TABLE IF EXISTS ' . self::links_table() );
		$wpdb->query( 'DROP TABLE IF EXISTS ' . self::entries_table() );
		$wpdb->query( 'DROP TABLE IF EXISTS ' . self::events_table() );
		$wpdb->query( 'DROP TABLE IF EXISTS ' . self::changes_table() );
		// phpcs:enable
		delete_site_option( self::VERSION_OPTION );
	}
}
