//! The service's exceptions: `{"__type": "namespace#NameException", "message": "…"}`.

use alloc::boxed::Box;
use alloc::string::String;

use super::json::Json;
#[cfg(feature = "full")]
use super::reason::Reason;
use super::split::split_once;
use crate::error::Error;

/// What the service said when it refused a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(Box<[String; 2]>);

impl Refusal {
    /// What another endpoint than the API's refused with.
    #[cfg(feature = "full")]
    pub(crate) fn new(name: String, message: String) -> Self {
        Self(Box::new([name, message]))
    }

    /// The exception's name without the `Exception` that ends it: `CodeMismatch`.
    pub fn name(&self) -> &str {
        let [name, _] = &*self.0;
        name
    }

    /// The service's own words, in English, or those of the site's trigger.
    pub fn message(&self) -> &str {
        let [_, message] = &*self.0;
        message
    }

    /// The exception as a type.
    pub fn exception(&self) -> Exception {
        let index = Exception::NAMES
            .iter()
            .position(|known| *known == self.name());
        index
            .and_then(|index| Exception::ALL.get(index))
            .copied()
            .unwrap_or(Exception::UnknownException)
    }
}

/// Which words the user should see for the exception of that name.
pub(crate) fn message_key(name: &str) -> &'static str {
    match name {
        "NotAuthorized" | "UserNotFound" => "incorrect-credentials",
        "UserNotConfirmed" => "user-not-confirmed",
        "PasswordResetRequired" => "password-reset-required",
        "TooManyRequests" | "LimitExceeded" | "TooManyFailedAttempts" => "throttled",
        "InvalidPassword" | "PasswordHistoryPolicyViolation" => "new-password-refused",
        "CodeMismatch" | "EnableSoftwareTokenMFA" => "code-refused",
        "ExpiredCode" => "code-expired",
        "UsernameExists" | "AliasExists" => "account-exists",
        "ConcurrentModification" | "invalid_grant" | "invalid_request" => "try-again",
        "InternalError"
        | "UnexpectedLambda"
        | "UserLambdaValidation"
        | "CodeDeliveryFailure"
        | "server_error"
        | "temporarily_unavailable" => "unavailable",
        "access_denied" => "login-cancelled",
        _ => "misconfigured",
    }
}

/// What a sign-in on Cognito's own page is refused with and a site need not mend (RFC 6749
/// sections 4.1.2.1 and 5.2).
#[cfg(feature = "full")]
pub(crate) const OF_HOSTED_SIGN_IN: &[&str] = &[
    "access_denied",
    "invalid_grant",
    "invalid_request",
    "server_error",
    "temporarily_unavailable",
];

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
            /// Their names.
            pub const NAMES: &[&str] = &[$(stringify!($name)),*];
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

/// The error that an error reply stands for, unless it is none.
pub(crate) fn read(reply: Json<'_>) -> Option<Error> {
    let kind = reply.text_at("__type")?;
    let name = name(&kind);
    let message = words(reply);
    // The program for the sign-in leaves it to its host (`Reason::OF_PROOF`).
    #[cfg(feature = "full")]
    if let Some(reason) = Reason::read(name, &message) {
        return Some(Error::Refused(reason));
    }
    Some(Error::Service(Refusal(Box::new([
        String::from(name),
        message,
    ]))))
}

/// `__type`: what stands after `#` and before `:`, without `Exception`.
fn name(kind: &str) -> &str {
    let name = split_once(kind, b'#').map_or(kind, |(_namespace, name)| name);
    let name = split_once(name, b':').map_or(name, |(name, _url)| name);
    name.strip_suffix("Exception").unwrap_or(name)
}

/// Without the prefix that Cognito puts before what a trigger said
/// (`PreSignUp failed with error `).
fn words(reply: Json<'_>) -> String {
    let message = reply.text_at("message");
    let message = message.or_else(|| reply.text_at("Message"));
    let message = message.unwrap_or_default();
    let (_trigger, rest) = split_once(&message, b' ').unwrap_or_default();
    rest.strip_prefix("failed with error ")
        .map(String::from)
        .unwrap_or(message)
}
