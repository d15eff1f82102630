<?php
/**
 * What the site owner has decided.
 *
 * @package Cognipress
 */

namespace Cognipress;

use InvalidArgumentException;

defined( 'ABSPATH' ) || exit;

/**
 * The settings as what they mean, with what holds where nothing was saved.
 */
final class Settings {
	public const OPTION = 'cognipress_settings';

	/**
	 * Settings on the page, each with the constant that overrides it.
	 */
	public const CONSTANTS = array(
		'user_pool_id'        => 'COGNIPRESS_USER_POOL_ID',
		'client_id'           => 'COGNIPRESS_CLIENT_ID',
		'strict'              => 'COGNIPRESS_STRICT',
		'register_attributes' => 'COGNIPRESS_REGISTER_ATTRIBUTES',
	);

	/**
	 * What a password may have to have, by the page script's names.
	 */
	public const PASSWORD_CLASSES = array(
		'password_lowercase' => 'requireLowercase',
		'password_uppercase' => 'requireUppercase',
		'password_numbers'   => 'requireNumbers',
		'password_symbols'   => 'requireSymbols',
	);

	private const SIGN_IN_METHODS = array( 'choice', 'custom', 'migration' );

	private const DEFAULT_ROLE = 'subscriber';

	private const RECHECK_MINUTES = 15;
	private const LOG_DAYS        = 30;

	/**
	 * What the attribute map is until the site owner changes it.
	 */
	private const ATTRIBUTES = array(
		'first_name' => 'given_name',
		'last_name'  => 'family_name',
	);

	/**
	 * Where they are.
	 *
	 * @var Settings_Store
	 */
	private $store;

	/**
	 * Takes its part.
	 *
	 * @param Settings_Store|null $store Where they are; null for this site's.
	 */
	public function __construct( ?Settings_Store $store = null ) {
		$this->store = $store ?? new Settings_Store();
	}

	/**
	 * Where they are.
	 */
	public function store(): Settings_Store {
		return $this->store;
	}

	/**
	 * The same settings, some of them with other values.
	 *
	 * @param array<string, mixed> $values Values.
	 */
	public function with( array $values ): self {
		return new self( $this->store->with( $values ) );
	}

	/**
	 * The name of one of several pools; empty for the first one.
	 */
	public function pool_name(): string {
		return $this->text( 'pool' );
	}

	/**
	 * What the first one is called where there are others.
	 */
	public function first_pool_name(): string {
		$name = $this->text( 'first_pool' );
		return '' === $name ? wp_specialchars_decode( get_bloginfo( 'name' ), ENT_QUOTES ) : $name;
	}

	/**
	 * The pool, or null when none, or none of a valid form, is set.
	 */
	public function user_pool(): ?User_Pool {
		try {
			return new User_Pool( $this->text( 'user_pool_id' ) );
		} catch ( InvalidArgumentException $e ) {
			return null;
		}
	}

	/**
	 * The app client's id, or an empty string.
	 */
	public function client_id(): string {
		$id = $this->text( 'client_id' );
		return self::is_client_id( $id ) ? $id : '';
	}

	/**
	 * Whether a text has the form that Cognito gives client ids.
	 *
	 * @param string $id Client id.
	 */
	public static function is_client_id( string $id ): bool {
		return 1 === preg_match( '/\A[\w+]{1,128}\z/', $id );
	}

	/**
	 * Whether sign-in through Cognito can work at all.
	 */
	public function is_configured(): bool {
		return null !== $this->user_pool() && '' !== $this->client_id();
	}

	/**
	 * In strict mode no password is accepted from anybody but administrators in need.
	 */
	public function is_strict(): bool {
		return (bool) $this->store->value( 'strict' );
	}

	/**
	 * Whether administrators may fall back on their WordPress password.
	 */
	public function is_break_glass_allowed(): bool {
		return ! defined( 'COGNIPRESS_BREAK_GLASS' ) || false !== constant( 'COGNIPRESS_BREAK_GLASS' );
	}

	/**
	 * Whether the site's owner vouches for all user pools that they require a second factor.
	 */
	public function pools_require_mfa(): bool {
		return defined( 'COGNIPRESS_POOLS_REQUIRE_MFA' ) && true === constant( 'COGNIPRESS_POOLS_REQUIRE_MFA' );
	}

