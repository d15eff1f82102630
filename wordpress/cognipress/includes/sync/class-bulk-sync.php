<?php
/**
 * All users at once.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Puts existing users into the queue, a few at a time. Where it stands is in the database: it survives its process.
 */
final class Bulk_Sync {
	public const OPTION = 'cognipress_bulk_sync';

	private const BATCH = 100;

	/**
	 * The queue.
	 *
	 * @var Change_Queue
	 */
	private $queue;

	/**
	 * Who is linked.
	 *
	 * @var Linked_User
	 */
	private $linked;

	/**
	 * Takes its parts.
	 *
	 * @param Change_Queue $queue  The queue.
	 * @param Linked_User  $linked Who is linked.
	 */
	public function __construct( Change_Queue $queue, Linked_User $linked ) {
		$this->queue  = $queue;
		$this->linked = $linked;
	}

	/**
	 * Begins with the first user.
	 */
	public function start(): void {
		global $wpdb;
		// phpcs:ignore WordPress.DB
		$row = $wpdb->get_row( "SELECT COUNT(*) AS total, MAX(ID) AS last FROM {$wpdb->users}", ARRAY_A );
		update_site_option(
			self::OPTION,
			array(
				'cursor' => 0,
				'last'   => (int) $row['last'],
				'total'  => (int) $row['total'],
				'queued' => 0,
			)
		);
	}

	/**
	 * Puts the next users into the queue, as long as it is short.
	 *
	 * @param int $now Unix time in seconds.
	 */
	public function feed( int $now ): void {
		global $wpdb;
		$state = get_site_option( self::OPTION );
		if ( ! is_array( $state ) || $this->queue->standing()['waiting'] >= self::BATCH ) {
			return;
		}
		// phpcs:ignore WordPress.DB
		$users = $wpdb->get_results( $wpdb->prepare( "SELECT ID, user_login FROM {$wpdb->users} WHERE ID > %d AND ID <= %d ORDER BY ID LIMIT %d", $state['cursor'], $state['last'], self::BATCH ) );
		if ( array() === $users ) {
			delete_site_option( self::OPTION );
			return;
		}
		foreach ( $users as $user ) {
			$this->queue->add( $user->user_login, $this->linked->sub( (int) $user->ID ), '', $now, $now );
		}
		$state['cursor']  = (int) end( $users )->ID;
		$state['queued'] += count( $users );
		update_site_option( self::OPTION, $state );
	}

	/**
	 * How far it is; null when none is under way.
	 *
	 * @return array{done: int, total: int}|null
	 */
	public function progress(): ?array {
		$state = get_site_option( self::OPTION );
		return ! is_array( $state ) ? null : array(
			'done'  => max( 0, $state['queued'] - $this->queue->standing()['waiting'] ),
			'total' => $state['total'],
		);
	}
}
