<?php
/**
 * Test of how the sync is looked after.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Bulk_Sync;
use Cognipress\Change_Queue;
use Cognipress\Database;
use Cognipress\Failed_Changes_Table;
use Cognipress\Link_Table;
use Cognipress\Privacy;
use Cognipress\Event_Log;
use Cognipress\Settings;
use Cognipress\Sync;
use Cognipress\Sync_Checks;
use Cognipress\Sync_Page;
use Cognipress\Sync_Section;
use Cognipress\Sync_Settings;
use RuntimeException;
use WP_CLI;
use WP_REST_Request;

require_once dirname( __DIR__, 2 ) . '/support/class-directory.php';
require_once dirname( __DIR__, 2 ) . '/support/class-wp-cli.php';
require_once dirname( __DIR__, 3 ) . '/includes/cli/class-sync-command.php';

/**
 * The screen, the route behind it, the settings, the command, and what Site Health and privacy tools say.
 */
final class Sync_Screen_Test extends Test_Case {
	/**
	 * The queue.
	 *
	 * @var Change_Queue
	 */
	private $queue;

	protected function setUp(): void {
		parent::setUp();
		self::configure( array( 'sync' => true ) );
		$this->queue = new Change_Queue();
		$this->queue->discard( array() );
		$GLOBALS['wpdb']->query( 'DELETE FROM ' . Database::changes_table() );
	}

	protected function tearDown(): void {
		// A run is remembered outside of the transaction too.
		delete_site_option( Bulk_Sync::OPTION );
		parent::tearDown();
	}

	public function test_everybody_is_sent_while_somebody_looks_at_it(): void {
		$pool = new Directory();
		self::answer_http( array( $pool, 'answer' ) );
		$existing = count( get_users( array( 'fields' => 'ID', 'blog_id' => 0 ) ) );
		self::configure( array() );
		self::user( 'ann' );
		self::user( 'bob' );
		wp_set_current_user( self::manager()->ID );
		self::configure( array( 'sync' => true ) );
		$this->bulk()->start();
		$total = $existing + 3;
		$this->assertSame( array( 'done' => 0, 'total' => $total ), $this->bulk()->progress() );
		for ( $count = 0; $count < 20; $count++ ) {
			$reply = rest_do_request( new WP_REST_Request( 'POST', '/cognipress/v1/sync' ) );
			$this->assertSame( 200, $reply->get_status() );
			if ( $reply->get_data()['isOver'] ) {
				break;
			}
		}
		$this->assertTrue( $reply->get_data()['isOver'] );
		$this->assertCount( $total, $pool->users );
		$this->assertArrayHasKey( 'bob', $pool->users );
	}

	public function test_a_run_goes_on_where_it_was_interrupted(): void {
		$this->bulk()->start();
		$this->bulk()->feed( time() );
		$queued = $this->queue->standing()['waiting'];
		$this->assertGreaterThan( 0, $queued );
		$GLOBALS['wpdb']->query( 'DELETE FROM ' . Database::changes_table() );
		$this->bulk()->feed( time() );
		$this->assertSame( 0, $this->queue->standing()['waiting'], 'nobody twice' );
		$this->assertNull( $this->bulk()->progress() );
	}

	public function test_only_who_manages_users_may_run_it(): void {
		foreach ( array( 0, self::user( 'ed', array( 'role' => 'editor' ) )->ID ) as $id ) {
			wp_set_current_user( $id );
			$this->assertContains( rest_do_request( new WP_REST_Request( 'POST', '/cognipress/v1/sync' ) )->get_status(), array( 401, 403 ) );
		}
	}

	public function test_refused_changes_are_tried_again_or_discarded(): void {
		$ids = array_map( array( $this, 'add_dead' ), array( 'ann', 'bob', 'cleo' ) );
		$this->assertSame( 1, $this->queue->revive( array( $ids[0] ), time() ) );
		$this->assertSame( 1, $this->queue->discard( array( $ids[1] ) ) );
		$this->assertSame( array( 'cleo' ), array_column( $this->queue->dead( 9, 0 ), 'login' ) );
		$this->assertTrue( $this->queue->is_waiting( 'ann' ) );
	}

