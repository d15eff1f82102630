<?php
/**
 * Tests of the lock on a user's sessions.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Expiring_Store;
use Cognipress\Session_Lock;
use RuntimeException;

/**
 * That many sign-ins at once keep all their sessions is shown by the exchange suite.
 */
final class Session_Lock_Test extends Test_Case {
	private const USER = 7;
	private const NAME = 'sessions:7';

	/**
	 * Where the lock is.
	 *
	 * @var Expiring_Store
	 */
	private $store;

	/**
	 * What is tested.
	 *
	 * @var Session_Lock
	 */
	private $lock;

	protected function setUp(): void {
		parent::setUp();
		$this->store = new Expiring_Store();
		$this->lock  = new Session_Lock( $this->store );
	}

	public function test_the_lock_is_held_during_the_change_only(): void {
		$held = null;
		$this->lock->during(
			self::USER,
			function () use ( &$held ): void {
				$held = $this->store->get( self::NAME, time() );
			}
		);
		$this->assertNotNull( $held );
		$this->assertNull( $this->store->get( self::NAME, time() ) );
	}

	public function test_a_failed_change_gives_the_lock_back(): void {
		try {
			$this->lock->during(
				self::USER,
				static function (): void {
					throw new RuntimeException( 'failed' );
				}
			);
			$this->fail();
		} catch ( RuntimeException $e ) {
			$this->assertSame( 'failed', $e->getMessage() );
		}
		$this->assertNull( $this->store->get( self::NAME, time() ) );
	}

	public function test_a_lock_that_was_lost_stays_with_its_new_owner(): void {
		$this->lock->during(
			self::USER,
			function (): void {
				$this->store->replace( self::NAME, 'another', time() );
			}
		);
		$this->assertSame( 'another', $this->store->get( self::NAME, time() ) );
	}

	public function test_a_change_waits_for_the_lock(): void {
		$ends_at = time() + 1;
		$this->store->add( self::NAME, '', $ends_at, time() );
		$changed_at = 0;
		$this->lock->during(
			self::USER,
			static function () use ( &$changed_at ): void {
				$changed_at = time();
			}
		);
		$this->assertGreaterThanOrEqual( $ends_at, $changed_at );
	}

	public function test_a_change_sees_what_the_owner_before_has_written(): void {
		wp_cache_set( self::USER, array( 'session_tokens' => array( 'stale' ) ), 'user_meta' );
		$seen = null;
		$this->lock->during(
			self::USER,
			static function () use ( &$seen ): void {
				$seen = get_user_meta( self::USER, 'session_tokens', true );
			}
		);
		$this->assertSame( '', $seen );
	}
}
