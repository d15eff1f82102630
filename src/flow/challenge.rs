//! What Cognito can ask the user in the course of a sign-in, and the answers.

use alloc::string::String;
use alloc::vec::Vec;

use crate::error::{Error, ReplyFault};
use crate::secret::Password;
use crate::wire::json::Json;

/// Names and texts, in the order they came.
pub type Attributes = Vec<(String, String)>;

/// A question to the user (`ChallengeNameType`). The `Session` that belongs to
/// it stays in the flow.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// A second factor has to be set up.
    MfaSetup(Vec<String>),
    /// Which first factor to use.
    SelectChallenge(Vec<String>),
    /// The question of the site's own trigger.
    CustomChallenge(Attributes),
}

/// Where a code went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The address or number, with most of it masked.
    pub destination: Option<String>,
}

/// The answer to the challenge of the same name.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum ChallengeAnswer {
    /// Answers [`Challenge::NewPasswordRequired`].
    NewPassword {
        /// From now on.
        password: Password,
        /// All that were required; without `userAttributes.`.
        attributes: Attributes,
    },
}

impl Challenge {
    /// Reads a challenge that is for the user.
    pub(crate) fn read(
        name: &str,
        reply: Json<'_>,
        parameters: Parameters<'_>,
    ) -> Result<Self, Error> {
        let delivery = || Delivery {
            destination: parameters.text("CODE_DELIVERY_DESTINATION"),
        };
        Ok(match name {
            "NEW_PASSWORD_REQUIRED" => Self::NewPasswordRequired {
                required_attributes: without_prefix(parameters.list("requiredAttributes")?),
                attributes: parameters.map("userAttributes")?,
            },
            "SMS_MFA" => Self::SmsMfa(delivery()),
            "SMS_OTP" => Self::SmsOtp(delivery()),
            // The service model says EMAIL_OTP, its documentation also EMAIL_MFA.
            "EMAIL_OTP" | "EMAIL_MFA" => Self::EmailOtp(delivery()),
            "SOFTWARE_TOKEN_MFA" => Self::SoftwareTokenMfa {
                device_name: parameters.text("FRIENDLY_DEVICE_NAME"),
            },
            "SELECT_MFA_TYPE" => Self::SelectMfaType(parameters.list("MFAS_CAN_CHOOSE")?),
            "MFA_SETUP" => Self::MfaSetup(parameters.list("MFAS_CAN_SETUP")?),
            "SELECT_CHALLENGE" => Self::SelectChallenge(
                reply
                    .get("AvailableChallenges")
                    .map(texts)
                    .unwrap_or_default(),
            ),
            "CUSTOM_CHALLENGE" => {
                Self::CustomChallenge(parameters.0.map(members).unwrap_or_default())
            }
            _ => return Err(Error::UnexpectedChallenge(String::from(name))),
        })
    }

    /// `ChallengeName`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::NewPasswordRequired { .. } => "NEW_PASSWORD_REQUIRED",
            Self::SmsMfa(_) => "SMS_MFA",
            Self::SmsOtp(_) => "SMS_OTP",
            Self::EmailOtp(_) => "EMAIL_OTP",
            Self::SoftwareTokenMfa { .. } => "SOFTWARE_TOKEN_MFA",
            Self::SelectMfaType(_) => "SELECT_MFA_TYPE",
            Self::MfaSetup(_) => "MFA_SETUP",
            Self::SelectChallenge(_) => "SELECT_CHALLENGE",
            Self::CustomChallenge(_) => "CUSTOM_CHALLENGE",
        }
    }
}

/// `ChallengeParameters`: a map of texts, some of which are JSON again.
#[derive(Clone, Copy)]
pub(crate) struct Parameters<'a>(pub(crate) Option<Json<'a>>);

impl Parameters<'_> {
    pub(crate) fn text(self, name: &str) -> Option<String> {
        self.0?.get(name)?.as_str().map(String::from)
    }

    pub(crate) fn required(self, name: &'static str) -> Result<String, Error> {
        self.text(name)
            .ok_or(Error::InvalidReply(ReplyFault::Field(name)))
    }

    fn list(self, name: &'static str) -> Result<Vec<String>, Error> {
        self.nested(name, texts)
    }

    fn map(self, name: &'static str) -> Result<Attributes, Error> {
        self.nested(name, members)
    }

    /// What the JSON inside the text `name` holds; nothing where there is no such text.
    fn nested<T: Default>(self, name: &'static str, read: fn(Json<'_>) -> T) -> Result<T, Error> {
        let Some(text) = self.text(name) else {
            return Ok(T::default());
        };
        let value = Json::parse(text.as_bytes());
        value
            .map(read)
            .map_err(|_| Error::InvalidReply(ReplyFault::Field(name)))
    }
}

fn texts(array: Json<'_>) -> Vec<String> {
    array
        .elements()
        .filter_map(Json::as_str)
        .map(String::from)
        .collect()
}

fn members(object: Json<'_>) -> Attributes {
    let members = object.members();
    members
        .filter_map(|(name, value)| Some((name.into_owned(), value.as_str()?.into_owned())))
        .collect()
}

fn without_prefix(names: Vec<String>) -> Vec<String> {
    names
        .iter()
        .map(|name| String::from(name.strip_prefix("userAttributes.").unwrap_or(name)))
        .collect()
}