	/**
	 * The role of a user made at the first sign-in.
	 */
	public function default_role(): string {
		$role = $this->text( 'default_role' );
		return self::is_assignable_role( $role ) ? $role : self::DEFAULT_ROLE;
	}

	/**
	 * Whether a role may be given to somebody only because Cognito knows them.
	 *
	 * @param string $name Role name.
	 */
	public static function is_assignable_role( string $name ): bool {
		return null !== get_role( $name ) && ! Privilege::of_role( $name );
	}

	/**
	 * Groups, each with a comma-separated list of roles.
	 *
	 * @return array<string, string>
	 */
	public function role_rows(): array {
		return $this->rows( 'role_map' ) ?? array();
	}

	/**
	 * Roles that manage the site and that groups may give all the same. Only wp-config.php can say so.
	 *
	 * @return string[]
	 */
	public function privileged_roles(): array {
		$names = defined( 'COGNIPRESS_PRIVILEGED_ROLES' ) ? constant( 'COGNIPRESS_PRIVILEGED_ROLES' ) : '';
		return is_string( $names ) ? Role_Map::names( $names ) : array();
	}

	/**
	 * Which claim fills which field of the profile.
	 *
	 * @return array<string, string>
	 */
	public function attribute_rows(): array {
		return $this->rows( 'attribute_map' ) ?? self::ATTRIBUTES;
	}

	/**
	 * Whether accounts may be linked by their e-mail address, once their owner has proven them.
	 */
	public function links_by_email(): bool {
		return $this->is_on( 'link_by_email' );
	}

	/**
	 * Whether users of Cognito may make and use application passwords.
	 */
	public function allows_application_passwords(): bool {
		return $this->is_on( 'application_passwords' );
	}

	/**
	 * Identity providers whose word on an e-mail address counts.
	 *
	 * @return string[]
	 */
	public function trusted_providers(): array {
		return Role_Map::names( $this->text( 'trusted_providers' ) );
	}

	/**
	 * Whether a deleted user is made anew at the next sign-in.
	 */
	public function recreates_deleted(): bool {
		return $this->is_on( 'recreate_deleted' );
	}

	/**
	 * How users sign in besides by user name and password, by the page script's names; empty where they do not.
	 */
	public function sign_in_method(): string {
		$method = $this->text( 'sign_in_method' );
		// Only the first pool asks this site about passwords: no other shall be sent one.
		$is_for_another = 'migration' === $method && '' !== $this->pool_name();
		return in_array( $method, self::SIGN_IN_METHODS, true ) && ! $is_for_another ? $method : '';
	}

	/**
	 * Whether users can sign in with passkeys, and are offered to create one.
	 */
	public function offers_passkeys(): bool {
		return $this->is_on( 'passkeys' );
	}

	/**
	 * Whether users can prove who they are by something else than a password.
	 */
	public function has_choice(): bool {
		return $this->offers_passkeys() || 'choice' === $this->sign_in_method();
	}

	/**
	 * The user pool's rules for a password, as far as they are told here.
	 *
	 * @return array<string, int|true>
	 */
	public function password_policy(): array {
		$length = $this->store->value( 'password_length' );
		$policy = is_int( $length ) && $length > 0 ? array( 'minimumLength' => $length ) : array();
		foreach ( self::PASSWORD_CLASSES as $setting => $name ) {
			if ( $this->is_on( $setting ) ) {
				$policy[ $name ] = true;
			}
		}
		return $policy;
	}

	/**
	 * What of this the page script has to know.
	 *
	 * @return array<string, mixed>
	 */
	public function sign_in_options(): array {
		return array_filter(
			array(
				'method'         => $this->sign_in_method(),
				'passkeys'       => $this->offers_passkeys(),
				'passwordPolicy' => $this->password_policy(),
			)
		);
	}

	/**
	 * After how many seconds a session has to be renewed by Cognito; 0: never.
	 */
	public function recheck_seconds(): int {
		return $this->number( 'recheck_minutes', self::RECHECK_MINUTES ) * MINUTE_IN_SECONDS;
	}

