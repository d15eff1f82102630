<?php
/**
 * Something that a sign-in needs is missing at the moment.
 *
 * @package Cognipress
 */

namespace Cognipress;

use RuntimeException;

defined( 'ABSPATH' ) || exit;

/**
 * Says nothing about the token: the visitor may try again. The message is a short reason for the site's log.
 */
final class Unavailable extends RuntimeException {
}
