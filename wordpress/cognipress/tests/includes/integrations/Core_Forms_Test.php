<?php
/**
 * Tests of WordPress' own forms outside of wp-login.php.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Assets;
use Cognipress\Form_Scripts;
use Cognipress\Integrations\Core_Forms;
use Cognipress\Page_Config;
use Cognipress\Settings;
use WP_Error;

/**
 * What becomes of pages with a login form in them, and of wp-signup.php.
 */
final class Core_Forms_Test extends Test_Case {
	/**
	 * Adopts.
	 *
	 * @var Core_Forms
	 */
	private $forms;

	protected function setUp(): void {
		parent::setUp();
		self::configure();
		wp_set_current_user( 0 );
		$settings    = new Settings();
		$assets      = new Assets( '/nowhere/', 'https://site.example/build/' );
		$this->forms = new Core_Forms( new Form_Scripts( $settings, $assets, new Page_Config( $settings, $assets ) ), $settings );
	}

	protected function tearDown(): void {
		$_SERVER['REQUEST_METHOD'] = 'GET';
		parent::tearDown();
	}

	public function test_a_login_form_of_wordpress_loses_the_name_of_its_password_and_gets_the_script(): void {
		$page = '<body>' . wp_login_form( array( 'echo' => false ) ) . wp_login_form( array( 'echo' => false ) ) . '</body>';
		$html = $this->forms->adopt_login_forms( $page );
		$this->assertStringNotContainsString( 'name="pwd"', $html );
		$this->assertSame( 2, substr_count( $html, '<noscript class="cognipress-noscript">' ) );
		$this->assertSame( 2, substr_count( $html, 'name="log"' ) );
		$this->assertMatchesRegularExpression( '~<script[^>]+forms\.js[^>]+></script>\s*</body>$~', $html );
	}

	public function test_other_forms_are_left_alone(): void {
		foreach ( array( 'https://elsewhere.example/wp-login.php', '/search', '' ) as $action ) {
			$page = '<body><form method="post" action="' . $action . '"><input type="password" name="pwd"></form></body>';
			$this->assertSame( $page, $this->forms->adopt_login_forms( $page ) );
		}
	}

	public function test_without_a_pool_login_forms_are_left_alone(): void {
		self::configure( array( 'client_id' => '' ) );
		$page = '<body>' . wp_login_form( array( 'echo' => false ) ) . '</body>';
		$this->assertSame( $page, $this->forms->adopt_login_forms( $page ) );
	}

	public function test_who_signs_up_to_a_network_is_asked_for_a_password_that_is_not_sent(): void {
		ob_start();
		$this->forms->print_signup_fields();
		$this->assertMatchesRegularExpression( '~<input type="password" id="user_pass" (?![^>]*name=)~', (string) ob_get_clean() );
	}

	public function test_a_sign_up_that_is_posted_all_the_same_is_refused_unless_somebody_who_is_logged_in_makes_a_user(): void {
		$errors = static function ( Core_Forms $forms ): array {
			return $forms->refuse_signup( array( 'errors' => new WP_Error() ) )['errors']->get_error_codes();
		};
		$this->assertSame( array(), $errors( $this->forms ), 'WP-CLI' );
		$_SERVER['REQUEST_METHOD'] = 'POST';
		$this->assertSame( array( 'generic' ), $errors( $this->forms ) );
		wp_set_current_user( 1 );
		$this->assertSame( array(), $errors( $this->forms ) );
	}
}
