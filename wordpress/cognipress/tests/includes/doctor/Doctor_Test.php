<?php
/**
 * Tests of where faults are told.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Accounts;
use Cognipress\Change_Queue;
use Cognipress\Cli;
use Cognipress\Cognito_Service;
use Cognipress\Connection_Test;
use Cognipress\Doctor;
use Cognipress\Expiring_Store;
use Cognipress\Global_Sign_Out;
use Cognipress\Key_Cache;
use Cognipress\Link_Table;
use Cognipress\Page_Checks;
use Cognipress\Pool_Checks;
use Cognipress\Pools;
use Cognipress\Settings;
use Cognipress\Site_Checks;
use Cognipress\Site_Health;
use Cognipress\Sync_Checks;
use Cognipress\Sync_Settings;
use Cognipress\Token_Refresher;
use WP_CLI;
use WP_Error;

require_once dirname( __DIR__, 2 ) . '/support/class-wp-cli.php';
require_once dirname( __DIR__, 2 ) . '/support/trait-empty-build.php';
require_once dirname( __DIR__, 3 ) . '/includes/cli/class-cli.php';

/**
 * Each fault on the settings page, in Site Health and in wp cognipress doctor.
 */
final class Doctor_Test extends Test_Case {
	use Empty_Build;

	private const DOMAIN = 'https://example.auth.eu-west-1.amazoncognito.com';

	/**
	 * What is wrong, and a part of what is told.
	 *
	 * @return array<string, array{array<string, mixed>, string}>
	 */
	public function faults(): array {
		$refusal = static fn( string $type, string $message ): array => self::response( 400, (string) wp_json_encode( array( '__type' => $type, 'message' => $message ) ) );
		$page    = static fn( array $headers ): array => self::response( 200, 'id="cognipress-config"', $headers + array( 'cache-control' => 'no-store' ) );
		return array(
			'client with a secret'   => array( array( 'cognito' => $refusal( 'NotAuthorizedException', 'Client is configured with secret' ) ), 'has a client secret' ),
			'SRP not allowed'        => array( array( 'cognito' => $refusal( 'InvalidParameterException', 'USER_SRP_AUTH is not enabled for the client.' ) ), 'ALLOW_USER_SRP_AUTH' ),
			'who exists is told'     => array( array( 'cognito' => $refusal( 'UserNotFoundException', 'User does not exist.' ) ), 'Prevent user existence errors' ),
			'another callback URL'   => array( array( 'domain' => self::response( 302, '', array( 'location' => self::DOMAIN . '/error?error=redirect_mismatch' ) ) ), 'does not allow the callback URL' ),
			'the clock'              => array( array( 'cognito' => self::response( 200, '{}', array( 'date' => 'Sat, 01 Jan 2000 00:00:00 GMT' ) ) ), 'seconds off' ),
			'the type of wasm'       => array( array( 'wasm' => self::response( 200, '', array( 'content-type' => 'text/plain' ) ) ), 'as “text/plain”' ),
			'the security policy'    => array( array( 'page' => $page( array( 'content-security-policy' => "script-src 'self'" ) ) ), 'blocks WebAssembly' ),
			'a cached login page'    => array( array( 'page' => $page( array( 'age' => '7' ) ) ), 'out of a cache' ),
			'no way back to oneself' => array( array( 'page' => new WP_Error( 'http_request_failed', 'refused' ) ), 'cannot ask itself' ),
		);
	}

	/**
	 * @dataProvider faults
	 *
	 * @param array<string, mixed> $answers Answers that are not as they should be.
	 * @param string               $text    Part of the finding.
	 */
	public function test_a_fault_is_told_in_three_places( array $answers, string $text ): void {
		$this->assertSame( array( true, true, true ), array_map( static fn( string $told ): bool => false !== strpos( $told, $text ), $this->told( $answers ) ) );
	}

	public function test_nothing_is_told_where_all_is_well(): void {
		foreach ( array_column( $this->faults(), 1 ) as $text ) {
			$this->assertStringNotContainsString( $text, implode( $this->told( array() ) ) );
		}
	}

	/**
	 * What the three places tell.
	 *
	 * @param array<string, mixed> $answers Answers that are not as they should be.
	 * @return string[]
	 */
	private function told( array $answers ): array {
		self::configure( array( 'hosted_domain' => self::DOMAIN ) );
		$answers += array(
			'cognito' => self::response( 200, '{}', array( 'date' => gmdate( 'D, d M Y H:i:s' ) . ' GMT' ) ),
			'domain'  => self::response( 302, '', array( 'location' => self::DOMAIN . '/login' ) ),
			'keys'    => self::response( 200, ( new Pool() )->jwks() ),
			'page'    => self::response( 200, 'id="cognipress-config"', array( 'cache-control' => 'no-store' ) ),
			'wasm'    => self::response( 200, '', array( 'content-type' => 'application/wasm' ) ),
		);
		self::answer_http(
			static function ( string $url ) use ( $answers ) {
				$parts = array(
					'jwks'          => 'keys',
					'.wasm'         => 'wasm',
					'authorize'     => 'domain',
					'amazonaws.com' => 'cognito',
				);
				foreach ( $parts as $part => $name ) {
					if ( false !== strpos( $url, $part ) ) {
						return $answers[ $name ];
					}
				}
				return $answers['page'];
			}
		);
		$settings      = new Settings();
		$service       = new Cognito_Service( $settings );
		$pool          = new Pool_Checks( $settings, new Key_Cache( new Expiring_Store(), $settings ), $service );
		$doctor        = new Doctor( $pool, new Page_Checks( $this->assets() ), new Site_Checks( $settings ), new Sync_Checks( new Sync_Settings( $settings ), new Change_Queue() ) );
		$health        = new Site_Health( $doctor );
		WP_CLI::$lines = array();
		try {
			( new Cli( new Accounts( new Link_Table() ), new Global_Sign_Out( new Token_Refresher( $service, $settings ), $service, new Pools( $settings ) ), $doctor, $settings ) )->doctor();
		} catch ( \RuntimeException $e ) {
			$this->assertSame( 'status 1', $e->getMessage() );
		}
		return array(
			implode( ' ', array_column( ( new Connection_Test( $doctor ) )->create()->get_data()['findings'], 'text' ) ),
			// As HTML.
			wp_specialchars_decode( implode( ' ', array_column( array_map( array( $health, 'result' ), array( Doctor::POOL, Doctor::PAGES, Doctor::SITE ) ), 'description' ) ), ENT_QUOTES ),
			implode( ' ', WP_CLI::$lines ),
		);
	}
}
