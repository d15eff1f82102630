<?php
/**
 * The checkouts of WooCommerce.
 *
 * @package Cognipress
 */

namespace Cognipress\Integrations;

use Cognipress\Form_Scripts;
use Cognipress\Password_Fields;
use WP_Error;

defined( 'ABSPATH' ) || exit;

/**
 * Has the page script make the account that a guest wants with an order, before the order is sent: WooCommerce then
 * finds a customer who is logged in, and makes none.
 */
final class WooCommerce_Checkout {
	private const TEMPLATE = 'checkout/form-checkout.php';

	/**
	 * The page script.
	 *
	 * @var Form_Scripts
	 */
	private $scripts;

	/**
	 * Takes its parts.
	 *
	 * @param Form_Scripts $scripts The page script.
	 */
	public function __construct( Form_Scripts $scripts ) {
		$this->scripts = $scripts;
	}

	/**
	 * Begins to collect the classic checkout (action woocommerce_before_template_part).
	 *
	 * @param string $template Template, also where a theme overrides it.
	 */
	public function begin_form( $template ): void {
		if ( self::TEMPLATE === $template ) {
			ob_start();
		}
	}

	/**
	 * Prints the classic checkout (action woocommerce_after_template_part). Orders without an account need no script.
	 *
	 * @param string $template Template.
	 */
	public function end_form( $template ): void {
		if ( self::TEMPLATE === $template ) {
			// phpcs:ignore WordPress.Security.EscapeOutput -- WooCommerce's own HTML.
			echo $this->adopt( (string) ob_get_clean() );
		}
	}

	/**
	 * Adds the script to the block checkout, and to the form for an account on the page after it
	 * (filters render_block_woocommerce/checkout and render_block_woocommerce/order-confirmation-create-account).
	 *
	 * @param string $html Block.
	 */
	public function adopt_block( $html ): string {
		if ( $this->is_taken_over() ) {
			$this->scripts->want();
		}
		return (string) $html;
	}

	/**
	 * Forgets that there is no password where more is missing: it is never posted, and asked for when the rest is there
	 * (action woocommerce_after_checkout_validation).
	 *
	 * @param array<string, mixed> $data   What was posted.
	 * @param WP_Error             $errors Errors.
	 */
	public function forget_password( $data, $errors ): void {
		if ( $this->scripts->is_active() && count( $errors->get_error_codes() ) > 1 ) {
			$errors->remove( 'account_password_required' );
		}
	}

	/**
	 * Keeps a checkout, and the page after it, from making accounts of their own, as for a browser without JavaScript
	 * (filter woocommerce_registration_errors).
	 *
	 * @param WP_Error $errors Errors.
	 */
	public function refuse( $errors ): WP_Error {
		// phpcs:ignore WordPress.Security.NonceVerification -- WooCommerce has checked it.
		$is_checkout = did_action( 'woocommerce_checkout_process' ) > 0 || self::is_block_checkout() || isset( $_POST['create-account'] );
		if ( $is_checkout && $this->scripts->is_active() ) {
			$errors->add( 'cognipress_javascript', Form_Scripts::refusal() );
		}
		return $errors;
	}

	/**
	 * Has a checkout that was printed for a guest printed anew, if there is more to correct, as WooCommerce does when
	 * it makes an account itself (action woocommerce_checkout_process).
	 */
	public function reload(): void {
		// phpcs:ignore WordPress.Security.NonceVerification -- WooCommerce has checked it.
		if ( is_user_logged_in() && ! empty( $_POST['createaccount'] ) ) {
			WC()->session->set( 'reload_checkout', true );
		}
	}

	/**
	 * The classic checkout, from which no password can be posted.
	 *
	 * @param string $html Form.
	 */
	private function adopt( string $html ): string {
		if ( ! $this->is_taken_over() ) {
			return $html;
		}
		$this->scripts->want();
		return Password_Fields::without_names( $html ) ?? '';
	}

	/**
	 * Whether the block checkout is asking. WooCommerce itself knows only since version 9.
	 */
	private static function is_block_checkout(): bool {
		return 0 === strpos( (string) ( $GLOBALS['wp']->query_vars['rest_route'] ?? '' ), '/wc/store/' );
	}

	/**
	 * Whether the visitor is a guest who may want an account.
	 */
	private function is_taken_over(): bool {
		return $this->scripts->is_active() && ! is_user_logged_in();
	}
}
