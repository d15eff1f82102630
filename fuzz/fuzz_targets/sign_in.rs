//! A sign-in takes any reply without a panic, and what it gives out is JSON.
#![no_main]

use cognipress::flow::sign_in::{AwaitingReply, SignIn, Step};
use cognipress::secret::{Password, Username};
use cognipress::user_pool::UserPool;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

const NOW_MS: u64 = 1_793_610_307_000;
const CHALLENGE: &[u8] = br#"{"ChallengeName":"PASSWORD_VERIFIER","ChallengeParameters":{"SALT":"5a17","SRP_B":"b0b","SECRET_BLOCK":"c2VjcmV0","USER_ID_FOR_SRP":"jane"}}"#;

fn start() -> AwaitingReply {
    let pool = UserPool::new("eu-west-1_Ab12Cd34E", "client", None).expect("a good pool");
    let username = Username::new("jane").expect("a good name");
    let password = Password::new(b"correct horse".to_vec()).expect("a good password");
    let sign_in = SignIn::new(pool, [1; 32]).expect("good entropy");
    sign_in.start(username, password).1
}

fn receive(waiting: AwaitingReply, status: u16, reply: &[u8]) -> Option<AwaitingReply> {
    let is_json = |text: &str| serde_json::from_str::<Value>(text).is_ok();
    match waiting.receive(status, reply, NOW_MS).ok()? {
        Step::Send(request, waiting) => {
            assert!(is_json(request.body()));
            return Some(waiting);
        }
        Step::Challenged(challenged) => assert!(is_json(challenged.standing())),
        Step::SignedIn(tokens) => assert!(is_json(tokens.unverified_claims.as_json())),
    }
    None
}

// The first byte says whether the rest is the first or the second reply, and its status.
fuzz_target!(|input: &[u8]| {
    let Some((choice, reply)) = input.split_first() else {
        return;
    };
    let status = if choice & 1 == 0 { 200 } else { 400 };
    let mut waiting = start();
    if choice & 2 == 0 {
        waiting = receive(waiting, 200, CHALLENGE).expect("a good challenge");
    }
    receive(waiting, status, reply);
});
