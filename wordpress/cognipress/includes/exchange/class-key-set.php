<?php
/**
 * The public keys that a pool publishes.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Reads a JSON Web Key Set (RFC 7517 section 5).
 */
final class Key_Set {
	/**
	 * The usable keys by their id; none when the text is no key set.
	 *
	 * @param string $json Text.
	 * @return array<string, Rsa_Public_Key>
	 */
	public static function parse( string $json ): array {
		$document = Json_Object::parse( $json );
		$members  = is_array( $document['keys'] ?? null ) ? $document['keys'] : array();
		$keys     = array();
		foreach ( $members as $jwk ) {
			$id  = is_array( $jwk ) ? ( $jwk['kid'] ?? null ) : null;
			$key = is_string( $id ) && '' !== $id ? Rsa_Public_Key::from_jwk( $jwk ) : null;
			if ( null !== $key ) {
				$keys[ $id ] = $key;
			}
		}
		return $keys;
	}
}
