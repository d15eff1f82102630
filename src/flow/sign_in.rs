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

use super::challenge::{ATTRIBUTE_PREFIX, Challenge, ChallengeAnswer, Parameters};
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
use crate::wire::write::Writer;

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
    SignedIn(TokenSet),
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
    answered: Option<Challenge>,
}

/// A sign-in that waits for the user.
pub struct AwaitingAnswer {
    state: Box<State>,
    question: Challenge,
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
        let mut body = Writer::object();
        body.string("AuthFlow", "USER_SRP_AUTH");
        body.open("AuthParameters");
        body.string("USERNAME", &state.username);
        if let Some(ephemeral) = &state.ephemeral {
            body.string("SRP_A", &ephemeral.public_hex());
        }
        body.close();
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
        if let Some(result) = reply
            .get("AuthenticationResult")
            .filter(|result| result.is_object())
        {
            return Ok(Step::SignedIn(state.tokens(result, now_ms)?));
        }
        let name = state.next_challenge(reply)?;
        let question = Challenge::read(&name, reply)?;
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
        let mut body = state.response(question.name(), &state.username);
        body.string("NEW_PASSWORD", password.secret());
        for (name, value) in &attributes {
            let mut prefixed = String::from(ATTRIBUTE_PREFIX);
            prefixed.push_str(name);
            body.string(&prefixed, value);
        }
        Ok((
            state.respond(body),
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
        if self.next_challenge(reply)? != "PASSWORD_VERIFIER" {
            return Err(Error::UnexpectedChallenge);
        }
        let parameters = Parameters::of(reply);
        self.user_id = parameters.required("USER_ID_FOR_SRP")?;
        let salt = Salt::from_hex(&parameters.required("SALT")?)?;
        let server_key = ServerKey::from_hex(&parameters.required("SRP_B")?)?;
        let secret_block = parameters.required("SECRET_BLOCK")?;
        let decoded_block = base64::decode(&secret_block).ok_or(Error::ReplyIncomplete)?;

        let pool_name = self.pool.name();
        let x = private_key(&salt, pool_name, &self.user_id, password);
        let key = session_key(&ephemeral.agree(&server_key, &x)?);
        let timestamp = timestamp(now_ms);
        let signature = signature(&key, pool_name, &self.user_id, &decoded_block, &timestamp);

        let mut body = self.response("PASSWORD_VERIFIER", &self.user_id);
        body.string("PASSWORD_CLAIM_SECRET_BLOCK", &secret_block);
        body.string("PASSWORD_CLAIM_SIGNATURE", &signature);
        body.string("TIMESTAMP", &timestamp);
        Ok(self.respond(body))
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

    /// Takes the session and the user name of the next challenge; its name.
    fn next_challenge(&mut self, reply: Json<'_>) -> Result<String, Error> {
        let name = reply::text(reply, "ChallengeName")?;
        if self.challenges >= CHALLENGE_LIMIT {
            return Err(Error::ChallengeLimit);
        }
        self.challenges += 1;
        self.session = reply.get("Session").and_then(Json::text).map(Session::new);
        let parameters = Parameters::of(reply);
        let username = parameters
            .text("USERNAME")
            .or_else(|| parameters.text("USER_ID_FOR_SRP"));
        if let Some(username) = username {
            self.username = username;
        }
        Ok(name)
    }

    /// The body of a `RespondToAuthChallenge`, up to what is particular to the
    /// challenge in its `ChallengeResponses`.
    fn response(&self, challenge_name: &str, username: &str) -> Writer {
        let mut body = Writer::object();
        body.string("ChallengeName", challenge_name);
        body.optional_string("Session", self.session.as_ref().map(Session::secret));
        body.open("ChallengeResponses");
        body.string("USERNAME", username);
        body
    }

    /// The request with the `body` that [`response`](Self::response) started.
    fn respond(&self, mut body: Writer) -> Request {
        body.close();
        Request::new(&self.pool, Operation::RespondToAuthChallenge, body)
    }
}

/// A refused answer has not spent the `Session`: where the user can do better,
/// the challenge stands.
fn refused(state: Box<State>, answered: Option<Challenge>, error: Error) -> Failure {
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
    fn standing(error: Error, state: Box<State>, question: Challenge) -> Self {
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
