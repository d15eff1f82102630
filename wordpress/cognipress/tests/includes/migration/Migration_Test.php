<?php
/**
 * Test of passwords that move to Cognito.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Email_Matcher;
use Cognipress\Expiring_Store;
use Cognipress\Link_Table;
use Cognipress\Migrated_Accounts;
use Cognipress\Rate_Limiter;
use Cognipress\Settings;
use Cognipress\Token_Refused;
use Cognipress\User_Factory;
use Cognipress\User_Linker;
use WP_REST_Request;

/**
 * The route, by WordPress' own REST server, and the sign-in that follows.
 */
final class Migration_Test extends Test_Case {
	private const SECRET = '0123456789abcdef0123456789abcdef';

	protected function setUp(): void {
		parent::setUp();
		defined( 'COGNIPRESS_MIGRATION_SECRET' ) || define( 'COGNIPRESS_MIGRATION_SECRET', self::SECRET );
		self::start();
		self::user( 'ann', array( 'first_name' => 'Ann' ) );
	}

	protected function tearDown(): void {
		parent::tearDown();
		// The routes are those of the settings.
		$GLOBALS['wp_rest_server'] = null;
	}

	public function test_the_right_password_gives_the_attributes(): void {
		$attributes = array(
			'email'          => 'ann@local.example',
			'email_verified' => 'false',
			'given_name'     => 'Ann',
		);
		$this->assertSame( array( 200, array( 'attributes' => $attributes ) ), self::ask( 'ann', 'local-password' ) );
		$this->assertSame( array( 200, array( 'attributes' => $attributes ) ), self::ask( 'ann@local.example', 'local-password' ) );
		self::start( array( 'migration_verified' => true ) );
		$this->assertSame( 'true', self::ask( 'ann', 'local-password' )[1]['attributes']['email_verified'] );
	}

	/**
	 * @dataProvider hashes
	 *
	 * @param string $hash Hash of "secret password".
	 */
	public function test_hashes_of_every_age_count( string $hash ): void {
		global $wpdb;
		if ( 0 === strpos( $hash, '$wp' ) && version_compare( get_bloginfo( 'version' ), '6.8', '<' ) ) {
			$this->markTestSkipped( 'This WordPress has no such hashes.' );
		}
		$wpdb->update( $wpdb->users, array( 'user_pass' => $hash ), array( 'user_login' => 'ann' ) );
		wp_cache_flush();
		$this->assertNotNull( self::ask( 'ann', 'secret password' )[1]['attributes'] );
		$this->assertNull( self::ask( 'ann', 'other password' )[1]['attributes'] );
	}

	/**
	 * Hashes.
	 *
	 * @return array<string, array{string}>
	 */
	public function hashes(): array {
		require_once ABSPATH . WPINC . '/class-phpass.php';
		$phpass = new \PasswordHash( 8, true );
		$prefix = '$wp' . password_hash( base64_encode( hash_hmac( 'sha384', 'secret password', 'wp-sha384', true ) ), PASSWORD_BCRYPT, array( 'cost' => 4 ) );
		return array(
			'phpass'       => array( $phpass->HashPassword( 'secret password' ) ),
			'bcrypt'       => array( password_hash( 'secret password', PASSWORD_BCRYPT, array( 'cost' => 4 ) ) ),
			'WordPress 6.8' => array( $prefix ),
		);
	}

	/**
	 * @dataProvider nobodies
	 *
	 * @param string $name     Name.
	 * @param string $password Password.
	 */
	public function test_everybody_else_is_told_the_same( string $name, string $password ): void {
		$bob = self::user( 'bob' );
		( new Link_Table() )->link( Pool::ISSUER, Pool::SUB, $bob->ID, time() );
		self::user( 'root', array( 'role' => 'administrator' ) );
		$this->assertSame( array( 200, array( 'attributes' => null ) ), self::ask( $name, $password ) );
	}

	/**
	 * Whose passwords do not move.
	 *
	 * @return array<string, array{string, string}>
	 */
	public function nobodies(): array {
		return array(
			'wrong password' => array( 'ann', 'wrong' ),
			'unknown'        => array( 'nobody', 'local-password' ),
			'linked'         => array( 'bob', 'local-password' ),
			'privileged'     => array( 'root', 'local-password' ),
		);
	}

