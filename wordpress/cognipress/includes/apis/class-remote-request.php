<?php
/**
 * Requests to APIs in the name of a user.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_Error;

defined( 'ABSPATH' ) || exit;

/**
 * Sends the current user's token to the site's own APIs, and to nobody else.
 */
final class Remote_Request {
	/**
	 * Argument that says which token goes along: access, unless it is id.
	 */
	public const TOKEN = 'cognipress_token';

	/**
	 * Who may see tokens.
	 *
	 * @var Api_Settings
	 */
	private $settings;

	/**
	 * The tokens of sessions.
	 *
	 * @var Session_Tokens
	 */
	private $tokens;

	/**
	 * Ends sessions.
	 *
	 * @var Session_Watch
	 */
	private $watch;

	/**
	 * Takes its parts.
	 *
	 * @param Api_Settings   $settings Who may see tokens.
	 * @param Session_Tokens $tokens   The tokens of sessions.
	 * @param Session_Watch  $watch    Ends sessions.
	 */
	public function __construct( Api_Settings $settings, Session_Tokens $tokens, Session_Watch $watch ) {
		$this->settings = $settings;
		$this->tokens   = $tokens;
		$this->watch    = $watch;
	}

	/**
	 * Sends a request with a token. Where the answer is 401, the tokens are renewed and it is sent once more.
	 *
	 * @param string               $url       URL of one of the origins in the settings.
	 * @param array<string, mixed> $arguments Of wp_remote_request(), and cognipress_token. Redirects are not followed.
	 * @return array<string, mixed>|WP_Error The response, or see cognipress_remote_request().
	 */
	public function send( string $url, array $arguments ) {
		if ( ! $this->settings->is_allowed( $url ) ) {
			return new WP_Error( 'cognipress_origin_not_allowed', __( 'Tokens are not sent to this address: its origin is not among those in the settings.', 'cognipress' ), array( 'status' => 400 ) );
		}
		$kind = 'id' === ( $arguments[ self::TOKEN ] ?? 'access' ) ? 'id' : 'access';
		unset( $arguments[ self::TOKEN ] );
		$tokens = $this->current();
		if ( is_wp_error( $tokens ) ) {
			return $tokens;
		}
		$response = self::send_with( $tokens[ $kind ], $url, $arguments );
		if ( is_wp_error( $response ) || 401 !== wp_remote_retrieve_response_code( $response ) ) {
			return $response;
		}
		$tokens = $this->current( $tokens['access'] );
		return is_wp_error( $tokens ) ? $tokens : self::send_with( $tokens[ $kind ], $url, $arguments );
	}

	/**
	 * The current user's tokens.
	 *
	 * @param string|null $stale Access token that is no good.
	 * @return array{access: string, id: string, expires_at: int}|WP_Error
	 */
	public function current( ?string $stale = null ) {
		$user_id = get_current_user_id();
		$token   = 0 === $user_id ? '' : wp_get_session_token();
		try {
			$tokens = null;
			if ( '' !== $token ) {
				$tokens = null === $stale ? $this->tokens->get( $user_id, $token, time() ) : $this->tokens->renew( $user_id, $token, time(), $stale );
			}
		} catch ( Session_Over $e ) {
			$this->watch->end( $user_id, $token, $e->getMessage() );
			$tokens = null;
		} catch ( Unavailable $e ) {
			return new WP_Error( 'cognipress_unavailable', __( 'The login service is not available. Please try again later.', 'cognipress' ), array( 'status' => 503 ) );
		}
		return $tokens ?? new WP_Error(
			'cognipress_login_required',
			__( 'Your session has expired. Please log in again.', 'cognipress' ),
			array(
				'status'   => 401,
				'loginUrl' => Expired_Notice::login_url( Here::url() ),
			)
		);
	}

	/**
	 * Sends a request once.
	 *
	 * @param string               $token     Token.
	 * @param string               $url       URL.
	 * @param array<string, mixed> $arguments Of wp_remote_request().
	 * @return array<string, mixed>|WP_Error
	 */
	private static function send_with( string $token, string $url, array $arguments ) {
		$headers = $arguments['headers'] ?? array();
		$headers = array( 'Authorization' => 'Bearer ' . $token ) + ( is_array( $headers ) ? $headers : array() );
		// Whoever answers with a redirect must not choose who sees the token next.
		return wp_remote_request( $url, compact( 'headers' ) + array( 'redirection' => 0 ) + $arguments );
	}
}
