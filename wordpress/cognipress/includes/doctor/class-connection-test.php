<?php
/**
 * Route cognipress/v1/connection-test.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_REST_Response;
use WP_REST_Server;

defined( 'ABSPATH' ) || exit;

/**
 * All checks, for the button on the settings page.
 */
final class Connection_Test {
	/**
	 * Checks.
	 *
	 * @var Doctor
	 */
	private $doctor;

	/**
	 * Takes its part.
	 *
	 * @param Doctor $doctor Checks.
	 */
	public function __construct( Doctor $doctor ) {
		$this->doctor = $doctor;
	}

	/**
	 * Registers the route (action rest_api_init).
	 */
	public function register_route(): void {
		register_rest_route(
			Rest_Routes::NAMESPACE,
			'/connection-test',
			array(
				'methods'             => WP_REST_Server::CREATABLE,
				'permission_callback' => static function (): bool {
					return current_user_can( 'manage_options' );
				},
				'callback'            => array( $this, 'create' ),
			)
		);
	}

	/**
	 * The findings, in the order in which to mend them.
	 */
	public function create(): WP_REST_Response {
		$describe = static function ( Finding $finding ): array {
			return array(
				'status' => $finding->status(),
				'text'   => $finding->text(),
			);
		};
		return new WP_REST_Response( array( 'findings' => array_map( $describe, $this->doctor->examine() ) ) );
	}
}
