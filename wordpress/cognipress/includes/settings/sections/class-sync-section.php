<?php
/**
 * Settings about the sync.
 *
 * @package Cognipress
 */

namespace Cognipress;

use InvalidArgumentException;

defined( 'ABSPATH' ) || exit;

/**
 * Which users WordPress sends to the pool, and what of them.
 */
final class Sync_Section implements Settings_Section {
	private const NAMES = array( 'sync', 'sync_attributes', 'sync_groups', 'sync_email_names', 'sync_disable' );

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
	 * Registers the section and its fields.
	 *
	 * @param Settings_Fields $fields Controls.
	 */
	public function register( Settings_Fields $fields ): void {
		if ( ! self::is_for_visitor() ) {
			return;
		}
		$settings = $this->settings;
		add_settings_section( 'sync', __( 'Sync to Cognito', 'cognipress' ), array( $fields, 'print_first_pool' ), Settings_Fields::PAGE );
		$fields->add(
			'sync',
			'sync',
			__( 'Sync', 'cognipress' ),
			static function () use ( $fields, $settings ): void {
				$fields->checkbox( 'sync', $settings->is_wanted(), __( 'Send users who are made or changed here to the user pool', 'cognipress' ), __( 'Needs keys of AWS: the constants COGNIPRESS_AWS_ACCESS_KEY_ID and COGNIPRESS_AWS_SECRET_ACCESS_KEY in wp-config.php, or the role of the server. New users have no password in the pool: they set one by the lost-password form, and their WordPress password counts no longer. While users are taken over from elsewhere with their password, none are made.', 'cognipress' ) );
			}
		);
		$fields->add(
			'sync',
			'sync_attributes',
			__( 'Attributes', 'cognipress' ),
			static function () use ( $fields, $settings ): void {
				$fields->map( 'sync_attributes', $settings->attribute_rows(), __( 'One line an attribute of the pool: attribute = field. Fields are ID, user_login, user_email, display_name, first_name, last_name, nickname, description, user_url, user_registered, locale, roles, or any user meta such as billing_phone. An account number can be custom:account = ID.', 'cognipress' ) );
			}
		);
		$fields->add(
			'sync',
			'sync_groups',
			__( 'Groups of roles', 'cognipress' ),
			static function () use ( $fields, $settings ): void {
				$fields->map( 'sync_groups', $settings->group_rows(), __( 'One line a role: role = group, group. The groups must exist. Users leave a group of this list when the role goes; other groups are left alone.', 'cognipress' ) );
			}
		);
		$fields->add(
			'sync',
			'sync_email_names',
			__( 'Names of new users', 'cognipress' ),
			static function () use ( $fields, $settings ): void {
				$fields->checkbox( 'sync_email_names', $settings->names_by_email(), __( 'Name new users by their email address', 'cognipress' ), __( 'For pools whose users sign in with their address as the user name. Otherwise the login name is used.', 'cognipress' ) );
			}
		);
		$fields->add(
			'sync',
			'sync_disable',
			__( 'Deleted users', 'cognipress' ),
			static function () use ( $fields, $settings ): void {
				$fields->checkbox( 'sync_disable', $settings->disables_users(), __( 'Disable users of the pool who are deleted or marked as spam here', 'cognipress' ), __( 'They can then sign in nowhere: not for a pool that other sites or apps use too.', 'cognipress' ) );
			}
		);
	}

	/**
	 * The section's settings out of posted values.
	 *
	 * @param array<string, mixed> $input  Posted values.
	 * @param array<string, mixed> $stored Values until now.
	 * @return array<string, mixed>
	 */
	public function sanitize( array $input, array $stored ): array {
		if ( ! self::is_for_visitor() ) {
			return array_intersect_key( $stored, array_flip( self::NAMES ) );
		}
		return array(
			'sync'             => ! empty( $input['sync'] ),
			'sync_attributes'  => self::rows( $input, $stored, 'sync_attributes', static fn( string $name, string $field ): bool => Sync_Settings::is_attribute( $name ) && User_Snapshot::is_field( $field ) ),
			'sync_groups'      => self::rows( $input, $stored, 'sync_groups', static fn( string $role ): bool => null !== get_role( $role ) ),
			'sync_email_names' => ! empty( $input['sync_email_names'] ),
			'sync_disable'     => ! empty( $input['sync_disable'] ),
		);
	}

	/**
	 * Whether the visitor may change these settings here. The users of a network, and the keys of AWS, are not a site's
	 * own: there is one sync, and its settings are the main site's.
	 */
	private static function is_for_visitor(): bool {
		return ! is_multisite() || ( current_user_can( Sync_Page::capability() ) && ( is_network_admin() || is_main_site() ) );
	}

	/**
	 * The rows of a map, or the stored ones when one is wrong.
	 *
	 * @param array<string, mixed> $input    Posted values.
	 * @param array<string, mixed> $stored   Values until now.
	 * @param string               $name     Setting.
	 * @param callable             $is_valid function( string $key, string $value ): bool.
	 * @return array<string, string>
	 */
	private static function rows( array $input, array $stored, string $name, callable $is_valid ): array {
		try {
			$rows = Map_Text::parse( Posted::map( $input, $name ) );
			foreach ( $rows as $key => $value ) {
				if ( ! $is_valid( (string) $key, $value ) ) {
					throw new InvalidArgumentException( $key . ' = ' . $value );
				}
			}
			return $rows;
		} catch ( InvalidArgumentException $e ) {
			/* translators: %s: a line. */
			Settings_Fields::refuse( $name, sprintf( __( 'The line “%s” cannot be followed. The old list was kept.', 'cognipress' ), $e->getMessage() ) );
			return $stored[ $name ] ?? array();
		}
	}
}
