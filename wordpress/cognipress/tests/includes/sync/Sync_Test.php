<?php
/**
 * Test of users on their way to Cognito.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Change_Queue;
use Cognipress\Change_Watcher;
use Cognipress\Database;
use Cognipress\From_Cognito;
use Cognipress\Link_Table;
use Cognipress\Sync;
use Cognipress\Sync_Checks;
use Cognipress\Sync_Settings;
use Cognipress\Settings;
use WP_Error;

require_once dirname( __DIR__, 2 ) . '/support/class-directory.php';

/**
 * From what is done in WordPress to what the pool has, by the plugin's own hooks.
 */
final class Sync_Test extends Test_Case {
	private const MAP = array(
		'email'          => 'user_email',
		'given_name'     => 'first_name',
		'custom:account' => 'ID',
	);

	/**
	 * The pool.
	 *
	 * @var Directory
	 */
	private $pool;

	protected function setUp(): void {
		parent::setUp();
		$this->pool = new Directory();
		self::answer_http( array( $this->pool, 'answer' ) );
		$this->turn_on();
	}

	protected function tearDown(): void {
		// The watcher remembers what a test has left.
		$this->settle();
		parent::tearDown();
	}

	public function test_a_new_user_is_made_linked_and_let_set_a_password(): void {
		$ann = self::user( 'ann', array( 'first_name' => 'Ann', 'role' => 'editor' ) );
		$this->sync();
		$this->assertSame(
			array(
				"AdminCreateUser ann custom:account={$ann->ID}&email=ann@local.example&email_verified=true&given_name=Ann",
				'AdminSetUserPassword ann',
				'AdminAddUserToGroup ann editors',
				'AdminAddUserToGroup ann staff',
			),
			$this->pool->writes
		);
		$this->assertSame( $ann->ID, ( new Link_Table() )->user_id( Pool::ISSUER, $this->pool->users['ann']['sub'] ) );
		$this->sync();
		$this->assertCount( 4, $this->pool->writes, 'nothing twice' );
	}

	public function test_changes_arrive_one_by_one_in_their_order(): void {
		$ann = $this->linked( 'ann' );
		foreach ( array( 'A', 'B', 'C' ) as $name ) {
			update_user_meta( $ann->ID, 'first_name', $name );
			$this->settle();
		}
		$ann->set_role( 'editor' );
		$this->settle();
		$ann->set_role( 'subscriber' );
		$this->sync();
		$this->assertSame(
			array(
				'AdminUpdateUserAttributes ann given_name=A',
				'AdminUpdateUserAttributes ann given_name=B',
				'AdminUpdateUserAttributes ann given_name=C',
				'AdminAddUserToGroup ann editors',
				'AdminAddUserToGroup ann staff',
				'AdminRemoveUserFromGroup ann editors',
				'AdminRemoveUserFromGroup ann staff',
			),
			$this->pool->writes
		);
	}

	public function test_what_changes_nothing_there_is_not_sent(): void {
		$ann = $this->linked( 'ann' );
		update_user_meta( $ann->ID, 'nickname', 'Annie' );
		wp_update_user( array( 'ID' => $ann->ID, 'description' => 'x' ) );
		$this->settle();
		$this->assertSame( 0, self::waiting() );
	}

	public function test_what_comes_from_cognito_is_not_sent_back(): void {
		$ann = $this->linked( 'ann' );
		From_Cognito::write(
			static function () use ( $ann ): void {
				wp_update_user( array( 'ID' => $ann->ID, 'first_name' => 'Other' ) );
				$ann->set_role( 'editor' );
			}
		);
		$this->settle();
		$this->assertSame( 0, self::waiting() );
	}

	public function test_a_sign_in_does_not_undo_a_change_on_its_way(): void {
		$ann = $this->linked( 'ann' );
		$this->assertSame( 'Old', apply_filters( 'cognipress_attribute', 'Old', 'first_name', array(), $ann->ID ) );
		update_user_meta( $ann->ID, 'first_name', 'New' );
		$this->assertNull( apply_filters( 'cognipress_attribute', 'Old', 'first_name', array(), $ann->ID ) );
	}

	public function test_a_request_that_dies_is_made_up_for(): void {
		$ann = $this->linked( 'ann' );
		update_user_meta( $ann->ID, 'first_name', 'Dead' );
		$this->forget();
		do_action( Sync::EVENT );
		$this->assertSame( array(), $this->pool->writes, 'it may live' );
		self::wait();
		do_action( Sync::EVENT );
		$this->assertSame( array( 'AdminUpdateUserAttributes ann given_name=Dead' ), $this->pool->writes );
	}

