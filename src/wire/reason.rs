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

            /// The stable name: a member of `ErrorCode`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name),)*
                }
            }

            /// What the service's words start or end with.
            pub fn words(self) -> &'static [&'static str] {
                match self {
                    $(Self::$name => &[$($words),+],)*
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
    /// An administrator disabled the account.
    UserDisabled("User is disabled.") => "user-disabled", "the user is disabled in the user pool";
    /// Too many wrong passwords in a row.
    PasswordAttemptsExceeded("Password attempts exceeded") =>
        "throttled", "too many wrong passwords: wait before the next attempt";
    /// The temporary password of an invitation was not used in time.
    TemporaryPasswordExpired(
        "Temporary password has expired" | "User account has expired, it must be reset"
    ) => "invitation-expired", "the temporary password has ended: send the invitation again";
    /// Threat protection takes the attempt for somebody else's.
    AttemptBlocked(
        "Unable to login because of security reasons" | "Request not allowed due to security reasons"
    ) => "attempt-blocked", "threat protection refused the attempt: look at the user's events";
    /// Only administrators make accounts.
    SignUpNotPermitted("SignUp is not permitted for this user pool") =>
        "sign-up-closed", "the user pool lets only administrators create users";
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
    /// What the proof of a password can be refused for. The program that knows no more than that
    /// proof leaves it to its host to tell these apart.
    pub const OF_PROOF: &[Self] = &[
        Self::UserDisabled,
        Self::PasswordAttemptsExceeded,
        Self::TemporaryPasswordExpired,
        Self::AttemptBlocked,
        Self::ClientHasSecret,
    ];

    /// The reason that goes with the words of an exception.
    pub(crate) fn read(exception: &str, message: &str) -> Option<Self> {
        if !matches!(exception, "NotAuthorized" | "InvalidParameter") {
            return None;
        }
        let is_said = |words: &&str| message.starts_with(words) || message.ends_with(words);
        let mut reasons = Self::ALL.iter().copied();
        reasons.find(|reason| reason.words().iter().any(is_said))
    }
}
