<?php
/**
 * Tests of the preview of roles.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use WP_REST_Request;
use WP_REST_Response;

/**
 * What the settings page shows before anything is saved.
 */
final class Role_Preview_Test extends Test_Case {
	protected function setUp(): void {
		parent::setUp();
		self::configure();
		$GLOBALS['wp_rest_server'] = null;
		wp_set_current_user( self::user( 'boss', array( 'role' => 'administrator' ) )->ID );
	}

	public function test_it_names_the_roles(): void {
		$map = "staff = editor, author\nbosses = administrator";
		$this->assertSame( array( 'Editor', 'Author' ), $this->ask( 'staff, bosses', $map )->get_data()['roles'] );
		$this->assertSame( array( 'Subscriber' ), $this->ask( 'bosses', $map )->get_data()['roles'] );
		$this->assertSame( array( 'Subscriber' ), $this->ask( '', '' )->get_data()['roles'] );
	}

	public function test_it_names_a_line_that_is_none(): void {
		$response = $this->ask( 'staff', "staff = editor\nbosses: editor" );
		$this->assertSame( 400, $response->get_status() );
		$this->assertStringContainsString( 'bosses: editor', $response->get_data()['message'] );
	}

	public function test_it_is_for_administrators(): void {
		wp_set_current_user( self::user( 'ed', array( 'role' => 'editor' ) )->ID );
		$this->assertSame( 403, $this->ask( 'staff', '' )->get_status() );
	}

	/**
	 * Calls the route.
	 *
	 * @param string $groups Groups.
	 * @param string $map    Map.
	 */
	private function ask( string $groups, string $map ): WP_REST_Response {
		$request = new WP_REST_Request( 'POST', '/cognipress/v1/role-preview' );
		$request->set_body_params( array( 'groups' => $groups, 'map' => $map ) );
		return rest_get_server()->dispatch( $request );
	}
}
