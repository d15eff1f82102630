<?php
/**
 * Functions for themes and other plugins.
 *
 * @package Cognipress
 */

use Cognipress\Step_Up;
use function Cognipress\remote_request;

defined( 'ABSPATH' ) || exit;

/**
 * Whether the current user was authenticated strongly and lately enough for something important.
 *
 *     $result = cognipress_require_acr( 'urn:cognito:loa:2', 5 * MINUTE_IN_SECONDS );
 *     if ( is_wp_error( $result ) ) {
 *         wp_safe_redirect( $result->get_error_data()['loginUrl'] );
 *         exit;
 *     }
 *
 * It can be the answer of a REST route's permission_callback as it is.
 *
 * @param string $level   Authentication context class, such as urn:cognito:loa:2; empty for any.
 * @param int    $max_age How long ago the proof may be, in seconds.
 * @return true|WP_Error Error cognipress_step_up_required with status 403, acr, maxAge and loginUrl as its data.
 */
function cognipress_require_acr( string $level, int $max_age ) {
	return Step_Up::check( $level, $max_age );
}

/**
 * Asks an API in the name of who is logged in, as wp_remote_request() does, with the user's access token.
 *
 *     $response = cognipress_remote_request( 'https://api.example.com/orders' );
 *     if ( is_wp_error( $response ) && 'cognipress_login_required' === $response->get_error_code() ) {
 *         wp_safe_redirect( $response->get_error_data()['loginUrl'] );
 *         exit;
 *     }
 *
 * The token goes to the origins in the settings and to no other; redirects are not followed. Where the API answers 401,
 * the tokens are renewed once, and the request is sent once more.
 *
 * @param string               $url  URL.
 * @param array<string, mixed> $args Of wp_remote_request(); cognipress_token is id where the API wants the ID token.
 * @return array<string, mixed>|WP_Error The response. Errors besides those of wp_remote_request():
 *                                       cognipress_origin_not_allowed (400), cognipress_login_required (401, with
 *                                       loginUrl as its data), cognipress_unavailable (503: Cognito does not answer).
 */
function cognipress_remote_request( string $url, array $args = array() ) {
	return remote_request()->send( $url, $args );
}
