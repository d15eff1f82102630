<?php
/**
 * Route cognipress/v1/step-up.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_Error;
use WP_REST_Request;
use WP_REST_Response;
use WP_Session_Tokens;

defined( 'ABSPATH' ) || exit;

/**
 * Takes a fresh proof of who is logged in already, for the session that goes on.
 */
final class Step_Up_Controller {
	/**
	 * The factors must have been shown within so many seconds.
	 */
	private const AUTH_AGE = 300;

	/**
	 * Checks what comes.
	 *
	 * @var Token_Exchange
	 */
	private $exchange;

	/**
	 * Who is linked.
	 *
	 * @var Link_Table
	 */
	private $links;

	/**
	 * Changes sessions.
	 *
	 * @var Session_Lock
	 */
	private $lock;

	/**
	 * The tokens of sessions.
	 *
	 * @var Session_Tokens
	 */
	private $tokens;

	/**
	 * Revokes the token that nobody needs any more.
	 *
	 * @var Revocation
	 */
	private $revocation;

	/**
	 * Who may ask.
	 *
	 * @var Origin_Guard
	 */
	private $guard;

	/**
	 * Takes its parts.
	 *
	 * @param Token_Exchange $exchange   Checks what comes.
	 * @param Link_Table     $links      Who is linked.
	 * @param Session_Lock   $lock       Changes sessions.
	 * @param Session_Tokens $tokens     The tokens of sessions.
	 * @param Revocation     $revocation Revokes the token that nobody needs any more.
	 * @param Origin_Guard   $guard      Who may ask.
	 */
	public function __construct( Token_Exchange $exchange, Link_Table $links, Session_Lock $lock, Session_Tokens $tokens, Revocation $revocation, Origin_Guard $guard ) {
		$this->exchange   = $exchange;
		$this->links      = $links;
		$this->lock       = $lock;
		$this->tokens     = $tokens;
		$this->revocation = $revocation;
		$this->guard      = $guard;
	}

	/**
	 * Registers the route (action rest_api_init).
	 */
	public function register_route(): void {
		Rest_Routes::register( '/step-up', array( $this->guard, 'check' ), array( $this, 'create' ), Token_Exchange::ARGUMENTS );
	}

	/**
	 * The exchange.
	 *
	 * @param WP_REST_Request $request Request with checked arguments.
	 * @return WP_REST_Response|WP_Error
	 */
	public function create( WP_REST_Request $request ) {
		return $this->exchange->run( $request, self::AUTH_AGE, array( $this, 'raise' ) );
	}

	/**
	 * Notes the proof in the session of the browser's cookie.
	 *
	 * @param Verified_Sign_In $sign_in Proof.
	 * @param int              $now     Unix time in seconds.
	 * @throws Token_Refused When it is somebody else's, or the session is over.
	 */
	public function raise( Verified_Sign_In $sign_in, int $now ): WP_REST_Response {
		$claims = $sign_in->claims();
		// Nonces say nothing here, so core knows nobody.
		$user_id = (int) wp_validate_auth_cookie( '', 'logged_in' );
		$cookie  = wp_parse_auth_cookie( '', 'logged_in' );
		if ( 0 === $user_id || $this->links->user_id( $claims['iss'], $claims['sub'] ) !== $user_id ) {
			throw new Token_Refused( 'user', $claims['sub'] );
		}
		$session = (array) WP_Session_Tokens::get_instance( $user_id )->get( $cookie['token'] );
		$before  = $session[ Session_Fields::REFRESH_TOKEN ] ?? null;
		// What the new proof does not say the old one must not say for it.
		$changes = Session_Fields::of( $sign_in, $now ) + array( Session_Fields::ACR => null );

		$changes[ Session_Fields::STEP_UP ] = Step_Up_Cookie::renew();
		if ( ! $this->lock->change( $user_id, $cookie['token'], $changes ) ) {
			// Logged out in the meantime: nobody else knows of the new token.
			if ( isset( $changes[ Session_Fields::REFRESH_TOKEN ] ) ) {
				$this->revocation->enqueue( $changes[ Session_Fields::REFRESH_TOKEN ], $changes );
			}
			throw new Token_Refused( 'session', $claims['sub'] );
		}
		$this->tokens->forget( $cookie['token'] );
		if ( null !== $sign_in->refresh_token() && is_string( $before ) ) {
			$this->revocation->enqueue( $before, $session );
		}
		/**
		 * Fires when who is logged in has proven it again.
		 *
		 * @param int    $user_id User.
		 * @param string $acr     Authentication context class; empty where Cognito says none.
		 */
		do_action( 'cognipress_stepped_up', $user_id, (string) ( $changes[ Session_Fields::ACR ] ?? '' ) );
		return Session_Controller::answer( wp_validate_redirect( wp_sanitize_redirect( $sign_in->redirect_to() ), home_url( '/' ) ), $user_id, get_userdata( $user_id )->display_name );
	}
}
