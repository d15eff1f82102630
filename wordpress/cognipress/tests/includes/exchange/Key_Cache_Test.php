<?php
/**
 * Tests of the key cache.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Expiring_Store;
use Cognipress\Key_Cache;
use Cognipress\Unavailable;
use Cognipress\Settings;

/**
 * When keys are fetched, and what is kept.
 */
final class Key_Cache_Test extends Test_Case {
	private const NOW = 1800000000;

	/**
	 * The pool.
	 *
	 * @var Pool
	 */
	private static $pool;

	/**
	 * What the network answers.
	 *
	 * @var array<string, mixed>|\WP_Error
	 */
	private $answer;

	/**
	 * Requests: URL and arguments.
	 *
	 * @var array<array{string, array<string, mixed>}>
	 */
	private $requests = array();

	/**
	 * The cache.
	 *
	 * @var Key_Cache
	 */
	private $cache;

	public static function setUpBeforeClass(): void {
		self::$pool = new Pool();
	}

	protected function setUp(): void {
		parent::setUp();
		self::configure();
		$this->requests = array();
		$this->answer   = self::response( 200, self::$pool->jwks() );
		self::answer_http(
			function ( string $url, array $arguments ) {
				$this->requests[] = array( $url, $arguments );
				return $this->answer;
			}
		);
		$this->cache = new Key_Cache( new Expiring_Store(), new Settings() );
	}

	public function test_keys_are_fetched_once_an_hour(): void {
		foreach ( array( 0, 1, 3599 ) as $later ) {
			$this->assertNotNull( $this->cache->key( Pool::KID, self::NOW + $later ) );
		}
		$this->assertCount( 1, $this->requests );
		$this->cache->key( Pool::KID, self::NOW + 3600 );
		$this->assertCount( 2, $this->requests );
	}

	public function test_the_request_has_tight_limits(): void {
		$this->cache->key( Pool::KID, self::NOW );
		list( $url, $arguments ) = $this->requests[0];
		$this->assertSame( Pool::ISSUER . '/.well-known/jwks.json', $url );
		$this->assertSame( 3, $arguments['timeout'] );
		$this->assertSame( 0, $arguments['redirection'] );
		$this->assertSame( 65537, $arguments['limit_response_size'] );
		$this->assertTrue( $arguments['reject_unsafe_urls'] );
	}

	public function test_unknown_keys_fetch_at_most_every_ten_seconds(): void {
		$this->cache->key( Pool::KID, self::NOW );
		for ( $later = 0; $later < 30; $later++ ) {
			$this->assertNull( $this->cache->key( 'unknown', self::NOW + 20 + $later ) );
		}
		$this->assertCount( 4, $this->requests );
	}

	public function test_a_new_key_is_found(): void {
		$this->cache->key( Pool::KID, self::NOW );
		$this->answer = self::response( 200, (string) wp_json_encode( array( 'keys' => array( self::$pool->jwk( array( 'kid' => 'new' ) ) ) ) ) );
		$this->assertNotNull( $this->cache->key( 'new', self::NOW + 11 ) );
		$this->assertNull( $this->cache->key( Pool::KID, self::NOW + 12 ), 'A withdrawn key is no longer good.' );
	}

	public function test_the_last_good_set_serves_for_a_day(): void {
		$this->cache->key( Pool::KID, self::NOW );
		$this->answer = self::response( 503 );
		$this->assertNotNull( $this->cache->key( Pool::KID, self::NOW + DAY_IN_SECONDS - 1 ) );
		$this->expectException( Unavailable::class );
		$this->cache->key( Pool::KID, self::NOW + DAY_IN_SECONDS );
	}

