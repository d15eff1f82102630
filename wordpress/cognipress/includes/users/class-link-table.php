<?php
/**
 * Who in Cognito is whom in WordPress.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Rows keyed by issuer and sub. A row without a user is a reservation: its owner is making the user.
 */
final class Link_Table {
	/**
	 * After so many seconds a reservation's owner counts as dead.
	 */
	public const RESERVATION_SECONDS = 15;

	/**
	 * When a deleted user was reserved: never to be taken over.
	 */
	private const BURIED = PHP_INT_MAX;

	/**
	 * The linked user's id; 0 when there is none yet.
	 *
	 * @param string $issuer Issuer.
	 * @param string $sub    Cognito's id of the user.
	 */
	public function user_id( string $issuer, string $sub ): int {
		global $wpdb;
		$table = Database::links_table();
		// phpcs:ignore WordPress.DB
		return (int) $wpdb->get_var( $wpdb->prepare( "SELECT user_id FROM {$table} WHERE issuer = %s AND sub = %s", $issuer, $sub ) );
	}

	/**
	 * Reserves the right to make the user. Exactly one of many simultaneous callers gets it.
	 *
	 * @param string $issuer Issuer.
	 * @param string $sub    Cognito's id of the user.
	 * @param int    $now    Unix time in seconds.
	 */
	public function reserve( string $issuer, string $sub, int $now ): bool {
		global $wpdb;
		$table = Database::links_table();
		// phpcs:ignore WordPress.DB
		$added = $wpdb->query( $wpdb->prepare( "INSERT IGNORE INTO {$table} (issuer, sub, user_id, reserved_at) VALUES (%s, %s, 0, %d)", $issuer, $sub, $now ) );
		return 1 === $added;
	}

	/**
	 * Takes over the reservation of an owner who counts as dead. Exactly one of many simultaneous callers gets it.
	 *
	 * @param string $issuer Issuer.
	 * @param string $sub    Cognito's id of the user.
	 * @param int    $now    Unix time in seconds.
	 */
	public function take_over( string $issuer, string $sub, int $now ): bool {
		global $wpdb;
		$table = Database::links_table();
		// phpcs:ignore WordPress.DB
		return 1 === $wpdb->query( $wpdb->prepare( "UPDATE {$table} SET reserved_at = %d WHERE issuer = %s AND sub = %s AND user_id = 0 AND reserved_at < %d", $now, $issuer, $sub, $now - self::RESERVATION_SECONDS ) );
	}

	/**
	 * Links an identity that has no user; false when it has one, or its user was deleted.
	 *
	 * Whoever is first links, with or without the reservation: a slow owner may have lost it to somebody who is slow, too.
	 *
	 * @param string $issuer  Issuer.
	 * @param string $sub     Cognito's id of the user.
	 * @param int    $user_id The user.
	 * @param int    $now     Unix time in seconds.
	 */
	public function complete( string $issuer, string $sub, int $user_id, int $now ): bool {
		// The row may have been given back meanwhile.
		$this->reserve( $issuer, $sub, $now );
		return $this->set_user( $issuer, $sub, $user_id, '<' );
	}

	/**
	 * Gives one's reservation back.
	 *
	 * @param string $issuer      Issuer.
	 * @param string $sub         Cognito's id of the user.
	 * @param int    $reserved_at When it was reserved.
	 */
	public function give_back( string $issuer, string $sub, int $reserved_at ): void {
		global $wpdb;
		$row = array(
			'issuer'      => $issuer,
			'sub'         => $sub,
			'user_id'     => 0,
			'reserved_at' => $reserved_at,
		);
		// phpcs:ignore WordPress.DB
		$wpdb->delete( Database::links_table(), $row );
	}

	/**
	 * Whether a user signs in through Cognito.
	 *
	 * @param int $user_id User.
	 */
	public function is_linked( int $user_id ): bool {
		global $wpdb;
		$table = Database::links_table();
		// phpcs:ignore WordPress.DB
		return $user_id > 0 && null !== $wpdb->get_var( $wpdb->prepare( "SELECT 1 FROM {$table} WHERE user_id = %d LIMIT 1", $user_id ) );
	}

