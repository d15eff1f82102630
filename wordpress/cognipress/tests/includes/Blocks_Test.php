<?php
/**
 * Tests of blocks and shortcodes.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

/**
 * What blocks print, for whom; a shortcode prints the same.
 */
final class Blocks_Test extends Test_Case {
	protected function setUp(): void {
		parent::setUp();
		self::configure();
		wp_set_current_user( 0 );
	}

	public function test_guests_get_forms_without_a_name_in_them(): void {
		foreach ( array( 'sign-in', 'register' ) as $name ) {
			foreach ( array( do_blocks( "<!-- wp:cognipress/$name /-->" ), do_shortcode( '[cognipress_' . str_replace( '-', '_', $name ) . ']' ) ) as $html ) {
				$this->assertStringContainsString( 'type="password"', $html );
				$this->assertStringNotContainsString( ' name=', $html );
			}
		}
	}

	public function test_who_is_logged_in_is_not_asked_to_log_in(): void {
		wp_set_current_user( 1 );
		$this->assertSame( '', do_blocks( '<!-- wp:cognipress/sign-in /--><!-- wp:cognipress/register /-->' ) );
		$this->assertStringContainsString( 'action=logout', do_blocks( '<!-- wp:cognipress/user-menu /-->' ) );
	}

	public function test_the_menu_comes_back_to_the_page_wherever_the_site_is(): void {
		$_SERVER['REQUEST_URI'] = '/shop/page/';
		add_filter( 'home_url', static fn( string $url ): string => str_replace( $_SERVER['HTTP_HOST'], $_SERVER['HTTP_HOST'] . '/shop', $url ) );
		$this->assertStringContainsString( 'redirect_to=' . rawurlencode( 'http://' . $_SERVER['HTTP_HOST'] . '/shop/page/' ), do_blocks( '<!-- wp:cognipress/user-menu /-->' ) );
	}

	public function test_the_account_is_for_users_of_the_pool(): void {
		wp_set_current_user( 1 );
		$this->assertSame( '', do_blocks( '<!-- wp:cognipress/account /-->' ) );
	}

	public function test_attributes_count_in_a_shortcode_too(): void {
		$this->assertStringContainsString( 'data-cognito-redirect="/members/"', do_shortcode( '[cognipress_sign_in redirect="/members/"]' ) );
		$this->assertStringContainsString( 'data-cognito-field="username"', do_shortcode( '[cognipress_register]' ) );
		$this->assertStringNotContainsString( 'data-cognito-field="username"', do_shortcode( '[cognipress_register username="false"]' ) );
		$this->assertStringNotContainsString( 'javascript', do_shortcode( '[cognipress_sign_in redirect="javascript:alert(1)"]' ) );
	}
}
