<?php
/**
 * Tests of groups and roles.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Role_Map;

/**
 * Nothing but the map decides.
 */
final class Role_Map_Test extends Test_Case {
	private const ROWS = array(
		'staff'       => 'editor, author',
		'a=b'         => 'contributor',
		'007'         => 'subscriber',
		'42'          => 'author',
		'bosses'      => 'administrator, editor',
		'promoters'   => 'shop_boss',
		'nonsense'    => 'no_such_role',
		'Ünïcode-🔑' => 'contributor',
	);

	protected function setUp(): void {
		parent::setUp();
		add_role( 'shop_boss', 'Shop boss', array( 'promote_users' => true ) );
	}

	protected function tearDown(): void {
		remove_role( 'shop_boss' );
		parent::tearDown();
	}

	public function test_groups_give_their_roles_in_the_order_of_the_map(): void {
		$map = new Role_Map( self::ROWS, array() );
		$this->assertSame( array( 'editor', 'author', 'contributor' ), $map->roles( array( 'a=b', '42', 'staff' ) ) );
		$this->assertSame( array( 'subscriber', 'contributor' ), $map->roles( array( 'Ünïcode-🔑', '007' ) ) );
		$this->assertSame( array( 'administrator', 'shop_boss', 'no_such_role' ), $map->refused() );
	}

	public function test_a_constant_is_needed_for_roles_that_manage_the_site(): void {
		$groups = array( 'bosses', 'promoters' );
		$this->assertSame( array( 'editor' ), ( new Role_Map( self::ROWS, array() ) )->roles( $groups ) );
		$this->assertSame( array( 'editor', 'shop_boss' ), ( new Role_Map( self::ROWS, array( 'shop_boss' ) ) )->roles( $groups ) );
		$this->assertSame( array( 'administrator', 'editor' ), ( new Role_Map( self::ROWS, array( 'administrator' ) ) )->roles( $groups ) );
	}

	public function test_a_hundred_thousand_random_sets_stay_within_the_map(): void {
		mt_srand( 7 );
		$map   = new Role_Map( self::ROWS, array() );
		$safe  = array( 'staff' => array( 'editor', 'author' ), 'a=b' => array( 'contributor' ), '007' => array( 'subscriber' ), '42' => array( 'author' ), 'bosses' => array( 'editor' ), 'Ünïcode-🔑' => array( 'contributor' ) );
		$odd   = array( 'administrator', 'Staff', 'staff ', ' staff', "staff\0", 'editor', '7', '42.0', '', 'a', '*', 42, 7, 0, true, false, null, 4.2, array( 'staff' ), array(), 'ünïcode-🔑' );
		$named = array_map( 'strval', array_keys( self::ROWS ) );
		for ( $i = 0; $i < 100000; $i++ ) {
			$groups = array();
			for ( $n = mt_rand( 0, 6 ); $n > 0; $n-- ) {
				$from     = mt_rand( 0, 1 ) ? $named : $odd;
				$groups[] = $from[ mt_rand( 0, count( $from ) - 1 ) ];
			}
			$expected = array();
			foreach ( $safe as $group => $roles ) {
				if ( in_array( (string) $group, $groups, true ) ) {
					$expected = array_merge( $expected, $roles );
				}
			}
			if ( array_values( array_unique( $expected ) ) !== $map->roles( $groups ) ) {
				$this->fail( (string) wp_json_encode( $groups ) );
			}
		}
		$this->assertSame( 100000, $i );
	}

	public function test_what_is_no_list_of_groups_gives_nothing(): void {
		foreach ( array( null, 'staff', 1, true, array( 'staff' => array( 'x' ) ), array( array( 'staff' ) ) ) as $groups ) {
			$this->assertSame( array(), ( new Role_Map( self::ROWS, array() ) )->roles( $groups ) );
		}
	}
}
