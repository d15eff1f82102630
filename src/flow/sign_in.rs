//! Signing in with user name and password (`AuthFlow` `USER_SRP_AUTH`), as far
//! as Cognito asks nothing but the proof of the password.
//!
//! ```text
//! SignIn ──start──▶ AwaitingReply ──receive──▶ Step::Send ──▶ AwaitingReply
//!                                              Step::SignedIn
//!                                              Step::Challenged ──resend──▶ AwaitingReply
//!                                                  └─▶ flow::dialogue
//! ```

use alloc::boxed::Box;
use alloc::string::String;

use super::proof::Secret;
use crate::error::Error;
use crate::secret::{Password, Username, redact};
use crate::srp::exchange::Ephemeral;
use crate::token::TokenSet;
use crate::user_pool::UserPool;
use crate::wire::json::Json;
use crate::wire::reply;
use crate::wire::request::Request;
use crate::wire::write::fill;

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
    /// The password is right, and Cognito asks for more.
    Challenged(Challenged),
    /// The user is who they say they are.
    SignedIn(Box<TokenSet>),
}

/// A sign-in that waits for the reply to the request it gave out last.
pub struct AwaitingReply {
    state: Box<State>,
    /// Gone once the proof is made.
    ephemeral: Option<Ephemeral>,
}

/// A sign-in that waits for the answer to a challenge.
pub struct Challenged {
    state: Box<State>,
    standing: String,
}

/// What is known so far; the types above say what may be done with it. In a
/// box, because it is handed on at every step.
struct State {
    pool: UserPool,
    /// As typed.
    username: String,
    /// `USER_ID_FOR_SRP`: whose password was proven.
    user_id: String,
    secret: Secret,
}

redact!(SignIn, AwaitingReply, Challenged);

impl SignIn {
    /// Makes the ephemeral key of 32 random bytes. That is a part of the
    /// arithmetic that needs no user, so it can be done while the user types.
    ///
    /// # Errors
    /// [`Error::RandomUnavailable`]
    pub fn new(pool: UserPool, entropy: [u8; 32]) -> Result<Self, Error> {
        let ephemeral = Ephemeral::new(entropy)?;
        Ok(Self { pool, ephemeral })
    }

    /// `InitiateAuth`: says who wants to sign in, and A.
    pub fn start(self, username: Username, password: Password) -> (Request, AwaitingReply) {
        let state = Box::new(State {
            pool: self.pool,
            username: username.into_inner(),
            user_id: String::new(),
            secret: Secret::Password(password),
        });
        AwaitingReply::initiate(state, self.ephemeral)
    }
}

impl AwaitingReply {
    fn initiate(state: Box<State>, ephemeral: Ephemeral) -> (Request, Self) {
        let body = fill(
            r#"{"ClientId":?,"AuthFlow":"USER_SRP_AUTH","AuthParameters":{"USERNAME":?,"SRP_A":?}}"#,
            &[
                state.pool.client_id(),
                &state.username,
                &ephemeral.public_hex(),
            ],
        );
        let request = Request::new(&state.pool, "InitiateAuth", body);
        let ephemeral = Some(ephemeral);
        (request, Self { state, ephemeral })
    }

    /// Takes the reply. `now_ms` is the time of its arrival, in milliseconds since the epoch.
    ///
    /// # Errors
    /// Any; the sign-in is over.
    pub fn receive(self, status: u16, body: &[u8], now_ms: u64) -> Result<Step, Error> {
        let Self {
            mut state,
            ephemeral,
        } = self;
        let reply = reply::read(status, body)?;
        if let Some(ephemeral) = ephemeral {
            let request = state.prove(ephemeral, reply, now_ms)?;
            let ephemeral = None;
            return Ok(Step::Send(request, Self { state, ephemeral }));
        }
        if let Some(result) = reply.object_at("AuthenticationResult") {
            let tokens = TokenSet::read(result, Some(&state.user_id), now_ms)?;
            return Ok(Step::SignedIn(Box::new(tokens)));
        }
        if reply.text_at("ChallengeName").is_none() {
            return Err(Error::InvalidReply);
        }
        let standing = fill(
            r#"{"userId":?,"reply":%}"#,
            &[&state.user_id, reply.as_str()],
        );
        Ok(Step::Challenged(Challenged { state, standing }))
    }
}

impl State {
    /// Answers `PASSWORD_VERIFIER`, the only challenge that may come first.
    fn prove(
        &mut self,
        ephemeral: Ephemeral,
        reply: Json<'_>,
        now_ms: u64,
    ) -> Result<Request, Error> {
        let parameters = reply.object_at("ChallengeParameters").unwrap_or_default();
        let name = reply.text_at("ChallengeName");
        if name.ok_or(Error::InvalidReply)? != "PASSWORD_VERIFIER" {
            return Err(Error::UnexpectedChallenge);
        }
        let user_id = parameters.text_at("USER_ID_FOR_SRP");
        self.user_id = user_id.ok_or(Error::InvalidReply)?;
        let proof = self.secret.prove(
            ephemeral,
            self.pool.name(),
            &self.user_id,
            parameters,
            now_ms,
        )?;
        let session = match reply.text_at("Session") {
            Some(session) => fill(r#","Session":?"#, &[&session]),
            None => String::new(),
        };
        let body = fill(
            r#"{"ClientId":?,"ChallengeName":"PASSWORD_VERIFIER","ChallengeResponses":{"USERNAME":?%}%}"#,
            &[self.pool.client_id(), &self.user_id, &proof, &session],
        );
        Ok(Request::new(&self.pool, "RespondToAuthChallenge", body))
    }
}

impl Challenged {
    /// The challenge as a text to go on with, in [`dialogue`](super::dialogue) and even after
    /// the page was loaded anew. No secret but Cognito's `Session` is in it.
    pub fn standing(&self) -> &str {
        &self.standing
    }

    /// Starts over with the key that was made of the password, so that Cognito sends another
    /// code. The standing challenge ends with that.
    ///
    /// # Errors
    /// [`Error::RandomUnavailable`]
    pub fn resend(self, entropy: [u8; 32]) -> Result<(Request, AwaitingReply), Error> {
        Ok(AwaitingReply::initiate(
            self.state,
            Ephemeral::new(entropy)?,
        ))
    }
}
