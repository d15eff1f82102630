<?php
/**
 * Tests of where settings are.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Data_Section;
use Cognipress\Database;
use Cognipress\Event_Log;
use Cognipress\Network_Page;
use Cognipress\Settings;
use Cognipress\Settings_Fields;
use Cognipress\Settings_Page;
use Cognipress\Settings_Store;
use Cognipress\Users_Section;

/**
 * What a site decides, and what its network does.
 *
 * @group network
 */
final class Settings_Store_Test extends Test_Case {
	public function test_a_site_alone_has_no_network(): void {
		if ( is_multisite() ) {
			$this->markTestSkipped( 'This is a network.' );
		}
		update_site_option( Settings_Store::NETWORK_OPTION, array( 'strict' => true ) );
		update_option( Settings::OPTION, array( 'log_days' => 7 ) );
		$settings = new Settings();
		$this->assertSame( array( false, 7 ), array( $settings->is_strict(), $settings->log_days() ) );
		$this->assertFalse( $settings->store()->is_fixed( 'strict' ) );
	}

	public function test_a_network_that_has_saved_nothing_leaves_all_to_its_sites(): void {
		$this->need_network();
		self::configure( array( 'strict' => true ) );
		$this->assertTrue( ( new Settings() )->is_strict() );
		$this->assertFalse( ( new Settings_Store() )->is_fixed( 'strict' ) );
	}

	public function test_a_network_decides_but_for_what_it_leaves_to_its_sites(): void {
		$this->need_network();
		self::page()->keep( array( 'strict' => '1', 'recreate_deleted' => '1', 'log_days' => '90' ), array( 'log_days', 'recreate_deleted', 'no such setting' ) );
		update_option( Settings::OPTION, array( 'strict' => false, 'log_days' => 7 ) );

		$settings = new Settings();
		$this->assertTrue( $settings->is_strict(), 'decided by the network' );
		$this->assertSame( 7, $settings->log_days(), 'decided by the site' );
		$this->assertTrue( $settings->recreates_deleted(), 'not decided by the site yet' );
		$this->assertSame( array( true, false ), array( $settings->store()->is_fixed( 'strict' ), $settings->store()->is_fixed( 'log_days' ) ) );
		$this->assertSame( 90, ( new Settings( new Settings_Store( true ) ) )->log_days() );
		$this->assertSame( array( 'recreate_deleted', 'log_days' ), get_site_option( Settings_Store::UNLOCKED_OPTION ) );
	}

	public function test_a_site_cannot_save_what_its_network_decides(): void {
		$this->need_network();
		self::page()->keep( array( 'strict' => '1' ), array( 'log_days' ) );
		update_option( Settings::OPTION, array( 'application_passwords' => true ) );
		$settings = new Settings();
		$page     = new Settings_Page( $settings->store(), new Settings_Fields( $settings ), array( new Users_Section( $settings ), new Data_Section( $settings ) ), '' );
		$clean    = $page->sanitize( array( 'recreate_deleted' => '1', 'log_days' => '7' ) );
		$this->assertSame( array( 'application_passwords' => true, 'log_days' => 7 ), $clean );
	}

	public function test_the_page_shows_who_decides(): void {
		$this->need_network();
		require_once ABSPATH . 'wp-admin/includes/admin.php';
		self::page()->keep( array( 'strict' => '1' ), array() );
		$html = static function ( bool $is_network ): string {
			$settings = new Settings( new Settings_Store( $is_network ) );
			$fields   = new Settings_Fields( $settings );
			$fields->add( 'users', 'strict', 'Strict mode', '__return_null' );
			ob_start();
			$fields->checkbox( 'strict', $settings->is_strict(), 'Strict', 'Help.' );
			return (string) ob_get_clean();
		};
		$this->assertStringContainsString( 'Sites may change this', $html( true ) );
		$this->assertStringNotContainsString( 'disabled', $html( true ) );
		$this->assertStringContainsString( 'Set for the whole network. Help.', $html( false ) );
		$this->assertStringContainsString( 'disabled', $html( false ) );
	}

	public function test_each_site_keeps_its_log_as_long_as_it_wants(): void {
		$this->need_network();
		// Tests with processes of their own leave events behind.
		$GLOBALS['wpdb']->query( 'DELETE FROM ' . Database::events_table() );
		$log  = new Event_Log();
		$site = get_site_by_path( get_current_site()->domain, '/another/' );
		$id   = $site ? (int) $site->blog_id : 7777;
		$log->add( 'signed-in', 1, '', 1000 );
		$GLOBALS['blog_id'] = $id;
		$log->add( 'signed-in', 1, '', 1000 );
		$log->add( 'signed-in', 1, '', 3000 );
		$log->purge( 2000 );
		$this->assertSame( 1, $log->count( '', 0 ) );
		$GLOBALS['blog_id'] = 1;
		$this->assertSame( 1, $log->count( '', 0 ), 'another site’s' );
		$log->forget_site( new \WP_Site( (object) array( 'blog_id' => $id ) ) );
		$GLOBALS['blog_id'] = $id;
		$this->assertSame( 0, $log->count( '', 0 ) );
		$GLOBALS['blog_id'] = 1;
	}

	/**
	 * The network's page, with two of its parts.
	 */
	private static function page(): Network_Page {
		$settings = new Settings( new Settings_Store( true ) );
		return new Network_Page( $settings->store(), new Settings_Fields( $settings ), array( new Users_Section( $settings ), new Data_Section( $settings ) ) );
	}

	/**
	 * Skips a test where the site is alone.
	 */
	private function need_network(): void {
		if ( ! Settings_Store::has_network() ) {
			$this->markTestSkipped( 'This site has no network.' );
		}
	}
}
