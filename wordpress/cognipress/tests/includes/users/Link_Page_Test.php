<?php
/**
 * Tests of the proof of an account.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Browser_Cookie;
use Cognipress\Expiring_Store;
use Cognipress\Link_Page;
use Cognipress\Link_Required;
use Cognipress\Link_Table;
use Cognipress\Pending_Sign_Ins;
use Cognipress\Rate_Limiter;
use Cognipress\Revocation;
use Cognipress\Settings;
use Cognipress\Verified_Sign_In;
use WP_Session_Tokens;
use WP_User;

/**
 * The WordPress password, once.
 */
final class Link_Page_Test extends Test_Case {
	/**
	 * The account.
	 *
	 * @var WP_User
	 */
	private $account;

	/**
	 * The page.
	 *
	 * @var Link_Page
	 */
	private $page;

	/**
	 * The links.
	 *
	 * @var Link_Table
	 */
	private $links;

	/**
	 * Waiting sign-ins.
	 *
	 * @var Pending_Sign_Ins
	 */
	private $pending;

	protected function setUp(): void {
		parent::setUp();
		self::configure( array( 'link_by_email' => true ) );
		$settings      = new Settings();
		$store         = new Expiring_Store();
		$cookie        = new Browser_Cookie();
		$this->account = self::user( 'veteran', array( 'user_email' => 'ann@example.com', 'user_pass' => "old 'n \\ pass" ) );
		$this->links   = new Link_Table();
		$this->pending = new Pending_Sign_Ins( $store, 'link' );
		$linker        = \Cognipress\user_linker( $settings, $store, $this->links );
		$sign_in       = \Cognipress\sign_in( $linker, $settings, $store, $this->links );
		$this->page    = new Link_Page( $this->pending, $linker, $sign_in, new Rate_Limiter( $store ), $cookie );
		try {
			$linker->user( Pool::claims( time() ), time() );
			$this->fail( 'The account was not offered.' );
		} catch ( Link_Required $e ) {
			$this->pending->keep( $cookie->send( time() ), new Verified_Sign_In( Pool::claims( time() ), false, home_url( '/shop/' ), 'refresh' ), time() );
		}
	}

	public function test_the_right_password_links_and_logs_in(): void {
		$this->assertSame( home_url( '/shop/' ), $this->page->prove( "old 'n \\ pass", time() ) );
		$this->assertSame( $this->account->ID, $this->links->user_id( Pool::ISSUER, Pool::SUB ) );
		$sessions = WP_Session_Tokens::get_instance( $this->account->ID )->get_all();
		$this->assertCount( 1, $sessions );
		$this->assertArrayHasKey( Revocation::SESSION_FIELD, $sessions[0] );
		$this->assertSame( wp_login_url(), $this->page->prove( "old 'n \\ pass", time() ), 'Once.' );
	}

	public function test_a_wrong_password_links_nothing_and_may_be_tried_again(): void {
		$failed = 0;
		add_action(
			'wp_login_failed',
			static function () use ( &$failed ): void {
				++$failed;
			}
		);
		foreach ( array( '', 'wrong', "OLD 'n \\ pass" ) as $password ) {
			$this->assertSame( 'incorrect_password', $this->page->prove( $password, time() )->get_error_code() );
		}
		$this->assertSame( array( 3, 0 ), array( $failed, $this->links->user_id( Pool::ISSUER, Pool::SUB ) ) );
		$this->assertSame( home_url( '/shop/' ), $this->page->prove( "old 'n \\ pass", time() ) );
	}

	public function test_ten_wrong_passwords_are_enough_from_anywhere(): void {
		$address = '198.51.100.0';
		add_filter(
			'cognipress_client_address',
			static function () use ( &$address ): string {
				$address = long2ip( ip2long( $address ) + 256 );
				return $address;
			}
		);
		for ( $i = 0; $i < 10; $i++ ) {
			$this->page->prove( 'wrong', time() );
		}
		$this->assertSame( 'cognipress_too_many_failures', $this->page->prove( "old 'n \\ pass", time() )->get_error_code() );
	}

	public function test_another_browser_has_nothing_to_prove(): void {
		$_COOKIE = array();
		$this->assertSame( wp_login_url(), $this->page->prove( "old 'n \\ pass", time() ) );
		$this->assertSame( wp_login_url(), $this->page->start_apart( time() ) );
		$this->assertSame( 0, $this->links->user_id( Pool::ISSUER, Pool::SUB ) );
	}

	public function test_it_ends_with_the_cookie(): void {
		$this->assertSame( wp_login_url(), $this->page->prove( "old 'n \\ pass", time() + Browser_Cookie::LIFETIME + 1 ) );
	}

	public function test_an_account_that_came_to_power_meanwhile_is_not_linked(): void {
		$this->account->set_role( 'administrator' );
		$this->assertSame( wp_login_url(), $this->page->prove( "old 'n \\ pass", time() ) );
		$this->assertSame( 0, $this->links->user_id( Pool::ISSUER, Pool::SUB ) );
	}

	public function test_the_account_can_be_left_alone(): void {
		$this->assertSame( home_url( '/shop/' ), $this->page->start_apart( time() ) );
		$id = $this->links->user_id( Pool::ISSUER, Pool::SUB );
		$this->assertNotContains( $id, array( 0, $this->account->ID ) );
		$this->assertSame( '', get_userdata( $id )->user_email );
		$this->assertFalse( $this->links->is_linked( $this->account->ID ) );
	}

	public function test_members_whom_a_plugin_keeps_out_stay_out(): void {
		add_filter(
			'wp_authenticate_user',
			static function () {
				return new \WP_Error( 'suspended' );
			}
		);
		$this->assertTrue( is_wp_error( $this->page->prove( "old 'n \\ pass", time() ) ) );
		$this->assertFalse( $this->links->is_linked( $this->account->ID ) );
	}

	public function test_nothing_of_it_can_be_read_in_the_database(): void {
		global $wpdb;
		$stored = implode( ' ', $wpdb->get_col( 'SELECT CONCAT( name, value ) FROM ' . \Cognipress\Database::entries_table() ) );
		foreach ( array( 'refresh', 'ann@example.com', Pool::SUB, ( new Browser_Cookie() )->value() ) as $secret ) {
			$this->assertStringNotContainsString( (string) $secret, $stored );
		}
	}
}
