<?php
/**
 * Tests of the side doors.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Link_Table;
use WP_Application_Passwords;
use WP_Error;
use WP_Session_Tokens;
use WP_User;

/**
 * Who can still do what with a WordPress password.
 */
final class Password_Gate_Test extends Test_Case {
	protected function setUp(): void {
		parent::setUp();
		self::configure();
	}

	protected function tearDown(): void {
		$GLOBALS['pagenow'] = 'index.php';
		parent::tearDown();
	}

	/**
	 * Situations: linked, role, strict, at the local form, whether the password opens.
	 *
	 * @return array<string, array{bool, string, bool, bool, bool}>
	 */
	public function situations(): array {
		return array(
			'local account'                           => array( false, 'subscriber', false, false, true ),
			'local account, local form'               => array( false, 'subscriber', false, true, true ),
			'local account, strict'                   => array( false, 'subscriber', true, false, false ),
			'local account, strict, local form'       => array( false, 'subscriber', true, true, false ),
			'linked'                                  => array( true, 'subscriber', false, false, false ),
			'linked, local form'                      => array( true, 'subscriber', false, true, false ),
			'linked editor, local form'               => array( true, 'editor', false, true, false ),
			'administrator'                           => array( false, 'administrator', false, false, true ),
			'administrator, strict'                   => array( false, 'administrator', true, false, false ),
			'administrator, strict, local form'       => array( false, 'administrator', true, true, true ),
			'linked administrator'                    => array( true, 'administrator', false, false, false ),
			'linked administrator, local form'        => array( true, 'administrator', false, true, true ),
			'linked administrator, strict, local form' => array( true, 'administrator', true, true, true ),
		);
	}

	/**
	 * @dataProvider situations
	 *
	 * @param bool   $linked Whether the user is linked.
	 * @param string $role   Role.
	 * @param bool   $strict Strict mode.
	 * @param bool   $local  Whether the local form of wp-login.php is posted.
	 * @param bool   $opens  Whether the password opens.
	 */
	public function test_passwords( bool $linked, string $role, bool $strict, bool $local, bool $opens ): void {
		self::configure( array( 'strict' => $strict ) );
		$user = self::user( 'ann', array( 'role' => $role ) );
		if ( $linked ) {
			self::link( $user );
		}
		if ( $local ) {
			$GLOBALS['pagenow']  = 'wp-login.php';
			$_POST['cognipress'] = 'local';
		}
		foreach ( array( 'ann', 'ann@local.example' ) as $name ) {
			$result = wp_authenticate( $name, 'local-password' );
			$this->assertSame( $opens, $result instanceof WP_User, $name );
		}
		$this->assertInstanceOf( WP_Error::class, wp_authenticate( 'ann', 'wrong' ) );
	}

	public function test_the_local_form_is_only_on_the_login_page(): void {
		$user = self::user( 'ann', array( 'role' => 'administrator' ) );
		self::link( $user );
		$GLOBALS['pagenow']  = 'xmlrpc.php';
		$_POST['cognipress'] = 'local';
		$this->assertInstanceOf( WP_Error::class, wp_authenticate( 'ann', 'local-password' ) );
	}

	public function test_the_session_cookie_still_counts(): void {
		$user = self::user( 'ann' );
		self::link( $user );
		$token                 = WP_Session_Tokens::get_instance( $user->ID )->create( time() + 100 );
		$_COOKIE[ AUTH_COOKIE ] = wp_generate_auth_cookie( $user->ID, time() + 100, 'auth', $token );
		$this->assertSame( $user->ID, wp_signon()->ID );
	}

	public function test_application_passwords_are_closed_for_linked_users(): void {
		add_filter( 'wp_is_application_passwords_available', '__return_true' );
		add_filter( 'application_password_is_api_request', '__return_true' );
		$user           = self::user( 'ann' );
		list( $secret ) = WP_Application_Passwords::create_new_application_password( $user->ID, array( 'name' => 'app' ) );
		$this->assertInstanceOf( WP_User::class, wp_authenticate_application_password( null, 'ann', $secret ) );
		self::link( $user );
		$this->assertInstanceOf( WP_Error::class, wp_authenticate_application_password( null, 'ann', $secret ) );
		$this->assertInstanceOf( WP_Error::class, wp_authenticate( 'ann', $secret ) );
	}

	public function test_lost_passwords_are_closed_for_linked_users(): void {
		$user = self::user( 'ann' );
		$this->assertIsString( get_password_reset_key( $user ) );
		self::link( $user );
		$this->assertSame( 'no_password_reset', get_password_reset_key( $user )->get_error_code() );
	}

	public function test_the_profile_offers_no_password_to_linked_users(): void {
		$user = self::user( 'ann' );
		$this->assertTrue( apply_filters( 'show_password_fields', true, $user ) );
		self::link( $user );
		$this->assertFalse( apply_filters( 'show_password_fields', true, $user ) );
	}

	public function test_an_unconfigured_plugin_closes_nothing(): void {
		$user = self::user( 'ann' );
		self::link( $user );
		self::configure( array( 'client_id' => '', 'strict' => true ) );
		$this->assertInstanceOf( WP_User::class, wp_authenticate( 'ann', 'local-password' ) );
	}

	/**
	 * Links a user.
	 *
	 * @param WP_User $user User.
	 */
	private static function link( WP_User $user ): void {
		( new Link_Table() )->link( Pool::ISSUER, Pool::SUB, $user->ID, 1 );
	}
}
