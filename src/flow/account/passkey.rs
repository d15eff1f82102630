//! Passkeys (WebAuthn). Between [`StartWebAuthnRegistration`] and
//! [`CompleteWebAuthnRegistration`] the browser asks the authenticator.

use alloc::string::String;
use alloc::vec::Vec;

use super::operation::operation;
use super::shape::shape;
use super::value::{Document, EpochMs};
use crate::secret::Token;

operation! {
    /// Asks for the options to make a passkey with.
    StartWebAuthnRegistration(User) -> RegistrationStarted {
        /// Of who is signed in.
        access_token: Token = "AccessToken",
    }
}

shape! {
    /// What comes of [`StartWebAuthnRegistration`].
    RegistrationStarted(Read) {
        /// `PublicKeyCredentialCreationOptionsJSON` (WebAuthn Level 3 section 5.1.8).
        credential_creation_options: Document = "CredentialCreationOptions",
    }
}

operation! {
    /// Gives the pool the passkey that was made.
    CompleteWebAuthnRegistration(User) -> () {
        /// Of who is signed in.
        access_token: Token = "AccessToken",
        /// `RegistrationResponseJSON` (WebAuthn Level 3 section 5.1.8).
        credential: Document = "Credential",
    }
}

operation! {
    /// Asks for the passkeys of who is signed in.
    ListWebAuthnCredentials(User) -> PasskeyList {
        /// Of who is signed in.
        access_token: Token = "AccessToken",
        /// How many at most, up to 20.
        max_results: Option<u32> = "MaxResults",
        /// [`PasskeyList::next_token`] of the page before.
        next_token: Option<String> = "NextToken",
    }
}

shape! {
    /// What comes of [`ListWebAuthnCredentials`].
    PasskeyList(Read) {
        /// A page of them.
        credentials: Vec<Passkey> = "Credentials",
        /// Asks for the next page.
        next_token: Option<String> = "NextToken",
    }
}

shape! {
    /// A passkey (`WebAuthnCredentialDescription`).
    Passkey(Read) {
        /// Its id in Base64url.
        credential_id: String = "CredentialId",
        /// A name for people, made of what the authenticator is.
        friendly_credential_name: String = "FriendlyCredentialName",
        /// The domain that it is for.
        relying_party_id: String = "RelyingPartyId",
        /// `platform` or `cross-platform`.
        authenticator_attachment: Option<String> = "AuthenticatorAttachment",
        /// `usb`, `nfc`, `internal`, `hybrid`, …
        authenticator_transports: Vec<String> = "AuthenticatorTransports",
        /// When it was registered.
        created_at_ms: EpochMs = "CreatedAt",
    }
}

operation! {
    /// Deletes a passkey.
    DeleteWebAuthnCredential(User) -> () {
        /// Of who is signed in.
        access_token: Token = "AccessToken",
        /// [`Passkey::credential_id`]
        credential_id: String = "CredentialId",
    }
}
