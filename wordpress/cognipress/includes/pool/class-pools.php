<?php
/**
 * The user pools of a site.
 *
 * @package Cognipress
 */

namespace Cognipress;

use InvalidArgumentException;

defined( 'ABSPATH' ) || exit;

/**
 * Whose tokens a site accepts: those of its first pool, and of others by name, such as "Staff" beside the customers.
 */
final class Pools {
	/**
	 * Parameter of a page's address that names the pool to sign in to.
	 */
	public const FIELD = 'cognipress_pool';

	/**
	 * Settings of the first pool.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Takes its part.
	 *
	 * @param Settings $settings Settings of the first pool.
	 */
	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * Settings by the pool's name; the first one's is empty.
	 *
	 * @return array<string, Settings>
	 */
	public function all(): array {
		$all = array( '' => $this->settings );
		foreach ( $this->settings->rows( 'more_pools' ) ?? array() as $name => $row ) {
			$client = self::parse( $row );
			if ( null !== $client ) {
				$all[ $name ] = $this->settings->with( $client + array( 'pool' => (string) $name ) );
			}
		}
		return $all;
	}

	/**
	 * Pool and app client out of "pool ID, client ID"; null when they are none.
	 *
	 * @param string $row Row.
	 * @return array{user_pool_id: string, client_id: string}|null
	 */
	public static function parse( string $row ): ?array {
		$ids = Role_Map::names( $row );
		try {
			return 2 === count( $ids ) && Settings::is_client_id( $ids[1] ) ? array(
				'user_pool_id' => ( new User_Pool( $ids[0] ) )->id(),
				'client_id'    => $ids[1],
			) : null;
		} catch ( InvalidArgumentException $e ) {
			return null;
		}
	}

	/**
	 * Settings by issuer, of the pools that are set up. Where two have the same pool, the first counts.
	 *
	 * @return array<string, Settings>
	 */
	public function by_issuer(): array {
		$all = array();
		foreach ( $this->all() as $settings ) {
			$pool = $settings->user_pool();
			$all += null !== $pool && $settings->is_configured() ? array_fill_keys( $pool->issuers(), $settings ) : array();
		}
		return $all;
	}

	/**
	 * Settings for the tokens of a session, whichever site of a network has begun it.
	 *
	 * @param array<string, mixed> $session Session's data.
	 */
	public function of_session( array $session ): Settings {
		$pool   = User_Pool::of_issuer( (string) ( $session[ Session_Fields::ISSUER ] ?? '' ) );
		$client = $session[ Session_Fields::CLIENT_ID ] ?? null;
		if ( null === $pool || ! is_string( $client ) ) {
			return $this->settings;
		}
		return $this->settings->with(
			array(
				'user_pool_id' => $pool->id(),
				'client_id'    => $client,
			)
		);
	}

	/**
	 * The name of the pool that a page is for: the visitor's own, or the one that its address, or the site, names.
	 */
	public function chosen_name(): string {
		$names = array_map( 'strval', array_keys( $this->all() ) );
		if ( 1 === count( $names ) ) {
			return '';
		}
		// phpcs:ignore WordPress.Security -- compared with what there is.
		$asked = $_GET[ self::FIELD ] ?? '';
		/**
		 * Filters to which user pool a page signs in.
		 *
		 * @param string $name Name of the pool; empty for the first one.
		 */
		$name  = apply_filters( 'cognipress_pool', is_string( $asked ) ? wp_unslash( $asked ) : '' );
		$token = is_user_logged_in() ? wp_get_session_token() : '';
		if ( '' !== $token ) {
			$issuer = (string) ( \WP_Session_Tokens::get_instance( get_current_user_id() )->get( $token )[ Session_Fields::ISSUER ] ?? '' );
			$own    = $this->by_issuer()[ $issuer ] ?? null;
			$name   = null === $own ? $name : $own->pool_name();
		}
		return in_array( $name, $names, true ) ? $name : '';
	}

	/**
	 * Settings of the pool that a page is for.
	 */
	public function chosen(): Settings {
		return $this->all()[ $this->chosen_name() ];
	}
}
