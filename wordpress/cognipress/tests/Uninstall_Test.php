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
use Cognipress\Revocation;
use Cognipress\Settings;
use PHPUnit\Framework\TestCase;

/**
 * Dropping tables ends a transaction, so this test cleans up by itself.
 */
final class Uninstall_Test extends TestCase {
	public function test_nothing_is_left(): void {
		global $wpdb;
		update_option( Settings::OPTION, array( 'user_pool_id' => Pool::ID ) );
		update_option( Key_Cache::OPTION, array( 'url' => 'x' ) );
		wp_schedule_single_event( time() + 1000, Revocation::EVENT );
		wp_schedule_event( time() + 1000, 'hourly', Expiring_Store::SWEEP_EVENT );
		$user     = wp_insert_user(
			array(
				'user_login' => 'uninstall-test',
				'user_pass'  => 'x',
			)
		);
		$sessions = array(
			'a' => array(
				'expiration'              => time() + 1000,
				Revocation::SESSION_FIELD => 'sealed',
			),
			'b' => array( 'expiration' => time() + 1000 ),
		);
		update_user_meta( $user, 'session_tokens', $sessions );

		try {
			defined( 'WP_UNINSTALL_PLUGIN' ) || define( 'WP_UNINSTALL_PLUGIN', 'cognipress/cognipress.php' );
			require dirname( \Cognipress\FILE ) . '/uninstall.php';

			$this->assertSame( array(), $wpdb->get_col( "SHOW TABLES LIKE '%cognipress%'" ) );
			$this->assertSame( array(), $wpdb->get_col( "SELECT option_name FROM {$wpdb->options} WHERE option_name LIKE '%cognipress%' OR ( option_name = 'cron' AND option_value LIKE '%cognipress%' )" ) );
			unset( $sessions['a'][ Revocation::SESSION_FIELD ] );
			$this->assertSame( $sessions, get_user_meta( $user, 'session_tokens', true ) );
		} finally {
			require_once ABSPATH . 'wp-admin/includes/user.php';
			Database::install();
			wp_delete_user( $user );
		}
	}
}
