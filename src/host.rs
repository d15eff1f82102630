//! Flows for a host that speaks JSON and cannot hold a Rust value: the shapes
//! are those of `src/wasm/types.d.ts`.

use alloc::string::String;
use alloc::vec::Vec;
use core::mem;

use crate::error::Error;
use crate::flow::challenge::{Attributes, Challenge, ChallengeAnswer, Delivery};
use crate::flow::sign_in::{self, AwaitingAnswer, AwaitingReply, Failure, Step};
use crate::flow::sign_out;
use crate::secret::{Password, Token, Username};
use crate::token::TokenSet;
use crate::user_pool::UserPool;
use crate::wire::exception;
use crate::wire::json::Json;
use crate::wire::request::Request;
use crate::wire::write::{array, decimal, fill, object};

/// A sign-in whose state is kept here, because the host cannot move it along.
pub struct SignIn(State);

enum State {
    Prepared(sign_in::SignIn),
    AwaitingReply(AwaitingReply),
    AwaitingAnswer(AwaitingAnswer),
    Over,
}

impl SignIn {
    /// `config` is a `Config`.
    ///
    /// # Errors
    /// As [`UserPool::new`] and [`sign_in::SignIn::new`].
    pub fn new(config: &str, entropy: &[u8]) -> Result<Self, Error> {
        let pool = read_config(config)?;
        let entropy = entropy.try_into().map_err(|_| Error::RandomUnavailable)?;
        Ok(Self(State::Prepared(sign_in::SignIn::new(pool, entropy)?)))
    }

    /// The first `Step`. The password is UTF-8.
    ///
    /// # Errors
    /// As [`Username::new`] and [`Password::new`], and the sign-in can still be
    /// started; else [`Error::FlowOver`].
    pub fn start(&mut self, username: &str, password: Vec<u8>) -> Result<String, Error> {
        let password = Password::new(password);
        let (username, password) = (Username::new(username)?, password?);
        match mem::replace(&mut self.0, State::Over) {
            State::Prepared(sign_in) => {
                let (request, waiting) = sign_in.start(username, password);
                self.0 = State::AwaitingReply(waiting);
                Ok(write_send(&request))
            }
            other => self.refuse(other),
        }
    }

    /// The `Step` that follows on a reply.
    ///
    /// # Errors
    /// As [`AwaitingReply::receive`]; else [`Error::FlowOver`].
    pub fn receive(&mut self, status: u16, body: &[u8], now_ms: u64) -> Result<String, Error> {
        match mem::replace(&mut self.0, State::Over) {
            State::AwaitingReply(waiting) => match waiting.receive(status, body, now_ms) {
                Ok(Step::Send(request, waiting)) => {
                    self.0 = State::AwaitingReply(waiting);
                    Ok(write_send(&request))
                }
                Ok(Step::Ask(waiting)) => {
                    let step = write_challenge(waiting.challenge());
                    self.0 = State::AwaitingAnswer(waiting);
                    Ok(step)
                }
                Ok(Step::SignedIn(tokens)) => Ok(write_tokens(&tokens)),
                Err(failure) => self.fail(failure),
            },
            other => self.refuse(other),
        }
    }

    /// The `Step` that follows on the user's answer, a `ChallengeAnswer`. The
    /// new password is UTF-8.
    ///
    /// # Errors
    /// As [`AwaitingAnswer::answer`]; else [`Error::FlowOver`].
    pub fn answer(&mut self, answer: &str, new_password: Vec<u8>) -> Result<String, Error> {
        let answer = read_answer(answer, new_password)?;
        match mem::replace(&mut self.0, State::Over) {
            State::AwaitingAnswer(waiting) => match waiting.answer(answer) {
                Ok((request, waiting)) => {
                    self.0 = State::AwaitingReply(waiting);
                    Ok(write_send(&request))
                }
                Err(failure) => self.fail(failure),
            },
            other => self.refuse(other),
        }
    }

    fn fail(&mut self, failure: Failure) -> Result<String, Error> {
        if let Some(waiting) = failure.standing {
            self.0 = State::AwaitingAnswer(waiting);
        }
        Err(failure.error)
    }

    /// A call out of turn changes nothing.
    fn refuse(&mut self, state: State) -> Result<String, Error> {
        self.0 = state;
        Err(Error::FlowOver)
    }
}

/// The `Request` that revokes a refresh token. `config` is a `Config`.
///
/// # Errors
/// As [`UserPool::new`].
pub fn revoke_token(config: &str, refresh_token: String) -> Result<String, Error> {
    let request = sign_out::revoke_token(&read_config(config)?, &Token::new(refresh_token));
    Ok(write_request(&request))
}

/// The sentence that goes with an error: the service's own where it refused
/// with the reply `body`.
pub fn message(error: Error, body: &[u8]) -> String {
    match error {
        Error::Service(_) => exception::message(body),
        _ => String::from(error.message()),
    }
}

fn read_config(config: &str) -> Result<UserPool, Error> {
    let config = Json::parse(config.as_bytes()).unwrap_or_default();
    let text = |name| config.get(name).and_then(Json::text);
    let (id, client_id) = (text("userPoolId"), text("clientId"));
    let endpoint = text("endpoint");
    UserPool::new(
        &id.unwrap_or_default(),
        &client_id.unwrap_or_default(),
        endpoint.as_deref(),
    )
}

fn read_answer(answer: &str, new_password: Vec<u8>) -> Result<ChallengeAnswer, Error> {
    let password = Password::new(new_password).map_err(|_| Error::InvalidAnswer)?;
    let answer = Json::parse(answer.as_bytes()).map_err(|_| Error::InvalidAnswer)?;
    if answer.get("name").and_then(Json::text).as_deref() != Some("NEW_PASSWORD_REQUIRED") {
        return Err(Error::InvalidAnswer);
    }
    let mut attributes = Attributes::new();
    if let Some(given) = answer.get("attributes") {
        for (name, value) in given.members() {
            attributes.push((name, value.text().ok_or(Error::InvalidAnswer)?));
        }
    }
    Ok(ChallengeAnswer::NewPassword {
        password,
        attributes,
    })
}

fn write_send(request: &Request) -> String {
    fill(r#"{"kind":"send","request":%}"#, &[&write_request(request)])
}

fn write_request(request: &Request) -> String {
    let headers = object(request.headers().into_iter());
    fill(
        r#"{"url":?,"headers":%,"body":?}"#,
        &[request.url(), &headers, request.body()],
    )
}

fn write_challenge(challenge: &Challenge) -> String {
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
        Challenge::CustomChallenge(parameters) => {
            fill(r#","parameters":%"#, &[&write_members(parameters)])
        }
    };
    fill(
        r#"{"kind":"challenge","challenge":{"name":?%}}"#,
        &[challenge.name(), &details],
    )
}

fn write_tokens(tokens: &TokenSet) -> String {
    let refresh_token = tokens.refresh_token.as_ref().map(Token::secret);
    fill(
        r#"{"kind":"signed-in","tokens":{"idToken":?,"accessToken":?%,"expiresAtMs":%,"unverifiedClaims":%}}"#,
        &[
            tokens.id_token.secret(),
            tokens.access_token.secret(),
            &write_optional(r#","refreshToken":?"#, refresh_token),
            &decimal(tokens.expires_at_ms),
            tokens.unverified_claims.as_json(),
        ],
    )
}

fn write_members(members: &Attributes) -> String {
    object(
        members
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str())),
    )
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