	public function test_a_request_that_dies_gives_way_to_a_later_one(): void {
		$ann = $this->linked( 'ann' );
		update_user_meta( $ann->ID, 'first_name', 'Dead' );
		$this->forget();
		foreach ( array( 'B', 'C' ) as $name ) {
			update_user_meta( $ann->ID, 'first_name', $name );
			$this->settle();
		}
		self::wait();
		do_action( Sync::EVENT );
		$this->assertSame( array( 'AdminUpdateUserAttributes ann given_name=B', 'AdminUpdateUserAttributes ann given_name=C' ), $this->pool->writes );
	}

	/**
	 * @dataProvider steps
	 *
	 * @param string $step Call whose answer is lost.
	 */
	public function test_an_answer_that_is_lost_is_made_up_for( string $step ): void {
		self::user( 'ann', array( 'role' => 'editor' ) );
		$this->settle();
		$lost                 = false;
		$this->pool->accident = function ( string $operation, array $input ) use ( $step, &$lost ) {
			if ( $lost || $operation !== $step ) {
				return null;
			}
			$lost                 = true;
			$accident             = $this->pool->accident;
			$this->pool->accident = null;
			$this->pool->answer( '', array( 'headers' => array( 'X-Amz-Target' => '.' . $operation, 'Authorization' => 'AWS4-HMAC-SHA256 Credential=ASIA1/' ), 'body' => json_encode( $input ) ) );
			$this->pool->accident = $accident;
			return new WP_Error( 'http_request_failed', 'Operation timed out' );
		};
		do_action( Sync::EVENT );
		$this->assertTrue( $lost );
		$this->assertSame( 1, self::waiting() );
		self::wait();
		do_action( Sync::EVENT );
		$this->assertSame( 0, self::waiting() );
		$this->assertSame( array_unique( $this->pool->writes ), $this->pool->writes, 'nothing twice' );
		$this->assertCount( 4, $this->pool->writes );
		$this->assertSame( 'CONFIRMED', $this->pool->users['ann']['status'] );
	}

	/**
	 * Calls of a new user.
	 *
	 * @return array<array{string}>
	 */
	public function steps(): array {
		return array( array( 'AdminCreateUser' ), array( 'AdminSetUserPassword' ), array( 'AdminAddUserToGroup' ) );
	}

	/**
	 * @dataProvider namesakes
	 *
	 * @param array<string, mixed> $namesake What is special about the pool's user of the same name.
	 */
	public function test_nobody_is_linked_by_name( array $namesake ): void {
		$this->pool->add( 'ann', Pool::SUB, array( 'email' => 'ann@local.example' ) );
		$this->pool->users['ann'] = $namesake + $this->pool->users['ann'];
		$ann                      = self::user( 'ann' );
		$this->sync();
		( new Change_Queue() )->revive( array(), time() );
		do_action( Sync::EVENT );
		$this->assertSame( array(), $this->pool->writes );
		$this->assertSame( array( 'ann' ), array_column( ( new Change_Queue() )->dead( 9, 0 ), 'login' ) );
		$this->assertFalse( ( new Link_Table() )->is_linked( $ann->ID ) );
	}

	/**
	 * Users whom no attempt of this site has made.
	 *
	 * @return array<string, array{array<string, mixed>}>
	 */
	public function namesakes(): array {
		return array(
			'with a password of their own' => array( array() ),
			'made before'                  => array( array( 'status' => 'FORCE_CHANGE_PASSWORD', 'created' => time() - 3600 ) ),
			'with another address'         => array( array( 'status' => 'FORCE_CHANGE_PASSWORD', 'attributes' => array( 'email' => 'other@local.example' ) ) ),
		);
	}

	public function test_while_cognito_is_down_everything_waits_longer_and_longer(): void {
		global $wpdb;
		$table  = Database::changes_table();
		$ann    = $this->linked( 'ann' );
		$bob    = $this->linked( 'bob', '22222222-2222-3333-4444-555555555555' );
		$calls  = 0;
		$delays = array();
		foreach ( array( $ann, $bob ) as $user ) {
			update_user_meta( $user->ID, 'first_name', 'X' );
		}
		$this->settle();
		$this->pool->accident = static function () use ( &$calls ): WP_Error {
			++$calls;
			return new WP_Error( 'http_request_failed', 'Could not resolve host' );
		};
		do_action( Sync::EVENT );
		$this->assertSame( 1, $calls, 'the others would only wait too' );
		$wpdb->query( "DELETE FROM {$table} WHERE attempts = 0" );
		while ( self::waiting() > 0 ) {
			$delays[] = (int) $wpdb->get_var( "SELECT due_at FROM {$table}" ) - time();
			self::wait();
			do_action( Sync::EVENT );
		}
		foreach ( array( 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 3600 ) as $index => $delay ) {
			$this->assertEqualsWithDelta( $delay, $delays[ $index ], 2 );
		}
		$this->assertCount( 12, $delays );
		$this->assertStringContainsString( 'Could not resolve host', ( new Change_Queue() )->dead( 9, 0 )[0]['error'] );
		$this->pool->accident = null;
		( new Change_Queue() )->revive( array(), time() );
		do_action( Sync::EVENT );
		$this->assertCount( 1, $this->pool->writes );
	}

