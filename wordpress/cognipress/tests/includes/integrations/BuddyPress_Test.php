<?php
/**
 * Tests of BuddyPress' forms.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use BP_Redirect;
use BP_State;
use Cognipress\Link_Table;
use WP_Error;

require_once dirname( __DIR__, 2 ) . '/support/buddypress.php';

/**
 * Through the hooks that BuddyPress has.
 */
final class BuddyPress_Test extends Test_Case {
	protected function setUp(): void {
		parent::setUp();
		self::configure();
		BP_State::$is_my_profile = true;
		BP_State::$fields        = '1,2';
		BP_State::$messages      = array();
		BP_State::$has_profiles  = true;
		BP_State::$is_editing    = true;
	}

	public function test_nobody_registers_at_buddypress_itself(): void {
		$validate = static function (): bool {
			return apply_filters( 'bp_core_validate_user_signup', array( 'errors' => new WP_Error() ) )['errors']->has_errors();
		};
		$this->assertTrue( $validate() );
		wp_set_current_user( self::user( 'ann' )->ID );
		$this->assertTrue( $validate(), 'somebody else, by the API' );
		wp_set_current_user( self::user( 'boss', array( 'role' => 'administrator' ) )->ID );
		is_multisite() && grant_super_admin( get_current_user_id() );
		$this->assertFalse( $validate(), 'as one who may make users' );
		wp_set_current_user( 0 );
		self::configure( array( 'client_id' => '' ) );
		$this->assertFalse( $validate(), 'without a pool' );
	}

	public function test_forms_of_a_member_of_the_pool_say_whose_they_are(): void {
		$this->sign_in( false );
		$this->assertSame( '', self::printed( 'bp_core_general_settings_before_submit' ) );
		$this->sign_in( true );
		$field = 'data-cognito-field="username" value="' . Pool::SUB . '"';
		$this->assertStringContainsString( $field, self::printed( 'bp_core_general_settings_before_submit' ) );
		$this->assertStringContainsString( $field, self::printed( 'bp_after_profile_field_content' ) );
		BP_State::$fields = '2';
		$this->assertSame( '', self::printed( 'bp_after_profile_field_content' ), 'no name among the fields' );
		BP_State::$fields     = '1,2';
		BP_State::$is_editing = false;
		$this->assertSame( '', self::printed( 'bp_after_profile_field_content' ), 'where the profile is shown' );
		BP_State::$is_editing   = true;
		BP_State::$has_profiles = false;
		$this->assertSame( '', self::printed( 'bp_after_profile_field_content' ), 'without profiles of BuddyPress' );
		BP_State::$is_my_profile = false;
		$this->assertSame( '', self::printed( 'bp_core_general_settings_before_submit' ), 'of somebody else' );
	}

	public function test_a_member_of_the_pool_saves_neither_a_password_nor_an_unverified_address(): void {
		$this->sign_in( true );
		$saved = 0;
		add_action(
			'bp_core_general_settings_after_save',
			static function () use ( &$saved ): void {
				++$saved;
			}
		);
		$this->assertSame( array( '' ), $this->save( array( 'email' => 'Ann@example.org' ) ) );
		$this->assertSame( 1, $saved, 'what other plugins have in the form' );
		$this->assertSame( array( 'error' ), $this->save( array( 'email' => 'other@example.org' ) ) );
		$this->assertSame( array( 'error' ), $this->save( array( 'pass1' => 'some-password' ) ) );
		$this->assertSame( array( 'error' ), $this->save( array( 'pwd' => 'some-password' ) ) );
		$this->assertSame( 1, $saved );
	}

	public function test_settings_that_are_none_of_ours_are_left_to_buddypress(): void {
		$this->sign_in( false );
		$this->assertSame( array(), $this->save( array( 'pass1' => 'some-password' ) ) );
		$this->sign_in( true );
		BP_State::$is_my_profile = false;
		$this->assertSame( array(), $this->save( array( 'pass1' => 'some-password' ) ) );
	}

	/**
	 * Logs somebody in.
	 *
	 * @param bool $is_linked Whether they are of the pool.
	 */
	private function sign_in( bool $is_linked ): void {
		$user = get_user_by( 'login', 'ann' );
		$user = $user ? $user : self::user( 'ann', array( 'user_email' => 'ann@example.org' ) );
		wp_set_current_user( $user->ID );
		if ( $is_linked ) {
			( new Link_Table() )->link( Pool::ISSUER, Pool::SUB, $user->ID, time() );
		}
	}

	/**
	 * What is told when the settings are saved; nothing where that is left to BuddyPress.
	 *
	 * @param array<string, string> $fields What is posted.
	 * @return string[] Kinds of messages.
	 */
	private function save( array $fields ): array {
		BP_State::$messages   = array();
		$_POST                = $fields + array( 'submit' => 'Save' );
		$_REQUEST['_wpnonce'] = wp_create_nonce( 'bp_settings_general' );
		$has_left             = false;
		try {
			do_action( 'bp_actions' );
		} catch ( BP_Redirect $redirect ) {
			$has_left = true;
		}
		$this->assertSame( array() !== BP_State::$messages, $has_left, 'BuddyPress would save too' );
		return BP_State::$messages;
	}

	/**
	 * What an action prints.
	 *
	 * @param string $action Action.
	 */
	private static function printed( string $action ): string {
		ob_start();
		do_action( $action );
		return (string) ob_get_clean();
	}
}
