<?php
/**
 * Tests of the check of the callback URL.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Callback_Check;
use Cognipress\Finding;
use Cognipress\Settings;

/**
 * What the user pool's own page answers, and what is made of it.
 */
final class Callback_Check_Test extends Test_Case {
	private const DOMAIN = 'https://example.auth.eu-west-1.amazoncognito.com';

	protected function setUp(): void {
		parent::setUp();
		self::configure( array( 'hosted_domain' => self::DOMAIN ) );
	}

	/**
	 * Answers, and a part of what is said about a bad one.
	 *
	 * @return array<string, array{int, string, string, string}>
	 */
	public function answers(): array {
		return array(
			'its login page'             => array( 302, self::DOMAIN . '/login?redirect_uri=https%3A%2F%2Fexample.org%2Fwp-login.php&client_id=x', '', '' ),
			'a provider'                 => array( 302, 'https://accounts.example.com/?redirect_uri=' . rawurlencode( self::DOMAIN . '/oauth2/idpresponse' ), '', '' ),
			'the form itself'            => array( 200, '', '<form><input name="redirect_uri"></form>', '' ),
			'another callback URL'       => array( 302, self::DOMAIN . '/error?error=redirect_mismatch&client_id=x', '', 'does not allow the callback URL' ),
			'another one, told in JSON'  => array( 400, '', '{"error":"invalid_request","error_description":"redirect_uri is not allowed"}', 'does not allow the callback URL' ),
			'no code grant'              => array( 302, self::DOMAIN . '/error?error=unauthorized_client&client_id=x', '', 'unauthorized_client' ),
			'an error that comes back'   => array( 302, 'https://example.org/wp-login.php?error=invalid_request&error_description=invalid_scope', '', 'invalid_request' ),
			'no such domain at Cognito'  => array( 404, '', 'Not found', '404' ),
			'an address without a query' => array( 302, self::DOMAIN . '/?error[]=x', '', '' ),
		);
	}

	/**
	 * @dataProvider answers
	 *
	 * @param int    $status   Status.
	 * @param string $location Header.
	 * @param string $body     Body.
	 * @param string $fault    Part of the finding; empty for a good one.
	 */
	public function test_answers_are_understood( int $status, string $location, string $body, string $fault ): void {
		$asked = array();
		self::answer_http(
			static function ( string $url ) use ( &$asked, $status, $location, $body ) {
				$asked[] = $url;
				return self::response( $status, $body, '' === $location ? array() : array( 'location' => $location ) );
			}
		);
		$findings = $this->findings();
		$this->assertSame( array( '' === $fault ? Finding::GOOD : Finding::CRITICAL ), array_map( static fn( Finding $finding ): string => $finding->status(), $findings ) );
		$this->assertStringContainsString( $fault, $findings[0]->text() );
		wp_parse_str( (string) wp_parse_url( $asked[0], PHP_URL_QUERY ), $query );
		$this->assertStringStartsWith( self::DOMAIN . '/oauth2/authorize?', $asked[0] );
		$this->assertSame( array( 'response_type' => 'code', 'client_id' => Pool::CLIENT_ID, 'redirect_uri' => wp_login_url() ), $query );
	}

	public function test_a_domain_that_does_not_answer_is_named(): void {
		self::answer_http( static fn() => new \WP_Error( 'http_request_failed', 'Could not resolve host' ) );
		$this->assertStringContainsString( self::DOMAIN . ': Could not resolve host', $this->findings()[0]->text() );
	}

	public function test_nobody_is_asked_without_a_domain_nor_for_another_pool(): void {
		self::answer_http( fn() => $this->fail( 'asked' ) );
		$this->assertSame( array(), ( new Callback_Check( ( new Settings() )->with( array( 'pool' => 'Staff' ) ) ) )->run() );
		self::configure();
		$this->assertSame( array(), $this->findings() );
	}

	/**
	 * The findings.
	 *
	 * @return Finding[]
	 */
	private function findings(): array {
		return ( new Callback_Check( new Settings() ) )->run();
	}
}
