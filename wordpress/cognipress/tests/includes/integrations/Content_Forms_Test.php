<?php
/**
 * Tests of forms in contents.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Assets;
use Cognipress\Form_Scripts;
use Cognipress\Integrations\Content_Forms;
use Cognipress\Page_Config;
use Cognipress\Settings;

/**
 * What becomes of forms as shortcodes, blocks and contents print them.
 */
final class Content_Forms_Test extends Test_Case {
	private const FORM = '<div class="wpforms-container %s"><form><div class="wpforms-field cognito-password"><label class="x">P</label><input type="text" name="a"></div><input type="text" name="b"></form></div>';

	/**
	 * Prints the script.
	 *
	 * @var Form_Scripts
	 */
	private $scripts;

	/**
	 * Adopts.
	 *
	 * @var Content_Forms
	 */
	private $forms;

	protected function setUp(): void {
		parent::setUp();
		self::configure();
		$settings      = new Settings();
		$assets        = new Assets( '/nowhere/', 'https://site.example/build/' );
		$this->scripts = new Form_Scripts( $settings, $assets, new Page_Config( $settings, $assets ) );
		$this->forms   = new Content_Forms( $this->scripts );
	}

	public function test_a_marked_field_becomes_one_for_passwords_without_a_name(): void {
		$html = $this->forms->adopt( sprintf( self::FORM, 'cognito-signup' ) );
		$this->assertMatchesRegularExpression( '/<input type="password"\s*><\/div><input type="text" name="b">/', $html );
		$this->assertStringContainsString( 'https://site.example/build/forms.js', $this->footer() );
	}

	public function test_a_form_that_is_not_marked_is_left_alone(): void {
		foreach ( array( '', 'cognito-signup_wrapper', 'incognito-signup' ) as $class ) {
			$html = sprintf( self::FORM, $class );
			$this->assertSame( $html, $this->forms->adopt( $html ) );
		}
		$this->assertSame( '', $this->footer() );
	}

	public function test_without_a_pool_passwords_keep_their_names(): void {
		self::configure( array( 'client_id' => '' ) );
		$html = '<form data-cognito="signin"><input type="password" name="a"></form>';
		$this->assertSame( $html, $this->forms->adopt( $html ) );
	}

	public function test_of_the_forms_in_a_content_memberpress_own_is_taken(): void {
		$own  = '<form class="mepr-signup-form mepr-form"><input type="password" name="a"></form>';
		$html = $this->forms->adopt_each( $own . '<form class="other"><input type="password" name="b"></form>' );
		$this->assertStringNotContainsString( 'name="a"', $html );
		$this->assertStringContainsString( 'name="b"', $html );
	}

	public function test_an_account_form_is_taken_from_users_of_the_pool_alone(): void {
		$form = '<form class="mepr-newpassword-form">%s<input type="password" name="a"></form>';
		$this->assertSame( sprintf( $form, '' ), $this->forms->adopt_each( sprintf( $form, '' ) ) );
		$ours = sprintf( $form, '<input type="text" hidden data-cognito-field="username" value="some-sub">' );
		foreach ( array( 'adopt', 'adopt_each' ) as $adopt ) {
			$this->assertStringNotContainsString( 'name="a"', $this->forms->$adopt( $ours ), $adopt );
		}
	}

	/**
	 * What is printed at the end of the page.
	 */
	private function footer(): string {
		ob_start();
		$this->scripts->print();
		return (string) ob_get_clean();
	}
}
