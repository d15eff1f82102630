<?php
/**
 * Tests of attributes in profiles.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Attribute_Map;
use Cognipress\Expiring_Store;
use Cognipress\Profile_Updater;
use Cognipress\User_Factory;
use WP_User;

/**
 * What is written, and what never is.
 */
final class Profile_Updater_Test extends Test_Case {
	/**
	 * The user.
	 *
	 * @var WP_User
	 */
	private $user;

	protected function setUp(): void {
		parent::setUp();
		$this->user = self::user( 'ann', array( 'user_email' => 'ann@example.com' ) );
	}

	public function test_fields_and_meta_follow_the_attributes(): void {
		$map    = array(
			'first_name'       => 'given_name',
			'display_name'     => 'name',
			'user_url'         => 'website',
			'billing_phone'    => 'phone_number',
			'billing_city'     => 'address.locality',
			'account_number'   => 'custom:account_number',
			'phone_is_checked' => 'phone_number_verified',
		);
		$claims = array(
			'given_name'            => "Ann \\ O'Neil",
			'name'                  => 'Ann',
			'website'               => 'https://example.com/',
			'phone_number'          => '+1 555 "1"',
			'address'               => array( 'locality' => 'Oslo' ),
			'custom:account_number' => 17,
			'phone_number_verified' => true,
		);
		$user   = $this->update( $claims, $map );
		$found  = array_map( static fn( string $field ): string => (string) $user->get( $field ), array_keys( $map ) );
		$this->assertSame( array( "Ann \\ O'Neil", 'Ann', 'https://example.com/', '+1 555 "1"', 'Oslo', '17', 'true' ), $found );
		$this->assertTrue( wp_check_password( 'local-password', $user->user_pass, $user->ID ), 'The password is the same.' );
	}

	public function test_what_the_token_lacks_is_left_alone(): void {
		update_user_meta( $this->user->ID, 'billing_phone', 'old' );
		foreach ( array( array(), array( 'phone_number' => null ), array( 'phone_number' => array( 'x' ) ) ) as $claims ) {
			$this->assertSame( 'old', $this->update( $claims, array( 'billing_phone' => 'phone_number' ) )->get( 'billing_phone' ) );
		}
	}

	public function test_a_filter_transforms(): void {
		add_filter(
			'cognipress_attribute',
			static function ( $value, $field, $claims, $id ) {
				return 'skipped' === $field ? null : strtoupper( $value ) . $claims['sub'][0] . ( $id > 0 ? '!' : '' );
			},
			10,
			4
		);
		$user = $this->update( array( 'name' => 'ann' ), array( 'nickname' => 'name', 'skipped' => 'name' ) );
		$this->assertSame( array( 'ANN1!', '' ), array( $user->nickname, $user->get( 'skipped' ) ) );
	}

	public function test_markup_and_length_are_tamed(): void {
		$user = $this->update( array( 'name' => '<b onclick=x>Ann</b>' . "\n" . str_repeat( 'ä', 300 ) ), array( 'nickname' => 'name' ) );
		$this->assertStringStartsWith( 'Ann ää', $user->nickname );
		$this->assertSame( 200, mb_strlen( $user->nickname ) );
	}

	public function test_no_field_gives_power(): void {
		global $wpdb;
		$fields = array( 'capabilities', 'wp_capabilities', 'wp_2_capabilities', 'wp_user_level', 'x_capabilities', 'session_tokens', 'user_pass', 'user_email', 'user_login', 'user_activation_key', 'role', 'ID', '_application_passwords', '_two_factor_totp_key', 'default_password_nag', 'primary_blog', 'cognipress_roles', $wpdb->prefix . 'cognipress_roles', 'Wp_Capabilities', "wp_capabilities\n", 'wp_capabilities ', '', '1x', 'a b' );
		$not    = array( 'role' );
		foreach ( array_diff( $fields, $not ) as $field ) {
			$this->assertFalse( Attribute_Map::is_field( $field ), $field );
		}
		$claims = array( 'custom:role' => 'administrator', 'cognito:groups' => array( 'administrator' ) );
		$before = get_user_meta( $this->user->ID );
		$user   = $this->update( $claims, array_fill_keys( $fields, 'custom:role' ) );
		$this->assertSame( array( 'subscriber' ), $user->roles );
		$this->assertFalse( user_can( $user, 'edit_posts' ) );
		$this->assertSame( array( 'role' ), array_keys( array_diff_key( get_user_meta( $this->user->ID ), $before ) ), 'An ordinary meta key that WordPress does not read.' );
		$this->assertTrue( wp_check_password( 'local-password', $user->user_pass, $user->ID ) );
	}

	/**
	 * Addresses in claims, whether verified, and the address afterwards.
	 *
	 * @return array<string, array{mixed, mixed, string}>
	 */
	public function addresses(): array {
		return array(
			'verified and free'  => array( 'new@example.com', true, 'new@example.com' ),
			'not verified'       => array( 'new@example.com', false, 'ann@example.com' ),
			'the text true'      => array( 'new@example.com', 'true', 'ann@example.com' ),
			'somebody’s'         => array( 'Bob@Local.example', true, 'ann@example.com' ),
			'the same'           => array( 'ANN@example.com', true, 'ann@example.com' ),
			'none'               => array( null, true, 'ann@example.com' ),
			'not an address'     => array( 'nonsense', true, 'ann@example.com' ),
		);
	}

	/**
	 * @dataProvider addresses
	 *
	 * @param mixed  $email    Claim.
	 * @param mixed  $verified Claim.
	 * @param string $expected Address afterwards.
	 */
	public function test_the_address_follows_when_it_is_verified_and_free( $email, $verified, string $expected ): void {
		self::user( 'bob' );
		add_filter( 'pre_wp_mail', '__return_true' );
		$this->assertSame( $expected, $this->update( array( 'email' => $email, 'email_verified' => $verified ), array() )->user_email );
	}

	public function test_an_unchanged_profile_is_not_written(): void {
		$this->update( array( 'name' => 'Ann' ), array( 'nickname' => 'name' ) );
		add_action(
			'profile_update',
			function (): void {
				$this->fail( 'written' );
			}
		);
		$this->assertSame( 'Ann', $this->update( array( 'name' => 'Ann' ), array( 'nickname' => 'name' ) )->nickname );
	}

	/**
	 * Updates the profile.
	 *
	 * @param array<string, mixed>  $claims Claims to change.
	 * @param array<string, string> $map    Map.
	 * @return WP_User As the next request sees the user.
	 */
	private function update( array $claims, array $map ): WP_User {
		$factory = new User_Factory( new Expiring_Store(), 'subscriber' );
		( new Profile_Updater( new Attribute_Map( $map ), $factory ) )->update( get_userdata( $this->user->ID ), Pool::claims( time(), $claims ), time() );
		wp_cache_flush();
		return new WP_User( $this->user->ID );
	}
}
