<?php
/**
 * Tests of MemberPress' account form.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Link_Table;

/**
 * Through the hooks that MemberPress has.
 */
final class MemberPress_Test extends Test_Case {
	public function test_a_user_of_the_pool_saves_no_unverified_address(): void {
		self::configure();
		$user = self::user( 'ann', array( 'user_email' => 'ann@example.org' ) );
		wp_set_current_user( $user->ID );
		$_POST['user_email'] = 'other@example.org';

		$this->assertSame( array( 'theirs' ), apply_filters( 'mepr-validate-account', array( 'theirs' ) ) );
		( new Link_Table() )->link( Pool::ISSUER, Pool::SUB, $user->ID, time() );
		$this->assertCount( 2, apply_filters( 'mepr-validate-account', array( 'theirs' ) ) );
		$_POST['user_email'] = 'Ann@example.org';
		$this->assertSame( array( 'theirs' ), apply_filters( 'mepr-validate-account', array( 'theirs' ) ) );
	}
}