	public function test_wrong_keys_are_nobodys_fault(): void {
		$ann = $this->linked( 'ann' );
		update_user_meta( $ann->ID, 'first_name', 'X' );
		$this->settle();
		$this->pool->accident = static fn(): array => Directory::refuse( 'AccessDeniedException', 'User is not authorized to perform cognito-idp:AdminGetUser' );
		do_action( Sync::EVENT );
		$standing = ( new Change_Queue() )->standing();
		$this->assertSame( array( 1, 0 ), array( $standing['waiting'], $standing['dead'] ) );
		$this->assertStringContainsString( 'not authorized', $standing['error'] );
	}

	public function test_what_is_refused_is_put_aside_until_a_change_makes_it_pointless(): void {
		$this->pool->groups = array( 'staff' );
		$ann                = $this->linked( 'ann' );
		$ann->set_role( 'editor' );
		$this->sync();
		$dead = ( new Change_Queue() )->dead( 9, 0 );
		$this->assertStringContainsString( 'Group not found', $dead[0]['error'] );
		$checks = new Sync_Checks( new Sync_Settings( new Settings() ), new Change_Queue() );
		$this->assertSame( 'recommended', $checks->run()[0]->status() );
		$ann->set_role( 'subscriber' );
		$this->sync();
		$this->assertSame( array(), ( new Change_Queue() )->dead( 9, 0 ) );
		$this->assertSame( 'good', $checks->run()[0]->status() );
	}

	public function test_a_new_address_is_not_proven_by_being_written(): void {
		$ann = $this->linked( 'ann' );
		$this->pool->users['ann']['attributes']['email_verified'] = 'true';
		wp_update_user( array( 'ID' => $ann->ID, 'user_email' => 'victim@example.org' ) );
		$this->sync();
		$this->assertSame( array( 'AdminUpdateUserAttributes ann email=victim@example.org&email_verified=false' ), $this->pool->writes );
	}

	public function test_who_was_disabled_there_stays_out(): void {
		$ann = $this->linked( 'ann' );
		$this->pool->users['ann']['enabled'] = false;
		update_user_meta( $ann->ID, 'first_name', 'X' );
		$this->sync();
		$this->assertFalse( $this->pool->users['ann']['enabled'] );
	}

	public function test_who_is_let_in_again_here_is_enabled_there(): void {
		$ann = $this->linked( 'ann' );
		add_filter(
			'cognipress_sync_user',
			static function ( array $wanted, \WP_User $user ): array {
				return array( 'enabled' => '' === $user->get( 'first_name' ) ? null : false ) + $wanted;
			},
			10,
			2
		);
		update_user_meta( $ann->ID, 'first_name', 'Blocked' );
		$this->sync();
		$this->assertFalse( $this->pool->users['ann']['enabled'] );
		update_user_meta( $ann->ID, 'first_name', '' );
		$this->sync();
		$this->assertTrue( $this->pool->users['ann']['enabled'] );
	}

	/**
	 * @dataProvider truth
	 *
	 * @param bool $disables Setting.
	 */
	public function test_who_is_deleted_is_disabled_where_the_site_wants_it( bool $disables ): void {
		$this->turn_on( array( 'sync_disable' => $disables ) );
		self::delete_user( $this->linked( 'ann' )->ID );
		$this->sync();
		$this->assertSame( $disables ? array( 'AdminDisableUser ann' ) : array(), $this->pool->writes );
		$this->assertSame( 0, self::waiting() );
	}

	/**
	 * Both.
	 *
	 * @return array<array{bool}>
	 */
	public function truth(): array {
		return array( array( true ), array( false ) );
	}

	public function test_a_death_in_the_middle_of_a_deletion_is_made_up_for(): void {
		$this->turn_on( array( 'sync_disable' => true ) );
		self::delete_user( $this->linked( 'ann' )->ID );
		$this->forget();
		self::wait();
		do_action( Sync::EVENT );
		$this->assertSame( array( 'AdminDisableUser ann' ), $this->pool->writes );
	}

