<?php
/**
 * Tests of step-up.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Session_Fields;
use Cognipress\Step_Up;
use Cognipress\Verified_Sign_In;
use WP_Post;
use WP_Session_Tokens;

/**
 * How, and how long ago.
 */
final class Step_Up_Test extends Test_Case {
	private const NOW = 1800000000;

	/**
	 * What a session has, what is needed, and whether that is enough.
	 *
	 * @return array<string, array{mixed, mixed, string, int, bool}>
	 */
	public function proofs(): array {
		$loa = 'urn:cognito:loa:';
		return array(
			'fresh, any class'     => array( null, self::NOW - 300, '', 300, true ),
			'a second too old'     => array( null, self::NOW - 301, '', 300, false ),
			'the class'            => array( $loa . '2', self::NOW, $loa . '2', 300, true ),
			'a higher class'       => array( $loa . '10', self::NOW, $loa . '2', 300, true ),
			'a lower class'        => array( $loa . '2', self::NOW, $loa . '10', 300, false ),
			'no class'             => array( null, self::NOW, $loa . '1', 300, false ),
			'another name'         => array( 'phr', self::NOW, 'phr', 300, true ),
			'no order among names' => array( 'phrh', self::NOW, 'phr', 300, false ),
			'a number is no class' => array( 2, self::NOW, $loa . '2', 300, false ),
			'text behind it'       => array( $loa . "2\n", self::NOW, $loa . '1', 300, false ),
			'no time'              => array( $loa . '2', null, $loa . '2', 300, false ),
			'a text for a time'    => array( $loa . '2', (string) self::NOW, $loa . '2', 300, false ),
		);
	}

	/**
	 * @dataProvider proofs
	 *
	 * @param mixed  $acr      Class of the session.
	 * @param mixed  $time     Time of the session's proof.
	 * @param string $wanted   Class that is needed.
	 * @param int    $max_age  Seconds.
	 * @param bool   $expected Whether that is enough.
	 */
	public function test_only_a_proof_that_is_strong_and_fresh_counts( $acr, $time, string $wanted, int $max_age, bool $expected ): void {
		$session = array( Session_Fields::ACR => $acr, Session_Fields::AUTH_TIME => $time );
		$this->assertSame( $expected, Step_Up::is_met( $session, $wanted, $max_age, self::NOW ) );
	}

	public function test_the_exchange_remembers_the_proof(): void {
		$fields = Session_Fields::of( new Verified_Sign_In( Pool::claims( self::NOW, array( 'acr' => 'urn:cognito:loa:2' ) ) ), self::NOW );
		$this->assertTrue( Step_Up::is_met( $fields, 'urn:cognito:loa:2', 2, self::NOW ) );
		$this->assertArrayNotHasKey( Session_Fields::ACR, Session_Fields::of( new Verified_Sign_In( Pool::claims( self::NOW, array( 'acr' => array( 'x' ) ) ) ), self::NOW ) );
	}

	public function test_the_function_tells_what_is_needed_and_where(): void {
		$user  = self::user( 'ann' );
		$token = WP_Session_Tokens::get_instance( $user->ID )->create( time() + 1000 );
		wp_set_current_user( $user->ID );
		$_COOKIE[ LOGGED_IN_COOKIE ] = wp_generate_auth_cookie( $user->ID, time() + 1000, 'logged_in', $token );
		$_SERVER['REQUEST_URI']      = '/checkout/?step=2';

		$error = cognipress_require_acr( 'urn:cognito:loa:2', 60 );
		$data  = $error->get_error_data();
		$this->assertSame( array( 'cognipress_step_up_required', 403, 'urn:cognito:loa:2', 60 ), array( $error->get_error_code(), $data['status'], $data['acr'], $data['maxAge'] ) );
		$this->assertStringContainsString( rawurlencode( '/checkout/?step=2' ), $data['stepUpUrl'] );
		$this->assertStringContainsString( 'action=cognipress_step_up', $data['stepUpUrl'] );

		$manager = WP_Session_Tokens::get_instance( $user->ID );
		$manager->update( $token, $manager->get( $token ) + array( Session_Fields::ACR => 'urn:cognito:loa:2', Session_Fields::AUTH_TIME => time() ) );
		$this->assertTrue( cognipress_require_acr( 'urn:cognito:loa:2', 60 ) );
		$_COOKIE = array();
		$this->assertTrue( is_wp_error( cognipress_require_acr( '', 60 ) ), 'Without a session there is no proof.' );
	}

	/**
	 * Contents with a guarded part.
	 *
	 * @return array<string, array{string}>
	 */
	public function guarded(): array {
		$secret = '<!-- wp:paragraph --><p>secret</p><!-- /wp:paragraph -->';
		return array(
			'a group'         => array( '<!-- wp:group {"cognipressStepUp":{"minutes":5}} --><div>' . $secret . '</div><!-- /wp:group -->' ),
			'a group inside'  => array( '<!-- wp:group --><div><!-- wp:group {"cognipressStepUp":{}} --><div>' . $secret . '</div><!-- /wp:group --></div><!-- /wp:group -->' ),
			'a paragraph'     => array( '<!-- wp:paragraph {"cognipressStepUp":{}} --><p>secret</p><!-- /wp:paragraph -->' ),
			'written by hand' => array( '<!-- wp:paragraph {"cognipressStepUp":true} --><p>secret</p><!-- /wp:paragraph -->' ),
			'a shortcode'     => array( '[cognipress_step_up]secret[/cognipress_step_up]' ),
		);
	}

	/**
	 * @dataProvider guarded
	 *
	 * @param string $guarded Part of a post.
	 */
	public function test_what_is_guarded_is_in_no_excerpt( string $guarded ): void {
		$open    = '<!-- wp:paragraph --><p>open</p><!-- /wp:paragraph -->';
		$content = $open . $guarded;
		$excerpt = get_the_excerpt( new WP_Post( (object) array( 'ID' => 0, 'post_content' => $content, 'post_excerpt' => '', 'filter' => 'raw' ) ) );
		$this->assertStringContainsString( 'open', $excerpt );
		$this->assertStringNotContainsString( 'secret', $excerpt );
		$group   = '<!-- wp:group --><div>' . $open . '</div><!-- /wp:group -->';
		$excerpt = get_the_excerpt( new WP_Post( (object) array( 'ID' => 0, 'post_content' => $group, 'post_excerpt' => '', 'filter' => 'raw' ) ) );
		$this->assertStringContainsString( 'open', $excerpt, 'of another post' );
	}
}
