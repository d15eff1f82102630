//! The service's exceptions: `{"__type": "namespace#NameException", "message": "…"}`.

use alloc::string::String;

use super::json::Json;
use super::split::split_once;
use crate::error::Error;

/// Declares the enum together with the names it is read from.
macro_rules! exceptions {
    ($($name:ident),* $(,)?) => {
        /// An exception of the browser-callable operations (service model
        /// 2016-04-18), without the `Exception` that ends each name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        #[allow(missing_docs, reason = "the names are the service's, and so is their description")]
        pub enum Exception {
            $($name,)*
            /// One that the service model did not have.
            UnknownException,
        }

        impl Exception {
            /// Every exception that has a name of its own.
            pub const ALL: &[Self] = &[$(Self::$name),*];
            const NAMES: &[&str] = &[$(stringify!($name)),*];
        }
    };
}

exceptions! {
    AliasExists, CodeDeliveryFailure, CodeMismatch, ConcurrentModification, DeviceKeyExists,
    EnableSoftwareTokenMFA, ExpiredCode, FeatureUnavailableInTier, Forbidden, InternalError,
    InvalidEmailRoleAccessPolicy, InvalidLambdaResponse, InvalidParameter, InvalidPassword,
    InvalidSmsRoleAccessPolicy, InvalidSmsRoleTrustRelationship, InvalidUserPoolConfiguration,
    LimitExceeded, MFAMethodNotFound, NotAuthorized, OperationNotEnabled,
    PasswordHistoryPolicyViolation, PasswordResetRequired, RefreshTokenReuse, ResourceNotFound,
    SoftwareTokenMFANotFound, TooManyFailedAttempts, TooManyRequests, Unauthorized,
    UnexpectedLambda, UnsupportedOperation, UnsupportedTokenType, UserLambdaValidation,
    UserNotConfirmed, UserNotFound, UserPoolAddOnNotEnabled, UsernameExists,
    WebAuthnChallengeNotFound, WebAuthnClientMismatch, WebAuthnConfigurationMissing,
    WebAuthnCredentialNotSupported, WebAuthnNotEnabled, WebAuthnOriginNotAllowed,
    WebAuthnRelyingPartyMismatch,
}

impl Exception {
    /// `NotAuthorized`, …; `UnknownException`.
    pub fn name(self) -> &'static str {
        let index = Self::ALL.iter().position(|other| *other == self);
        index
            .and_then(|index| Self::NAMES.get(index))
            .copied()
            .unwrap_or("UnknownException")
    }

    /// Which words the user should see.
    pub(crate) fn message_key(self) -> &'static str {
        match self {
            Self::NotAuthorized | Self::UserNotFound => "incorrect-credentials",
            Self::UserNotConfirmed => "user-not-confirmed",
            Self::PasswordResetRequired => "password-reset-required",
            Self::TooManyRequests | Self::LimitExceeded | Self::TooManyFailedAttempts => {
                "throttled"
            }
            Self::InvalidPassword | Self::PasswordHistoryPolicyViolation => "new-password-refused",
            Self::CodeMismatch | Self::ExpiredCode | Self::ConcurrentModification => "try-again",
            Self::InternalError
            | Self::UnexpectedLambda
            | Self::UserLambdaValidation
            | Self::CodeDeliveryFailure => "unavailable",
            _ => "misconfigured",
        }
    }

    /// `__type`: what stands after `#` and before `:`, without `Exception`.
    fn from_type(name: &str) -> Self {
        let name = split_once(name, '#').map_or(name, |(_namespace, name)| name);
        let name = split_once(name, ':').map_or(name, |(name, _url)| name);
        let name = name.strip_suffix("Exception").unwrap_or(name);
        let index = Self::NAMES.iter().position(|known| *known == name);
        index
            .and_then(|index| Self::ALL.get(index))
            .copied()
            .unwrap_or(Self::UnknownException)
    }
}

/// The error that an error reply stands for, unless it is none.
pub(crate) fn read(reply: Json<'_>) -> Option<Error> {
    let exception = Exception::from_type(&reply.get("__type")?.text()?);
    if exception == Exception::NotAuthorized && words(reply) == "User is disabled." {
        return Some(Error::UserDisabled);
    }
    Some(Error::Service(exception))
}

/// The service's own words, in English, or those of the site's trigger, in an
/// error reply. For a log; [`Error::Service`] is what to branch on.
pub fn message(body: &[u8]) -> String {
    Json::parse(body).map(words).unwrap_or_default()
}

/// Without the prefix that Cognito puts before what a trigger said
/// (`PreSignUp failed with error `).
fn words(reply: Json<'_>) -> String {
    let message = reply
        .get("message")
        .or_else(|| reply.get("Message"))
        .and_then(Json::text);
    let message = message.unwrap_or_default();
    let (_trigger, rest) = split_once(&message, ' ').unwrap_or_default();
    rest.strip_prefix("failed with error ")
        .map(String::from)
        .unwrap_or(message)
}
