<?php
/**
 * One-use challenges.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * A challenge is 256 random bits, good once, for ten minutes, in the browser that asked for it.
 */
final class Challenge_Store {
	public const LIFETIME = Browser_Cookie::LIFETIME;

	/**
	 * Where challenges wait.
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
	 * A new challenge.
	 *
	 * @param string $browser The browser's cookie value.
	 * @param int    $now     Unix time in seconds.
	 */
	public function issue( string $browser, int $now ): string {
		$challenge = Base64url::encode( random_bytes( 32 ) );
		$this->store->add( $this->name( $challenge ), $this->binding( $challenge, $browser ), $now + self::LIFETIME, $now );
		return $challenge;
	}

	/**
	 * Uses a challenge up. It is gone afterwards, whatever the answer.
	 *
	 * @param string      $challenge Challenge.
	 * @param string|null $browser   The browser's cookie value.
	 * @param int         $now       Unix time in seconds.
	 * @return bool Whether it was good in this browser.
	 */
	public function consume( string $challenge, ?string $browser, int $now ): bool {
		$binding = $this->store->take( $this->name( $challenge ), $now );
		return null !== $binding && null !== $browser && hash_equals( $binding, $this->binding( $challenge, $browser ) );
	}

	/**
	 * The entry's name: the database need not know the challenge itself.
	 *
	 * @param string $challenge Challenge.
	 */
	private function name( string $challenge ): string {
		return 'challenge:' . hash( 'sha256', $challenge );
	}

	/**
	 * What ties a challenge to a browser.
	 *
	 * @param string $challenge Challenge.
	 * @param string $browser   The browser's cookie value.
	 */
	private function binding( string $challenge, string $browser ): string {
		return hash_hmac( 'sha256', $challenge . '.' . $browser, Site_Key::derive( 'challenge' ) );
	}
}
