<?php
/**
 * Test of the end of the plugin.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Database;
use Cognipress\Expiring_Store;
use Cognipress\Key_Cache;
use Cognipress\Link_Table;
use Cognipress\Revocation;
use Cognipress\Second_Step;
use Cognipress\Session_Fields;
use Cognipress\Settings;
use Cognipress\Uninstaller;
use PHPUnit\Framework\TestCase;

require_once dirname( __DIR__ ) . '/includes/storage/class-uninstaller.php';

/**
 * Dropping tables ends a transaction, so this test cleans up by itself.
 *
 * @group network
 */
final class Uninstall_Test extends TestCase {
	/**
	 * A user with two sessions, one of them through Cognito.
	 *
	 * @var int
	 */
	private $user;

	protected function setUp(): void {
		update_option( Key_Cache::OPTION, array( 'url' => 'x' ) );
		wp_schedule_single_event( time() + 1000, Revocation::EVENT );
		wp_schedule_event( time() + 1000, 'hourly', Expiring_Store::SWEEP_EVENT );
		$this->user = wp_insert_user(
			array(
				'user_login' => 'uninstall-test',
				'user_pass'  => 'x',
			)
		);
		update_user_option( $this->user, 'cognipress_roles', array( 'subscriber' ) );
		update_user_meta( $this->user, Second_Step::BOTH_SHOWN, array( Pool::SUB => 1 ) );
		( new Link_Table() )->link( Pool::ISSUER, Pool::SUB, $this->user, time() );
		( new Expiring_Store() )->add( 'revoke:x', 'sealed', time() + 1000, time() );
		update_user_meta(
			$this->user,
			'session_tokens',
			array(
				'a' => array(
					'expiration'                  => 2000000000,
					Session_Fields::REFRESH_TOKEN => 'sealed',
					Session_Fields::CHECKED_AT    => 7,
				),
				'b' => array( 'expiration' => 2000000000 ),
			)
		);
	}

	protected function tearDown(): void {
		global $wpdb;
		require_once ABSPATH . 'wp-admin/includes/user.php';
		require_once ABSPATH . 'wp-admin/includes/ms.php';
		Database::install();
		delete_option( Settings::OPTION );
		is_multisite() ? wpmu_delete_user( $this->user ) : wp_delete_user( $this->user );
		$wpdb->query( 'DELETE FROM ' . Database::links_table() );
		$wpdb->query( 'DELETE FROM ' . Database::events_table() );
	}

	public function test_nothing_is_left_where_the_owner_says_so(): void {
		global $wpdb;
		update_option( Settings::OPTION, array( 'remove_data' => true ) );

		defined( 'WP_UNINSTALL_PLUGIN' ) || define( 'WP_UNINSTALL_PLUGIN', 'cognipress/cognipress.php' );
		require dirname( \Cognipress\FILE ) . '/uninstall.php';

		$this->assertSame( array(), $wpdb->get_col( "SHOW TABLES LIKE '%cognipress%'" ) );
		$this->assertSame( array(), $wpdb->get_col( "SELECT option_name FROM {$wpdb->options} WHERE option_name LIKE '%cognipress%' OR ( option_name = 'cron' AND option_value LIKE '%cognipress%' )" ) );
		$this->assertSame( array(), $wpdb->get_col( "SELECT meta_key FROM {$wpdb->usermeta} WHERE meta_key LIKE '%cognipress%' OR meta_value LIKE '%cognipress%'" ) );
		$this->assert_sessions_are_clean();
	}

	public function test_only_secrets_and_events_go_otherwise(): void {
		global $wpdb;
		update_option( Settings::OPTION, array( 'user_pool_id' => Pool::ID ) );

		Uninstaller::run();

		$this->assertSame( $this->user, ( new Link_Table() )->user_id( Pool::ISSUER, Pool::SUB ) );
		$this->assertSame( array(), get_user_meta( $this->user, Second_Step::BOTH_SHOWN ) );
		$this->assertSame( array( 'user_pool_id' => Pool::ID ), get_option( Settings::OPTION ) );
		$this->assertSame( '0', $wpdb->get_var( 'SELECT COUNT(*) FROM ' . Database::entries_table() ) );
		$this->assertFalse( wp_next_scheduled( Revocation::EVENT ) || wp_next_scheduled( Expiring_Store::SWEEP_EVENT ) );
		$this->assert_sessions_are_clean();
	}

	/**
	 * Asserts that sessions know nothing of Cognito.
	 */
	private function assert_sessions_are_clean(): void {
		$session = array( 'expiration' => 2000000000 );
		$this->assertSame( array( 'a' => $session, 'b' => $session ), get_user_meta( $this->user, 'session_tokens', true ) );
	}
}