	/**
	 * Links an identity that has no user, be it new or that of a deleted one; false when it is somebody's.
	 *
	 * @param string $issuer  Issuer.
	 * @param string $sub     Cognito's id of the user.
	 * @param int    $user_id The user.
	 * @param int    $now     Unix time in seconds.
	 */
	public function link( string $issuer, string $sub, int $user_id, int $now ): bool {
		return $this->complete( $issuer, $sub, $user_id, $now ) || $this->set_user( $issuer, $sub, $user_id, '=' );
	}

	/**
	 * Whether the user of an identity was deleted.
	 *
	 * @param string $issuer Issuer.
	 * @param string $sub    Cognito's id of the user.
	 */
	public function is_buried( string $issuer, string $sub ): bool {
		global $wpdb;
		$table = Database::links_table();
		// phpcs:ignore WordPress.DB
		return null !== $wpdb->get_var( $wpdb->prepare( "SELECT 1 FROM {$table} WHERE issuer = %s AND sub = %s AND user_id = 0 AND reserved_at = %d", $issuer, $sub, self::BURIED ) );
	}

	/**
	 * Lets the identity of a deleted user start anew.
	 *
	 * @param string $issuer Issuer.
	 * @param string $sub    Cognito's id of the user.
	 */
	public function exhume( string $issuer, string $sub ): void {
		$this->give_back( $issuer, $sub, self::BURIED );
	}

	/**
	 * Remembers that a user was deleted (action deleted_user, which also tells of users who only leave a site).
	 *
	 * @param int $user_id User.
	 */
	public function bury( $user_id ): void {
		if ( (int) $user_id <= 0 || false !== get_userdata( (int) $user_id ) ) {
			return;
		}
		$row = array(
			'user_id'     => 0,
			'reserved_at' => self::BURIED,
		);
		if ( $this->change( (int) $user_id, $row ) > 0 ) {
			/**
			 * Fires when a linked user was deleted.
			 *
			 * @param int $user_id User who is gone.
			 */
			do_action( 'cognipress_user_deleted', (int) $user_id );
		}
	}

	/**
	 * Gives all of a user's links to another one.
	 *
	 * @param int $from User.
	 * @param int $to   User.
	 */
	public function move( int $from, int $to ): bool {
		return $this->change( $from, array( 'user_id' => $to ) ) > 0;
	}

	/**
	 * Ends all links of a user.
	 *
	 * @param int $user_id User.
	 */
	public function unlink( int $user_id ): bool {
		global $wpdb;
		// phpcs:ignore WordPress.DB
		return $user_id > 0 && $wpdb->delete( Database::links_table(), array( 'user_id' => $user_id ) ) > 0;
	}

	/**
	 * Who a user is in Cognito.
	 *
	 * @param int $user_id User.
	 * @return array<array{issuer: string, sub: string}>
	 */
	public function identities( int $user_id ): array {
		global $wpdb;
		$table = Database::links_table();
		// phpcs:ignore WordPress.DB
		return $user_id > 0 ? (array) $wpdb->get_results( $wpdb->prepare( "SELECT issuer, sub FROM {$table} WHERE user_id = %d ORDER BY issuer, sub", $user_id ), ARRAY_A ) : array();
	}

	/**
	 * Turns a row without a user into a link.
	 *
	 * @param string $issuer   Issuer.
	 * @param string $sub      Cognito's id of the user.
	 * @param int    $user_id  The user.
	 * @param string $relation How the row's time has to compare to that of a deleted user.
	 */
	private function set_user( string $issuer, string $sub, int $user_id, string $relation ): bool {
		global $wpdb;
		$table = Database::links_table();
		// phpcs:ignore WordPress.DB
		return 1 === $wpdb->query( $wpdb->prepare( "UPDATE {$table} SET user_id = %d WHERE issuer = %s AND sub = %s AND user_id = 0 AND reserved_at {$relation} %d", $user_id, $issuer, $sub, self::BURIED ) );
	}

	/**
	 * Changes a user's rows.
	 *
	 * @param int                $user_id User.
	 * @param array<string, int> $values  New values.
	 * @return int How many rows were changed.
	 */
	private function change( int $user_id, array $values ): int {
		global $wpdb;
		// phpcs:ignore WordPress.DB
		return (int) $wpdb->update( Database::links_table(), $values, array( 'user_id' => $user_id ) );
	}
}
