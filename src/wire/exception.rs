//! The service's exceptions: `{"__type": "namespace#NameException", "message": "…"}`.

use alloc::string::String;

use super::json::Json;
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
            // One text, not a table of pointers: half the bytes in wasm.
            const NAMES: &str = concat!($(stringify!($name), " "),*);
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
            .and_then(|index| Self::NAMES.split(' ').nth(index))
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
        let name = name.rsplit('#').next().unwrap_or_default();
        let name = name.split(':').next().unwrap_or_default();
        let index = name
            .strip_suffix("Exception")
            .and_then(|name| Self::NAMES.split(' ').position(|known| known == name));
        index
            .and_then(|index| Self::ALL.get(index))
            .copied()
            .unwrap_or(Self::UnknownException)
    }
}

/// Reads the exception out of an error reply.
///
/// The message loses the prefix that Cognito puts before a trigger's own words
/// (`PreSignUp failed with error `).
pub(crate) fn read(reply: Json<'_>) -> Option<Error> {
    let exception = Exception::from_type(&reply.get("__type")?.as_str()?);
    let message = reply.get("message").or_else(|| reply.get("Message"));
    let message = message.and_then(Json::as_str).unwrap_or_default();
    if exception == Exception::NotAuthorized && message == "User is disabled." {
        return Some(Error::UserDisabled);
    }
    let words = match message.split_once(" failed with error ") {
        Some((trigger, words)) if !trigger.contains(' ') => words,
        _ => &message,
    };
    Some(Error::Service {
        exception,
        message: String::from(words),
    })
}
