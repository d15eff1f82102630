<?php
/**
 * Notices changes of users.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_User;

defined( 'ABSPATH' ) || exit;

/**
 * Puts users into the queue whom this request is about to change, whoever does it: wp-admin, a shop, an import.
 *
 * Every hook is one that fires before WordPress writes. At the end of the request the rows are told what came of it.
 */
final class Change_Watcher {
	/**
	 * After so many seconds a request that has told nothing counts as dead.
	 */
	public const GRACE_SECONDS = 15;

	/**
	 * Settings.
	 *
	 * @var Sync_Settings
	 */
	private $settings;

	/**
	 * The queue.
	 *
	 * @var Change_Queue
	 */
	private $queue;

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
	 * Users of this request by login: their row, when it was added, Cognito's id, and what they were before.
	 *
	 * @var array<string, array{id: int, at: int, sub: string, before: array<string, mixed>|null}>
	 */
	private $noted = array();

	/**
	 * Takes its parts.
	 *
	 * @param Sync_Settings $settings Settings.
	 * @param Change_Queue  $queue    The queue.
	 * @param User_Snapshot $snapshot Takes snapshots.
	 * @param Linked_User   $linked   Who is linked.
	 */
	public function __construct( Sync_Settings $settings, Change_Queue $queue, User_Snapshot $snapshot, Linked_User $linked ) {
		$this->settings = $settings;
		$this->queue    = $queue;
		$this->snapshot = $snapshot;
		$this->linked   = $linked;
	}

	/**
	 * A user is about to be made or changed (filter wp_pre_insert_user_data).
	 *
	 * @param array<string, mixed> $data    Columns.
	 * @param bool                 $update  Whether the user exists.
	 * @param int|null             $user_id User.
	 * @return array<string, mixed>
	 */
	public function before_insert( $data, $update, $user_id ) {
		if ( $update ) {
			$this->before_change( $user_id );
		} elseif ( is_string( $data['user_login'] ?? null ) ) {
			$this->note( $data['user_login'], null );
		}
		return $data;
	}

	/**
	 * Meta of a user is about to be added (action add_user_meta).
	 *
	 * @param int    $user_id  User.
	 * @param string $meta_key Key.
	 */
	public function before_meta_add( $user_id, $meta_key ): void {
		if ( $this->is_watched( (string) $meta_key ) ) {
			$this->before_change( $user_id );
		}
	}

	/**
	 * Meta of a user is about to be changed or deleted (actions update_user_meta and delete_user_meta).
	 *
	 * @param mixed  $meta_ids Rows.
	 * @param int    $user_id  User.
	 * @param string $meta_key Key.
	 */
	public function before_meta_change( $meta_ids, $user_id, $meta_key ): void {
		$this->before_meta_add( $user_id, $meta_key );
	}

	/**
	 * A user is about to be changed or deleted (actions delete_user and wpmu_delete_user).
	 *
	 * @param int $user_id User.
	 */
	public function before_change( $user_id ): void {
		$user = get_userdata( (int) $user_id );
		if ( false !== $user ) {
			$this->note( $user->user_login, $user );
		}
	}

	/**
	 * Tells the rows of this request what came of it (action shutdown).
	 */
	public function settle(): void {
		foreach ( $this->noted as $login => $noted ) {
			$login  = (string) $login;
			$user   = get_user_by( 'login', $login );
			$wanted = false === $user ? ( '' === $noted['sub'] ? null : $this->snapshot->of_deleted() ) : $this->snapshot->take( $user );
			if ( null === $wanted || $wanted === $noted['before'] ) {
				$this->queue->withdraw( $noted['id'] );
				continue;
			}
			// Only who was kept out by this site is let in again.
			if ( false === ( $noted['before']['enabled'] ?? null ) && null === $wanted['enabled'] ) {
				$wanted['enabled'] = true;
			}
			$now  = time();
			$json = (string) wp_json_encode( $wanted );
			if ( ! $this->queue->tell( $noted['id'], $json, $now ) ) {
				$this->queue->add( $login, $noted['sub'], $json, $now, $now );
			}
		}
		$this->noted = array();
	}

	/**
	 * Keeps an attribute from overwriting a change that is still on its way (filter cognipress_attribute).
	 *
	 * @param string|null $value   Value.
	 * @param string      $field   Field.
	 * @param array       $claims  Verified claims.
	 * @param int         $user_id User.
	 */
	public function keep_change( $value, $field, $claims, $user_id ) {
		$user = $this->settings->is_on() ? get_userdata( $user_id ) : false;
		return false !== $user && $this->queue->is_waiting( $user->user_login ) ? null : $value;
	}

	/**
	 * Puts a user into the queue, once; again only when the row may have had its turn meanwhile.
	 *
	 * @param string       $login Login.
	 * @param WP_User|null $user  The user as it is before the change; null for a new one.
	 */
	private function note( string $login, ?WP_User $user ): void {
		$now = time();
		if ( From_Cognito::is_writing() || ! $this->settings->is_on() || ( $this->noted[ $login ]['at'] ?? 0 ) > $now - intdiv( self::GRACE_SECONDS, 2 ) ) {
			return;
		}
		$sub = null === $user ? '' : $this->linked->sub( $user->ID );

		$this->noted[ $login ] = array(
			'id'     => $this->queue->add( $login, $sub, '', $now + self::GRACE_SECONDS, $now ),
			'at'     => $now,
			'sub'    => $sub,
			'before' => array_key_exists( $login, $this->noted ) || null === $user ? $this->noted[ $login ]['before'] ?? null : $this->snapshot->take( $user ),
		);
	}

	/**
	 * Whether a key of user meta is among what is sent.
	 *
	 * @param string $key Key.
	 */
	private function is_watched( string $key ): bool {
		return 'capabilities' === substr( $key, -12 ) || in_array( $key, $this->settings->attribute_rows(), true );
	}
}
