<?php
/**
 * The account form of WooCommerce.
 *
 * @package Cognipress
 */

namespace Cognipress\Integrations;

use Cognipress\Account_Identity;
use Cognipress\Form_Scripts;
use WP_Error;

defined( 'ABSPATH' ) || exit;

/**
 * Has Cognito change names, e-mail address and password of users of the pool, before WooCommerce keeps the rest.
 */
final class WooCommerce_Account {
	private const TEMPLATE = 'myaccount/form-edit-account.php';

	/**
	 * What WooCommerce demands, unless the shop says otherwise.
	 */
	private const REQUIRED = array( 'account_first_name', 'account_last_name', 'account_display_name', 'account_email' );

	/**
	 * Makes forms adopted ones.
	 *
	 * @var Form_Scripts
	 */
	private $scripts;

	/**
	 * Who is who in the pool.
	 *
	 * @var Account_Identity
	 */
	private $identity;

	/**
	 * Takes its parts.
	 *
	 * @param Form_Scripts     $scripts  Makes forms adopted ones.
	 * @param Account_Identity $identity Who is who in the pool.
	 */
	public function __construct( Form_Scripts $scripts, Account_Identity $identity ) {
		$this->scripts  = $scripts;
		$this->identity = $identity;
	}

	/**
	 * Begins to collect the form (action woocommerce_before_template_part).
	 *
	 * @param string $template Template, also where a theme overrides it.
	 */
	public function begin_form( $template ): void {
		if ( self::TEMPLATE === $template ) {
			ob_start();
		}
	}

	/**
	 * Prints the form (action woocommerce_after_template_part).
	 *
	 * @param string $template Template.
	 */
	public function end_form( $template ): void {
		if ( self::TEMPLATE === $template ) {
			$html = (string) ob_get_clean();
			echo self::has_password() ? $html : $this->scripts->adopt( self::with_required_fields( $html ) ); // phpcs:ignore WordPress.Security.EscapeOutput -- WooCommerce's own HTML.
		}
	}

	/**
	 * Refuses what Cognito has not changed before, as from a browser without JavaScript
	 * (action woocommerce_save_account_details_errors).
	 *
	 * @param WP_Error $errors Errors.
	 * @param object   $user   What is about to be saved.
	 */
	public function refuse( $errors, $user ): void {
		// phpcs:ignore WordPress.Security.NonceVerification -- WooCommerce has checked it.
		if ( ! self::has_password() && ! empty( $_POST['password_1'] ) ) {
			$errors->add( 'cognipress_password', Form_Scripts::refusal() );
		}
		if ( null !== $this->identity->sub( get_current_user_id() ) && Member_Email::is_other( $user->user_email ?? '' ) ) {
			$errors->add( 'cognipress_email', Member_Email::refusal() );
		}
	}

	/**
	 * Has the browser demand what WooCommerce does, which would miss it only once Cognito has changed the rest.
	 *
	 * @param string $html Form.
	 */
	private static function with_required_fields( string $html ): string {
		/** This filter is documented in woocommerce/includes/class-wc-form-handler.php */
		$required = apply_filters( 'woocommerce_save_account_details_required_fields', array_fill_keys( self::REQUIRED, '' ) );
		$names    = implode( '|', array_map( 'preg_quote', array_keys( $required ) ) );
		return (string) preg_replace( '~<(?:input|select|textarea)\b(?=[^>]*\sname="(?:' . $names . ')")~', '$0 required', $html );
	}

	/**
	 * Whether the visitor has a password of WordPress: core's own question, which the password gate answers.
	 */
	private static function has_password(): bool {
		/** This filter is documented in wp-admin/user-edit.php */
		return (bool) apply_filters( 'show_password_fields', true, wp_get_current_user() );
	}
}
