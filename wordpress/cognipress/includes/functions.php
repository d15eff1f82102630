<?php
/**
 * Functions for themes and other plugins.
 *
 * @package Cognipress
 */

use Cognipress\Step_Up;

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