	public function test_users_of_identity_providers_are_found(): void {
		$ann = $this->linked( 'ann' );
		$this->pool->users['ann']['status'] = 'EXTERNAL_PROVIDER';
		$ann->set_role( 'editor' );
		$this->sync();
		$this->assertSame( array( 'AdminAddUserToGroup ann editors', 'AdminAddUserToGroup ann staff' ), $this->pool->writes );
	}

	public function test_users_whose_passwords_migrate_are_not_made(): void {
		$this->turn_on( array( 'sign_in_method' => 'migration' ) );
		self::user( 'ann' );
		$ben = $this->linked( 'ben' );
		update_user_meta( $ben->ID, 'first_name', 'Ben' );
		$this->sync();
		$this->assertSame( array( 'AdminUpdateUserAttributes ben given_name=Ben' ), $this->pool->writes );
	}

	public function test_users_of_another_pool_of_the_site_are_not_made(): void {
		$this->turn_on( array( 'more_pools' => array( 'Staff' => 'eu-west-1_Staff, 2example23456789' ) ) );
		$ann = self::user( 'ann' );
		( new Link_Table() )->link( 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Staff', Pool::SUB, $ann->ID, time() );
		$this->sync();
		$this->assertSame( array(), $this->pool->writes );
	}

	public function test_names_can_be_addresses(): void {
		$this->turn_on( array( 'sync_email_names' => true ) );
		self::user( 'ann' );
		$this->sync();
		$this->assertSame( array( 'ann@local.example' ), array_keys( $this->pool->users ) );
	}

	public function test_a_site_can_keep_users_out(): void {
		add_filter( 'cognipress_sync_user', '__return_null' );
		self::user( 'ann' );
		$this->sync();
		$this->assertSame( array(), $this->pool->writes );
	}

	public function test_it_is_off_until_it_is_wanted(): void {
		$this->turn_on( array( 'sync' => false ) );
		self::user( 'ann' );
		$this->sync();
		$this->assertSame( array( array(), 0 ), array( $this->pool->writes, self::waiting() ) );
	}

	/**
	 * Switches the sync on.
	 *
	 * @param array<string, mixed> $changes Settings to change.
	 */
	private function turn_on( array $changes = array() ): void {
		self::configure( $changes + array( 'sync' => true, 'sync_attributes' => self::MAP, 'sync_groups' => array( 'editor' => 'editors, staff' ) ) );
	}

	/**
	 * A user on both sides that are equal.
	 *
	 * @param string $login Login.
	 * @param string $sub   Id in the pool.
	 */
	private function linked( string $login, string $sub = Pool::SUB ): \WP_User {
		$user = self::user( $login, array( 'role' => 'subscriber' ) );
		$this->forget();
		$GLOBALS['wpdb']->query( 'DELETE FROM ' . Database::changes_table() );
		$this->pool->add( $login, $sub, array( 'email' => $user->user_email, 'custom:account' => (string) $user->ID ) );
		( new Link_Table() )->link( Pool::ISSUER, $sub, $user->ID, time() );
		return $user;
	}

	/**
	 * Ends the request, and runs the sync.
	 */
	private function sync(): void {
		$this->settle();
		do_action( Sync::EVENT );
	}

	/**
	 * The end of a request.
	 */
	private function settle(): void {
		$this->watcher()->settle();
	}

	/**
	 * The end of a request that is killed.
	 */
	private function forget(): void {
		$noted = new \ReflectionProperty( Change_Watcher::class, 'noted' );
		$noted->setAccessible( true );
		$noted->setValue( $this->watcher(), array() );
	}

	/**
	 * Lets enough time pass for everything that waits.
	 */
	private static function wait(): void {
		$GLOBALS['wpdb']->query( 'UPDATE ' . Database::changes_table() . ' SET due_at = 0, leased_until = 0' );
	}

	/**
	 * How many changes wait.
	 */
	private static function waiting(): int {
		return ( new Change_Queue() )->standing()['waiting'];
	}

	/**
	 * The watcher that the plugin's hooks have.
	 */
	private function watcher(): Change_Watcher {
		foreach ( array_merge( ...$GLOBALS['wp_filter']['shutdown']->callbacks ) as $callback ) {
			if ( is_array( $callback['function'] ) && $callback['function'][0] instanceof Change_Watcher ) {
				return $callback['function'][0];
			}
		}
		self::fail( 'nobody watches' );
	}
}
