<?php
/**
 * Routes cognipress/v1/request and cognipress/v1/token.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_Error;
use WP_REST_Request;
use WP_REST_Response;
use WP_REST_Server;

defined( 'ABSPATH' ) || exit;

/**
 * What scripts of the site's own pages have of the user's tokens. Core knows the user by cookie and nonce alone.
 */
final class Api_Controller {
	private const METHODS = array( 'GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE' );

	/**
	 * What the site owner wants.
	 *
	 * @var Api_Settings
	 */
	private $settings;

	/**
	 * Sends requests.
	 *
	 * @var Remote_Request
	 */
	private $request;

	/**
	 * Takes its parts.
	 *
	 * @param Api_Settings   $settings What the site owner wants.
	 * @param Remote_Request $request  Sends requests.
	 */
	public function __construct( Api_Settings $settings, Remote_Request $request ) {
		$this->settings = $settings;
		$this->request  = $request;
	}

	/**
	 * Registers those routes that the site owner wants (action rest_api_init).
	 */
	public function register_routes(): void {
		if ( $this->settings->has_bridge() ) {
			$this->register_bridge();
		}
		if ( $this->settings->gives_tokens() ) {
			register_rest_route(
				Rest_Routes::NAMESPACE,
				'/token',
				array(
					array(
						'methods'             => WP_REST_Server::CREATABLE,
						'permission_callback' => array( $this, 'check' ),
						'callback'            => array( $this, 'give_tokens' ),
						'args'                => array(
							'stale' => array(
								'type'      => 'string',
								'maxLength' => 8192,
							),
						),
					),
					array(
						'methods'             => WP_REST_Server::DELETABLE,
						'permission_callback' => array( $this, 'check' ),
						'callback'            => array( $this, 'log_out' ),
					),
				)
			);
		}
	}

	/**
	 * Whether somebody may use these routes.
	 *
	 * @return true|WP_Error
	 */
	public function check() {
		if ( ! is_user_logged_in() ) {
			return new WP_Error(
				'cognipress_login_required',
				__( 'Your session has expired. Please log in again.', 'cognipress' ),
				array(
					'status'   => 401,
					'loginUrl' => Expired_Notice::login_url( Here::url() ),
				)
			);
		}
		/**
		 * What a user must be able to do to have the site's APIs asked in their name.
		 *
		 * @param string $capability Capability.
		 */
		$capability = (string) apply_filters( 'cognipress_api_capability', 'read' );
		return current_user_can( $capability ) ? true : new WP_Error( 'cognipress_forbidden', __( 'You are not allowed to do this.', 'cognipress' ), array( 'status' => 403 ) );
	}

	/**
	 * Asks an API in the user's name.
	 *
	 * @param WP_REST_Request $request Request.
	 * @return WP_REST_Response|WP_Error Status, contentType and body of the API's answer.
	 */
	public function forward( WP_REST_Request $request ) {
		$body     = $request['body'];
		$response = $this->request->send(
			$request['url'],
			array(
				'method'              => $request['method'],
				'headers'             => null === $body ? array() : array( 'Content-Type' => $request['contentType'] ),
				'body'                => $body,
				Remote_Request::TOKEN => $request['token'],
			)
		);
		if ( is_wp_error( $response ) ) {
			// What the network says is for the site, not for the page.
			return 0 === strpos( (string) $response->get_error_code(), 'cognipress_' ) ? $response : new WP_Error( 'cognipress_api_unavailable', __( 'The API cannot be reached.', 'cognipress' ), array( 'status' => 502 ) );
		}
		return self::answer(
			array(
				'status'      => (int) wp_remote_retrieve_response_code( $response ),
				'contentType' => (string) wp_remote_retrieve_header( $response, 'content-type' ),
				'body'        => wp_remote_retrieve_body( $response ),
			)
		);
	}

	/**
	 * The user's tokens.
	 *
	 * @param WP_REST_Request $request Request.
	 * @return WP_REST_Response|WP_Error
	 */
	public function give_tokens( WP_REST_Request $request ) {
		$tokens = $this->request->current( $request['stale'] );
		return is_wp_error( $tokens ) ? $tokens : self::answer(
			array(
				'accessToken' => $tokens['access'],
				'idToken'     => $tokens['id'],
				'expiresIn'   => $tokens['expires_at'] - time(),
			)
		);
	}

	/**
	 * Ends the session, as the link in the toolbar does.
	 */
	public function log_out(): WP_REST_Response {
		wp_logout();
		return self::answer( null );
	}

	/**
	 * Registers the route to APIs.
	 */
	private function register_bridge(): void {
		register_rest_route(
			Rest_Routes::NAMESPACE,
			'/request',
			array(
				'methods'             => WP_REST_Server::CREATABLE,
				'permission_callback' => array( $this, 'check' ),
				'callback'            => array( $this, 'forward' ),
				'args'                => array(
					'url'         => array(
						'type'      => 'string',
						'required'  => true,
						'maxLength' => 4096,
					),
					'method'      => array(
						'type'    => 'string',
						'enum'    => self::METHODS,
						'default' => 'GET',
					),
					'contentType' => array(
						'type'    => 'string',
						'pattern' => '^[\w.+/;= -]{1,128}$',
						'default' => 'application/json',
					),
					'body'        => array(
						'type' => 'string',
					),
					'token'       => array(
						'type'    => 'string',
						'enum'    => array( 'access', 'id' ),
						'default' => 'access',
					),
				),
			)
		);
	}

	/**
	 * An answer that nobody keeps.
	 *
	 * @param mixed $data Data.
	 */
	private static function answer( $data ): WP_REST_Response {
		return new WP_REST_Response( $data, 200, array( 'Cache-Control' => 'no-store' ) );
	}
}
