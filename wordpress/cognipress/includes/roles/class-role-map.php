<?php
/**
 * From groups to roles.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Gives the roles of an explicit map, and no others.
 */
final class Role_Map {
	/**
	 * Role names by group.
	 *
	 * @var array<string, string[]>
	 */
	private $roles_by_group;

	/**
	 * Roles that manage the site and may be given all the same.
	 *
	 * @var string[]
	 */
	private $allowed;

	/**
	 * Takes the map.
	 *
	 * @param array<string, string> $rows    Comma-separated role names by group.
	 * @param string[]              $allowed Roles that manage the site and may be given all the same.
	 */
	public function __construct( array $rows, array $allowed ) {
		$this->allowed        = $allowed;
		$this->roles_by_group = array_map( array( self::class, 'names' ), $rows );
	}

	/**
	 * The roles of somebody in these groups, in the order of the map.
	 *
	 * @param mixed $groups Claim cognito:groups.
	 * @return string[]
	 */
	public function roles( $groups ): array {
		$groups = array_filter( is_array( $groups ) ? $groups : array(), 'is_string' );
		$roles  = array();
		foreach ( $this->roles_by_group as $group => $names ) {
			// PHP has made an integer of a group that is named by a number.
			if ( in_array( (string) $group, $groups, true ) ) {
				$roles = array_merge( $roles, array_filter( $names, array( $this, 'may_give' ) ) );
			}
		}
		return array_values( array_unique( $roles ) );
	}

	/**
	 * Roles in the map that are not given: they do not exist, or they manage the site and no constant allows them.
	 *
	 * @return string[]
	 */
	public function refused(): array {
		$all = array_merge( array(), ...array_values( $this->roles_by_group ) );
		return array_values( array_unique( array_filter( $all, fn( string $name ): bool => ! $this->may_give( $name ) ) ) );
	}

	/**
	 * Whether a role may be given because of a group.
	 *
	 * @param string $name Role name.
	 */
	private function may_give( string $name ): bool {
		return null !== get_role( $name ) && ( ! Privilege::of_role( $name ) || in_array( $name, $this->allowed, true ) );
	}

	/**
	 * The names of a list.
	 *
	 * @param string $list Comma-separated names.
	 * @return string[]
	 */
	public static function names( string $list ): array {
		return array_values( array_filter( array_map( 'trim', explode( ',', $list ) ), 'strlen' ) );
	}
}
