<?php
/**
 * What the plugin ships.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use FilesystemIterator;
use RecursiveDirectoryIterator;
use RecursiveIteratorIterator;

/**
 * The plugin's own PHP.
 */
final class Plugin_Source {
	/**
	 * Paths of all shipped PHP files.
	 *
	 * @return string[]
	 */
	public static function files(): array {
		$root  = dirname( __DIR__, 2 );
		$files = (array) glob( "$root/*.php" );
		foreach ( new RecursiveIteratorIterator( new RecursiveDirectoryIterator( "$root/includes", FilesystemIterator::SKIP_DOTS ) ) as $file ) {
			$files[] = $file->getPathname();
		}
		return $files;
	}
}
