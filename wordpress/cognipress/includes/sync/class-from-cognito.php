<?php
/**
 * What comes from Cognito.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Marks writes to WordPress that Cognito has caused, which must not be sent back there.
 */
final class From_Cognito {
	/**
	 * How many such writes are under way, one inside another.
	 *
	 * @var int
	 */
	private static $depth = 0;

	/**
	 * Writes.
	 *
	 * @param callable $write function(): mixed.
	 * @return mixed What it returns.
	 */
	public static function write( callable $write ) {
		++self::$depth;
		try {
			return $write();
		} finally {
			--self::$depth;
		}
	}

	/**
	 * Whether such a write is under way.
	 */
	public static function is_writing(): bool {
		return self::$depth > 0;
	}
}
