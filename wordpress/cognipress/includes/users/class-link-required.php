<?php
/**
 * An account that its owner has to prove first.
 *
 * @package Cognipress
 */

namespace Cognipress;

use RuntimeException;

defined( 'ABSPATH' ) || exit;

/**
 * Thrown when good claims match an account by e-mail: its WordPress password has to be given once.
 */
final class Link_Required extends RuntimeException {
}
