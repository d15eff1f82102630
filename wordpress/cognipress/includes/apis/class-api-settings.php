<?php
/**
 * What the site owner has decided about APIs.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Which APIs may see the tokens of users, and who asks them.
 */
final class Api_Settings {
	private const ORIGINS_CONSTANT = 'COGNIPRESS_API_ORIGINS';

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
	 * Origins that tokens are sent to, such as https://api.example.com.
	 *
	 * @return string[]
	 */
	public function origins(): array {
		$text = defined( self::ORIGINS_CONSTANT ) ? constant( self::ORIGINS_CONSTANT ) : $this->settings->text( 'api_origins' );
		return array_values( array_filter( array_map( array( self::class, 'origin' ), self::lines( is_string( $text ) ? $text : '' ) ) ) );
	}

	/**
	 * Whether a token may be sent to an address.
	 *
	 * @param string $url URL.
	 */
	public function is_allowed( string $url ): bool {
		return in_array( self::origin( $url ), $this->origins(), true );
	}

	/**
	 * Whether pages may ask these APIs through this site.
	 */
	public function has_bridge(): bool {
		return array() !== $this->origins() && $this->settings->is_on( 'api_bridge' );
	}

	/**
	 * Whether scripts of the site's pages get the user's access token.
	 */
	public function gives_tokens(): bool {
		return $this->settings->is_on( 'browser_tokens' );
	}

	/**
	 * The parts of a list.
	 *
	 * @param string $text Text with white space or commas in between.
	 * @return string[]
	 */
	public static function lines( string $text ): array {
		return preg_split( '/[\s,]+/', $text, -1, PREG_SPLIT_NO_EMPTY );
	}

	/**
	 * The origin of a URL as a browser writes it; null unless it is https, or on this machine.
	 *
	 * @param string $url URL.
	 */
	public static function origin( string $url ): ?string {
		// What different parsers read differently has no origin.
		if ( 1 !== preg_match( '~\A(https?)://([a-z0-9.-]+|\[[0-9a-f:]+\])(?::(\d{1,5}))?(?=[/?#]|\z)[^\s\\\\]*\z~i', $url, $part ) ) {
			return null;
		}
		$scheme   = strtolower( $part[1] );
		$host     = strtolower( $part[2] );
		$is_local = in_array( $host, array( 'localhost', '127.0.0.1', '[::1]' ), true );
		if ( 'https' !== $scheme && ! $is_local ) {
			return null;
		}
		$default = 'https' === $scheme ? 443 : 80;
		$port    = (int) ( $part[3] ?? $default );
		return $scheme . '://' . $host . ( $port === $default ? '' : ':' . $port );
	}
}
