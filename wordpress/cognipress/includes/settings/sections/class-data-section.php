<?php
/**
 * Settings about data.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * How long the log is kept, and what becomes of everything when the plugin is deleted.
 */
final class Data_Section implements Settings_Section {
	private const MAX_DAYS = 3650;

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
		add_settings_section( 'data', __( 'Data', 'cognipress' ), '__return_null', Settings_Fields::PAGE );
		$fields->add(
			'data',
			'log_days',
			__( 'Log', 'cognipress' ),
			static function () use ( $fields, $settings ): void {
				$fields->number( 'log_days', $settings->log_days(), self::MAX_DAYS, __( 'days', 'cognipress' ), __( 'How long events stay in Tools > Cognipress log; 0 keeps none.', 'cognipress' ) );
			}
		);
		$fields->add(
			'data',
			'remove_data',
			__( 'Deleting the plugin', 'cognipress' ),
			static function () use ( $fields, $settings ): void {
				$fields->checkbox( 'remove_data', $settings->removes_data(), __( 'Remove settings, links and log with it', 'cognipress' ), __( 'Otherwise a plugin that is installed again knows its users. Tokens and scheduled events are always removed. Users stay in any case.', 'cognipress' ) );
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
			'log_days'    => Posted::number( $input, 'log_days', self::MAX_DAYS ),
			'remove_data' => ! empty( $input['remove_data'] ),
		);
	}
}
