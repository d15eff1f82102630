<?php
/**
 * Which translation a locale reads.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * A locale without a translation of its own reads that of its language: es_MX reads es_ES.
 */
final class Languages {
	/**
	 * Leads to a file that is there.
	 *
	 * @param string $file   The file WordPress is about to read.
	 * @param string $domain Whose texts it holds.
	 */
	public static function closest( $file, $domain ): string {
		$file = (string) $file;
		if ( 'cognipress' !== $domain || is_readable( $file ) ) {
			return $file;
		}
		$language = strtok( substr( basename( $file, '.mo' ), strlen( 'cognipress-' ) ), '_' );
		$files    = (array) glob( dirname( __DIR__, 2 ) . "/languages/cognipress-$language*.mo" );
		return (string) ( $files[0] ?? $file );
	}
}