	public function test_a_linked_users_password_is_not_even_compared(): void {
		( new Link_Table() )->link( Pool::ISSUER, Pool::SUB, get_user_by( 'login', 'ann' )->ID, time() );
		add_filter(
			'check_password',
			static function (): bool {
				self::fail( 'it was compared' );
			}
		);
		$this->assertNull( self::ask( 'ann', 'local-password' )[1]['attributes'] );
	}

	public function test_who_has_lost_the_password_is_told_by_the_address(): void {
		$this->assertSame( 'true', self::ask( 'ann' )[1]['attributes']['email_verified'] );
		$this->assertNull( self::ask( 'nobody' )[1]['attributes'] );
	}

	public function test_the_route_is_there_only_while_users_are_taken_over(): void {
		self::start( array( 'sign_in_method' => '' ) );
		$this->assertSame( 404, self::ask( 'ann', 'local-password' )[0] );
	}

	/**
	 * @dataProvider forgeries
	 *
	 * @param array<string, string> $headers Headers that are other than they should be.
	 * @param int                   $age     Age of the request in seconds.
	 */
	public function test_forged_and_stale_requests_are_refused( array $headers, int $age = 0 ): void {
		$this->assertSame( 401, self::send( self::request( array( 'userName' => 'ann', 'password' => 'local-password' ), $headers, $age ) )[0] );
	}

	/**
	 * What no trigger sends.
	 *
	 * @return array<string, array<mixed>>
	 */
	public function forgeries(): array {
		return array(
			'wrong signature'   => array( array( 'X-Cognipress-Signature' => str_repeat( '0', 64 ) ) ),
			'no signature'      => array( array( 'X-Cognipress-Signature' => '' ) ),
			'other nonce'       => array( array( 'X-Cognipress-Nonce' => str_repeat( 'a', 32 ) ) ),
			'other time'        => array( array( 'X-Cognipress-Timestamp' => '1' ) ),
			'old'               => array( array(), 61 ),
			'from the future'   => array( array(), -62 ),
		);
	}

	public function test_a_changed_body_is_refused(): void {
		$request = self::request( array( 'userName' => 'ann', 'password' => 'local-password' ) );
		$request->set_body( '{"userName":"bob","password":"local-password"}' );
		$this->assertSame( 401, self::send( $request )[0] );
	}

	public function test_a_request_counts_once(): void {
		$request = self::request( array( 'userName' => 'ann', 'password' => 'local-password' ) );
		$this->assertSame( 200, self::send( $request )[0] );
		$this->assertSame( 401, self::send( $request )[0] );
	}

	public function test_guesses_are_limited_for_each_name(): void {
		for ( $count = 0; $count < Rate_Limiter::MAX_FAILURES; $count++ ) {
			$this->assertSame( 200, self::ask( 'ann', 'wrong' )[0] );
		}
		$this->assertSame( 429, self::ask( 'ANN', 'local-password' )[0] );
		$this->assertSame( 200, self::ask( 'nobody', 'wrong' )[0] );
	}

	public function test_forgeries_are_limited_for_each_network(): void {
		for ( $count = 0; $count < Rate_Limiter::MAX_FAILURES; $count++ ) {
			self::send( self::request( array( 'userName' => 'ann' ), array( 'X-Cognipress-Signature' => '0' ) ) );
		}
		$this->assertSame( 429, self::ask( 'ann', 'local-password' )[0] );
	}

	public function test_the_sign_in_that_follows_leads_to_the_account_once(): void {
		$ann = get_user_by( 'login', 'ann' );
		self::ask( 'ann', 'local-password' );
		$claims = self::claims( array( 'email_verified' => false ) );
		$this->assertSame( $ann->ID, self::linker()->user( $claims, time() )->ID );
		$this->assertNotSame( $ann->ID, self::linker()->user( array( 'sub' => '99999999-2222-3333-4444-555555555555' ) + $claims, time() )->ID );
	}

	/**
	 * @group network
	 */
	public function test_who_was_removed_from_a_site_does_not_come_back_by_moving(): void {
		if ( ! is_multisite() ) {
			$this->markTestSkipped( 'This is no network.' );
		}
		self::ask( 'ann', 'local-password' );
		remove_user_from_blog( get_user_by( 'login', 'ann' )->ID, get_current_blog_id() );
		$this->expectException( Token_Refused::class );
		self::linker()->user( self::claims(), time() );
	}

