<?php
/**
 * Settings about sessions.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * How long sessions last, and how often Cognito is asked about them.
 */
final class Sessions_Section implements Settings_Section {
	private const MAX_RECHECK_MINUTES = 1440;
	private const MAX_IDLE_MINUTES    = 10080;
	private const MAX_HOURS           = 8760;

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
		$minutes  = __( 'minutes', 'cognipress' );
		add_settings_section( 'sessions', __( 'Sessions', 'cognipress' ), '__return_null', Settings_Fields::PAGE );
		$fields->add(
			'sessions',
			'recheck_minutes',
			__( 'Ask Cognito again after', 'cognipress' ),
			static function () use ( $fields, $settings, $minutes ): void {
				$fields->number( 'recheck_minutes', intdiv( $settings->recheck_seconds(), MINUTE_IN_SECONDS ), self::MAX_RECHECK_MINUTES, $minutes, __( 'A user who was disabled or signed out in Cognito is out here after this time at the latest; groups and attributes are read again too. 0 never asks. While Cognito is down, nobody is logged out.', 'cognipress' ) );
			}
		);
		$fields->add(
			'sessions',
			'remembers_devices',
			__( 'Remembered devices', 'cognipress' ),
			static function () use ( $fields, $settings ): void {
				$fields->checkbox( 'remembers_devices', $settings->pool_remembers_devices(), __( 'The user pool remembers devices', 'cognipress' ), __( 'Cognito then renews a session only with the key of its device. Sessions whose page has not sent that key are not asked about.', 'cognipress' ) );
			}
		);
		$fields->add(
			'sessions',
			'idle_minutes',
			__( 'Log out when idle for', 'cognipress' ),
			static function () use ( $fields, $settings, $minutes ): void {
				$fields->number( 'idle_minutes', intdiv( $settings->idle_seconds(), MINUTE_IN_SECONDS ), self::MAX_IDLE_MINUTES, $minutes, __( '0 logs nobody out.', 'cognipress' ) );
			}
		);
		$fields->add(
			'sessions',
			'session_hours',
			__( 'Log out after', 'cognipress' ),
			static function () use ( $fields, $settings ): void {
				$fields->number( 'session_hours', intdiv( $settings->session_seconds(), HOUR_IN_SECONDS ), self::MAX_HOURS, __( 'hours', 'cognipress' ), __( 'At the latest, for all users of the site. 0 leaves it to WordPress: two days, or two weeks with “Remember Me”.', 'cognipress' ) );
			}
		);
		$fields->add(
			'sessions',
			'temporary_access',
			__( 'Temporary access', 'cognipress' ),
			static function () use ( $fields, $settings ): void {
				$fields->checkbox( 'temporary_access', $settings->is_on( 'temporary_access' ), __( 'Administrators may create links that show the site as a user sees it', 'cognipress' ), __( 'On the user’s profile; for one hour, once, and never to an account that manages the site. The log says who and when.', 'cognipress' ) );
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
			'recheck_minutes'   => Posted::number( $input, 'recheck_minutes', self::MAX_RECHECK_MINUTES ),
			'remembers_devices' => ! empty( $input['remembers_devices'] ),
			'idle_minutes'      => Posted::number( $input, 'idle_minutes', self::MAX_IDLE_MINUTES ),
			'session_hours'     => Posted::number( $input, 'session_hours', self::MAX_HOURS ),
			'temporary_access'  => ! empty( $input['temporary_access'] ),
		);
	}
}
