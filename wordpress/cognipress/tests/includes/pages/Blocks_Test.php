<?php
/**
 * Tests of blocks and shortcodes.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Link_Table;
use Cognipress\Session_Fields;
use Cognipress\Verified_Sign_In;
use WP_Session_Tokens;

/**
 * What blocks print, for whom; a shortcode prints the same.
 */
final class Blocks_Test extends Test_Case {
	protected function setUp(): void {
		parent::setUp();
		self::configure();
		wp_set_current_user( 0 );
	}

	protected function tearDown(): void {
		unset( $_COOKIE[ LOGGED_IN_COOKIE ] );
		parent::tearDown();
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

	public function test_users_of_the_pool_find_all_of_their_account(): void {
		self::member();
		$html = do_blocks( '<!-- wp:cognipress/account /-->' );
		foreach ( array( 'profile', 'password', 'mfa passkeys devices sessions' ) as $purpose ) {
			$this->assertStringContainsString( 'data-cognito="' . $purpose . '"', $html );
		}
		$this->assertSame( 4, substr_count( $html, 'type="password"' ) );
		$this->assertSame( 4, preg_match_all( '/type="password"[^>]* required/', $html ) );
	}

	public function test_no_password_is_demanded_where_users_may_have_none(): void {
		self::configure( array( 'passkeys' => true ) );
		self::member();
		$html = do_blocks( '<!-- wp:cognipress/account /-->' );
		$this->assertStringContainsString( 'leave it empty to use a passkey or a code', $html );
		$this->assertSame( 1, preg_match_all( '/type="password"[^>]* required/', $html ), 'the new password' );
	}

	public function test_who_logs_in_at_a_provider_is_sent_there(): void {
		self::member(
			array(
				'cognito:username' => 'google_1234',
				'identities'       => array( array( 'providerName' => 'Google' ) ),
			)
		);
		$html = do_blocks( '<!-- wp:cognipress/account /-->' );
		$this->assertStringContainsString( 'You log in with Google.', $html );
		$this->assertStringNotContainsString( '<form', $html );
	}

	public function test_who_has_an_account_besides_the_provider_has_forms(): void {
		self::member(
			array(
				'cognito:username' => 'ada',
				'identities'       => array( array( 'providerName' => 'Google' ) ),
			)
		);
		$this->assertStringContainsString( '<form', do_blocks( '<!-- wp:cognipress/account /-->' ) );
	}

	public function test_links_to_providers_lead_by_way_of_the_login_page_and_back(): void {
		$_SERVER['REQUEST_URI'] = '/members/';
		$this->assertSame( '', do_blocks( '<!-- wp:cognipress/providers /-->' ) );
		self::configure(
			array(
				'hosted_domain' => 'https://auth.example.com',
				'providers'     => array( 'My"IdP' => 'Continue <b>' ),
			)
		);
		$back = rawurlencode( 'http://' . $_SERVER['HTTP_HOST'] . '/members/' );
		$link = 'href="' . site_url( 'wp-login.php' ) . "?redirect_to=$back&#038;cognipress-provider=My%22IdP\">Continue &lt;b&gt;</a>";
		foreach ( array( do_blocks( '<!-- wp:cognipress/providers /-->' ), do_shortcode( '[cognipress_sign_in]' ) ) as $html ) {
			$this->assertStringContainsString( $link, $html );
		}
		$this->assertStringContainsString( rawurlencode( '/welcome/' ), do_shortcode( '[cognipress_providers redirect="/welcome/"]' ) );
		wp_set_current_user( 1 );
		$this->assertSame( '', do_blocks( '<!-- wp:cognipress/providers /-->' ) );
	}

	public function test_attributes_count_in_a_shortcode_too(): void {
		$this->assertStringContainsString( 'data-cognito-redirect="/members/"', do_shortcode( '[cognipress_sign_in redirect="/members/"]' ) );
		$this->assertStringContainsString( 'data-cognito-field="username"', do_shortcode( '[cognipress_register]' ) );
		$this->assertStringNotContainsString( 'data-cognito-field="username"', do_shortcode( '[cognipress_register username="false"]' ) );
		$this->assertStringNotContainsString( 'javascript', do_shortcode( '[cognipress_sign_in redirect="javascript:alert(1)"]' ) );
	}

	/**
	 * Logs a user of the pool in.
	 *
	 * @param array<string, mixed> $claims What Cognito has vouched for at the sign-in.
	 */
	private static function member( array $claims = array() ): void {
		$user = self::user( 'ada' );
		( new Link_Table() )->link( Pool::ISSUER, 'd0c7b1a0-0000-4000-8000-000000000001', $user->ID, time() );
		$attach = static fn( array $session ): array => $session + Session_Fields::of( new Verified_Sign_In( $claims ), time() );
		add_filter( 'attach_session_information', $attach );
		$token = WP_Session_Tokens::get_instance( $user->ID )->create( time() + 60 );
		remove_filter( 'attach_session_information', $attach );
		$_COOKIE[ LOGGED_IN_COOKIE ] = wp_generate_auth_cookie( $user->ID, time() + 60, 'logged_in', $token );
		wp_set_current_user( $user->ID );
	}
}
