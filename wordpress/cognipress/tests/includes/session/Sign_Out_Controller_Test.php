<?php
/**
 * Tests of the route that ends a session.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Origin_Guard;
use Cognipress\Sign_Out_Controller;
use WP_REST_Request;
use WP_Session_Tokens;

/**
 * The session of the cookie ends, and nobody is led astray.
 */
final class Sign_Out_Controller_Test extends Test_Case {
	public function test_the_session_of_the_cookie_ends_and_no_other(): void {
		$user                       = self::user( 'ada' );
		$manager                    = WP_Session_Tokens::get_instance( $user->ID );
		$expiry                     = time() + HOUR_IN_SECONDS;
		$manager->create( $expiry );
		$_COOKIE[ LOGGED_IN_COOKIE ] = wp_generate_auth_cookie( $user->ID, $expiry, 'logged_in', $manager->create( $expiry ) );
		wp_set_current_user( 0 );
		$this->assertSame( home_url( '/bye' ), self::sign_out( home_url( '/bye' ) ) );
		$this->assertCount( 1, $manager->get_all() );
		$this->assertSame( 0, get_current_user_id() );
		unset( $_COOKIE[ LOGGED_IN_COOKIE ] );
	}

	public function test_nobody_is_led_to_another_site(): void {
		$this->assertSame( home_url(), self::sign_out( 'https://evil.example/' ) );
		$this->assertStringContainsString( 'loggedout=true', self::sign_out( '' ) );
	}

	/**
	 * Where the visitor is led.
	 *
	 * @param string $wanted Where the page wants them to go.
	 */
	private static function sign_out( string $wanted ): string {
		$request = new WP_REST_Request();
		$request->set_param( 'redirectTo', $wanted );
		return ( new Sign_Out_Controller( new Origin_Guard() ) )->sign_out( $request )->get_data()['redirectTo'];
	}
}
