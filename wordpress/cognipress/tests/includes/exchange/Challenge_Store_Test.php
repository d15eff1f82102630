<?php
/**
 * Tests of challenges.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Base64url;
use Cognipress\Challenge_Store;
use Cognipress\Expiring_Store;

/**
 * Good once, for ten minutes, in one browser.
 */
final class Challenge_Store_Test extends Test_Case {
	private const NOW = 1800000000;

	/**
	 * The challenges.
	 *
	 * @var Challenge_Store
	 */
	private $challenges;

	protected function setUp(): void {
		parent::setUp();
		$this->challenges = new Challenge_Store( new Expiring_Store() );
	}

	public function test_a_challenge_has_256_bits_and_no_twin(): void {
		$first = $this->challenges->issue( 'browser', self::NOW );
		$this->assertSame( 32, strlen( Base64url::decode( $first ) ) );
		$this->assertNotSame( $first, $this->challenges->issue( 'browser', self::NOW ) );
	}

	public function test_it_is_good_once(): void {
		$challenge = $this->challenges->issue( 'browser', self::NOW );
		$this->assertTrue( $this->challenges->consume( $challenge, 'browser', self::NOW + 599 ) );
		$this->assertFalse( $this->challenges->consume( $challenge, 'browser', self::NOW + 599 ) );
	}

	public function test_it_ends_after_ten_minutes(): void {
		$challenge = $this->challenges->issue( 'browser', self::NOW );
		$this->assertFalse( $this->challenges->consume( $challenge, 'browser', self::NOW + 600 ) );
	}

	public function test_another_browser_burns_it(): void {
		$challenge = $this->challenges->issue( 'browser', self::NOW );
		$this->assertFalse( $this->challenges->consume( $challenge, 'other', self::NOW ) );
		$this->assertFalse( $this->challenges->consume( $challenge, 'browser', self::NOW ) );
	}

	public function test_a_browser_without_cookie_burns_it(): void {
		$challenge = $this->challenges->issue( 'browser', self::NOW );
		$this->assertFalse( $this->challenges->consume( $challenge, null, self::NOW ) );
		$this->assertFalse( $this->challenges->consume( $challenge, 'browser', self::NOW ) );
	}

	public function test_an_invented_one_is_refused(): void {
		$this->assertFalse( $this->challenges->consume( Base64url::encode( random_bytes( 32 ) ), 'browser', self::NOW ) );
	}

	public function test_two_tabs_do_not_disturb_each_other(): void {
		$first  = $this->challenges->issue( 'browser', self::NOW );
		$second = $this->challenges->issue( 'browser', self::NOW );
		$this->assertTrue( $this->challenges->consume( $first, 'browser', self::NOW ) );
		$this->assertTrue( $this->challenges->consume( $second, 'browser', self::NOW ) );
	}

	public function test_the_database_does_not_know_it(): void {
		global $wpdb;
		$challenge = $this->challenges->issue( 'browser', self::NOW );
		$rows      = (string) wp_json_encode( $wpdb->get_results( "SELECT * FROM {$wpdb->base_prefix}cognipress_entries" ) );
		$this->assertStringContainsString( hash( 'sha256', $challenge ), $rows );
		$this->assertStringNotContainsString( $challenge, $rows );
	}
}
