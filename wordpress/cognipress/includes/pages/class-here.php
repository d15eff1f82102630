<?php
/**
 * Where the visitor is.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Knows which page the browser shows.
 */
final class Here {
	/**
	 * The page that was asked for, or the one whose script or form has asked. Not to be trusted: it may be anywhere.
	 */
	public static function url(): string {
		$is_page = 'GET' === ( $_SERVER['REQUEST_METHOD'] ?? '' ) && ! wp_is_json_request() && ! wp_doing_ajax() && ! ( defined( 'REST_REQUEST' ) && REST_REQUEST );
		return $is_page ? self::requested() : (string) wp_get_raw_referer();
	}

	/**
	 * The URL that was asked for.
	 */
	public static function requested(): string {
		// phpcs:ignore WordPress.Security.ValidatedSanitizedInput -- see above.
		return set_url_scheme( 'http://' . ( $_SERVER['HTTP_HOST'] ?? '' ) . wp_unslash( $_SERVER['REQUEST_URI'] ?? '/' ) );
	}
}
