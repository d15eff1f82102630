<?php
/**
 * The check of an ID token.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Knows no clock, no network and no storage: keys and the time are arguments.
 *
 * The order matters. Nothing about keys happens before the issuer is known to be ours, and no claim is believed
 * before the signature is right.
 */
final class Token_Verifier {
	private const MAX_TOKEN_BYTES  = 8192;
	private const MAX_SKEW_SECONDS = 60;
	private const MAX_AGE_SECONDS  = 300;

	/**
	 * Header members by which a token would bring its own key or change what is signed (RFC 7515, RFC 7797).
	 */
	private const FORBIDDEN_HEADERS = array( 'crit', 'b64', 'jwk', 'jku', 'zip' );

	/**
	 * Claims about the user that may be missing, each with the check of its type.
	 */
	private const PROFILE_CLAIMS = array(
		'cognito:username'   => 'is_string',
		'cognito:groups'     => 'is_array',
		'preferred_username' => 'is_string',
		'email'              => 'is_string',
		'email_verified'     => 'is_bool',
		'name'               => 'is_string',
		'given_name'         => 'is_string',
		'family_name'        => 'is_string',
		'nickname'           => 'is_string',
	);

	/**
	 * Accepted value of `aud` by accepted value of `iss`.
	 *
	 * @var array<string, string>
	 */
	private $clients;

	/**
	 * Takes the configuration.
	 *
	 * @param array<string, string> $clients Accepted value of `aud` by accepted value of `iss`.
	 */
	public function __construct( array $clients ) {
		$this->clients = $clients;
	}

	/**
	 * The claims of a good token.
	 *
	 * @param string   $token        Compact JWS.
	 * @param callable $key_by_id    function( string $kid, string $issuer ): ?Rsa_Public_Key; may throw Unavailable.
	 * @param int      $now          Unix time in seconds.
	 * @param int      $max_auth_age How long ago the user may have proven the password, in seconds.
	 * @return array<string, mixed>
	 * @throws Token_Refused When anything is wrong.
	 */
	public function verify( string $token, callable $key_by_id, int $now, int $max_auth_age ): array {
		if ( strlen( $token ) > self::MAX_TOKEN_BYTES ) {
			throw new Token_Refused( 'size' );
		}
		$parts = explode( '.', $token );
		if ( 3 !== count( $parts ) ) {
			throw new Token_Refused( 'parts' );
		}
		$decoded = array_map( array( Base64url::class, 'decode' ), $parts );
		if ( in_array( null, $decoded, true ) ) {
			throw new Token_Refused( 'base64url' );
		}
		$header = Json_Object::parse( $decoded[0] );
		$claims = Json_Object::parse( $decoded[1] );
		if ( null === $header || null === $claims ) {
			throw new Token_Refused( 'json' );
		}

		$this->check_header( $header );
		if ( ! is_string( $claims['iss'] ?? null ) || ! isset( $this->clients[ $claims['iss'] ] ) ) {
			throw new Token_Refused( 'iss' );
		}
		$key = $key_by_id( $header['kid'], $claims['iss'] );
		if ( ! $key instanceof Rsa_Public_Key ) {
			throw new Token_Refused( 'key' );
		}
		if ( ! $key->verifies( $parts[0] . '.' . $parts[1], $decoded[2] ) ) {
			throw new Token_Refused( 'signature' );
		}
		$reason = $this->reason_against( $claims, $now, $max_auth_age );
		if ( null !== $reason ) {
			throw new Token_Refused( $reason, is_string( $claims['sub'] ?? null ) ? $claims['sub'] : null );
		}
		return $claims;
	}

	/**
	 * Whether a text has the form of Cognito's ids of users: a UUID in lower case.
	 *
	 * @param string $sub Text.
	 */
	public static function is_sub( string $sub ): bool {
		return 1 === preg_match( '/\A[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\z/', $sub );
	}

	/**
	 * Checks the algorithm and that the token does not choose its own key.
	 *
	 * @param array<string, mixed> $header JOSE header.
	 * @throws Token_Refused When it does.
	 */
	private function check_header( array $header ): void {
		if ( 'RS256' !== ( $header['alg'] ?? null ) ) {
			throw new Token_Refused( 'alg' );
		}
		foreach ( array_keys( $header ) as $name ) {
			if ( in_array( $name, self::FORBIDDEN_HEADERS, true ) || 0 === strpos( (string) $name, 'x5' ) ) {
				throw new Token_Refused( 'header' );
			}
		}
		$kid = $header['kid'] ?? null;
		if ( ! is_string( $kid ) || '' === $kid ) {
			throw new Token_Refused( 'kid' );
		}
	}

	/**
	 * What is wrong with signed claims, or null.
	 *
	 * @param array<string, mixed> $claims       Signed claims.
	 * @param int                  $now          Unix time in seconds.
	 * @param int                  $max_auth_age Seconds.
	 */
	private function reason_against( array $claims, int $now, int $max_auth_age ): ?string {
		if ( 'id' !== ( $claims['token_use'] ?? null ) ) {
			return 'token_use';
		}
		if ( ( $claims['aud'] ?? null ) !== $this->clients[ $claims['iss'] ] ) {
			return 'aud';
		}
		foreach ( array( 'exp', 'iat', 'auth_time' ) as $name ) {
			if ( ! is_int( $claims[ $name ] ?? null ) || $claims[ $name ] <= 0 ) {
				return $name;
			}
		}
		if ( $claims['exp'] < $now - self::MAX_SKEW_SECONDS ) {
			return 'expired';
		}
		if ( max( $claims['iat'], $claims['auth_time'] ) > $now + self::MAX_SKEW_SECONDS ) {
			return 'future';
		}
		if ( array_key_exists( 'nbf', $claims ) && ( ! is_int( $claims['nbf'] ) || $claims['nbf'] > $now + self::MAX_SKEW_SECONDS ) ) {
			return 'nbf';
		}
		if ( $claims['iat'] < $now - self::MAX_AGE_SECONDS ) {
			return 'stale';
		}
		if ( $claims['auth_time'] < $now - $max_auth_age ) {
			return 'auth_time';
		}
		if ( ! is_string( $claims['sub'] ?? null ) || ! self::is_sub( $claims['sub'] ) ) {
			return 'sub';
		}
		foreach ( self::PROFILE_CLAIMS as $name => $has_its_type ) {
			if ( array_key_exists( $name, $claims ) && ! $has_its_type( $claims[ $name ] ) ) {
				return $name;
			}
		}
		return null;
	}
}
