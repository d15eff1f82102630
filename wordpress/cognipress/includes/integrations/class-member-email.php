<?php
/**
 * The e-mail address that an account form wants to change.
 *
 * @package Cognipress
 */

namespace Cognipress\Integrations;

defined( 'ABSPATH' ) || exit;

/**
 * Users of the pool have the address here that Cognito has verified, which it was told to before a form is sent.
 */
final class Member_Email {
	/**
	 * Whether an address is another than the visitor's.
	 *
	 * @param string $email Address; empty where the form has none.
	 */
	public static function is_other( string $email ): bool {
		return '' !== $email && strtolower( $email ) !== strtolower( wp_get_current_user()->user_email );
	}

	/**
	 * What a visitor is told whose address was not changed.
	 */
	public static function refusal(): string {
		return __( 'This email address was not confirmed. Your old one stays.', 'cognipress' );
	}
}
