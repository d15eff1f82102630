<?php
/**
 * Tests of tokens that many processes want at once.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Secret_Box;
use Cognipress\Session_Fields;
use WP_Session_Tokens;

use function Cognipress\remote_request;

/**
 * A refresh token that rotates must be spent once, or the session is lost.
 */
final class Session_Tokens_Test extends Test_Case {
	/**
	 * Asks an API with a token that is no good any more, as fast as Cognito's answer allows. Prints the token that it
	 * has got, and the refresh tokens that it has spent.
	 */
	private const ASK = '
		require WP_LOAD;
		list( $user, $cookie, $stale ) = json_decode( $argv[1] );
		$_COOKIE[ LOGGED_IN_COOKIE ] = $cookie;
		wp_set_current_user( $user );
		$spent = array();
		add_filter( "pre_http_request", static function ( $response, $arguments ) use ( &$spent ) {
			$refresh = json_decode( $arguments["body"], true )["RefreshToken"];
			$spent[] = $refresh;
			usleep( 300000 );
			$number = (int) substr( $refresh, 8 ) + 1;
			$tokens = array( "AccessToken" => "access-$number", "IdToken" => "id", "RefreshToken" => "refresh-$number", "ExpiresIn" => 3600 );
			return array( "headers" => array(), "body" => json_encode( array( "AuthenticationResult" => $tokens ) ), "response" => array( "code" => 200, "message" => "" ), "cookies" => array(), "filename" => null );
		}, 10, 2 );
		$tokens = Cognipress\remote_request()->current( $stale );
		echo json_encode( array( is_wp_error( $tokens ) ? $tokens->get_error_code() : $tokens["access"], $spent ) );
	';

	public function test_of_many_processes_one_renews_and_all_have_what_it_has_got(): void {
		list( $user, $manager, $token, $cookie ) = self::begin();
		try {
			foreach ( array( null, 'access-1' ) as $round => $stale ) {
				$outputs = array_map( 'json_decode', Process::run_all( self::ASK, array_fill( 0, 6, (string) wp_json_encode( array( $user->ID, $cookie, $stale ) ) ) ) );
				$this->assertSame( array_fill( 0, 6, 'access-' . ( $round + 1 ) ), array_column( $outputs, 0 ) );
				$this->assertSame( array( 'refresh-' . $round ), array_merge( ...array_column( $outputs, 1 ) ) );
			}
			wp_cache_flush();
			$this->assertSame( 'refresh-2', Secret_Box::open( $manager->get( $token )[ Session_Fields::REFRESH_TOKEN ] ) );
		} finally {
			global $wpdb;
			$wpdb->delete( $wpdb->users, array( 'ID' => $user->ID ) );
			$wpdb->delete( $wpdb->usermeta, array( 'user_id' => $user->ID ) );
			$wpdb->query( "DELETE FROM {$wpdb->base_prefix}cognipress_entries" );
			delete_option( \Cognipress\Settings::OPTION );
		}
	}
	public function test_who_looked_before_another_had_renewed_takes_what_that_one_has_got(): void {
		list( $user, , , $cookie )   = self::begin();
		$_COOKIE[ LOGGED_IN_COOKIE ] = $cookie;
		wp_set_current_user( $user->ID );
		$renewals = 0;
		self::answer_http(
			static function () use ( &$renewals ) {
				++$renewals;
				$tokens = array( 'AccessToken' => "access-$renewals", 'IdToken' => 'id', 'ExpiresIn' => 3600 );
				return self::response( 200, (string) wp_json_encode( array( 'AuthenticationResult' => $tokens ) ) );
			}
		);
		$has_looked = false;
		$overtake   = static function ( string $query ) use ( &$overtake, &$has_looked ): string {
			if ( $has_looked ) {
				remove_filter( 'query', $overtake );
				remote_request()->current();
			}
			$has_looked = false !== strpos( $query, 'SELECT value FROM' );
			return $query;
		};
		add_filter( 'query', $overtake );
		$this->assertSame( 'access-1', remote_request()->current()['access'] );
		$this->assertSame( 1, $renewals );
	}

	/**
	 * Begins a session that Cognito can renew.
	 *
	 * @return array{\WP_User, WP_Session_Tokens, string, string} User, sessions, token and cookie.
	 */
	private static function begin(): array {
		self::configure();
		$user    = self::user( 'ann' );
		$manager = WP_Session_Tokens::get_instance( $user->ID );
		$token   = $manager->create( time() + 1000 );
		$manager->update( $token, $manager->get( $token ) + array( Session_Fields::REFRESH_TOKEN => Secret_Box::seal( 'refresh-0' ), Session_Fields::CHECKED_AT => time() ) );
		return array( $user, $manager, $token, wp_generate_auth_cookie( $user->ID, time() + 1000, 'logged_in', $token ) );
	}
}
