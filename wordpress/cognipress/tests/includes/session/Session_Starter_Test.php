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
	/**
	 * The plugin, as far as it is asked.
	 */
	private const TWO_FACTOR = '
		class Two_Factor_Core {
			public static function is_user_using_two_factor( $user ) { return ! defined( "IS_USING" ) || IS_USING; }
			public static function create_login_nonce( $user ) { return array( "key" => "nonce" ); }
			public static function login_url( $parameters ) { return add_query_arg( urlencode_deep( $parameters ), site_url( "wp-login.php" ) ); }
			public static function wp_login( $login, $user ) { WP_Session_Tokens::get_instance( $user->ID )->destroy_all(); }
		}';

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

	public function test_who_has_shown_both_is_asked_by_cognito_alone_where_the_owner_vouches_for_it(): void {
		$asked = array(
			'before both were shown'          => true,
			'afterwards'                      => false,
			'by an older proof'               => true,
			'by way of another provider'      => true,
			'as another identity of theirs'   => true,
			'when a session ended by itself'  => false,
			'when Cognito has ended a session' => true,
		);
		$this->assertSame( $asked, self::sign_in_again( true ) );
		$this->assertSame( array_fill_keys( array_keys( $asked ), true ), self::sign_in_again( false ) );
	}

	/**
	 * Whether Two-Factor asks, from one sign-in to the next.
	 *
	 * @param bool $vouches Whether the site's owner says that the pools require a second factor.
	 * @return array<string, bool>
	 */
	private static function sign_in_again( bool $vouches ): array {
		$code = self::TWO_FACTOR . '
			define( "COGNIPRESS_POOLS_REQUIRE_MFA", "1" === $argv[1] );
			require WP_LOAD;
			$wpdb->query( "START TRANSACTION" );
			ob_start();
			$user    = get_userdata( wp_insert_user( array( "user_login" => "second-step", "user_pass" => "x" ) ) );
			$store   = new Cognipress\Expiring_Store();
			$links   = new Cognipress\Link_Table();
			$starter = new Cognipress\Session_Starter( new Cognipress\Session_Lock( $store ), Cognipress\second_step( new Cognipress\Settings(), $store, $links ) );
			$links->link( "https://issuer.test", "s", $user->ID, time() );
			$asked  = array();
			$count  = static function () use ( $user ) { return count( WP_Session_Tokens::get_instance( $user->ID )->get_all() ); };
			$try    = static function ( $when, $claims = array() ) use ( &$asked, $starter, $user, $count ) {
				// As Two-Factor does, wherever it is not kept from it: since 0.15 at the end, before that at 10.
				remove_all_actions( "wp_login" );
				add_action( "wp_login", array( "Two_Factor_Core", "wp_login" ), 0 === count( $asked ) % 2 ? PHP_INT_MAX : 10, 2 );
				$claims  += array( "iss" => "https://issuer.test", "sub" => "s", "auth_time" => time() + 1 );
				$before   = $count();
				$target   = $starter->start( $user, new Cognipress\Verified_Sign_In( $claims, true, home_url( "/shop/" ) ) );
				$is_asked = false !== strpos( $target, "action=validate_2fa" );
				if ( $count() !== $before + ( $is_asked ? 0 : 1 ) ) {
					exit( "$when: {$count()} sessions instead of $before" );
				}
				$asked[ $when ] = $is_asked;
			};
			$try( "before both were shown" );
			WP_Session_Tokens::get_instance( $user->ID )->create( time() + 1000 );
			$shown = time();
			do_action( "two_factor_user_authenticated", $user );
			$try( "afterwards" );
			$try( "by an older proof", array( "auth_time" => $shown ) );
			$try( "by way of another provider", array( "identities" => array() ) );
			$try( "as another identity of theirs", array( "sub" => "t" ) );
			do_action( "cognipress_session_ended", $user->ID, "idle" );
			$try( "when a session ended by itself" );
			do_action( "cognipress_session_ended", $user->ID, "NotAuthorizedException" );
			$try( "when Cognito has ended a session" );
			$wpdb->query( "ROLLBACK" );
			ob_end_clean();
			echo json_encode( $asked );';
		return (array) json_decode( Process::run( $code, $vouches ? '1' : '' ), true );
	}

	/**
	 * Starts a session in a process of its own, where the Two-Factor plugin seems to be.
	 *
	 * @param string $is_using PHP: whether the user has a second step.
	 * @return array<string, mixed>
	 */
	private static function start( string $is_using ): array {
		$code = self::TWO_FACTOR . '
			const IS_USING = ' . $is_using . ';
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
			$target   = ( new Cognipress\Session_Starter( new Cognipress\Session_Lock( $store ), Cognipress\second_step( new Cognipress\Settings(), $store, $links ) ) )->start( get_userdata( $id ), $sign_in );
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
