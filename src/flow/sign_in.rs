//! Signing in with user name and password (`AuthFlow` `USER_SRP_AUTH`).
//!
//! ```text
//! SignIn ──start──▶ AwaitingReply ──receive──▶ Step::Send ──▶ AwaitingReply
//!                         ▲                    Step::Ask ───▶ AwaitingAnswer
//!                         └───────────────answer──────────────────┘
//!                                              Step::SignedIn
//! ```

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use super::challenge::{ATTRIBUTE_PREFIX, Challenge, ChallengeAnswer};
use crate::error::Error;
use crate::secret::{Password, Session, Username, redact};
use crate::srp::claim::{session_key, signature};
use crate::srp::exchange::{Ephemeral, Salt, ServerKey, private_key};
use crate::srp::timestamp::timestamp;
use crate::token::TokenSet;
use crate::user_pool::UserPool;
use crate::wire::base64;
use crate::wire::exception::Exception;
use crate::wire::json::Json;
use crate::wire::reply;
use crate::wire::request::{Operation, Request};
use crate::wire::write::{fill, object};

/// Most challenges of one sign-in; a real one has four at most.
pub const CHALLENGE_LIMIT: u8 = 8;

/// A sign-in that has its ephemeral key and waits for the user.
pub struct SignIn(Box<State>);

/// What to do next.
#[derive(Debug)]
pub enum Step {
    /// Send the request and give the reply to `receive`.
    Send(Request, AwaitingReply),
    /// Ask the user and give the answer to `answer`.
    Ask(AwaitingAnswer),
    /// The user is who they say they are.
    SignedIn(Box<TokenSet>),
}

/// A step that failed.
#[derive(Debug)]
pub struct Failure {
    /// Why.
    pub error: Error,
    /// The challenge, where it still stands: the user may try once more.
    pub standing: Option<AwaitingAnswer>,
}

/// A sign-in that waits for the reply to the request it gave out last.
pub struct AwaitingReply {
    state: Box<State>,
    /// The question that the request answers.
    answered: Option<Box<Challenge>>,
}

/// A sign-in that waits for the user.
pub struct AwaitingAnswer {
    state: Box<State>,
    question: Box<Challenge>,
}

/// What is known so far; the types above say what may be done with it. In a
/// box, because it is handed on at every step.
struct State {
    pool: UserPool,
    /// Gone once the proof is made.
    ephemeral: Option<Ephemeral>,
    /// Gone once the proof is made.
    password: Option<Password>,
    /// `USERNAME` of the next answer.
    username: String,
    /// `USER_ID_FOR_SRP`: whose password was proven.
    user_id: String,
    /// Challenges so far.
    challenges: u8,
    /// Ties the next answer to its challenge.
    session: Option<Session>,
}

redact!(SignIn, AwaitingReply, AwaitingAnswer);

impl SignIn {
    /// Makes the ephemeral key of 32 random bytes. That is a part of the
    /// arithmetic that needs no user, so it can be done while the user types.
    ///
    /// # Errors
    /// [`Error::RandomUnavailable`]
    pub fn new(pool: UserPool, entropy: [u8; 32]) -> Result<Self, Error> {
        Ok(Self(Box::new(State {
            pool,
            ephemeral: Some(Ephemeral::new(entropy)?),
            password: None,
            username: String::new(),
            user_id: String::new(),
            challenges: 0,
            session: None,
        })))
    }

    /// `InitiateAuth`: says who wants to sign in, and A.
    pub fn start(self, username: Username, password: Password) -> (Request, AwaitingReply) {
        let Self(mut state) = self;
        state.username = username.into_inner();
        state.password = Some(password);
        let a_public = state
            .ephemeral
            .as_ref()
            .map(Ephemeral::public_hex)
            .unwrap_or_default();
        let body = fill(
            r#"{"ClientId":?,"AuthFlow":"USER_SRP_AUTH","AuthParameters":{"USERNAME":?,"SRP_A":?}}"#,
            &[state.pool.client_id(), &state.username, &a_public],
        );
        let request = Request::new(&state.pool, Operation::InitiateAuth, body);
        (
            request,
            AwaitingReply {
                state,
                answered: None,
            },
        )
    }
}

impl AwaitingReply {
    /// Takes the reply. `now_ms` is the time of its arrival, in milliseconds since the epoch.
    ///
    /// # Errors
    /// The sign-in is over, unless [`Failure::standing`] says otherwise.
    pub fn receive(self, status: u16, body: &[u8], now_ms: u64) -> Result<Step, Failure> {
        let Self {
            mut state,
            answered,
        } = self;
        let reply = match reply::read(status, body) {
            Ok(reply) => reply,
            Err(error) => return Err(refused(state, answered, error)),
        };
        if let (Some(ephemeral), Some(password)) = (state.ephemeral.take(), state.password.take()) {
            let request = state.prove(ephemeral, &password, reply, now_ms)?;
            return Ok(Step::Send(
                request,
                Self {
                    state,
                    answered: None,
                },
            ));
        }
        let result = reply.get("AuthenticationResult").unwrap_or_default();
        if result.is_object() {
            return Ok(Step::SignedIn(Box::new(state.tokens(result, now_ms)?)));
        }
        let (name, parameters) = state.next_challenge(reply)?;
        let question = Box::new(Challenge::read(&name, reply, parameters)?);
        Ok(Step::Ask(AwaitingAnswer { state, question }))
    }
}

impl AwaitingAnswer {
    /// What to ask.
    pub fn challenge(&self) -> &Challenge {
        &self.question
    }

