<?php
/**
 * The Cognito tokens of a WordPress session.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_Session_Tokens;

defined( 'ABSPATH' ) || exit;

/**
 * Renews tokens, one process at a time for each session: a refresh token that rotates may be spent only once. What
 * Cognito has given is kept, encrypted, for the other processes.
 */
final class Session_Tokens {
	/**
	 * Tokens are handed out only while they last so many seconds longer.
	 */
	private const MARGIN_SECONDS = 60;

	/**
	 * After so many seconds the process that renews counts as dead: more than Cognito has to answer, and the session's
	 * lock to be had.
	 */
	private const HOLD_SECONDS = 30;
	private const WAIT_SECONDS = 10;
	private const POLL_MS      = 50;

	/**
	 * Where tokens and locks are.
	 *
	 * @var Expiring_Store
	 */
	private $store;

	/**
	 * Asks Cognito.
	 *
	 * @var Token_Refresher
	 */
	private $refresher;

	/**
	 * Changes sessions.
	 *
	 * @var Session_Lock
	 */
	private $lock;

	/**
	 * Revokes tokens that nobody needs.
	 *
	 * @var Revocation
	 */
	private $revocation;

	/**
	 * Whose devices count.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Takes its parts.
	 *
	 * @param Expiring_Store  $store      Where tokens and locks are.
	 * @param Token_Refresher $refresher  Asks Cognito.
	 * @param Session_Lock    $lock       Changes sessions.
	 * @param Revocation      $revocation Revokes tokens that nobody needs.
	 * @param Settings        $settings   Whose devices count.
	 */
	public function __construct( Expiring_Store $store, Token_Refresher $refresher, Session_Lock $lock, Revocation $revocation, Settings $settings ) {
		$this->store      = $store;
		$this->refresher  = $refresher;
		$this->lock       = $lock;
		$this->revocation = $revocation;
		$this->settings   = $settings;
	}

	/**
	 * Tokens that are good now; null where the session has none of Cognito's.
	 *
	 * @param int    $user_id User.
	 * @param string $token   Session token.
	 * @param int    $now     Unix time in seconds.
	 * @return array{access: string, id: string, expires_at: int}|null
	 * @throws Session_Over When Cognito has ended the session.
	 * @throws Unavailable  When Cognito cannot be asked.
	 */
	public function get( int $user_id, string $token, int $now ): ?array {
		// Whatever another process keeps from here on is good.
		return $this->kept( $token, $now ) ?? $this->renew( $user_id, $token, $now, '' );
	}

	/**
	 * New tokens: Cognito's own, or those that another process has got in the meantime.
	 *
	 * @param int         $user_id User.
	 * @param string      $token   Session token.
	 * @param int         $now     Unix time in seconds.
	 * @param string|null $stale   Access token that is no good; the one that is kept unless given.
	 * @return array{access: string, id: string, expires_at: int}|null
	 * @throws Session_Over When Cognito has ended the session.
	 * @throws Unavailable  When Cognito cannot be asked.
	 */
	public function renew( int $user_id, string $token, int $now, ?string $stale = null ): ?array {
		$stale = $stale ?? $this->kept( $token, $now )['access'] ?? null;
		$name  = self::name( 'renew', $token );
		$owner = bin2hex( random_bytes( 16 ) );
		while ( ! $this->store->add( $name, $owner, time() + self::HOLD_SECONDS, time() ) ) {
			if ( time() > $now + self::WAIT_SECONDS ) {
				throw new Unavailable( 'refresh' );
			}
			usleep( 1000 * self::POLL_MS );
		}
		try {
			$kept = $this->kept( $token, $now );
			// Another process may have been faster.
			return null !== $kept && $kept['access'] !== $stale ? $kept : $this->refresh( $user_id, $token, $now );
		} finally {
			$this->store->remove( $name, $owner );
		}
	}

	/**
	 * Forgets the tokens that are kept: others have taken their place.
	 *
	 * @param string $token Session token.
	 */
	public function forget( string $token ): void {
		$this->store->take( self::name( 'tokens', $token ), time() );
	}

	/**
	 * Asks Cognito.
	 *
	 * @param int    $user_id User.
	 * @param string $token   Session token.
	 * @param int    $now     Unix time in seconds.
	 * @return array{access: string, id: string, expires_at: int}|null
	 */
	private function refresh( int $user_id, string $token, int $now ): ?array {
		// Another process may have changed what this one has read.
		wp_cache_delete( $user_id, 'user_meta' );
		$session = WP_Session_Tokens::get_instance( $user_id )->get( $token );
		$session = is_array( $session ) ? $session : array();
		$sealed  = $session[ Session_Fields::REFRESH_TOKEN ] ?? null;
		$refresh = is_string( $sealed ) ? Secret_Box::open( $sealed ) : null;
		$device  = $session[ Session_Fields::DEVICE_KEY ] ?? null;
		if ( null === $refresh || ( null === $device && $this->settings->pool_remembers_devices() ) ) {
			return null;
		}
		$reply   = $this->refresher->refresh( $refresh, $session );
		$changes = array( Session_Fields::CHECKED_AT => $now );
		$rotated = isset( $reply['RefreshToken'] ) ? Secret_Box::seal( $reply['RefreshToken'] ) : null;
		if ( null !== $rotated ) {
			$changes[ Session_Fields::REFRESH_TOKEN ] = $rotated;
		}
		if ( ! $this->lock->change( $user_id, $token, $changes ) && null !== $rotated ) {
			// Logged out in the meantime: nobody else knows of this one.
			$this->revocation->enqueue( $rotated, $session );
		}
		$tokens = $this->keep( $token, $reply, $now );
		/**
		 * Fires when Cognito has renewed a session.
		 *
		 * @param int    $user_id  User.
		 * @param string $id_token New ID token, not verified.
		 */
		do_action( 'cognipress_session_renewed', $user_id, $reply['IdToken'] );
		return $tokens;
	}

	/**
	 * Keeps what Cognito has given.
	 *
	 * @param string               $token Session token.
	 * @param array<string, mixed> $reply Cognito's.
	 * @param int                  $now   Unix time in seconds.
	 * @return array{access: string, id: string, expires_at: int}
	 */
	private function keep( string $token, array $reply, int $now ): array {
		$life   = $reply['ExpiresIn'] ?? 0;
		$tokens = array(
			'access'     => $reply['AccessToken'],
			'id'         => $reply['IdToken'],
			'expires_at' => $now + ( is_int( $life ) ? $life : 0 ),
		);
		$this->forget( $token );
		$this->store->add( self::name( 'tokens', $token ), Secret_Box::seal( (string) wp_json_encode( $tokens ) ), $tokens['expires_at'] - self::MARGIN_SECONDS, $now );
		return $tokens;
	}

	/**
	 * What is kept, or null.
	 *
	 * @param string $token Session token.
	 * @param int    $now   Unix time in seconds.
	 * @return array{access: string, id: string, expires_at: int}|null
	 */
	private function kept( string $token, int $now ): ?array {
		$sealed = $this->store->get( self::name( 'tokens', $token ), $now );
		$tokens = null === $sealed ? null : json_decode( (string) Secret_Box::open( $sealed ), true );
		return is_array( $tokens ) ? $tokens : null;
	}

	/**
	 * The name of a session's entry: the database need not know the session token.
	 *
	 * @param string $kind  Kind of entry.
	 * @param string $token Session token.
	 */
	private static function name( string $kind, string $token ): string {
		return $kind . ':' . hash( 'sha256', $token );
	}
}
