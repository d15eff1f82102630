<?php
/**
 * Checks of the user pool.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Tries the saved settings against Cognito. Nobody is signed in.
 */
final class Pool_Checks {
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
	 * The findings, in the order in which to mend them.
	 *
	 * @return Finding[]
	 */
	public function run(): array {
		$findings = array();
		foreach ( ( new Pools( $this->settings ) )->all() as $name => $settings ) {
			$of_pool  = ( new self( $settings, $this->keys->of( $settings ), $this->service->of( $settings ) ) )->check();
			$named    = static fn( Finding $finding ): Finding => new Finding( $finding->status(), $name . ': ' . $finding->text() );
			$findings = array_merge( $findings, '' === $name ? $of_pool : array_map( $named, $of_pool ) );
		}
		return $findings;
	}

	/**
	 * The findings about one pool.
	 *
	 * @return Finding[]
	 */
	private function check(): array {
		if ( null === $this->settings->user_pool() ) {
			return array( new Finding( Finding::CRITICAL, __( 'The user pool id does not look like eu-west-1_AbCdEf123.', 'cognipress' ) ) );
		}
		if ( '' === $this->settings->client_id() ) {
			return array( new Finding( Finding::CRITICAL, __( 'The client id is missing or has characters that no client id has.', 'cognipress' ) ) );
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
			return array( new Finding( Finding::CRITICAL, sprintf( __( 'Cognito cannot be reached at %1$s: %2$s', 'cognipress' ), $this->settings->endpoint(), $reply->get_error_message() ) ) );
		}
		$findings = array( $this->keys(), self::client( $reply ), self::clock( $reply['date'], time() ) );
		if ( $this->settings->pools_require_mfa() ) {
			$findings[] = ( new Mfa_Check( new Cognito_Admin( $this->service, new Aws_Credential_Source(), $this->settings ) ) )->run();
		}
		return array_merge( $findings, ( new Callback_Check( $this->settings ) )->run() );
	}

	/**
	 * Whether the pool's keys are there.
	 */
	private function keys(): Finding {
		if ( null === $this->keys->fetch() ) {
			/* translators: %s: URL. */
			return new Finding( Finding::CRITICAL, sprintf( __( 'No public keys could be read from %s. Is the user pool id right?', 'cognipress' ), $this->settings->jwks_url() ) );
		}
		return new Finding( Finding::GOOD, __( 'The user pool’s public keys were read.', 'cognipress' ) );
	}

	/**
	 * What Cognito's answer says about the app client. Any answer about the user means that the client may ask.
	 *
	 * @param array{status: int, error: string, message: string} $reply Cognito's answer.
	 */
	private static function client( array $reply ): Finding {
		if ( 'ResourceNotFoundException' === $reply['error'] ) {
			return new Finding( Finding::CRITICAL, __( 'Cognito knows no app client with this id in this region.', 'cognipress' ) );
		}
		if ( false !== stripos( $reply['message'], 'secret' ) ) {
			return new Finding( Finding::CRITICAL, __( 'The app client has a client secret, which a browser cannot keep. Please make a public app client without one.', 'cognipress' ) );
		}
		if ( false !== stripos( $reply['message'], 'not enabled' ) || false !== stripos( $reply['message'], 'not supported' ) ) {
			return new Finding( Finding::CRITICAL, __( 'The app client does not allow sign-in with ALLOW_USER_SRP_AUTH. Please enable it.', 'cognipress' ) );
		}
		if ( $reply['status'] >= 500 || in_array( $reply['error'], array( 'TooManyRequestsException', 'ForbiddenException' ), true ) ) {
			/* translators: 1: HTTP status, 2: name of the error. */
			return new Finding( Finding::CRITICAL, sprintf( __( 'Cognito did not answer the question: %1$d %2$s', 'cognipress' ), $reply['status'], $reply['error'] ) );
		}
		if ( 'UserNotFoundException' === $reply['error'] ) {
			return new Finding( Finding::RECOMMENDED, __( 'Cognito knows the app client, and it may sign users in. But it tells strangers which user names exist: please turn on “Prevent user existence errors” for the app client.', 'cognipress' ) );
		}
		return new Finding( Finding::GOOD, __( 'Cognito knows the app client, and it may sign users in.', 'cognipress' ) );
	}

	/**
	 * Whether this server's clock is right enough for tokens.
	 *
	 * @param string $date Date header.
	 * @param int    $now  Unix time in seconds.
	 */
	private static function clock( string $date, int $now ): Finding {
		$time = strtotime( $date );
		if ( false === $time ) {
			return new Finding( Finding::GOOD, __( 'Cognito sent no date to compare the clock with.', 'cognipress' ) );
		}
		$drift = abs( $now - $time );
		if ( $drift > self::MAX_DRIFT_SECONDS ) {
			/* translators: %d: seconds. */
			return new Finding( Finding::CRITICAL, sprintf( __( 'This server’s clock is %d seconds off: tokens would be refused. Please set it right.', 'cognipress' ), $drift ) );
		}
		return new Finding( Finding::GOOD, __( 'This server’s clock is right.', 'cognipress' ) );
	}
}