	/**
	 * Whether the user pool remembers devices: it then renews tokens only together with the device's key.
	 */
	public function pool_remembers_devices(): bool {
		return $this->is_on( 'remembers_devices' );
	}

	/**
	 * After how many seconds without use a session ends; 0: never.
	 */
	public function idle_seconds(): int {
		return $this->number( 'idle_minutes', 0 ) * MINUTE_IN_SECONDS;
	}

	/**
	 * How many seconds a session lasts at most; 0: as long as WordPress says.
	 */
	public function session_seconds(): int {
		return $this->number( 'session_hours', 0 ) * HOUR_IN_SECONDS;
	}

	/**
	 * For how many days events are kept; 0: not at all.
	 */
	public function log_days(): int {
		return $this->number( 'log_days', self::LOG_DAYS );
	}

	/**
	 * Whether everything goes when the plugin is deleted.
	 */
	public function removes_data(): bool {
		return $this->is_on( 'remove_data' );
	}

	/**
	 * Attributes that WordPress' own registration form asks for, besides the e-mail address.
	 *
	 * @return string[]
	 */
	public function register_attributes(): array {
		return preg_split( '/[\s,]+/', $this->text( 'register_attributes' ), -1, PREG_SPLIT_NO_EMPTY );
	}

	/**
	 * The Cognito service's address, without a trailing slash.
	 */
	public function endpoint(): string {
		$pool = $this->user_pool();
		return $this->endpoint_override() ?? ( null === $pool ? '' : $pool->endpoint() );
	}

	/**
	 * The address set in wp-config.php for a local counterpart or a proxy, or null.
	 */
	public function endpoint_override(): ?string {
		return $this->url_constant( 'COGNIPRESS_ENDPOINT' );
	}

	/**
	 * Where the public keys are.
	 */
	public function jwks_url(): string {
		$pool = $this->user_pool();
		return $this->jwks_url_override() ?? ( null === $pool ? '' : $pool->jwks_url() );
	}

	/**
	 * The JWKS address set in wp-config.php, or null. Pools by name have theirs where the service has it.
	 */
	public function jwks_url_override(): ?string {
		if ( '' === $this->pool_name() ) {
			return $this->url_constant( 'COGNIPRESS_JWKS_URL' );
		}
		$endpoint = $this->endpoint_override();
		return null === $endpoint ? null : $endpoint . '/' . $this->text( 'user_pool_id' ) . User_Pool::JWKS_PATH;
	}

	/**
	 * A setting as it was entered, valid or not: for the settings page.
	 *
	 * @param string $name Setting.
	 */
	public function text( string $name ): string {
		$value = $this->store->value( $name );
		return is_string( $value ) ? trim( $value ) : '';
	}

	/**
	 * A whole number, not below zero.
	 *
	 * @param string $name    Setting.
	 * @param int    $default What it is until it is saved.
	 */
	private function number( string $name, int $default ): int {
		$value = $this->store->value( $name );
		return is_int( $value ) ? max( 0, $value ) : $default;
	}

	/**
	 * Whether a box is checked.
	 *
	 * @param string $name Setting.
	 */
	public function is_on( string $name ): bool {
		return true === $this->store->value( $name );
	}

	/**
	 * The rows of a map, or null when none was ever saved.
	 *
	 * @param string $name Setting.
	 * @return array<string, string>|null
	 */
	public function rows( string $name ): ?array {
		$rows = $this->store->value( $name );
		return is_array( $rows ) ? array_filter( $rows, 'is_string' ) : null;
	}

	/**
	 * A URL from wp-config.php, https unless it is on this machine.
	 *
	 * @param string $name Constant.
	 */
	private function url_constant( string $name ): ?string {
		$url = defined( $name ) ? constant( $name ) : null;
		if ( ! is_string( $url ) ) {
			return null;
		}
		$scheme = wp_parse_url( $url, PHP_URL_SCHEME );
		$host   = wp_parse_url( $url, PHP_URL_HOST );
		$local  = in_array( $host, array( 'localhost', '127.0.0.1', '[::1]' ), true );
		return 'https' === $scheme || ( 'http' === $scheme && $local ) ? untrailingslashit( $url ) : null;
	}
}