	public function test_the_screen_shows_what_was_refused(): void {
		require_once ABSPATH . 'wp-admin/includes/class-wp-list-table.php';
		require_once ABSPATH . 'wp-admin/includes/template.php';
		require_once ABSPATH . 'wp-admin/includes/class-wp-screen.php';
		require_once ABSPATH . 'wp-admin/includes/screen.php';
		require_once dirname( __DIR__, 3 ) . '/includes/sync/class-failed-changes-table.php';
		set_current_screen( 'tools_page_cognipress-sync' );
		$this->add_dead( '<b>ann' );
		$table = new Failed_Changes_Table( $this->queue );
		$table->prepare_items();
		ob_start();
		$table->display();
		$html = (string) ob_get_clean();
		unset( $GLOBALS['current_screen'] );
		$this->assertStringContainsString( '&lt;b&gt;ann', $html );
		$this->assertStringContainsString( 'It was &lt;refused&gt;.', $html );
		$this->assertStringNotContainsString( '<b>ann', $html );
		$this->assertStringContainsString( 'value="' . Failed_Changes_Table::RETRY . '"', $html );
	}

	public function test_a_sentence_says_how_things_stand(): void {
		$standing = array( 'waiting' => 0, 'dead' => 0, 'oldest' => 0, 'error' => '' );
		$this->assertSame( '5 of 1,000 users are done.', Sync_Page::describe( $standing, array( 'done' => 5, 'total' => 1000 ) ) );
		$this->assertStringContainsString( 'reached Cognito', Sync_Page::describe( $standing, null ) );
		$this->assertStringContainsString( '7. The oldest is from 5 min', Sync_Page::describe( array( 'waiting' => 7, 'oldest' => time() - 300 ) + $standing, null ) );
	}

	public function test_site_health_tells_of_a_backlog(): void {
		$checks = new Sync_Checks( new Sync_Settings( new Settings() ), $this->queue );
		$this->queue->add( 'ann', '', '', time(), time() - 60 );
		$this->assertSame( 'good', $checks->run()[0]->status() );
		$this->queue->add( 'bob', '', '', time(), time() - HOUR_IN_SECONDS - 60 );
		$this->assertSame( 'critical', $checks->run()[0]->status() );
		self::configure( array( 'sync' => false ) );
		$this->assertSame( array(), $checks->run() );
	}

	public function test_wordpress_cron_runs_it_as_long_as_it_is_on(): void {
		$sync = $this->sync();
		$sync->schedule();
		$this->assertSame( 'cognipress_minute', wp_get_schedule( Sync::EVENT ) );
		$this->assertSame( MINUTE_IN_SECONDS, wp_get_schedules()['cognipress_minute']['interval'] );
		self::configure( array( 'sync' => false ) );
		$sync->schedule();
		$this->assertFalse( wp_next_scheduled( Sync::EVENT ) );
	}

	public function test_action_scheduler_runs_it_where_there_is_one(): void {
		// The other process brings its own settings.
		$GLOBALS['wpdb']->query( 'ROLLBACK' );
		$output = Process::run(
			'function as_next_scheduled_action() { return false; }
			function as_schedule_recurring_action( $time, $interval, $hook ) { echo "\nevery $interval seconds: $hook"; }
			require WP_LOAD;
			add_filter( "pre_option_cognipress_settings", fn() => array( "sync" => true, "user_pool_id" => "eu-west-1_TestPool1", "client_id" => "1example23456789" ) );
			foreach ( array_merge( ...$GLOBALS["wp_filter"]["cognipress_sync"]->callbacks ) as $callback ) {
				$callback["function"][0]->schedule();
			}
			var_dump( wp_next_scheduled( "cognipress_sync" ) );'
		);
		$this->assertStringEndsWith( "\nevery 60 seconds: cognipress_syncbool(false)\n", $output );
	}

	public function test_only_what_can_be_sent_is_saved(): void {
		wp_set_current_user( 1 );
		$section = new Sync_Section( new Sync_Settings( new Settings() ) );
		$stored  = array( 'sync_attributes' => array( 'email' => 'user_email' ), 'sync_groups' => array() );
		$input   = array( 'sync' => '1', 'sync_attributes' => "custom:account = ID\ncustom:roles = roles\nphone_number = billing_phone", 'sync_groups' => 'editor = editors, staff' );
		$clean   = $section->sanitize( $input, $stored );
		$this->assertSame( array( 'custom:account' => 'ID', 'custom:roles' => 'roles', 'phone_number' => 'billing_phone' ), $clean['sync_attributes'] );
		$this->assertSame( array( 'editor' => 'editors, staff' ), $clean['sync_groups'] );
		$this->assertSame( array( true, false ), array( $clean['sync'], $clean['sync_disable'] ) );
		foreach ( array( 'name = user_pass', 'sub = ID', 'email_verified = ID', 'name = session_tokens', 'name = wp_capabilities', 'x' ) as $line ) {
			$this->assertSame( $stored['sync_attributes'], $section->sanitize( array( 'sync_attributes' => $line ) + $input, $stored )['sync_attributes'], $line );
		}
		$this->assertSame( array(), $section->sanitize( array( 'sync_groups' => 'nobody = staff' ) + $input, $stored )['sync_groups'] );
	}

