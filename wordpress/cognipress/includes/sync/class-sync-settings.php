<?php
/**
 * What the site owner has decided about users on their way to Cognito.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Reads the settings of the sync.
 */
final class Sync_Settings {
	/**
	 * What is sent until the site owner changes it: field by attribute.
	 */
	private const ATTRIBUTES = array(
		'email'       => 'user_email',
		'given_name'  => 'first_name',
		'family_name' => 'last_name',
	);

	/**
	 * Attributes that Cognito sets itself, or that say what only this plugin may say.
	 */
	private const RESERVED = array( 'sub', 'identities', 'email_verified', 'phone_number_verified', 'updated_at' );

	/**
	 * Settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Takes its part.
	 *
	 * @param Settings $settings Settings.
	 */
	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * Whether changes are sent to Cognito.
	 */
	public function is_on(): bool {
		return $this->is_wanted() && null !== $this->settings->user_pool();
	}

	/**
	 * Whether the site owner wants the sync, with or without a pool.
	 */
	public function is_wanted(): bool {
		return $this->settings->is_on( 'sync' );
	}

	/**
	 * Whether users whom the pool does not know are made there. The migration of passwords needs them not to be there.
	 */
	public function creates_users(): bool {
		return 'migration' !== $this->settings->sign_in_method();
	}

	/**
	 * Whether users who are deleted here, or are spam, are disabled there.
	 */
	public function disables_users(): bool {
		return $this->settings->is_on( 'sync_disable' );
	}

	/**
	 * Whether a new user's name in the pool is the e-mail address.
	 */
	public function names_by_email(): bool {
		return $this->settings->is_on( 'sync_email_names' );
	}

	/**
	 * Fields by attribute.
	 *
	 * @return array<string, string>
	 */
	public function attribute_rows(): array {
		return $this->settings->rows( 'sync_attributes' ) ?? self::ATTRIBUTES;
	}

	/**
	 * Comma-separated groups by role.
	 *
	 * @return array<string, string>
	 */
	public function group_rows(): array {
		return $this->settings->rows( 'sync_groups' ) ?? array();
	}

	/**
	 * Whether an attribute can be sent.
	 *
	 * @param string $name Name in the pool.
	 */
	public static function is_attribute( string $name ): bool {
		return 1 === preg_match( '/\A(?:custom:)?[a-zA-Z0-9_-]{1,20}\z/', $name ) && ! in_array( $name, self::RESERVED, true );
	}
}
