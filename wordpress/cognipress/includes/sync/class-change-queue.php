<?php
/**
 * Changes on their way to Cognito.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * A durable queue: first in, first out for each user, and for different users side by side.
 *
 * A row is written before WordPress changes the user, so that no death of PHP can lose it. Once the change is made, the
 * row is told what the user is now. One that was never told stands for what the user is when its turn comes, and gives
 * way to any later row of the same user. Users are named by their login, which never changes and is known first.
 *
 * Who works on a row holds its lease. A lease that ends was its owner's, who died: the row is free again.
 */
final class Change_Queue {
	public const LEASE_SECONDS = 20;

	private const CANDIDATES = 10;
	private const MAX_ERROR  = 191;

	/**
	 * Adds a row.
	 *
	 * @param string $login  Login of the user.
	 * @param string $sub    Cognito's id of the user; empty when there is none.
	 * @param string $wanted What the pool shall have, as JSON; empty when that is not known yet.
	 * @param int    $due_at When its turn comes at the earliest.
	 * @param int    $now    Unix time in seconds.
	 * @return int Its id.
	 */
	public function add( string $login, string $sub, string $wanted, int $due_at, int $now ): int {
		global $wpdb;
		$row = array(
			'login'        => $login,
			'sub'          => $sub,
			'wanted'       => $wanted,
			'noted_at'     => $now,
			'due_at'       => $due_at,
			'attempts'     => 0,
			'lease'        => '',
			'leased_until' => 0,
			'creating_at'  => 0,
			'is_dead'      => 0,
			'error'        => '',
		);
		// phpcs:ignore WordPress.DB
		$wpdb->insert( Database::changes_table(), $row );
		return (int) $wpdb->insert_id;
	}

	/**
	 * Tells a row what the pool shall have; false when its turn has come already.
	 *
	 * @param int    $id     Row.
	 * @param string $wanted What the pool shall have, as JSON.
	 * @param int    $now    Unix time in seconds.
	 */
	public function tell( int $id, string $wanted, int $now ): bool {
		return $this->update( $id, '', array( 'wanted' => $wanted, 'due_at' => $now ) );
	}

	/**
	 * Removes a row whose turn has not come: nothing has changed.
	 *
	 * @param int $id Row.
	 */
	public function withdraw( int $id ): void {
		$this->delete( $id, '' );
	}

	/**
	 * Leases the next row that is due, and counts the attempt; null when there is none.
	 *
	 * @param string $lease A text that no other process has.
	 * @param int    $now   Unix time in seconds.
	 * @return array<string, string>|null
	 */
	public function lease( string $lease, int $now ): ?array {
		global $wpdb;
		$table = Database::changes_table();
		// phpcs:disable WordPress.DB
		$ids = $wpdb->get_col(
			$wpdb->prepare(
				"SELECT id FROM {$table} AS candidate WHERE is_dead = 0 AND due_at <= %d AND leased_until <= %d
				AND NOT EXISTS (SELECT 1 FROM {$table} AS earlier WHERE earlier.login = candidate.login AND earlier.id < candidate.id AND earlier.is_dead = 0)
				ORDER BY id LIMIT %d",
				$now,
				$now,
				self::CANDIDATES
			)
		);
		// Others may be at the same rows: beginning anywhere, most get one at the first try.
		shuffle( $ids );
		foreach ( $ids as $id ) {
			if ( 1 === $wpdb->query( $wpdb->prepare( "UPDATE {$table} SET lease = %s, leased_until = %d, attempts = attempts + 1 WHERE id = %d AND is_dead = 0 AND leased_until <= %d", $lease, $now + self::LEASE_SECONDS, $id, $now ) ) ) {
				return $wpdb->get_row( $wpdb->prepare( "SELECT * FROM {$table} WHERE id = %d", $id ), ARRAY_A );
			}
		}
		// phpcs:enable
		return null;
	}

	/**
	 * Whether a later change of the same user waits.
	 *
	 * @param array<string, string> $row Row.
	 */
	public function has_later( array $row ): bool {
		global $wpdb;
		$table = Database::changes_table();
		// phpcs:ignore WordPress.DB
		return null !== $wpdb->get_var( $wpdb->prepare( "SELECT 1 FROM {$table} WHERE login = %s AND id > %d AND is_dead = 0 LIMIT 1", $row['login'], $row['id'] ) );
	}

	/**
	 * Whether a user has a change that waits.
	 *
	 * @param string $login Login of the user.
	 */
	public function is_waiting( string $login ): bool {
		return $this->has_later( array( 'login' => $login, 'id' => '0' ) );
	}

	/**
	 * Notes that the user is about to be made in the pool.
	 *
	 * @param array<string, string> $row Row.
	 * @param int                   $now Unix time in seconds.
	 */
	public function note_creation( array $row, int $now ): void {
		$this->update( (int) $row['id'], $row['lease'], array( 'creating_at' => $now ) );
	}

	/**
	 * Removes a row that is done, and failed ones that it makes pointless.
	 *
	 * @param array<string, string> $row Row.
	 */
	public function finish( array $row ): void {
		global $wpdb;
		$table = Database::changes_table();
		$this->delete( (int) $row['id'], $row['lease'] );
		// phpcs:ignore WordPress.DB
		$wpdb->query( $wpdb->prepare( "DELETE FROM {$table} WHERE login = %s AND id < %d AND is_dead = 1", $row['login'], $row['id'] ) );
	}

