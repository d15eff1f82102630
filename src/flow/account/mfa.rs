//! Second factors. An authenticator app is set up by [`AssociateSoftwareToken`],
//! [`totp`](super::totp) and [`VerifySoftwareToken`].

use alloc::string::String;
use alloc::vec::Vec;

use super::operation::operation;
use super::shape::shape;
use super::totp::SecretCode;
use super::value::Code;
use crate::secret::{Session, Token};

operation! {
    /// Chooses the second factors of who is signed in.
    SetUserMFAPreference(User) -> () {
        /// Of who is signed in.
        access_token: Token = "AccessToken",
        /// Codes as text messages; absent to leave it as it is.
        sms_mfa_settings: Option<MfaSettings> = "SMSMfaSettings",
        /// Codes of an authenticator app; absent to leave it as it is.
        software_token_mfa_settings: Option<MfaSettings> = "SoftwareTokenMfaSettings",
        /// Codes by e-mail; absent to leave it as it is.
        email_mfa_settings: Option<MfaSettings> = "EmailMfaSettings",
        /// Passkeys; absent to leave it as it is.
        web_authn_mfa_settings: Option<WebAuthnMfaSettings> = "WebAuthnMfaSettings",
    }
}

shape! {
    /// Whether and how a second factor is used.
    MfaSettings(Write) {
        /// Whether it is asked for.
        enabled: Option<bool> = "Enabled",
        /// Whether it is the one that is asked for; at most one is.
        preferred_mfa: Option<bool> = "PreferredMfa",
    }
}

shape! {
    /// Whether passkeys count as several factors.
    WebAuthnMfaSettings(Write) {
        /// Whether they do.
        enabled: Option<bool> = "Enabled",
    }
}

operation! {
    /// The forerunner of [`SetUserMFAPreference`], for text messages only.
    SetUserSettings(User) -> () {
        /// Of who is signed in.
        access_token: Token = "AccessToken",
        /// An empty list turns the second factor off.
        mfa_options: Vec<MfaOption> = "MFAOptions",
    }
}

shape! {
    /// How codes are sent (`MFAOptionType`).
    MfaOption(Read, Write) {
        /// `SMS`
        delivery_medium: Option<String> = "DeliveryMedium",
        /// `phone_number`
        attribute_name: Option<String> = "AttributeName",
    }
}

operation! {
    /// Asks for a secret to set an authenticator app up with. Either an access
    /// token or a session says for whom.
    AssociateSoftwareToken(User) -> SoftwareToken {
        /// Of who is signed in.
        access_token: Option<Token> = "AccessToken",
        /// Of the challenge `MFA_SETUP`.
        session: Option<Session> = "Session",
    }
}

shape! {
    /// What comes of [`AssociateSoftwareToken`].
    SoftwareToken(Read) {
        /// The secret, which both sides keep.
        secret_code: SecretCode = "SecretCode",
        /// For [`VerifySoftwareToken`], where a session was given.
        session: Option<Session> = "Session",
    }
}

operation! {
    /// Shows by a first code that the authenticator app has the secret. The same
    /// token or session as in [`AssociateSoftwareToken`] says for whom.
    VerifySoftwareToken(User) -> SoftwareTokenVerified {
        /// Of who is signed in.
        access_token: Option<Token> = "AccessToken",
        /// [`SoftwareToken::session`]
        session: Option<Session> = "Session",
        /// The code, of six digits.
        user_code: Code = "UserCode",
        /// The user's name for the device.
        friendly_device_name: Option<String> = "FriendlyDeviceName",
    }
}

shape! {
    /// What comes of [`VerifySoftwareToken`].
    SoftwareTokenVerified(Read) {
        /// `SUCCESS` or `ERROR`.
        status: Option<String> = "Status",
        /// For the answer to `MFA_SETUP`, where a session was given.
        session: Option<Session> = "Session",
    }
}
