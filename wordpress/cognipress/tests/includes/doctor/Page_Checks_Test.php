<?php
/**
 * Tests of the checks of what browsers get.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Finding;
use Cognipress\Page_Checks;

require_once dirname( __DIR__, 2 ) . '/support/trait-empty-build.php';

/**
 * What each fault of a web server is called.
 */
final class Page_Checks_Test extends Test_Case {
	use Empty_Build;

	/**
	 * Answers of the login page, and a part of what is said about it.
	 *
	 * @return array<string, array{array<string, string>, string, string}>
	 */
	public function pages(): array {
		$page = '<html><script id="cognipress-config"></script></html>';
		$good = array( 'cache-control' => 'no-cache, no-store', 'content-type' => 'application/wasm' );
		return array(
			'good'                      => array( $good, $page, '' ),
			'policy with wasm'          => array( array( 'content-security-policy' => "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'" ) + $good, $page, '' ),
			'policy without script-src' => array( array( 'content-security-policy' => "img-src 'self'" ) + $good, $page, '' ),
			'policy by default-src'     => array( array( 'content-security-policy' => "default-src 'self'" ) + $good, $page, 'blocks WebAssembly' ),
			'wrong type'                => array( array( 'content-type' => 'text/plain' ) + $good, $page, 'as “text/plain”' ),
			'aged'                      => array( array( 'age' => '7' ) + $good, $page, 'out of a cache' ),
			'another page'              => array( $good, '<html></html>', 'not Cognipress’s' ),
		);
	}

	/**
	 * @dataProvider pages
	 *
	 * @param array<string, string> $headers Headers.
	 * @param string                $body    Body.
	 * @param string                $fault   Part of the only bad finding; empty for none.
	 */
	public function test_faults_of_pages_are_named( array $headers, string $body, string $fault ): void {
		self::answer_http(
			static function () use ( $headers, $body ) {
				return self::response( 200, $body, $headers );
			}
		);
		$bad = array_filter( $this->findings(), static fn( Finding $finding ): bool => Finding::GOOD !== $finding->status() );
		$this->assertSame( '' === $fault ? 0 : 1, count( $bad ) );
		foreach ( $bad as $finding ) {
			$this->assertStringContainsString( $fault, $finding->text() );
		}
	}

	public function test_a_site_that_cannot_ask_itself_is_not_called_broken(): void {
		self::answer_http(
			static function () {
				return new \WP_Error( 'http_request_failed', 'refused' );
			}
		);
		$this->assertSame( array( Finding::RECOMMENDED ), array_map( static fn( Finding $finding ): string => $finding->status(), $this->findings() ) );
	}

	/**
	 * The findings.
	 *
	 * @return Finding[]
	 */
	private function findings(): array {
		return ( new Page_Checks( $this->assets() ) )->run();
	}
}
