<?php
/**
 * Tests of WooCommerce's checkouts, and of the orders of guests.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Settings;
use WP_Error;

require_once __DIR__ . '/../../support/woocommerce.php';

/**
 * Through the hooks that WooCommerce has, and its functions as far as they are called.
 */
final class WooCommerce_Checkout_Test extends Test_Case {
	private const FORM = '<form class="checkout"><input name="billing_email"><input type="password" name="account_password"></form>';

	public function test_the_checkout_of_a_guest_posts_no_password_and_that_of_a_customer_is_left_alone(): void {
		self::configure();
		$this->assertSame( str_replace( 'name="account_password"', '', self::FORM ), self::checkout() );
		wp_set_current_user( self::user( 'ann' )->ID );
		$this->assertSame( self::FORM, self::checkout() );
		wp_set_current_user( 0 );
		delete_option( Settings::OPTION );
		$this->assertSame( self::FORM, self::checkout() );
	}

	public function test_the_missing_password_is_told_where_nothing_else_is_missing(): void {
		self::configure();
		$errors = new WP_Error( 'account_password_required', 'Password is required.' );
		do_action( 'woocommerce_after_checkout_validation', array(), $errors );
		$this->assertSame( array( 'account_password_required' ), $errors->get_error_codes() );
		$errors->add( 'billing_phone_required', 'Phone is required.' );
		do_action( 'woocommerce_after_checkout_validation', array(), $errors );
		$this->assertSame( array( 'billing_phone_required' ), $errors->get_error_codes() );
	}

	public function test_a_checkout_makes_no_account_of_its_own(): void {
		self::configure();
		$refused = static function (): bool {
			return apply_filters( 'woocommerce_registration_errors', new WP_Error(), 'ann', 'ann@example.org' )->has_errors();
		};
		$this->assertFalse( $refused(), 'an account that an administrator makes' );
		$GLOBALS['wp']->query_vars['rest_route'] = '/wc/store/v1/checkout';
		$this->assertTrue( $refused() );
		unset( $GLOBALS['wp']->query_vars['rest_route'] );
		$_POST['create-account'] = '1';
		$this->assertTrue( $refused(), 'on the page after an order' );
		unset( $_POST['create-account'] );
		do_action( 'woocommerce_checkout_process' );
		$this->assertTrue( $refused() );
		delete_option( Settings::OPTION );
		$this->assertFalse( $refused(), 'without a pool' );
	}

	public function test_a_page_that_was_printed_for_a_guest_is_printed_anew(): void {
		$_POST['createaccount'] = '1';
		do_action( 'woocommerce_checkout_process' );
		$this->assertArrayNotHasKey( 'reload_checkout', WC()->session->kept );
		wp_set_current_user( self::user( 'ann' )->ID );
		do_action( 'woocommerce_checkout_process' );
		$this->assertTrue( WC()->session->kept['reload_checkout'] );
	}

	public function test_orders_of_a_guest_become_those_of_who_has_the_verified_address(): void {
		$ann = self::user( 'ann', array( 'user_email' => 'ann@example.org' ) );
		$this->sign_in( $ann, 'Ann@example.org', true );
		$this->assertSame( array( $ann->ID ), WC()->given_past_orders );
	}

	public function test_an_address_that_is_not_verified_gives_no_orders(): void {
		$ann = self::user( 'ann', array( 'user_email' => 'ann@example.org' ) );
		$this->sign_in( $ann, 'ann@example.org', 'true' );
		$this->sign_in( $ann, 'ann@example.org', false );
		$this->assertSame( array(), WC()->given_past_orders );
	}

	public function test_an_address_that_another_account_has_is_told_and_gives_no_orders(): void {
		$ann = self::user( 'ann', array( 'user_email' => 'ann@example.org' ) );
		self::user( 'bob', array( 'user_email' => 'bob@example.org' ) );
		$told = array();
		add_action(
			'cognipress_guest_orders_conflict',
			static function ( ...$conflict ) use ( &$told ): void {
				$told[] = $conflict;
			},
			10,
			3
		);
		$this->sign_in( $ann, 'bob@example.org', true );
		$this->assertSame( array(), $told );
		WC()->guest_orders = array( 'bob@example.org' => array( 7, 8 ) );
		$this->sign_in( $ann, 'bob@example.org', true );
		$this->assertSame( array( array( $ann, 'bob@example.org', array( 7, 8 ) ) ), $told );
		$this->assertSame( array(), WC()->given_past_orders );
	}

	protected function setUp(): void {
		parent::setUp();
		WC()->forget();
		unset( $GLOBALS['wp_actions']['woocommerce_checkout_process'] );
	}

	/**
	 * Has somebody sign in.
	 *
	 * @param \WP_User $user        User.
	 * @param string   $email       Claim.
	 * @param mixed    $is_verified Claim.
	 */
	private function sign_in( \WP_User $user, string $email, $is_verified ): void {
		do_action(
			'cognipress_signed_in',
			$user,
			array(
				'email'          => $email,
				'email_verified' => $is_verified,
			)
		);
	}

	/**
	 * What is printed of the classic checkout.
	 */
	private static function checkout(): string {
		ob_start();
		do_action( 'woocommerce_before_template_part', 'checkout/form-checkout.php', '', '', array() );
		echo self::FORM; // phpcs:ignore WordPress.Security.EscapeOutput -- fixed.
		do_action( 'woocommerce_after_template_part', 'checkout/form-checkout.php', '', '', array() );
		return (string) ob_get_clean();
	}
}
