<?php
/**
 * Tests of proofs in WooCommerce.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Expiring_Store;
use Cognipress\Kept_Requests;
use Cognipress\Session_Fields;
use RuntimeException;
use WP_Error;
use WP_Session_Tokens;

/**
 * Through the hooks that WooCommerce has.
 */
final class WooCommerce_Step_Up_Test extends Test_Case {
	public static function setUpBeforeClass(): void {
		if ( ! function_exists( 'wc_get_checkout_url' ) ) {
			// phpcs:ignore Squiz.PHP.Eval -- WooCommerce's own functions.
			eval( 'function wc_get_checkout_url() { return home_url( "/checkout/" ); } function wc_notice_count( $type ) { return $GLOBALS["notices"] ?? 0; }' );
		}
	}

	protected function setUp(): void {
		parent::setUp();
		self::configure( array( 'step_up_order' => true, 'step_up_address' => true, 'step_up_email' => true, 'step_up_acr' => 'urn:cognito:loa:2' ) );
		$GLOBALS['notices']        = 0;
		$_SERVER['REQUEST_METHOD'] = 'POST';
		$_SERVER['HTTP_ORIGIN']    = untrailingslashit( home_url() );
		$_SERVER['REQUEST_URI']    = '/my-account/edit-address/billing/';
		$_POST                     = array( 'billing_city' => 'Gen\\\'f' );
		add_filter(
			'wp_redirect',
			static function ( string $url ): void {
				throw new RuntimeException( $url );
			}
		);
	}

	protected function tearDown(): void {
		unset( $_SERVER['HTTP_ORIGIN'] );
		$_SERVER['REQUEST_METHOD'] = 'GET';
		parent::tearDown();
	}

	/**
	 * What WooCommerce does, and where the form then goes again.
	 *
	 * @return array<string, array{callable, string, array<string, string>}>
	 */
	public function deeds(): array {
		$posted = array( 'billing_city' => 'Gen\'f' );
		return array(
			'an address' => array( static fn() => do_action( 'woocommerce_after_save_address_validation', 1, 'billing', array(), null ), '/my-account/edit-address/billing/', $posted ),
			'the e-mail' => array( static fn() => do_action_ref_array( 'woocommerce_save_account_details_errors', array( new WP_Error(), (object) array( 'user_email' => 'new@example.com' ) ) ), '/my-account/edit-address/billing/', $posted ),
			'an order'   => array( static fn() => do_action( 'woocommerce_after_checkout_validation', array(), new WP_Error() ), '/checkout/', array( 'woocommerce_checkout_place_order' => '1' ) + $posted ),
		);
	}

	/**
	 * @dataProvider deeds
	 *
	 * @param callable              $deed   What WooCommerce does.
	 * @param string                $path   Where the form goes again.
	 * @param array<string, string> $fields Its fields.
	 */
	public function test_a_customer_proves_it_first_and_the_form_is_kept( callable $deed, string $path, array $fields ): void {
		$this->log_in( array() );
		$url = $this->redirect_of( $deed );
		$this->assertStringContainsString( 'action=cognipress_step_up', (string) $url );
		wp_parse_str( (string) wp_parse_url( $url, PHP_URL_QUERY ), $query );
		$kept = ( new Kept_Requests( new Expiring_Store() ) )->take( $query['request'], time() );
		$this->assertSame( array( $path, $fields ), array( wp_parse_url( $kept['url'], PHP_URL_PATH ), $kept['fields'] ) );

		$this->log_in( array( Session_Fields::ACR => 'urn:cognito:loa:2', Session_Fields::AUTH_TIME => time() ) );
		$this->assertNull( $this->redirect_of( $deed ), 'after the proof' );
		$_COOKIE = array();
		wp_set_current_user( 0 );
		$this->assertNull( $this->redirect_of( $deed ), 'a guest' );
		$this->log_in( array() );
		self::configure();
		$this->assertNull( $this->redirect_of( $deed ), 'where the site does not want it' );
	}

	public function test_nobody_is_asked_about_what_would_be_refused_anyway_or_does_not_change(): void {
		$this->log_in( array() );
		$GLOBALS['notices'] = 1;
		$this->assertNull( $this->redirect_of( static fn() => do_action( 'woocommerce_after_save_address_validation', 1, 'billing', array(), null ) ) );
		$this->assertNull( $this->redirect_of( static fn() => do_action( 'woocommerce_after_checkout_validation', array(), new WP_Error( 'x', 'X' ) ) ) );
		$same = (object) array( 'user_email' => wp_get_current_user()->user_email );
		$this->assertNull( $this->redirect_of( static fn() => do_action_ref_array( 'woocommerce_save_account_details_errors', array( new WP_Error(), $same ) ) ) );
	}

	/**
	 * Secrets, and what is too much.
	 *
	 * @return array<string, array{array<string, mixed>}>
	 */
	public function not_kept(): array {
		return array(
			'a password'       => array( array( 'password_current' => 'secret' ) ),
			'one further down' => array( array( 'account' => array( 'password' => 'secret' ) ) ),
			'the card'         => array( array( 'card-number' => '4242' ) ),
			'its code'         => array( array( 'stripe_cvc' => '123' ) ),
			'46 KB'            => array( array( 'text' => str_repeat( 'a', 46000 ) ) ),
		);
	}

	/**
	 * @dataProvider not_kept
	 *
	 * @param array<string, mixed> $fields Fields.
	 */
	public function test_secrets_and_what_is_too_much_are_not_kept( array $fields ): void {
		$this->log_in( array() );
		$requests = new Kept_Requests( new Expiring_Store() );
		$this->assertNull( $requests->keep( '/', $fields, time() ) );
		$this->assertNotNull( $requests->keep( '/', array( 'password_1' => '' ), time() ), 'an empty field is none' );
	}

	public function test_a_form_is_its_sessions_once_and_for_a_quarter_of_an_hour(): void {
		$this->log_in( array() );
		$now      = time();
		$requests = new Kept_Requests( new Expiring_Store() );
		$ids      = array_map( static fn() => $requests->keep( '/', array( 'a' => 'b' ), $now ), range( 0, 2 ) );
		$this->assertSame( array( 'a' => 'b' ), $requests->take( $ids[0], $now + 899 )['fields'] );
		$this->assertNull( $requests->take( $ids[0], $now ) );
		$this->assertNull( $requests->take( $ids[1], $now + 901 ) );
		$this->log_in( array() );
		$this->assertNull( $requests->take( $ids[2], $now ), 'in another session' );
	}

	/**
	 * Where a deed is redirected to, or null.
	 *
	 * @param callable $deed Deed.
	 */
	private function redirect_of( callable $deed ): ?string {
		try {
			$deed();
		} catch ( RuntimeException $e ) {
			return $e->getMessage();
		}
		return null;
	}

	/**
	 * Logs the customer in, in a new session.
	 *
	 * @param array<string, mixed> $fields Fields of the session.
	 */
	private function log_in( array $fields ): void {
		$user    = get_user_by( 'login', 'ann' );
		$user    = $user ? $user : self::user( 'ann' );
		$manager = WP_Session_Tokens::get_instance( $user->ID );
		$token   = $manager->create( time() + 1000 );
		$manager->update( $token, $manager->get( $token ) + $fields );
		wp_set_current_user( $user->ID );
		$_COOKIE[ LOGGED_IN_COOKIE ] = wp_generate_auth_cookie( $user->ID, time() + 1000, 'logged_in', $token );
	}
}
