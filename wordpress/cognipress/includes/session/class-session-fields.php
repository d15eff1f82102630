<?php
/**
 * What a WordPress session knows of Cognito.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Members of the session's data, which WordPress keeps in user meta.
 */
final class Session_Fields {
	public const REFRESH_TOKEN = Revocation::SESSION_FIELD;
	public const ISSUER        = 'cognipress_issuer';
	public const CLIENT_ID     = 'cognipress_client_id';
	public const DEVICE_KEY    = 'cognipress_device_key';
	public const ACR           = 'cognipress_acr';
	public const AUTH_TIME     = 'cognipress_auth_time';
	public const CHECKED_AT    = 'cognipress_checked_at';
	public const SEEN_AT       = 'cognipress_seen_at';
	public const STEP_UP       = 'cognipress_step_up';
	public const ACCESS_BY     = 'cognipress_access_by';
	public const PROVIDER      = 'cognipress_provider';

	/**
	 * The members of a new session.
	 *
	 * @param Verified_Sign_In $sign_in What Cognito has vouched for.
	 * @param int              $now     Unix time in seconds.
	 * @return array<string, mixed>
	 */
	public static function of( Verified_Sign_In $sign_in, int $now ): array {
		$claims  = $sign_in->claims();
		$refresh = $sign_in->refresh_token();
		$fields  = array(
			self::REFRESH_TOKEN => null === $refresh ? null : Secret_Box::seal( $refresh ),
			self::ISSUER        => $claims['iss'] ?? null,
			self::CLIENT_ID     => $claims['aud'] ?? null,
			self::DEVICE_KEY    => $sign_in->device_key(),
			self::ACR           => is_string( $claims['acr'] ?? null ) ? $claims['acr'] : null,
			self::AUTH_TIME     => $claims['auth_time'] ?? null,
			self::PROVIDER      => self::provider( $claims ),
			self::CHECKED_AT    => $now,
			self::SEEN_AT       => $now,
		);
		return array_filter( $fields, static fn( $value ): bool => null !== $value );
	}

	/**
	 * The identity provider that a user belongs to. Who has an account of the pool besides belongs to the pool.
	 *
	 * @param array<string, mixed> $claims Verified claims.
	 */
	private static function provider( array $claims ): ?string {
		$name = $claims['identities'][0]['providerName'] ?? null;
		return is_string( $name ) && 0 === stripos( (string) ( $claims['cognito:username'] ?? '' ), $name . '_' ) ? $name : null;
	}
}
