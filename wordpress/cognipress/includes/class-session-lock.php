<?php
/**
 * One change at a time to a user's sessions.
 *
 * @package Cognipress
 */

namespace Cognipress;

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
}
