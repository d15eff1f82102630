<?php
/**
 * Route cognipress/v1/challenge.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_REST_Response;

defined( 'ABSPATH' ) || exit;

/**
 * Hands out challenges.
 */
final class Challenge_Controller {
	/**
	 * Challenges.
	 *
	 * @var Challenge_Store
	 */
	private $challenges;

	/**
	 * The browser's cookie.
	 *
	 * @var Browser_Cookie
	 */
	private $cookie;

	/**
	 * Who may ask.
	 *
	 * @var Origin_Guard
	 */
	private $guard;

	/**
	 * Takes its parts.
	 *
	 * @param Challenge_Store $challenges Challenges.
	 * @param Browser_Cookie  $cookie     The browser's cookie.
	 * @param Origin_Guard    $guard      Who may ask.
	 */
	public function __construct( Challenge_Store $challenges, Browser_Cookie $cookie, Origin_Guard $guard ) {
		$this->challenges = $challenges;
		$this->cookie     = $cookie;
		$this->guard      = $guard;
	}

	/**
	 * Registers the route (action rest_api_init).
	 */
	public function register_route(): void {
		Rest_Routes::register( '/challenge', array( $this->guard, 'check' ), array( $this, 'create' ) );
	}

	/**
	 * A new challenge, tied to this browser.
	 */
	public function create(): WP_REST_Response {
		$now       = time();
		$challenge = $this->challenges->issue( $this->cookie->send( $now ), $now );
		return new WP_REST_Response(
			array(
				'challenge'   => $challenge,
				'expiresAtMs' => 1000 * ( $now + Challenge_Store::LIFETIME ),
			)
		);
	}
}
