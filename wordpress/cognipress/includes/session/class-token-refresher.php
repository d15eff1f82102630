<?php
/**
 * Fresh tokens.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Asks Cognito for new tokens, which it gives only while the user is enabled and signed in.
 */
final class Token_Refresher {
	/**
	 * Errors that end a session. Everything else, such as throttling or an outage, ends none.
	 */
	private const FINAL_ERRORS = array( 'NotAuthorizedException', 'TokenRevokedException', 'UserNotFoundException', 'PasswordResetRequiredException', 'UserNotConfirmedException', 'RefreshTokenReuseException' );

	/**
	 * Cognito.
	 *
	 * @var Cognito_Service
	 */
	private $service;

	/**
	 * Whose tokens they are, where their session does not say so.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Takes its parts.
	 *
	 * @param Cognito_Service $service  Cognito.
	 * @param Settings        $settings Whose tokens they are.
	 */
	public function __construct( Cognito_Service $service, Settings $settings ) {
		$this->service  = $service;
		$this->settings = $settings;
	}

	/**
	 * Fresh tokens for a refresh token, which rotates where the app client says so.
	 *
	 * @param string               $refresh_token Refresh token.
	 * @param array<string, mixed> $session       Data of its session.
	 * @return array{IdToken: string, AccessToken: string, RefreshToken?: string}
	 * @throws Session_Over When Cognito gives none, and never will.
	 * @throws Unavailable  When Cognito does not answer the question.
	 */
	public function refresh( string $refresh_token, array $session ): array {
		$settings = ( new Pools( $this->settings ) )->of_session( $session );
		$device   = $session[ Session_Fields::DEVICE_KEY ] ?? null;
		$input    = array(
			'ClientId'     => $settings->client_id(),
			'RefreshToken' => $refresh_token,
		);
		$reply    = $this->service->of( $settings )->call( 'GetTokensFromRefreshToken', null === $device ? $input : $input + array( 'DeviceKey' => $device ) );
		if ( is_wp_error( $reply ) ) {
			throw new Unavailable( 'refresh' );
		}
		if ( $reply['status'] < 500 && in_array( $reply['error'], self::FINAL_ERRORS, true ) ) {
			throw new Session_Over( $reply['error'] );
		}
		$tokens = $reply['body']['AuthenticationResult'] ?? null;
		if ( 200 !== $reply['status'] || ! is_string( $tokens['IdToken'] ?? null ) || ! is_string( $tokens['AccessToken'] ?? null ) ) {
			throw new Unavailable( 'refresh' );
		}
		return $tokens;
	}
}
