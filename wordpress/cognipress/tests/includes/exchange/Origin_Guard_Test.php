<?php
/**
 * Tests of the origin check.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Origin_Guard;
use WP_REST_Request;

/**
 * Only the site's own pages.
 */
final class Origin_Guard_Test extends Test_Case {
	protected function setUp(): void {
		parent::setUp();
		foreach ( array( 'home' => 'https://Shop.Example:443', 'siteurl' => 'https://admin.example:8443/wp' ) as $name => $url ) {
			add_filter(
				"option_$name",
				static function () use ( $url ): string {
					return $url;
				},
				99
			);
		}
	}

	/**
	 * Requests: headers and expected status.
	 *
	 * @return array<string, array{array<string, string>, int}>
	 */
	public function requests(): array {
		$json = array( 'Content-Type' => 'application/json' );
		return array(
			'own origin'                  => array( $json + array( 'Origin' => 'https://shop.example' ), 200 ),
			'origin of siteurl'           => array( $json + array( 'Origin' => 'https://admin.example:8443' ), 200 ),
			'with a charset'              => array( array( 'Content-Type' => 'application/json; charset=utf-8', 'Origin' => 'https://shop.example' ), 200 ),
			'no origin, same-origin'      => array( $json + array( 'Sec-Fetch-Site' => 'same-origin' ), 200 ),
			'no origin, nothing'          => array( $json, 403 ),
			'no origin, none'             => array( $json + array( 'Sec-Fetch-Site' => 'none' ), 403 ),
			'no origin, same-site'        => array( $json + array( 'Sec-Fetch-Site' => 'same-site' ), 403 ),
			'no origin, cross-site'       => array( $json + array( 'Sec-Fetch-Site' => 'cross-site' ), 403 ),
			'foreign origin'              => array( $json + array( 'Origin' => 'https://evil.example' ), 403 ),
			'foreign, says same-origin'   => array( $json + array( 'Origin' => 'https://evil.example', 'Sec-Fetch-Site' => 'same-origin' ), 403 ),
			'null'                        => array( $json + array( 'Origin' => 'null', 'Sec-Fetch-Site' => 'same-origin' ), 403 ),
			'empty'                       => array( $json + array( 'Origin' => '', 'Sec-Fetch-Site' => 'same-origin' ), 403 ),
			'http'                        => array( $json + array( 'Origin' => 'http://shop.example' ), 403 ),
			'other port'                  => array( $json + array( 'Origin' => 'https://shop.example:8443' ), 403 ),
			'default port spelt out'      => array( $json + array( 'Origin' => 'https://shop.example:443' ), 403 ),
			'subdomain'                   => array( $json + array( 'Origin' => 'https://a.shop.example' ), 403 ),
			'longer host'                 => array( $json + array( 'Origin' => 'https://shop.example.evil.example' ), 403 ),
			'with a slash'                => array( $json + array( 'Origin' => 'https://shop.example/' ), 403 ),
			'two origins'                 => array( $json + array( 'Origin' => 'https://shop.example, https://evil.example' ), 403 ),
			'text/plain'                  => array( array( 'Content-Type' => 'text/plain', 'Origin' => 'https://shop.example' ), 400 ),
			'form'                        => array( array( 'Content-Type' => 'application/x-www-form-urlencoded', 'Origin' => 'https://shop.example' ), 400 ),
			'text that mentions JSON'     => array( array( 'Content-Type' => 'text/plain; application/json', 'Origin' => 'https://shop.example' ), 400 ),
			'other JSON'                  => array( array( 'Content-Type' => 'application/jsonp', 'Origin' => 'https://shop.example' ), 400 ),
			'no type'                     => array( array( 'Origin' => 'https://shop.example' ), 400 ),
		);
	}

	/**
	 * @dataProvider requests
	 *
	 * @param array<string, string> $headers Headers.
	 * @param int                   $status  Expected status.
	 */
	public function test_requests( array $headers, int $status ): void {
		$request = new WP_REST_Request( 'POST', '/cognipress/v1/challenge' );
		$request->set_headers( $headers );
		$result = ( new Origin_Guard() )->check( $request );
		$this->assertSame( $status, true === $result ? 200 : $result->get_error_data()['status'] );
	}

	public function test_only_own_origins_may_read_the_answer(): void {
		$guard = new Origin_Guard();
		$this->assertSame( 'https://shop.example', $guard->cors_headers( 'https://shop.example' )['Access-Control-Allow-Origin'] );
		foreach ( array( null, 'null', '', 'https://evil.example' ) as $origin ) {
			$this->assertSame( array( 'Vary' => 'Origin' ), $guard->cors_headers( $origin ) );
		}
	}

	public function test_a_site_can_name_more_origins(): void {
		add_filter(
			'cognipress_allowed_origins',
			static function ( array $origins ): array {
				return array_merge( $origins, array( 'https://app.example', 'null' ) );
			}
		);
		$guard = new Origin_Guard();
		$this->assertArrayHasKey( 'Access-Control-Allow-Origin', $guard->cors_headers( 'https://app.example' ) );
		$this->assertArrayNotHasKey( 'Access-Control-Allow-Origin', $guard->cors_headers( 'null' ) );
	}
}
