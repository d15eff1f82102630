<?php
/**
 * Settings about roles.
 *
 * @package Cognipress
 */

namespace Cognipress;

use InvalidArgumentException;

defined( 'ABSPATH' ) || exit;

/**
 * Which groups give which roles, with a preview.
 */
final class Roles_Section implements Settings_Section {
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
	 * Registers the section and its fields.
	 *
	 * @param Settings_Fields $fields Controls.
	 */
	public function register( Settings_Fields $fields ): void {
		$settings = $this->settings;
		add_settings_section( 'roles', __( 'Roles', 'cognipress' ), '__return_null', Settings_Fields::PAGE );
		$fields->add(
			'roles',
			'default_role',
			__( 'Default role', 'cognipress' ),
			static function () use ( $fields, $settings ): void {
				$choices = array_filter( wp_roles()->get_names(), array( Settings::class, 'is_assignable_role' ), ARRAY_FILTER_USE_KEY );
				$fields->choice( 'default_role', array_map( 'translate_user_role', $choices ), $settings->default_role(), __( 'For users whose groups give no role. Roles that manage the site are not offered.', 'cognipress' ) );
			}
		);
		$fields->add(
			'roles',
			'role_map',
			__( 'Roles of groups', 'cognipress' ),
			static function () use ( $fields, $settings ): void {
				/* translators: %s: comma-separated names of roles. */
				$help = sprintf( __( 'One line a group of the user pool: group = role, role. A role goes when its group goes; roles given by hand stay. The roles here: %s. Roles that manage the site also need the constant COGNIPRESS_PRIVILEGED_ROLES in wp-config.php.', 'cognipress' ), implode( ', ', array_keys( wp_roles()->get_names() ) ) );
				$fields->map( 'role_map', $settings->role_rows(), $help );
			}
		);
		add_settings_field( 'role_preview', __( 'Try it', 'cognipress' ), array( $this, 'print_preview' ), Settings_Fields::PAGE, 'roles', array( 'label_for' => 'cognipress-groups' ) );
	}

	/**
	 * The section's settings out of posted values.
	 *
	 * @param array<string, mixed> $input  Posted values.
	 * @param array<string, mixed> $stored Values until now.
	 * @return array<string, mixed>
	 */
	public function sanitize( array $input, array $stored ): array {
		$role = Posted::text( $input, 'default_role' );
		if ( '' !== $role && ! Settings::is_assignable_role( $role ) ) {
			Settings_Fields::refuse( 'default_role', __( 'New users cannot be given this role. The old one was kept.', 'cognipress' ) );
			$role = $stored['default_role'] ?? '';
		}
		return array(
			'default_role' => $role,
			'role_map'     => $this->role_rows( Posted::map( $input, 'role_map' ), $stored ),
		);
	}

	/**
	 * Prints the preview, which the page's script fills.
	 */
	public function print_preview(): void {
		printf(
			'<input type="text" class="regular-text code" id="cognipress-groups" aria-describedby="cognipress-groups-help" autocomplete="off" /><p class="description" id="cognipress-groups-help">%s</p><p>%s <output id="cognipress-roles" for="cognipress-groups">%s</output></p>',
			esc_html__( 'Groups of a user, separated by commas, such as editors, staff. Nothing is saved.', 'cognipress' ),
			esc_html__( 'Roles:', 'cognipress' ),
			esc_html( implode( ', ', $this->preview( '', null ) ) )
		);
	}

	/**
	 * Names of the roles that a user of some groups would get.
	 *
	 * @param string      $groups Comma-separated groups.
	 * @param string|null $text   A map that is not saved yet; null for the saved one.
	 * @return string[]
	 * @throws InvalidArgumentException With the line of the text that is none.
	 */
	public function preview( string $groups, ?string $text ): array {
		$map   = new Role_Map( null === $text ? $this->settings->role_rows() : Map_Text::parse( $text ), $this->settings->privileged_roles() );
		$roles = ( new Role_Assigner( $map, $this->settings->default_role() ) )->roles( Role_Map::names( $groups ) );
		$names = wp_roles()->get_names();
		return array_map( static fn( string $role ): string => translate_user_role( $names[ $role ] ), $roles );
	}

	/**
	 * The rows of a text, or the stored ones when it is wrong.
	 *
	 * @param string               $text   Text.
	 * @param array<string, mixed> $stored Values until now.
	 * @return array<string, string>
	 */
	private function role_rows( string $text, array $stored ): array {
		try {
			$rows    = Map_Text::parse( $text );
			$refused = ( new Role_Map( $rows, $this->settings->privileged_roles() ) )->refused();
			if ( array() === $refused ) {
				return $rows;
			}
			/* translators: %s: comma-separated names of roles. */
			Settings_Fields::refuse( 'role_map', sprintf( __( 'Groups cannot give these roles: %s. The old list was kept.', 'cognipress' ), implode( ', ', $refused ) ) );
		} catch ( InvalidArgumentException $e ) {
			/* translators: %s: a line. */
			Settings_Fields::refuse( 'role_map', sprintf( __( 'This line is not of the form group = role: “%s”. The old list was kept.', 'cognipress' ), $e->getMessage() ) );
		}
		return $stored['role_map'] ?? array();
	}
}
