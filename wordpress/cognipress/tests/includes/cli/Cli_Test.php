<?php
/**
 * Tests of the commands.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Accounts;
use Cognipress\Assets;
use Cognipress\Cli;
use Cognipress\Change_Queue;
use Cognipress\Cognito_Service;
use Cognipress\Doctor;
use Cognipress\Expiring_Store;
use Cognipress\Global_Sign_Out;
use Cognipress\Key_Cache;
use Cognipress\Link_Table;
use Cognipress\Page_Checks;
use Cognipress\Pool_Checks;
use Cognipress\Settings;
use Cognipress\Settings_Store;
use Cognipress\Site_Checks;
use Cognipress\Sync_Checks;
use Cognipress\Sync_Settings;
use Cognipress\Token_Refresher;
use RuntimeException;
use WP_CLI;
use WP_Session_Tokens;

require_once dirname( __DIR__, 2 ) . '/support/class-wp-cli.php';
require_once dirname( __DIR__, 3 ) . '/includes/cli/class-cli.php';

/**
 * Each command as it is typed.
 */
final class Cli_Test extends Test_Case {
	protected function setUp(): void {
		parent::setUp();
		self::configure( array( 'role_map' => array( 'staff' => 'editor' ) ) );
		self::answer_http(
			static function () {
				return new \WP_Error( 'http_request_failed', 'Could not resolve host' );
			}
		);
	}

	public function test_accounts_are_linked_unlinked_and_merged(): void {
		$links = new Link_Table();
		$ann   = self::user( 'ann' );
		$bob   = self::user( 'bob' );
		$this->assertSame( array( 'Success: Linked.' ), $this->type( 'link', 'ann', strtoupper( Pool::SUB ) ) );
		$this->assertSame( $ann->ID, $links->user_id( Pool::ISSUER, Pool::SUB ) );
		$this->assertStringStartsWith( 'Error: ', $this->type( 'link', 'bob', Pool::SUB )[0] );
		$this->assertSame( array( 'Success: Merged.' ), $this->type( 'merge', 'ann@local.example', (string) $bob->ID ) );
		$this->assertSame( $bob->ID, $links->user_id( Pool::ISSUER, Pool::SUB ) );
		$this->assertSame( array( 'Success: Unlinked.' ), $this->type( 'unlink', 'bob' ) );
		$this->assertStringStartsWith( 'Error: ', $this->type( 'unlink', 'bob' )[0] );
		$this->assertSame( array( 'Error: There is no user nobody.' ), $this->type( 'unlink', 'nobody' ) );
	}

	public function test_accounts_are_linked_in_the_pool_that_is_named(): void {
		self::configure( array( 'more_pools' => array( 'Staff' => 'us-east-1_Staff, client' ) ) );
		$ann = self::user( 'ann' );
		$this->assertSame( array( 'Error: No such user pool is set.' ), $this->type( 'link', 'ann', Pool::SUB, '--pool=Nobody' ) );
		$this->assertSame( array( 'Success: Linked.' ), $this->type( 'link', 'ann', Pool::SUB, '--pool=Staff' ) );
		$this->assertSame( $ann->ID, ( new Link_Table() )->user_id( 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Staff', Pool::SUB ) );
	}

	public function test_sessions_are_ended(): void {
		$ann = self::user( 'ann' );
		WP_Session_Tokens::get_instance( $ann->ID )->create( time() + 1000 );
		$this->assertSame( array( 'Success: Ended 1 sessions.' ), $this->type( 'revoke', 'ann' ) );
		$this->assertSame( array(), WP_Session_Tokens::get_instance( $ann->ID )->get_all() );
	}

	public function test_the_doctor_tells_and_fails(): void {
		$lines = $this->type( 'doctor' );
		$this->assertStringContainsString( 'Could not resolve host', $lines[0] );
		$this->assertSame( 'status 1', end( $lines ) );
	}

	public function test_the_settings_are_printed(): void {
		$text = implode( "\n", $this->type( 'export_config' ) );
		$this->assertStringContainsString( "define( 'COGNIPRESS_USER_POOL_ID', '" . Pool::ID . "' );", $text );
		$this->assertStringContainsString( "define( 'COGNIPRESS_STRICT', false );", $text );
		$this->assertSame( get_option( Settings::OPTION ), json_decode( substr( $text, (int) strpos( $text, '{' ) ), true ) );
	}

	/**
	 * @group network
	 */
	public function test_the_settings_of_a_network_are_printed(): void {
		if ( ! Settings_Store::has_network() ) {
			$this->assertSame( array( 'Error: The plugin is not active for a network.' ), $this->type( 'export_config', '--network' ) );
			return;
		}
		update_site_option( Settings_Store::NETWORK_OPTION, array( 'user_pool_id' => 'eu-west-1_Network', 'log_days' => 90 ) );
		update_site_option( Settings_Store::UNLOCKED_OPTION, array( 'log_days' ) );
		$text = implode( "\n", $this->type( 'export_config', '--network' ) );
		$this->assertStringContainsString( "define( 'COGNIPRESS_USER_POOL_ID', 'eu-west-1_Network' );", $text );
		$facts = array( 'user_pool_id' => 'eu-west-1_Network', 'log_days' => 90, 'cognipress_unlocked' => array( 'log_days' ) );
		$this->assertSame( $facts, json_decode( substr( $text, (int) strpos( $text, '{' ) ), true ) );
	}

	public function test_it_is_not_loaded_for_visitors(): void {
		// Other processes would see the settings.
		$GLOBALS['wpdb']->query( 'ROLLBACK' );
		$this->assertSame( 'no', Process::run( 'require WP_LOAD; echo class_exists( "Cognipress\\Cli" ) ? "yes" : "no";' ) );
		$this->assertSame( 'cognipress linkcognipress sync', Process::run( 'const WP_CLI = true; class WP_CLI { static function add_command( $name, $class ) { echo $name, method_exists( $class, "link" ) ? " link" : ""; } } require WP_LOAD;' ) );
	}

	/**
	 * Types a command.
	 *
	 * @param string $command  Command.
	 * @param string ...$words Arguments and options.
	 * @return string[] What it says.
	 */
	private function type( string $command, string ...$words ): array {
		$is_option     = static fn( string $word ): bool => 0 === strpos( $word, '--' );
		$arguments     = array_values( array_filter( $words, static fn( string $word ): bool => ! $is_option( $word ) ) );
		$options       = array();
		foreach ( array_filter( $words, $is_option ) as $word ) {
			list( $name, $value ) = explode( '=', substr( $word, 2 ), 2 ) + array( 1 => true );
			$options[ $name ]     = $value;
		}
		$settings      = new Settings();
		$service       = new Cognito_Service( $settings );
		$doctor        = new Doctor( new Pool_Checks( $settings, new Key_Cache( new Expiring_Store(), $settings ), $service ), new Page_Checks( new Assets( '', '' ) ), new Site_Checks( $settings ), new Sync_Checks( new Sync_Settings( $settings ), new Change_Queue() ) );
		$cli           = new Cli( new Accounts( new Link_Table() ), new Global_Sign_Out( new Token_Refresher( $service, $settings ), $service, new \Cognipress\Pools( $settings ) ), $doctor, $settings );
		WP_CLI::$lines = array();
		try {
			$cli->$command( $arguments, $options );
		} catch ( RuntimeException $e ) {
			return array() === WP_CLI::$lines || 'status 1' === $e->getMessage() ? array_merge( WP_CLI::$lines, array( $e->getMessage() ) ) : WP_CLI::$lines;
		}
		return WP_CLI::$lines;
	}
}
