<?php
/**
 * Checks of this site's own configuration.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Looks at what is known without asking anybody.
 */
final class Site_Checks {
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
	 * The findings.
	 *
	 * @return Finding[]
	 */
	public function run(): array {
		return array( self::https(), self::salts(), $this->way_in(), self::table() );
	}

	/**
	 * Whether browsers reach the site over https.
	 */
	private static function https(): Finding {
		$local = in_array( wp_parse_url( home_url(), PHP_URL_HOST ), array( 'localhost', '127.0.0.1', '[::1]' ), true );
		if ( 'https' !== wp_parse_url( home_url(), PHP_URL_SCHEME ) && ! $local ) {
			return new Finding( Finding::CRITICAL, __( 'The site is not on https: sessions can be stolen on the way, and browsers refuse what signing in needs.', 'cognipress' ) );
		}
		return new Finding( Finding::GOOD, __( 'The site is on https, or on this machine.', 'cognipress' ) );
	}

	/**
	 * Whether tokens are encrypted with a key that is not in the database beside them.
	 */
	private static function salts(): Finding {
		foreach ( array( 'AUTH_KEY', 'AUTH_SALT' ) as $name ) {
			$value = defined( $name ) ? constant( $name ) : '';
			if ( ! is_string( $value ) || strlen( $value ) < 32 || 'put your unique phrase here' === $value ) {
				/* translators: %s: name of a constant. */
				return new Finding( Finding::RECOMMENDED, sprintf( __( '%s in wp-config.php is missing or weak, so the key of encrypted tokens lies beside them in the database. Please set it to a long random text.', 'cognipress' ), $name ) );
			}
		}
		return new Finding( Finding::GOOD, __( 'Tokens are encrypted with a key from wp-config.php.', 'cognipress' ) );
	}

	/**
	 * Whether administrators have a way in when Cognito is down.
	 */
	private function way_in(): Finding {
		if ( ! $this->settings->is_break_glass_allowed() ) {
			return new Finding( Finding::RECOMMENDED, __( 'COGNIPRESS_BREAK_GLASS is false: when Cognito is down, linked administrators cannot log in.', 'cognipress' ) );
		}
		return new Finding( Finding::GOOD, __( 'Administrators can log in when Cognito is down.', 'cognipress' ) );
	}

	/**
	 * Whether the plugin's tables are there.
	 */
	private static function table(): Finding {
		$missing = Database::missing();
		if ( array() !== $missing ) {
			/* translators: %s: names of tables. */
			return new Finding( Finding::CRITICAL, sprintf( __( 'These tables are missing in the database: %s. Please deactivate and activate the plugin.', 'cognipress' ), implode( ', ', $missing ) ) );
		}
		return new Finding( Finding::GOOD, __( 'The plugin’s tables are in the database.', 'cognipress' ) );
	}
}
