<?php
/**
 * Something that Cognito will not do.
 *
 * @package Cognipress
 */

namespace Cognipress;

use RuntimeException;

defined( 'ABSPATH' ) || exit;

/**
 * An exception of the service that trying again does not help. The message is for administrators.
 */
final class Admin_Refused extends RuntimeException {
	/**
	 * Name of the service's exception, such as UserNotFoundException.
	 *
	 * @var string
	 */
	private $error;

	/**
	 * Takes the exception.
	 *
	 * @param string $error   Its name.
	 * @param string $message What happened.
	 */
	public function __construct( string $error, string $message ) {
		parent::__construct( $message );
		$this->error = $error;
	}

	/**
	 * Name of the service's exception.
	 */
	public function error(): string {
		return $this->error;
	}
}
