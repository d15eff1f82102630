<?php
/**
 * Works the queue off.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_User;

defined( 'ABSPATH' ) || exit;

/**
 * Brings changes to Cognito, one after another. Any number may run at once, and each may die at any moment.
 *
 * No step is done twice: each change begins with what the pool has, and does what is missing.
 */
final class Change_Runner {
	private const MAX_ATTEMPTS  = 12;
	private const FIRST_DELAY   = 10;
	private const LONGEST_DELAY = HOUR_IN_SECONDS;

	/**
	 * The queue.
	 *
	 * @var Change_Queue
	 */
	private $queue;

	/**
	 * The users of the pool.
	 *
	 * @var Pool_Directory
	 */
	private $directory;

	/**
	 * Takes snapshots.
	 *
	 * @var User_Snapshot
	 */
	private $snapshot;

	/**
	 * Who is linked.
	 *
	 * @var Linked_User
	 */
	private $linked;

	/**
	 * Settings.
	 *
	 * @var Sync_Settings
	 */
	private $settings;

	/**
	 * Takes its parts.
	 *
	 * @param Change_Queue   $queue     The queue.
	 * @param Pool_Directory $directory The users of the pool.
	 * @param User_Snapshot  $snapshot  Takes snapshots.
	 * @param Linked_User    $linked    Who is linked.
	 * @param Sync_Settings  $settings  Settings.
	 */
	public function __construct( Change_Queue $queue, Pool_Directory $directory, User_Snapshot $snapshot, Linked_User $linked, Sync_Settings $settings ) {
		$this->queue     = $queue;
		$this->directory = $directory;
		$this->snapshot  = $snapshot;
		$this->linked    = $linked;
		$this->settings  = $settings;
	}

	/**
	 * Works until nothing is due, the time is over, or Cognito does not answer.
	 *
	 * @param int $seconds For so long.
	 * @return bool Whether Cognito has answered.
	 */
	public function run( int $seconds ): bool {
		$end   = time() + $seconds;
		$lease = bin2hex( random_bytes( 16 ) );
		while ( time() < $end ) {
			$row = $this->queue->lease( $lease, time() );
			if ( null === $row ) {
				return true;
			}
			if ( ! $this->attempt( $row ) ) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Tries one change.
	 *
	 * @param array<string, string> $row Row.
	 * @return bool Whether Cognito has answered.
	 */
	private function attempt( array $row ): bool {
		$attempts = (int) $row['attempts'];
		$this->directory->work_until( (int) $row['leased_until'] );
		try {
			if ( $attempts > self::MAX_ATTEMPTS ) {
				// It was never postponed the last time: it takes PHP down, or too long.
				throw new Admin_Refused( '', '' === $row['error'] ? __( 'PHP ended before the change was done.', 'cognipress' ) : $row['error'] );
			}
			$this->apply( $row );
			$this->queue->finish( $row );
		} catch ( Admin_Refused $e ) {
			$this->queue->bury( $row, $e->getMessage() );
		} catch ( Unavailable $e ) {
			$delay = (int) min( self::LONGEST_DELAY, self::FIRST_DELAY * 2 ** ( $attempts - 1 ) );
			$this->queue->postpone( $row, $e->getMessage(), time() + $delay );
			return false;
		}
		return true;
	}

	/**
	 * Does what a change still lacks.
	 *
	 * @param array<string, string> $row Row.
	 * @throws Admin_Refused When Cognito refuses.
	 * @throws Unavailable   When Cognito does not answer.
	 */
	private function apply( array $row ): void {
		$user   = self::user( $row['login'] );
		$wanted = $this->wanted( $row, $user );
		if ( null === $wanted ) {
			return;
		}
		$sub = null === $user ? $row['sub'] : $this->linked->sub( $user->ID );
		if ( '' === $sub && null !== $user && false !== $wanted['enabled'] && $this->settings->creates_users() && ! $this->linked->is_of_another_pool( $user->ID ) ) {
			$sub = $this->create( $row, $user, $wanted );
		}
		if ( '' === $sub ) {
			return;
		}
		$pool_user = $this->directory->user( $sub );
		if ( (int) $row['creating_at'] > 0 ) {
			$this->directory->unlock( $pool_user );
		}
		$this->directory->change( $pool_user, $wanted );
	}

	/**
	 * What the pool shall have; null when it is nothing, or a later change says.
	 *
	 * @param array<string, string> $row  Row.
	 * @param WP_User|null          $user User; null when there is none any more.
	 * @return array<string, mixed>|null
	 */
	private function wanted( array $row, ?WP_User $user ): ?array {
		if ( '' !== $row['wanted'] ) {
			return json_decode( $row['wanted'], true );
		}
		$wanted = null === $user ? $this->snapshot->of_deleted() : $this->snapshot->take( $user );
		// In this order: whatever is in the snapshot was noted before it was made.
		return $this->queue->has_later( $row ) ? null : $wanted;
	}

	/**
	 * Makes the user in the pool, or finds what an attempt has made that nobody heard the end of, and links it.
	 *
	 * @param array<string, string> $row    Row; it is told that the user is being made.
	 * @param WP_User               $user   User.
	 * @param array<string, mixed>  $wanted What the pool shall have.
	 * @return string Cognito's id of the user.
	 * @throws Admin_Refused When Cognito refuses.
	 * @throws Unavailable   When Cognito does not answer.
	 */
	private function create( array &$row, WP_User $user, array $wanted ): string {
		$name = $this->settings->names_by_email() ? $user->user_email : $user->user_login;
		/**
		 * The name that a new user gets in the pool.
		 *
		 * @param string  $name Login, or e-mail address.
		 * @param WP_User $user User.
		 */
		$name = (string) apply_filters( 'cognipress_sync_username', $name, $user );
		$sub  = '';
		if ( (int) $row['creating_at'] > 0 ) {
			$sub = $this->directory->find_created( $name, $wanted['attributes'], (int) $row['creating_at'] );
		} else {
			$row['creating_at'] = (string) time();
			$this->queue->note_creation( $row, (int) $row['creating_at'] );
		}
		if ( '' === $sub ) {
			$sub = $this->directory->create( $name, $wanted['attributes'] );
		}
		if ( ! $this->linked->link( $sub, $user->ID, time() ) ) {
			throw new Admin_Refused( '', __( 'The user in the pool is linked to another account.', 'cognipress' ) );
		}
		return $sub;
	}

	/**
	 * The user as the database has it, whatever this process remembers.
	 *
	 * @param string $login Login.
	 */
	private static function user( string $login ): ?WP_User {
		global $wpdb;
		// phpcs:ignore WordPress.DB
		$id = (int) $wpdb->get_var( $wpdb->prepare( "SELECT ID FROM {$wpdb->users} WHERE user_login = %s", $login ) );
		wp_cache_delete( $id, 'users' );
		wp_cache_delete( $id, 'user_meta' );
		$user = get_userdata( $id );
		return false === $user ? null : $user;
	}
}
