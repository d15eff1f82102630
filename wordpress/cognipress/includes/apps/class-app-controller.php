<?php
/**
 * Routes cognipress/v1/app-challenge and cognipress/v1/app-code.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

defined( 'ABSPATH' ) || exit;

/**
 * Exchanges the ID token of an app for a code that its webview opens a session with.
 *
 * The app's page is on another origin, so no cookie ties the steps together. What does is a verifier that stays in the
 * page until the last of them: the others know its SHA-256 alone, as with PKCE (RFC 7636, S256).
 */
final class App_Controller {
	public const ROUTES       = array( '/cognipress/v1/app-challenge', '/cognipress/v1/app-code' );
	public const CODE_SECONDS = 60;

	private const CODE_CHALLENGE = array(
		'codeChallenge' => array(
			'type'     => 'string',
			'required' => true,
			'pattern'  => '^[A-Za-z0-9_-]{43}$',
		),
	);

	/**
	 * Checks what comes.
	 *
	 * @var Token_Exchange
	 */
	private $exchange;

	/**
	 * Challenges.
	 *
	 * @var Challenge_Store
	 */
	private $challenges;

	/**
	 * Sign-ins that wait for their code.
	 *
	 * @var Pending_Sign_Ins
	 */
	private $codes;

	/**
	 * Who may ask.
	 *
	 * @var App_Origins
	 */
	private $apps;

	/**
	 * Takes its parts.
	 *
	 * @param Token_Exchange   $exchange   Checks what comes.
	 * @param Challenge_Store  $challenges Challenges.
	 * @param Pending_Sign_Ins $codes      Sign-ins that wait for their code.
	 * @param App_Origins      $apps       Who may ask.
	 */
	public function __construct( Token_Exchange $exchange, Challenge_Store $challenges, Pending_Sign_Ins $codes, App_Origins $apps ) {
		$this->exchange   = $exchange;
		$this->challenges = $challenges;
		$this->codes      = $codes;
		$this->apps       = $apps;
	}

	/**
	 * Registers the routes (action rest_api_init).
	 */
	public function register_routes(): void {
		$check = array( $this->apps, 'check' );
		Rest_Routes::register( '/app-challenge', $check, array( $this, 'create_challenge' ), self::CODE_CHALLENGE );
		Rest_Routes::register( '/app-code', $check, array( $this, 'create_code' ), Token_Exchange::ARGUMENTS + self::CODE_CHALLENGE );
	}

	/**
	 * A new challenge, tied to the app's origin and its verifier.
	 *
	 * @param WP_REST_Request $request Request with checked arguments.
	 */
	public function create_challenge( WP_REST_Request $request ): WP_REST_Response {
		return new WP_REST_Response( array( 'challenge' => $this->challenges->issue( self::asker( $request ), time() ) ) );
	}

	/**
	 * A code for a good token.
	 *
	 * @param WP_REST_Request $request Request with checked arguments.
	 * @return WP_REST_Response|WP_Error
	 */
	public function create_code( WP_REST_Request $request ) {
		$give = function ( Verified_Sign_In $sign_in, int $now ) use ( $request ): WP_REST_Response {
			$code = Base64url::encode( random_bytes( 32 ) );
			$this->codes->keep( self::owner( $code, $request['codeChallenge'] ), $sign_in, $now );
			return new WP_REST_Response(
				array(
					'url'  => App_Page::url(),
					'code' => $code,
				)
			);
		};
		return $this->exchange->run( $request, Session_Controller::session_seconds( true === $request['rememberMe'] ), $give, self::asker( $request ) );
	}

	/**
	 * What only the owner of a sign-in knows both parts of.
	 *
	 * @param string $code           Code.
	 * @param string $code_challenge SHA-256 of the verifier, as base64url.
	 */
	public static function owner( string $code, string $code_challenge ): string {
		return $code . ' ' . $code_challenge;
	}

	/**
	 * What a challenge is issued to.
	 *
	 * @param WP_REST_Request $request Request.
	 */
	private static function asker( WP_REST_Request $request ): string {
		return $request->get_header( 'origin' ) . ' ' . $request['codeChallenge'];
	}
}