	/**
	 * Has a row wait for another attempt.
	 *
	 * @param array<string, string> $row    Row.
	 * @param string                $error  What went wrong.
	 * @param int                   $due_at When to try again.
	 */
	public function postpone( array $row, string $error, int $due_at ): void {
		$this->update( (int) $row['id'], $row['lease'], array( 'lease' => '', 'leased_until' => 0, 'due_at' => $due_at, 'error' => self::clip( $error ) ) );
	}

	/**
	 * Gives a row up, until somebody looks at it.
	 *
	 * @param array<string, string> $row   Row.
	 * @param string                $error What went wrong.
	 */
	public function bury( array $row, string $error ): void {
		$this->update( (int) $row['id'], $row['lease'], array( 'lease' => '', 'leased_until' => 0, 'is_dead' => 1, 'error' => self::clip( $error ) ) );
	}

	/**
	 * Tries rows again that were given up.
	 *
	 * @param int[] $ids Rows; all when there are none.
	 * @param int   $now Unix time in seconds.
	 * @return int How many.
	 */
	public function revive( array $ids, int $now ): int {
		global $wpdb;
		$table = Database::changes_table();
		// phpcs:ignore WordPress.DB
		return (int) $wpdb->query( $wpdb->prepare( "UPDATE {$table} SET is_dead = 0, attempts = 0, due_at = %d WHERE is_dead = 1", $now ) . self::among( $ids ) );
	}

	/**
	 * Removes rows that were given up.
	 *
	 * @param int[] $ids Rows.
	 * @return int How many.
	 */
	public function discard( array $ids ): int {
		global $wpdb;
		$table = Database::changes_table();
		// phpcs:ignore WordPress.DB
		return (int) $wpdb->query( "DELETE FROM {$table} WHERE is_dead = 1" . self::among( $ids ) );
	}

	/**
	 * Rows that were given up, oldest first.
	 *
	 * @param int $limit  At most so many.
	 * @param int $offset After so many.
	 * @return array<array<string, string>>
	 */
	public function dead( int $limit, int $offset ): array {
		global $wpdb;
		$table = Database::changes_table();
		// phpcs:ignore WordPress.DB
		return (array) $wpdb->get_results( $wpdb->prepare( "SELECT id, login, noted_at, attempts, error FROM {$table} WHERE is_dead = 1 ORDER BY id LIMIT %d OFFSET %d", $limit, $offset ), ARRAY_A );
	}

	/**
	 * How the queue stands.
	 *
	 * @return array{waiting: int, dead: int, oldest: int, error: string} Oldest is when the first one that waits was
	 *         noted, 0 when none waits; error is why one of them has failed.
	 */
	public function standing(): array {
		global $wpdb;
		$table = Database::changes_table();
		// phpcs:disable WordPress.DB
		$dead    = (int) $wpdb->get_var( "SELECT COUNT(*) FROM {$table} WHERE is_dead = 1" );
		$waiting = $wpdb->get_row( "SELECT COUNT(*) AS number, MIN(noted_at) AS oldest, MAX(error) AS error FROM {$table} WHERE is_dead = 0", ARRAY_A );
		// phpcs:enable
		return array(
			'waiting' => (int) $waiting['number'],
			'dead'    => $dead,
			'oldest'  => (int) $waiting['oldest'],
			'error'   => (string) $waiting['error'],
		);
	}

	/**
	 * What waits of a user, or was given up.
	 *
	 * @param string $login Login of the user.
	 * @return array<array<string, string>>
	 */
	public function of_user( string $login ): array {
		global $wpdb;
		$table = Database::changes_table();
		// phpcs:ignore WordPress.DB
		return (array) $wpdb->get_results( $wpdb->prepare( "SELECT id, noted_at, wanted FROM {$table} WHERE login = %s ORDER BY id", $login ), ARRAY_A );
	}

	/**
	 * Removes what was given up of a user. What waits is on its way.
	 *
	 * @param string $login Login of the user.
	 * @return bool Whether there was anything.
	 */
	public function forget( string $login ): bool {
		global $wpdb;
		// phpcs:ignore WordPress.DB
		return $wpdb->delete( Database::changes_table(), array( 'login' => $login, 'is_dead' => 1 ) ) > 0;
	}

	/**
	 * Changes a row that one has leased, or that nobody has.
	 *
	 * @param int                  $id     Row.
	 * @param string               $lease  One's lease; empty for none.
	 * @param array<string, mixed> $values New values.
	 */
	private function update( int $id, string $lease, array $values ): bool {
		global $wpdb;
		// phpcs:ignore WordPress.DB
		return 1 === $wpdb->update( Database::changes_table(), $values, array( 'id' => $id, 'lease' => $lease ) );
	}

	/**
	 * Removes a row that one has leased, or that nobody has.
	 *
	 * @param int    $id    Row.
	 * @param string $lease One's lease; empty for none.
	 */
	private function delete( int $id, string $lease ): void {
		global $wpdb;
		// phpcs:ignore WordPress.DB
		$wpdb->delete( Database::changes_table(), array( 'id' => $id, 'lease' => $lease ) );
	}

	/**
	 * A condition for some rows.
	 *
	 * @param int[] $ids Rows; all when there are none.
	 */
	private static function among( array $ids ): string {
		return array() === $ids ? '' : ' AND id IN (' . implode( ',', array_map( 'intval', $ids ) ) . ')';
	}

	/**
	 * What fits into the column.
	 *
	 * @param string $error Error.
	 */
	private static function clip( string $error ): string {
		return mb_substr( $error, 0, self::MAX_ERROR );
	}
}
