<?php
/**
 * Test of the way from an older version.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Database;
use Cognipress\Event_Log;
use Cognipress\Expiring_Store;
use Cognipress\Link_Table;
use Cognipress\Settings;
use PHPUnit\Framework\TestCase;

/**
 * Making tables ends a transaction, so this test cleans up by itself.
 *
 * @group network
 */
final class Upgrade_Test extends TestCase {
	protected function tearDown(): void {
		delete_option( Settings::OPTION );
		Database::uninstall();
		Database::install();
	}

	/**
	 * The tables of a version, as that version made them, and its settings.
	 *
	 * @param string   $version Of the tables.
	 * @param string[] $newer   Tables that came later.
	 */
	private static function go_back_to( string $version, array $newer ): void {
		global $wpdb;
		( new Link_Table() )->link( Pool::ISSUER, Pool::SUB, 7, time() );
		( new Expiring_Store() )->add( 'revoke:x', 'sealed', time() + 1000, time() );
		foreach ( $newer as $table ) {
			$wpdb->query( "DROP TABLE {$table}" ); // phpcs:ignore WordPress.DB
		}
		update_site_option( Database::VERSION_OPTION, $version );
		update_option(
			Settings::OPTION,
			array(
				'user_pool_id' => Pool::ID,
				'client_id'    => Pool::CLIENT_ID,
				'strict'       => true,
				'default_role' => 'contributor',
			)
		);
	}

	/**
	 * Versions of the tables with those that came later.
	 *
	 * @return array<string, array{string, string[]}>
	 */
	public function versions(): array {
		return array(
			'1: links and entries' => array( '1', array( Database::events_table(), Database::changes_table() ) ),
			'2: a log as well'     => array( '2', array( Database::changes_table() ) ),
		);
	}

	/**
	 * Everything stays, and what is new begins as it does on a new site.
	 *
	 * @dataProvider versions
	 *
	 * @param string   $version Of the tables.
	 * @param string[] $newer   Tables that came later.
	 */
	public function test_an_older_version_goes_on( string $version, array $newer ): void {
		self::go_back_to( $version, $newer );
		$this->assertSame( $newer, Database::missing() );

		$this->assertNotFalse( has_action( 'plugins_loaded', array( Database::class, 'install' ) ) );
		Database::install();

		$this->assertSame( array(), Database::missing() );
		$this->assertNotSame( $version, get_site_option( Database::VERSION_OPTION ) );
		$this->assertSame( 7, ( new Link_Table() )->user_id( Pool::ISSUER, Pool::SUB ) );
		$this->assertSame( 'sealed', ( new Expiring_Store() )->get( 'revoke:x', time() ) );
		( new Event_Log() )->add( 'login', 7, '', time() );

		$settings = new Settings();
		$this->assertTrue( $settings->is_configured() && $settings->is_strict() );
		$this->assertSame( 'contributor', $settings->default_role() );
		$new = array( $settings->sign_in_method(), $settings->offers_passkeys(), $settings->links_by_email(), $settings->rows( 'role_map' ) );
		$this->assertSame( array( '', false, false, null ), $new );
	}

	/**
	 * What is there is not made again at every request.
	 */
	public function test_the_same_version_asks_the_database_nothing(): void {
		global $wpdb;
		Database::install();
		$before = $wpdb->num_queries;
		Database::install();
		$this->assertSame( $before, $wpdb->num_queries );
	}
}
