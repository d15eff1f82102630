<?php
/**
 * Tests of the log.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Event_Log;
use Cognipress\Event_Log_Page;
use Cognipress\Event_Names;
use Cognipress\Expiring_Store;
use Cognipress\Settings;

/**
 * Who, what and when, and for how long.
 */
final class Event_Log_Test extends Test_Case {
	/**
	 * The log.
	 *
	 * @var Event_Log
	 */
	private $log;

	protected function setUp(): void {
		parent::setUp();
		require_once ABSPATH . 'wp-admin/includes/admin.php';
		self::configure();
		$this->log = new Event_Log();
		$this->log->purge( PHP_INT_MAX );
	}

	protected function tearDown(): void {
		$GLOBALS['current_screen'] = null;
		parent::tearDown();
	}

	public function test_what_the_plugin_tells_is_recorded(): void {
		$boss = self::user( 'boss', array( 'role' => 'administrator' ) );
		$ann  = self::user( 'ann' );
		wp_set_current_user( $boss->ID );
		do_action( 'cognipress_signed_in', $ann, array() );
		do_action( 'cognipress_refused', 'signature' );
		do_action( 'cognipress_stepped_up', $ann->ID, 'urn:cognito:loa:2' );
		do_action( 'cognipress_access_given', $ann->ID, $boss->ID );
		do_action( 'cognipress_access_used', $ann->ID, $boss->ID );
		do_action( 'cognipress_user_linked', $ann->ID, array() );
		do_action( 'cognipress_user_unlinked', $ann->ID );
		do_action( 'cognipress_users_merged', 7, $ann->ID );
		do_action( 'cognipress_user_deleted', 7 );
		do_action( 'cognipress_roles_changed', $ann->ID, array( 'editor', 'author' ), array( 'subscriber' ) );
		do_action( 'cognipress_profile_changed', $ann->ID, array( 'first_name', 'user_email' ) );
		do_action( 'cognipress_session_ended', $ann->ID, 'idle' );
		do_action( 'cognipress_signed_out_everywhere', $ann->ID );
		self::configure( array( 'strict' => true, 'client_id' => 'secretlike' ) );
		$rows = array_map(
			static fn( array $row ): array => array( $row['event'], (int) $row['user_id'], $row['detail'], (int) $row['actor_id'] ),
			array_reverse( $this->log->list( '', 0, 50, 0 ) )
		);
		$expected = array(
			array( Event_Names::SIGNED_IN, $ann->ID, '' ),
			array( Event_Names::REFUSED, 0, 'signature' ),
			array( Event_Names::STEPPED_UP, $ann->ID, 'urn:cognito:loa:2' ),
			array( Event_Names::GIVEN, $ann->ID, '#' . $boss->ID ),
			array( Event_Names::USED, $ann->ID, '#' . $boss->ID ),
			array( Event_Names::LINKED, $ann->ID, '' ),
			array( Event_Names::UNLINKED, $ann->ID, '' ),
			array( Event_Names::MERGED, $ann->ID, '#7' ),
			array( Event_Names::DELETED, 7, '' ),
			array( Event_Names::ROLES, $ann->ID, '+editor +author −subscriber' ),
			array( Event_Names::PROFILE, $ann->ID, 'first_name, user_email' ),
			array( Event_Names::ENDED, $ann->ID, 'idle' ),
			array( Event_Names::SIGNED_OUT, $ann->ID, '' ),
			array( Event_Names::SETTINGS, 0, 'strict, client_id' ),
		);
		$this->assertEqualsCanonicalizing( array_keys( Event_Names::all() ), array_column( $expected, 0 ), 'Every kind is tried.' );
		$this->assertSame( array_map( static fn( array $row ): array => array_merge( $row, array( $boss->ID ) ), $expected ), $rows );
	}

	public function test_it_can_be_switched_off(): void {
		self::configure( array( 'log_days' => 0 ) );
		$this->log->purge( PHP_INT_MAX );
		do_action( 'cognipress_refused', 'signature' );
		$this->assertSame( 0, $this->log->count( '', 0 ) );
	}

	public function test_rows_go_when_their_days_are_over(): void {
		self::configure( array( 'log_days' => 10 ) );
		$this->log->purge( PHP_INT_MAX );
		$this->log->add( Event_Names::REFUSED, 0, 'old', time() - 11 * DAY_IN_SECONDS );
		$this->log->add( Event_Names::REFUSED, 0, 'young', time() - 9 * DAY_IN_SECONDS );
		do_action( Expiring_Store::SWEEP_EVENT );
		$this->assertSame( array( 'young' ), array_column( $this->log->list( '', 0, 9, 0 ), 'detail' ) );
	}

	public function test_long_details_fit(): void {
		$this->log->add( Event_Names::REFUSED, 0, str_repeat( 'ä', 500 ), time() );
		$this->assertSame( str_repeat( 'ä', 191 ), $this->log->list( '', 0, 1, 0 )[0]['detail'] );
	}

	public function test_the_screen_shows_pages_and_filters(): void {
		$boss = self::user( 'boss', array( 'role' => 'administrator' ) );
		wp_set_current_user( $boss->ID );
		set_current_screen( 'tools_page_cognipress-log' );
		for ( $i = 1; $i <= 25; $i++ ) {
			$this->log->add( Event_Names::REFUSED, 0, '<b>number-' . $i . '</b>', time() );
		}
		$this->log->add( Event_Names::SIGNED_IN, $boss->ID, '', time() );
		$html = $this->screen();
		$this->assertStringContainsString( 'number-25', $html );
		$this->assertStringNotContainsString( 'number-6&lt;', $html );
		$this->assertStringNotContainsString( '<b>number', $html );
		$this->assertStringContainsString( '26 items', $html );
		$this->assertStringContainsString( 'boss', $html );
		$_GET['event'] = Event_Names::SIGNED_IN;
		$this->assertStringNotContainsString( 'number-', $this->screen() );
		$_GET['event'] = "' OR 1=1";
		$this->assertStringContainsString( 'number-25', $this->screen() );
	}

	/**
	 * The screen's HTML.
	 */
	private function screen(): string {
		ob_start();
		( new Event_Log_Page( $this->log, new Settings() ) )->print_page();
		return (string) ob_get_clean();
	}
}
