<?php
/**
 * Groups and attributes that change while a session lives.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_User;

defined( 'ABSPATH' ) || exit;

/**
 * Applies the claims of a renewed session's ID token, once they are verified and are the user's own.
 */
final class Membership {
	/**
	 * Checks tokens.
	 *
	 * @var Token_Verifier
	 */
	private $verifier;

	/**
	 * The pool's keys.
	 *
	 * @var Key_Cache
	 */
	private $keys;

	/**
	 * The site's pools.
	 *
	 * @var Pools
	 */
	private $pools;

	/**
	 * Who is linked.
	 *
	 * @var Link_Table
	 */
	private $links;

	/**
	 * Updates profiles.
	 *
	 * @var Profile_Updater
	 */
	private $profiles;

	/**
	 * Gives roles.
	 *
	 * @var Role_Assigner
	 */
	private $roles;

	/**
	 * Takes its parts.
	 *
	 * @param Token_Verifier  $verifier Checks tokens.
	 * @param Key_Cache       $keys     The pool's keys.
	 * @param Pools           $pools    The site's pools.
	 * @param Link_Table      $links    Who is linked.
	 * @param Profile_Updater $profiles Updates profiles.
	 * @param Role_Assigner   $roles    Gives roles.
	 */
	public function __construct( Token_Verifier $verifier, Key_Cache $keys, Pools $pools, Link_Table $links, Profile_Updater $profiles, Role_Assigner $roles ) {
		$this->verifier = $verifier;
		$this->keys     = $keys;
		$this->pools    = $pools;
		$this->links    = $links;
		$this->profiles = $profiles;
		$this->roles    = $roles;
	}

	/**
	 * Applies a token. A refreshed one keeps the time at which the password was proven.
	 *
	 * @param int    $user_id  User.
	 * @param string $id_token ID token.
	 * @param int    $now      Unix time in seconds.
	 * @return bool Whether the token was good and the user's own.
	 */
	public function update( int $user_id, string $id_token, int $now ): bool {
		$key_by_id = function ( string $id, string $issuer ) use ( $now ): ?Rsa_Public_Key {
			return $this->keys->of( $this->pools->by_issuer()[ $issuer ] )->key( $id, $now );
		};
		try {
			$claims = $this->verifier->verify( $id_token, $key_by_id, $now, $now );
		} catch ( Token_Refused | Unavailable $e ) {
			return false;
		}
		$user = get_userdata( $user_id );
		if ( ! $user instanceof WP_User || $this->links->user_id( $claims['iss'], $claims['sub'] ) !== $user->ID ) {
			return false;
		}
		From_Cognito::write(
			function () use ( $user, $claims, $now ): void {
				$this->profiles->update( $user, $claims, $now );
				$this->roles->apply( new WP_User( $user->ID ), $claims );
			}
		);
		return true;
	}
}
