<?php
/**
 * What ID tokens are exchanged for.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

defined( 'ABSPATH' ) || exit;

/**
 * Lets a request through whose ID token is good and came with a good challenge for the first time; counts the others.
 */
final class Token_Exchange {
	/**
	 * What such a request has in its body.
	 */
	public const ARGUMENTS = array(
		'idToken'      => array(
			'type'      => 'string',
			'required'  => true,
			'minLength' => 1,
			'maxLength' => 8192,
		),
		'challenge'    => array(
			'type'     => 'string',
			'required' => true,
			'pattern'  => '^[A-Za-z0-9_-]{43}$',
		),
		'refreshToken' => array(
			'type'      => 'string',
			'minLength' => 1,
			'maxLength' => 4096,
		),
		'deviceKey'    => array(
			'type'      => 'string',
			'minLength' => 1,
			'maxLength' => 128,
		),
		'rememberMe'   => array(
			'type'    => 'boolean',
			'default' => false,
		),
		'redirectTo'   => array(
			'type'      => 'string',
			'default'   => '',
			'maxLength' => 2048,
		),
	);

	/**
	 * The token stays acceptable for so many seconds after `exp`; it must not be forgotten earlier.
	 */
	private const REPLAY_MARGIN = 61;

	/**
	 * Checks tokens.
	 *
	 * @var Token_Verifier
	 */
	private $verifier;

	/**
	 * The pool's keys.
	 *
	 * @var Key_Cache
	 */
	private $keys;

	/**
	 * The site's pools.
	 *
	 * @var Pools
	 */
	private $pools;

	/**
	 * Challenges.
	 *
	 * @var Challenge_Store
	 */
	private $challenges;

	/**
	 * Used tokens.
	 *
	 * @var Replay_Store
	 */
	private $replays;

	/**
	 * Failures.
	 *
	 * @var Rate_Limiter
	 */
	private $limiter;

	/**
	 * The browser's cookie.
	 *
	 * @var Browser_Cookie
	 */
	private $cookie;

	/**
	 * Takes its parts.
	 *
	 * @param Token_Verifier  $verifier   Checks tokens.
	 * @param Key_Cache       $keys       The pool's keys.
	 * @param Pools           $pools      The site's pools.
	 * @param Challenge_Store $challenges Challenges.
	 * @param Replay_Store    $replays    Used tokens.
	 * @param Rate_Limiter    $limiter    Failures.
	 * @param Browser_Cookie  $cookie     The browser's cookie.
	 */
	public function __construct( Token_Verifier $verifier, Key_Cache $keys, Pools $pools, Challenge_Store $challenges, Replay_Store $replays, Rate_Limiter $limiter, Browser_Cookie $cookie ) {
		$this->verifier   = $verifier;
		$this->keys       = $keys;
		$this->pools      = $pools;
		$this->challenges = $challenges;
		$this->replays    = $replays;
		$this->limiter    = $limiter;
		$this->cookie     = $cookie;
	}

	/**
	 * Exchanges the token.
	 *
	 * @param WP_REST_Request $request  Request with checked arguments.
	 * @param int             $auth_age How long ago the password may have been proven, in seconds.
	 * @param callable        $give     function( Verified_Sign_In, int $now ): WP_REST_Response; throws Token_Refused or
	 *                                  Unavailable.
	 * @param string|null     $owner    What the challenge was issued to; the browser's cookie unless given.
	 * @return WP_REST_Response|WP_Error
	 */
	public function run( WP_REST_Request $request, int $auth_age, callable $give, ?string $owner = null ) {
		$now     = time();
		$address = Rate_Limiter::by_address( Client_Address::get() );
		if ( $this->limiter->is_exhausted( $address, $now ) ) {
			return self::too_many();
		}
		// The body alone counts: URLs end up in logs.
		$body = $request->get_json_params();
		if ( ! isset( $body['idToken'], $body['challenge'] ) ) {
			return new WP_Error( 'cognipress_malformed', __( 'The request is incomplete.', 'cognipress' ), array( 'status' => 400 ) );
		}
		try {
			$claims = $this->claims( $body['idToken'], $body['challenge'], $owner ?? $this->cookie->value(), $auth_age, $now );
			return $give( new Verified_Sign_In( $claims, true === $request['rememberMe'], $request['redirectTo'], $body['refreshToken'] ?? null, $body['deviceKey'] ?? null ), $now );
		} catch ( Unavailable $e ) {
			self::tell_site( $e->getMessage() );
			return new WP_Error( 'cognipress_unavailable', __( 'Sign-in is not available right now. Please try again in a moment.', 'cognipress' ), array( 'status' => 503 ) );
		} catch ( Token_Refused $e ) {
			return $this->refusal( $e, $address, $now );
		}
	}

