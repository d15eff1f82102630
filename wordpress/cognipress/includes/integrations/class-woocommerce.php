<?php
/**
 * WooCommerce.
 *
 * @package Cognipress
 */

namespace Cognipress\Integrations;

use Cognipress\Form_Scripts;
use WP_Error;
use WP_User;

defined( 'ABSPATH' ) || exit;

/**
 * Hands WooCommerce's login, registration and lost-password forms over to the page script. Every hook here is
 * WooCommerce's own, so nothing happens on a site without it.
 */
final class WooCommerce {
	/**
	 * Templates with forms that are adopted.
	 */
	private const TEMPLATES = array( 'myaccount/form-login.php', 'global/form-login.php', 'myaccount/form-lost-password.php' );

	/**
	 * Makes forms adopted ones.
	 *
	 * @var Form_Scripts
	 */
	private $scripts;

	/**
	 * Takes its parts.
	 *
	 * @param Form_Scripts $scripts Makes forms adopted ones.
	 */
	public function __construct( Form_Scripts $scripts ) {
		$this->scripts = $scripts;
	}

	/**
	 * Begins to collect a form (action woocommerce_before_template_part).
	 *
	 * @param string $template Template, also where a theme overrides it.
	 */
	public function begin_form( $template ): void {
		if ( in_array( $template, self::TEMPLATES, true ) ) {
			ob_start();
		}
	}

	/**
	 * Prints the form (action woocommerce_after_template_part).
	 *
	 * @param string $template Template.
	 */
	public function end_form( $template ): void {
		if ( in_array( $template, self::TEMPLATES, true ) ) {
			echo $this->scripts->adopt( (string) ob_get_clean() ); // phpcs:ignore WordPress.Security.EscapeOutput -- WooCommerce's own HTML.
		}
	}

	/**
	 * Has the registration form ask for the password: Cognito makes no account without one
	 * (filter pre_option_woocommerce_registration_generate_password).
	 *
	 * @param mixed $value Whether a link to set one is mailed, when that is not for the database to say.
	 * @return mixed
	 */
	public function generate_password( $value ) {
		return $this->scripts->is_active() && ! is_admin() ? 'no' : $value;
	}

	/**
	 * Refuses what was posted to WooCommerce itself, as by a browser without JavaScript
	 * (filters woocommerce_process_login_errors and woocommerce_process_registration_errors).
	 *
	 * @param WP_Error $errors Errors.
	 */
	public function refuse( $errors ): WP_Error {
		if ( $this->scripts->is_active() ) {
			$errors->add( 'cognipress_javascript', Form_Scripts::refusal() );
		}
		return $errors;
	}

	/**
	 * Leads to where WooCommerce would (filter login_redirect).
	 *
	 * @param string  $target    Where to.
	 * @param string  $requested Where the visitor wants to go.
	 * @param WP_User $user      Who signs in.
	 */
	public function redirect( $target, $requested, $user ): string {
		if ( ! function_exists( 'wc_get_page_permalink' ) || ! $user instanceof WP_User || ! $this->is_page( (string) $requested ) ) {
			return (string) $target;
		}
		$target = self::is_below( (string) $requested, wc_get_account_endpoint_url( 'lost-password' ) ) ? wc_get_page_permalink( 'myaccount' ) : $target;
		/** This filter is documented in woocommerce/includes/class-wc-form-handler.php */
		return (string) apply_filters( 'woocommerce_login_redirect', remove_query_arg( array( 'wc_error', 'password-reset' ), $target ), $user );
	}

	/**
	 * Whether a URL is that of a page where WooCommerce signs in.
	 *
	 * @param string $url URL, or a path.
	 */
	private function is_page( string $url ): bool {
		return self::is_below( $url, wc_get_page_permalink( 'myaccount' ) ) || self::is_below( $url, wc_get_checkout_url() );
	}

	/**
	 * Whether a URL leads to a page or one below it.
	 *
	 * @param string $url  URL, or a path.
	 * @param string $page URL of the page.
	 */
	private static function is_below( string $url, string $page ): bool {
		$path = static function ( string $url ): string {
			return trailingslashit( (string) wp_parse_url( $url, PHP_URL_PATH ) );
		};
		return 0 === strpos( $path( $url ), $path( $page ) );
	}
}
