<?php
/**
 * A small runner of WP-CLI commands: no wp-cli is needed.
 */

/**
 * Says what the real one says, and throws where it would end the process.
 */
final class WP_CLI {
	/**
	 * Lines that were said.
	 *
	 * @var string[]
	 */
	public static $lines = array();

	public static function log( string $text ): void {
		self::$lines[] = $text;
	}

	public static function line( string $text ): void {
		self::$lines[] = $text;
	}

	public static function success( string $text ): void {
		self::$lines[] = 'Success: ' . $text;
	}

	public static function error( string $text ): void {
		self::$lines[] = 'Error: ' . $text;
		throw new RuntimeException( $text );
	}

	public static function halt( int $status ): void {
		throw new RuntimeException( 'status ' . $status );
	}
}
