<?php
/**
 * Which apps may ask for a session.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_Error;
use WP_REST_Request;

defined( 'ABSPATH' ) || exit;

/**
 * Origins of pages that apps bring along. There are none until the site owner names them.
 */
final class App_Origins {
	/**
	 * Origin of a page from a disk, and of every other that a browser does not want to name: it says nothing about who
	 * asks.
	 */
	public const UNNAMED = 'null';

	/**
	 * Schemes of pages that no app brings along.
	 */
	private const FOREIGN_SCHEMES = array( 'about', 'blob', 'data', 'file', 'http', 'https', 'javascript' );

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
	 * Whether a request may go on.
	 *
	 * @param WP_REST_Request $request Request.
	 * @return true|WP_Error
	 */
	public function check( WP_REST_Request $request ) {
		return Origin_Guard::verdict( $this->is_allowed( (string) $request->get_header( 'origin' ) ), $request );
	}

	/**
	 * Headers by which the webview lets the app's page read the answer. No cookie comes or goes with it.
	 *
	 * @param string|null $origin The request's Origin header.
	 * @return array<string, string>
	 */
	public function cors_headers( ?string $origin ): array {
		$vary = array( 'Vary' => 'Origin' );
		return null === $origin || ! $this->is_allowed( $origin ) ? $vary : $vary + array(
			'Access-Control-Allow-Origin'  => $origin,
			'Access-Control-Allow-Methods' => 'POST',
			'Access-Control-Allow-Headers' => 'Content-Type',
		);
	}

	/**
	 * Whether an origin is one of the site's apps, character for character.
	 *
	 * @param string $origin Origin header.
	 */
	public function is_allowed( string $origin ): bool {
		return in_array( $origin, array_map( array( self::class, 'origin' ), Api_Settings::lines( $this->settings->text( 'app_origins' ) ) ), true );
	}

	/**
	 * An origin as a webview writes it; null where no page of an app has such a one.
	 *
	 * @param string $text Text.
	 */
	public static function origin( string $text ): ?string {
		if ( self::UNNAMED === $text ) {
			return self::UNNAMED;
		}
		if ( 1 === preg_match( '~\A([a-z][a-z0-9+.-]*)://[a-z0-9.-]+(:\d{1,5})?\z~i', $text, $part ) && ! in_array( strtolower( $part[1] ), self::FOREIGN_SCHEMES, true ) ) {
			return strtolower( $text );
		}
		return Api_Settings::origin( $text );
	}
}
