//! Signing in by every `AuthFlow` there is, and answering every challenge.
//!
//! ```text
//! Start ──start──▶ AwaitingReply ──receive──▶ Step::Send ──▶ AwaitingReply
//!                        ▲                    Step::Ask ───▶ AwaitingAnswer
//! a standing challenge ──┼──────resume──────────────────────────┘  │
//!                        └──────────answer, resend─────────────────┘
//!                                             Step::SignedIn
//! ```
//!
//! Every step takes 32 random bytes, for it may have to begin a proof.
//!
//! Here is what a host sees, and the state. `begin` writes the first request, `reply` reads what
//! comes back, `answer` takes what the user says, `set_up` begins a second factor; `proof` is the
//! passwords', and `request` writes what all of them send.

mod answer;
mod begin;
mod proof;
mod reply;
mod request;
mod set_up;

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use super::challenge::{Attributes, Challenge};
use super::proof::Secret;
use crate::error::Error;
use crate::secret::{Password, Session, Token, Username, redact};
use crate::srp::exchange::Ephemeral;
use crate::token::TokenSet;
use crate::user_pool::UserPool;
use crate::wire::json::Json;
use crate::wire::request::Request;

/// How to begin.
#[derive(Debug)]
pub enum Start {
    /// `USER_SRP_AUTH`
    Srp(Password),
    /// `CUSTOM_AUTH`, after a proof of the password where there is one.
    Custom(Option<Password>),
    /// `USER_AUTH`: the user, or the page for them, chooses the first factor.
    Choice {
        /// `PREFERRED_CHALLENGE`: `PASSWORD`, `PASSWORD_SRP`, `EMAIL_OTP`, `SMS_OTP`, `WEB_AUTHN`.
        preferred: Option<String>,
        /// For the first two.
        password: Option<Password>,
        /// What `ConfirmSignUp` returned: no other factor is asked for then.
        session: Option<Session>,
    },
    /// `USER_AUTH` up to a level, for a user who may be signed in but has to show more.
    StepUp {
        /// `TARGET_ACR_VALUES`, separated by spaces: `urn:cognito:loa:2`.
        acr_values: String,
        /// `MAX_AGE`: how long ago the factors may have been shown, in seconds.
        max_age: Option<u32>,
        /// `ACCESS_TOKEN` of the user, whose factors count; without it none does.
        access_token: Option<Token>,
    },
    /// `USER_PASSWORD_AUTH`, which sends the password itself: for a pool that
    /// migrates users from elsewhere, and for nothing else.
    PlainPassword(Password),
}

/// What goes along with the requests.
#[derive(Debug, Default)]
pub struct Context {
    /// `ClientMetadata`, for the pool's triggers.
    pub client_metadata: Attributes,
    /// `UserContextData.EncodedData`, of Cognito's script for advanced security.
    pub encoded_data: Option<String>,
    /// The device, where Cognito remembers it.
    pub device: Option<Device>,
}

/// A device that was confirmed before.
#[derive(Debug)]
pub struct Device {
    /// `DeviceKey`
    pub key: String,
    /// `DeviceGroupKey`
    pub group_key: String,
    /// What `ConfirmDevice` was sent a verifier of.
    pub password: Password,
}

/// What to do next.
#[derive(Debug)]
pub enum Step {
    /// Send the request and give the reply to `receive`.
    Send(Request, AwaitingReply),
    /// Ask the user and give the answer to `answer`.
    Ask(AwaitingAnswer),
    /// The user is who they say they are.
    SignedIn(Box<SignedIn>),
}

/// The end of a sign-in.
#[derive(Debug)]
pub struct SignedIn {
    /// What was come for.
    pub tokens: TokenSet,
    /// Cognito did not know the device any more: forget it.
    pub device_forgotten: bool,
}

/// A step that failed.
#[derive(Debug)]
pub struct Failure {
    /// Why.
    pub error: Error,
    /// The challenge, where it still stands: the user may try once more.
    pub retry: Option<AwaitingAnswer>,
}

/// A sign-in that waits for the reply to the request it gave out last.
pub struct AwaitingReply {
    state: Box<State>,
    sent: Sent,
}

/// A sign-in that waits for the user.
pub struct AwaitingAnswer {
    state: Box<State>,
    question: Challenge,
}

/// What a reply is awaited for.
enum Sent {
    /// `InitiateAuth`, or an answer that the user had no part in.
    Step,
    Answer(Challenge),
    /// An answer that is what lets the user in: a refusal is of the answer.
    Credential(Challenge),
    /// `AssociateSoftwareToken`, and what could have been set up.
    Associate(Vec<String>),
    /// `VerifySoftwareToken`
    Verify(Challenge),
}

struct State {
    pool: UserPool,
    context: Context,
    /// `USERNAME` of the next answer.
    username: String,
    /// Whose tokens are accepted; until Cognito has said it, anybody's.
    user_id: Option<String>,
    /// How to begin again: without the device, or for another code. Nothing after a `resume`.
    start: Option<Start>,
    /// The password that is being proven, and A for it.
    secret: Option<Secret>,
    ephemeral: Option<Ephemeral>,
    device_forgotten: bool,
    challenges: u32,
    session: Option<Session>,
    /// The reply that holds the challenge, unless there is a secret in it.
    standing: Option<String>,
}

redact!(AwaitingReply, AwaitingAnswer);

/// `InitiateAuth`
///
/// # Errors
/// [`Error::RandomUnavailable`]
pub fn start(
    pool: UserPool,
    context: Context,
    username: Username,
    start: Start,
    entropy: [u8; 32],
) -> Result<(Request, AwaitingReply), Error> {
    let mut state = Box::new(State::new(pool, context, username.into_inner()));
    state.start = Some(start);
    state.initiate(entropy)
}

/// Goes on with a challenge that [`sign_in`](super::sign_in) or an earlier page left standing.
///
/// # Errors
/// [`Error::UnexpectedChallenge`], [`Error::InvalidReply`]
pub fn resume(
    pool: UserPool,
    context: Context,
    standing: &[u8],
    entropy: [u8; 32],
) -> Result<Step, Failure> {
    let standing = Json::parse(standing).map_err(|_| Error::InvalidReply)?;
    let [user_id] = standing.texts(["userId"]).ok_or(Error::InvalidReply)?;
    let username = standing.get("username").and_then(Json::text);
    let username = username.unwrap_or_else(|| user_id.clone());
    let mut state = Box::new(State::new(pool, context, username));
    state.user_id = Some(user_id).filter(|user_id| !user_id.is_empty());
    state.receive(standing.get("reply").unwrap_or_default(), 0, entropy)
}

impl State {
    fn new(pool: UserPool, context: Context, username: String) -> Self {
        Self {
            pool,
            context,
            username,
            user_id: None,
            start: None,
            secret: None,
            ephemeral: None,
            device_forgotten: false,
            challenges: 0,
            session: None,
            standing: None,
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let retry = None;
        Self { error, retry }
    }
}
