<?php
/**
 * Tests of the storage.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Expiring_Store;

/**
 * What each operation promises.
 */
final class Expiring_Store_Test extends Test_Case {
	private const NOW = 1800000000;

	/**
	 * The storage.
	 *
	 * @var Expiring_Store
	 */
	private $store;

	protected function setUp(): void {
		parent::setUp();
		$this->store = new Expiring_Store();
	}

	public function test_only_the_first_adds(): void {
		$this->assertTrue( $this->store->add( 'a', 'one', self::NOW + 10, self::NOW ) );
		$this->assertFalse( $this->store->add( 'a', 'two', self::NOW + 10, self::NOW ) );
		$this->assertSame( 'one', $this->store->get( 'a', self::NOW ) );
	}

	public function test_names_differ_by_case(): void {
		self::need_binary_comparison();
		$this->assertTrue( $this->store->add( 'a', 'one', self::NOW + 10, self::NOW ) );
		$this->assertTrue( $this->store->add( 'A', 'two', self::NOW + 10, self::NOW ) );
	}

	public function test_entries_end(): void {
		$this->store->add( 'a', 'one', self::NOW + 10, self::NOW );
		$this->assertSame( 'one', $this->store->get( 'a', self::NOW + 9 ) );
		$this->assertNull( $this->store->get( 'a', self::NOW + 10 ) );
		$this->assertNull( $this->store->take( 'a', self::NOW + 10 ) );
		$this->assertFalse( $this->store->replace( 'a', 'two', self::NOW + 10 ) );
		$this->assertTrue( $this->store->add( 'a', 'two', self::NOW + 20, self::NOW + 10 ) );
	}

	public function test_an_entry_is_taken_once(): void {
		$this->store->add( 'a', 'one', self::NOW + 10, self::NOW );
		$this->assertSame( 'one', $this->store->take( 'a', self::NOW ) );
		$this->assertNull( $this->store->take( 'a', self::NOW ) );
	}

	public function test_counts_go_up_from_one_and_end_with_the_first(): void {
		for ( $i = 0; $i < 3; $i++ ) {
			$this->store->count_up( 'a', self::NOW + $i + 10, self::NOW + $i );
		}
		$this->assertSame( '3', $this->store->get( 'a', self::NOW + 9 ) );
		$this->assertNull( $this->store->get( 'a', self::NOW + 10 ) );
	}

	public function test_lists_go_by_prefix(): void {
		$this->store->add( 'a_:1', 'one', self::NOW + 10, self::NOW );
		$this->store->add( 'a_:2', 'two', self::NOW + 10, self::NOW );
		$this->store->add( 'ab:3', 'three', self::NOW + 10, self::NOW );
		$this->store->add( 'a_:4', 'four', self::NOW + 1, self::NOW );
		$this->assertSame( array( 'a_:1' => 'one', 'a_:2' => 'two' ), $this->store->list( 'a_:', 9, self::NOW + 1 ) );
		$this->assertCount( 1, $this->store->list( 'a_:', 1, self::NOW ) );
	}

	public function test_sweeping_removes_what_has_ended(): void {
		global $wpdb;
		$this->store->add( 'a', 'one', self::NOW + 10, self::NOW );
		$this->store->add( 'b', 'two', self::NOW + 11, self::NOW );
		$this->store->sweep( self::NOW + 10 );
		$this->assertSame( array( 'b' ), $wpdb->get_col( "SELECT name FROM {$wpdb->base_prefix}cognipress_entries WHERE name IN ( 'a', 'b' )" ) );
	}

	public function test_one_of_many_processes_takes(): void {
		$name = 'test:' . bin2hex( random_bytes( 8 ) );
		$this->store->add( $name, 'one', self::NOW + 10, self::NOW );
		$code = 'require WP_LOAD; $store = new Cognipress\Expiring_Store(); while ( microtime( true ) < (float) substr( $argv[1], 0, 20 ) ) {} echo $store->take( substr( $argv[1], 20 ), ' . self::NOW . ' ) ?? "-";';
		$took = Process::run_all( $code, array_fill( 0, 8, sprintf( '%020.4f', microtime( true ) + 2 ) . $name ) );
		sort( $took );
		$this->assertSame( array( '-', '-', '-', '-', '-', '-', '-', 'one' ), $took );
	}
}
