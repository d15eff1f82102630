<?php
/**
 * Tests of the doctor where people meet it.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use WP_REST_Request;
use WP_REST_Response;

/**
 * The button on the settings page, and Site Health.
 */
final class Connection_Test_Test extends Test_Case {
	protected function setUp(): void {
		parent::setUp();
		self::configure();
		$GLOBALS['wp_rest_server'] = null;
		$boss = self::user( 'boss', array( 'role' => 'administrator' ) )->ID;
		wp_set_current_user( $boss );
		// Site Health is the network's.
		is_multisite() && grant_super_admin( $boss );
		self::answer_http(
			static function ( string $url ) {
				return self::response( 404, '{}', array( 'cache-control' => 'max-age=600', 'content-security-policy' => "default-src 'self'; script-src 'self'" ) );
			}
		);
	}

	public function test_the_button_shows_all_findings(): void {
		$findings = $this->ask( 'POST', '/connection-test' )->get_data()['findings'];
		$this->assertCount( 3 + 4 + 4, $findings );
		$text = implode( ' ', array_column( $findings, 'text' ) );
		foreach ( array( 'No public keys', 'not Cognipress’s', 'out of a cache', 'blocks WebAssembly', 'on this machine', 'tables are in the database' ) as $part ) {
			$this->assertStringContainsString( $part, $text );
		}
		$this->assertSame( array( 'critical', 'good', 'good', 'critical', 'recommended', 'critical' ), array_slice( array_column( $findings, 'status' ), 0, 6 ) );
	}

	public function test_site_health_has_three_tests(): void {
		$tests = apply_filters( 'site_status_tests', array( 'direct' => array(), 'async' => array() ) );
		$this->assertSame( array( 'cognipress_site' ), array_keys( $tests['direct'] ) );
		$this->assertSame( array( 'cognipress_pool', 'cognipress_pages' ), array_keys( $tests['async'] ) );
		$results = array(
			call_user_func( $tests['direct']['cognipress_site']['test'] ),
			call_user_func( $tests['async']['cognipress_pool']['async_direct_test'] ),
			$this->ask( 'GET', '/site-health/pages' )->get_data(),
		);
		$this->assertSame( array( 'good', 'critical', 'critical' ), array_column( $results, 'status' ) );
		foreach ( $results as $result ) {
			$this->assertSame( array( 'label', 'status', 'badge', 'description', 'actions', 'test' ), array_keys( $result ) );
		}
	}

	public function test_both_are_for_administrators(): void {
		foreach ( array( 0, self::user( 'ed', array( 'role' => 'editor' ) )->ID ) as $user ) {
			wp_set_current_user( $user );
			$this->assertContains( $this->ask( 'POST', '/connection-test' )->get_status(), array( 401, 403 ) );
			$this->assertContains( $this->ask( 'GET', '/site-health/pool' )->get_status(), array( 401, 403 ) );
		}
	}

	/**
	 * Calls a route.
	 *
	 * @param string $method Method.
	 * @param string $route  Route.
	 */
	private function ask( string $method, string $route ): WP_REST_Response {
		return rest_get_server()->dispatch( new WP_REST_Request( $method, '/cognipress/v1' . $route ) );
	}
}
