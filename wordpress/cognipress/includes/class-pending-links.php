<?php
/**
 * Sign-ins that wait for the proof of an account.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Keeps, encrypted, one sign-in for each browser, for as long as that browser's cookie.
 */
final class Pending_Links {
	/**
	 * Where they wait.
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
	 * Keeps a sign-in in the place of an earlier one.
	 *
	 * @param string           $browser The browser's cookie value.
	 * @param Verified_Sign_In $sign_in Sign-in.
	 * @param int              $now     Unix time in seconds.
	 */
	public function keep( string $browser, Verified_Sign_In $sign_in, int $now ): void {
		$this->store->take( self::name( $browser ), $now );
		$this->store->add( self::name( $browser ), $sign_in->seal(), $now + Browser_Cookie::LIFETIME, $now );
	}

	/**
	 * The browser's waiting sign-in, or null.
	 *
	 * @param string|null $browser The browser's cookie value.
	 * @param int         $now     Unix time in seconds.
	 */
	public function get( ?string $browser, int $now ): ?Verified_Sign_In {
		$sealed = null === $browser ? null : $this->store->get( self::name( $browser ), $now );
		return null === $sealed ? null : Verified_Sign_In::open( $sealed );
	}

	/**
	 * The browser's waiting sign-in, which exactly one caller gets; null for all others.
	 *
	 * @param string|null $browser The browser's cookie value.
	 * @param int         $now     Unix time in seconds.
	 */
	public function take( ?string $browser, int $now ): ?Verified_Sign_In {
		$sealed = null === $browser ? null : $this->store->take( self::name( $browser ), $now );
		return null === $sealed ? null : Verified_Sign_In::open( $sealed );
	}

	/**
	 * The entry's name: the database need not know the cookie.
	 *
	 * @param string $browser The browser's cookie value.
	 */
	private static function name( string $browser ): string {
		return 'link:' . hash_hmac( 'sha256', $browser, Site_Key::derive( 'link' ) );
	}
}
