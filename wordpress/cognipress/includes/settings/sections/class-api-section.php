<?php
/**
 * Settings about APIs.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Which APIs see the tokens of users.
 */
final class Api_Section implements Settings_Section {
	private const NAMES = array( 'api_origins', 'api_bridge', 'browser_tokens' );

	/**
	 * Settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Those about APIs.
	 *
	 * @var Api_Settings
	 */
	private $apis;

	/**
	 * Takes its parts.
	 *
	 * @param Settings     $settings Settings.
	 * @param Api_Settings $apis     Those about APIs.
	 */
	public function __construct( Settings $settings, Api_Settings $apis ) {
		$this->settings = $settings;
		$this->apis     = $apis;
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
		$apis     = $this->apis;
		add_settings_section( 'apis', __( 'APIs', 'cognipress' ), '__return_null', Settings_Fields::PAGE );
		$fields->add(
			'apis',
			'api_origins',
			__( 'Origins of your APIs', 'cognipress' ),
			static function () use ( $fields ): void {
				$fields->text( 'api_origins', __( 'Such as https://api.example.com, separated by spaces. cognipress_remote_request() sends the token of who is logged in there, and nowhere else.', 'cognipress' ) );
			}
		);
		$fields->add(
			'apis',
			'api_bridge',
			__( 'Requests of pages', 'cognipress' ),
			static function () use ( $fields, $apis ): void {
				$fields->checkbox( 'api_bridge', $apis->has_bridge(), __( 'Scripts of this site may ask these APIs through WordPress', 'cognipress' ), __( 'By the REST route cognipress/v1/request, for users who are logged in. The token stays on the server.', 'cognipress' ) );
			}
		);
		$fields->add(
			'apis',
			'browser_tokens',
			__( 'Tokens in pages', 'cognipress' ),
			static function () use ( $fields, $apis ): void {
				$fields->checkbox( 'browser_tokens', $apis->gives_tokens(), __( 'Scripts of this site get the ID and access tokens of who is logged in', 'cognipress' ), __( 'To ask APIs from the browser. The refresh token stays on the server, and the tokens end with the WordPress session in every tab.', 'cognipress' ) );
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
		$origins = array();
		foreach ( Api_Settings::lines( Posted::text( $input, 'api_origins' ) ) as $line ) {
			$origin = Api_Settings::origin( $line );
			if ( null === $origin ) {
				/* translators: %s: what was entered. */
				Settings_Fields::refuse( 'api_origins', sprintf( __( '%s is no origin that tokens can be sent to: it has to begin with https://.', 'cognipress' ), $line ) );
				continue;
			}
			$origins[] = $origin;
		}
		return array(
			'api_origins'    => implode( ' ', array_unique( $origins ) ),
			'api_bridge'     => ! empty( $input['api_bridge'] ),
			'browser_tokens' => ! empty( $input['browser_tokens'] ),
		);
	}

	/**
	 * Whether the visitor may say who else gets something of the users: a network's are not a site's own.
	 */
	public static function is_for_visitor(): bool {
		return ! is_multisite() || current_user_can( 'manage_network_options' );
	}
}
