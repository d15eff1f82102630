<?php
/**
 * Requests that wait for a proof.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Keeps posted forms, encrypted, for the session that has sent them: each can be taken once, and not for long.
 */
final class Kept_Requests {
	private const LIFETIME = 900;

	/**
	 * Larger forms are not kept. The database takes 64 KB of what becomes a third longer.
	 */
	private const MAX_BYTES = 45000;

	/**
	 * Names of fields that hold secrets, which are not kept.
	 */
	private const SECRETS = '/pass|pwd|cvc|cvv|card.?(number|no)\b/i';

	/**
	 * Where they wait.
	 *
	 * @var Expiring_Store
	 */
	private $store;

	/**
	 * Takes the storage.
	 *
	 * @param Expiring_Store $store Storage.
	 */
	public function __construct( Expiring_Store $store ) {
		$this->store = $store;
	}

	/**
	 * Keeps a form.
	 *
	 * @param string               $url    Where it was sent to.
	 * @param array<string, mixed> $fields Its fields, without slashes.
	 * @param int                  $now    Unix time in seconds.
	 * @return string|null Its id; null where it must not be kept.
	 */
	public function keep( string $url, array $fields, int $now ): ?string {
		$text = wp_json_encode( compact( 'url', 'fields' ) );
		if ( ! is_string( $text ) || strlen( $text ) > self::MAX_BYTES || self::has_secret( $fields ) || '' === wp_get_session_token() ) {
			return null;
		}
		$id = Base64url::encode( random_bytes( 32 ) );
		return $this->store->add( self::name( $id ), Secret_Box::seal( $text ), $now + self::LIFETIME, $now ) ? $id : null;
	}

	/**
	 * Takes a form of this session; null where there is none, or not any more.
	 *
	 * @param string $id  Id.
	 * @param int    $now Unix time in seconds.
	 * @return array{url: string, fields: array<string, mixed>}|null
	 */
	public function take( string $id, int $now ): ?array {
		$sealed  = $this->store->take( self::name( $id ), $now );
		$request = null === $sealed ? null : json_decode( (string) Secret_Box::open( $sealed ), true );
		return is_array( $request ) ? $request : null;
	}

	/**
	 * Whether there is a password or a card's number among the fields.
	 *
	 * @param array<string, mixed> $fields Fields.
	 */
	private static function has_secret( array $fields ): bool {
		foreach ( $fields as $name => $value ) {
			if ( is_array( $value ) ? self::has_secret( $value ) : ( '' !== $value && 1 === preg_match( self::SECRETS, (string) $name ) ) ) {
				return true;
			}
		}
		return false;
	}

	/**
	 * The entry's name, which is another one for each user and session.
	 *
	 * @param string $id Id.
	 */
	private static function name( string $id ): string {
		return 'request:' . hash_hmac( 'sha256', $id, get_current_user_id() . '|' . wp_get_session_token() );
	}
}
