<?php
/**
 * Calls to Cognito.
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
	public const TIMEOUT_SECONDS = 3;

	/**
	 * Where Cognito is.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Takes its part.
	 *
	 * @param Settings $settings Where Cognito is.
	 */
	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * The service of another user pool.
	 *
	 * @param Settings $settings Where it is.
	 */
	public function of( Settings $settings ): self {
		return new self( $settings );
	}

	/**
	 * Calls an operation.
	 *
	 * @param string               $operation Such as RevokeToken.
	 * @param array<string, mixed> $input     Its input.
	 * @param callable|null        $sign      function( string $url, array $headers, string $body ): array, the headers
	 *                                        of an operation that needs keys of AWS.
	 * @return array{status: int, error: string, message: string, date: string, body: array<string, mixed>}|WP_Error Error is the exception's name, empty on success.
	 */
	public function call( string $operation, array $input, ?callable $sign = null ) {
		$url       = $this->settings->endpoint() . '/';
		$body      = (string) wp_json_encode( $input );
		$headers   = array(
			'Content-Type'  => 'application/x-amz-json-1.1',
			'X-Amz-Target'  => 'AWSCognitoIdentityProviderService.' . $operation,
			'Cache-Control' => 'no-store',
		);
		$arguments = array(
			'timeout'             => self::TIMEOUT_SECONDS,
			'redirection'         => 0,
			'limit_response_size' => 65536,
			'headers'             => null === $sign ? $headers : $sign( $url, $headers, $body ),
			'body'                => $body,
		);
		// wp_safe_remote_post() refuses this machine and unusual ports: right for everything but a URL from wp-config.php.
		$response = null === $this->settings->endpoint_override() ? wp_safe_remote_post( $url, $arguments ) : wp_remote_post( $url, $arguments );
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
			'body'    => $reply,
		);
	}
}
