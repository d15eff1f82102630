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
 * It can be the answer of a REST route's permission_callback as it is: a script leads to stepUpUrl, which comes back to
 * the page that has asked.
 *
 * @param string $level   Authentication context class, such as urn:cognito:loa:2; empty for any.
 * @param int    $max_age How long ago the proof may be, in seconds.
 * @return true|WP_Error Error cognipress_step_up_required with status 403, acr, maxAge and stepUpUrl as its data.
 */
function cognipress_require_acr( string $level, int $max_age ) {
	return Step_Up::check( $level, $max_age );
}

/**
 * Goes on if the current user was authenticated strongly and lately enough; else asks for it on a page of its own, and
 * comes back with this very request, be it a form that was posted.
 *
 *     check_admin_referer( 'transfer' );
 *     cognipress_step_up( 'urn:cognito:loa:2', 5 * MINUTE_IN_SECONDS );
 *     // From here on it is the user.
 *
 * To be called before there is any output. A posted form is kept, encrypted, for this session alone, 15 minutes and one
 * use; not where it has a password, a file or more than 45 KB, nor where another site has sent it: then the visitor
 * comes back to the page with the form.
 *
 * @param string $level   Authentication context class, such as urn:cognito:loa:2; empty for any.
 * @param int    $max_age How long ago the proof may be, in seconds.
 */
function cognipress_step_up( string $level, int $max_age ): void {
	$url = Step_Up::detour( $level, $max_age );
	if ( null !== $url ) {
		wp_safe_redirect( $url );
		exit;
	}
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
