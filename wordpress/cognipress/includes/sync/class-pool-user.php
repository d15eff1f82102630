<?php
/**
 * A user of the pool.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * What Cognito says of a user.
 */
final class Pool_User {
	/**
	 * Name in the pool.
	 *
	 * @var string
	 */
	private $name;

	/**
	 * Values by name.
	 *
	 * @var array<string, string>
	 */
	private $attributes = array();

	/**
	 * Whether the user may sign in.
	 *
	 * @var bool
	 */
	private $is_enabled;

	/**
	 * Such as CONFIRMED.
	 *
	 * @var string
	 */
	private $status;

	/**
	 * Unix time in seconds.
	 *
	 * @var float
	 */
	private $created_at;

	/**
	 * Takes an output of the service, whose operations name the attributes in two ways.
	 *
	 * @param array<string, mixed> $output AdminGetUserResponse or UserType.
	 */
	public function __construct( array $output ) {
		foreach ( $output['UserAttributes'] ?? $output['Attributes'] ?? array() as $attribute ) {
			$this->attributes[ $attribute['Name'] ] = (string) ( $attribute['Value'] ?? '' );
		}
		$this->name       = (string) ( $output['Username'] ?? '' );
		$this->is_enabled = true === ( $output['Enabled'] ?? null );
		$this->status     = (string) ( $output['UserStatus'] ?? '' );
		$this->created_at = (float) ( $output['UserCreateDate'] ?? 0 );
	}

	/**
	 * Name in the pool.
	 */
	public function name(): string {
		return $this->name;
	}

	/**
	 * The value of an attribute; empty when it has none.
	 *
	 * @param string $name Attribute.
	 */
	public function attribute( string $name ): string {
		return $this->attributes[ $name ] ?? '';
	}

	/**
	 * Whether the user may sign in.
	 */
	public function is_enabled(): bool {
		return $this->is_enabled;
	}

	/**
	 * Whether an administrator has made the user, who has never had a password of their own.
	 */
	public function is_untouched(): bool {
		return 'FORCE_CHANGE_PASSWORD' === $this->status;
	}

	/**
	 * When the user was made.
	 *
	 * @return float Unix time in seconds.
	 */
	public function created_at(): float {
		return $this->created_at;
	}
}
