<?php
/**
 * Where a request comes from.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Names the visitor's IP address.
 */
final class Client_Address {
	/**
	 * The visitor's address. Forwarded headers can be forged, so a site behind a proxy names it by the filter.
	 */
	public static function get(): string {
		// phpcs:ignore WordPress.Security.ValidatedSanitizedInput -- parsed by inet_pton().
		$address = $_SERVER['REMOTE_ADDR'] ?? '';
		/**
		 * The visitor's IP address.
		 *
		 * @param string $address Address of the connection.
		 */
		return (string) apply_filters( 'cognipress_client_address', $address );
	}
}
