<?php
/**
 * Tests of WooCommerce's forms.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Link_Table;
use Cognipress\Settings;
use WP_Error;

/**
 * Through the hooks that WooCommerce has.
 */
final class WooCommerce_Test extends Test_Case {
	public function test_a_login_form_has_no_name_on_its_password_and_other_templates_keep_theirs(): void {
		self::configure();
		$this->assertStringNotContainsString( 'name="password"', self::template( 'myaccount/form-login.php' ) );
		$this->assertStringNotContainsString( 'name="password"', self::template( 'global/form-login.php' ) );
		$this->assertStringContainsString( 'name="password"', self::template( 'myaccount/form-reset-password.php' ) );
		$this->assertStringContainsString( 'name="username"', self::template( 'myaccount/form-login.php' ) );
	}

	public function test_the_registration_form_asks_for_a_password(): void {
		self::configure();
		update_option( 'woocommerce_registration_generate_password', 'yes' );
		$this->assertSame( 'no', get_option( 'woocommerce_registration_generate_password' ) );
	}

	public function test_what_is_posted_to_woocommerce_is_refused(): void {
		self::configure();
		foreach ( array( 'login', 'registration' ) as $form ) {
			$this->assertTrue( apply_filters( "woocommerce_process_{$form}_errors", new WP_Error(), 'somebody', 'some-password' )->has_errors() );
		}
	}

	public function test_without_a_pool_nothing_changes(): void {
		delete_option( Settings::OPTION );
		update_option( 'woocommerce_registration_generate_password', 'yes' );
		$this->assertSame( 'yes', get_option( 'woocommerce_registration_generate_password' ) );
		$this->assertFalse( apply_filters( 'woocommerce_process_login_errors', new WP_Error() )->has_errors() );
		$this->assertStringContainsString( 'name="password"', self::template( 'myaccount/form-login.php' ) );
	}

	public function test_a_linked_user_is_led_to_the_lost_password_page_in_place_of_password_fields(): void {
		self::configure();
		$user = self::user( 'ann' );
		wp_set_current_user( $user->ID );
		$form = '<form><input name="account_email"><fieldset><input type="password" name="password_1"></fieldset><input type="password" name="password_2"></form>';

		$this->assertSame( $form, self::template( 'myaccount/form-edit-account.php', $form ) );
		( new Link_Table() )->link( Pool::ISSUER, Pool::SUB, $user->ID, time() );
		$html = self::template( 'myaccount/form-edit-account.php', $form );
		$this->assertStringNotContainsString( 'name="password_', $html );
		$this->assertStringContainsString( 'name="account_email"', $html );
		$this->assertStringContainsString( esc_url( wp_lostpassword_url() ), $html );
	}

	public function test_a_linked_user_saves_no_password(): void {
		self::configure();
		$user = self::user( 'ann' );
		wp_set_current_user( $user->ID );
		$_POST['password_1'] = 'some-password';

		$this->assertFalse( self::account_errors()->has_errors() );
		( new Link_Table() )->link( Pool::ISSUER, Pool::SUB, $user->ID, time() );
		$this->assertTrue( self::account_errors()->has_errors() );
		$_POST['password_1'] = '';
		$this->assertFalse( self::account_errors()->has_errors() );
	}

	/**
	 * What is found wrong with a change of the account.
	 */
	private static function account_errors(): WP_Error {
		$errors = new WP_Error();
		do_action( 'woocommerce_save_account_details_errors', $errors );
		return $errors;
	}

	/**
	 * What is printed of a template.
	 *
	 * @param string $name Template.
	 * @param string $form Its HTML.
	 */
	private static function template( string $name, string $form = '<form><input name="username"><input type="password" name="password"></form>' ): string {
		ob_start();
		do_action( 'woocommerce_before_template_part', $name, '', '', array() );
		echo $form; // phpcs:ignore WordPress.Security.EscapeOutput -- fixed.
		do_action( 'woocommerce_after_template_part', $name, '', '', array() );
		return (string) ob_get_clean();
	}
}
