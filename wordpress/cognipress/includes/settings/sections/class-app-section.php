<?php
/**
 * Settings about apps.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Which apps may log their users in.
 */
final class App_Section implements Settings_Section {
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
		if ( ! Api_Section::is_for_visitor() ) {
			return;
		}
		add_settings_section( 'apps', __( 'Apps', 'cognipress' ), '__return_null', Settings_Fields::PAGE );
		$fields->add(
			'apps',
			'app_origins',
			__( 'Origins of your apps', 'cognipress' ),
			static function () use ( $fields ): void {
				$fields->text( 'app_origins', __( 'Such as capacitor://localhost, separated by spaces. The page of an app with such an origin can log its users in to this site in its webview. null stands for every page from a disk and for others without a name: people are then asked before they are logged in.', 'cognipress' ) );
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
		if ( ! Api_Section::is_for_visitor() ) {
			return array_intersect_key( $stored, array( 'app_origins' => true ) );
		}
		$origins = array();
		foreach ( Api_Settings::lines( Posted::text( $input, 'app_origins' ) ) as $line ) {
			$origin = App_Origins::origin( $line );
			if ( null === $origin ) {
				/* translators: %s: what was entered. */
				Settings_Fields::refuse( 'app_origins', sprintf( __( '%s is no origin that the page of an app can have.', 'cognipress' ), $line ) );
				continue;
			}
			$origins[] = $origin;
		}
		return array( 'app_origins' => implode( ' ', array_unique( $origins ) ) );
	}
}
