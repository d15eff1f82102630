<?php
/**
 * The end of a Cognito session.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Revokes the refresh token of every WordPress session that ends, however it ends.
 *
 * A token waits in the database until Cognito has accepted its revocation, so that neither a dead service nor a dead
 * PHP process loses it, and logging out never fails.
 */
final class Revocation {
	public const EVENT = 'cognipress_revoke';

	/**
	 * Member of the WordPress session's data that holds the sealed token.
	 */
	public const SESSION_FIELD = 'cognipress_refresh_token';

	private const PREFIX        = 'revoke:';
	private const KEEP_SECONDS  = 7 * DAY_IN_SECONDS;
	private const RETRY_SECONDS = 5 * MINUTE_IN_SECONDS;
	private const BATCH         = 20;

	/**
	 * Where tokens wait.
	 *
	 * @var Expiring_Store
	 */
	private $store;

	/**
	 * Cognito.
	 *
	 * @var Cognito_Service
	 */
	private $service;

	/**
	 * User pools.
	 *
	 * @var Pools
	 */
	private $pools;

	/**
	 * Takes its parts.
	 *
	 * @param Expiring_Store  $store    Storage.
	 * @param Cognito_Service $service  Cognito.
	 * @param Settings        $settings Whose tokens they are, where their session does not say so.
	 */
	public function __construct( Expiring_Store $store, Cognito_Service $service, Settings $settings ) {
		$this->store    = $store;
		$this->service  = $service;
		$this->pools    = new Pools( $settings );
	}

	/**
	 * Puts a token in the queue.
	 *
	 * @param string               $sealed  Token out of Secret_Box::seal().
	 * @param array<string, mixed> $session Data of its session.
	 */
	public function enqueue( string $sealed, array $session = array() ): void {
		$now   = time();
		// None of the three has a space in it.
		$entry = trim( implode( ' ', array( $sealed, $session[ Session_Fields::ISSUER ] ?? '', $session[ Session_Fields::CLIENT_ID ] ?? '' ) ) );
		$this->store->add( self::PREFIX . hash( 'sha256', $sealed ), $entry, $now + self::KEEP_SECONDS, $now );
		$this->schedule( $now );
	}

	/**
	 * Notices sessions that are about to vanish from a user's session data (action update_user_meta).
	 *
	 * @param int    $meta_id   Row.
	 * @param int    $user_id   User.
	 * @param string $meta_key  Key.
	 * @param mixed  $remaining New sessions.
	 */
	public function before_sessions_change( $meta_id, $user_id, $meta_key, $remaining ): void {
		if ( 'session_tokens' !== $meta_key ) {
			return;
		}
		$before = get_user_meta( $user_id, 'session_tokens', true );
		$after  = is_array( $remaining ) ? $remaining : array();
		foreach ( is_array( $before ) ? array_diff_key( $before, $after ) : array() as $session ) {
			$sealed = is_array( $session ) ? ( $session[ self::SESSION_FIELD ] ?? null ) : null;
			if ( is_string( $sealed ) ) {
				$this->enqueue( $sealed, $session );
			}
		}
	}

	/**
	 * Notices that all sessions of a user end (action delete_user_meta).
	 *
	 * @param int[]  $meta_ids Rows.
	 * @param int    $user_id  User.
	 * @param string $meta_key Key.
	 */
	public function before_sessions_delete( $meta_ids, $user_id, $meta_key ): void {
		$this->before_sessions_change( 0, $user_id, $meta_key, array() );
	}

	/**
	 * Revokes what waits; what fails is tried again by the scheduled event.
	 */
	public function run(): void {
		$now     = time();
		$waiting = $this->store->list( self::PREFIX, self::BATCH, $now );
		foreach ( $waiting as $name => $entry ) {
			list( $sealed, $issuer, $client_id ) = explode( ' ', $entry . '  ' );

			$token = Secret_Box::open( $sealed );
			if ( null !== $token && ! $this->revoke( $token, $this->pools->of_session( array_filter( array( Session_Fields::ISSUER => $issuer, Session_Fields::CLIENT_ID => $client_id ) ) ) ) ) {
				// The service is down: the others would only wait for the time-out too.
				$this->schedule( $now + self::RETRY_SECONDS );
				return;
			}
			$this->store->remove( $name, $entry );
		}
		if ( self::BATCH === count( $waiting ) ) {
			$this->schedule( $now );
		}
	}

	/**
	 * Whether a token needs no further try: Cognito has revoked it, or never will.
	 *
	 * @param string   $token    Refresh token.
	 * @param Settings $settings Whose it is.
	 */
	private function revoke( string $token, Settings $settings ): bool {
		$reply = $this->service->of( $settings )->call(
			'RevokeToken',
			array(
				'Token'    => $token,
				'ClientId' => $settings->client_id(),
			)
		);
		if ( is_wp_error( $reply ) || $reply['status'] >= 500 || 'TooManyRequestsException' === $reply['error'] ) {
			return false;
		}
		return true;
	}

	/**
	 * Makes sure that the event comes.
	 *
	 * @param int $time When.
	 */
	private function schedule( int $time ): void {
		if ( false === wp_next_scheduled( self::EVENT ) ) {
			wp_schedule_single_event( $time, self::EVENT );
		}
	}
}
