<?php
/**
 * A build without content.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Assets;

/**
 * A folder with all files of the build, empty.
 */
trait Empty_Build {
	/**
	 * The folder, with a trailing slash; empty until it is wanted.
	 *
	 * @var string
	 */
	private $build = '';

	/**
	 * The files.
	 */
	private function assets(): Assets {
		if ( '' === $this->build ) {
			$this->build = get_temp_dir() . uniqid( 'cognipress-build-' ) . '/';
			mkdir( $this->build );
			array_map( fn( string $name ): bool => touch( $this->build . $name ), ( new Assets( $this->build, '' ) )->missing() );
		}
		return new Assets( $this->build, 'https://example.com/build/' );
	}

	/**
	 * Removes them.
	 *
	 * @after
	 */
	public function remove_build(): void {
		if ( '' !== $this->build ) {
			array_map( 'unlink', glob( $this->build . '*' ) );
			rmdir( $this->build );
		}
	}
}
