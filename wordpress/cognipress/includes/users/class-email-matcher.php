<?php
/**
 * Accounts that existed before their owner came from Cognito.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_User;

defined( 'ABSPATH' ) || exit;

/**
 * Finds the account that a verified e-mail address may be linked to, once its owner has proven it.
 *
 * A wrong match would be a take-over, so everything that is unclear is no match.
 */
final class Email_Matcher {
	/**
	 * Who is linked.
	 *
	 * @var Link_Table
	 */
	private $links;

	/**
	 * Whether the site wants this.
	 *
	 * @var bool
	 */
	private $is_on;

	/**
	 * Identity providers whose word on an e-mail address counts.
	 *
	 * @var string[]
	 */
	private $providers;

	/**
	 * Takes the configuration.
	 *
	 * @param Link_Table $links     Who is linked.
	 * @param bool       $is_on     Whether the site wants this.
	 * @param string[]   $providers Identity providers whose word on an e-mail address counts, by Cognito's names.
	 */
	public function __construct( Link_Table $links, bool $is_on, array $providers ) {
		$this->links     = $links;
		$this->is_on     = $is_on;
		$this->providers = $providers;
	}

	/**
	 * The one account that may be linked, or null.
	 *
	 * @param array<string, mixed> $claims Verified claims.
	 */
	public function account( array $claims ): ?WP_User {
		$email = User_Factory::verified_email( $claims );
		if ( ! $this->is_on || '' === $email || ! $this->is_provider_trusted( $claims ) ) {
			return null;
		}
		$user = self::only_owner( $email );
		return null === $user || Privilege::of_user( $user ) || $this->links->is_linked( $user->ID ) ? null : $user;
	}

	/**
	 * Whether the address was verified by the pool itself, or by a provider that the site has listed.
	 *
	 * @param array<string, mixed> $claims Verified claims.
	 */
	private function is_provider_trusted( array $claims ): bool {
		if ( ! array_key_exists( 'identities', $claims ) ) {
			return true;
		}
		$identities = is_array( $claims['identities'] ) ? $claims['identities'] : array();
		foreach ( $identities as $identity ) {
			if ( ! is_array( $identity ) || ! in_array( $identity['providerName'] ?? null, $this->providers, true ) ) {
				return false;
			}
		}
		return array() !== $identities;
	}

	/**
	 * The only user with an address, or null. The database compares more loosely than mail servers do.
	 *
	 * @param string $email E-mail address.
	 */
	private static function only_owner( string $email ): ?WP_User {
		global $wpdb;
		// phpcs:ignore WordPress.DB -- get_user_by() would hide a second one: wp_users has no unique key.
		$rows = (array) $wpdb->get_results( $wpdb->prepare( "SELECT ID, user_email FROM {$wpdb->users} WHERE user_email = %s LIMIT 2", $email ) );
		if ( 1 !== count( $rows ) || strtolower( $rows[0]->user_email ) !== strtolower( $email ) ) {
			return null;
		}
		$user = get_userdata( (int) $rows[0]->ID );
		return false === $user ? null : $user;
	}
}
