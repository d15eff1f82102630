//! What Cognito can ask the user in the course of a sign-in, and the answers.

use alloc::string::String;
use alloc::vec::Vec;

use crate::error::Error;
use crate::secret::{Password, Token, redact};
use crate::wire::json::Json;
use crate::wire::write::object;

/// What the name of an attribute starts with inside a challenge.
pub(crate) const ATTRIBUTE_PREFIX: &str = "userAttributes.";

/// Names and texts, in the order they came.
pub type Attributes = Vec<(String, String)>;

/// A question to the user (`ChallengeNameType`). The `Session` that belongs to
/// it stays in the flow.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Challenge {
    /// The password is a temporary one.
    NewPasswordRequired {
        /// What must be given with the new password, without `userAttributes.`.
        required_attributes: Vec<String>,
        /// What the user already has.
        attributes: Attributes,
    },
    /// A code was sent as a text message, as a second factor.
    SmsMfa(Delivery),
    /// A code was sent as a text message.
    SmsOtp(Delivery),
    /// A code was sent by e-mail.
    EmailOtp(Delivery),
    /// The code of an authenticator app.
    SoftwareTokenMfa {
        /// The name the user gave to the device.
        device_name: Option<String>,
    },
    /// Which second factor to use.
    SelectMfaType(Vec<String>),
    /// Which second factor to set up.
    MfaSetup(Vec<String>),
    /// The secret for an authenticator app, which answers with its first code.
    MfaSetupTotp(Token),
    /// An address for codes is missing.
    MfaSetupEmail,
    /// Which first factor to use.
    SelectChallenge(Vec<String>),
    /// The password is missing.
    Password {
        /// Whether it is proven rather than sent.
        srp: bool,
    },
    /// A passkey: `PublicKeyCredentialRequestOptions` as JSON.
    WebAuthn(String),
    /// The question of the site's own trigger.
    CustomChallenge(Attributes),
}

/// Where a code went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The address or number, with most of it masked.
    pub destination: Option<String>,
}

/// The answer to a challenge.
#[derive(Clone)]
#[non_exhaustive]
pub enum ChallengeAnswer {
    /// Answers [`Challenge::NewPasswordRequired`].
    NewPassword {
        /// From now on.
        password: Password,
        /// All that were required; without `userAttributes.`.
        attributes: Attributes,
    },
    /// Answers a code that was sent, an authenticator app, or its set-up.
    Code {
        /// As typed; white space does not count.
        code: String,
        /// What to call the authenticator app that is set up.
        device_name: Option<String>,
    },
    /// Answers one of those with options.
    Choice {
        /// One of the options.
        option: String,
        /// Where the option is `PASSWORD` or `PASSWORD_SRP`.
        password: Option<Password>,
    },
    /// Answers [`Challenge::Password`].
    Password(Password),
    /// Answers [`Challenge::MfaSetupEmail`].
    Email(String),
    /// Answers [`Challenge::WebAuthn`]: `AuthenticationResponseJSON`.
    Credential(String),
    /// Answers [`Challenge::CustomChallenge`].
    Custom(String),
}

redact!(ChallengeAnswer);

impl Challenge {
    /// Reads a challenge that is for the user out of a reply.
    pub(crate) fn read(name: &str, reply: Json<'_>) -> Result<Self, Error> {
        let parameters = reply.get("ChallengeParameters").unwrap_or_default();
        let text = |name| parameters.get(name).and_then(Json::text);
        let delivery = || Delivery {
            destination: text("CODE_DELIVERY_DESTINATION"),
        };
        Ok(match name {
            "NEW_PASSWORD_REQUIRED" => Self::NewPasswordRequired {
                required_attributes: nested(parameters, "requiredAttributes", texts)?,
                attributes: nested(parameters, "userAttributes", members)?,
            },
            "SMS_MFA" => Self::SmsMfa(delivery()),
            "SMS_OTP" => Self::SmsOtp(delivery()),
            // The service model says EMAIL_OTP, its documentation also EMAIL_MFA.
            "EMAIL_OTP" | "EMAIL_MFA" => Self::EmailOtp(delivery()),
            "SOFTWARE_TOKEN_MFA" => Self::SoftwareTokenMfa {
                device_name: text("FRIENDLY_DEVICE_NAME"),
            },
            "SELECT_MFA_TYPE" => Self::SelectMfaType(nested(parameters, "MFAS_CAN_CHOOSE", texts)?),
            "MFA_SETUP" => Self::MfaSetup(nested(parameters, "MFAS_CAN_SETUP", texts)?),
            "SELECT_CHALLENGE" => {
                Self::SelectChallenge(texts(reply.get("AvailableChallenges").unwrap_or_default()))
            }
            "PASSWORD" => Self::Password { srp: false },
            "PASSWORD_SRP" => Self::Password { srp: true },
            "WEB_AUTHN" => {
                let options = text("CREDENTIAL_REQUEST_OPTIONS").ok_or(Error::InvalidReply)?;
                Json::parse(options.as_bytes()).map_err(|_| Error::InvalidReply)?;
                Self::WebAuthn(options)
            }
            "CUSTOM_CHALLENGE" => Self::CustomChallenge(members(parameters)),
            _ => return Err(Error::UnexpectedChallenge),
        })
    }

    /// `ChallengeName`, or our own name for a step of one.
    pub fn name(&self) -> &'static str {
        match self {
            Self::NewPasswordRequired { .. } => "NEW_PASSWORD_REQUIRED",
            Self::SmsMfa(_) => "SMS_MFA",
            Self::SmsOtp(_) => "SMS_OTP",
            Self::EmailOtp(_) => "EMAIL_OTP",
            Self::SoftwareTokenMfa { .. } => "SOFTWARE_TOKEN_MFA",
            Self::SelectMfaType(_) => "SELECT_MFA_TYPE",
            Self::MfaSetup(_) => "MFA_SETUP",
            Self::MfaSetupTotp(_) => "MFA_SETUP_TOTP",
            Self::MfaSetupEmail => "MFA_SETUP_EMAIL",
            Self::SelectChallenge(_) => "SELECT_CHALLENGE",
            Self::Password { srp: false } => "PASSWORD",
            Self::Password { srp: true } => "PASSWORD_SRP",
            Self::WebAuthn(_) => "WEB_AUTHN",
            Self::CustomChallenge(_) => "CUSTOM_CHALLENGE",
        }
    }
}

/// What the JSON inside the text `name` holds; nothing where there is no such text.
fn nested<T>(
    parameters: Json<'_>,
    name: &str,
    read: fn(Json<'_>) -> Vec<T>,
) -> Result<Vec<T>, Error> {
    let Some(text) = parameters.get(name).and_then(Json::text) else {
        return Ok(Vec::new());
    };
    Json::parse(text.as_bytes())
        .map(read)
        .map_err(|_| Error::InvalidReply)
}

/// The texts of an array, without the prefix that the names of attributes have.
fn texts(array: Json<'_>) -> Vec<String> {
    let mut texts = Vec::new();
    for text in array.elements().filter_map(Json::text) {
        texts.push(
            text.strip_prefix(ATTRIBUTE_PREFIX)
                .map(String::from)
                .unwrap_or(text),
        );
    }
    texts
}

/// The other direction of [`members`].
pub(crate) fn write_members(members: &[(String, String)]) -> String {
    object(members.iter().map(|(name, value)| (&**name, &**value)))
}

/// The members of an object that are texts.
pub(crate) fn members(object: Json<'_>) -> Attributes {
    let mut members = Vec::new();
    for (name, value) in object.members() {
        if let Some(text) = value.text() {
            members.push((name, text));
        }
    }
    members
}
