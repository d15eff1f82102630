<?php
/**
 * What has happened.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Rows of who, what and when. No address, no token and no password is ever among them.
 */
final class Event_Log {
	private const MAX_DETAIL = 191;

	/**
	 * Adds a row.
	 *
	 * @param string $event   One of Event_Names::all().
	 * @param int    $user_id Whom it is about; 0 for nobody who is known.
	 * @param string $detail  More about it.
	 * @param int    $now     Unix time in seconds.
	 */
	public function add( string $event, int $user_id, string $detail, int $now ): void {
		global $wpdb;
		$row = array(
			'at'       => $now,
			'event'    => $event,
			'user_id'  => $user_id,
			'actor_id' => get_current_user_id(),
			'site_id'  => get_current_blog_id(),
			'detail'   => mb_substr( $detail, 0, self::MAX_DETAIL ),
		);
		// phpcs:ignore WordPress.DB
		$wpdb->insert( Database::events_table(), $row );
	}

	/**
	 * Rows of this site, newest first.
	 *
	 * @param string $event   Only this event; empty for all.
	 * @param int    $user_id Only about this user; 0 for all.
	 * @param int    $limit   At most so many.
	 * @param int    $offset  After so many.
	 * @return array<array{id: string, at: string, event: string, user_id: string, actor_id: string, detail: string}>
	 */
	public function list( string $event, int $user_id, int $limit, int $offset ): array {
		global $wpdb;
		$table = Database::events_table();
		$where = self::where( $event, $user_id );
		// phpcs:ignore WordPress.DB
		return (array) $wpdb->get_results( $wpdb->prepare( "SELECT id, at, event, user_id, actor_id, detail FROM {$table} WHERE {$where} ORDER BY id DESC LIMIT %d OFFSET %d", $limit, $offset ), ARRAY_A );
	}

	/**
	 * How many rows there are.
	 *
	 * @param string $event   Only this event; empty for all.
	 * @param int    $user_id Only about this user; 0 for all.
	 */
	public function count( string $event, int $user_id ): int {
		global $wpdb;
		// phpcs:ignore WordPress.DB
		return (int) $wpdb->get_var( 'SELECT COUNT(*) FROM ' . Database::events_table() . ' WHERE ' . self::where( $event, $user_id ) );
	}

	/**
	 * Removes rows of this site that are too old.
	 *
	 * @param int $before Unix time in seconds.
	 */
	public function purge( int $before ): void {
		global $wpdb;
		$table = Database::events_table();
		// phpcs:ignore WordPress.DB
		$wpdb->query( $wpdb->prepare( "DELETE FROM {$table} WHERE at < %d AND site_id = %d", $before, get_current_blog_id() ) );
	}

	/**
	 * Removes the rows of a site that is no more (action wp_uninitialize_site).
	 *
	 * @param \WP_Site $site Site.
	 */
	public function forget_site( $site ): void {
		global $wpdb;
		// phpcs:ignore WordPress.DB
		$wpdb->delete( Database::events_table(), array( 'site_id' => (int) $site->blog_id ) );
	}

	/**
	 * Removes what is about a user, and the user's name from what is about others.
	 *
	 * @param int $user_id User.
	 * @return bool Whether there was anything.
	 */
	public function forget( int $user_id ): bool {
		global $wpdb;
		$table = Database::events_table();
		// phpcs:disable WordPress.DB
		$removed = (int) $wpdb->delete( $table, array( 'user_id' => $user_id ) );
		$changed = (int) $wpdb->update( $table, array( 'actor_id' => 0 ), array( 'actor_id' => $user_id ) );
		// phpcs:enable
		return $removed + $changed > 0;
	}

	/**
	 * The condition for rows of this site.
	 *
	 * @param string $event   Only this event; empty for all.
	 * @param int    $user_id Only about this user; 0 for all.
	 */
	private static function where( string $event, int $user_id ): string {
		global $wpdb;
		$where = $wpdb->prepare( 'site_id = %d', get_current_blog_id() );
		if ( '' !== $event ) {
			$where .= $wpdb->prepare( ' AND event = %s', $event );
		}
		return $user_id > 0 ? $where . $wpdb->prepare( ' AND user_id = %d', $user_id ) : $where;
	}
}
