<?php
/**
 * Tokens that were used.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Remembers each token until it ends. Only the browser that used it may repeat it, and only for a minute: its first
 * answer may have been lost on the way.
 */
final class Replay_Store {
	private const REPEAT_SECONDS = 60;

	/**
	 * Where the hashes are.
	 *
	 * @var Expiring_Store
	 */
	private $store;

	/**
	 * Takes the storage.
	 *
	 * @param Expiring_Store $store Storage.
	 */
	public function __construct( Expiring_Store $store ) {
		$this->store = $store;
	}

	/**
	 * Marks a token as used.
	 *
	 * @param string $token      Verified token. Its spelling is unique: see Base64url.
	 * @param string $browser    The browser's cookie value.
	 * @param int    $expires_at From when on the token is refused anyway.
	 * @param int    $now        Unix time in seconds.
	 * @return bool Whether this browser may use it now.
	 */
	public function claim( string $token, string $browser, int $expires_at, int $now ): bool {
		$name = 'token:' . hash( 'sha256', $token );
		$mark = hash_hmac( 'sha256', $browser, Site_Key::derive( 'replay' ) );
		if ( $this->store->add( $name, $now . ' ' . $mark, $expires_at, $now ) ) {
			return true;
		}
		$first = explode( ' ', (string) $this->store->get( $name, $now ), 2 );
		return 2 === count( $first ) && $now - (int) $first[0] <= self::REPEAT_SECONDS && hash_equals( $first[1], $mark );
	}
}
