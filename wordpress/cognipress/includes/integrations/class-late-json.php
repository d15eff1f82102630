<?php
/**
 * What is worked out late.
 *
 * @package Cognipress
 */

namespace Cognipress\Integrations;

use JsonSerializable;

defined( 'ABSPATH' ) || exit;

/**
 * A value that nobody needs before it is printed as JSON.
 */
final class Late_Json implements JsonSerializable {
	/**
	 * Makes the value.
	 *
	 * @var callable
	 */
	private $make;

	/**
	 * Takes what makes the value.
	 *
	 * @param callable $make function(): mixed.
	 */
	public function __construct( callable $make ) {
		$this->make = $make;
	}

	/**
	 * The value.
	 *
	 * @return mixed
	 */
	#[\ReturnTypeWillChange]
	public function jsonSerialize() {
		return ( $this->make )();
	}
}
