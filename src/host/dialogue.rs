//! [`flow::dialogue`](crate::flow::dialogue) for a host.

use alloc::string::String;
use core::mem;

use super::account::write_authenticator_setup;
use super::sign_in::{CHALLENGE_MS, thirty_two};
use super::{read_config, write_send, write_tokens};
use crate::error::Error;
use crate::flow::account::totp::SecretCode;
use crate::flow::challenge::{Challenge, ChallengeAnswer, Delivery, members, write_members};
use crate::flow::dialogue::{
    self, AwaitingAnswer, AwaitingReply, Context, Device, Failure, Start, Step,
};
use crate::secret::{Password, Session, Token, Username};
use crate::user_pool::UserPool;
use crate::wire::json::Json;
use crate::wire::write::{array, decimal, fill};

/// A dialogue whose state is kept here, because the host cannot move it along.
pub struct Dialogue {
    pool: UserPool,
    /// What an authenticator app calls the site.
    issuer: String,
    state: State,
}

enum State {
    /// Before the start, after the end.
    Idle,
    AwaitingReply(AwaitingReply),
    AwaitingAnswer(AwaitingAnswer),
}

impl Dialogue {
    /// `config` is a `Config`.
    ///
    /// # Errors
    /// As [`UserPool::new`].
    pub fn new(config: &[u8]) -> Result<Self, Error> {
        let pool = read_config(config)?;
        let issuer = Json::parse(config)
            .unwrap_or_default()
            .get("issuer")
            .and_then(Json::text);
        Ok(Self {
            issuer: issuer.unwrap_or_else(|| String::from(pool.id())),
            pool,
            state: State::Idle,
        })
    }

    /// The first `Step` of a sign-in. `start` is a `Start`.
    ///
    /// # Errors
    /// As [`dialogue::start`] and the types it takes; [`Error::InvalidAnswer`] where `start`
    /// has not the shape.
    pub fn start(&mut self, start: &[u8], entropy: &[u8]) -> Result<String, Error> {
        self.expect_idle()?;
        let start = Json::parse(start).map_err(|_| Error::InvalidAnswer)?;
        let username = start.get("username").and_then(Json::text);
        let (request, waiting) = dialogue::start(
            self.pool.clone(),
            read_context(start)?,
            Username::new(&username.unwrap_or_default())?,
            read_start(start)?,
            thirty_two(entropy)?,
        )?;
        self.state = State::AwaitingReply(waiting);
        Ok(write_send(&request))
    }

    /// The first `Step` after a `standing` challenge. `context` is a `DialogueContext`.
    ///
    /// # Errors
    /// As [`dialogue::resume`].
    pub fn resume(
        &mut self,
        context: &[u8],
        standing: &[u8],
        now_ms: u64,
        entropy: &[u8],
    ) -> Result<String, Error> {
        self.expect_idle()?;
        let context = Json::parse(context).map_err(|_| Error::InvalidAnswer)?;
        let (context, entropy) = (read_context(context)?, thirty_two(entropy)?);
        let step = dialogue::resume(self.pool.clone(), context, standing, entropy);
        self.step(step, now_ms)
    }

    fn expect_idle(&self) -> Result<(), Error> {
        match self.state {
            State::Idle => Ok(()),
            _ => Err(Error::FlowOver),
        }
    }

    /// The `Step` that follows on a reply.
    ///
    /// # Errors
    /// As [`AwaitingReply::receive`]; else [`Error::FlowOver`].
    pub fn receive(
        &mut self,
        status: u16,
        body: &[u8],
        now_ms: u64,
        entropy: &[u8],
    ) -> Result<String, Error> {
        let entropy = thirty_two(entropy)?;
        match mem::replace(&mut self.state, State::Idle) {
            State::AwaitingReply(waiting) => {
                let step = waiting.receive(status, body, now_ms, entropy);
                self.step(step, now_ms)
            }
            other => self.refuse(other, Error::FlowOver),
        }
    }

