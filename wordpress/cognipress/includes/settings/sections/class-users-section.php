<?php
/**
 * Settings about users.
 *
 * @package Cognipress
 */

namespace Cognipress;

use InvalidArgumentException;

defined( 'ABSPATH' ) || exit;

/**
 * Who a user of the pool is in WordPress, and which passwords still count.
 */
final class Users_Section implements Settings_Section {
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
		add_settings_section( 'users', __( 'Users', 'cognipress' ), '__return_null', Settings_Fields::PAGE );
		$fields->add(
			'users',
			'strict',
			__( 'Strict mode', 'cognipress' ),
			static function () use ( $fields, $settings ): void {
				/* translators: %s: URL. */
				$help = sprintf( __( 'Only administrators can then still use theirs, at %s. Without strict mode every account that is not linked to Cognito can.', 'cognipress' ), add_query_arg( 'cognipress', 'local', wp_login_url() ) );
				$fields->checkbox( 'strict', $settings->is_strict(), __( 'Accept no WordPress passwords', 'cognipress' ), $help );
			}
		);
		$fields->add(
			'users',
			'application_passwords',
			__( 'Application passwords', 'cognipress' ),
			static function () use ( $fields, $settings ): void {
				$fields->checkbox( 'application_passwords', $settings->allows_application_passwords(), __( 'Let linked users have application passwords', 'cognipress' ), __( 'For programs that use the REST API or XML-RPC. They outlive a session, and Cognito does not know of them.', 'cognipress' ) );
			}
		);
		$fields->add(
			'users',
			'link_by_email',
			__( 'Existing accounts', 'cognipress' ),
			static function () use ( $fields, $settings ): void {
				$fields->checkbox( 'link_by_email', $settings->links_by_email(), __( 'Offer to link an account with the same email address', 'cognipress' ), __( 'Only where Cognito has verified the address and exactly one account has it, which manages nothing. Its owner has to give its WordPress password once, in strict mode too. Otherwise everybody gets a new account.', 'cognipress' ) );
			}
		);
		$fields->add(
			'users',
			'trusted_providers',
			__( 'Identity providers', 'cognipress' ),
			static function () use ( $fields ): void {
				$fields->text( 'trusted_providers', __( 'Users of other identity providers are offered this only if the provider is listed here by its name in Cognito, separated by commas. List only those that verify addresses.', 'cognipress' ) );
			}
		);
		$fields->add(
			'users',
			'recreate_deleted',
			__( 'Deleted users', 'cognipress' ),
			static function () use ( $fields, $settings ): void {
				$fields->checkbox( 'recreate_deleted', $settings->recreates_deleted(), __( 'Make a deleted user anew at the next sign-in', 'cognipress' ), __( 'Otherwise whoever is deleted here stays out, even if Cognito still knows them.', 'cognipress' ) );
			}
		);
		$fields->add(
			'users',
			'register_attributes',
			__( 'Asked at registration', 'cognipress' ),
			static function () use ( $fields ): void {
				$fields->text( 'register_attributes', __( 'Attributes that WordPress’ registration form asks for besides user name, email address and password, such as given_name, family_name, phone_number. The app client must be allowed to write them.', 'cognipress' ) );
			}
		);
		$fields->add(
			'users',
			'attribute_map',
			__( 'Profile', 'cognipress' ),
			static function () use ( $fields, $settings ): void {
				$fields->map( 'attribute_map', $settings->attribute_rows(), __( 'One line a field: field = attribute. Fields are first_name, last_name, display_name, nickname, description, user_url, or any user meta such as WooCommerce’s billing_phone = phone_number. A dot leads into an attribute: billing_city = address.locality. They are written at each sign-in; the email address follows by itself once it is verified and nobody else has it.', 'cognipress' ) );
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
		return array(
			'strict'                => ! empty( $input['strict'] ),
			'application_passwords' => ! empty( $input['application_passwords'] ),
			'link_by_email'         => ! empty( $input['link_by_email'] ),
			'trusted_providers'     => Posted::text( $input, 'trusted_providers' ),
			'recreate_deleted'      => ! empty( $input['recreate_deleted'] ),
			'register_attributes'   => Posted::text( $input, 'register_attributes' ),
			'attribute_map'         => self::attributes( Posted::map( $input, 'attribute_map' ), $stored ),
		);
	}

	/**
	 * The rows of a text, or the stored ones when it is wrong.
	 *
	 * @param string               $text   Text.
	 * @param array<string, mixed> $stored Values until now.
	 * @return array<string, string>
	 */
	private static function attributes( string $text, array $stored ): array {
		try {
			$rows = Map_Text::parse( $text );
			foreach ( array_keys( $rows ) as $field ) {
				if ( ! Attribute_Map::is_field( (string) $field ) ) {
					throw new InvalidArgumentException( (string) $field );
				}
			}
			return $rows;
		} catch ( InvalidArgumentException $e ) {
			/* translators: %s: a line, or a name in it. */
			Settings_Fields::refuse( 'attribute_map', sprintf( __( 'No attribute can be written by the line or field “%s”. The old list was kept.', 'cognipress' ), $e->getMessage() ) );
			return $stored['attribute_map'] ?? array();
		}
	}
}
