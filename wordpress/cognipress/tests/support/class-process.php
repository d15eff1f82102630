<?php
/**
 * Other PHP processes.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

/**
 * Runs code in a WordPress of its own, as a request does. Such a test cleans up after itself.
 */
final class Process {
	/**
	 * Runs the same code several times at once.
	 *
	 * @param string        $code  PHP without the opening tag; WordPress is loaded by `require WP_LOAD;`.
	 * @param array<string> $inputs One process each; the code finds it in $argv[1].
	 * @return string[] What each has printed.
	 */
	public static function run_all( string $code, array $inputs ): array {
		global $wpdb;
		if ( '1' === getenv( 'COGNIPRESS_ONE_PROCESS' ) ) {
			\PHPUnit\Framework\Assert::markTestSkipped( 'This PHP starts no other processes.' );
		}
		// A transaction of this process would hide its changes from the others, and on SQLite stop theirs.
		$wpdb->query( 'COMMIT' );
		$prelude   = sprintf(
			'$_SERVER["HTTP_HOST"] = getenv( "COGNIPRESS_WP_HOST" ) ?: "localhost"; $_SERVER["REMOTE_ADDR"] = "192.0.2.1"; const WP_LOAD = %s;',
			var_export( getenv( 'COGNIPRESS_WP_ROOT' ) . '/wp-load.php', true )
		);
		$processes = array();
		foreach ( $inputs as $input ) {
			$pipes       = array();
			$command     = array( PHP_BINARY, '-d', 'display_errors=stderr', '-r', $prelude . $code, '--', $input );
			$processes[] = array(
				proc_open( $command, array( 1 => array( 'pipe', 'w' ) ), $pipes ),
				$pipes[1],
			);
		}
		$outputs = array();
		foreach ( $processes as list( $process, $stdout ) ) {
			$outputs[] = (string) stream_get_contents( $stdout );
			proc_close( $process );
		}
		return $outputs;
	}

	/**
	 * Runs code once.
	 *
	 * @param string $code  See run_all().
	 * @param string $input See run_all().
	 */
	public static function run( string $code, string $input = '' ): string {
		return self::run_all( $code, array( $input ) )[0];
	}
}
