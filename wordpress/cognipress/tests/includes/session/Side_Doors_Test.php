<?php
/**
 * Tests of all ways in besides Cognito.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Accounts;
use Cognipress\Link_Table;
use WP_Application_Passwords;
use WP_REST_Request;
use WP_Session_Tokens;
use WP_User;
use wp_xmlrpc_server;

/**
 * 18 side doors: each is tried with the right secret, before the account is linked and after.
 */
final class Side_Doors_Test extends Test_Case {
	private const PASSWORD = 'local-password';

	/**
	 * The account.
	 *
	 * @var WP_User
	 */
	private $user;

	/**
	 * Its application password.
	 *
	 * @var string
	 */
	private $secret;

	protected function setUp(): void {
		parent::setUp();
		require_once ABSPATH . WPINC . '/class-IXR.php';
		require_once ABSPATH . WPINC . '/class-wp-xmlrpc-server.php';
		self::configure();
		$GLOBALS['wp_rest_server'] = null;
		$this->user                = self::user( 'ann' );
		add_filter( 'wp_is_application_passwords_available', '__return_true' );
		add_filter( 'application_password_is_api_request', '__return_true' );
		add_filter( 'pre_wp_mail', '__return_true' );
		list( $this->secret ) = WP_Application_Passwords::create_new_application_password( $this->user->ID, array( 'name' => 'app' ) );
	}

	protected function tearDown(): void {
		unset( $_SERVER['PHP_AUTH_USER'], $_SERVER['PHP_AUTH_PW'] );
		$GLOBALS['pagenow'] = 'index.php';
		unset( $GLOBALS['wp_actions']['application_password_did_authenticate'] );
		parent::tearDown();
	}

	/**
	 * Ways in, by their number in opens().
	 *
	 * @return array<string, array{int}>
	 */
	public function doors(): array {
		$names = array( 'login form of a theme', 'login form, by e-mail', 'local form of wp-login.php', 'basic authentication by a plugin', 'XML-RPC wp.getUsersBlogs', 'XML-RPC wp.getProfile', 'XML-RPC blogger.getUserInfo', 'XML-RPC with an application password', 'REST with an application password', 'REST makes an application password', 'the screen that authorizes applications', 'lost password', 'lost password, by e-mail', 'a reset link made by an administrator', 'a reset link from before', 'a new password by the profile', 'a new password by REST', 'a session from before' );
		return array_combine( $names, array_map( static fn( int $number ): array => array( $number ), array_keys( $names ) ) );
	}

	public function test_there_are_eighteen(): void {
		$this->assertCount( 18, $this->doors() );
	}

	/**
	 * @dataProvider doors
	 *
	 * @param int $number Door.
	 */
	public function test_a_door_is_open_until_the_account_is_linked( int $number ): void {
		$before = $this->prepare( $number );
		$this->assertTrue( $this->opens( $number, $before ), 'before' );

		$before = $this->prepare( $number );
		$this->assertTrue( ( new Accounts( new Link_Table() ) )->link( get_userdata( $this->user->ID ), Pool::ISSUER, Pool::SUB ) );
		wp_set_current_user( 0 );
		$this->assertFalse( $this->opens( $number, $before ), 'after' );
	}

	/**
	 * Doors of application passwords.
	 *
	 * @return array<array{int}>
	 */
	public function application_doors(): array {
		return array( array( 7 ), array( 8 ), array( 9 ), array( 10 ) );
	}

	/**
	 * @dataProvider application_doors
	 *
	 * @param int $number Door.
	 */
	public function test_application_passwords_can_be_allowed( int $number ): void {
		self::configure( array( 'application_passwords' => true, 'strict' => true ) );
		( new Accounts( new Link_Table() ) )->link( $this->user, Pool::ISSUER, Pool::SUB );
		$this->assertTrue( $this->opens( $number, $this->prepare( $number ) ) );
		unset( $GLOBALS['wp_actions']['application_password_did_authenticate'] );
		$this->assertFalse( $this->opens( 0, null ), 'The password itself opens nothing.' );
	}

