<?php
/**
 * Route cognipress/v1/role-preview.
 *
 * @package Cognipress
 */

namespace Cognipress;

use InvalidArgumentException;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;
use WP_REST_Server;

defined( 'ABSPATH' ) || exit;

/**
 * Tells the settings page which roles a map that is being written would give.
 */
final class Role_Preview {
	/**
	 * Knows roles.
	 *
	 * @var Roles_Section
	 */
	private $roles;

	/**
	 * Takes its part.
	 *
	 * @param Roles_Section $roles Knows roles.
	 */
	public function __construct( Roles_Section $roles ) {
		$this->roles = $roles;
	}

	/**
	 * Registers the route (action rest_api_init).
	 */
	public function register_route(): void {
		$text = array(
			'type'      => 'string',
			'required'  => true,
			'maxLength' => 20000,
		);
		register_rest_route(
			Rest_Routes::NAMESPACE,
			'/role-preview',
			array(
				'methods'             => WP_REST_Server::CREATABLE,
				'permission_callback' => static function (): bool {
					return current_user_can( 'manage_options' );
				},
				'callback'            => array( $this, 'create' ),
				'args'                => array(
					'groups' => $text,
					'map'    => $text,
				),
			)
		);
	}

	/**
	 * The preview.
	 *
	 * @param WP_REST_Request $request Request with checked arguments.
	 * @return WP_REST_Response|WP_Error
	 */
	public function create( WP_REST_Request $request ) {
		try {
			return new WP_REST_Response( array( 'roles' => $this->roles->preview( $request['groups'], $request['map'] ) ) );
		} catch ( InvalidArgumentException $e ) {
			/* translators: %s: a line. */
			return new WP_Error( 'cognipress_malformed', sprintf( __( 'not of the form group = role: “%s”', 'cognipress' ), $e->getMessage() ), array( 'status' => 400 ) );
		}
	}
}
