<?php
/**
 * Settings about proofs.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * What needs more than being logged in.
 */
final class Step_Up_Section implements Settings_Section {
	private const MAX_MINUTES = 1440;
	private const ACR         = '/\Aurn:cognito:loa:\d{1,3}\z/';

	/**
	 * Settings.
	 *
	 * @var Step_Up_Settings
	 */
	private $settings;

	/**
	 * Takes its part.
	 *
	 * @param Step_Up_Settings $settings Settings.
	 */
	public function __construct( Step_Up_Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * Registers the section and its fields.
	 *
	 * @param Settings_Fields $fields Controls.
	 */
	public function register( Settings_Fields $fields ): void {
		$settings = $this->settings;
		add_settings_section( 'step_up', __( 'Fresh proof', 'cognipress' ), array( self::class, 'print_limit' ), Settings_Fields::PAGE );
		foreach ( self::deeds() as $deed => $label ) {
			$fields->add(
				'step_up',
				$deed,
				$label,
				static function () use ( $fields, $settings, $deed ): void {
					$fields->checkbox( $deed, $settings->guards( $deed ), __( 'Ask customers of WooCommerce to confirm that it is they', 'cognipress' ), 'step_up_email' === $deed ? __( 'Users of the pool change theirs at Cognito, which always asks for the password and what the user pool asks after it.', 'cognipress' ) : '' );
				}
			);
		}
		$fields->add(
			'step_up',
			'step_up_acr',
			__( 'Level', 'cognipress' ),
			static function () use ( $fields ): void {
				$fields->text( 'step_up_acr', __( 'Such as urn:cognito:loa:2, which needs Cognito’s Essentials plan and ALLOW_USER_AUTH in the app client: only the factor that is missing is asked for. Empty: the password, and what the user pool asks after it.', 'cognipress' ) );
			}
		);
		$fields->add(
			'step_up',
			'step_up_minutes',
			__( 'A proof counts for', 'cognipress' ),
			static function () use ( $fields, $settings ): void {
				$fields->number( 'step_up_minutes', intdiv( $settings->max_age(), MINUTE_IN_SECONDS ), self::MAX_MINUTES, __( 'minutes', 'cognipress' ), __( 'Who has proven it more lately is not asked again.', 'cognipress' ) );
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
		$acr = Posted::text( $input, 'step_up_acr' );
		if ( '' !== $acr && 1 !== preg_match( self::ACR, $acr ) ) {
			Settings_Fields::refuse( 'step_up_acr', __( 'Levels look like urn:cognito:loa:2.', 'cognipress' ) );
			$acr = (string) ( $stored['step_up_acr'] ?? '' );
		}
		$clean = array(
			'step_up_acr'     => $acr,
			'step_up_minutes' => Posted::number( $input, 'step_up_minutes', self::MAX_MINUTES ),
		);
		foreach ( Step_Up_Settings::DEEDS as $deed ) {
			$clean[ $deed ] = ! empty( $input[ $deed ] );
		}
		return $clean;
	}

	/**
	 * Prints whom it keeps out.
	 */
	public static function print_limit(): void {
		echo '<p>' . esc_html__( 'What is checked here is closed to customers whose account is not one of the user pool: they have nothing to confirm it with.', 'cognipress' ) . '</p>';
	}

	/**
	 * Labels of the deeds.
	 *
	 * @return array<string, string>
	 */
	private static function deeds(): array {
		return array(
			'step_up_order'   => __( 'Placing an order', 'cognipress' ),
			'step_up_address' => __( 'Changing an address', 'cognipress' ),
			'step_up_email'   => __( 'Changing the email address', 'cognipress' ),
		);
	}
}
