<?php
/**
 * The route that ends a session.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_REST_Request;
use WP_REST_Response;

defined( 'ABSPATH' ) || exit;

/**
 * Logs the browser's user out, as wp-login.php does. It takes no nonce, as that of a page out of a cache has ended;
 * that the page is this site's own the guard knows.
 */
final class Sign_Out_Controller {
	/**
	 * Who may ask.
	 *
	 * @var Origin_Guard
	 */
	private $guard;

	/**
	 * Takes its part.
	 *
	 * @param Origin_Guard $guard Who may ask.
	 */
	public function __construct( Origin_Guard $guard ) {
		$this->guard = $guard;
	}

	/**
	 * Registers the route (action rest_api_init).
	 */
	public function register_route(): void {
		$arguments = array(
			'redirectTo' => array(
				'type'      => 'string',
				'maxLength' => 2048,
				'default'   => '',
			),
		);
		Rest_Routes::register( '/sign-out', array( $this->guard, 'check' ), array( $this, 'sign_out' ), $arguments );
	}

	/**
	 * Logs out, and says where to go.
	 *
	 * @param WP_REST_Request $request Request.
	 */
	public function sign_out( WP_REST_Request $request ): WP_REST_Response {
		// Without a nonce, core takes the visitor for nobody.
		wp_set_current_user( (int) wp_validate_auth_cookie( '', 'logged_in' ) );
		$user = wp_get_current_user();
		wp_logout();
		$requested = $request['redirectTo'];
		$wanted    = '' === $requested ? add_query_arg( 'loggedout', 'true', wp_login_url() ) : $requested;
		/** This filter is documented in wp-login.php */
		$wanted = (string) apply_filters( 'logout_redirect', $wanted, $requested, $user );
		return new WP_REST_Response( array( 'redirectTo' => wp_validate_redirect( wp_sanitize_redirect( $wanted ), home_url() ) ) );
	}
}
