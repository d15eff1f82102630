<?php
/**
 * How many failures are too many.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Counts failures per address prefix and per user, in windows of five minutes that begin with a failure.
 */
final class Rate_Limiter {
	public const MAX_FAILURES = 10;
	public const WINDOW       = 300;

	/**
	 * Where the counts are.
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
	 * Whether somebody has to wait.
	 *
	 * @param string $who A key from by_address(), by_sub() or by_user().
	 * @param int    $now Unix time in seconds.
	 */
	public function is_exhausted( string $who, int $now ): bool {
		return (int) $this->store->get( $who, $now ) >= self::MAX_FAILURES;
	}

	/**
	 * Counts a failure.
	 *
	 * @param string $who A key from by_address(), by_sub() or by_user().
	 * @param int    $now Unix time in seconds.
	 */
	public function fail( string $who, int $now ): void {
		$this->store->count_up( $who, $now + self::WINDOW, $now );
	}

	/**
	 * Key of a Cognito user.
	 *
	 * @param string $sub The user's `sub`.
	 */
	public static function by_sub( string $sub ): string {
		return 'failures:sub:' . hash( 'sha256', $sub );
	}

	/**
	 * Key of a WordPress user.
	 *
	 * @param int $user_id User.
	 */
	public static function by_user( int $user_id ): string {
		return 'failures:user:' . $user_id;
	}

	/**
	 * Key of a network: /24 of IPv4, /56 of IPv6, which is what one customer usually gets.
	 *
	 * @param string $address IP address.
	 */
	public static function by_address( string $address ): string {
		// phpcs:ignore WordPress.PHP.NoSilencedErrors -- a warning is all that a malformed address deserves.
		$bytes = (string) @inet_pton( $address );
		if ( 16 === strlen( $bytes ) && 0 === strpos( $bytes, "\0\0\0\0\0\0\0\0\0\0\xff\xff" ) ) {
			$bytes = substr( $bytes, 12 );
		}
		return 'failures:net:' . bin2hex( substr( $bytes, 0, 16 === strlen( $bytes ) ? 7 : 3 ) );
	}
}
