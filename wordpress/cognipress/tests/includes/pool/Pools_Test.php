<?php
/**
 * Tests of several user pools on one site.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Cognito_Service;
use Cognipress\Expiring_Store;
use Cognipress\Key_Cache;
use Cognipress\Page_Config;
use Cognipress\Pool_Choice;
use Cognipress\Pools;
use Cognipress\Revocation;
use Cognipress\Secret_Box;
use Cognipress\Session_Fields;
use Cognipress\Settings;
use Cognipress\Token_Refused;
use Cognipress\Token_Refresher;
use Cognipress\Verified_Sign_In;

use function Cognipress\role_assigner;
use function Cognipress\token_verifier;

/**
 * Customers in the first pool, staff in the second.
 */
final class Pools_Test extends Test_Case {
	private const STAFF_ID     = 'us-east-1_StaffPool';
	private const STAFF_CLIENT = '2staff23456789';
	private const STAFF_ISSUER = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_StaffPool';

	/**
	 * URLs and bodies of requests.
	 *
	 * @var array<array{string, array<string, mixed>}>
	 */
	private $requests = array();

	protected function setUp(): void {
		parent::setUp();
		self::configure(
			array(
				'more_pools' => array(
					'Staff'  => self::STAFF_ID . ', ' . self::STAFF_CLIENT,
					'Broken' => 'nonsense',
				),
				'first_pool' => 'Customers',
				'role_map'   => array(
					'editors'        => 'author',
					'Staff: editors' => 'editor',
				),
			)
		);
		self::answer_http(
			function ( string $url, array $arguments ) {
				$this->requests[] = array( $url, (array) json_decode( (string) ( $arguments['body'] ?? '' ), true ) );
				$tokens           = array(
					'IdToken'     => 'id',
					'AccessToken' => 'access',
				);
				return self::response( 200, (string) wp_json_encode( array( 'AuthenticationResult' => $tokens ) ) );
			}
		);
	}

	public function test_each_pool_has_its_own_client(): void {
		$pool = new Pool();
		$this->assertSame( Pool::SUB, $this->verify( $pool, array() )['sub'] );
		$this->assertSame( Pool::SUB, $this->verify( $pool, $this->staff() )['sub'] );
		$mixes = array(
			array( 'aud' => self::STAFF_CLIENT ),
			array( 'aud' => Pool::CLIENT_ID ) + $this->staff(),
			array( 'iss' => self::STAFF_ISSUER . 'x' ) + $this->staff(),
		);
		foreach ( $mixes as $mix ) {
			try {
				$this->verify( $pool, $mix );
				$this->fail( (string) wp_json_encode( $mix ) );
			} catch ( Token_Refused $e ) {
				$this->assertContains( $e->getMessage(), array( 'aud', 'iss' ) );
			}
		}
	}

	public function test_keys_come_from_the_pool_that_the_token_names(): void {
		$pools = new Pools( new Settings() );
		$cache = new Key_Cache( new Expiring_Store(), new Settings() );
		foreach ( $pools->by_issuer() as $settings ) {
			$cache->of( $settings )->fetch();
		}
		$this->assertSame(
			array( Pool::ISSUER . '/.well-known/jwks.json', self::STAFF_ISSUER . '/.well-known/jwks.json' ),
			array_values( array_unique( array_column( $this->requests, 0 ) ) )
		);
	}

	public function test_groups_count_in_their_own_pool_only(): void {
		$roles = function ( string $login, array $claims ): array {
			$user = self::user( $login, array( 'role' => '' ) );
			role_assigner( new Settings() )->apply( $user, $claims );
			return get_userdata( $user->ID )->roles;
		};
		$groups = array( 'cognito:groups' => array( 'editors' ) );
		$this->assertSame( array( 'author' ), $roles( 'customer', $groups + Pool::claims( time() ) ) );
		$this->assertSame( array( 'editor' ), $roles( 'staff', $groups + $this->staff() + Pool::claims( time() ) ) );
		$this->assertSame( array( 'subscriber' ), $roles( 'cheat', array( 'cognito:groups' => array( 'Staff: editors' ) ) + Pool::claims( time() ) ) );
	}

