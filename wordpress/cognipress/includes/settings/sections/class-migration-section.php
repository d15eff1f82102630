<?php
/**
 * Settings about passwords that move to Cognito.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * What the pool's trigger has to be told, and whether addresses count as verified.
 */
final class Migration_Section implements Settings_Section {
	/**
	 * Whether the pool may ask.
	 *
	 * @var Migration
	 */
	private $migration;

	/**
	 * Takes its part.
	 *
	 * @param Migration $migration Whether the pool may ask.
	 */
	public function __construct( Migration $migration ) {
		$this->migration = $migration;
	}

	/**
	 * Registers the section and its fields.
	 *
	 * @param Settings_Fields $fields Controls.
	 */
	public function register( Settings_Fields $fields ): void {
		$migration = $this->migration;
		$print     = function () use ( $fields ): void {
			$this->print_state();
			$fields->print_first_pool();
		};
		add_settings_section( 'migration', __( 'Migration of passwords', 'cognipress' ), $print, Settings_Fields::PAGE );
		$fields->add(
			'migration',
			'migration_verified',
			__( 'Email addresses', 'cognipress' ),
			static function () use ( $fields, $migration ): void {
				$fields->checkbox( 'migration_verified', $migration->vouches_for_addresses(), __( 'Count as verified in the user pool', 'cognipress' ), __( 'Only if nobody can have an account here with somebody else’s address. Otherwise people verify theirs in the pool.', 'cognipress' ) );
			}
		);
	}

	/**
	 * Prints whether it is on, and what is missing.
	 */
	public function print_state(): void {
		if ( $this->migration->is_on() ) {
			/* translators: %s: URL. */
			$text = sprintf( __( 'It is on. The trigger of the user pool asks %s.', 'cognipress' ), rest_url( Rest_Routes::NAMESPACE . '/migration' ) );
		} else {
			/* translators: 1: name of a constant, 2: number of characters. */
			$text = sprintf( __( 'It is off. It needs the sign-in method “taking users over from elsewhere”, the constant %1$s in wp-config.php with %2$d characters or more, and the trigger of the user pool that the documentation describes.', 'cognipress' ), 'COGNIPRESS_MIGRATION_SECRET', Migration::MIN_SECRET );
		}
		echo '<p>' . esc_html( $text ) . '</p>';
	}

	/**
	 * The section's settings out of posted values.
	 *
	 * @param array<string, mixed> $input  Posted values.
	 * @param array<string, mixed> $stored Values until now.
	 * @return array<string, mixed>
	 */
	public function sanitize( array $input, array $stored ): array {
		return array( 'migration_verified' => ! empty( $input['migration_verified'] ) );
	}
}