    /// The `Step` that follows on the user's answer, a `ChallengeAnswer`.
    ///
    /// # Errors
    /// As [`AwaitingAnswer::answer`]; else [`Error::FlowOver`].
    pub fn answer(&mut self, answer: &[u8], now_ms: u64, entropy: &[u8]) -> Result<String, Error> {
        let entropy = thirty_two(entropy)?;
        match mem::replace(&mut self.state, State::Idle) {
            State::AwaitingAnswer(waiting) => {
                match read_answer(answer, waiting.challenge().name()) {
                    Some(answer) => {
                        let step = waiting.answer(answer, entropy);
                        self.step(step, now_ms)
                    }
                    None => self.refuse(State::AwaitingAnswer(waiting), Error::InvalidAnswer),
                }
            }
            other => self.refuse(other, Error::FlowOver),
        }
    }

    /// The first `Step` of another attempt, for another code.
    ///
    /// # Errors
    /// As [`AwaitingAnswer::resend`]; else [`Error::FlowOver`].
    pub fn resend(&mut self, entropy: &[u8]) -> Result<String, Error> {
        let entropy = thirty_two(entropy)?;
        match mem::replace(&mut self.state, State::Idle) {
            State::AwaitingAnswer(waiting) => {
                let (request, waiting) = waiting.resend(entropy)?;
                self.state = State::AwaitingReply(waiting);
                Ok(write_send(&request))
            }
            other => self.refuse(other, Error::FlowOver),
        }
    }

    /// Whether a challenge waits for an answer, be it after a wrong one.
    pub fn is_open(&self) -> bool {
        matches!(self.state, State::AwaitingAnswer(_))
    }

    fn step(&mut self, step: Result<Step, Failure>, now_ms: u64) -> Result<String, Error> {
        match step {
            Ok(Step::Send(request, waiting)) => {
                self.state = State::AwaitingReply(waiting);
                Ok(write_send(&request))
            }
            Ok(Step::Ask(waiting)) => {
                let step = write_question(&waiting, &self.issuer, now_ms);
                self.state = State::AwaitingAnswer(waiting);
                Ok(step)
            }
            Ok(Step::SignedIn(signed_in)) => {
                let forgotten = if signed_in.device_forgotten {
                    r#","deviceForgotten":true"#
                } else {
                    ""
                };
                Ok(write_tokens(&signed_in.tokens, forgotten))
            }
            Err(failure) => {
                if let Some(waiting) = failure.retry {
                    self.state = State::AwaitingAnswer(waiting);
                }
                Err(failure.error)
            }
        }
    }

    /// A call that does not fit changes nothing.
    fn refuse(&mut self, state: State, error: Error) -> Result<String, Error> {
        self.state = state;
        Err(error)
    }
}

fn read_context(json: Json<'_>) -> Result<Context, Error> {
    let device = match json.get("device") {
        Some(device) => {
            let [key, group_key, password] = device
                .texts(["key", "groupKey", "password"])
                .ok_or(Error::InvalidAnswer)?;
            let password = Password::new(password.into_bytes())?;
            Some(Device {
                key,
                group_key,
                password,
            })
        }
        None => None,
    };
    Ok(Context {
        client_metadata: members(json.get("clientMetadata").unwrap_or_default()),
        encoded_data: json.get("encodedData").and_then(Json::text),
        device,
    })
}

fn read_start(json: Json<'_>) -> Result<Start, Error> {
    let text = |name| json.get(name).and_then(Json::text);
    let password = match text("password") {
        Some(password) => Some(Password::new(password.into_bytes())?),
        None => None,
    };
    let required = |password: Option<Password>| password.ok_or(Error::InvalidPasswordInput);
    Ok(match text("flow").as_deref() {
        Some("USER_SRP_AUTH") => Start::Srp(required(password)?),
        Some("USER_PASSWORD_AUTH") => Start::PlainPassword(required(password)?),
        Some("CUSTOM_AUTH") => Start::Custom(password),
        Some("USER_AUTH") => match (text("acrValues"), text("accessToken")) {
            (Some(acr_values), access_token) => Start::StepUp {
                acr_values,
                max_age: read_max_age(json)?,
                access_token: access_token.map(Token::new),
            },
            (None, None) => Start::Choice {
                preferred: text("preferred"),
                password,
                session: text("session").map(Session::new),
            },
            _ => return Err(Error::InvalidAnswer),
        },
        _ => return Err(Error::InvalidAnswer),
    })
}

/// An age that cannot be read must not become any age.
fn read_max_age(json: Json<'_>) -> Result<Option<u32>, Error> {
    match json.get("maxAge") {
        Some(age) => age.whole_number().map(Some).ok_or(Error::InvalidAnswer),
        None => Ok(None),
    }
}

