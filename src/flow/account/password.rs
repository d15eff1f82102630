//! A new password for one that is forgotten or known.

use super::delivery::CodeSent;
use super::operation::operation;
use super::value::{ClientMetadata, Code, UserContextData};
use crate::secret::{Password, Token, Username};

operation! {
    /// Sends a code to set a new password with.
    ForgotPassword(Client) -> CodeSent {
        /// Who forgot it.
        username: Username = "Username",
        /// For the triggers.
        client_metadata: Option<ClientMetadata> = "ClientMetadata",
        /// For threat protection.
        user_context_data: Option<UserContextData> = "UserContextData",
    }
}

operation! {
    /// Sets a new password by the code that [`ForgotPassword`] sent.
    ConfirmForgotPassword(Client) -> () {
        /// Who forgot it.
        username: Username = "Username",
        /// The code.
        confirmation_code: Code = "ConfirmationCode",
        /// The new password.
        password: Password = "Password",
        /// For the triggers.
        client_metadata: Option<ClientMetadata> = "ClientMetadata",
        /// For threat protection.
        user_context_data: Option<UserContextData> = "UserContextData",
    }
}

operation! {
    /// Changes the password of who is signed in.
    ChangePassword(User) -> () {
        /// Of who is signed in.
        access_token: Token = "AccessToken",
        /// The password so far; absent where the user has none yet.
        previous_password: Option<Password> = "PreviousPassword",
        /// The new password.
        proposed_password: Password = "ProposedPassword",
    }
}
