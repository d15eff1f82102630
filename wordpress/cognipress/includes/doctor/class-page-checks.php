<?php
/**
 * Checks of what browsers get.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_Error;

defined( 'ABSPATH' ) || exit;

/**
 * Asks this site for its login page and for the program, as a browser does.
 */
final class Page_Checks {
	private const TIMEOUT_SECONDS = 5;

	/**
	 * Built files.
	 *
	 * @var Assets
	 */
	private $assets;

	/**
	 * Takes its part.
	 *
	 * @param Assets $assets Built files.
	 */
	public function __construct( Assets $assets ) {
		$this->assets = $assets;
	}

	/**
	 * The findings.
	 *
	 * @return Finding[]
	 */
	public function run(): array {
		$page = self::get( wp_login_url() );
		if ( is_wp_error( $page ) ) {
			/* translators: %s: error message. */
			return array( new Finding( Finding::RECOMMENDED, sprintf( __( 'This site cannot ask itself for its login page, so that could not be checked: %s', 'cognipress' ), $page->get_error_message() ) ) );
		}
		return array( self::form( $page ), self::cache( $page ), self::policy( $page ), $this->program() );
	}

	/**
	 * Whether the login page has our script.
	 *
	 * @param array<string, mixed> $page Response.
	 */
	private static function form( array $page ): Finding {
		if ( 200 !== wp_remote_retrieve_response_code( $page ) || false === strpos( wp_remote_retrieve_body( $page ), 'id="cognipress-config"' ) ) {
			return new Finding( Finding::CRITICAL, __( 'The login page is not Cognipress’s: the plugin is not set up yet, or another plugin replaces or hides wp-login.php.', 'cognipress' ) );
		}
		return new Finding( Finding::GOOD, __( 'The login page signs in through Cognito.', 'cognipress' ) );
	}

	/**
	 * Whether caches leave the login page alone.
	 *
	 * @param array<string, mixed> $page Response.
	 */
	private static function cache( array $page ): Finding {
		$control = strtolower( self::header( $page, 'cache-control' ) );
		if ( (int) self::header( $page, 'age' ) > 0 || 1 !== preg_match( '/no-store|no-cache|private/', $control ) ) {
			return new Finding( Finding::RECOMMENDED, __( 'The login page seems to come out of a cache. Please exclude wp-login.php from it.', 'cognipress' ) );
		}
		return new Finding( Finding::GOOD, __( 'The login page is not cached.', 'cognipress' ) );
	}

	/**
	 * Whether a content security policy lets WebAssembly run.
	 *
	 * @param array<string, mixed> $page Response.
	 */
	private static function policy( array $page ): Finding {
		$policy = self::header( $page, 'content-security-policy' );
		if ( 1 === preg_match( '/(?:^|[;,])\s*script-src\s([^;,]*)/i', $policy, $match ) || 1 === preg_match( '/(?:^|[;,])\s*default-src\s([^;,]*)/i', $policy, $match ) ) {
			if ( 1 !== preg_match( "/'(?:wasm-)?unsafe-eval'/i", $match[1] ) ) {
				return new Finding( Finding::CRITICAL, __( 'The content security policy of the login page blocks WebAssembly. Please add \'wasm-unsafe-eval\' to script-src.', 'cognipress' ) );
			}
		}
		return new Finding( Finding::GOOD, __( 'No content security policy stops the login page’s program.', 'cognipress' ) );
	}

	/**
	 * Whether the program is there, and served as what it is.
	 */
	private function program(): Finding {
		$missing = $this->assets->missing();
		if ( array() !== $missing ) {
			/* translators: %s: file names. */
			return new Finding( Finding::CRITICAL, sprintf( __( 'These files of the plugin are missing: %s. Please install it from its package.', 'cognipress' ), implode( ', ', $missing ) ) );
		}
		$url      = $this->assets->url() . 'cognipress.wasm';
		$response = self::get( $url );
		if ( is_wp_error( $response ) || 200 !== wp_remote_retrieve_response_code( $response ) ) {
			/* translators: %s: URL. */
			return new Finding( Finding::CRITICAL, sprintf( __( 'The login page’s program cannot be loaded from %s.', 'cognipress' ), $url ) );
		}
		$type = self::header( $response, 'content-type' );
		if ( 0 !== stripos( $type, 'application/wasm' ) ) {
			/* translators: 1: URL, 2: MIME type. */
			return new Finding( Finding::RECOMMENDED, sprintf( __( 'The web server sends %1$s as “%2$s”. Signing in works, but starts faster with the type application/wasm.', 'cognipress' ), $url, $type ) );
		}
		return new Finding( Finding::GOOD, __( 'The web server sends WebAssembly with the right type.', 'cognipress' ) );
	}

	/**
	 * One header as text.
	 *
	 * @param array<string, mixed> $response Response.
	 * @param string               $name     Name.
	 */
	private static function header( array $response, string $name ): string {
		return implode( ', ', (array) wp_remote_retrieve_header( $response, $name ) );
	}

	/**
	 * Asks this site.
	 *
	 * @param string $url URL.
	 * @return array<string, mixed>|WP_Error
	 */
	private static function get( string $url ) {
		return wp_remote_get(
			$url,
			array(
				'timeout'     => self::TIMEOUT_SECONDS,
				'redirection' => 0,
				/** This filter is documented in wp-includes/class-wp-http-streams.php */
				'sslverify'   => apply_filters( 'https_local_ssl_verify', false ),
			)
		);
	}
}
