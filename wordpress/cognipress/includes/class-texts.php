<?php
/**
 * The words of the page script.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Translates what js/texts.ts says in English; the keys are the same.
 */
final class Texts {
	/**
	 * Every text by its key.
	 *
	 * @return array<string, string>
	 */
	public static function all(): array {
		return array(
			'incorrect-credentials'   => __( 'The username or the password is not correct.', 'cognipress' ),
			'user-not-confirmed'      => __( 'This account is not confirmed yet. Follow the instructions that were sent to you, then log in.', 'cognipress' ),
			'password-reset-required' => __( 'You must reset your password before you can log in.', 'cognipress' ),
			'user-disabled'           => __( 'This account is disabled. Please contact the site owner.', 'cognipress' ),
			'throttled'               => __( 'Too many attempts. Please wait a while, then try again.', 'cognipress' ),
			/* translators: %s: number of minutes. */
			'throttled-wait'          => __( 'Too many attempts. Please try again in %s min.', 'cognipress' ),
			'new-password-refused'    => __( 'This password does not meet the requirements. Please choose another one.', 'cognipress' ),
			'try-again'               => __( 'Something went wrong. Please try again.', 'cognipress' ),
			'misconfigured'           => __( 'Logging in is not set up correctly on this site. Please contact the site owner.', 'cognipress' ),
			'unavailable'             => __( 'The login service is not available. Please try again later.', 'cognipress' ),
			'offline'                 => __( 'The login service cannot be reached. Check your connection, then try again.', 'cognipress' ),
			'timeout'                 => __( 'The login service took too long to answer. Please try again.', 'cognipress' ),
			'random-unavailable'      => __( 'Your browser cannot log in securely. Please restart it, or use another one.', 'cognipress' ),
			'wasm-blocked'            => __( 'Your browser, or this site, blocks WebAssembly, which is needed to log in securely. Allow it, or use another browser.', 'cognipress' ),
			'wasm-unavailable'        => __( 'A part of this page could not be loaded. Check your connection, then try again.', 'cognipress' ),
			'session-refused'         => __( 'Your password was accepted, but this site refused the login. Please try again, or contact the site owner.', 'cognipress' ),
			'session-unavailable'     => __( 'Your password was accepted, but this site cannot log you in at the moment. Please try again later.', 'cognipress' ),
			'challenge-unsupported'   => __( 'This account needs a further step to log in which this page does not offer. Please contact the site owner.', 'cognipress' ),
			'logging-in'              => __( 'Logging in…', 'cognipress' ),
			'new-password-reason'     => __( 'Your password was only temporary. Please choose a new one.', 'cognipress' ),
			'new-password'            => __( 'New password', 'cognipress' ),
			'save-password'           => __( 'Save and log in', 'cognipress' ),
			'show-password'           => __( 'Show password', 'cognipress' ),
			'hide-password'           => __( 'Hide password', 'cognipress' ),
			'local-login'             => __( 'Log in with a WordPress password', 'cognipress' ),
			'attribute-address'       => __( 'Address', 'cognipress' ),
			'attribute-birthdate'     => __( 'Date of birth', 'cognipress' ),
			'attribute-email'         => __( 'Email address', 'cognipress' ),
			'attribute-family_name'   => __( 'Last name', 'cognipress' ),
			'attribute-given_name'    => __( 'First name', 'cognipress' ),
			'attribute-name'          => __( 'Name', 'cognipress' ),
			'attribute-phone_number'  => __( 'Phone number', 'cognipress' ),
		);
	}
}