	/**
	 * Answers that are no key set.
	 *
	 * @return array<string, array{array<string, mixed>|\WP_Error}>
	 */
	public function bad_answers(): array {
		$jwks = ( new Pool() )->jwks();
		return array(
			'time-out'          => array( new \WP_Error( 'http_request_failed', 'timed out' ) ),
			'empty'             => array( self::response( 200 ) ),
			'HTML'              => array( self::response( 200, '<!DOCTYPE html><title>Welcome</title>' ) ),
			'no keys'           => array( self::response( 200, '{"keys":[]}' ) ),
			'no usable key'     => array( self::response( 200, (string) wp_json_encode( array( 'keys' => array( array( 'kty' => 'EC', 'kid' => 'x' ) ) ) ) ) ),
			'truncated'         => array( self::response( 200, substr( $jwks, 0, -3 ) ) ),
			'huge'              => array( self::response( 200, substr( $jwks, 0, -1 ) . ',"x":"' . str_repeat( 'x', 65536 ) . '"}' ) ),
			'redirect'          => array( self::response( 302, $jwks, array( 'location' => 'https://evil.example/' ) ) ),
			'not found'         => array( self::response( 404, $jwks ) ),
			'error with a body' => array( self::response( 500, $jwks ) ),
		);
	}

	/**
	 * @dataProvider bad_answers
	 *
	 * @param array<string, mixed>|\WP_Error $answer Answer.
	 */
	public function test_bad_answers_never_replace_good_keys( $answer ): void {
		$this->cache->key( Pool::KID, self::NOW );
		$this->answer = $answer;
		$this->assertNotNull( $this->cache->key( Pool::KID, self::NOW + 3600 ) );
		$this->assertCount( 2, $this->requests );
	}

	/**
	 * @dataProvider bad_answers
	 *
	 * @param array<string, mixed>|\WP_Error $answer Answer.
	 */
	public function test_without_keys_there_is_a_pause_after_a_failure( $answer ): void {
		global $wpdb;
		$this->answer = $answer;
		$failures     = 0;
		$queries      = $wpdb->num_queries;
		foreach ( array( 0, 1, 9 ) as $later ) {
			try {
				$this->cache->key( Pool::KID, self::NOW + $later );
			} catch ( Unavailable $e ) {
				$failures++;
			}
		}
		$this->assertSame( 3, $failures );
		$this->assertCount( 1, $this->requests );
		$this->assertLessThan( 30, $wpdb->num_queries - $queries, 'Nobody waits for a fetch that has failed: who waits asks the database every 50 ms.' );
		$this->answer = self::response( 200, self::$pool->jwks() );
		$this->assertNotNull( $this->cache->key( Pool::KID, self::NOW + 10 ) );
	}

	public function test_keys_of_another_pool_do_not_count(): void {
		$this->cache->key( Pool::KID, self::NOW );
		self::configure( array( 'user_pool_id' => 'eu-west-1_Another1' ) );
		$this->answer = self::response( 503 );
		$this->expectException( Unavailable::class );
		$this->cache->key( Pool::KID, self::NOW + 1 );
	}

	public function test_while_one_fetches_the_others_wait_for_it(): void {
		global $wpdb;
		$file = tempnam( get_temp_dir(), 'cognipress' );
		try {
			$code    = 'require WP_LOAD;
				add_filter( "option_cognipress_settings", function () { return array( "user_pool_id" => "' . Pool::ID . '", "client_id" => "x" ); } );
				add_filter( "default_option_cognipress_settings", function () { return array( "user_pool_id" => "' . Pool::ID . '", "client_id" => "x" ); } );
				add_filter( "pre_http_request", function () {
					file_put_contents( ' . var_export( $file, true ) . ', ".", FILE_APPEND );
					usleep( 500000 );
					return array( "headers" => array(), "body" => ' . var_export( self::$pool->jwks(), true ) . ', "response" => array( "code" => 200 ), "cookies" => array() );
				} );
				while ( microtime( true ) < (float) $argv[1] ) {}
				$cache = new Cognipress\Key_Cache( new Cognipress\Expiring_Store(), new Cognipress\Settings() );
				echo null === $cache->key( "' . Pool::KID . '", ' . self::NOW . ' ) ? "none" : "key";';
			$outputs = Process::run_all( $code, array_fill( 0, 6, (string) ( microtime( true ) + 2 ) ) );
			$this->assertSame( array_fill( 0, 6, 'key' ), $outputs );
			$this->assertSame( '.', file_get_contents( $file ) );
		} finally {
			unlink( $file );
			delete_option( Key_Cache::OPTION );
			delete_option( Settings::OPTION );
			$wpdb->query( "DELETE FROM {$wpdb->base_prefix}cognipress_entries" );
		}
	}
}
