<?php
/**
 * WordPress users made from a token's attributes.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_Error;
use WP_User;

defined( 'ABSPATH' ) || exit;

/**
 * Makes a user that takes nobody's place: an existing login name or e-mail address is never reused.
 */
final class User_Factory {
	private const NAME_LOCK_SECONDS = 60;
	private const MAX_LOGIN         = 50;
	private const MAX_TRIES         = 1000;

	/**
	 * Where names are reserved: wp_users itself has no unique key on them.
	 *
	 * @var Expiring_Store
	 */
	private $store;

	/**
	 * The new user's role.
	 *
	 * @var string
	 */
	private $role;

	/**
	 * Takes the configuration.
	 *
	 * @param Expiring_Store $store Storage.
	 * @param string         $role  The new user's role.
	 */
	public function __construct( Expiring_Store $store, string $role ) {
		$this->store = $store;
		$this->role  = $role;
	}

	/**
	 * Makes the user.
	 *
	 * @param array<string, mixed> $claims Verified claims.
	 * @param int                  $now    Unix time in seconds.
	 * @return int|WP_Error User id.
	 */
	public function make( array $claims, int $now ) {
		$login = $this->free_login( $claims, $now );
		if ( null === $login ) {
			return new WP_Error( 'cognipress_no_login', 'No free login name was found.' );
		}
		$email = self::verified_email( $claims );
		return wp_insert_user(
			array(
				'user_login'          => $login,
				'user_email'          => '' !== $email && $this->reserve_email( $email, $claims, $now ) ? $email : '',
				'user_pass'           => wp_generate_password( 64 ),
				'display_name'        => self::display_name( $claims, $login ),
				'first_name'          => self::text( $claims, 'given_name' ),
				'last_name'           => self::text( $claims, 'family_name' ),
				'role'                => $this->role,
				'user_activation_key' => self::mark( $claims ),
				'meta_input'          => array( $GLOBALS['wpdb']->get_blog_prefix() . Role_Assigner::OPTION => array( $this->role ) ),
			)
		);
	}

	/**
	 * Lets a user of the network into this site of it.
	 *
	 * @param WP_User $user User.
	 * @return WP_User The user with the capabilities that this gives.
	 */
	public function admit( WP_User $user ): WP_User {
		if ( ! is_multisite() || is_user_member_of_blog( $user->ID ) ) {
			return $user;
		}
		add_user_to_blog( get_current_blog_id(), $user->ID, $this->role );
		Role_Assigner::remember( $user->ID, array( $this->role ) );
		return new WP_User( $user->ID );
	}

	/**
	 * The user that an interrupted request has made for the same claims; 0 when there is none.
	 *
	 * @param array<string, mixed> $claims Verified claims.
	 */
	public function find_unfinished( array $claims ): int {
		global $wpdb;
		// phpcs:ignore WordPress.DB
		return (int) $wpdb->get_var( $wpdb->prepare( "SELECT ID FROM {$wpdb->users} WHERE user_activation_key = %s", self::mark( $claims ) ) );
	}

	/**
	 * Has a user never be taken for one that an interrupted request has made.
	 *
	 * @param int $id User.
	 */
	public static function unmark( int $id ): void {
		global $wpdb;
		// phpcs:ignore WordPress.DB
		$wpdb->query( $wpdb->prepare( "UPDATE {$wpdb->users} SET user_activation_key = '' WHERE ID = %d AND user_activation_key LIKE '0:%%'", $id ) );
		clean_user_cache( $id );
	}

	/**
	 * Written with the user in one statement, so that a request that dies right afterwards leaves no stray user.
	 *
	 * The column otherwise holds "time:hash" of a password reset. To WordPress this is one that expired in 1970.
	 *
	 * @param array<string, mixed> $claims Verified claims.
	 */
	private static function mark( array $claims ): string {
		return '0:' . hash( 'sha256', 'cognipress ' . $claims['iss'] . ' ' . $claims['sub'] );
	}