/// The answer to the challenge of that name.
fn read_answer(answer: &[u8], name: &str) -> Option<ChallengeAnswer> {
    let answer = Json::parse(answer).ok()?;
    let text = |name| answer.get(name).and_then(Json::text);
    let password = |name| Password::new(text(name)?.into_bytes()).ok();
    if text("name")? != name {
        return None;
    }
    Some(match name {
        "NEW_PASSWORD_REQUIRED" => ChallengeAnswer::NewPassword {
            password: password("newPassword")?,
            attributes: members(answer.get("attributes").unwrap_or_default()),
        },
        "SMS_MFA" | "SMS_OTP" | "EMAIL_OTP" | "SOFTWARE_TOKEN_MFA" | "MFA_SETUP_TOTP" => {
            ChallengeAnswer::Code {
                code: text("code")?,
                device_name: text("deviceName"),
            }
        }
        "SELECT_MFA_TYPE" | "SELECT_CHALLENGE" | "MFA_SETUP" => ChallengeAnswer::Choice {
            option: text("choice")?,
            password: match text("password") {
                Some(_) => Some(password("password")?),
                None => None,
            },
        },
        "PASSWORD" | "PASSWORD_SRP" => ChallengeAnswer::Password(password("password")?),
        "MFA_SETUP_EMAIL" => ChallengeAnswer::Email(text("email")?),
        "WEB_AUTHN" => {
            let credential = answer.get("credential")?;
            if !credential.is_object() {
                return None;
            }
            ChallengeAnswer::Credential(String::from(credential.as_str()))
        }
        "CUSTOM_CHALLENGE" => ChallengeAnswer::Custom(text("answer")?),
        _ => return None,
    })
}

fn write_question(waiting: &AwaitingAnswer, issuer: &str, now_ms: u64) -> String {
    let standing = waiting.standing();
    let standing = standing.map(|standing| fill(r#","standing":%"#, &[&standing]));
    fill(
        r#"{"kind":"challenge","challenge":%,"expiresAtMs":%%}"#,
        &[
            &write_challenge(waiting.challenge(), issuer, waiting.username()),
            &decimal(now_ms.saturating_add(CHALLENGE_MS)),
            &standing.unwrap_or_default(),
        ],
    )
}

fn write_challenge(challenge: &Challenge, issuer: &str, account: &str) -> String {
    let details = match challenge {
        Challenge::NewPasswordRequired {
            required_attributes,
            attributes,
        } => fill(
            r#","requiredAttributes":%,"attributes":%"#,
            &[
                &write_texts(required_attributes),
                &write_members(attributes),
            ],
        ),
        Challenge::SmsMfa(Delivery { destination })
        | Challenge::SmsOtp(Delivery { destination })
        | Challenge::EmailOtp(Delivery { destination }) => {
            write_optional(r#","destination":?"#, destination.as_deref())
        }
        Challenge::SoftwareTokenMfa { device_name } => {
            write_optional(r#","deviceName":?"#, device_name.as_deref())
        }
        Challenge::SelectMfaType(options)
        | Challenge::MfaSetup(options)
        | Challenge::SelectChallenge(options) => fill(r#","options":%"#, &[&write_texts(options)]),
        Challenge::MfaSetupTotp(secret) => {
            let code = SecretCode::new(String::from(secret.secret()));
            // Without a picture, where a name is too long for one, there is still the text.
            let setup = write_authenticator_setup(&code, issuer, account).unwrap_or_default();
            fill(r#","secret":?%"#, &[secret.secret(), &setup])
        }
        Challenge::WebAuthn(options) => fill(r#","options":%"#, &[options]),
        Challenge::CustomChallenge(parameters) => {
            fill(r#","parameters":%"#, &[&write_members(parameters)])
        }
        Challenge::MfaSetupEmail | Challenge::Password { .. } => String::new(),
    };
    fill(r#"{"name":?%}"#, &[challenge.name(), &details])
}

fn write_texts(texts: &[String]) -> String {
    array(texts.iter().map(String::as_str))
}

/// `template` with the value, if there is one.
fn write_optional(template: &str, value: Option<&str>) -> String {
    value
        .map(|value| fill(template, &[value]))
        .unwrap_or_default()
}
