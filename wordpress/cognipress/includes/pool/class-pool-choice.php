<?php
/**
 * The choice between user pools on the login page.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Lets visitors say as whom they sign in, and keeps that from page to page of wp-login.php.
 */
final class Pool_Choice {
	/**
	 * The site's pools.
	 *
	 * @var Pools
	 */
	private $pools;

	/**
	 * Name of the first pool.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Takes its parts.
	 *
	 * @param Settings $settings Settings of the first pool.
	 */
	public function __construct( Settings $settings ) {
		$this->pools    = new Pools( $settings );
		$this->settings = $settings;
	}

	/**
	 * Adds links to the other pools above the form (filter login_message).
	 *
	 * @param string $message HTML above the form.
	 */
	public function add_links( $message ): string {
		$names = array_map( 'strval', array_keys( $this->pools->all() ) );
		if ( 1 === count( $names ) || Login_Page::is_local_request() || ! in_array( $GLOBALS['action'] ?? '', array( 'login', 'lostpassword', 'retrievepassword' ), true ) ) {
			return (string) $message;
		}
		$chosen = $this->pools->chosen_name();
		$links  = array();
		foreach ( $names as $name ) {
			$label   = '' === $name ? $this->settings->first_pool_name() : $name;
			$url     = '' === $name ? remove_query_arg( Pools::FIELD ) : add_query_arg( Pools::FIELD, rawurlencode( $name ) );
			$links[] = $name === $chosen ? '<strong aria-current="true">' . esc_html( $label ) . '</strong>' : sprintf( '<a href="%s">%s</a>', esc_url( $url ), esc_html( $label ) );
		}
		return $message . '<p class="message" id="cognipress-pools">' . esc_html__( 'Log in as:', 'cognipress' ) . ' ' . implode( ' · ', $links ) . '</p>';
	}

	/**
	 * Keeps the choice in links between the pages of wp-login.php (filters login_url, lostpassword_url, register_url).
	 *
	 * @param string $url URL.
	 */
	public function keep( $url ): string {
		// phpcs:ignore WordPress.Security.NonceVerification -- a choice of form, not a deed.
		$is_asked = isset( $_GET[ Pools::FIELD ] ) && 'wp-login.php' === ( $GLOBALS['pagenow'] ?? '' );
		$name     = $is_asked ? $this->pools->chosen_name() : '';
		return '' === $name ? (string) $url : add_query_arg( Pools::FIELD, rawurlencode( $name ), $url );
	}
}