	/**
	 * @group network
	 */
	public function test_in_a_network_a_sites_administrator_cannot_change_it(): void {
		$section = new Sync_Section( new Sync_Settings( new Settings() ) );
		$stored  = array( 'sync' => false, 'sync_groups' => array(), 'strict' => true );
		wp_set_current_user( self::user( 'owner', array( 'role' => 'administrator' ) )->ID );
		$clean = $section->sanitize( array( 'sync' => '1', 'sync_attributes' => 'email = nickname' ), $stored );
		$this->assertSame( ! is_multisite(), $clean['sync'] );
		$this->assertSame( ! is_multisite(), isset( $clean['sync_attributes'] ) );
		wp_set_current_user( 1 );
		$this->assertTrue( $section->sanitize( array( 'sync' => '1' ), $stored )['sync'] );
	}

	public function test_the_command_works_until_it_is_done_and_says_what_is_not(): void {
		$pool = new Directory();
		self::answer_http( array( $pool, 'answer' ) );
		$this->queue->add( 'admin', '', '', time(), time() );
		$this->assertSame( array( 'Success: Every change has reached Cognito.' ), $this->type( array( 'continue' => true ) ) );
		$this->assertArrayHasKey( 'admin', $pool->users );
		$this->add_dead( 'nobody' );
		$this->assertStringContainsString( 'refused: 1', $this->type( array( 'continue' => true ) )[0] );
		$this->assertSame( array( 'Trying 1 changes again.', 'Success: Every change has reached Cognito.' ), $this->type( array( 'retry' => true ) ) );
		$pool->accident = static fn(): \WP_Error => new \WP_Error( 'http_request_failed', 'Could not resolve host' );
		$this->queue->add( 'admin', '', '', time(), time() );
		$this->assertStringContainsString( 'Could not resolve host', $this->type( array( 'continue' => true ) )[0] );
		self::configure( array( 'sync' => false ) );
		$this->assertStringContainsString( 'off', $this->type( array() )[0] );
	}

	public function test_privacy_tools_know_of_it(): void {
		$ann     = self::user( 'ann' );
		$privacy = new Privacy( new Link_Table(), new Event_Log(), $this->queue );
		$this->add_dead( 'ann' );
		$this->assertStringContainsString( 'change-', wp_json_encode( $privacy->export( $ann->user_email ) ) );
		$this->assertTrue( $privacy->erase( $ann->user_email )['items_removed'] );
		$this->assertSame( array(), $this->queue->dead( 9, 0 ) );
	}

	/**
	 * Adds a change that was given up.
	 *
	 * @param string $login Login.
	 */
	private function add_dead( string $login ): int {
		$id = $this->queue->add( $login, '', '{"attributes":{},"in":[],"out":[],"enabled":null}', time(), time() );
		$GLOBALS['wpdb']->update( Database::changes_table(), array( 'is_dead' => 1, 'error' => 'It was <refused>.' ), array( 'id' => $id ) );
		return $id;
	}

	/**
	 * Who may manage all users.
	 */
	private static function manager(): \WP_User {
		$user = self::user( 'boss', array( 'role' => 'administrator' ) );
		if ( is_multisite() ) {
			grant_super_admin( $user->ID );
		}
		return $user;
	}

	/**
	 * Types the command.
	 *
	 * @param array<string, bool> $options Options.
	 * @return string[] What it says.
	 */
	private function type( array $options ): array {
		$command       = new \Cognipress\Sync_Command( new Sync_Settings( new Settings() ), $this->sync(), $this->bulk(), $this->queue );
		WP_CLI::$lines = array();
		try {
			$command( array(), $options );
		} catch ( RuntimeException $e ) {
			return WP_CLI::$lines;
		}
		return WP_CLI::$lines;
	}

	/**
	 * The run for all users.
	 */
	private function bulk(): Bulk_Sync {
		return new Bulk_Sync( $this->queue, new \Cognipress\Linked_User( new Link_Table(), new Settings() ) );
	}

	/**
	 * The sync that the plugin's hooks have.
	 */
	private function sync(): Sync {
		foreach ( array_merge( ...$GLOBALS['wp_filter'][ Sync::EVENT ]->callbacks ) as $callback ) {
			return $callback['function'][0];
		}
		self::fail( 'nothing runs' );
	}
}
