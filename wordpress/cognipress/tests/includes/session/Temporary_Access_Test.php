<?php
/**
 * Tests of temporary access.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Event_Log;
use Cognipress\Expiring_Store;
use Cognipress\Session_Fields;
use Cognipress\Settings;
use Cognipress\Temporary_Access;
use WP_Session_Tokens;

/**
 * Who gets a link, and what it is good for.
 */
final class Temporary_Access_Test extends Test_Case {
	/**
	 * Links.
	 *
	 * @var Temporary_Access
	 */
	private $access;

	protected function setUp(): void {
		parent::setUp();
		self::configure( array( 'temporary_access' => true, 'log_days' => 30 ) );
		$this->access = new Temporary_Access( new Expiring_Store(), new Settings() );
	}

	public function test_only_who_manages_the_site_gets_a_link_and_only_to_an_account_that_does_not(): void {
		$ann   = self::user( 'ann' );
		$other = self::user( 'other', array( 'role' => 'administrator' ) );
		foreach ( array( 'administrator' => true, 'editor' => false, 'subscriber' => false ) as $role => $expected ) {
			$me = self::user( 'me-' . $role, array( 'role' => $role ) );
			if ( is_multisite() && $expected ) {
				// Nobody else edits users of a network.
				grant_super_admin( $me->ID );
			}
			wp_set_current_user( $me->ID );
			$this->assertSame( $expected, $this->access->may_be_given( $ann ), $role );
			$this->assertFalse( $this->access->may_be_given( $other ), $role );
			$this->assertFalse( $this->access->may_be_given( $me ), $role );
		}
		wp_set_current_user( get_user_by( 'login', 'me-administrator' )->ID );
		self::configure();
		$this->assertFalse( $this->access->may_be_given( $ann ), 'where the site does not want it' );
	}

	public function test_a_link_begins_one_short_session_and_leaves_a_trail(): void {
		list( $ann, $support ) = array( self::user( 'ann' ), self::user( 'support', array( 'role' => 'administrator' ) ) );
		wp_set_current_user( $support->ID );
		$token = $this->access->give( $ann, time() );
		$this->assertSame( 43, strlen( $token ) );
		$this->assertTrue( $this->access->is_good( $token, time() ), 'looking does not use it up' );
		$this->assertTrue( $this->access->begin( $token, time() ) );
		$this->assertSame( $ann->ID, get_current_user_id() );
		$sessions = WP_Session_Tokens::get_instance( $ann->ID )->get_all();
		$this->assertCount( 1, $sessions );
		$this->assertSame( $support->ID, $sessions[0][ Session_Fields::ACCESS_BY ] );
		$this->assertEqualsWithDelta( time() + 3600, $sessions[0]['expiration'], 5 );
		$this->assertFalse( $this->access->begin( $token, time() ), 'twice' );
		$this->assertTrue( is_wp_error( cognipress_require_acr( '', 86400 ) ), 'nobody has proven anything' );
		global $wpdb;
		$this->assertSame(
			array( array( 'access-given', '#' . $support->ID ), array( 'access-used', '#' . $support->ID ) ),
			array_map( 'array_values', $wpdb->get_results( "SELECT event, detail FROM {$wpdb->base_prefix}cognipress_events WHERE user_id = {$ann->ID} AND event LIKE 'access%' ORDER BY event", ARRAY_A ) )
		);
	}

	public function test_the_session_of_who_opens_a_link_ends(): void {
		list( $ann, $support ) = array( self::user( 'ann' ), self::user( 'support', array( 'role' => 'administrator' ) ) );
		$manager = WP_Session_Tokens::get_instance( $support->ID );
		$session = $manager->create( time() + 600 );
		wp_set_current_user( $support->ID );
		$_COOKIE[ LOGGED_IN_COOKIE ] = wp_generate_auth_cookie( $support->ID, time() + 600, 'logged_in', $session );
		$this->assertTrue( $this->access->begin( $this->access->give( $ann, time() ), time() ) );
		$this->assertFalse( $manager->verify( $session ) );
	}

	public function test_a_link_ends_and_does_not_outlive_the_rights_that_it_was_made_with(): void {
		list( $ann, $support ) = array( self::user( 'ann' ), self::user( 'support', array( 'role' => 'administrator' ) ) );
		wp_set_current_user( $support->ID );
		$this->assertFalse( $this->access->begin( $this->access->give( $ann, time() ), time() + 901 ), 'late' );
		$this->assertFalse( $this->access->begin( 'nonsense', time() ) );

		$token = $this->access->give( $ann, time() );
		$ann->set_role( 'administrator' );
		$this->assertFalse( $this->access->begin( $token, time() ), 'an account with new rights' );
		$ann->set_role( 'subscriber' );
		$token = $this->access->give( $ann, time() );
		$support->set_role( 'subscriber' );
		$this->assertFalse( $this->access->begin( $token, time() ), 'a maker without rights' );
	}
}