	public function test_where_addresses_are_the_names_the_address_leads_there(): void {
		self::ask( 'Ann@local.example', 'local-password' );
		$this->assertSame( 'ann', self::linker()->user( self::claims( array( 'cognito:username' => Pool::SUB ) ), time() )->user_login );
	}

	/**
	 * @dataProvider strangers
	 *
	 * @param array<string, mixed> $claims  Claims that differ.
	 * @param bool                 $is_lost Whether the password is lost.
	 */
	public function test_a_stranger_does_not_get_the_account( array $claims, bool $is_lost = false ): void {
		self::ask( 'ann', $is_lost ? null : 'local-password' );
		$this->assertNotSame( get_user_by( 'login', 'ann' )->ID, self::linker()->user( self::claims( $claims ), time() )->ID );
	}

	/**
	 * Who could try.
	 *
	 * @return array<string, array<mixed>>
	 */
	public function strangers(): array {
		return array(
			'another name'                        => array( array( 'cognito:username' => 'mallory' ) ),
			'another address'                     => array( array( 'email' => 'mallory@example.org' ) ),
			'of another pool'                     => array( array( 'iss' => 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Staff' ) ),
			'of an identity provider'             => array( array( 'identities' => array( array( 'providerName' => 'X' ) ) ) ),
			'lost, and the address is not proven' => array( array( 'email_verified' => false ), true ),
		);
	}

	public function test_who_has_lost_the_password_gets_the_account_by_the_code(): void {
		self::ask( 'ann' );
		$this->assertSame( 'ann', self::linker()->user( self::claims(), time() )->user_login );
	}

	/**
	 * Takes users over.
	 *
	 * @param array<string, mixed> $changes Settings to change.
	 */
	private static function start( array $changes = array() ): void {
		self::configure( $changes + array( 'sign_in_method' => 'migration' ) );
		$GLOBALS['wp_rest_server'] = null;
	}

	/**
	 * Asks as the trigger does.
	 *
	 * @param string      $name     What was typed.
	 * @param string|null $password Password; null when it is lost.
	 * @return array{int, array<string, mixed>}
	 */
	private static function ask( string $name, ?string $password = null ): array {
		return self::send( self::request( array_filter( array( 'userName' => $name, 'password' => $password ), 'is_string' ) ) );
	}

	/**
	 * A signed request.
	 *
	 * @param array<string, string> $question What is asked.
	 * @param array<string, string> $headers  Headers that are other than they should be.
	 * @param int                   $age      Age in seconds.
	 */
	private static function request( array $question, array $headers = array(), int $age = 0 ): WP_REST_Request {
		$time    = (string) ( time() - $age );
		$nonce   = bin2hex( random_bytes( 16 ) );
		$body    = (string) json_encode( $question );
		$request = new WP_REST_Request( 'POST', '/cognipress/v1/migration' );
		$request->set_headers(
			$headers + array(
				'Content-Type'           => 'application/json',
				'X-Cognipress-Timestamp' => $time,
				'X-Cognipress-Nonce'     => $nonce,
				'X-Cognipress-Signature' => hash_hmac( 'sha256', "$time\n$nonce\n$body", self::SECRET ),
			)
		);
		$request->set_body( $body );
		return $request;
	}

	/**
	 * Sends a request.
	 *
	 * @param WP_REST_Request $request Request.
	 * @return array{int, array<string, mixed>}
	 */
	private static function send( WP_REST_Request $request ): array {
		$server   = rest_get_server();
		$response = rest_do_request( $request );
		// As the server does it: core looks at the routes again.
		apply_filters( 'rest_post_dispatch', $response, $server, $request );
		return array( $response->get_status(), $response->get_data() );
	}

	/**
	 * Claims of whom Cognito has made after the answer.
	 *
	 * @param array<string, mixed> $changes Claims to change.
	 * @return array<string, mixed>
	 */
	private static function claims( array $changes = array() ): array {
		return Pool::claims( time(), $changes + array( 'cognito:username' => 'ann', 'email' => 'ann@local.example' ) );
	}

	/**
	 * What finds users.
	 */
	private static function linker(): User_Linker {
		$links = new Link_Table();
		$store = new Expiring_Store();
		return new User_Linker( $links, new User_Factory( $store, 'subscriber' ), new Email_Matcher( $links, false, array() ), false, new Migrated_Accounts( $store, new Settings() ) );
	}
}
