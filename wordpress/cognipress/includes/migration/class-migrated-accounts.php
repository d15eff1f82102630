<?php
/**
 * Accounts whose password has just moved.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_User;

defined( 'ABSPATH' ) || exit;

/**
 * Remembers, until the sign-in that follows, whose password the pool's trigger has proven.
 *
 * The link is by the name under which Cognito then makes the user, which nobody else can have, and by the address. An
 * owner who has lost the password proves the address instead, by the code that Cognito sends there.
 */
final class Migrated_Accounts {
	private const PROVEN_SECONDS = 10 * MINUTE_IN_SECONDS;
	private const LOST_SECONDS   = HOUR_IN_SECONDS;
	private const PROVEN         = 'proven';
	private const LOST           = 'lost';

	/**
	 * Storage.
	 *
	 * @var Expiring_Store
	 */
	private $store;

	/**
	 * Whose trigger asks.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Takes its parts.
	 *
	 * @param Expiring_Store $store    Storage.
	 * @param Settings       $settings Whose trigger asks: that of the first pool.
	 */
	public function __construct( Expiring_Store $store, Settings $settings ) {
		$this->store    = $store;
		$this->settings = $settings;
	}

	/**
	 * Notes that a user is about to be made in the pool.
	 *
	 * @param string  $name    Name in the pool.
	 * @param WP_User $account Account.
	 * @param bool    $proven  Whether the password was right; else it is lost.
	 * @param int     $now     Unix time in seconds.
	 */
	public function add( string $name, WP_User $account, bool $proven, int $now ): void {
		$key   = self::key( $name );
		$value = ( $proven ? self::PROVEN : self::LOST ) . ':' . $account->ID;
		// A lost password does not weaken what was proven, but may be told again and again.
		if ( $proven ) {
			$this->store->take( $key, $now );
		}
		$this->store->add( $key, $value, $now + ( $proven ? self::PROVEN_SECONDS : self::LOST_SECONDS ), $now );
	}

	/**
	 * The account of a new user of the pool, once; null when there is none.
	 *
	 * @param array<string, mixed> $claims Verified claims.
	 * @param int                  $now    Unix time in seconds.
	 */
	public function take( array $claims, int $now ): ?WP_User {
		$name  = $claims['cognito:username'] ?? null;
		$email = $claims['email'] ?? null;
		$pool  = $this->settings->user_pool();
		if ( null === $pool || ! in_array( $claims['iss'], $pool->issuers(), true ) || ! is_string( $name ) || ! is_string( $email ) || array_key_exists( 'identities', $claims ) ) {
			return null;
		}
		// Where addresses are the names, Cognito calls the user by an id and keeps the addresses apart.
		list( $kind, $id ) = explode( ':', (string) $this->store->take( self::key( $name === $claims['sub'] ? $email : $name ), $now ) ) + array( '', '0' );
		$account           = get_userdata( (int) $id );
		if ( false === $account || Privilege::of_user( $account ) || strtolower( $account->user_email ) !== strtolower( $email ) ) {
			return null;
		}
		return self::PROVEN === $kind || true === ( $claims['email_verified'] ?? null ) ? $account : null;
	}

	/**
	 * Name of an entry.
	 *
	 * @param string $name Name in the pool.
	 */
	private static function key( string $name ): string {
		return 'migrated:' . hash( 'sha256', strtolower( $name ) );
	}
}
