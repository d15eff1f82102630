<?php
/**
 * From verified claims to a WordPress user.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_Session_Tokens;
use WP_User;

defined( 'ABSPATH' ) || exit;

/**
 * Finds the linked user or makes one, exactly one, however many requests come at once.
 *
 * The link's primary key decides who makes the user. That holds on MySQL, MariaDB and SQLite alike, where a named
 * lock (GET_LOCK) would not, and needs no connection to stay open. Where an owner that counted as dead lives, the first
 * link stands. Nobody is linked by name, and by e-mail address only where the site wants it and the account's owner has
 * proven it.
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
	 * Finds accounts by e-mail.
	 *
	 * @var Email_Matcher
	 */
	private $matcher;

	/**
	 * Whether a deleted user is made anew.
	 *
	 * @var bool
	 */
	private $recreates;

	/**
	 * Accounts whose password has moved; null where none do.
	 *
	 * @var Migrated_Accounts|null
	 */
	private $migrated;

	/**
	 * Takes its parts.
	 *
	 * @param Link_Table             $links     Links.
	 * @param User_Factory           $factory   Makes users.
	 * @param Email_Matcher          $matcher   Finds accounts by e-mail.
	 * @param bool                   $recreates Whether a deleted user is made anew.
	 * @param Migrated_Accounts|null $migrated  Accounts whose password has moved; null where none do.
	 */
	public function __construct( Link_Table $links, User_Factory $factory, Email_Matcher $matcher, bool $recreates, ?Migrated_Accounts $migrated = null ) {
		$this->links     = $links;
		$this->factory   = $factory;
		$this->matcher   = $matcher;
		$this->recreates = $recreates;
		$this->migrated  = $migrated;
	}

	/**
	 * The user of a verified token.
	 *
	 * @param array<string, mixed> $claims Verified claims.
	 * @param int                  $now    Unix time in seconds.
	 * @throws Unavailable   When the user cannot be made.
	 * @throws Token_Refused When the user was deleted.
	 * @throws Link_Required When an account may be this user's and its owner has to prove it.
	 */
	public function user( array $claims, int $now ): WP_User {
		if ( null === $this->linked_user( $claims ) ) {
			$account  = null === $this->migrated ? null : $this->migrated->take( $claims, $now );
			$is_moved = null !== $account && $this->link( $account, $claims, $now );
			if ( ! $is_moved && null !== $this->matcher->account( $claims ) ) {
				throw new Link_Required( 'link' );
			}
		}
		return $this->user_apart( $claims, $now );
	}

	/**
	 * The linked user of a verified token, or a new one, whoever has the same e-mail address.
	 *
	 * @param array<string, mixed> $claims Verified claims.
	 * @param int                  $now    Unix time in seconds.
	 * @throws Unavailable   When the user cannot be made.
	 * @throws Token_Refused When the user was deleted, or removed from this site of a network.
	 */
	public function user_apart( array $claims, int $now ): WP_User {
		$user = $this->linked_user( $claims );
		for ( $waited = 0; null === $user; $waited += self::POLL_MS ) {
			$time = $now + intdiv( $waited, 1000 );
			if ( $this->links->reserve( $claims['iss'], $claims['sub'], $time ) ) {
				$this->make( $claims, $time );
			} elseif ( $this->links->take_over( $claims['iss'], $claims['sub'], $time ) ) {
				$unfinished = $this->factory->find_unfinished( $claims );
				$unfinished > 0 ? $this->complete( $unfinished, $claims, $time ) : $this->make( $claims, $time );
			} elseif ( $waited > 1000 * ( Link_Table::RESERVATION_SECONDS + 2 ) ) {
				throw new Unavailable( 'reservation' );
			} else {
				usleep( 1000 * self::POLL_MS );
			}
			$user = $this->linked_user( $claims );
		}
		if ( ! $this->recreates && Site_Membership::is_removed( $user->ID ) ) {
			throw new Token_Refused( 'removed', $claims['sub'] );
		}
		return $this->factory->admit( $user );
	}

	/**
	 * The account that may be linked to these claims by e-mail, or null.
	 *
	 * @param array<string, mixed> $claims Verified claims.
	 */
	public function account( array $claims ): ?WP_User {
		return $this->matcher->account( $claims );
	}

	/**
	 * Links an account that its owner has proven; false when the identity has got a user meanwhile.
	 *
	 * @param WP_User              $account Account.
	 * @param array<string, mixed> $claims  Verified claims.
	 * @param int                  $now     Unix time in seconds.
	 */
	public function link( WP_User $account, array $claims, int $now ): bool {
		if ( ! $this->links->link( $claims['iss'], $claims['sub'], $account->ID, $now ) ) {
			return false;
		}
		// From now on nobody is in by a WordPress password.
		WP_Session_Tokens::get_instance( $account->ID )->destroy_all();
		self::tell_site( $account->ID, $claims );
		return true;
	}

	/**
	 * The user that a link names; null when there is none yet.
	 *
	 * @param array<string, mixed> $claims Verified claims.
	 * @throws Token_Refused When the user was deleted and is not made anew.
	 */
	private function linked_user( array $claims ): ?WP_User {
		$id   = $this->links->user_id( $claims['iss'], $claims['sub'] );
		$user = 0 === $id ? false : get_userdata( $id );
		if ( false !== $user ) {
			return $user;
		}
		// The user may be gone without WordPress having been told.
		$this->links->bury( $id );
		if ( $this->links->is_buried( $claims['iss'], $claims['sub'] ) ) {
			if ( ! $this->recreates ) {
				throw new Token_Refused( 'deleted', $claims['sub'] );
			}
			$this->links->exhume( $claims['iss'], $claims['sub'] );
		}
		return null;
	}

	/**
	 * Makes the user that one has reserved. Who was overtaken meanwhile leaves it at the user of who was faster.
	 *
	 * @param array<string, mixed> $claims Verified claims.
	 * @param int                  $now    When it was reserved.
	 * @throws Unavailable When the user cannot be made.
	 */
	private function make( array $claims, int $now ): void {
		$id = $this->factory->make( $claims, $now );
		if ( is_wp_error( $id ) ) {
			$this->links->give_back( $claims['iss'], $claims['sub'], $now );
			throw new Unavailable( 'user' );
		}
		// Who took this request for dead may have found its user, and linked that.
		if ( ! $this->complete( $id, $claims, $now ) && $this->links->user_id( $claims['iss'], $claims['sub'] ) !== $id ) {
			Accounts::delete( $id );
		}
	}

	/**
	 * Links a new user; false when somebody was faster.
	 *
	 * @param int                  $id     The new user.
	 * @param array<string, mixed> $claims Verified claims.
	 * @param int                  $now    When it was reserved.
	 */
	private function complete( int $id, array $claims, int $now ): bool {
		$is_linked = $this->links->complete( $claims['iss'], $claims['sub'], $id, $now );
		if ( $is_linked ) {
			self::tell_site( $id, $claims );
		}
		return $is_linked;
	}

	/**
	 * Tells the site of a new link.
	 *
	 * @param int                  $id     WordPress user.
	 * @param array<string, mixed> $claims Verified claims.
	 */
	private static function tell_site( int $id, array $claims ): void {
		/**
		 * Fires when a Cognito user has been linked to a WordPress user.
		 *
		 * @param int   $id     WordPress user.
		 * @param array $claims Verified claims.
		 */
		do_action( 'cognipress_user_linked', $id, $claims );
	}
}
