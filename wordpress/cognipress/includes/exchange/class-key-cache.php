<?php
/**
 * The pool's public keys, kept at hand.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Fetches the key set when it is missing, old or lacks a key, and never more often than every ten seconds.
 *
 * One entry in the database, which only one request can add, is both the lock and the pause: whoever adds it
 * fetches, everybody else waits for the outcome or uses what is there.
 */
final class Key_Cache {
	public const OPTION = 'cognipress_keys';

	private const MAX_BYTES       = 65536;
	private const TIMEOUT_SECONDS = 3;
	private const PAUSE_SECONDS   = 10;
	private const FRESH_SECONDS   = HOUR_IN_SECONDS;
	private const GOOD_SECONDS    = DAY_IN_SECONDS;
	private const POLL_MS         = 50;

	/**
	 * Where the lock is.
	 *
	 * @var Expiring_Store
	 */
	private $store;

	/**
	 * Where the keys are published.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Takes its parts.
	 *
	 * @param Expiring_Store $store    Storage.
	 * @param Settings       $settings Where the keys are published.
	 */
	public function __construct( Expiring_Store $store, Settings $settings ) {
		$this->store    = $store;
		$this->settings = $settings;
	}

	/**
	 * The keys of another user pool.
	 *
	 * @param Settings $settings Where they are published.
	 */
	public function of( Settings $settings ): self {
		return new self( $this->store, $settings );
	}

	/**
	 * A key by its id, or null when the pool has no such key.
	 *
	 * @param string $id  Key id.
	 * @param int    $now Unix time in seconds.
	 * @throws Unavailable When no usable key set can be had.
	 */
	public function key( string $id, int $now ): ?Rsa_Public_Key {
		$kept = $this->kept( $now );
		if ( isset( $kept['keys'][ $id ] ) && $now - $kept['fetched_at'] < self::FRESH_SECONDS ) {
			return $kept['keys'][ $id ];
		}
		$this->refresh( $now, isset( $kept['keys'][ $id ] ) );
		$kept = $this->kept( $now );
		if ( null === $kept ) {
			throw new Unavailable( 'keys' );
		}
		return $kept['keys'][ $id ] ?? null;
	}

	/**
	 * Fetches the key set.
	 *
	 * @return string|null The document, or null when it has no usable key.
	 */
	public function fetch(): ?string {
		$arguments = array(
			'timeout'             => self::TIMEOUT_SECONDS,
			'redirection'         => 0,
			'limit_response_size' => self::MAX_BYTES + 1,
			'headers'             => array( 'Accept' => 'application/json' ),
		);
		$url       = $this->settings->jwks_url();
		// wp_safe_remote_get() refuses this machine and unusual ports: right for everything but a URL from wp-config.php.
		$response = null === $this->settings->jwks_url_override() ? wp_safe_remote_get( $url, $arguments ) : wp_remote_get( $url, $arguments );
		if ( 200 !== wp_remote_retrieve_response_code( $response ) ) {
			return null;
		}
		$body = wp_remote_retrieve_body( $response );
		return strlen( $body ) <= self::MAX_BYTES && array() !== Key_Set::parse( $body ) ? $body : null;
	}

	/**
	 * Fetches and keeps, or waits for another request that does.
	 *
	 * @param int  $now     Unix time in seconds.
	 * @param bool $has_key Whether a kept key will do, so that waiting is needless.
	 */
	private function refresh( int $now, bool $has_key ): void {
		// Sites of a network share the entries, but not this option.
		$lock = 'keys:' . get_current_blog_id() . ':' . hash( 'sha256', $this->settings->jwks_url() );
		if ( $this->store->add( $lock, 'fetching', $now + self::PAUSE_SECONDS, $now ) ) {
			$body = $this->fetch();
			if ( null !== $body ) {
				$record = array(
					'url'        => $this->settings->jwks_url(),
					'fetched_at' => $now,
					'body'       => $body,
				);
				update_option( $this->option(), $record, false );
			}
			$this->store->replace( $lock, null === $body ? 'failed' : 'fetched', $now );
			return;
		}
		for ( $waited = 0; ! $has_key && $waited <= 1000 * self::TIMEOUT_SECONDS; $waited += self::POLL_MS ) {
			if ( 'fetching' !== $this->store->get( $lock, $now ) ) {
				break;
			}
			usleep( 1000 * self::POLL_MS );
		}
		// Another process wrote the option: forget what this one has read.
		wp_cache_delete( $this->option(), 'options' );
		wp_cache_delete( 'notoptions', 'options' );
	}

	/**
	 * The kept key set, if it is of this URL and not too old.
	 *
	 * @param int $now Unix time in seconds.
	 * @return array{keys: array<string, Rsa_Public_Key>, fetched_at: int}|null
	 */
	private function kept( int $now ): ?array {
		$record = get_option( $this->option() );
		if ( ! is_array( $record ) || ( $record['url'] ?? null ) !== $this->settings->jwks_url() ) {
			return null;
		}
		$fetched_at = (int) ( $record['fetched_at'] ?? 0 );
		if ( $now - $fetched_at >= self::GOOD_SECONDS ) {
			return null;
		}
		return array(
			'keys'       => Key_Set::parse( (string) ( $record['body'] ?? '' ) ),
			'fetched_at' => $fetched_at,
		);
	}

	/**
	 * The option with the keys: each pool has its own, so that two can be fetched at the same time.
	 */
	private function option(): string {
		return '' === $this->settings->pool_name() ? self::OPTION : self::OPTION . '_' . $this->settings->text( 'user_pool_id' );
	}
}
