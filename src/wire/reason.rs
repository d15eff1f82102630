//! Why the service refused, where its exception alone does not tell: one
//! exception stands for many things, and only its words tell them apart.

/// Declares the reasons, each with how the service's words start or end, the key of the words
/// for the user, and the sentence for the developer.
macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident($($words:literal)|+) => $key:literal, $message:literal;)*) => {
        /// What `NotAuthorizedException` or `InvalidParameterException` means.
        ///
        /// The words are those that were seen in public; others leave the exception as it is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Reason {
            $($(#[$doc])* $name,)*
        }

        impl Reason {
            /// Every reason.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            const WORDS: &[&[&str]] = &[$(&[$($words),+]),*];

            /// The stable name: a member of `ErrorCode`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name),)*
                }
            }

            pub(crate) fn message_key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)*
                }
            }

            pub(crate) fn message(self) -> &'static str {
                match self {
                    $(Self::$name => $message,)*
                }
            }
        }
    };
}

reasons! {
    /// The access token has ended.
    AccessTokenExpired("Access Token has expired") =>
        "try-again", "the access token has ended: refresh the tokens";
    /// The user was signed out everywhere, or this session was revoked.
    AccessTokenRevoked("Access Token has been revoked") =>
        "try-again", "the access token was revoked: sign in again";
    /// It is not an access token of this pool.
    InvalidAccessToken("Invalid Access Token") =>
        "misconfigured", "this is no access token of the user pool";
    /// It came from the hosted UI, without the scope `aws.cognito.signin.user.admin`.
    ScopeMissing("Access Token does not have required scopes") =>
        "misconfigured", "the access token lacks the scope aws.cognito.signin.user.admin";
    /// The refresh token has ended.
    RefreshTokenExpired("Refresh Token has expired") =>
        "try-again", "the refresh token has ended: sign in again";
    /// The refresh token was revoked.
    RefreshTokenRevoked("Refresh Token has been revoked") =>
        "try-again", "the refresh token was revoked: sign in again";
    /// It is no refresh token of this client, or of another device.
    InvalidRefreshToken("Invalid Refresh Token") =>
        "try-again", "this is no refresh token of the app client, or it needs the device key";
    /// The app client has a secret, which a page cannot keep.
    ClientHasSecret("SECRET_HASH was not received" | "Unable to verify secret") =>
        "misconfigured", "the app client has a secret: make one without";
    /// The account is confirmed already.
    AlreadyConfirmed(
        "User is already confirmed." | "User cannot be confirmed. Current status is CONFIRMED"
    ) => "try-again", "the account is confirmed already: sign in";
    /// The password is a temporary one, which only a sign-in can replace.
    PasswordTemporary("User password cannot be reset in the current state.") =>
        "password-reset-required", "the password is a temporary one: sign in with it, or have it sent again";
    /// There is no verified address or number to send a code to: confirm the account first.
    NoVerifiedDestination("Cannot reset password for the user as there is no registered") =>
        "user-not-confirmed", "the user has no verified e-mail address or telephone number";
    /// The app client may not write that attribute.
    AttributeNotWritable("A client attempted to write unauthorized attribute") =>
        "misconfigured", "the app client may not write that attribute: look at its permissions";
}

impl Reason {
    /// The reason that goes with the words of an exception.
    pub(crate) fn read(exception: &str, message: &str) -> Option<Self> {
        if !matches!(exception, "NotAuthorized" | "InvalidParameter") {
            return None;
        }
        let is_said = |words: &&str| message.starts_with(words) || message.ends_with(words);
        let reason = Self::WORDS
            .iter()
            .position(|words| words.iter().any(is_said));
        reason.and_then(|reason| Self::ALL.get(reason)).copied()
    }
}
