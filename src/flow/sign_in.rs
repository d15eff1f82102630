//! Signing in with user name and password (`AuthFlow` `USER_SRP_AUTH`).
//!
//! ```text
//! SignIn ──start──▶ AwaitingReply ──receive──▶ Step::Send ──▶ AwaitingReply
//!                         ▲                    Step::Ask ───▶ AwaitingAnswer
//!                         └───────────────answer──────────────────┘
//!                                              Step::SignedIn
//! ```

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
pub struct SignIn {
    pool: UserPool,
    ephemeral: Ephemeral,
}

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
    thread: Thread,
    sent: Sent,
}

/// A sign-in that waits for the user.
pub struct AwaitingAnswer {
    thread: Thread,
    question: Question,
}

/// What runs through a sign-in from the first request to the last.
struct Thread {
    pool: UserPool,
    /// `USERNAME` of the next answer.
    username: String,
    /// Challenges so far.
    challenges: u8,
}

/// What the awaited reply is the reply to.
enum Sent {
    /// `InitiateAuth`
    Start {
        ephemeral: Ephemeral,
        password: Password,
    },
    /// The answer to `PASSWORD_VERIFIER`.
    Proof { user_id: String },
    /// The answer to a question.
    Answer { question: Question },
}

/// A challenge that the user was given.
struct Question {
    challenge: Challenge,
    session: Option<Session>,
    /// `USER_ID_FOR_SRP`: whose password was proven.
    user_id: String,
}

redact!(SignIn, AwaitingReply, AwaitingAnswer);

impl SignIn {
    /// Makes the ephemeral key of 32 random bytes. That is a part of the
    /// arithmetic that needs no user, so it can be done while the user types.
    ///
    /// # Errors
    /// [`Error::RandomUnavailable`]
    pub fn new(pool: UserPool, entropy: [u8; 32]) -> Result<Self, Error> {
        Ok(Self {
            pool,
            ephemeral: Ephemeral::new(entropy)?,
        })
    }

