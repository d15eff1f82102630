<?php
/**
 * A part of the settings page.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Knows its own settings: how they are shown, and what is valid.
 */
interface Settings_Section {
	/**
	 * Registers the section and its fields.
	 *
	 * @param Settings_Fields $fields Controls.
	 */
	public function register( Settings_Fields $fields ): void;

	/**
	 * The section's settings out of posted values; what is not valid is refused and stays as it was.
	 *
	 * @param array<string, mixed> $input  Posted values.
	 * @param array<string, mixed> $stored Values until now.
	 * @return array<string, mixed>
	 */
	public function sanitize( array $input, array $stored ): array;
}
