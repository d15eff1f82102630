<?php
/**
 * Tests of sessions beside the Two-Factor plugin.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

/**
 * A stand-in has that plugin's methods; sessions themselves are tested with the exchange.
 */
final class Session_Starter_Test extends Test_Case {
	public function test_with_two_factor_there_is_no_session_before_its_second_step(): void {
		$result = self::start( 'true' );
		$query  = array();
		parse_str( (string) wp_parse_url( $result['target'], PHP_URL_QUERY ), $query );
		$this->assertSame(
			array(
				'action'        => 'validate_2fa',
				'wp-auth-id'    => (string) $result['user'],
				'wp-auth-nonce' => 'nonce',
				'redirect_to'   => home_url( '/shop/?a=b' ),
				'rememberme'    => '1',
			),
			$query
		);
		$this->assertSame( array( false, 0 ), array( $result['logged_in'], $result['sessions'] ) );
	}

	public function test_the_session_after_the_second_step_knows_of_cognito(): void {
		$result = self::start( 'true' );
		$this->assertSame( array( false, true, false ), $result['kept'], 'Not somebody else\'s, the user\'s, and once.' );
		$this->assertSame( array( $result['user'] ), $result['signed_in'], 'The site is told once.' );
	}

	public function test_without_a_second_step_there_is_a_session(): void {
		$result = self::start( 'false' );
		$this->assertSame( home_url( '/shop/?a=b' ), $result['target'] );
		$this->assertSame( array( true, 1 ), array( $result['logged_in'], $result['sessions'] ) );
	}

	/**
	 * Starts a session in a process of its own, where the Two-Factor plugin seems to be.
	 *
	 * @param string $is_using PHP: whether the user has a second step.
	 * @return array<string, mixed>
	 */
	private static function start( string $is_using ): array {
		$code = '
			class Two_Factor_Core {
				public static function is_user_using_two_factor( $user ) { return ' . $is_using . '; }
				public static function create_login_nonce( $user ) { return array( "key" => "nonce" ); }
				public static function login_url( $parameters ) { return add_query_arg( urlencode_deep( $parameters ), site_url( "wp-login.php" ) ); }
			}
			require WP_LOAD;
			$wpdb->query( "START TRANSACTION" );
			ob_start();
			$id        = wp_insert_user( array( "user_login" => "second-step", "user_pass" => "x" ) );
			$other     = wp_insert_user( array( "user_login" => "somebody-else", "user_pass" => "x" ) );
			$store     = new Cognipress\Expiring_Store();
			$links     = new Cognipress\Link_Table();
			$claims    = array( "iss" => "https://issuer.test", "sub" => "s", "auth_time" => time() );
			$logged_in = false;
			$links->link( $claims["iss"], $claims["sub"], $id, time() );
			add_action( "wp_login", function () use ( &$logged_in ) { $logged_in = true; } );
			$sign_in  = new Cognipress\Verified_Sign_In( $claims, true, home_url( "/shop/?a=b" ), "refresh" );
			$target   = ( new Cognipress\Session_Starter( new Cognipress\Session_Lock( $store ), Cognipress\second_step( $store, $links ) ) )->start( get_userdata( $id ), $sign_in );
			$sessions = count( WP_Session_Tokens::get_instance( $id )->get_all() );
			// What Two-Factor does when the second step is done.
			$kept      = array();
			$signed_in = array();
			add_action( "cognipress_signed_in", function ( $user ) use ( &$signed_in ) { $signed_in[] = $user->ID; } );
			foreach ( array( $other, $id, $id ) as $user ) {
				$token  = WP_Session_Tokens::get_instance( $user )->create( time() + 1000 );
				$kept[] = isset( WP_Session_Tokens::get_instance( $user )->get( $token )["cognipress_refresh_token"] );
				do_action( "two_factor_user_authenticated", get_userdata( $user ) );
			}
			$facts = array( "user" => $id, "target" => $target, "logged_in" => $logged_in, "sessions" => $sessions, "kept" => $kept, "signed_in" => $signed_in );
			$wpdb->query( "ROLLBACK" );
			ob_end_clean();
			echo json_encode( $facts );';
		return json_decode( Process::run( $code ), true );
	}
}