    /// Answers the challenge.
    ///
    /// # Errors
    /// [`Error::InvalidAnswer`]; nothing was sent and the challenge stands.
    pub fn answer(self, answer: ChallengeAnswer) -> Result<(Request, AwaitingReply), Failure> {
        let Self { state, question } = self;
        if !answer.fits(&question) {
            return Err(Failure::standing(Error::InvalidAnswer, state, question));
        }
        let ChallengeAnswer::NewPassword {
            password,
            attributes,
        } = answer;
        let prefixed: Vec<String> = attributes
            .iter()
            .map(|(name, _)| fill("%%", &[ATTRIBUTE_PREFIX, name]))
            .collect();
        let attributes = attributes.iter().map(|(_, value)| value.as_str());
        let responses = [
            ("USERNAME", &*state.username),
            ("NEW_PASSWORD", password.secret()),
        ]
        .into_iter()
        .chain(prefixed.iter().map(String::as_str).zip(attributes));
        let request = state.respond(question.name(), &object(responses));
        Ok((
            request,
            AwaitingReply {
                state,
                answered: Some(question),
            },
        ))
    }
}

impl State {
    /// Answers `PASSWORD_VERIFIER`, the only challenge that may come first.
    fn prove(
        &mut self,
        ephemeral: Ephemeral,
        password: &Password,
        reply: Json<'_>,
        now_ms: u64,
    ) -> Result<Request, Error> {
        let (name, parameters) = self.next_challenge(reply)?;
        if name != "PASSWORD_VERIFIER" {
            return Err(Error::UnexpectedChallenge);
        }
        let [user_id, salt, server_key, secret_block] = parameters
            .texts(["USER_ID_FOR_SRP", "SALT", "SRP_B", "SECRET_BLOCK"])
            .ok_or(Error::ReplyIncomplete)?;
        let salt = Salt::from_hex(&salt)?;
        let server_key = ServerKey::from_hex(&server_key)?;
        let decoded_block = base64::decode(&secret_block).ok_or(Error::ReplyIncomplete)?;

        let pool_name = self.pool.name();
        let x = private_key(&salt, pool_name, &user_id, password);
        let key = session_key(&ephemeral.agree(&server_key, &x)?);
        let timestamp = timestamp(now_ms);
        let signature = signature(&key, pool_name, &user_id, &decoded_block, &timestamp);

        let responses = [
            ("USERNAME", &*user_id),
            ("PASSWORD_CLAIM_SECRET_BLOCK", &secret_block),
            ("PASSWORD_CLAIM_SIGNATURE", &signature),
            ("TIMESTAMP", &timestamp),
        ];
        let request = self.respond(&name, &object(responses.into_iter()));
        self.user_id = user_id;
        Ok(request)
    }

    /// Reads the tokens, and throws those of another user away.
    fn tokens(&self, result: Json<'_>, now_ms: u64) -> Result<TokenSet, Error> {
        let tokens = TokenSet::read(result, now_ms)?;
        let fit = tokens.unverified_claims.are_of(&self.user_id);
        if fit {
            Ok(tokens)
        } else {
            Err(Error::TokenMismatch)
        }
    }

    /// Takes the session and the user name of the next challenge; its name and parameters.
    fn next_challenge<'a>(&mut self, reply: Json<'a>) -> Result<(String, Json<'a>), Error> {
        let [name] = reply
            .texts(["ChallengeName"])
            .ok_or(Error::ReplyIncomplete)?;
        if self.challenges >= CHALLENGE_LIMIT {
            return Err(Error::ChallengeLimit);
        }
        self.challenges += 1;
        self.session = reply.get("Session").and_then(Json::text).map(Session::new);
        let parameters = reply.get("ChallengeParameters").unwrap_or_default();
        let username = parameters
            .get("USERNAME")
            .or_else(|| parameters.get("USER_ID_FOR_SRP"));
        if let Some(username) = username.and_then(Json::text) {
            self.username = username;
        }
        Ok((name, parameters))
    }

    /// `RespondToAuthChallenge`; `responses` is an object.
    fn respond(&self, challenge_name: &str, responses: &str) -> Request {
        let session = self.session.as_ref().map(Session::secret);
        let session = session.map(|session| fill(r#","Session":?"#, &[session]));
        let body = fill(
            r#"{"ClientId":?,"ChallengeName":?,"ChallengeResponses":%%}"#,
            &[
                self.pool.client_id(),
                challenge_name,
                responses,
                &session.unwrap_or_default(),
            ],
        );
        Request::new(&self.pool, Operation::RespondToAuthChallenge, body)
    }
}

/// A refused answer has not spent the `Session`: where the user can do better,
/// the challenge stands.
fn refused(state: Box<State>, answered: Option<Box<Challenge>>, error: Error) -> Failure {
    let Some(question) = answered else {
        return Failure::from(error);
    };
    match error {
        Error::Service(
            Exception::CodeMismatch
            | Exception::InvalidPassword
            | Exception::PasswordHistoryPolicyViolation,
        ) => Failure::standing(error, state, question),
        // The password was proven before: it is the session that is too old.
        Error::Service(Exception::NotAuthorized) => Failure::from(Error::ChallengeExpired),
        _ => Failure::from(error),
    }
}

impl Failure {
    fn standing(error: Error, state: Box<State>, question: Box<Challenge>) -> Self {
        Self {
            error,
            standing: Some(AwaitingAnswer { state, question }),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self {
            error,
            standing: None,
        }
    }
}
