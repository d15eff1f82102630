<?php
/**
 * What events are called.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * The kinds of events that the log knows.
 */
final class Event_Names {
	public const SIGNED_IN  = 'signed-in';
	public const REFUSED    = 'refused';
	public const STEPPED_UP = 'stepped-up';
	public const LINKED     = 'linked';
	public const UNLINKED   = 'unlinked';
	public const MERGED     = 'merged';
	public const DELETED    = 'deleted';
	public const ROLES      = 'roles';
	public const PROFILE    = 'profile';
	public const ENDED      = 'session-ended';
	public const SIGNED_OUT = 'signed-out-everywhere';
	public const SETTINGS   = 'settings';
	public const GIVEN      = 'access-given';
	public const USED       = 'access-used';

	/**
	 * Translated names by kind.
	 *
	 * @return array<string, string>
	 */
	public static function all(): array {
		return array(
			self::SIGNED_IN  => __( 'Logged in', 'cognipress' ),
			self::REFUSED    => __( 'Login refused', 'cognipress' ),
			self::STEPPED_UP => __( 'Login confirmed', 'cognipress' ),
			self::LINKED     => __( 'Account linked', 'cognipress' ),
			self::UNLINKED   => __( 'Account unlinked', 'cognipress' ),
			self::MERGED     => __( 'Accounts merged', 'cognipress' ),
			self::DELETED    => __( 'Linked user deleted', 'cognipress' ),
			self::ROLES      => __( 'Roles changed', 'cognipress' ),
			self::PROFILE    => __( 'Profile changed', 'cognipress' ),
			self::ENDED      => __( 'Session ended', 'cognipress' ),
			self::SIGNED_OUT => __( 'Logged out everywhere', 'cognipress' ),
			self::SETTINGS   => __( 'Settings changed', 'cognipress' ),
			self::GIVEN      => __( 'Temporary access given', 'cognipress' ),
			self::USED       => __( 'Temporary access used', 'cognipress' ),
		);
	}
}
