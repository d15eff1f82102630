<?php
/**
 * What the plugin's public routes have in common.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_Error;
use WP_HTTP_Response;
use WP_REST_Request;
use WP_REST_Server;

defined( 'ABSPATH' ) || exit;

/**
 * Replaces core's CORS and cache headers on our routes and lets them work beside stale nonces.
 */
final class Rest_Routes {
	public const NAMESPACE = 'cognipress/v1';

	private const PUBLIC_ROUTES = array( '/cognipress/v1/challenge', '/cognipress/v1/session', '/cognipress/v1/sign-out', '/cognipress/v1/step-up', ...App_Controller::ROUTES );

	private const CORE_CORS_HEADERS = array(
		'Access-Control-Allow-Origin',
		'Access-Control-Allow-Credentials',
		'Access-Control-Allow-Methods',
		'Access-Control-Allow-Headers',
		'Access-Control-Expose-Headers',
	);

	/**
	 * Whose pages may read the answers.
	 *
	 * @var Origin_Guard
	 */
	private $guard;

	/**
	 * Which apps may read theirs.
	 *
	 * @var App_Origins
	 */
	private $apps;

	/**
	 * Takes its parts.
	 *
	 * @param Origin_Guard $guard Whose pages may read the answers.
	 * @param App_Origins  $apps  Which apps may read theirs.
	 */
	public function __construct( Origin_Guard $guard, App_Origins $apps ) {
		$this->guard = $guard;
		$this->apps  = $apps;
	}

	/**
	 * Registers a route that visitors post to.
	 *
	 * @param string                              $path      Path in our namespace.
	 * @param callable                            $check     Who may ask: function( WP_REST_Request ): true|WP_Error.
	 * @param callable                            $answer    function( WP_REST_Request ): WP_REST_Response|WP_Error.
	 * @param array<string, array<string, mixed>> $arguments Schemas of what the body has.
	 */
	public static function register( string $path, callable $check, callable $answer, array $arguments = array() ): void {
		register_rest_route(
			self::NAMESPACE,
			$path,
			array(
				'methods'             => WP_REST_Server::CREATABLE,
				'permission_callback' => $check,
				'callback'            => $answer,
				'args'                => $arguments,
			)
		);
	}

	/**
	 * Treats a stale nonce as none (filter rest_authentication_errors, after core).
	 *
	 * Pages come out of caches with nonces that have ended, and these routes are for visitors anyway.
	 *
	 * @param mixed $result Core's verdict.
	 * @return mixed
	 */
	public function forgive_stale_nonce( $result ) {
		$is_stale = $result instanceof WP_Error && 'rest_cookie_invalid_nonce' === $result->get_error_code();
		if ( ! $is_stale || ! self::is_public( self::current_route() ) ) {
			return $result;
		}
		wp_set_current_user( 0 );
		return true;
	}

	/**
	 * Keeps core from replacing our Cache-Control (filter rest_send_nocache_headers): WordPress 6.1 does so last.
	 *
	 * @param bool $send Core's verdict.
	 */
	public function keep_cache_header( $send ): bool {
		return $send && ! self::is_public( self::current_route() );
	}

	/**
	 * Says when to try again (filter rest_post_dispatch).
	 *
	 * @param WP_HTTP_Response $response Response.
	 * @param mixed            $server   Server.
	 * @param WP_REST_Request  $request  Request.
	 */
	public function add_retry_after( $response, $server, $request ) {
		$data = $response->get_data();
		if ( self::is_public( $request->get_route() ) && isset( $data['data']['retryAfter'] ) ) {
			$response->header( 'Retry-After', (string) $data['data']['retryAfter'] );
		}
		return $response;
	}

	/**
	 * Sends our headers in the place of core's (filter rest_pre_serve_request, after core).
	 *
	 * @param bool            $served  Whether the answer is out already.
	 * @param mixed           $result  Response.
	 * @param WP_REST_Request $request Request.
	 */
	public function send_headers( $served, $result, $request ) {
		if ( ! self::is_public( $request->get_route() ) || headers_sent() ) {
			return $served;
		}
		array_map( 'header_remove', self::CORE_CORS_HEADERS );
		$guard = self::is_one_of( App_Controller::ROUTES, $request->get_route() ) ? $this->apps : $this->guard;
		foreach ( $guard->cors_headers( $request->get_header( 'origin' ) ) as $name => $value ) {
			header( $name . ': ' . $value );
		}
		header( 'Cache-Control: no-store' );
		return $served;
	}

	/**
	 * The route that the browser asked for.
	 */
	private static function current_route(): string {
		return (string) ( $GLOBALS['wp']->query_vars['rest_route'] ?? '' );
	}

	/**
	 * Whether a route is one that visitors call.
	 *
	 * @param string $route Route.
	 */
	private static function is_public( string $route ): bool {
		return self::is_one_of( self::PUBLIC_ROUTES, $route );
	}

	/**
	 * Whether a route is in a list.
	 *
	 * @param string[] $routes List.
	 * @param string   $route  Route.
	 */
	private static function is_one_of( array $routes, string $route ): bool {
		return in_array( untrailingslashit( $route ), $routes, true );
	}
}
