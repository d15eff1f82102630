<?php
/**
 * Tests of linking.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Accounts;
use Cognipress\Email_Matcher;
use Cognipress\Expiring_Store;
use Cognipress\Link_Table;
use Cognipress\Token_Refused;
use Cognipress\Unavailable;
use Cognipress\User_Factory;
use Cognipress\User_Linker;
use WP_User;

/**
 * One Cognito user is one WordPress user.
 *
 * @group network
 */
final class User_Linker_Test extends Test_Case {
	private const NOW = 1800000000;

	/**
	 * The links.
	 *
	 * @var Link_Table
	 */
	private $links;

	/**
	 * Finds and makes users.
	 *
	 * @var User_Linker
	 */
	private $linker;

	protected function setUp(): void {
		parent::setUp();
		$this->links  = new Link_Table();
		$this->linker = new User_Linker( $this->links, new User_Factory( new Expiring_Store(), 'subscriber' ), new Email_Matcher( $this->links, false, array() ), false );
	}

	public function test_the_first_sign_in_makes_the_user_and_the_second_finds_it(): void {
		$first = $this->link();
		$this->assertInstanceOf( WP_User::class, $first );
		$this->assertSame( $first->ID, $this->link()->ID );
		$this->assertTrue( $this->links->is_linked( $first->ID ) );
	}

	public function test_issuer_and_sub_both_count(): void {
		$ids = array(
			$this->link()->ID,
			$this->link( array( 'sub' => '99999999-2222-3333-4444-555555555555' ) )->ID,
			$this->link( array( 'iss' => Pool::ISSUER . 'x' ) )->ID,
		);
		$this->assertCount( 3, array_unique( $ids ) );
	}

	public function test_issuers_differ_by_case(): void {
		self::need_binary_comparison();
		$this->assertNotSame( $this->link()->ID, $this->link( array( 'iss' => strtoupper( Pool::ISSUER ) ) )->ID );
	}

	public function test_nobody_is_linked_by_name_or_e_mail(): void {
		$admin = self::user( 'ann', array( 'user_email' => 'ann@example.com', 'role' => 'administrator' ) );
		$user  = $this->link();
		$this->assertNotSame( $admin->ID, $user->ID );
		$this->assertSame( 'ann-2', $user->user_login );
		$this->assertSame( '', $user->user_email );
		$this->assertSame( array( 'subscriber' ), $user->roles );
		$this->assertFalse( $this->links->is_linked( $admin->ID ) );
	}

	public function test_changed_attributes_still_find_the_user(): void {
		$this->assertSame( $this->link()->ID, $this->link( array( 'email' => 'new@example.com', 'cognito:username' => 'bob' ) )->ID );
	}

	public function test_a_deleted_user_stays_out(): void {
		self::delete_user( $this->link()->ID );
		$this->assert_deleted();
		$this->assertFalse( get_user_by( 'login', 'ann' ) );
	}

	public function test_who_was_removed_from_a_site_of_a_network_stays_out_of_it(): void {
		if ( ! is_multisite() ) {
			$this->markTestSkipped( 'This site has no network.' );
		}
		$id = $this->link()->ID;
		remove_user_from_blog( $id, get_current_blog_id() );
		try {
			$this->link();
			$this->fail( 'A removed user was let in again.' );
		} catch ( Token_Refused $e ) {
			$this->assertSame( 'removed', $e->getMessage() );
		}
		add_user_to_blog( get_current_blog_id(), $id, 'author' );
		$this->assertSame( array( 'author' ), $this->link()->roles );
	}

	public function test_a_user_who_is_gone_counts_as_deleted(): void {
		global $wpdb;
		$first = $this->link();
		$wpdb->delete( $wpdb->users, array( 'ID' => $first->ID ) );
		clean_user_cache( $first->ID );
		$this->assert_deleted();
	}

	public function test_a_deleted_user_is_made_anew_where_the_site_says_so(): void {
		$first  = $this->link();
		$linker = new User_Linker( $this->links, new User_Factory( new Expiring_Store(), 'subscriber' ), new Email_Matcher( $this->links, false, array() ), true );
		self::delete_user( $first->ID );
		$this->assertGreaterThan( $first->ID, $linker->user( Pool::claims( self::NOW ), self::NOW )->ID );
		$this->assertNotSame( $first->ID, $this->link()->ID, 'The new link holds.' );
	}

