<?php
/**
 * Files made by the build.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Finds the built scripts and says so when they are missing.
 */
final class Assets {
	private const FILES = array( 'login.js', 'forms.js', 'trap.js', 'cognipress.wasm', 'cognipress-simd.wasm' );

	/**
	 * Folder of the files, with a trailing slash.
	 *
	 * @var string
	 */
	private $folder;

	/**
	 * URL of the folder, with a trailing slash.
	 *
	 * @var string
	 */
	private $url;

	/**
	 * Takes the place.
	 *
	 * @param string $folder Folder of the files, with a trailing slash.
	 * @param string $url    URL of the folder, with a trailing slash.
	 */
	public function __construct( string $folder, string $url ) {
		$this->folder = $folder;
		$this->url    = $url;
	}

	/**
	 * URL of the folder, with a trailing slash.
	 */
	public function url(): string {
		return $this->url;
	}

	/**
	 * URL of a page script.
	 *
	 * @param string $name File name.
	 */
	public function script_url( string $name ): string {
		return add_query_arg( 'ver', $this->version(), $this->url . $name );
	}

	/**
	 * Changes with every build, so that no browser mixes the files of two.
	 */
	public function version(): string {
		$file = $this->folder . 'login.js';
		return is_readable( $file ) ? dechex( (int) filemtime( $file ) ) : '0';
	}

	/**
	 * The script that holds a submit back until the page script is there. It has no </script> in it.
	 */
	public function trap(): string {
		$file = $this->folder . 'trap.js';
		// phpcs:ignore WordPress.WP.AlternativeFunctions -- a file of the plugin.
		return is_readable( $file ) ? (string) file_get_contents( $file ) : '';
	}

	/**
	 * Tells administrators that files are missing (action admin_notices).
	 */
	public function print_notice(): void {
		if ( array() === $this->missing() || ! current_user_can( 'manage_options' ) ) {
			return;
		}
		printf(
			'<div class="notice notice-error"><p>%s</p></div>',
			esc_html(
				sprintf(
					/* translators: %s: file names. */
					__( 'Cognipress cannot sign anybody in: these files are missing in its folder assets/build: %s. Please install the plugin from its package, or build it.', 'cognipress' ),
					implode( ', ', $this->missing() )
				)
			)
		);
	}

	/**
	 * Names of files that are not there.
	 *
	 * @return string[]
	 */
	public function missing(): array {
		$is_missing = function ( string $name ): bool {
			return ! is_readable( $this->folder . $name );
		};
		return array_values( array_filter( self::FILES, $is_missing ) );
	}
}
