<?php
/**
 * Why a token was refused.
 *
 * @package Cognipress
 */

namespace Cognipress;

use RuntimeException;

defined( 'ABSPATH' ) || exit;

/**
 * The message is a short reason for the site's log, never for the visitor.
 */
final class Token_Refused extends RuntimeException {
	/**
	 * The token's `sub` if the signature is right, else null: an unsigned name must not count against anybody.
	 *
	 * @var string|null
	 */
	private $proven_sub;

	/**
	 * Makes a refusal.
	 *
	 * @param string      $reason     Short reason, such as issuer or expired.
	 * @param string|null $proven_sub The user, if the signature is right.
	 */
	public function __construct( string $reason, ?string $proven_sub = null ) {
		parent::__construct( $reason );
		$this->proven_sub = $proven_sub;
	}

	/**
	 * The user whose token it is, if the signature is right.
	 */
	public function proven_sub(): ?string {
		return $this->proven_sub;
	}
}
