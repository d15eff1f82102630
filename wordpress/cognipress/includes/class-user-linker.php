<?php
/**
 * From verified claims to a WordPress user.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_User;

defined( 'ABSPATH' ) || exit;

/**
 * Finds the linked user or makes one, exactly one, however many requests come at once.
 *
 * The link's primary key decides who makes the user. That holds on MySQL, MariaDB and SQLite alike, where a named
 * lock (GET_LOCK) would not, and needs no connection to stay open. Nobody is linked by name or e-mail address.
 */
final class User_Linker {
	private const POLL_MS = 50;

	/**
	 * Links.
	 *
	 * @var Link_Table
	 */
	private $links;

	/**
	 * Makes users.
	 *
	 * @var User_Factory
	 */
	private $factory;

	/**
	 * Takes its parts.
	 *
	 * @param Link_Table   $links   Links.
	 * @param User_Factory $factory Makes users.
	 */
	public function __construct( Link_Table $links, User_Factory $factory ) {
		$this->links   = $links;
		$this->factory = $factory;
	}

	/**
	 * The user of a verified token.
	 *
	 * @param array<string, mixed> $claims Verified claims.
	 * @param int                  $now    Unix time in seconds.
	 * @throws Unavailable When the user cannot be made.
	 */
	public function user( array $claims, int $now ): WP_User {
		$user = $this->linked_user( $claims );
		for ( $waited = 0; null === $user; $waited += self::POLL_MS ) {
			$time = $now + intdiv( $waited, 1000 );
			if ( $this->links->reserve( $claims['iss'], $claims['sub'], $time ) ) {
				return $this->complete( $this->factory->make( $claims, $time ), $claims, $time );
			}
			if ( $this->links->take_over( $claims['iss'], $claims['sub'], $time ) ) {
				$unfinished = $this->factory->find_unfinished( $claims );
				return $this->complete( $unfinished > 0 ? $unfinished : $this->factory->make( $claims, $time ), $claims, $time );
			}
			if ( $waited > 1000 * ( Link_Table::RESERVATION_SECONDS + 2 ) ) {
				throw new Unavailable( 'reservation' );
			}
			usleep( 1000 * self::POLL_MS );
			$user = $this->linked_user( $claims );
		}
		return $this->factory->admit( $user );
	}

	/**
	 * The user that a link names, if that user still exists.
	 *
	 * @param array<string, mixed> $claims Verified claims.
	 */
	private function linked_user( array $claims ): ?WP_User {
		$id = $this->links->user_id( $claims['iss'], $claims['sub'] );
		if ( 0 === $id ) {
			return null;
		}
		$user = get_userdata( $id );
		if ( false === $user ) {
			$this->links->forget_user( $id );
			return null;
		}
		return $user;
	}

	/**
	 * Turns one's reservation into a link, or gives it back.
	 *
	 * @param int|\WP_Error        $id          The new user.
	 * @param array<string, mixed> $claims      Verified claims.
	 * @param int                  $reserved_at When it was reserved.
	 * @throws Unavailable When there is no new user.
	 */
	private function complete( $id, array $claims, int $reserved_at ): WP_User {
		$user = is_wp_error( $id ) ? false : get_userdata( $id );
		if ( false === $user ) {
			$this->links->give_back( $claims['iss'], $claims['sub'], $reserved_at );
			throw new Unavailable( 'user' );
		}
		$this->links->complete( $claims['iss'], $claims['sub'], $reserved_at, $id );
		/**
		 * Fires when a Cognito user has been linked to a new WordPress user.
		 *
		 * @param int   $id     WordPress user.
		 * @param array $claims Verified claims.
		 */
		do_action( 'cognipress_user_linked', $id, $claims );
		return $user;
	}
}