	public function test_an_administrator_can_link_a_deleted_identity_again(): void {
		$other = self::user( 'other' );
		self::delete_user( $this->link( array( 'sub' => '99999999-2222-3333-4444-555555555555' ) )->ID );
		$this->assertTrue( $this->links->link( Pool::ISSUER, '99999999-2222-3333-4444-555555555555', $other->ID, self::NOW ) );
		$this->assertSame( $other->ID, $this->link( array( 'sub' => '99999999-2222-3333-4444-555555555555' ) )->ID );
	}

	public function test_a_failure_gives_the_reservation_back(): void {
		$fail = static function () {
			return '';
		};
		add_filter( 'pre_user_login', $fail );
		try {
			$this->link();
			$this->fail( 'A user without a name was made.' );
		} catch ( Unavailable $e ) {
			remove_filter( 'pre_user_login', $fail );
		}
		$this->assertInstanceOf( WP_User::class, $this->link() );
	}

	public function test_the_user_of_a_request_that_died_is_adopted(): void {
		$claims = Pool::claims( self::NOW );
		$this->assertTrue( $this->links->reserve( $claims['iss'], $claims['sub'], self::NOW - 20 ) );
		$orphan = ( new User_Factory( new Expiring_Store(), 'subscriber' ) )->make( $claims, self::NOW - 20 );
		$this->assertSame( $orphan, $this->link()->ID );
		$this->assertSame( $orphan, $this->links->user_id( $claims['iss'], $claims['sub'] ) );
	}

	public function test_who_was_unlinked_is_not_adopted(): void {
		$unlinked = $this->link();
		$this->assertTrue( ( new Accounts( $this->links ) )->unlink( $unlinked ) );
		$this->assertTrue( $this->links->reserve( Pool::ISSUER, Pool::SUB, self::NOW - Link_Table::RESERVATION_SECONDS - 1 ) );
		$this->assertNotSame( $unlinked->ID, $this->link()->ID );
	}

	public function test_the_reservation_of_a_request_that_died_is_taken_over(): void {
		$this->assertTrue( $this->links->reserve( Pool::ISSUER, Pool::SUB, self::NOW - Link_Table::RESERVATION_SECONDS - 1 ) );
		$this->assertInstanceOf( WP_User::class, $this->link() );
	}

	public function test_a_living_reservation_is_not_taken_over(): void {
		$this->links->reserve( Pool::ISSUER, Pool::SUB, self::NOW );
		$this->assertFalse( $this->links->reserve( Pool::ISSUER, Pool::SUB, self::NOW ) );
		$this->assertFalse( $this->links->take_over( Pool::ISSUER, Pool::SUB, self::NOW + Link_Table::RESERVATION_SECONDS ) );
		$this->assertTrue( $this->links->take_over( Pool::ISSUER, Pool::SUB, self::NOW + Link_Table::RESERVATION_SECONDS + 1 ) );
	}

	/**
	 * Where a first sign-in stalls until another one takes it for dead.
	 *
	 * @return array<string, array{string}>
	 */
	public function stalls(): array {
		return array(
			'before it looks for a name' => array( 'sanitize_user' ),
			'before it writes the user'  => array( 'wp_pre_insert_user_data' ),
			'before it writes the link'  => array( 'user_register' ),
		);
	}

	/**
	 * @dataProvider stalls
	 *
	 * @param string $hook Where it stalls.
	 */
	public function test_who_was_taken_for_dead_leaves_no_second_user( string $hook ): void {
		$fast = null;
		self::on_first(
			$hook,
			function () use ( &$fast ): void {
				$later = self::NOW + Link_Table::RESERVATION_SECONDS + 1;
				$fast  = $this->linker->user( Pool::claims( $later ), $later );
			}
		);
		$slow = $this->link();
		$this->assertSame( $fast->ID, $slow->ID );
		$this->assertSame( $fast->ID, $this->link()->ID );
		$this->assertSame( array( (string) $fast->ID ), self::users_like( 'ann' ) );
	}

	public function test_who_was_taken_for_dead_is_linked_where_the_other_one_fails(): void {
		self::on_first(
			'user_register',
			function (): void {
				$this->assertTrue( $this->links->take_over( Pool::ISSUER, Pool::SUB, self::NOW + 20 ) );
				$this->links->give_back( Pool::ISSUER, Pool::SUB, self::NOW + 20 );
			}
		);
		$id = $this->link()->ID;
		$this->assertSame( $id, $this->links->user_id( Pool::ISSUER, Pool::SUB ) );
		$this->assertSame( $id, $this->link()->ID );
	}

