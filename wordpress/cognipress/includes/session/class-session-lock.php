<?php
/**
 * One change at a time to a user's sessions.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_Session_Tokens;

defined( 'ABSPATH' ) || exit;

/**
 * WordPress keeps all sessions of a user in one value, which it reads, changes and writes back: of two sign-ins at the
 * same time, one would lose its session.
 */
final class Session_Lock {
	/**
	 * After so many seconds the lock's owner counts as dead.
	 */
	private const HOLD_SECONDS = 10;
	private const WAIT_SECONDS = 20;
	private const POLL_MS      = 20;

	/**
	 * Where the lock is.
	 *
	 * @var Expiring_Store
	 */
	private $store;

	/**
	 * Takes the storage.
	 *
	 * @param Expiring_Store $store Storage.
	 */
	public function __construct( Expiring_Store $store ) {
		$this->store = $store;
	}

	/**
	 * Changes a user's sessions while nobody else does.
	 *
	 * @param int      $user_id User.
	 * @param callable $change  function(): void.
	 * @throws Unavailable When others hold the lock for too long.
	 */
	public function during( int $user_id, callable $change ): void {
		$name     = 'sessions:' . $user_id;
		$owner    = bin2hex( random_bytes( 16 ) );
		$deadline = time() + self::WAIT_SECONDS;
		while ( ! $this->store->add( $name, $owner, time() + self::HOLD_SECONDS, time() ) ) {
			if ( time() > $deadline ) {
				throw new Unavailable( 'sessions' );
			}
			usleep( 1000 * self::POLL_MS );
		}
		try {
			// Another request may have changed what this one has read.
			wp_cache_delete( $user_id, 'user_meta' );
			$change();
		} finally {
			// After too long a change the lock is somebody else's.
			$this->store->remove( $name, $owner );
		}
	}

	/**
	 * Changes members of a session; false when it is over. Where others hold the lock for too long, theirs may be lost:
	 * this change must not.
	 *
	 * @param int                  $user_id User.
	 * @param string               $token   Session token.
	 * @param array<string, mixed> $changes New values; null removes a member.
	 */
	public function change( int $user_id, string $token, array $changes ): bool {
		$is_there = false;
		$this->insist(
			$user_id,
			static function () use ( $user_id, $token, $changes, &$is_there ): void {
				$manager  = WP_Session_Tokens::get_instance( $user_id );
				$session  = $manager->get( $token );
				$is_there = is_array( $session );
				if ( $is_there ) {
					$manager->update( $token, array_filter( array_replace( $session, $changes ), static fn( $value ): bool => null !== $value ) );
				}
			}
		);
		return $is_there;
	}

	/**
	 * Ends a session.
	 *
	 * @param int    $user_id User.
	 * @param string $token   Session token.
	 */
	public function end( int $user_id, string $token ): void {
		$this->insist(
			$user_id,
			static function () use ( $user_id, $token ): void {
				WP_Session_Tokens::get_instance( $user_id )->destroy( $token );
			}
		);
	}

	/**
	 * Changes a user's sessions, be it without the lock.
	 *
	 * @param int      $user_id User.
	 * @param callable $change  function(): void.
	 */
	private function insist( int $user_id, callable $change ): void {
		try {
			$this->during( $user_id, $change );
		} catch ( Unavailable $e ) {
			$change();
		}
	}
}
