<?php
/**
 * Entries that end by themselves, shared by all PHP servers of the site.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Atomic operations on named entries.
 *
 * Transients will not do: in an object cache they have no atomic "take" or "add", and may vanish early. Here the
 * primary key decides which of two requests is first. The time is an argument, in Unix seconds.
 */
final class Expiring_Store {
	/**
	 * Scheduled event that removes what has ended.
	 */
	public const SWEEP_EVENT = 'cognipress_sweep';

	/**
	 * Adds an entry; false when a living one has that name already.
	 *
	 * @param string $name       Name.
	 * @param string $value      Value.
	 * @param int    $expires_at When it ends.
	 * @param int    $now        The time.
	 */
	public function add( string $name, string $value, int $expires_at, int $now ): bool {
		global $wpdb;
		$table = Database::entries_table();
		// phpcs:disable WordPress.DB -- a table of ours, which no cache may stand in front of.
		$wpdb->query( $wpdb->prepare( "DELETE FROM {$table} WHERE name = %s AND expires_at <= %d", $name, $now ) );
		$added = $wpdb->query( $wpdb->prepare( "INSERT IGNORE INTO {$table} (name, value, expires_at) VALUES (%s, %s, %d)", $name, $value, $expires_at ) );
		// phpcs:enable
		return 1 === $added;
	}

	/**
	 * The value of a living entry, or null.
	 *
	 * @param string $name Name.
	 * @param int    $now  The time.
	 */
	public function get( string $name, int $now ): ?string {
		global $wpdb;
		$table = Database::entries_table();
		// phpcs:ignore WordPress.DB
		return $wpdb->get_var( $wpdb->prepare( "SELECT value FROM {$table} WHERE name = %s AND expires_at > %d", $name, $now ) );
	}

	/**
	 * Removes an entry and gives its value to exactly one caller; null to everybody else.
	 *
	 * @param string $name Name.
	 * @param int    $now  The time.
	 */
	public function take( string $name, int $now ): ?string {
		$value = $this->get( $name, $now );
		return null !== $value && $this->remove( $name, $value ) ? $value : null;
	}

	/**
	 * Changes a living entry; false when there is none.
	 *
	 * @param string $name  Name.
	 * @param string $value New value.
	 * @param int    $now   The time.
	 */
	public function replace( string $name, string $value, int $now ): bool {
		global $wpdb;
		$table = Database::entries_table();
		// phpcs:ignore WordPress.DB
		return 1 === $wpdb->query( $wpdb->prepare( "UPDATE {$table} SET value = %s WHERE name = %s AND expires_at > %d", $value, $name, $now ) );
	}

	/**
	 * Counts up an entry that holds a number, which starts at one and ends when its first count does.
	 *
	 * @param string $name       Name.
	 * @param int    $expires_at When a new entry ends.
	 * @param int    $now        The time.
	 */
	public function count_up( string $name, int $expires_at, int $now ): void {
		global $wpdb;
		if ( $this->add( $name, '1', $expires_at, $now ) ) {
			return;
		}
		$table = Database::entries_table();
		// phpcs:ignore WordPress.DB
		$wpdb->query( $wpdb->prepare( "UPDATE {$table} SET value = value + 1 WHERE name = %s", $name ) );
	}

	/**
	 * Living entries whose name begins with a prefix.
	 *
	 * @param string $prefix Beginning of the names.
	 * @param int    $limit  At most so many.
	 * @param int    $now    The time.
	 * @return array<string, string> Values by name.
	 */
	public function list( string $prefix, int $limit, int $now ): array {
		global $wpdb;
		$table = Database::entries_table();
		// phpcs:ignore WordPress.DB
		$rows = $wpdb->get_results( $wpdb->prepare( "SELECT name, value FROM {$table} WHERE name LIKE %s AND expires_at > %d LIMIT %d", $wpdb->esc_like( $prefix ) . '%', $now, $limit ), ARRAY_A );
		return array_column( (array) $rows, 'value', 'name' );
	}

	/**
	 * Removes an entry that still has a value.
	 *
	 * @param string $name  Name.
	 * @param string $value Value.
	 */
	public function remove( string $name, string $value ): bool {
		global $wpdb;
		$entry = array(
			'name'  => $name,
			'value' => $value,
		);
		// phpcs:ignore WordPress.DB
		return 1 === $wpdb->delete( Database::entries_table(), $entry );
	}

	/**
	 * Removes what has ended.
	 *
	 * @param int $now The time.
	 */
	public function sweep( int $now ): void {
		global $wpdb;
		$table = Database::entries_table();
		// phpcs:ignore WordPress.DB
		$wpdb->query( $wpdb->prepare( "DELETE FROM {$table} WHERE expires_at <= %d", $now ) );
	}
}