    /// `InitiateAuth`: says who wants to sign in, and A.
    pub fn start(self, username: Username, password: Password) -> (Request, AwaitingReply) {
        let Self { pool, ephemeral } = self;
        let username = username.into_inner();
        let mut body = Writer::object();
        body.string("AuthFlow", "USER_SRP_AUTH");
        body.open("AuthParameters");
        body.string("USERNAME", &username);
        body.string("SRP_A", &ephemeral.public_hex());
        body.close();
        let request = Request::new(&pool, Operation::InitiateAuth, body);
        let thread = Thread {
            pool,
            username,
            challenges: 0,
        };
        (
            request,
            AwaitingReply {
                thread,
                sent: Sent::Start {
                    ephemeral,
                    password,
                },
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
        let Self { thread, sent } = self;
        let reply = reply::read(status, body);
        let step = match sent {
            Sent::Start {
                ephemeral,
                password,
            } => prove(thread, ephemeral, &password, reply?, now_ms),
            Sent::Proof { user_id } => proceed(thread, user_id, reply?, now_ms),
            Sent::Answer { question } => match reply {
                Ok(reply) => proceed(thread, question.user_id, reply, now_ms),
                Err(error) => return Err(refused(thread, question, error)),
            },
        };
        Ok(step?)
    }
}

impl AwaitingAnswer {
    /// What to ask.
    pub fn challenge(&self) -> &Challenge {
        &self.question.challenge
    }

    /// Answers the challenge.
    ///
    /// # Errors
    /// [`Error::InvalidAnswer`]; nothing was sent and the challenge stands.
    pub fn answer(self, answer: ChallengeAnswer) -> Result<(Request, AwaitingReply), Failure> {
        let Self { thread, question } = self;
        if !answer.fits(&question.challenge) {
            return Err(Failure::standing(Error::InvalidAnswer, thread, question));
        }
        let ChallengeAnswer::NewPassword {
            password,
            attributes,
        } = answer;
        let session = question.session.as_ref();
        let mut body = response(&question.challenge.name(), session, &thread.username);
        body.string("NEW_PASSWORD", password.secret());
        for (name, value) in &attributes {
            let mut prefixed = String::from(ATTRIBUTE_PREFIX);
            prefixed.push_str(name);
            body.string(&prefixed, value);
        }
        body.close();
        let request = Request::new(&thread.pool, Operation::RespondToAuthChallenge, body);
        Ok((
            request,
            AwaitingReply {
                thread,
                sent: Sent::Answer { question },
            },
        ))
    }
}

/// Answers `PASSWORD_VERIFIER`, the only challenge that may come first.
fn prove(
    mut thread: Thread,
    ephemeral: Ephemeral,
    password: &Password,
    reply: Json<'_>,
    now_ms: u64,
) -> Result<Step, Error> {
    let (name, session) = thread.next_challenge(reply)?;
    if name != "PASSWORD_VERIFIER" {
        return Err(Error::UnexpectedChallenge);
    }
    let parameters = Parameters::of(reply);
    let user_id = parameters.required("USER_ID_FOR_SRP")?;
    let salt = Salt::from_hex(&parameters.required("SALT")?)?;
    let server_key = ServerKey::from_hex(&parameters.required("SRP_B")?)?;
    let secret_block = parameters.required("SECRET_BLOCK")?;
    let decoded_block = base64::decode(&secret_block);
    let decoded_block = decoded_block.ok_or(Error::ReplyIncomplete)?;

    let pool_name = thread.pool.name();
    let x = private_key(&salt, pool_name, &user_id, password);
    let key = session_key(&ephemeral.agree(&server_key, &x)?);
    let timestamp = timestamp(now_ms);
    let signature = signature(&key, pool_name, &user_id, &decoded_block, &timestamp);

    let mut body = response(&name, session.as_ref(), &user_id);
    body.string("PASSWORD_CLAIM_SECRET_BLOCK", &secret_block);
    body.string("PASSWORD_CLAIM_SIGNATURE", &signature);
    body.string("TIMESTAMP", &timestamp);
    body.close();
    let request = Request::new(&thread.pool, Operation::RespondToAuthChallenge, body);
    Ok(Step::Send(
        request,
        AwaitingReply {
            thread,
            sent: Sent::Proof { user_id },
        },
    ))
}

/// After the proof: the tokens, or a question to the user.
fn proceed(
    mut thread: Thread,
    user_id: String,
    reply: Json<'_>,
    now_ms: u64,
) -> Result<Step, Error> {
    if let Some(result) = reply
        .get("AuthenticationResult")
        .filter(|result| result.is_object())
    {
        let tokens = TokenSet::read(result, now_ms)?;
        return if tokens.unverified_claims.are_of(&user_id) {
            Ok(Step::SignedIn(tokens))
        } else {
            Err(Error::TokenMismatch)
        };
    }
    let (name, session) = thread.next_challenge(reply)?;
    let challenge = Challenge::read(&name, reply)?;
    let question = Question {
        challenge,
        session,
        user_id,
    };
    Ok(Step::Ask(AwaitingAnswer { thread, question }))
}

/// A refused answer has not spent the `Session`: where the user can do better,
/// the challenge stands.
fn refused(thread: Thread, question: Question, error: Error) -> Failure {
    match error {
        Error::Service(
            Exception::CodeMismatch
            | Exception::InvalidPassword
            | Exception::PasswordHistoryPolicyViolation,
        ) => Failure::standing(error, thread, question),
        // The password was proven before: it is the session that is too old.
        Error::Service(Exception::NotAuthorized) => Failure::from(Error::ChallengeExpired),
        _ => Failure::from(error),
    }
}

/// The body of a `RespondToAuthChallenge`, up to what is particular to the
/// challenge in its `ChallengeResponses`.
fn response(challenge_name: &str, session: Option<&Session>, username: &str) -> Writer {
    let mut body = Writer::object();
    body.string("ChallengeName", challenge_name);
    body.optional_string("Session", session.map(Session::secret));
    body.open("ChallengeResponses");
    body.string("USERNAME", username);
    body
}

impl Thread {
    /// Reads the name and the session of the next challenge.
    fn next_challenge(&mut self, reply: Json<'_>) -> Result<(String, Option<Session>), Error> {
        let name = reply::text(reply, "ChallengeName")?;
        if self.challenges >= CHALLENGE_LIMIT {
            return Err(Error::ChallengeLimit);
        }
        self.challenges += 1;
        let parameters = Parameters::of(reply);
        let username = parameters
            .text("USERNAME")
            .or_else(|| parameters.text("USER_ID_FOR_SRP"));
        if let Some(username) = username {
            self.username = username;
        }
        Ok((
            name,
            reply.get("Session").and_then(Json::text).map(Session::new),
        ))
    }
}

impl Failure {
    fn standing(error: Error, thread: Thread, question: Question) -> Self {
        Self {
            error,
            standing: Some(AwaitingAnswer { thread, question }),
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
