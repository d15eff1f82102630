<?php
/**
 * Route cognipress/v1/session.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

defined( 'ABSPATH' ) || exit;

/**
 * Exchanges an ID token for a WordPress session.
 */
final class Session_Controller {
	/**
	 * Checks what comes.
	 *
	 * @var Token_Exchange
	 */
	private $exchange;

	/**
	 * Starts sessions.
	 *
	 * @var Sign_In
	 */
	private $sign_in;

	/**
	 * Sign-ins that wait for the proof of an account.
	 *
	 * @var Pending_Sign_Ins
	 */
	private $pending;

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
	 * @param Token_Exchange   $exchange Checks what comes.
	 * @param Sign_In          $sign_in  Starts sessions.
	 * @param Pending_Sign_Ins $pending  Sign-ins that wait for the proof of an account.
	 * @param Browser_Cookie   $cookie   The browser's cookie.
	 * @param Origin_Guard     $guard    Who may ask.
	 */
	public function __construct( Token_Exchange $exchange, Sign_In $sign_in, Pending_Sign_Ins $pending, Browser_Cookie $cookie, Origin_Guard $guard ) {
		$this->exchange = $exchange;
		$this->sign_in  = $sign_in;
		$this->pending  = $pending;
		$this->cookie   = $cookie;
		$this->guard    = $guard;
	}

	/**
	 * Registers the route (action rest_api_init).
	 */
	public function register_route(): void {
		Rest_Routes::register( '/session', array( $this->guard, 'check' ), array( $this, 'create' ), Token_Exchange::ARGUMENTS );
	}

	/**
	 * The exchange.
	 *
	 * @param WP_REST_Request $request Request with checked arguments.
	 * @return WP_REST_Response|WP_Error
	 */
	public function create( WP_REST_Request $request ) {
		return $this->exchange->run( $request, self::session_seconds( true === $request['rememberMe'] ), array( $this, 'start' ) );
	}

	/**
	 * Starts the session, or leads to where the account is proven first.
	 *
	 * @param Verified_Sign_In $sign_in Sign-in.
	 * @param int              $now     Unix time in seconds.
	 * @throws Token_Refused When the user is kept out.
	 * @throws Unavailable   When the user or the session cannot be made.
	 */
	public function start( Verified_Sign_In $sign_in, int $now ): WP_REST_Response {
		try {
			list( $user, $target ) = $this->sign_in->start( $sign_in, $now );
		} catch ( Link_Required $e ) {
			// Nobody is signed in yet: the next page asks for the proof, as Two-Factor's asks for its code.
			$this->pending->keep( (string) $this->cookie->value(), $sign_in, $now );
			return self::answer( Link_Page::url(), 0, '' );
		}
		return self::answer( $target, $user->ID, $user->display_name );
	}

	/**
	 * The answer to a good token.
	 *
	 * @param string $target  Where to send the visitor.
	 * @param int    $user_id The user; 0 when nobody is signed in yet.
	 * @param string $name    Name that others see.
	 */
	public static function answer( string $target, int $user_id, string $name ): WP_REST_Response {
		return new WP_REST_Response(
			array(
				'redirectTo' => $target,
				'user'       => array(
					'id'          => $user_id,
					'displayName' => $name,
				),
			)
		);
	}

	/**
	 * How long a new session lasts: the password must not have been proven longer ago than that.
	 *
	 * @param bool $remember Whether the session outlives the browser.
	 */
	public static function session_seconds( bool $remember ): int {
		/** This filter is documented in wp-includes/pluggable.php */
		return (int) apply_filters( 'auth_cookie_expiration', ( $remember ? 14 : 2 ) * DAY_IN_SECONDS, 0, $remember );
	}
}
