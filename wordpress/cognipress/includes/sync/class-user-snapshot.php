<?php
/**
 * What Cognito shall know of a user.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_User;

defined( 'ABSPATH' ) || exit;

/**
 * Maps a WordPress user to what the pool shall have: attributes, groups, and whether the user may sign in.
 */
final class User_Snapshot {
	/**
	 * What can be sent besides user meta.
	 */
	private const COLUMNS = array( 'ID', 'user_login', 'user_email', 'user_registered', 'roles', 'locale' );

	/**
	 * Settings.
	 *
	 * @var Sync_Settings
	 */
	private $settings;

	/**
	 * Takes its part.
	 *
	 * @param Sync_Settings $settings Settings.
	 */
	public function __construct( Sync_Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * Whether a field of a user can be sent: no password, no secret.
	 *
	 * @param string $field Field.
	 */
	public static function is_field( string $field ): bool {
		return in_array( $field, self::COLUMNS, true ) || Attribute_Map::is_field( $field );
	}

	/**
	 * What the pool shall have; null when the user is none of its business.
	 *
	 * @param WP_User $user User.
	 * @return array{attributes: array<string, string>, in: string[], out: string[], enabled: bool|null}|null Groups that
	 *         the user is to be in, and to be out of. Enabled is null where the pool may keep what it has.
	 */
	public function take( WP_User $user ): ?array {
		$roles      = self::roles( $user );
		$attributes = array();
		foreach ( $this->settings->attribute_rows() as $name => $field ) {
			if ( Sync_Settings::is_attribute( (string) $name ) && self::is_field( $field ) ) {
				$attributes[ $name ] = 'roles' === $field ? implode( ',', $roles ) : self::text( $user->get( $field ) );
			}
		}
		$groups = array_map( array( Role_Map::class, 'names' ), $this->settings->group_rows() );
		$in     = array_values( array_unique( array_merge( array(), ...array_values( array_intersect_key( $groups, array_flip( $roles ) ) ) ) ) );
		$all    = array_unique( array_merge( array(), ...array_values( $groups ) ) );
		$wanted = array(
			'attributes' => $attributes,
			'in'         => $in,
			'out'        => array_values( array_diff( $all, $in ) ),
			'enabled'    => $this->settings->disables_users() && self::is_spam( $user ) ? false : null,
		);
		/**
		 * What the pool shall have of a user.
		 *
		 * @param array|null $wanted attributes by name, groups to be in and to be out of, and enabled: true, false, or
		 *                           null to leave that alone. Null keeps the user out of the sync.
		 * @param WP_User    $user   User.
		 */
		$wanted = apply_filters( 'cognipress_sync_user', $wanted, $user );
		return is_array( $wanted ) ? $wanted : null;
	}

	/**
	 * What the pool shall have of a user who is deleted; null where that is nothing.
	 *
	 * @return array{attributes: array<string, string>, in: string[], out: string[], enabled: bool|null}|null
	 */
	public function of_deleted(): ?array {
		return ! $this->settings->disables_users() ? null : array(
			'attributes' => array(),
			'in'         => array(),
			'out'        => array(),
			'enabled'    => false,
		);
	}

	/**
	 * The user's roles, in a network those on all of its sites.
	 *
	 * @param WP_User $user User.
	 * @return string[]
	 */
	private static function roles( WP_User $user ): array {
		$roles = $user->roles;
		if ( is_multisite() ) {
			foreach ( array_keys( get_blogs_of_user( $user->ID ) ) as $site ) {
				$roles = array_merge( $roles, ( new WP_User( $user->ID, '', $site ) )->roles );
			}
		}
		$roles = array_unique( $roles );
		sort( $roles );
		return $roles;
	}

	/**
	 * Whether the network takes the user for spam.
	 *
	 * @param WP_User $user User.
	 */
	private static function is_spam( WP_User $user ): bool {
		return is_multisite() && '1' === (string) $user->get( 'spam' );
	}

	/**
	 * A field as text.
	 *
	 * @param mixed $value Value.
	 */
	private static function text( $value ): string {
		return is_scalar( $value ) ? trim( (string) $value ) : '';
	}
}