	public function test_a_filter_decides_for_a_user(): void {
		( new Accounts( new Link_Table() ) )->link( $this->user, Pool::ISSUER, Pool::SUB );
		add_filter(
			'cognipress_is_door_closed',
			function ( $closed, $door, $user ) {
				return 'password' === $door && $user->ID === $this->user->ID ? false : $closed;
			},
			10,
			3
		);
		$this->assertTrue( $this->opens( 0, null ) );
		$this->assertFalse( $this->opens( 8, null ) );
	}

	/**
	 * What somebody may have got before the account was linked.
	 *
	 * @param int $number Door.
	 */
	private function prepare( int $number ): ?string {
		if ( 14 === $number ) {
			return get_password_reset_key( get_userdata( $this->user->ID ) );
		}
		if ( 17 === $number ) {
			$token = WP_Session_Tokens::get_instance( $this->user->ID )->create( time() + 1000 );
			return wp_generate_auth_cookie( $this->user->ID, time() + 1000, 'logged_in', $token );
		}
		return null;
	}

	/**
	 * Whether a door opens.
	 *
	 * @param int         $number Door.
	 * @param string|null $before Result of prepare().
	 */
	private function opens( int $number, ?string $before ): bool {
		$email  = $this->user->user_email;
		$xmlrpc = new wp_xmlrpc_server();
		$signs  = static fn( string $login, string $password ): bool => wp_signon( array( 'user_login' => $login, 'user_password' => $password ) ) instanceof WP_User;
		switch ( $number ) {
			case 0:
				return $signs( 'ann', self::PASSWORD );
			case 1:
				return $signs( $email, self::PASSWORD );
			case 2:
				$GLOBALS['pagenow']  = 'wp-login.php';
				$_POST['cognipress'] = 'local';
				return $signs( 'ann', self::PASSWORD );
			case 3:
				return wp_authenticate( 'ann', self::PASSWORD ) instanceof WP_User;
			case 4:
				return is_array( $xmlrpc->wp_getUsersBlogs( array( 'ann', self::PASSWORD ) ) );
			case 5:
				return is_array( $xmlrpc->wp_getProfile( array( 1, 'ann', self::PASSWORD ) ) );
			case 6:
				$this->user->set_role( 'author' );
				return is_array( $xmlrpc->blogger_getUserInfo( array( 1, 'ann', self::PASSWORD ) ) );
			case 7:
				return is_array( $xmlrpc->wp_getProfile( array( 1, 'ann', $this->secret ) ) );
			case 8:
				$_SERVER['PHP_AUTH_USER'] = 'ann';
				$_SERVER['PHP_AUTH_PW']   = $this->secret;
				return (int) wp_validate_application_password( false ) === $this->user->ID;
			case 9:
				wp_set_current_user( $this->user->ID );
				$request = new WP_REST_Request( 'POST', '/wp/v2/users/me/application-passwords' );
				$request->set_body_params( array( 'name' => 'new-' . wp_generate_uuid4() ) );
				return 201 === rest_get_server()->dispatch( $request )->get_status();
			case 10:
				return wp_is_application_passwords_available_for_user( $this->user->ID );
			case 11:
				return true === retrieve_password( 'ann' );
			case 12:
				return true === retrieve_password( $email );
			case 13:
				return is_string( get_password_reset_key( get_userdata( $this->user->ID ) ) );
			case 14:
				$user = check_password_reset_key( (string) $before, 'ann' );
				if ( $user instanceof WP_User ) {
					reset_password( $user, 'from the link' );
				}
				return $signs( 'ann', 'from the link' );
			case 15:
				wp_update_user( array( 'ID' => $this->user->ID, 'user_pass' => 'from the profile' ) );
				return $signs( 'ann', 'from the profile' );
			case 16:
				wp_set_current_user( $this->user->ID );
				$request = new WP_REST_Request( 'POST', '/wp/v2/users/me' );
				$request->set_body_params( array( 'password' => 'from REST' ) );
				rest_get_server()->dispatch( $request );
				return $signs( 'ann', 'from REST' );
			case 17:
				return wp_validate_auth_cookie( (string) $before, 'logged_in' ) === $this->user->ID;
		}
		$this->fail( 'There is no such door.' );
	}
}
