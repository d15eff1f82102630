<?php
/**
 * Tests of redirects.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Redirect;

/**
 * As wp-login.php does, and never off the site.
 */
final class Redirect_Test extends Test_Case {
	/**
	 * Hostile or odd wishes.
	 *
	 * @return array<array{string}>
	 */
	public function foreign_urls(): array {
		return array(
			array( 'https://evil.example/' ),
			array( '//evil.example/' ),
			array( '\\\\evil.example/' ),
			array( '/\\evil.example/' ),
			array( 'https:evil.example' ),
			array( "https://localhost\r\nSet-Cookie: a=b@evil.example/" ),
			array( 'https://localhost@evil.example/' ),
			array( 'https://evil.example\\@localhost/' ),
			array( 'javascript:alert(1)' ),
			array( 'data:text/html,x' ),
		);
	}

	/**
	 * @dataProvider foreign_urls
	 *
	 * @param string $url Wish.
	 */
	public function test_nobody_is_sent_elsewhere( string $url ): void {
		$target = Redirect::target( self::user( 'ann' ), $url );
		$own    = wp_parse_url( home_url() );
		$this->assertSame( $own['host'], wp_parse_url( $target, PHP_URL_HOST ) ?? $own['host'], $target );
		$this->assertMatchesRegularExpression( '#^(https?://|/[^/\\\\])#', $target );
	}

	public function test_own_pages_are_fine(): void {
		foreach ( array( home_url( '/shop/?a=b#c' ), '/shop/', admin_url( 'edit.php' ) ) as $url ) {
			$this->assertSame( $url, Redirect::target( self::user( uniqid( 'ann' ) ), $url ) );
		}
	}

	public function test_without_a_wish_the_role_decides(): void {
		$this->assertSame( admin_url( 'profile.php' ), Redirect::target( self::user( 'ann', array( 'role' => 'subscriber' ) ), '' ) );
		$this->assertSame( admin_url(), Redirect::target( self::user( 'bob', array( 'role' => 'editor' ) ), '' ) );
		$cat = self::user( 'cat', array( 'role' => '' ) );
		$this->assertSame( is_multisite() ? get_dashboard_url( $cat->ID ) : home_url(), Redirect::target( $cat, admin_url() ) );
	}

	public function test_other_plugins_decide_but_not_to_leave(): void {
		$user = self::user( 'ann' );
		$wish = '';
		add_filter(
			'login_redirect',
			static function ( $url, $requested, $who ) use ( &$wish, $user ) {
				return $who->ID === $user->ID && '/x/' === $requested ? $wish : 'wrong arguments';
			},
			10,
			3
		);
		$wish = home_url( '/account/' );
		$this->assertSame( $wish, Redirect::target( $user, '/x/' ) );
		$wish = 'https://evil.example/';
		$this->assertSame( admin_url(), Redirect::target( $user, '/x/' ) );
	}
}
