//! Every way to sign in and every challenge, the core against an independent
//! server half: what is sent is compared whole, and proofs are checked as the
//! service checks them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions
)]

mod answers;
mod device;
mod limits;
mod mfa_setup;
mod refusals;
mod resend;
mod standing;
mod start;
#[path = "../support/mod.rs"]
mod support;

use cognipress::flow::challenge::ChallengeAnswer;
use cognipress::flow::dialogue::{
    self, AwaitingAnswer, AwaitingReply, Context, Failure, SignedIn, Start, Step,
};
use cognipress::secret::{Password, Username};
use cognipress::user_pool::UserPool;
use serde_json::{Value, json};
use support::pool::{Reply, ok, tokens};

const NOW_MS: u64 = 1_793_610_307_000;
const A: [u8; 32] = [0x5a; 32];
const A_OF_AN_ANSWER: [u8; 32] = [0xa5; 32];

fn pool() -> UserPool {
    UserPool::new("eu-west-1_Ab12Cd34E", "client", None).unwrap()
}

fn password(text: &str) -> Password {
    Password::new(text.into()).unwrap()
}

/// The body of `InitiateAuth`, and what comes next.
fn begin(context: Context, start: Start) -> (Value, AwaitingReply) {
    let username = Username::new(" jane@example.org ").unwrap();
    let (request, waiting) = dialogue::start(pool(), context, username, start, A).unwrap();
    assert_eq!(request.operation(), "InitiateAuth");
    (serde_json::from_str(request.body()).unwrap(), waiting)
}

/// A sign-in that nothing was proven for yet.
fn begun() -> AwaitingReply {
    begin(Context::default(), Start::Custom(None)).1
}

fn receive(waiting: AwaitingReply, (status, body): Reply) -> Result<Step, Failure> {
    waiting.receive(status, &body, NOW_MS, A)
}

fn answer(asked: AwaitingAnswer, answer: ChallengeAnswer) -> Result<Step, Failure> {
    asked.answer(answer, A_OF_AN_ANSWER)
}

/// The request of a step, which must be one for `operation`.
fn sent(operation: &str, step: Result<Step, Failure>) -> (Value, AwaitingReply) {
    match step.unwrap() {
        Step::Send(request, waiting) => {
            assert_eq!(request.operation(), operation);
            (serde_json::from_str(request.body()).unwrap(), waiting)
        }
        other => panic!("nothing to send: {other:?}"),
    }
}

/// The same for `RespondToAuthChallenge`.
fn responded(step: Result<Step, Failure>) -> (Value, AwaitingReply) {
    sent("RespondToAuthChallenge", step)
}

fn asked(step: Result<Step, Failure>) -> AwaitingAnswer {
    match step.unwrap() {
        Step::Ask(asked) => asked,
        other => panic!("no question: {other:?}"),
    }
}

fn signed_in(step: Result<Step, Failure>) -> SignedIn {
    match step.unwrap() {
        Step::SignedIn(signed_in) => *signed_in,
        other => panic!("not signed in: {other:?}"),
    }
}

/// A challenge for the user `user-id`.
fn challenge(name: &str, session: &str, mut parameters: Value) -> Reply {
    parameters["USERNAME"] = "user-id".into();
    ok(json!({
        "ChallengeName": name,
        "Session": session,
        "ChallengeParameters": parameters,
    }))
}

/// The answer that Cognito expects for one of its challenges.
fn response(name: &str, session: &str, responses: Value) -> Value {
    json!({
        "ClientId": "client",
        "ChallengeName": name,
        "ChallengeResponses": responses,
        "Session": session,
    })
}

fn tokens_of(user: &str) -> Reply {
    tokens(&json!({"cognito:username": user, "sub": "a-sub"}))
}

fn code(text: &str) -> ChallengeAnswer {
    ChallengeAnswer::Code {
        code: text.into(),
        device_name: None,
    }
}

fn choice(option: &str, password: Option<Password>) -> ChallengeAnswer {
    ChallengeAnswer::Choice {
        option: option.into(),
        password,
    }
}
