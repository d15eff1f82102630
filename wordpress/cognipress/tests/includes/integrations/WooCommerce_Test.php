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

	public function test_a_user_of_the_pool_has_an_account_form_that_posts_no_password(): void {
		self::configure();
		$user = self::user( 'ann' );
		wp_set_current_user( $user->ID );
		$form = '<form><input name="account_email"><input type="password" name="password_1"></form>';

		$this->assertSame( $form, self::template( 'myaccount/form-edit-account.php', $form ) );
		$this->assertSame( '', self::printed( 'woocommerce_edit_account_form_start' ) );
		( new Link_Table() )->link( Pool::ISSUER, Pool::SUB, $user->ID, time() );
		$html = self::template( 'myaccount/form-edit-account.php', $form );
		$this->assertStringNotContainsString( 'name="password_', $html );
		$this->assertStringContainsString( 'name="account_email"', $html );
		$this->assertStringContainsString( 'data-cognito-field="username" value="' . Pool::SUB . '"', self::printed( 'woocommerce_edit_account_form_start' ) );
	}

	public function test_what_woocommerce_demands_the_browser_does_before_cognito_changes_anything(): void {
		self::configure();
		$user = self::user( 'ann' );
		wp_set_current_user( $user->ID );
		( new Link_Table() )->link( Pool::ISSUER, Pool::SUB, $user->ID, time() );
		$not_the_last_name = static function ( array $fields ): array {
			unset( $fields['account_last_name'] );
			return $fields + array( 'account_phone' => 'Phone' );
		};
		add_filter( 'woocommerce_save_account_details_required_fields', $not_the_last_name );

		$html = self::template( 'myaccount/form-edit-account.php', '<form><input name="account_first_name"><input name="account_last_name"><select class="x" name="account_phone"></select><input name="other"></form>' );
		$this->assertStringContainsString( '<input required name="account_first_name"><input name="account_last_name"><select required class="x" name="account_phone"></select><input name="other">', $html );
	}

	public function test_a_user_of_the_pool_saves_neither_a_password_nor_an_unverified_address(): void {
		self::configure();
		$user = self::user( 'ann', array( 'user_email' => 'ann@example.org' ) );
		wp_set_current_user( $user->ID );
		$_POST['password_1'] = 'some-password';

		$this->assertSame( array(), self::account_errors( 'other@example.org' ) );
		( new Link_Table() )->link( Pool::ISSUER, Pool::SUB, $user->ID, time() );
		$this->assertSame( array( 'cognipress_password', 'cognipress_email' ), self::account_errors( 'other@example.org' ) );
		$_POST['password_1'] = '';
		$this->assertSame( array(), self::account_errors( 'Ann@example.org' ) );
	}

	/**
	 * What is found wrong with a change of the account.
	 *
	 * @param string $email Address to be saved.
	 * @return string[]
	 */
	private static function account_errors( string $email ): array {
		$errors = new WP_Error();
		$user   = (object) array( 'user_email' => $email );
		do_action_ref_array( 'woocommerce_save_account_details_errors', array( &$errors, &$user ) );
		return $errors->get_error_codes();
	}

	/**
	 * What an action prints.
	 *
	 * @param string $action Action.
	 */
	private static function printed( string $action ): string {
		ob_start();
		do_action( $action );
		return (string) ob_get_clean();
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
