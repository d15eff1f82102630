<?php
/**
 * Tests of the account page.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Account_Identity;
use Cognipress\Account_Page;
use Cognipress\Account_Texts;
use Cognipress\Assets;
use Cognipress\Link_Table;
use Cognipress\Page_Config;
use Cognipress\Settings;
use DOMDocument;
use DOMXPath;

/**
 * Who has the page, and that none of it can be posted.
 */
final class Account_Page_Test extends Test_Case {
	private const SUB = 'd0c7b1a0-0000-4000-8000-000000000001';

	protected function setUp(): void {
		parent::setUp();
		require_once ABSPATH . 'wp-admin/includes/admin.php';
		self::configure();
		$GLOBALS['submenu'] = array();
	}

	public function test_a_user_of_the_pool_has_it_and_can_post_nothing_of_it(): void {
		$user = self::user(
			'ada',
			array(
				'first_name' => 'Ada "A"',
				'user_email' => 'ada@example.org',
			)
		);
		( new Link_Table() )->link( Pool::ISSUER, self::SUB, $user->ID, time() );
		wp_set_current_user( $user->ID );
		self::page()->add();
		$this->assertContains( Account_Page::SLUG, array_column( $GLOBALS['submenu']['profile.php'] ?? array(), 2 ) );

		$html = new DOMDocument();
		ob_start();
		self::page()->print();
		$html->loadHTML( (string) ob_get_clean(), LIBXML_NOERROR );
		$path = new DOMXPath( $html );
		$this->assertSame( 0, $path->query( '//*[@name]' )->length );
		$this->assertSame( 3, $path->query( '//form//input[@data-cognito-field="username"][@value="' . self::SUB . '"]' )->length );
		$this->assertSame( 'Ada "A"', $path->query( '//input[@data-cognito-field="attr:given_name"]' )->item( 0 )->getAttribute( 'value' ) );
		$config = json_decode( $path->query( '//script[@id="cognipress-config"]' )->item( 0 )->textContent, true );
		$this->assertSame( Pool::ID, $config['userPoolId'] );
		$this->assertSame( array(), array_diff_key( Account_Texts::all(), $config['texts'] ) );
		$this->assertStringContainsString( 'cognipress/v1/sign-out', rawurldecode( $config['signOutUrl'] ) );
	}

	public function test_nobody_else_has_it(): void {
		$user = self::user( 'grace' );
		wp_set_current_user( $user->ID );
		self::page()->add();
		( new Link_Table() )->link( 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Other', self::SUB, $user->ID, time() );
		self::page()->add();
		$this->assertSame( array(), $GLOBALS['submenu'] );
	}

	/**
	 * The page.
	 */
	private static function page(): Account_Page {
		$assets = new Assets( '/nowhere/', 'https://example.com/' );
		return new Account_Page( new Settings(), new Account_Identity( new Settings(), new Link_Table() ), $assets, new Page_Config( new Settings(), $assets ) );
	}
}
