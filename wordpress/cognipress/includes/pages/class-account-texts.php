<?php
/**
 * The words of what users see of their account.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Translates what js/account-texts.ts says in English; the keys are the same.
 */
final class Account_Texts {
	/**
	 * Every text by its key.
	 *
	 * @return array<string, string>
	 */
	public static function all(): array {
		return array(
			'account-done'        => __( 'Done', 'cognipress' ),
			'cancel'              => __( 'Cancel', 'cognipress' ),
			'try-once-more'       => __( 'Try again', 'cognipress' ),
			'mfa-title'           => __( 'Code besides the password', 'cognipress' ),
			'mfa-reason'          => __( 'Who knows your password still needs the code to log in.', 'cognipress' ),
			'mfa-on'              => __( 'Turned on', 'cognipress' ),
			'mfa-first'           => __( 'Turned on, asked for first', 'cognipress' ),
			'mfa-off'             => __( 'Turned off', 'cognipress' ),
			'mfa-set-up'          => __( 'Set up', 'cognipress' ),
			'mfa-turn-on'         => __( 'Turn on', 'cognipress' ),
			'mfa-turn-off'        => __( 'Turn off', 'cognipress' ),
			'mfa-prefer'          => __( 'Ask for this first', 'cognipress' ),
			'mfa-not-offered'     => __( 'This site does not send codes this way.', 'cognipress' ),
			'mfa-scan'            => __( 'Scan the picture with an authenticator app, then enter the code that the app shows.', 'cognipress' ),
			'passkeys-title'      => __( 'Passkeys', 'cognipress' ),
			'passkeys-reason'     => __( 'Log in with your fingerprint, your face or your screen lock in place of your password.', 'cognipress' ),
			'passkeys-none'       => __( 'You have no passkey yet.', 'cognipress' ),
			/* translators: %s: date and time. */
			'passkey-added'       => __( 'Added on %s', 'cognipress' ),
			'passkey-remove'      => __( 'Remove', 'cognipress' ),
			'devices-title'       => __( 'Devices', 'cognipress' ),
			'devices-reason'      => __( 'On a device that you trust no code is asked for.', 'cognipress' ),
			'devices-none'        => __( 'No device is known.', 'cognipress' ),
			'device-unknown'      => __( 'Unknown device', 'cognipress' ),
			'device-this'         => __( 'This device', 'cognipress' ),
			/* translators: %s: date and time. */
			'device-used'         => __( 'Last used on %s', 'cognipress' ),
			'device-remembered'   => __( 'Trusted', 'cognipress' ),
			'device-remember'     => __( 'Trust', 'cognipress' ),
			'device-not-remember' => __( 'Do not trust', 'cognipress' ),
			'device-forget'       => __( 'Forget', 'cognipress' ),
			'sessions-title'      => __( 'Where you are logged in', 'cognipress' ),
			'sessions-reason'     => __( 'Log out what you do not know, then change your password.', 'cognipress' ),
			'session-this'        => __( 'Logged in here', 'cognipress' ),
			/* translators: %s: date and time. */
			'session-active'      => __( 'Last active on %s', 'cognipress' ),
			'session-end'         => __( 'Log out', 'cognipress' ),
			'sessions-end'        => __( 'Log out everywhere', 'cognipress' ),
			'saved'               => __( 'Saved.', 'cognipress' ),
		);
	}
}
