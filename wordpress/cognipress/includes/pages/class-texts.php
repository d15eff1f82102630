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
			'invitation-expired'      => __( 'Your temporary password has expired. Please ask the site owner for a new one.', 'cognipress' ),
			'attempt-blocked'         => __( 'This login was refused because it looked unusual. Please try again later, or on a device that you have used before.', 'cognipress' ),
			'sign-up-closed'          => __( 'New accounts cannot be made here. Please contact the site owner.', 'cognipress' ),
			'throttled'               => __( 'Too many attempts. Please wait a while, then try again.', 'cognipress' ),
			/* translators: %s: number of minutes. */
			'throttled-wait'          => __( 'Too many attempts. Please try again in %s min.', 'cognipress' ),
			'new-password-refused'    => __( 'This password does not meet the requirements. Please choose another one.', 'cognipress' ),
			'code-refused'            => __( 'This code is not correct. Please check it, then try again.', 'cognipress' ),
			'code-expired'            => __( 'This code is no longer valid. Please get a new one.', 'cognipress' ),
			'account-exists'          => __( 'There is already an account with this username or email address. Log in, or use another one.', 'cognipress' ),
			'login-cancelled'         => __( 'The login was cancelled. Try again, or log in another way.', 'cognipress' ),
			'try-again'               => __( 'Something went wrong. Please try again.', 'cognipress' ),
			'misconfigured'           => __( 'Logging in is not set up correctly on this site. Please contact the site owner.', 'cognipress' ),
			'unavailable'             => __( 'The login service is not available. Please try again later.', 'cognipress' ),
			'offline'                 => __( 'The login service cannot be reached. Check your connection, then try again.', 'cognipress' ),
			'timeout'                 => __( 'The login service took too long to answer. Please try again.', 'cognipress' ),
			'random-unavailable'      => __( 'Your browser cannot log in securely. Please restart it, or use another one.', 'cognipress' ),
			'wasm-unavailable'        => __( 'A part of this page could not be loaded. Check your connection, then try again.', 'cognipress' ),
			'session-refused'         => __( 'Your password was accepted, but this site refused the login. Please try again, or contact the site owner.', 'cognipress' ),
			'session-unavailable'     => __( 'Your password was accepted, but this site cannot log you in at the moment. Please try again later.', 'cognipress' ),
			'challenge-unsupported'   => __( 'This account needs a further step to log in which this page does not offer. Please contact the site owner.', 'cognipress' ),
			'password-incorrect'      => __( 'Your current password is not correct.', 'cognipress' ),
			'entries-refused'         => __( 'Something that you entered was not accepted. Please check it, then try again.', 'cognipress' ),
			'passwords-differ'        => __( 'The two passwords are not the same.', 'cognipress' ),
			'logging-in'              => __( 'Logging in…', 'cognipress' ),
			'working'                 => __( 'One moment…', 'cognipress' ),
			'current-password-reason' => __( 'Enter your current password to save your changes.', 'cognipress' ),
			'current-password'        => __( 'Current password', 'cognipress' ),
			'back'                    => __( 'Back', 'cognipress' ),
			'new-password-reason'     => __( 'Your password was only temporary. Please choose a new one.', 'cognipress' ),
			'new-password'            => __( 'New password', 'cognipress' ),
			'save-password'           => __( 'Save and log in', 'cognipress' ),
			'show-password'           => __( 'Show password', 'cognipress' ),
			'hide-password'           => __( 'Hide password', 'cognipress' ),
			'policy'                  => __( 'The password needs:', 'cognipress' ),
			/* translators: %s: number of characters. */
			'policy-length'           => __( 'At least %s characters', 'cognipress' ),
			'policy-lowercase'        => __( 'A lower-case letter', 'cognipress' ),
			'policy-uppercase'        => __( 'A capital letter', 'cognipress' ),
			'policy-number'           => __( 'A number', 'cognipress' ),
			'policy-symbol'           => __( 'A symbol such as ! or ?', 'cognipress' ),
			'policy-met'              => __( '(done)', 'cognipress' ),
			'policy-open'             => __( '(still missing)', 'cognipress' ),
			'continue'                => __( 'Continue', 'cognipress' ),
			'other-account'           => __( 'Use another account', 'cognipress' ),
			/* translators: %s: minutes and seconds, such as 2:41. */
			'time-left'               => __( 'Time left: %s', 'cognipress' ),
			'time-up'                 => __( 'The time is up. You may have to log in again.', 'cognipress' ),
			'code'                    => __( 'Code', 'cognipress' ),
			'code-app'                => __( 'Enter the code that your authenticator app shows.', 'cognipress' ),
			/* translators: %s: name of the user's device. */
			'code-app-on'             => __( 'Enter the code that your authenticator app shows on %s.', 'cognipress' ),
			'confirm-sent'            => __( 'Your account is not confirmed yet. Enter the code that was sent to you.', 'cognipress' ),
			/* translators: %s: phone number or email address. */
			'confirm-sent-to'         => __( 'Your account is not confirmed yet. Enter the code that was sent to %s.', 'cognipress' ),
			'code-sent'               => __( 'Enter the code that was sent to you.', 'cognipress' ),
			/* translators: %s: phone number or email address. */
			'code-sent-to'            => __( 'Enter the code that was sent to %s.', 'cognipress' ),
			'resend'                  => __( 'Send a new code', 'cognipress' ),
			/* translators: %s: number of seconds. */
			'resend-wait'             => __( 'Send a new code in %s s', 'cognipress' ),
			'resent'                  => __( 'A new code was sent.', 'cognipress' ),
			'device-offer'            => __( 'You are logged in. Do you trust this device? Then no code is asked for on it any more.', 'cognipress' ),
			'remember-device'         => __( 'Trust this device', 'cognipress' ),
			'do-not-remember'         => __( 'Keep asking for a code', 'cognipress' ),
			'choose-mfa'              => __( 'Where do you want to get your code?', 'cognipress' ),
			'choose-mfa-setup'        => __( 'Where do you want to get your codes?', 'cognipress' ),
			'mfa-setup'               => __( 'This site asks for a code besides your password. Please set this up now.', 'cognipress' ),
			'choice-app'              => __( 'Authenticator app', 'cognipress' ),
			'choice-email'            => __( 'Email', 'cognipress' ),
			'choice-sms'              => __( 'Text message', 'cognipress' ),
			'choose-first-factor'     => __( 'How do you want to log in?', 'cognipress' ),
			'choice-passkey'          => __( 'Passkey', 'cognipress' ),
			'choice-password'         => __( 'Password', 'cognipress' ),
			'choice-code-email'       => __( 'Code by email', 'cognipress' ),
			'choice-code-sms'         => __( 'Code by text message', 'cognipress' ),
			'app-setup'               => __( 'This site asks for a code besides your password. Scan the picture with an authenticator app, then enter the code that the app shows.', 'cognipress' ),
			'qr-code'                 => __( 'Picture to scan with an authenticator app', 'cognipress' ),
			'open-app'                => __( 'Open an authenticator app on this device', 'cognipress' ),
			'app-key'                 => __( 'Or type this key into the app:', 'cognipress' ),
			'copy'                    => __( 'Copy', 'cognipress' ),
			'copied'                  => __( 'Copied', 'cognipress' ),
			'email-setup'             => __( 'This site asks for a code besides your password. Enter the email address that codes shall be sent to.', 'cognipress' ),
			'passkey-reason'          => __( 'Log in with your passkey: your fingerprint, your face or your screen lock.', 'cognipress' ),
			'use-passkey'             => __( 'Use passkey', 'cognipress' ),
			'passkey-failed'          => __( 'The passkey could not be used. Please try again, or use another account.', 'cognipress' ),
			'passkey-offer'           => __( 'You are logged in. Do you want to log in without a password the next time, with your fingerprint, your face or your screen lock?', 'cognipress' ),
			'create-passkey'          => __( 'Create a passkey', 'cognipress' ),
			'not-now'                 => __( 'Not now', 'cognipress' ),
			'passkey-not-created'     => __( 'No passkey was created. Try again, or go on without one.', 'cognipress' ),
			'custom-question'         => __( 'Please answer one more question.', 'cognipress' ),
			'answer'                  => __( 'Answer', 'cognipress' ),
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
