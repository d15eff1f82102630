<?php
/**
 * Who may ask about passwords.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_REST_Request;

defined( 'ABSPATH' ) || exit;

/**
 * Checks that a request comes from who knows the secret, is fresh, and is the first of its kind.
 *
 * Signed are time, nonce and body, one a line: HMAC-SHA256 in hexadecimal digits.
 */
final class Migration_Signature {
	private const MAX_AGE = 60;

	/**
	 * Knows the secret.
	 *
	 * @var Migration
	 */
	private $migration;

	/**
	 * Where spent nonces are.
	 *
	 * @var Expiring_Store
	 */
	private $store;

	/**
	 * Takes its parts.
	 *
	 * @param Migration      $migration Knows the secret.
	 * @param Expiring_Store $store     Where spent nonces are.
	 */
	public function __construct( Migration $migration, Expiring_Store $store ) {
		$this->migration = $migration;
		$this->store     = $store;
	}

	/**
	 * Whether a request is good. It is so only once.
	 *
	 * @param WP_REST_Request $request Request.
	 * @param int             $now     Unix time in seconds.
	 */
	public function is_valid( WP_REST_Request $request, int $now ): bool {
		$time     = (string) $request->get_header( 'X-Cognipress-Timestamp' );
		$nonce    = (string) $request->get_header( 'X-Cognipress-Nonce' );
		$expected = hash_hmac( 'sha256', $time . "\n" . $nonce . "\n" . $request->get_body(), $this->migration->secret() );
		return hash_equals( $expected, (string) $request->get_header( 'X-Cognipress-Signature' ) )
			&& 1 === preg_match( '/\A[0-9]{1,12}\z/', $time )
			&& 1 === preg_match( '/\A[0-9a-f]{32}\z/', $nonce )
			&& abs( $now - (int) $time ) <= self::MAX_AGE
			// As long as the time could be good again.
			&& $this->store->add( 'migration:nonce:' . $nonce, '', $now + 2 * self::MAX_AGE + 1, $now );
	}
}
