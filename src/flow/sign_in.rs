//! Signing in with user name and password (`AuthFlow` `USER_SRP_AUTH`).
//!
//! ```text
//! SignIn ──start──▶ AwaitingReply ──receive──▶ Step::Send      (and wait again)
//!                         ▲                    Step::Ask ──▶ AwaitingAnswer
//!                         └──────────answer────────────────────────┘
//!                                              Step::SignedIn  (the end)
//! ```

use alloc::string::String;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::challenge::{Challenge, ChallengeAnswer, Parameters};
use crate::error::{Error, ReplyFault};
use crate::secret::{Password, Session, Username, redact};
use crate::srp::claim::{session_key, signature};
use crate::srp::exchange::{Ephemeral, Salt, ServerKey, private_key};
use crate::srp::timestamp::timestamp;
use crate::token::TokenSet;
use crate::user_pool::UserPool;
use crate::wire::exception::Exception;
use crate::wire::json::Json;
use crate::wire::reply;
use crate::wire::request::{Operation, Request};

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
    Ask(Challenge, AwaitingAnswer),
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
    /// Makes the ephemeral key of 32 random bytes. That is half of the
    /// arithmetic and needs no user, so it can be done while the user types.
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
        let request = Request::new(&pool, Operation::InitiateAuth, |body| {
            body.string("AuthFlow", "USER_SRP_AUTH");
            body.object("AuthParameters", |parameters| {
                parameters.string("USERNAME", username.as_str());
                parameters.string("SRP_A", &ephemeral.public_hex());
            });
        });
        let thread = Thread {
            pool,
            username: String::from(username.as_str()),
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
        match sent {
            Sent::Start {
                ephemeral,
                password,
            } => prove(thread, ephemeral, &password, reply?, now_ms).map_err(Failure::from),
            Sent::Proof { user_id } => {
                proceed(thread, user_id, reply?, now_ms).map_err(Failure::from)
            }
            Sent::Answer { question } => match reply {
                Ok(reply) => {
                    proceed(thread, question.user_id, reply, now_ms).map_err(Failure::from)
                }
                Err(error) => Err(refuse(thread, question, error)),
            },
        }
    }
}

impl AwaitingAnswer {
    /// Answers the challenge.
    ///
    /// # Errors
    /// [`Error::InvalidAnswer`]; nothing was sent and the challenge stands.
    pub fn answer(self, answer: ChallengeAnswer) -> Result<(Request, AwaitingReply), Failure> {
        let Self { thread, question } = self;
        let (
            Challenge::NewPasswordRequired {
                required_attributes,
                ..
            },
            ChallengeAnswer::NewPassword {
                password,
                attributes,
            },
        ) = (&question.challenge, &answer)
        else {
            return Err(Failure::standing(Error::InvalidAnswer, thread, question));
        };
        let is_given = |required: &String| {
            attributes
                .iter()
                .any(|(name, value)| name == required && !value.is_empty())
        };
        if !required_attributes.iter().all(is_given) {
            return Err(Failure::standing(Error::InvalidAnswer, thread, question));
        }
        let request = respond(
            &thread.pool,
            "NEW_PASSWORD_REQUIRED",
            &question.session,
            |put| {
                put("USERNAME", &thread.username);
                put("NEW_PASSWORD", password.secret());
                for (name, value) in attributes {
                    let mut key = String::from("userAttributes.");
                    key.push_str(name);
                    put(&key, value);
                }
            },
        );
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
    let (name, session, parameters) = thread.next_challenge(reply)?;
    if name != "PASSWORD_VERIFIER" {
        return Err(Error::UnexpectedChallenge(name));
    }
    let user_id = parameters.required("USER_ID_FOR_SRP")?;
    let salt = Salt::from_hex(&parameters.required("SALT")?)?;
    let server_key = ServerKey::from_hex(&parameters.required("SRP_B")?)?;
    let secret_block = parameters.required("SECRET_BLOCK")?;
    let decoded_block = STANDARD
        .decode(&secret_block)
        .map_err(|_| Error::InvalidReply(ReplyFault::Field("SECRET_BLOCK")))?;

    let x = private_key(&salt, thread.pool.name(), &user_id, password);
    let agreement = ephemeral.agree(&server_key, &x)?;
    let timestamp = timestamp(now_ms);
    let key = session_key(&agreement);
    let signature = signature(
        &key,
        thread.pool.name(),
        &user_id,
        &decoded_block,
        &timestamp,
    );

    let request = respond(&thread.pool, "PASSWORD_VERIFIER", &session, |put| {
        put("USERNAME", &user_id);
        put("PASSWORD_CLAIM_SECRET_BLOCK", &secret_block);
        put("PASSWORD_CLAIM_SIGNATURE", &signature);
        put("TIMESTAMP", &timestamp);
    });
    Ok(Step::Send(
        request,
        AwaitingReply {
            thread,
            sent: Sent::Proof { user_id },
        },
    ))
}

/// After the proof: a question to the user, or the tokens.
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
        let is_user = |claim| {
            tokens
                .unverified_claims
                .text(claim)
                .is_some_and(|id| id == user_id)
        };
        if !is_user("cognito:username") && !is_user("sub") {
            return Err(Error::TokenMismatch);
        }
        return Ok(Step::SignedIn(tokens));
    }
    let (name, session, parameters) = thread.next_challenge(reply)?;
    let challenge = Challenge::read(&name, reply, parameters)?;
    let question = Question {
        challenge: challenge.clone(),
        session,
        user_id,
    };
    Ok(Step::Ask(challenge, AwaitingAnswer { thread, question }))
}

/// A refused answer has not spent the `Session`: where the user can do better,
/// the challenge stands.
fn refuse(thread: Thread, question: Question, error: Error) -> Failure {
    match &error {
        Error::Service { exception, .. } => match exception {
            Exception::CodeMismatch
            | Exception::InvalidPassword
            | Exception::PasswordHistoryPolicyViolation => {
                Failure::standing(error, thread, question)
            }
            // The password was proven before: it is the session that is too old.
            Exception::NotAuthorized => Failure::from(Error::ChallengeExpired),
            _ => Failure::from(error),
        },
        _ => Failure::from(error),
    }
}

/// `RespondToAuthChallenge`; `fill` puts the `ChallengeResponses`.
fn respond(
    pool: &UserPool,
    challenge_name: &str,
    session: &Option<Session>,
    fill: impl FnOnce(&mut dyn FnMut(&str, &str)),
) -> Request {
    Request::new(pool, Operation::RespondToAuthChallenge, |body| {
        body.string("ChallengeName", challenge_name);
        if let Some(session) = session {
            body.string("Session", session.secret());
        }
        body.object("ChallengeResponses", |responses| {
            fill(&mut |name, value| responses.string(name, value));
        });
    })
}

impl Thread {
    /// Reads the name, the session and the parameters of the next challenge.
    fn next_challenge<'a>(
        &mut self,
        reply: Json<'a>,
    ) -> Result<(String, Option<Session>, Parameters<'a>), Error> {
        let name = reply::text(reply, "ChallengeName")?;
        if self.challenges >= CHALLENGE_LIMIT {
            return Err(Error::ChallengeLimit);
        }
        self.challenges += 1;
        let session = reply.get("Session").and_then(Json::as_str);
        let session = session.map(|session| Session::new(session.into_owned()));
        let parameters = Parameters(reply.get("ChallengeParameters"));
        let username = parameters
            .text("USERNAME")
            .or_else(|| parameters.text("USER_ID_FOR_SRP"));
        if let Some(username) = username {
            self.username = username;
        }
        Ok((name, session, parameters))
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
