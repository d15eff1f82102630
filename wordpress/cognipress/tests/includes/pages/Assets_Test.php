<?php
/**
 * Tests of built files.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Assets;

/**
 * There, or said to be missing.
 */
final class Assets_Test extends Test_Case {
	/**
	 * A folder.
	 *
	 * @var string
	 */
	private $folder;

	protected function setUp(): void {
		parent::setUp();
		$this->folder = get_temp_dir() . 'cognipress-' . bin2hex( random_bytes( 8 ) ) . '/';
		mkdir( $this->folder );
	}

	protected function tearDown(): void {
		array_map( 'unlink', (array) glob( $this->folder . '*' ) );
		rmdir( $this->folder );
		parent::tearDown();
	}

	public function test_missing_files_are_named_to_administrators(): void {
		$assets = new Assets( $this->folder, 'https://example.com/build/' );
		file_put_contents( $this->folder . 'trap.js', 'trap()' );
		$this->assertSame( array( 'login.js', 'forms.js', 'cognipress.wasm', 'cognipress-simd.wasm' ), $assets->missing() );
		$this->assertSame( '', self::notice( $assets ) );
		wp_set_current_user( self::user( 'boss', array( 'role' => 'administrator' ) )->ID );
		$this->assertStringContainsString( 'login.js, forms.js, cognipress.wasm', self::notice( $assets ) );
	}

	public function test_files_are_found(): void {
		foreach ( array( 'login.js', 'forms.js', 'trap.js', 'cognipress.wasm', 'cognipress-simd.wasm' ) as $name ) {
			file_put_contents( $this->folder . $name, "// $name" );
		}
		touch( $this->folder . 'login.js', 255 );
		$assets = new Assets( $this->folder, 'https://example.com/build/' );
		$this->assertSame( array(), $assets->missing() );
		$this->assertSame( '// trap.js', $assets->trap() );
		$this->assertSame( 'https://example.com/build/login.js?ver=ff', $assets->script_url( 'login.js' ) );
		wp_set_current_user( self::user( 'boss', array( 'role' => 'administrator' ) )->ID );
		$this->assertSame( '', self::notice( $assets ) );
	}

	/**
	 * The notice.
	 *
	 * @param Assets $assets Files.
	 */
	private static function notice( Assets $assets ): string {
		ob_start();
		$assets->print_notice();
		return (string) ob_get_clean();
	}
}
