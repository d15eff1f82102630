<?php
/**
 * Tests of the buttons of identity providers.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Assets;
use Cognipress\Pools;
use Cognipress\Provider_Buttons;
use Cognipress\Settings;

/**
 * Where they stand, and what is in them.
 */
final class Provider_Buttons_Test extends Test_Case {
	private const FORM = '<form name="loginform" id="loginform" action="/wp-login.php"><input></form>';
	private const PAGE = '<form id="other"></form>' . self::FORM . '<p id="nav"></p>';

	private const SETTINGS = array(
		'hosted_domain' => 'https://auth.example.com',
		'providers'     => array(
			'Google'  => 'Continue with Google',
			'COGNITO' => 'More',
		),
	);

	protected function tearDown(): void {
		unset( $_GET[ Pools::FIELD ], $_GET['state'], $_REQUEST['interim-login'] );
		parent::tearDown();
	}

	public function test_they_follow_the_form_in_their_order(): void {
		$html = self::page( self::SETTINGS );
		$this->assertStringStartsWith( '<form id="other"></form>' . self::FORM . '<div id="cognipress-providers" role="group" aria-label="Other ways to log in"', $html );
		$this->assertStringEndsWith( "</script>\n<p id=\"nav\"></p>", $html );
		$this->assertStringContainsString( 'data-domain="https://auth.example.com" data-callback="' . site_url( 'wp-login.php' ) . '"', $html );
		$this->assertStringContainsString( '<button type="button" class="button button-large" data-provider="Google">Continue with Google</button><button type="button" class="button button-large" data-provider="COGNITO">More</button>', $html );
		$this->assertStringContainsString( 'src="https://example.com/provider-buttons.js?ver=0"', $html );
	}

	public function test_the_focus_is_left_to_the_message_on_the_way_back(): void {
		$this->assertTrue( apply_filters( 'enable_login_autofocus', true ) );
		$_GET['state'] = 'x';
		$this->assertFalse( apply_filters( 'enable_login_autofocus', true ) );
	}

	public function test_there_are_none_without_domain_or_providers(): void {
		$this->assertSame( self::PAGE, self::page( array( 'hosted_domain' => '' ) + self::SETTINGS ) );
		$this->assertSame( self::PAGE, self::page( array( 'providers' => array() ) + self::SETTINGS ) );
	}

	public function test_there_are_none_in_a_frame(): void {
		$_REQUEST['interim-login'] = '1';
		$this->assertSame( self::PAGE, self::page( self::SETTINGS ) );
	}

	public function test_there_are_none_for_another_pool(): void {
		$settings             = self::SETTINGS + array( 'more_pools' => array( 'Staff' => 'eu-west-1_Staff, client' ) );
		$_GET[ Pools::FIELD ] = 'Staff';
		$this->assertSame( self::PAGE, self::page( $settings ) );
		unset( $_GET[ Pools::FIELD ] );
		$this->assertNotSame( self::PAGE, self::page( $settings ) );
	}

	public function test_settings_cannot_leave_their_place(): void {
		$evil = '"><script>$0\\0';
		$html = self::page(
			array(
				'hosted_domain' => $evil,
				'providers'     => array( $evil => $evil ),
			)
		);
		$this->assertSame( 1, substr_count( $html, '<script' ), 'its own' );
		$this->assertStringContainsString( 'data-provider="&quot;&gt;&lt;script&gt;$0\\0">&quot;&gt;&lt;script&gt;$0\\0</button>', $html );
	}

	public function test_the_callback_has_no_query(): void {
		add_filter( 'login_url', static fn( $url ) => add_query_arg( 'x', '1', $url ) );
		$this->assertSame( site_url( 'wp-login.php' ), Provider_Buttons::callback_url() );
	}

	/**
	 * A page with the buttons.
	 *
	 * @param array<string, mixed> $settings Settings.
	 */
	private static function page( array $settings ): string {
		self::configure( $settings );
		return (string) ( new Provider_Buttons( new Settings(), new Assets( '/nowhere/', 'https://example.com/' ) ) )->add_to( self::PAGE );
	}
}
