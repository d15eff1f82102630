<?php
/**
 * Tests of what the routes have in common.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\App_Origins;
use Cognipress\Origin_Guard;
use Cognipress\Rest_Routes;
use Cognipress\Settings;
use WP_Error;

/**
 * Stale nonces and cache headers.
 */
final class Rest_Routes_Test extends Test_Case {
	/**
	 * Routes, and whether visitors call them.
	 *
	 * @return array<array{string, bool}>
	 */
	public function routes(): array {
		return array(
			array( '/cognipress/v1/challenge', true ),
			array( '/cognipress/v1/session', true ),
			array( '/cognipress/v1/session/', true ),
			array( '/cognipress/v1/app-code', true ),
			array( '/cognipress/v1/connection-test', false ),
			array( '/wp/v2/users/me', false ),
			array( '', false ),
		);
	}

	/**
	 * @dataProvider routes
	 *
	 * @param string $route  Route.
	 * @param bool   $public Whether visitors call it.
	 */
	public function test_a_stale_nonce_counts_as_none_on_public_routes( string $route, bool $public ): void {
		$GLOBALS['wp']->query_vars['rest_route'] = $route;
		wp_set_current_user( self::user( 'ann' )->ID );
		$stale  = new WP_Error( 'rest_cookie_invalid_nonce' );
		$result = ( new Rest_Routes( new Origin_Guard(), new App_Origins( new Settings() ) ) )->forgive_stale_nonce( $stale );
		$this->assertSame( $public ? true : $stale, $result );
		$this->assertSame( $public, 0 === get_current_user_id() );
	}

	public function test_other_verdicts_stand(): void {
		$GLOBALS['wp']->query_vars['rest_route'] = '/cognipress/v1/session';
		foreach ( array( null, true, new WP_Error( 'rest_not_logged_in' ) ) as $verdict ) {
			$this->assertSame( $verdict, ( new Rest_Routes( new Origin_Guard(), new App_Origins( new Settings() ) ) )->forgive_stale_nonce( $verdict ) );
		}
	}

	/**
	 * @dataProvider routes
	 *
	 * @param string $route  Route.
	 * @param bool   $public Whether visitors call it.
	 */
	public function test_core_does_not_replace_our_cache_header( string $route, bool $public ): void {
		$GLOBALS['wp']->query_vars['rest_route'] = $route;
		$this->assertSame( ! $public, ( new Rest_Routes( new Origin_Guard(), new App_Origins( new Settings() ) ) )->keep_cache_header( true ) );
	}

	protected function tearDown(): void {
		unset( $GLOBALS['wp']->query_vars['rest_route'] );
		parent::tearDown();
	}
}
