//! Making an account and confirming it.

use alloc::string::String;

use super::delivery::{CodeDelivery, CodeSent};
use super::operation::operation;
use super::shape::shape;
use super::value::{Attributes, ClientMetadata, Code, UserContextData};
use crate::secret::{Password, Session, Username};

operation! {
    /// Makes an account.
    SignUp(Client) -> SignedUp {
        /// The name to sign in with.
        username: Username = "Username",
        /// Absent in a pool whose users may do without one.
        password: Option<Password> = "Password",
        /// What the user says about themselves; at least what the pool requires.
        user_attributes: Option<Attributes> = "UserAttributes",
        /// What the pre-sign-up trigger is to check, and nobody keeps.
        validation_data: Option<Attributes> = "ValidationData",
        /// For the triggers.
        client_metadata: Option<ClientMetadata> = "ClientMetadata",
        /// For threat protection.
        user_context_data: Option<UserContextData> = "UserContextData",
    }
}

shape! {
    /// What comes of [`SignUp`].
    SignedUp(Read) {
        /// Whether the user can sign in without [`ConfirmSignUp`].
        user_confirmed: bool = "UserConfirmed",
        /// The user's `sub`.
        user_sub: String = "UserSub",
        /// Where the code for [`ConfirmSignUp`] was sent.
        code_delivery_details: Option<CodeDelivery> = "CodeDeliveryDetails",
        /// Ties [`ConfirmSignUp`] to this, so that the user can be signed in by it.
        session: Option<Session> = "Session",
    }
}

operation! {
    /// Confirms an account by the code that was sent.
    ConfirmSignUp(Client) -> SignUpConfirmed {
        /// Whose account it is.
        username: Username = "Username",
        /// The code.
        confirmation_code: Code = "ConfirmationCode",
        /// Take an address or number over from another account that it is an alias of.
        force_alias_creation: Option<bool> = "ForceAliasCreation",
        /// [`SignedUp::session`]
        session: Option<Session> = "Session",
        /// For the triggers.
        client_metadata: Option<ClientMetadata> = "ClientMetadata",
        /// For threat protection.
        user_context_data: Option<UserContextData> = "UserContextData",
    }
}

shape! {
    /// What comes of [`ConfirmSignUp`].
    SignUpConfirmed(Read) {
        /// Starts a sign-in by `USER_AUTH` that asks for nothing more.
        session: Option<Session> = "Session",
    }
}

operation! {
    /// Sends the code for [`ConfirmSignUp`] once more.
    ResendConfirmationCode(Client) -> CodeSent {
        /// Whose account it is.
        username: Username = "Username",
        /// For the triggers.
        client_metadata: Option<ClientMetadata> = "ClientMetadata",
        /// For threat protection.
        user_context_data: Option<UserContextData> = "UserContextData",
    }
}
