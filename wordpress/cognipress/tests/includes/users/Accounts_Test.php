<?php
/**
 * Tests of what administrators do with links.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Accounts;
use Cognipress\Link_Table;
use WP_Session_Tokens;

/**
 * Link, unlink, merge.
 *
 * @group network
 */
final class Accounts_Test extends Test_Case {
	/**
	 * Links.
	 *
	 * @var Link_Table
	 */
	private $links;

	/**
	 * Links by hand.
	 *
	 * @var Accounts
	 */
	private $accounts;

	protected function setUp(): void {
		parent::setUp();
		$this->links    = new Link_Table();
		$this->accounts = new Accounts( $this->links );
	}

	public function test_an_identity_is_linked_once(): void {
		$ann = self::user( 'ann' );
		$bob = self::user( 'bob' );
		$this->assertTrue( $this->accounts->link( $ann, Pool::ISSUER, Pool::SUB ) );
		$this->assertSame( 'cognipress_linked', $this->accounts->link( $bob, Pool::ISSUER, Pool::SUB )->get_error_code() );
		$this->assertSame( 'cognipress_no_sub', $this->accounts->link( $bob, Pool::ISSUER, 'bob' )->get_error_code() );
		$this->assertSame( array( array( 'issuer' => Pool::ISSUER, 'sub' => Pool::SUB ) ), $this->links->identities( $ann->ID ) );
		$this->assertFalse( $this->links->is_linked( $bob->ID ) );
	}

	public function test_unlinking_ends_sessions(): void {
		$ann = self::user( 'ann' );
		$this->accounts->link( $ann, Pool::ISSUER, Pool::SUB );
		WP_Session_Tokens::get_instance( $ann->ID )->create( time() + 1000 );
		$this->assertTrue( $this->accounts->unlink( $ann ) );
		$this->assertSame( array(), WP_Session_Tokens::get_instance( $ann->ID )->get_all() );
		$this->assertSame( 0, $this->links->user_id( Pool::ISSUER, Pool::SUB ) );
		$this->assertSame( 'cognipress_not_linked', $this->accounts->unlink( $ann )->get_error_code() );
	}

	public function test_merging_moves_link_and_content(): void {
		$from = self::user( 'from' );
		$into = self::user( 'into' );
		$post = wp_insert_post( array( 'post_title' => 'Theirs', 'post_author' => $from->ID, 'post_status' => 'publish' ) );
		$this->accounts->link( $from, Pool::ISSUER, Pool::SUB );
		$this->assertTrue( $this->accounts->merge( $from, $into ) );
		$this->assertSame( $into->ID, $this->links->user_id( Pool::ISSUER, Pool::SUB ) );
		$this->assertSame( (string) $into->ID, get_post( $post )->post_author );
		$this->assertFalse( get_userdata( $from->ID ) );
		$this->assertSame( 'cognipress_same', $this->accounts->merge( $into, $into )->get_error_code() );
		$this->assertSame( 'cognipress_not_linked', $this->accounts->merge( self::user( 'other' ), $into )->get_error_code() );
	}
}
