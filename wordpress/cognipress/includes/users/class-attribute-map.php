<?php
/**
 * From Cognito's attributes to WordPress' profile.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Says which claim fills which field: a field of the profile, or user meta such as WooCommerce's billing_phone.
 */
final class Attribute_Map {
	/**
	 * Fields that wp_update_user() knows.
	 */
	public const PROFILE_FIELDS = array( 'first_name', 'last_name', 'display_name', 'nickname', 'description', 'user_url' );

	private const MAX_LENGTH = 200;

	/**
	 * Meta that decides what a user may do, or what WordPress itself keeps.
	 */
	private const FORBIDDEN = '/capabilities|user_level|user_roles|session_tokens|password|secret|^use_ssl$|^primary_blog$|^source_domain$|^cognipress/';

	/**
	 * Claim by field.
	 *
	 * @var array<string, string>
	 */
	private $claims_by_field;

	/**
	 * Takes the map.
	 *
	 * @param array<string, string> $claims_by_field A dot leads into a claim that is an object, as in address.formatted.
	 */
	public function __construct( array $claims_by_field ) {
		$this->claims_by_field = $claims_by_field;
	}

	/**
	 * Whether attributes may fill a field. No role, capability or secret is one, and nothing of other sites' tables.
	 *
	 * @param string $field Field.
	 */
	public static function is_field( string $field ): bool {
		global $wpdb;
		return in_array( $field, self::PROFILE_FIELDS, true )
			|| ( 1 === preg_match( '/\A[a-z][a-z0-9_-]{0,63}\z/', $field )
				&& 1 !== preg_match( self::FORBIDDEN, $field )
				&& 0 !== strpos( $field, strtolower( $wpdb->base_prefix ) )
				&& 0 !== strpos( $field, 'user_' )
				&& ! is_protected_meta( $field, 'user' ) );
	}

	/**
	 * New values by field. A claim that the token lacks leaves its field alone.
	 *
	 * @param array<string, mixed> $claims  Verified claims.
	 * @param int                  $user_id User.
	 * @return array<string, string>
	 */
	public function values( array $claims, int $user_id ): array {
		$values = array();
		foreach ( $this->claims_by_field as $field => $name ) {
			$field = (string) $field;
			if ( ! self::is_field( $field ) ) {
				continue;
			}
			/**
			 * Transforms an attribute before it is stored.
			 *
			 * @param string|null $value   Value of the claim; null when the token has none. Null leaves the field alone.
			 * @param string      $field   Field.
			 * @param array       $claims  Verified claims.
			 * @param int         $user_id User.
			 */
			$value = apply_filters( 'cognipress_attribute', self::text( $claims, $name ), $field, $claims, $user_id );
			if ( is_string( $value ) ) {
				$values[ $field ] = mb_substr( sanitize_text_field( $value ), 0, self::MAX_LENGTH );
			}
		}
		return $values;
	}

	/**
	 * A claim as text.
	 *
	 * @param array<string, mixed> $claims Verified claims.
	 * @param string               $name   Name, or path.
	 */
	private static function text( array $claims, string $name ): ?string {
		$value = $claims[ $name ] ?? null;
		if ( null === $value && false !== strpos( $name, '.' ) ) {
			list( $first, $rest ) = explode( '.', $name, 2 );
			$value                = is_array( $claims[ $first ] ?? null ) ? ( $claims[ $first ][ $rest ] ?? null ) : null;
		}
		if ( is_bool( $value ) ) {
			return $value ? 'true' : 'false';
		}
		return is_string( $value ) || is_int( $value ) || is_float( $value ) ? (string) $value : null;
	}
}
