<?php
/**
 * Cognito has ended a session.
 *
 * @package Cognipress
 */

namespace Cognipress;

use RuntimeException;

defined( 'ABSPATH' ) || exit;

/**
 * Thrown only for errors after which no refresh token is worth anything. The message is the name of Cognito's error.
 */
final class Session_Over extends RuntimeException {
}
