<?php
/**
 * A profile that follows Cognito.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_User;

defined( 'ABSPATH' ) || exit;

/**
 * Writes attributes into a linked user's profile, at each sign-in, where they differ.
 */
final class Profile_Updater {
	/**
	 * Which attribute goes where.
	 *
	 * @var Attribute_Map
	 */
	private $map;

	/**
	 * Knows which e-mail addresses are free.
	 *
	 * @var User_Factory
	 */
	private $factory;

	/**
	 * Takes its parts.
	 *
	 * @param Attribute_Map $map     Which attribute goes where.
	 * @param User_Factory  $factory Knows which e-mail addresses are free.
	 */
	public function __construct( Attribute_Map $map, User_Factory $factory ) {
		$this->map     = $map;
		$this->factory = $factory;
	}

	/**
	 * Brings a profile up to date. What cannot be stored keeps nobody from signing in.
	 *
	 * @param WP_User              $user   User.
	 * @param array<string, mixed> $claims Verified claims.
	 * @param int                  $now    Unix time in seconds.
	 */
	public function update( WP_User $user, array $claims, int $now ): void {
		$changes = array();
		foreach ( $this->map->values( $claims, $user->ID ) as $field => $value ) {
			if ( (string) $user->get( $field ) === $value ) {
				continue;
			}
			if ( in_array( $field, Attribute_Map::PROFILE_FIELDS, true ) ) {
				$changes[ $field ] = $value;
			} else {
				update_user_meta( $user->ID, $field, wp_slash( $value ) );
			}
		}
		$email = User_Factory::verified_email( $claims );
		if ( '' !== $email && strtolower( $user->user_email ) !== strtolower( $email ) && $this->factory->reserve_email( $email, $claims, $now ) ) {
			$changes['user_email'] = $email;
		}
		if ( array() !== $changes && ! is_wp_error( wp_update_user( wp_slash( array( 'ID' => $user->ID ) + $changes ) ) ) ) {
			/**
			 * Fires when attributes have changed a profile.
			 *
			 * @param int      $id     User.
			 * @param string[] $fields Names of the fields.
			 */
			do_action( 'cognipress_profile_changed', $user->ID, array_keys( $changes ) );
		}
	}
}
