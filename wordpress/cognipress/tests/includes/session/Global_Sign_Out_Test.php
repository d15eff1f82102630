<?php
/**
 * Tests of logging out everywhere.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Cognito_Service;
use Cognipress\Global_Sign_Out;
use Cognipress\Revocation;
use Cognipress\Secret_Box;
use Cognipress\Session_Fields;
use Cognipress\Settings;
use Cognipress\Token_Refresher;
use WP_Session_Tokens;
use WP_User;

/**
 * Here, and in Cognito.
 */
final class Global_Sign_Out_Test extends Test_Case {
	/**
	 * The user, with three sessions.
	 *
	 * @var WP_User
	 */
	private $user;

	/**
	 * Operations that were called, with the token in them.
	 *
	 * @var string[]
	 */
	private $calls = array();

	protected function setUp(): void {
		parent::setUp();
		self::configure();
		$this->calls = array();
		$this->user  = self::user( 'ann' );
		$sessions    = array();
		foreach ( array( null, 'stale', 'good', 'other' ) as $token ) {
			$sessions[ hash( 'sha256', (string) $token ) ] = array( 'expiration' => time() + 1000 ) + ( null === $token ? array() : array( Session_Fields::REFRESH_TOKEN => Secret_Box::seal( $token ) ) );
		}
		update_user_meta( $this->user->ID, 'session_tokens', $sessions );
	}

	public function test_one_good_token_signs_out_everywhere(): void {
		$this->answer(
			static function ( string $operation, string $token ) {
				if ( 'stale' === $token ) {
					return self::response( 400, '{"__type":"NotAuthorizedException"}' );
				}
				return self::response( 200, 'GlobalSignOut' === $operation ? '{}' : '{"AuthenticationResult":{"IdToken":"i","AccessToken":"access"}}' );
			}
		);
		$this->assertSame( 4, $this->run_it() );
		$this->assertSame( array( 'GetTokensFromRefreshToken stale', 'GetTokensFromRefreshToken good', 'GlobalSignOut access' ), $this->calls );
		$this->assertSame( array(), WP_Session_Tokens::get_instance( $this->user->ID )->get_all() );
	}

	public function test_when_cognito_is_down_the_tokens_wait_to_be_revoked(): void {
		$this->answer(
			static function () {
				return new \WP_Error( 'http_request_failed', 'down' );
			}
		);
		$this->assertSame( 4, $this->run_it() );
		$this->assertSame( array(), WP_Session_Tokens::get_instance( $this->user->ID )->get_all() );
		$this->assertNotFalse( wp_next_scheduled( Revocation::EVENT ) );
		$this->calls = array();
		remove_all_filters( 'pre_http_request' );
		$this->answer(
			static function () {
				return self::response( 200, '{}' );
			}
		);
		do_action( Revocation::EVENT );
		sort( $this->calls );
		$this->assertSame( array( 'RevokeToken good', 'RevokeToken other', 'RevokeToken stale' ), $this->calls );
	}

	/**
	 * Logs the user out.
	 */
	private function run_it(): int {
		$settings = new Settings();
		$service  = new Cognito_Service( $settings );
		return ( new Global_Sign_Out( new Token_Refresher( $service, $settings ), $service, new \Cognipress\Pools( $settings ) ) )->run( $this->user->ID );
	}

	/**
	 * Answers in Cognito's place.
	 *
	 * @param callable $answer function( string $operation, string $token ): array|\WP_Error.
	 */
	private function answer( callable $answer ): void {
		self::answer_http(
			function ( string $url, array $arguments ) use ( $answer ) {
				$body          = json_decode( $arguments['body'], true );
				$operation     = explode( '.', $arguments['headers']['X-Amz-Target'] )[1];
				$token         = $body['RefreshToken'] ?? $body['AccessToken'] ?? $body['Token'];
				$this->calls[] = $operation . ' ' . $token;
				return $answer( $operation, $token );
			}
		);
	}
}