	/**
	 * The claims of a good token that came with a good challenge for the first time.
	 *
	 * @param string      $token     ID token.
	 * @param string      $challenge Challenge.
	 * @param string|null $owner     What the challenge was issued to.
	 * @param int         $auth_age  How long ago the password may have been proven, in seconds.
	 * @param int         $now       Unix time in seconds.
	 * @return array<string, mixed>
	 * @throws Token_Refused When anything is wrong.
	 */
	private function claims( string $token, string $challenge, ?string $owner, int $auth_age, int $now ): array {
		if ( ! $this->challenges->consume( $challenge, $owner, $now ) ) {
			throw new Token_Refused( 'challenge' );
		}
		$key_by_id = function ( string $id, string $issuer ) use ( $now ): ?Rsa_Public_Key {
			return $this->keys->of( $this->pools->by_issuer()[ $issuer ] )->key( $id, $now );
		};
		$claims    = $this->verifier->verify( $token, $key_by_id, $now, $auth_age );
		if ( $this->limiter->is_exhausted( Rate_Limiter::by_sub( $claims['sub'] ), $now ) ) {
			throw new Token_Refused( 'rate', $claims['sub'] );
		}
		if ( ! $this->replays->claim( $token, (string) $owner, $claims['exp'] + self::REPLAY_MARGIN, $now ) ) {
			throw new Token_Refused( 'replay', $claims['sub'] );
		}
		return $claims;
	}

	/**
	 * Counts a failure and says nothing about its reason, except to the site itself.
	 *
	 * @param Token_Refused $refused Refusal.
	 * @param string        $address Key of the visitor's network.
	 * @param int           $now     Unix time in seconds.
	 */
	private function refusal( Token_Refused $refused, string $address, int $now ): WP_Error {
		self::tell_site( $refused->getMessage() );
		if ( 'rate' === $refused->getMessage() ) {
			return self::too_many();
		}
		$this->limiter->fail( $address, $now );
		if ( null !== $refused->proven_sub() ) {
			$this->limiter->fail( Rate_Limiter::by_sub( $refused->proven_sub() ), $now );
		}
		return new WP_Error( 'cognipress_token_refused', __( 'Signing in to this site failed. Please try again.', 'cognipress' ), array( 'status' => 401 ) );
	}

	/**
	 * Tells the site, and nobody else, why a sign-in has failed.
	 *
	 * @param string $reason Short reason.
	 */
	public static function tell_site( string $reason ): void {
		/**
		 * Fires when a sign-in has failed, for logs.
		 *
		 * @param string $reason Short reason, such as signature, replay or keys.
		 */
		do_action( 'cognipress_refused', $reason );
	}

	/**
	 * The answer to somebody who has to wait.
	 */
	private static function too_many(): WP_Error {
		return new WP_Error(
			'cognipress_too_many_failures',
			__( 'Too many failed attempts. Please wait a few minutes.', 'cognipress' ),
			array(
				'status'     => 429,
				'retryAfter' => Rate_Limiter::WINDOW,
			)
		);
	}
}
