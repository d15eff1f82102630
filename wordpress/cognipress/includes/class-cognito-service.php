<?php
/**
 * Calls to Cognito that need no AWS credentials.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_Error;

defined( 'ABSPATH' ) || exit;

/**
 * Speaks Cognito's JSON protocol: one POST, the operation in a header.
 */
final class Cognito_Service {
	private const TIMEOUT_SECONDS = 3;

	/**
	 * Address, without a trailing slash.
	 *
	 * @var string
	 */
	private $endpoint;

	/**
	 * Whether the address comes from wp-config.php and may name this machine.
	 *
	 * @var bool
	 */
	private $is_trusted;

	/**
	 * Takes the configuration.
	 *
	 * @param string $endpoint   Address, without a trailing slash.
	 * @param bool   $is_trusted Whether it may name this machine.
	 */
	public function __construct( string $endpoint, bool $is_trusted ) {
		$this->endpoint   = $endpoint;
		$this->is_trusted = $is_trusted;
	}

	/**
	 * Calls an operation.
	 *
	 * @param string               $operation Such as RevokeToken.
	 * @param array<string, mixed> $input     Its input.
	 * @return array{status: int, error: string, message: string, date: string}|WP_Error Error is the exception's name, empty on success.
	 */
	public function call( string $operation, array $input ) {
		$arguments = array(
			'timeout'             => self::TIMEOUT_SECONDS,
			'redirection'         => 0,
			'limit_response_size' => 65536,
			'headers'             => array(
				'Content-Type'  => 'application/x-amz-json-1.1',
				'X-Amz-Target'  => 'AWSCognitoIdentityProviderService.' . $operation,
				'Cache-Control' => 'no-store',
			),
			'body'                => wp_json_encode( $input ),
		);
		// wp_safe_remote_post() refuses this machine and unusual ports.
		$response = $this->is_trusted ? wp_remote_post( $this->endpoint . '/', $arguments ) : wp_safe_remote_post( $this->endpoint . '/', $arguments );
		if ( is_wp_error( $response ) ) {
			return $response;
		}
		$reply = json_decode( wp_remote_retrieve_body( $response ), true, 32 );
		$reply = is_array( $reply ) ? $reply : array();
		$type  = is_string( $reply['__type'] ?? null ) ? $reply['__type'] : '';
		$text  = $reply['message'] ?? $reply['Message'] ?? '';
		return array(
			'status'  => (int) wp_remote_retrieve_response_code( $response ),
			'error'   => (string) preg_replace( '/^[^#]*#|:.*$/s', '', $type ),
			'message' => is_string( $text ) ? $text : '',
			'date'    => (string) wp_remote_retrieve_header( $response, 'date' ),
		);
	}
}
