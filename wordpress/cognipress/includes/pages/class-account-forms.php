<?php
/**
 * The forms of an account.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_User;

defined( 'ABSPATH' ) || exit;

/**
 * Says which forms users change with what Cognito knows of them, for the page beside WordPress' profile and for the block.
 * Behind the last one are second factors, passkeys, devices and sessions. No field has a name.
 */
final class Account_Forms {
	/**
	 * Each form: purpose, or parts of the account, of js/forms/system.ts; heading; rows; what the button says. A row:
	 * name of the field, label, type, what a browser fills in, value, whether it must be filled in.
	 *
	 * @param WP_User  $user     User.
	 * @param Settings $settings Settings.
	 * @return list<array{string, string, list<array{string, string, string, string, string, bool}>, string}>
	 */
	public static function of( WP_User $user, Settings $settings ): array {
		$label = __( 'Your current password', 'cognipress' );
		$proof = $settings->has_choice()
			/* translators: %s: “Your current password”. */
			? array( 'password', sprintf( __( '%s (leave it empty to use a passkey or a code)', 'cognipress' ), $label ), 'password', 'current-password', '', false )
			: array( 'password', $label, 'password', 'current-password', '', true );
		$profile = array(
			array( 'attr:given_name', __( 'First name', 'cognipress' ), 'text', 'given-name', $user->first_name, false ),
			array( 'attr:family_name', __( 'Last name', 'cognipress' ), 'text', 'family-name', $user->last_name, false ),
			array( 'attr:email', __( 'Email address', 'cognipress' ), 'email', 'email', $user->user_email, true ),
			$proof,
		);
		$password = array( array( 'new-password', __( 'New password', 'cognipress' ), 'password', 'new-password', '', true ), $proof );
		return array(
			array( 'profile', __( 'Name and email address', 'cognipress' ), $profile, __( 'Save', 'cognipress' ) ),
			array( 'password', __( 'Password', 'cognipress' ), $password, __( 'Save', 'cognipress' ) ),
			array( 'mfa passkeys devices sessions', __( 'Security', 'cognipress' ), array( $proof ), __( 'Show', 'cognipress' ) ),
		);
	}

	/**
	 * What users are told who have none of this in the pool.
	 *
	 * @param string $provider Name of an identity provider.
	 */
	public static function elsewhere( string $provider ): string {
		/* translators: %s: name of an identity provider, such as Google. */
		return sprintf( __( 'You log in with %s. Change your name, your email address and your password there.', 'cognipress' ), $provider );
	}
}
