<?php
/**
 * The roles that groups give.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_User;

defined( 'ABSPATH' ) || exit;

/**
 * Gives a user the roles of the groups, and takes back those of groups that are gone.
 *
 * Each site remembers what was given: a role that somebody has given by hand stays.
 */
final class Role_Assigner {
	/**
	 * User option with the roles that were given on a site.
	 */
	public const OPTION = 'cognipress_roles';

	/**
	 * Groups to roles.
	 *
	 * @var Role_Map
	 */
	private $map;

	/**
	 * Role of a user who would have none.
	 *
	 * @var string
	 */
	private $default_role;

	/**
	 * Names of pools by issuer.
	 *
	 * @var array<string, string>
	 */
	private $pool_names;

	/**
	 * Takes the configuration.
	 *
	 * @param Role_Map              $map          Groups to roles.
	 * @param string                $default_role Role of a user who would have none.
	 * @param array<string, string> $pool_names   Names of pools by issuer; the groups of a pool without one have no prefix.
	 */
	public function __construct( Role_Map $map, string $default_role, array $pool_names = array() ) {
		$this->pool_names   = $pool_names;
		$this->map          = $map;
		$this->default_role = $default_role;
	}

	/**
	 * The roles that a user of these groups gets.
	 *
	 * @param mixed    $groups Claim cognito:groups.
	 * @param string[] $own    Roles that the user has anyway.
	 * @return string[]
	 */
	public function roles( $groups, array $own = array() ): array {
		$roles = $this->map->roles( $groups );
		return array() === $roles && array() === $own ? array( $this->default_role ) : $roles;
	}

	/**
	 * Applies the groups of verified claims on this site.
	 *
	 * @param WP_User              $user   User.
	 * @param array<string, mixed> $claims Verified claims.
	 */
	public function apply( WP_User $user, array $claims ): void {
		$given   = array_intersect( (array) get_user_option( self::OPTION, $user->ID ), $user->roles );
		$wanted  = $this->roles( $this->groups( $claims ), array_diff( $user->roles, $given ) );
		$added   = array_values( array_diff( $wanted, $user->roles ) );
		$removed = array_values( array_diff( $given, $wanted ) );
		if ( array() === $added && array() === $removed ) {
			return;
		}
		// First what is new: a user without any role would be none of the site's for a moment.
		array_map( array( $user, 'add_role' ), $added );
		array_map( array( $user, 'remove_role' ), $removed );
		self::remember( $user->ID, array_merge( array_diff( $given, $removed ), $added ) );
		/**
		 * Fires when groups have changed a user's roles.
		 *
		 * @param int      $id      User.
		 * @param string[] $added   New roles.
		 * @param string[] $removed Roles that the user has no longer.
		 */
		do_action( 'cognipress_roles_changed', $user->ID, $added, $removed );
	}

	/**
	 * The groups of verified claims as the map has them: "editors", or "Staff: editors" of the pool Staff.
	 *
	 * @param array<string, mixed> $claims Verified claims.
	 * @return string[]
	 */
	private function groups( array $claims ): array {
		$groups = $claims['cognito:groups'] ?? null;
		// Cognito has no group with a space in its name; who had one could claim another pool's.
		$groups = array_filter( is_array( $groups ) ? $groups : array(), static fn( $name ): bool => is_string( $name ) && false === strpos( $name, ' ' ) );
		$pool   = $this->pool_names[ $claims['iss'] ?? '' ] ?? '';
		return '' === $pool ? $groups : array_map( static fn( string $name ): string => $pool . ': ' . $name, $groups );
	}

	/**
	 * Notes which of a user's roles on this site were given here.
	 *
	 * @param int      $user_id User.
	 * @param string[] $roles   Roles.
	 */
	public static function remember( int $user_id, array $roles ): void {
		update_user_option( $user_id, self::OPTION, array_values( $roles ) );
	}
}