	public function test_the_mark_of_a_new_user_resets_no_password(): void {
		$user = $this->link();
		$this->assertWPError( check_password_reset_key( substr( $user->user_activation_key, 2 ), $user->user_login ) );
		$this->assertWPError( check_password_reset_key( $user->user_activation_key, $user->user_login ) );
	}

	public function test_many_first_sign_ins_at_once_make_one_user_each(): void {
		global $wpdb;
		require_once ABSPATH . 'wp-admin/includes/user.php';
		$code   = 'require WP_LOAD;
			list( $start, $sub ) = explode( " ", $argv[1] );
			$claims = array( "iss" => "https://issuer.test", "sub" => $sub, "preferred_username" => "parallel", "email" => "parallel@example.com", "email_verified" => true );
			$links  = new Cognipress\Link_Table();
			$linker = new Cognipress\User_Linker( $links, new Cognipress\User_Factory( new Cognipress\Expiring_Store(), "subscriber" ), new Cognipress\Email_Matcher( $links, false, array() ), false );
			while ( microtime( true ) < (float) $start ) {}
			echo $sub, " ", $linker->user( $claims, time() )->ID;';
		$inputs = array();
		for ( $i = 0; $i < 12; $i++ ) {
			$inputs[] = ( microtime( true ) + 3 ) . ' sub-' . ( $i % 3 );
		}
		try {
			$pairs = array_unique( Process::run_all( $code, $inputs ) );
			$ids   = $wpdb->get_col( "SELECT ID FROM {$wpdb->users} WHERE user_login LIKE 'parallel%'" );
			$this->assertCount( 3, $pairs, implode( ', ', $pairs ) );
			$this->assertCount( 3, $ids );
			$this->assertCount( 3, array_unique( $wpdb->get_col( "SELECT user_login FROM {$wpdb->users} WHERE user_login LIKE 'parallel%'" ) ) );
			$this->assertCount( 1, $wpdb->get_col( "SELECT ID FROM {$wpdb->users} WHERE user_email = 'parallel@example.com'" ) );
		} finally {
			array_map( array( self::class, 'delete_user' ), $wpdb->get_col( "SELECT ID FROM {$wpdb->users} WHERE user_login LIKE 'parallel%'" ) );
			$wpdb->query( "DELETE FROM {$wpdb->base_prefix}cognipress_entries" );
			$wpdb->query( "DELETE FROM {$wpdb->base_prefix}cognipress_links WHERE issuer = 'https://issuer.test'" );
		}
	}

	/**
	 * Does something the first time that a hook fires.
	 *
	 * @param string   $hook Name.
	 * @param callable $act  function(): void.
	 */
	private static function on_first( string $hook, callable $act ): void {
		$listen = static function ( $value ) use ( $hook, $act, &$listen ) {
			remove_filter( $hook, $listen );
			$act();
			return $value;
		};
		add_filter( $hook, $listen );
	}

	/**
	 * The ids of users by how their login names begin.
	 *
	 * @param string $login Beginning.
	 * @return string[]
	 */
	private static function users_like( string $login ): array {
		global $wpdb;
		return $wpdb->get_col( $wpdb->prepare( "SELECT ID FROM {$wpdb->users} WHERE user_login LIKE %s", $login . '%' ) );
	}

	/**
	 * Asserts that the user of the claims may not come in again.
	 */
	private function assert_deleted(): void {
		try {
			$this->link();
			$this->fail( 'A deleted user was made again.' );
		} catch ( Token_Refused $e ) {
			$this->assertSame( array( 'deleted', Pool::SUB ), array( $e->getMessage(), $e->proven_sub() ) );
		}
	}

	/**
	 * The user of claims.
	 *
	 * @param array<string, mixed> $changes Claims to change.
	 */
	private function link( array $changes = array() ): WP_User {
		return $this->linker->user( Pool::claims( self::NOW, $changes ), self::NOW );
	}

	/**
	 * Asserts an error.
	 *
	 * @param mixed $value Value.
	 */
	private function assertWPError( $value ): void {
		$this->assertTrue( is_wp_error( $value ) );
	}
}