	/**
	 * A login name that nobody has, reserved for this request.
	 *
	 * @param array<string, mixed> $claims Verified claims.
	 * @param int                  $now    Unix time in seconds.
	 */
	private function free_login( array $claims, int $now ): ?string {
		$base = self::wished_login( $claims );
		for ( $number = 1; $number <= self::MAX_TRIES; $number++ ) {
			$login = 1 === $number ? $base : $base . '-' . $number;
			// In this order: another request may finish between a look and a reservation.
			if ( $this->reserve( 'login:' . strtolower( $login ), $claims, $now ) && ! username_exists( $login ) ) {
				return $login;
			}
		}
		return null;
	}

	/**
	 * The best login name that the claims offer. Whole e-mail addresses would show in public author names.
	 *
	 * @param array<string, mixed> $claims Verified claims.
	 */
	private static function wished_login( array $claims ): string {
		$illegal = array_map( 'strtolower', (array) apply_filters( 'illegal_user_logins', array() ) );
		foreach ( array( 'preferred_username', 'email', 'cognito:username' ) as $name ) {
			$local = explode( '@', self::text( $claims, $name ), 2 )[0];
			$login = trim( substr( sanitize_user( $local, true ), 0, self::MAX_LOGIN ), ' .-_' );
			if ( '' !== $login && ! in_array( strtolower( $login ), $illegal, true ) ) {
				return $login;
			}
		}
		return $claims['sub'];
	}

	/**
	 * The e-mail address if Cognito has verified it and WordPress can store it; else an empty string.
	 *
	 * @param array<string, mixed> $claims Verified claims.
	 */
	public static function verified_email( array $claims ): string {
		$email = self::text( $claims, 'email' );
		return true === ( $claims['email_verified'] ?? null ) && is_email( $email ) && strlen( $email ) <= 100 ? $email : '';
	}

	/**
	 * Whether an e-mail address is nobody's, and now this request's to give.
	 *
	 * @param string               $email  E-mail address.
	 * @param array<string, mixed> $claims Verified claims of who gets it.
	 * @param int                  $now    Unix time in seconds.
	 */
	public function reserve_email( string $email, array $claims, int $now ): bool {
		return $this->reserve( 'email:' . strtolower( $email ), $claims, $now ) && ! email_exists( $email );
	}

	/**
	 * The name that others see.
	 *
	 * @param array<string, mixed> $claims   Verified claims.
	 * @param string               $fallback Login name.
	 */
	private static function display_name( array $claims, string $fallback ): string {
		$full  = trim( self::text( $claims, 'given_name' ) . ' ' . self::text( $claims, 'family_name' ) );
		$names = array_filter( array( self::text( $claims, 'name' ), $full, self::text( $claims, 'nickname' ), $fallback ), 'strlen' );
		return (string) reset( $names );
	}

	/**
	 * A claim as one line of plain text; empty when it is none.
	 *
	 * @param array<string, mixed> $claims Verified claims.
	 * @param string               $name   Claim.
	 */
	private static function text( array $claims, string $name ): string {
		$value = $claims[ $name ] ?? null;
		return is_string( $value ) ? mb_substr( sanitize_text_field( $value ), 0, 200 ) : '';
	}

	/**
	 * Reserves a name among simultaneous first sign-ins. Who was interrupted has it still.
	 *
	 * @param string               $name   Name with its kind.
	 * @param array<string, mixed> $claims Verified claims of who gets it.
	 * @param int                  $now    Unix time in seconds.
	 */
	private function reserve( string $name, array $claims, int $now ): bool {
		$name  = 'reserved:' . hash( 'sha256', $name );
		$owner = self::mark( $claims );
		return $this->store->add( $name, $owner, $now + self::NAME_LOCK_SECONDS, $now ) || $this->store->get( $name, $now ) === $owner;
	}
}
