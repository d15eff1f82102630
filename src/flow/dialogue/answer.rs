//! What the user answers, and what Cognito is told of it.

use alloc::string::String;

use super::request::member;
use super::{AwaitingAnswer, AwaitingReply, Failure, Sent, Step};
use crate::error::Error;
use crate::flow::account::value::without_white_space;
use crate::flow::challenge::{ATTRIBUTE_PREFIX, Attributes, Challenge, ChallengeAnswer};
use crate::wire::request::Request;
use crate::wire::write::{append, fill};

impl AwaitingAnswer {
    /// What to ask.
    pub fn challenge(&self) -> &Challenge {
        &self.question
    }

    /// Who is asked, as Cognito calls them.
    pub fn username(&self) -> &str {
        &self.state.username
    }

    /// The challenge as a text for [`resume`](super::resume), unless there is a secret in it.
    pub fn standing(&self) -> Option<String> {
        let Self { state, .. } = self;
        let reply = state.standing.as_deref()?;
        let user_id = state.user_id.as_deref().unwrap_or_default();
        Some(fill(
            r#"{"userId":?,"username":?,"reply":%}"#,
            &[user_id, &state.username, reply],
        ))
    }

    /// Answers the challenge.
    ///
    /// # Errors
    /// [`Error::InvalidAnswer`]; nothing was sent and the challenge stands.
    pub fn answer(self, answer: ChallengeAnswer, entropy: [u8; 32]) -> Result<Step, Failure> {
        let Self {
            mut state,
            question,
        } = self;
        let name = question.name();
        let mut responses = String::new();
        let mut is_credential = question.is_credential();
        match (&question, answer) {
            (
                Challenge::NewPasswordRequired {
                    required_attributes,
                    ..
                },
                ChallengeAnswer::NewPassword {
                    password,
                    attributes,
                },
            ) if are_given(required_attributes, &attributes) => {
                responses = member("NEW_PASSWORD", password.secret());
                for (name, value) in attributes {
                    let name = fill("%%", &[ATTRIBUTE_PREFIX, &name]);
                    append(&mut responses, &member(&name, &value));
                }
            }
            (
                Challenge::SmsMfa(_)
                | Challenge::SmsOtp(_)
                | Challenge::EmailOtp(_)
                | Challenge::SoftwareTokenMfa { .. },
                ChallengeAnswer::Code { code, .. },
            ) => responses = member(&fill("%_CODE", &[name]), &without_white_space(&code)),
            (Challenge::MfaSetupTotp(_), ChallengeAnswer::Code { code, device_name }) => {
                let code = without_white_space(&code);
                let request = state.verify(&code, device_name.as_deref());
                let sent = Sent::Verify(question);
                return Ok(Step::Send(request, AwaitingReply { state, sent }));
            }
            (Challenge::MfaSetup(options), ChallengeAnswer::Choice { option, .. })
                if options.contains(&option) =>
            {
                return state.set_up(&option, options.clone());
            }
            (Challenge::MfaSetupEmail, ChallengeAnswer::Email(email)) => {
                let response = member("EMAIL", &email);
                return Ok(state.send("MFA_SETUP", &response, Sent::Answer(question)));
            }
            (Challenge::SelectMfaType(options), ChallengeAnswer::Choice { option, .. })
                if options.contains(&option) =>
            {
                responses = member("ANSWER", &option);
            }
            (Challenge::SelectChallenge(options), ChallengeAnswer::Choice { option, password })
                if options.contains(&option) =>
            {
                state.note_factor(&option, password.as_ref());
                if let ("PASSWORD" | "PASSWORD_SRP", Some(password)) = (&*option, password) {
                    responses = state.show(password, option == "PASSWORD_SRP", entropy)?;
                    is_credential = true;
                }
                append(&mut responses, &member("ANSWER", &option));
            }
            (Challenge::Password { srp }, ChallengeAnswer::Password(password)) => {
                state.note_factor(name, Some(&password));
                responses = state.show(password, *srp, entropy)?;
            }
            (Challenge::WebAuthn(_), ChallengeAnswer::Credential(credential)) => {
                responses = member("CREDENTIAL", &credential);
            }
            (Challenge::CustomChallenge(_), ChallengeAnswer::Custom(answer)) => {
                responses = member("ANSWER", &answer);
            }
            _ => return Err(state.retry(Error::InvalidAnswer, question)),
        }
        let sent = if is_credential {
            Sent::Credential(question)
        } else {
            Sent::Answer(question)
        };
        Ok(state.send(name, &responses, sent))
    }

    /// Begins again with what the user has shown already, so that Cognito sends another code. The
    /// challenge ends with that.
    ///
    /// # Errors
    /// [`Error::ChallengeExpired`] after a [`resume`](super::resume), [`Error::RandomUnavailable`]
    pub fn resend(self, entropy: [u8; 32]) -> Result<(Request, AwaitingReply), Error> {
        let mut state = self.state;
        state.challenges = 0;
        state.initiate(entropy)
    }
}

impl Challenge {
    /// Whether any answer is what lets the user in.
    fn is_credential(&self) -> bool {
        matches!(
            self,
            Self::Password { .. } | Self::WebAuthn(_) | Self::CustomChallenge(_)
        )
    }
}

fn are_given(required: &[String], attributes: &Attributes) -> bool {
    required.iter().all(|required| {
        attributes
            .iter()
            .any(|(name, value)| name == required && !value.is_empty())
    })
}
