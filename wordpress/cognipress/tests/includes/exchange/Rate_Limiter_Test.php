<?php
/**
 * Tests of the limits.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Expiring_Store;
use Cognipress\Rate_Limiter;

/**
 * Ten failures in five minutes.
 */
final class Rate_Limiter_Test extends Test_Case {
	private const NOW = 1800000000;

	public function test_the_tenth_failure_is_the_last(): void {
		$limiter = new Rate_Limiter( new Expiring_Store() );
		$who     = Rate_Limiter::by_sub( Pool::SUB );
		for ( $i = 0; $i < 10; $i++ ) {
			$this->assertFalse( $limiter->is_exhausted( $who, self::NOW + $i ) );
			$limiter->fail( $who, self::NOW + $i );
		}
		$this->assertTrue( $limiter->is_exhausted( $who, self::NOW + 9 ) );
		$this->assertTrue( $limiter->is_exhausted( $who, self::NOW + 299 ) );
		$this->assertFalse( $limiter->is_exhausted( $who, self::NOW + 300 ) );
		$this->assertFalse( $limiter->is_exhausted( Rate_Limiter::by_sub( 'another' ), self::NOW + 9 ) );
	}

	/**
	 * Addresses, and whether they count together.
	 *
	 * @return array<array{string, string, bool}>
	 */
	public function neighbours(): array {
		return array(
			array( '192.0.2.1', '192.0.2.255', true ),
			array( '192.0.2.1', '192.0.3.1', false ),
			array( '192.0.2.1', '::ffff:192.0.2.7', true ),
			array( '2001:db8:0:0100::1', '2001:db8:0:01ff:ffff::', true ),
			array( '2001:db8:0:0100::1', '2001:db8:0:0200::1', false ),
			array( '192.0.2.1', 'nonsense', false ),
		);
	}

	/**
	 * @dataProvider neighbours
	 *
	 * @param string $one      Address.
	 * @param string $other    Address.
	 * @param bool   $together Whether they count together.
	 */
	public function test_networks_count_together( string $one, string $other, bool $together ): void {
		$this->assertSame( $together, Rate_Limiter::by_address( $one ) === Rate_Limiter::by_address( $other ) );
	}
}
