<?php
/**
 * The users of the pool.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Finds, makes and changes users of the pool. Whatever it is asked for a second time, it does not do again.
 */
final class Pool_Directory {
	/**
	 * How far the clocks of the site and of Cognito may differ, in seconds.
	 */
	private const CLOCK_SKEW = 300;

	/**
	 * Attributes that Cognito notes of whether they are proven.
	 */
	private const PROVABLE = array( 'email', 'phone_number' );

	/**
	 * Most groups of one answer.
	 */
	private const GROUPS_LIMIT = 60;

	/**
	 * Cognito.
	 *
	 * @var Cognito_Admin
	 */
	private $admin;

	/**
	 * Takes its part.
	 *
	 * @param Cognito_Admin $admin Cognito.
	 */
	public function __construct( Cognito_Admin $admin ) {
		$this->admin = $admin;
	}

	/**
	 * Begins no call that could last longer.
	 *
	 * @param int $deadline Unix time in seconds.
	 */
	public function work_until( int $deadline ): void {
		$this->admin->work_until( $deadline );
	}

	/**
	 * The user of an id.
	 *
	 * @param string $sub Cognito's id of the user.
	 * @throws Admin_Refused When there is none.
	 * @throws Unavailable   When Cognito does not answer.
	 */
	public function user( string $sub ): Pool_User {
		try {
			return new Pool_User( $this->admin->call( 'AdminGetUser', array( 'Username' => $sub ) ) );
		} catch ( Admin_Refused $e ) {
			// Users of identity providers are not found by their id.
			$list = $this->admin->call( 'ListUsers', array( 'Filter' => sprintf( 'sub = "%s"', $sub ), 'Limit' => 1 ) )['Users'] ?? array();
			if ( 'UserNotFoundException' !== $e->error() || ! is_array( $list[0] ?? null ) ) {
				throw $e;
			}
			return new Pool_User( $list[0] );
		}
	}

	/**
	 * Makes a user without a password, and without telling them.
	 *
	 * @param string                $name       Name in the pool.
	 * @param array<string, string> $attributes Values by name.
	 * @return string Cognito's id of the user.
	 * @throws Admin_Refused When Cognito will not have such a user.
	 * @throws Unavailable   When Cognito does not answer.
	 */
	public function create( string $name, array $attributes ): string {
		$attributes = array_filter( $attributes, 'strlen' );
		foreach ( array_intersect( self::PROVABLE, array_keys( $attributes ) ) as $provable ) {
			// Without an address to send a code to, the user could never set a password.
			$attributes[ $provable . '_verified' ] = 'true';
		}
		$output = $this->admin->call(
			'AdminCreateUser',
			array(
				'Username'       => $name,
				'MessageAction'  => 'SUPPRESS',
				'UserAttributes' => self::pairs( $attributes ),
			)
		);
		return ( new Pool_User( $output['User'] ?? array() ) )->attribute( 'sub' );
	}

	/**
	 * The id of a user whom an interrupted attempt has made; empty when there is none of that name.
	 *
	 * @param string                $name       Name in the pool.
	 * @param array<string, string> $attributes Values by name.
	 * @param int                   $since      Unix time in seconds of that attempt.
	 * @throws Admin_Refused When the name is somebody else's.
	 * @throws Unavailable   When Cognito does not answer.
	 */
	public function find_created( string $name, array $attributes, int $since ): string {
		try {
			$user = new Pool_User( $this->admin->call( 'AdminGetUser', array( 'Username' => $name ) ) );
		} catch ( Admin_Refused $e ) {
			if ( 'UserNotFoundException' === $e->error() ) {
				return '';
			}
			throw $e;
		}
		$is_same = strtolower( $user->attribute( 'email' ) ) === strtolower( $attributes['email'] ?? '' );
		if ( ! $user->is_untouched() || ! $is_same || $user->created_at() < $since - self::CLOCK_SKEW ) {
			throw new Admin_Refused( 'UsernameExistsException', __( 'The user pool has a user of this name who is not linked to this account.', 'cognipress' ) );
		}
		return $user->attribute( 'sub' );
	}

	/**
	 * Gives a user who never had a password one that nobody knows: only then Cognito lets them set their own by a code.
	 *
	 * @param Pool_User $user User.
	 * @throws Admin_Refused When Cognito refuses.
	 * @throws Unavailable   When Cognito does not answer.
	 */
	public function unlock( Pool_User $user ): void {
		if ( $user->is_untouched() ) {
			$this->admin->call(
				'AdminSetUserPassword',
				array(
					'Username'  => $user->name(),
					// Every class of characters that a pool may ask for.
					'Password'  => 'aA1!' . bin2hex( random_bytes( 32 ) ),
					'Permanent' => true,
				)
			);
		}
	}

	/**
	 * Makes the calls that lead from what the pool has to what it shall have.
	 *
	 * @param Pool_User            $user   User.
	 * @param array<string, mixed> $wanted Result of User_Snapshot::take().
	 * @throws Admin_Refused When Cognito refuses.
	 * @throws Unavailable   When Cognito does not answer.
	 */
	public function change( Pool_User $user, array $wanted ): void {
		$who        = array( 'Username' => $user->name() );
		$attributes = array();
		foreach ( $wanted['attributes'] as $name => $value ) {
			if ( $user->attribute( $name ) !== $value ) {
				$attributes[ $name ] = $value;
				if ( in_array( $name, self::PROVABLE, true ) && '' !== $value ) {
					// WordPress lets users write what they like: nobody shall get another's address proven this way.
					$attributes[ $name . '_verified' ] = 'false';
				}
			}
		}
		if ( array() !== $attributes ) {
			$this->admin->call( 'AdminUpdateUserAttributes', $who + array( 'UserAttributes' => self::pairs( $attributes ) ) );
		}
		if ( null !== $wanted['enabled'] && $user->is_enabled() !== $wanted['enabled'] ) {
			$this->admin->call( $wanted['enabled'] ? 'AdminEnableUser' : 'AdminDisableUser', $who );
		}
		$groups = array() === $wanted['in'] && array() === $wanted['out'] ? array() : $this->groups( $user );
		foreach ( array_diff( $wanted['in'], $groups ) as $group ) {
			$this->admin->call( 'AdminAddUserToGroup', $who + array( 'GroupName' => $group ) );
		}
		foreach ( array_intersect( $wanted['out'], $groups ) as $group ) {
			$this->admin->call( 'AdminRemoveUserFromGroup', $who + array( 'GroupName' => $group ) );
		}
	}

	/**
	 * The groups of a user.
	 *
	 * @param Pool_User $user User.
	 * @return string[]
	 */
	private function groups( Pool_User $user ): array {
		$groups = array();
		$input  = array( 'Username' => $user->name(), 'Limit' => self::GROUPS_LIMIT );
		do {
			$output             = $this->admin->call( 'AdminListGroupsForUser', $input );
			$groups             = array_merge( $groups, array_column( $output['Groups'] ?? array(), 'GroupName' ) );
			$input['NextToken'] = $output['NextToken'] ?? null;
		} while ( null !== $input['NextToken'] );
		return $groups;
	}

	/**
	 * Attributes as the service wants them.
	 *
	 * @param array<string, string> $attributes Values by name.
	 * @return array<array{Name: string, Value: string}>
	 */
	private static function pairs( array $attributes ): array {
		$pairs = array();
		foreach ( $attributes as $name => $value ) {
			$pairs[] = array(
				'Name'  => (string) $name,
				'Value' => $value,
			);
		}
		return $pairs;
	}
}
