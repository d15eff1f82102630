<?php
/**
 * Tests of giving roles.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Email_Matcher;
use Cognipress\Expiring_Store;
use Cognipress\Link_Table;
use Cognipress\Role_Assigner;
use Cognipress\Role_Map;
use Cognipress\User_Factory;
use Cognipress\User_Linker;
use WP_User;

/**
 * Roles come and go with groups.
 */
final class Role_Assigner_Test extends Test_Case {
	private const ROWS = array(
		'editors' => 'editor',
		'writers' => 'author, contributor',
	);

	public function test_a_new_user_gets_the_roles_of_the_groups(): void {
		$user = self::new_user();
		$this->assertSame( array( 'subscriber' ), $user->roles );
		$this->assertSame( array( 'editor', 'author', 'contributor' ), self::roles( $user, array( 'editors', 'writers' ) ) );
	}

	public function test_roles_go_with_their_groups_and_the_default_comes_back(): void {
		$user = self::new_user();
		self::roles( $user, array( 'editors', 'writers' ) );
		$this->assertSame( array( 'author', 'contributor' ), self::roles( $user, array( 'writers' ) ) );
		$this->assertSame( array( 'subscriber' ), self::roles( $user, null ) );
		$this->assertSame( array( 'subscriber' ), self::roles( $user, array() ) );
		$this->assertSame( array( 'editor' ), self::roles( $user, array( 'editors' ) ) );
	}

	public function test_a_role_goes_when_the_map_gives_it_no_longer(): void {
		$user = self::new_user();
		self::roles( $user, array( 'editors' ) );
		$this->assertSame( array( 'subscriber' ), self::roles( $user, array( 'editors' ), array() ) );
	}

	public function test_roles_given_by_hand_stay(): void {
		$user = self::new_user();
		$user->add_role( 'contributor' );
		self::roles( $user, array( 'writers' ) );
		$this->assertSame( array( 'contributor' ), self::roles( $user, array() ) );
		$old = self::user( 'old', array( 'role' => 'editor' ) );
		$this->assertSame( array( 'editor' ), self::roles( $old, array( 'editors' ) ) );
		$this->assertSame( array( 'editor' ), self::roles( $old, array() ) );
	}

	public function test_a_role_taken_by_hand_is_given_again_only_with_its_group(): void {
		$user = self::new_user();
		self::roles( $user, array( 'editors' ) );
		$user->set_role( 'subscriber' );
		$this->assertSame( array( 'subscriber' ), self::roles( $user, array() ) );
		$this->assertSame( array( 'subscriber', 'editor' ), self::roles( $user, array( 'editors' ) ) );
	}

	public function test_the_site_is_told_of_changes_only(): void {
		$told = array();
		add_action(
			'cognipress_roles_changed',
			static function ( $id, $added, $removed ) use ( &$told ): void {
				$told[] = array( $added, $removed );
			},
			10,
			3
		);
		$user = self::new_user();
		self::roles( $user, array( 'editors' ) );
		self::roles( $user, array( 'editors' ) );
		$this->assertSame( array( array( array( 'editor' ), array( 'subscriber' ) ) ), $told );
	}

	/**
	 * Applies groups.
	 *
	 * @param WP_User               $user   User.
	 * @param mixed                 $groups Groups.
	 * @param array<string, string> $rows   Map.
	 * @return string[] The user's roles, as the next request sees them.
	 */
	private static function roles( WP_User $user, $groups, array $rows = self::ROWS ): array {
		( new Role_Assigner( new Role_Map( $rows, array() ), 'subscriber' ) )->apply( new WP_User( $user->ID ), array( 'cognito:groups' => $groups ) );
		wp_cache_flush();
		$user->for_site();
		return array_values( $user->roles );
	}

	/**
	 * A user made at the first sign-in.
	 */
	private static function new_user(): WP_User {
		$links = new Link_Table();
		return ( new User_Linker( $links, new User_Factory( new Expiring_Store(), 'subscriber' ), new Email_Matcher( $links, false, array() ), false ) )->user( Pool::claims( time() ), time() );
	}
}
