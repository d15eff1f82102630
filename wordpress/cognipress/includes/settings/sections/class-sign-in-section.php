<?php
/**
 * Settings of signing in.
 *
 * @package Cognipress
 */

namespace Cognipress;

use InvalidArgumentException;

defined( 'ABSPATH' ) || exit;

/**
 * What users show to sign in, and what a new password must be like.
 */
final class Sign_In_Section implements Settings_Section {
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
		add_settings_section( 'sign_in', __( 'Signing in', 'cognipress' ), '__return_null', Settings_Fields::PAGE );
		$fields->add(
			'sign_in',
			'sign_in_method',
			__( 'Sign-in method', 'cognipress' ),
			static function () use ( $fields, $settings ): void {
				$fields->choice( 'sign_in_method', self::methods(), $settings->sign_in_method(), __( 'The app client must allow ALLOW_USER_AUTH for the choice, ALLOW_CUSTOM_AUTH for your own questions. To take users over from elsewhere it must allow ALLOW_USER_PASSWORD_AUTH as well: a password that could not be proven is then sent to Cognito once. Switch this off when all have moved.', 'cognipress' ) );
			}
		);
		$fields->add(
			'sign_in',
			'passkeys',
			__( 'Passkeys', 'cognipress' ),
			static function () use ( $fields, $settings ): void {
				$fields->checkbox( 'passkeys', $settings->offers_passkeys(), __( 'Sign in with passkeys, and offer to create one after signing in', 'cognipress' ), __( 'Needs the Essentials plan, passkeys switched on in the user pool for the domain of this site, and ALLOW_USER_AUTH in the app client.', 'cognipress' ) );
			}
		);
		$this->register_providers( $fields );
		$fields->add(
			'sign_in',
			'password_length',
			__( 'Password length', 'cognipress' ),
			static function () use ( $fields, $settings ): void {
				$fields->number( 'password_length', $settings->password_policy()['minimumLength'] ?? 0, 99, __( 'characters at least', 'cognipress' ), __( 'As the user pool has it: shown wherever a new password is asked for.', 'cognipress' ) );
			}
		);
		foreach ( self::classes() as $name => $label ) {
			$fields->add(
				'sign_in',
				$name,
				$label,
				static function () use ( $fields, $settings, $name ): void {
					$fields->checkbox( $name, isset( $settings->password_policy()[ Settings::PASSWORD_CLASSES[ $name ] ] ), __( 'Needed in a password', 'cognipress' ), '' );
				}
			);
		}
	}

	/**
	 * Registers the fields of other identity providers.
	 *
	 * @param Settings_Fields $fields Controls.
	 */
	private function register_providers( Settings_Fields $fields ): void {
		$settings = $this->settings;
		$fields->add(
			'sign_in',
			'providers',
			__( 'Buttons of identity providers', 'cognipress' ),
			static function () use ( $fields, $settings ): void {
				$fields->map( 'providers', $settings->rows( 'providers' ) ?? array(), __( 'One line a button below the login form: name of the provider in Cognito = what the button says, such as Google = Continue with Google. The name COGNITO stands for the user pool’s own page.', 'cognipress' ) );
			}
		);
		$fields->add(
			'sign_in',
			'hosted_domain',
			__( 'Domain of the user pool', 'cognipress' ),
			static function () use ( $fields ): void {
				/* translators: %s: URL. */
				$help = sprintf( __( 'Needed for these buttons, such as https://example.auth.eu-west-1.amazoncognito.com. In the app client enter %s as an allowed callback URL.', 'cognipress' ), Provider_Buttons::callback_url() );
				$fields->text( 'hosted_domain', $help );
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
		$method = Posted::text( $input, 'sign_in_method' );
		$clean  = array(
			'sign_in_method'  => isset( self::methods()[ $method ] ) ? $method : '',
			'passkeys'        => ! empty( $input['passkeys'] ),
			'password_length' => Posted::number( $input, 'password_length', 99 ),
			'providers'       => self::providers( Posted::map( $input, 'providers' ), $stored ),
			'hosted_domain'   => self::domain( Posted::text( $input, 'hosted_domain' ), $stored ),
		);
		foreach ( array_keys( Settings::PASSWORD_CLASSES ) as $name ) {
			$clean[ $name ] = ! empty( $input[ $name ] );
		}
		return $clean;
	}

	/**
	 * The rows of a text, or the stored ones when it is wrong.
	 *
	 * @param string               $text   Text.
	 * @param array<string, mixed> $stored Values until now.
	 * @return array<string, string>
	 */
	private static function providers( string $text, array $stored ): array {
		try {
			$rows = Map_Text::parse( $text );
			foreach ( $rows as $name => $label ) {
				if ( ! Provider_Buttons::is_provider( (string) $name ) ) {
					throw new InvalidArgumentException( $name . ' = ' . $label );
				}
			}
			return $rows;
		} catch ( InvalidArgumentException $e ) {
			/* translators: %s: a line. */
			Settings_Fields::refuse( 'providers', sprintf( __( 'This line is not of the form name of a provider = what the button says: “%s”. The old list was kept.', 'cognipress' ), $e->getMessage() ) );
			return $stored['providers'] ?? array();
		}
	}

	/**
	 * The origin of a domain, or the stored one when it is none.
	 *
	 * @param string               $text   As it was entered.
	 * @param array<string, mixed> $stored Values until now.
	 */
	private static function domain( string $text, array $stored ): string {
		$origin = '' === $text ? '' : Api_Settings::origin( $text );
		if ( null === $origin ) {
			Settings_Fields::refuse( 'hosted_domain', __( 'The domain of a user pool begins with https://. The old one was kept.', 'cognipress' ) );
			return $stored['hosted_domain'] ?? '';
		}
		return $origin;
	}

	/**
	 * Methods by the page script's names; the first is the one that is always there.
	 *
	 * @return array<string, string>
	 */
	private static function methods(): array {
		return array(
			''          => __( 'User name and password', 'cognipress' ),
			'choice'    => __( 'User name first, then what the user chooses', 'cognipress' ),
			'custom'    => __( 'User name, password and your own questions', 'cognipress' ),
			'migration' => __( 'User name and password, taking users over from elsewhere', 'cognipress' ),
		);
	}

	/**
	 * Labels of the classes of characters.
	 *
	 * @return array<string, string>
	 */
	private static function classes(): array {
		return array(
			'password_lowercase' => __( 'Lower-case letters', 'cognipress' ),
			'password_uppercase' => __( 'Capital letters', 'cognipress' ),
			'password_numbers'   => __( 'Numbers', 'cognipress' ),
			'password_symbols'   => __( 'Symbols', 'cognipress' ),
		);
	}
}
