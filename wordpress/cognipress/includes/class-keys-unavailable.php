<?php
/**
 * The pool's public keys could not be had.
 *
 * @package Cognipress
 */

namespace Cognipress;

use RuntimeException;

defined( 'ABSPATH' ) || exit;

/**
 * Says nothing about the token: the visitor may try again.
 */
final class Keys_Unavailable extends RuntimeException {
}
