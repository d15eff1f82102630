<?php
/**
 * Route cognipress/v1/connection-test.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_REST_Response;
use WP_REST_Server;

defined( 'ABSPATH' ) || exit;

/**
 * Tries the saved settings against Cognito, for the button on the settings page.
 */
final class Connection_Test {
	private const MAX_DRIFT_SECONDS = 60;

	/**
	 * A user name that no pool has: the question is whether the client may ask at all.
	 */
	private const NOBODY = 'cognipress-connection-test';

	/**
	 * Settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * The pool's keys.
	 *
	 * @var Key_Cache
	 */
	private $keys;

	/**
	 * Cognito.
	 *
	 * @var Cognito_Service
	 */
	private $service;

	/**
	 * Takes its parts.
	 *
	 * @param Settings        $settings Settings.
	 * @param Key_Cache       $keys     The pool's keys.
	 * @param Cognito_Service $service  Cognito.
	 */
	public function __construct( Settings $settings, Key_Cache $keys, Cognito_Service $service ) {
		$this->settings = $settings;
		$this->keys     = $keys;
		$this->service  = $service;
	}

	/**
	 * Registers the route (action rest_api_init).
	 */
	public function register_route(): void {
		register_rest_route(
			Rest_Routes::NAMESPACE,
			'/connection-test',
			array(
				'methods'             => WP_REST_Server::CREATABLE,
				'permission_callback' => static function (): bool {
					return current_user_can( 'manage_options' );
				},
				'callback'            => array( $this, 'create' ),
			)
		);
	}

	/**
	 * The findings, in the order in which to mend them.
	 */
	public function create(): WP_REST_Response {
		if ( null === $this->settings->user_pool() ) {
			return self::response( array( self::bad( __( 'The user pool id does not look like eu-west-1_AbCdEf123.', 'cognipress' ) ) ) );
		}
		if ( '' === $this->settings->client_id() ) {
			return self::response( array( self::bad( __( 'The client id is missing or has characters that no client id has.', 'cognipress' ) ) ) );
		}
		$reply = $this->service->call(
			'InitiateAuth',
			array(
				'AuthFlow'       => 'USER_SRP_AUTH',
				'ClientId'       => $this->settings->client_id(),
				'AuthParameters' => array(
					'USERNAME' => self::NOBODY,
					'SRP_A'    => '2',
				),
			)
		);
		if ( is_wp_error( $reply ) ) {
			/* translators: 1: URL, 2: error message. */
			return self::response( array( self::bad( sprintf( __( 'Cognito cannot be reached at %1$s: %2$s', 'cognipress' ), $this->settings->endpoint(), $reply->get_error_message() ) ) ) );
		}
		return self::response( array( $this->judge_keys(), $this->judge_client( $reply ), $this->judge_clock( $reply['date'], time() ) ) );
	}

	/**
	 * Whether the pool's keys are there.
	 *
	 * @return array{ok: bool, text: string}
	 */
	private function judge_keys(): array {
		if ( null === $this->keys->fetch() ) {
			/* translators: %s: URL. */
			return self::bad( sprintf( __( 'No public keys could be read from %s. Is the user pool id right?', 'cognipress' ), $this->settings->jwks_url() ) );
		}
		return self::good( __( 'The user pool’s public keys were read.', 'cognipress' ) );
	}

	/**
	 * What Cognito's answer says about the app client. Any answer about the user means that the client may ask.
	 *
	 * @param array{status: int, error: string, message: string} $reply Cognito's answer.
	 * @return array{ok: bool, text: string}
	 */
	public function judge_client( array $reply ): array {
		if ( 'ResourceNotFoundException' === $reply['error'] ) {
			return self::bad( __( 'Cognito knows no app client with this id in this region.', 'cognipress' ) );
		}
		if ( false !== stripos( $reply['message'], 'secret' ) ) {
			return self::bad( __( 'The app client has a client secret, which a browser cannot keep. Please make a public app client without one.', 'cognipress' ) );
		}
		if ( false !== stripos( $reply['message'], 'not enabled' ) || false !== stripos( $reply['message'], 'not supported' ) ) {
			return self::bad( __( 'The app client does not allow sign-in with ALLOW_USER_SRP_AUTH. Please enable it.', 'cognipress' ) );
		}
		if ( $reply['status'] >= 500 || in_array( $reply['error'], array( 'TooManyRequestsException', 'ForbiddenException' ), true ) ) {
			/* translators: 1: HTTP status, 2: name of the error. */
			return self::bad( sprintf( __( 'Cognito did not answer the question: %1$d %2$s', 'cognipress' ), $reply['status'], $reply['error'] ) );
		}
		return self::good( __( 'Cognito knows the app client, and it may sign users in.', 'cognipress' ) );
	}

	/**
	 * Whether this server's clock is right enough for tokens.
	 *
	 * @param string $date Date header.
	 * @param int    $now  Unix time in seconds.
	 * @return array{ok: bool, text: string}
	 */
	public function judge_clock( string $date, int $now ): array {
		$time = strtotime( $date );
		if ( false === $time ) {
			return self::good( __( 'Cognito sent no date to compare the clock with.', 'cognipress' ) );
		}
		$drift = abs( $now - $time );
		if ( $drift > self::MAX_DRIFT_SECONDS ) {
			/* translators: %d: seconds. */
			return self::bad( sprintf( __( 'This server’s clock is %d seconds off: tokens would be refused. Please set it right.', 'cognipress' ), $drift ) );
		}
		return self::good( __( 'This server’s clock is right.', 'cognipress' ) );
	}

	/**
	 * A finding that needs no action.
	 *
	 * @param string $text Text.
	 * @return array{ok: bool, text: string}
	 */
	private static function good( string $text ): array {
		return array(
			'ok'   => true,
			'text' => $text,
		);
	}

	/**
	 * A finding that has to be mended.
	 *
	 * @param string $text Text.
	 * @return array{ok: bool, text: string}
	 */
	private static function bad( string $text ): array {
		return array(
			'ok'   => false,
			'text' => $text,
		);
	}

	/**
	 * The route's answer.
	 *
	 * @param array<array{ok: bool, text: string}> $findings Findings.
	 */
	private static function response( array $findings ): WP_REST_Response {
		return new WP_REST_Response( array( 'findings' => $findings ) );
	}
}
