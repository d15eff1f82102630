<?php
/**
 * Sign-ins that wait for something more.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Keeps, encrypted, one sign-in for each browser, or for whatever else its owner alone knows.
 */
final class Pending_Sign_Ins {
	/**
	 * Where they wait.
	 *
	 * @var Expiring_Store
	 */
	private $store;

	/**
	 * What they wait for.
	 *
	 * @var string
	 */
	private $purpose;

	/**
	 * For how many seconds.
	 *
	 * @var int
	 */
	private $lifetime;

	/**
	 * Takes the storage.
	 *
	 * @param Expiring_Store $store    Storage.
	 * @param string         $purpose  What they wait for.
	 * @param int            $lifetime For how many seconds; as long as the browser's cookie unless given.
	 */
	public function __construct( Expiring_Store $store, string $purpose, int $lifetime = Browser_Cookie::LIFETIME ) {
		$this->store    = $store;
		$this->purpose  = $purpose;
		$this->lifetime = $lifetime;
	}

	/**
	 * Keeps a sign-in in the place of an earlier one.
	 *
	 * @param string           $browser The browser's cookie value.
	 * @param Verified_Sign_In $sign_in Sign-in.
	 * @param int              $now     Unix time in seconds.
	 */
	public function keep( string $browser, Verified_Sign_In $sign_in, int $now ): void {
		$this->store->take( $this->name( $browser ), $now );
		$this->store->add( $this->name( $browser ), $sign_in->seal(), $now + $this->lifetime, $now );
	}

	/**
	 * The browser's waiting sign-in, or null.
	 *
	 * @param string|null $browser The browser's cookie value.
	 * @param int         $now     Unix time in seconds.
	 */
	public function get( ?string $browser, int $now ): ?Verified_Sign_In {
		$sealed = null === $browser ? null : $this->store->get( $this->name( $browser ), $now );
		return null === $sealed ? null : Verified_Sign_In::open( $sealed );
	}

	/**
	 * The browser's waiting sign-in, which exactly one caller gets; null for all others.
	 *
	 * @param string|null $browser The browser's cookie value.
	 * @param int         $now     Unix time in seconds.
	 */
	public function take( ?string $browser, int $now ): ?Verified_Sign_In {
		$sealed = null === $browser ? null : $this->store->take( $this->name( $browser ), $now );
		return null === $sealed ? null : Verified_Sign_In::open( $sealed );
	}

	/**
	 * The entry's name: the database need not know the cookie.
	 *
	 * @param string $browser The browser's cookie value.
	 */
	private function name( string $browser ): string {
		return $this->purpose . ':' . hash_hmac( 'sha256', $browser, Site_Key::derive( $this->purpose ) );
	}
}
