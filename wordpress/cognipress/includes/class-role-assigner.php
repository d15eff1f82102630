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
	 * Takes the configuration.
	 *
	 * @param Role_Map $map          Groups to roles.
	 * @param string   $default_role Role of a user who would have none.
	 */
	public function __construct( Role_Map $map, string $default_role ) {
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
		$wanted  = $this->roles( $claims['cognito:groups'] ?? null, array_diff( $user->roles, $given ) );
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
	 * Notes which of a user's roles on this site were given here.
	 *
	 * @param int      $user_id User.
	 * @param string[] $roles   Roles.
	 */
	public static function remember( int $user_id, array $roles ): void {
		update_user_option( $user_id, self::OPTION, array_values( $roles ) );
	}
}
