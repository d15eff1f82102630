<?php
/**
 * What could keep people from signing in.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * All checks, for Site Health, the button on the settings page and WP-CLI.
 */
final class Doctor {
	public const POOL  = 'pool';
	public const PAGES = 'pages';
	public const SITE  = 'site';

	/**
	 * Checks by name.
	 *
	 * @var array<string, callable>
	 */
	private $checks;

	/**
	 * Takes its parts.
	 *
	 * @param Pool_Checks $pool  Checks of the user pool.
	 * @param Page_Checks $pages Checks of what browsers get.
	 * @param Site_Checks $site  Checks of the site's own configuration.
	 * @param Sync_Checks $sync  Checks of the sync.
	 */
	public function __construct( Pool_Checks $pool, Page_Checks $pages, Site_Checks $site, Sync_Checks $sync ) {
		$this->checks = array(
			self::POOL  => array( $pool, 'run' ),
			self::PAGES => array( $pages, 'run' ),
			self::SITE  => static fn(): array => array_merge( $site->run(), $sync->run() ),
		);
	}

	/**
	 * The findings of some checks.
	 *
	 * @param string ...$names Which; all when none is named.
	 * @return Finding[]
	 */
	public function examine( string ...$names ): array {
		$checks = array() === $names ? $this->checks : array_intersect_key( $this->checks, array_flip( $names ) );
		return array_merge( array(), ...array_values( array_map( 'call_user_func', $checks ) ) );
	}
}
