<?php
/**
 * Something that was looked into.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * What a check has found, and how bad it is, in the words of Site Health.
 */
final class Finding {
	public const GOOD        = 'good';
	public const RECOMMENDED = 'recommended';
	public const CRITICAL    = 'critical';

	/**
	 * One of the constants.
	 *
	 * @var string
	 */
	private $status;

	/**
	 * What was found, and what to do.
	 *
	 * @var string
	 */
	private $text;

	/**
	 * Takes the verdict.
	 *
	 * @param string $status One of the constants.
	 * @param string $text   What was found, and what to do.
	 */
	public function __construct( string $status, string $text ) {
		$this->status = $status;
		$this->text   = $text;
	}

	/**
	 * One of the constants.
	 */
	public function status(): string {
		return $this->status;
	}

	/**
	 * What was found, and what to do.
	 */
	public function text(): string {
		return $this->text;
	}

	/**
	 * The worst status of several findings.
	 *
	 * @param Finding[] $findings Findings.
	 */
	public static function worst( array $findings ): string {
		$found = array_map( static fn( Finding $finding ): string => $finding->status, $findings );
		foreach ( array( self::CRITICAL, self::RECOMMENDED ) as $status ) {
			if ( in_array( $status, $found, true ) ) {
				return $status;
			}
		}
		return self::GOOD;
	}
}
