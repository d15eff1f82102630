<?php
/**
 * Proofs in WooCommerce.
 *
 * @package Cognipress
 */

namespace Cognipress\Integrations;

use Cognipress\Step_Up;
use Cognipress\Step_Up_Settings;
use WP_Error;
use WP_User;

defined( 'ABSPATH' ) || exit;

/**
 * Asks customers for a fresh proof before an order is placed, and before an address or the e-mail address changes. By
 * then WooCommerce has checked its nonces; what was sent goes on afterwards.
 */
final class WooCommerce_Step_Up {
	/**
	 * What needs a proof.
	 *
	 * @var Step_Up_Settings
	 */
	private $settings;

	/**
	 * Takes its part.
	 *
	 * @param Step_Up_Settings $settings What needs a proof.
	 */
	public function __construct( Step_Up_Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * The classic checkout (action woocommerce_after_checkout_validation). Its script sends the form; what a browser does
	 * without one is what goes on afterwards.
	 *
	 * @param array<string, mixed> $data   What was entered.
	 * @param WP_Error             $errors What is wrong with it.
	 */
	public function before_order( $data, $errors ): void {
		if ( $errors->has_errors() || ! $this->is_asked( 'step_up_order' ) ) {
			return;
		}
		$url = Step_Up::detour( $this->settings->acr(), $this->settings->max_age(), wc_get_checkout_url(), array( 'woocommerce_checkout_place_order' => '1' ) );
		if ( null === $url ) {
			return;
		}
		if ( wp_doing_ajax() ) {
			wp_send_json(
				array(
					'result'   => 'success',
					'redirect' => $url,
				)
			);
		}
		self::leave( $url );
	}

	/**
	 * The block checkout, which keeps what was entered by itself (action
	 * woocommerce_store_api_checkout_update_order_from_request).
	 *
	 * @throws \Automattic\WooCommerce\StoreApi\Exceptions\RouteException Where a proof is needed.
	 */
	public function before_block_order(): void {
		$result = $this->is_asked( 'step_up_order' ) ? cognipress_require_acr( $this->settings->acr(), $this->settings->max_age() ) : true;
		if ( is_wp_error( $result ) ) {
			$data = $result->get_error_data();
			$link = sprintf( '<a href="%s">%s</a>', esc_url( $data['stepUpUrl'] ), esc_html__( 'Confirm that it is you', 'cognipress' ) );
			// phpcs:ignore WordPress.Security.EscapeOutput.ExceptionNotEscaped -- HTML of a notice.
			throw new \Automattic\WooCommerce\StoreApi\Exceptions\RouteException( 'cognipress_step_up_required', esc_html( $result->get_error_message() ) . ' ' . $link, 403, $data );
		}
	}

	/**
	 * An address (action woocommerce_after_save_address_validation).
	 */
	public function before_address(): void {
		if ( 0 === wc_notice_count( 'error' ) ) {
			$this->ask( 'step_up_address' );
		}
	}

	/**
	 * The e-mail address (action woocommerce_save_account_details_errors).
	 *
	 * @param WP_Error    $errors Errors until now.
	 * @param object|null $user   What is about to be saved.
	 */
	public function before_details( $errors, $user = null ): void {
		$now = wp_get_current_user();
		if ( ! $errors->has_errors() && isset( $user->user_email ) && $now instanceof WP_User && $user->user_email !== $now->user_email ) {
			$this->ask( 'step_up_email' );
		}
	}

	/**
	 * Asks, and leaves the page for it.
	 *
	 * @param string $deed What needs it.
	 */
	private function ask( string $deed ): void {
		$url = $this->is_asked( $deed ) ? Step_Up::detour( $this->settings->acr(), $this->settings->max_age() ) : null;
		if ( null !== $url ) {
			self::leave( $url );
		}
	}

	/**
	 * Whether the visitor is somebody who can be asked, for something that needs it. A guest has nothing to prove.
	 *
	 * @param string $deed What needs it.
	 */
	private function is_asked( string $deed ): bool {
		return is_user_logged_in() && $this->settings->guards( $deed );
	}

	/**
	 * Leaves the page.
	 *
	 * @param string $url Where to.
	 */
	private static function leave( string $url ): void {
		wp_safe_redirect( $url );
		exit;
	}
}
