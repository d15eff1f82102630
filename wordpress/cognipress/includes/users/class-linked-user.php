<?php
/**
 * The pool's user of an account.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_Session_Tokens;

defined( 'ABSPATH' ) || exit;

/**
 * Links as far as they lead into the pool that the sync is for, the site's first one.
 */
final class Linked_User {
	/**
	 * Links.
	 *
	 * @var Link_Table
	 */
	private $links;

	/**
	 * Which pool.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Takes its parts.
	 *
	 * @param Link_Table $links    Links.
	 * @param Settings   $settings Which pool.
	 */
	public function __construct( Link_Table $links, Settings $settings ) {
		$this->links    = $links;
		$this->settings = $settings;
	}

	/**
	 * Cognito's id of an account; empty when it is not linked.
	 *
	 * @param int $user_id User.
	 */
	public function sub( int $user_id ): string {
		$issuers = $this->issuers();
		foreach ( $this->links->identities( $user_id ) as $identity ) {
			if ( in_array( $identity['issuer'], $issuers, true ) ) {
				return $identity['sub'];
			}
		}
		return '';
	}

	/**
	 * Whether an account is that of another pool's user, whom this one need not have.
	 *
	 * @param int $user_id User.
	 */
	public function is_of_another_pool( int $user_id ): bool {
		$issuers = array_keys( ( new Pools( $this->settings ) )->by_issuer() );
		return array() !== array_intersect( array_diff( $issuers, $this->issuers() ), array_column( $this->links->identities( $user_id ), 'issuer' ) );
	}

	/**
	 * Links an account to a user of the pool who has none; false when that is somebody's already.
	 *
	 * @param string $sub     Cognito's id of the user.
	 * @param int    $user_id Account.
	 * @param int    $now     Unix time in seconds.
	 */
	public function link( string $sub, int $user_id, int $now ): bool {
		$issuers = $this->issuers();
		if ( ! Token_Verifier::is_sub( $sub ) || ! $this->links->link( $issuers[0], $sub, $user_id, $now ) ) {
			return false;
		}
		$user = get_userdata( $user_id );
		if ( false !== $user && ! Privilege::of_user( $user ) ) {
			// From now on nobody is in by a WordPress password. Who manages the site may be watching this run.
			WP_Session_Tokens::get_instance( $user_id )->destroy_all();
		}
		/** This action is documented in includes/users/class-user-linker.php */
		do_action(
			'cognipress_user_linked',
			$user_id,
			array(
				'iss' => $issuers[0],
				'sub' => $sub,
			)
		);
		return true;
	}

	/**
	 * What the pool is called in tokens.
	 *
	 * @return string[]
	 */
	private function issuers(): array {
		$pool = $this->settings->user_pool();
		return null === $pool ? array() : $pool->issuers();
	}
}
