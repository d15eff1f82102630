<?php
/**
 * Tests of used tokens.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Expiring_Store;
use Cognipress\Replay_Store;

/**
 * Once, or again within a minute by the same browser.
 */
final class Replay_Store_Test extends Test_Case {
	private const NOW = 1800000000;
	private const END = self::NOW + 3600;

	/**
	 * The tokens.
	 *
	 * @var Replay_Store
	 */
	private $replays;

	protected function setUp(): void {
		parent::setUp();
		$this->replays = new Replay_Store( new Expiring_Store() );
		$this->assertTrue( $this->replays->claim( 'token', 'browser', self::END, self::NOW ) );
	}

	public function test_the_same_browser_may_repeat_within_a_minute(): void {
		$this->assertTrue( $this->replays->claim( 'token', 'browser', self::END, self::NOW + 60 ) );
		$this->assertFalse( $this->replays->claim( 'token', 'browser', self::END, self::NOW + 61 ) );
	}

	public function test_repeating_does_not_prolong_the_minute(): void {
		$this->replays->claim( 'token', 'browser', self::END, self::NOW + 50 );
		$this->assertFalse( $this->replays->claim( 'token', 'browser', self::END, self::NOW + 61 ) );
	}

	public function test_another_browser_is_refused_until_the_end(): void {
		$this->assertFalse( $this->replays->claim( 'token', 'other', self::END, self::NOW ) );
		$this->assertFalse( $this->replays->claim( 'token', 'other', self::END, self::END - 1 ) );
	}

	public function test_tokens_are_apart(): void {
		$this->assertTrue( $this->replays->claim( 'another', 'other', self::END, self::NOW ) );
	}
}
