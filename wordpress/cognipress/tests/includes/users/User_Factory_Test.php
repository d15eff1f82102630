<?php
/**
 * Tests of new users.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Expiring_Store;
use Cognipress\User_Factory;
use WP_User;

/**
 * What becomes of a token's attributes.
 */
final class User_Factory_Test extends Test_Case {
	private const NOW = 1800000000;

	public function test_attributes_are_taken_over(): void {
		$user = self::make(
			array(
				'preferred_username' => 'annie',
				'given_name'         => 'Ann',
				'family_name'        => 'Lee',
			)
		);
		$this->assertSame( 'annie', $user->user_login );
		$this->assertSame( 'ann@example.com', $user->user_email );
		$this->assertSame( 'Ann Lee', $user->display_name );
		$this->assertSame( 'Ann', $user->first_name );
		$this->assertSame( 'Lee', $user->last_name );
		$this->assertSame( array( 'subscriber' ), $user->roles );
	}

	/**
	 * Claims and the login name made from them.
	 *
	 * @return array<string, array{array<string, mixed>, string}>
	 */
	public function login_names(): array {
		return array(
			'preferred_username first'      => array( array( 'preferred_username' => 'annie' ), 'annie' ),
			'then the e-mail address'       => array( array( 'email' => 'lee@example.com' ), 'lee' ),
			'never all of the address'      => array( array( 'preferred_username' => 'boss@example.com' ), 'boss' ),
			'then the user name'            => array( array( 'email' => null ), 'ann' ),
			'then the sub'                  => array( array( 'email' => null, 'cognito:username' => null ), Pool::SUB ),
			'accents go'                    => array( array( 'preferred_username' => 'Änne' ), 'Anne' ),
			'other scripts are passed over' => array( array( 'preferred_username' => 'Анна', 'email' => 'anna@example.com' ), 'anna' ),
			'HTML goes'                     => array( array( 'preferred_username' => '<b>x</b>"ann\'' ), 'xann' ),
			'control characters go'         => array( array( 'preferred_username' => "a\0n\nn" ), 'an n' ),
			'arrays are passed over'        => array( array( 'preferred_username' => array( 'admin' ) ), 'ann' ),
			'long names are cut'            => array( array( 'preferred_username' => str_repeat( 'a', 300 ) ), str_repeat( 'a', 50 ) ),
			'only dots'                     => array( array( 'preferred_username' => '...' ), 'ann' ),
		);
	}

	/**
	 * @dataProvider login_names
	 *
	 * @param array<string, mixed> $changes Claims.
	 * @param string               $login   Expected name.
	 */
	public function test_login_names( array $changes, string $login ): void {
		// A network has its names in lower case.
		$this->assertSame( is_multisite() ? strtolower( $login ) : $login, self::make( $changes )->user_login );
	}

	public function test_taken_names_get_a_number(): void {
		self::user( 'ANN' );
		self::user( 'ann-2' );
		$this->assertSame( 'ann-3', self::make()->user_login );
	}

	public function test_illegal_names_are_passed_over(): void {
		add_filter(
			'illegal_user_logins',
			static function (): array {
				return array( 'Root' );
			}
		);
		$this->assertSame( 'ann', self::make( array( 'preferred_username' => 'root' ) )->user_login );
	}

	/**
	 * Claims that do not prove an address.
	 *
	 * @return array<string, array{array<string, mixed>}>
	 */
	public function unproven_addresses(): array {
		return array(
			'false'         => array( array( 'email_verified' => false ) ),
			'missing'       => array( array( 'email_verified' => null ) ),
			'the text true' => array( array( 'email_verified' => 'true' ) ),
			'one'           => array( array( 'email_verified' => 1 ) ),
			'no address'    => array( array( 'email' => 'nonsense' ) ),
			'an array'      => array( array( 'email' => array( 'ann@example.com' ) ) ),
			'too long'      => array( array( 'email' => str_repeat( 'a', 90 ) . '@example.com' ) ),
		);
	}

	/**
	 * @dataProvider unproven_addresses
	 *
	 * @param array<string, mixed> $changes Claims.
	 */
	public function test_only_proven_addresses_are_taken_over( array $changes ): void {
		$this->assertSame( '', self::make( $changes )->user_email );
	}

	public function test_an_address_in_use_is_left_to_its_user(): void {
		$owner = self::user( 'owner', array( 'user_email' => 'Ann@Example.com' ) );
		$this->assertSame( '', self::make()->user_email );
		$this->assertSame( $owner->ID, email_exists( 'ann@example.com' ) );
	}

	/**
	 * Claims and the display name made from them.
	 *
	 * @return array<array{array<string, mixed>, string}>
	 */
	public function display_names(): array {
		return array(
			array( array( 'name' => 'Dr. Ann Lee', 'given_name' => 'Ann' ), 'Dr. Ann Lee' ),
			array( array( 'given_name' => 'Ann' ), 'Ann' ),
			array( array( 'nickname' => 'Annie' ), 'Annie' ),
			array( array( 'name' => '<script>alert(1)</script>Ann' ), 'Ann' ),
			array( array(), 'ann' ),
		);
	}

	/**
	 * @dataProvider display_names
	 *
	 * @param array<string, mixed> $changes Claims.
	 * @param string               $name    Expected name.
	 */
	public function test_display_names( array $changes, string $name ): void {
		$this->assertSame( $name, self::make( $changes )->display_name );
	}

	public function test_attributes_never_choose_the_role(): void {
		$user = self::make( array( 'role' => 'administrator', 'roles' => array( 'administrator' ), 'custom:role' => 'administrator', 'wp_capabilities' => array( 'administrator' => true ), 'cognito:groups' => array( 'administrator' ) ) );
		$this->assertSame( array( 'subscriber' ), $user->roles );
		$this->assertFalse( user_can( $user, 'edit_posts' ) );
	}

	/**
	 * A new user.
	 *
	 * @param array<string, mixed> $changes Claims to change.
	 */
	private static function make( array $changes = array() ): WP_User {
		$id = ( new User_Factory( new Expiring_Store(), 'subscriber' ) )->make( Pool::claims( self::NOW, $changes ), self::NOW );
		return get_userdata( $id );
	}
}
