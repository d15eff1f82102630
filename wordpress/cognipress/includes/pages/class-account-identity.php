<?php
/**
 * Whose account a form is about.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Knows who a user of WordPress is in the user pool, and tells the page script in a form.
 */
final class Account_Identity {
	/**
	 * Settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Who is linked.
	 *
	 * @var Link_Table
	 */
	private $links;

	/**
	 * Takes its parts.
	 *
	 * @param Settings   $settings Settings.
	 * @param Link_Table $links    Who is linked.
	 */
	public function __construct( Settings $settings, Link_Table $links ) {
		$this->settings = $settings;
		$this->links    = $links;
	}

	/**
	 * Who a user is in the pool, or null when they are not of it.
	 *
	 * @param int $user_id User.
	 */
	public function sub( int $user_id ): ?string {
		$settings = ( new Pools( $this->settings ) )->chosen();
		$pool     = $settings->user_pool();
		foreach ( null === $pool || ! $settings->is_configured() ? array() : $this->links->identities( $user_id ) as $identity ) {
			if ( in_array( $identity['issuer'], $pool->issuers(), true ) ) {
				return $identity['sub'];
			}
		}
		return null;
	}

	/**
	 * The identity provider by which the visitor is logged in, and which has name, address and password; null where the
	 * pool has them.
	 */
	public static function provider(): ?string {
		$session = \WP_Session_Tokens::get_instance( get_current_user_id() )->get( wp_get_session_token() );
		return $session[ Session_Fields::PROVIDER ] ?? null;
	}

	/**
	 * Prints a field for the visitor's sub into a form, hidden and without a name, if they are of the pool. By it the
	 * page script knows that the form is for Cognito, and password managers whose password is asked for.
	 */
	public function print_field(): void {
		$sub = $this->sub( get_current_user_id() );
		if ( null !== $sub && null === self::provider() ) {
			printf( '<input type="text" hidden autocomplete="username" data-cognito-field="username" value="%s" />', esc_attr( $sub ) );
		}
	}
}