	public function test_a_session_is_renewed_and_revoked_in_its_own_pool(): void {
		$settings = new Settings();
		$service  = new Cognito_Service( $settings );
		$session  = Session_Fields::of( new Verified_Sign_In( $this->staff() + Pool::claims( time() ), false, '', 'token' ), time() );
		( new Token_Refresher( $service, $settings ) )->refresh( 'token', $session );
		$revocation = new Revocation( new Expiring_Store(), $service, $settings );
		$revocation->enqueue( Secret_Box::seal( 'token' ), $session );
		// A site of the network that knows nothing of that pool can do it too.
		self::configure();
		$revocation->run();
		$this->assertSame( array_fill( 0, 2, 'https://cognito-idp.us-east-1.amazonaws.com/' ), array_column( $this->requests, 0 ) );
		$this->assertSame( array_fill( 0, 2, self::STAFF_CLIENT ), array_column( array_column( $this->requests, 1 ), 'ClientId' ) );
		$this->requests = array();
		$revocation->enqueue( Secret_Box::seal( 'of before' ) );
		$revocation->run();
		$this->assertSame( Pool::CLIENT_ID, $this->requests[0][1]['ClientId'] );
	}

	public function test_visitors_choose_on_the_login_page(): void {
		$assets = new \Cognipress\Assets( '', '' );
		$facts  = static function () use ( $assets ): array {
			$config = ( new Page_Config( new Settings(), $assets ) )->all();
			return array( $config['userPoolId'], $config['clientId'] );
		};
		$this->assertSame( array( Pool::ID, Pool::CLIENT_ID ), $facts() );
		$_GET[ Pools::FIELD ] = 'Staff';
		$this->assertSame( array( self::STAFF_ID, self::STAFF_CLIENT ), $facts() );
		foreach ( array( 'Broken', 'staff', array( 'Staff' ) ) as $name ) {
			$_GET[ Pools::FIELD ] = $name;
			$this->assertSame( array( Pool::ID, Pool::CLIENT_ID ), $facts() );
		}
		add_filter( 'cognipress_pool', static fn(): string => 'Staff' );
		$this->assertSame( array( self::STAFF_ID, self::STAFF_CLIENT ), $facts() );
	}

	public function test_passwords_migrate_to_the_first_pool_alone(): void {
		$method = static fn(): array => array_column( array( ( new Page_Config( new Settings(), new \Cognipress\Assets( '', '' ) ) )->all() ), 'method' );
		foreach ( array( 'migration' => array(), 'choice' => array( 'choice' ) ) as $name => $of_staff ) {
			update_option( Settings::OPTION, array( 'sign_in_method' => $name ) + get_option( Settings::OPTION ) );
			unset( $_GET[ Pools::FIELD ] );
			$this->assertSame( array( $name ), $method() );
			$_GET[ Pools::FIELD ] = 'Staff';
			$this->assertSame( $of_staff, $method() );
		}
	}

	public function test_the_login_page_offers_the_choice_and_keeps_it(): void {
		$GLOBALS['action']      = 'login';
		$GLOBALS['pagenow']     = 'wp-login.php';
		$_SERVER['REQUEST_URI'] = '/wp-login.php?redirect_to=%2Fshop%2F';
		$choice                 = new Pool_Choice( new Settings() );
		$html                   = $choice->add_links( '' );
		$this->assertStringContainsString( '<strong aria-current="true">Customers</strong>', $html );
		$this->assertStringContainsString( '<a href="/wp-login.php?redirect_to=%2Fshop%2F&#038;cognipress_pool=Staff">Staff</a>', $html );
		$this->assertSame( 'https://x.example/', $choice->keep( 'https://x.example/' ) );
		$_GET[ Pools::FIELD ] = 'Staff';
		$this->assertStringContainsString( '<strong aria-current="true">Staff</strong>', $choice->add_links( '' ) );
		$this->assertSame( 'https://x.example/?cognipress_pool=Staff', $choice->keep( 'https://x.example/' ) );
		self::configure();
		$this->assertSame( '', $choice->add_links( '' ) );
	}

	/**
	 * Claims that a token of the second pool has.
	 *
	 * @return array<string, string>
	 */
	private function staff(): array {
		return array(
			'iss' => self::STAFF_ISSUER,
			'aud' => self::STAFF_CLIENT,
		);
	}

	/**
	 * Claims of a token that the site checks.
	 *
	 * @param Pool                  $pool    Signs.
	 * @param array<string, string> $changes Claims to change.
	 * @return array<string, mixed>
	 */
	private function verify( Pool $pool, array $changes ): array {
		$key = \Cognipress\Key_Set::parse( $pool->jwks() )[ Pool::KID ];
		return token_verifier( new Settings() )->verify( $pool->token( Pool::claims( time(), $changes ) ), static fn() => $key, time(), 300 );
	}
}
