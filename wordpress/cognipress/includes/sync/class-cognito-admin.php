<?php
/**
 * Calls to Cognito that need keys of AWS.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Calls an administrator's operations on the site's user pool.
 */
final class Cognito_Admin {
	/**
	 * Exceptions after which the same call may well succeed.
	 */
	private const TRANSIENT = array( 'TooManyRequestsException', 'LimitExceededException', 'ConcurrentModificationException', 'ThrottlingException', 'InternalErrorException' );

	/**
	 * Exceptions that say nothing about the user, but that the keys are wrong, or may not do this.
	 */
	private const KEYS = array( 'AccessDeniedException', 'ExpiredTokenException', 'IncompleteSignatureException', 'InvalidSignatureException', 'MissingAuthenticationTokenException', 'UnrecognizedClientException', 'NotAuthorizedException' );

	/**
	 * Cognito.
	 *
	 * @var Cognito_Service
	 */
	private $service;

	/**
	 * Keys.
	 *
	 * @var Aws_Credential_Source
	 */
	private $credentials;

	/**
	 * Which pool.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * When calls have to be over, as Unix time in seconds.
	 *
	 * @var int
	 */
	private $deadline = PHP_INT_MAX;

	/**
	 * Takes its parts.
	 *
	 * @param Cognito_Service       $service     Cognito.
	 * @param Aws_Credential_Source $credentials Keys.
	 * @param Settings              $settings    Which pool.
	 */
	public function __construct( Cognito_Service $service, Aws_Credential_Source $credentials, Settings $settings ) {
		$this->service     = $service;
		$this->credentials = $credentials;
		$this->settings    = $settings;
	}

	/**
	 * Begins no call that could last longer.
	 *
	 * @param int $deadline Unix time in seconds.
	 */
	public function work_until( int $deadline ): void {
		$this->deadline = $deadline;
	}

	/**
	 * Calls an operation.
	 *
	 * @param string               $operation Such as AdminGetUser.
	 * @param array<string, mixed> $input     Its input but the pool.
	 * @return array<string, mixed> Its output.
	 * @throws Unavailable   When the same call may succeed later.
	 * @throws Admin_Refused When it never will.
	 */
	public function call( string $operation, array $input ): array {
		$pool = $this->settings->user_pool();
		if ( null === $pool ) {
			throw new Unavailable( __( 'No user pool is set.', 'cognipress' ) );
		}
		if ( time() + Cognito_Service::TIMEOUT_SECONDS >= $this->deadline ) {
			throw new Unavailable( __( 'Cognito answers too slowly.', 'cognipress' ) );
		}
		$credentials = $this->credentials->get();
		$signature   = new Aws_Signature( $pool->region(), 'cognito-idp' );
		$sign        = static function ( string $url, array $headers, string $body ) use ( $signature, $credentials ): array {
			return $signature->sign( $credentials, 'POST', $url, $headers, $body, time() );
		};
		$reply       = $this->service->call( $operation, array( 'UserPoolId' => $pool->id() ) + $input, $sign );
		if ( is_wp_error( $reply ) ) {
			throw new Unavailable( $reply->get_error_message() );
		}
		if ( 200 === $reply['status'] ) {
			return $reply['body'];
		}
		$text = $operation . ': ' . ( '' === $reply['error'] ? $reply['status'] : $reply['error'] . ' ' . $reply['message'] );
		if ( $reply['status'] >= 500 || '' === $reply['error'] || in_array( $reply['error'], self::TRANSIENT, true ) || in_array( $reply['error'], self::KEYS, true ) ) {
			throw new Unavailable( $text );
		}
		throw new Admin_Refused( $reply['error'], $text );
	}
}
