//! The JSON of a dialogue: `Start`, `DialogueContext`, `Challenge` and
//! `ChallengeAnswer` of `src/wasm/types.d.ts`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions
)]

mod questions;
mod starts;
#[path = "../support/mod.rs"]
mod support;

use cognipress::error::Error;
use cognipress::host::Dialogue;
use proptest::prelude::*;
use serde_json::{Value, json};
use support::pool::{Reply, exception, ok, tokens};

const NOW_MS: u64 = 1_793_610_307_000;
const CONFIG: &[u8] = br#"{"userPoolId":"eu-west-1_Ab12Cd34E","clientId":"client"}"#;
const A: [u8; 32] = [0x5a; 32];

fn idle() -> Dialogue {
    Dialogue::new(CONFIG).unwrap()
}

fn parse(step: Result<String, Error>) -> Result<Value, Error> {
    step.map(|step| serde_json::from_str(&step).unwrap())
}

fn start(start: &Value) -> Result<Value, Error> {
    parse(idle().start(start.to_string().as_bytes(), &A))
}

fn receive(dialogue: &mut Dialogue, (status, body): Reply) -> Result<Value, Error> {
    parse(dialogue.receive(status, &body, NOW_MS, &A))
}

fn answer(dialogue: &mut Dialogue, answer: &Value) -> Result<Value, Error> {
    parse(dialogue.answer(answer.to_string().as_bytes(), NOW_MS, &A))
}

/// The operation and the body of a step that sends.
fn sent(step: &Value) -> (&str, Value) {
    assert_eq!(step["kind"], "send");
    let request = &step["request"];
    assert_eq!(request.as_object().unwrap().len(), 3);
    assert_eq!(
        request["url"],
        "https://cognito-idp.eu-west-1.amazonaws.com/"
    );
    let headers = request["headers"].as_object().unwrap();
    assert_eq!(headers["content-type"], "application/x-amz-json-1.1");
    assert_eq!(headers["cache-control"], "no-store");
    let target = headers["x-amz-target"].as_str().unwrap();
    let operation = target.strip_prefix("AWSCognitoIdentityProviderService.");
    let body = serde_json::from_str(request["body"].as_str().unwrap()).unwrap();
    (operation.unwrap(), body)
}

fn challenge(name: &str, parameters: &Value) -> Value {
    json!({
        "ChallengeName": name,
        "Session": "s",
        "ChallengeParameters": parameters,
        "AvailableChallenges": ["PASSWORD", "EMAIL_OTP"],
    })
}

/// A dialogue that asks, and the step that it asks with.
fn asking(name: &str, parameters: &Value) -> (Dialogue, Value) {
    let mut dialogue = idle();
    dialogue
        .start(br#"{"flow":"CUSTOM_AUTH","username":"jane"}"#, &A)
        .unwrap();
    let step = receive(&mut dialogue, ok(challenge(name, parameters))).unwrap();
    (dialogue, step)
}

#[test]
fn a_refused_answer_may_be_given_again() {
    let (mut dialogue, _) = asking("SMS_MFA", &json!({}));
    let code = json!({"name": "SMS_MFA", "code": "1"});
    answer(&mut dialogue, &code).unwrap();
    assert!(!dialogue.is_open());
    let wrong = exception("CodeMismatchException", "Invalid code.");
    let error = receive(&mut dialogue, wrong).unwrap_err();
    assert_eq!(error.code(), "CodeMismatch");
    assert!(dialogue.is_open());
    answer(&mut dialogue, &code).unwrap();
    let expired = exception("ExpiredCodeException", "Invalid code.");
    assert_eq!(
        receive(&mut dialogue, expired).unwrap_err().code(),
        "ExpiredCode"
    );
    assert!(dialogue.is_open());
    answer(&mut dialogue, &code).unwrap();
    let locked = exception("TooManyFailedAttemptsException", "Locked.");
    assert_eq!(
        receive(&mut dialogue, locked).unwrap_err().code(),
        "TooManyFailedAttempts"
    );
    assert!(!dialogue.is_open());
    assert_eq!(answer(&mut dialogue, &code), Err(Error::FlowOver));
}

#[test]
fn the_end() {
    let claims = json!({"sub": "user-id", "cognito:groups": ["a"]});
    let (mut dialogue, _) = asking("SMS_MFA", &json!({"USERNAME": "user-id"}));
    answer(&mut dialogue, &json!({"name": "SMS_MFA", "code": "1"})).unwrap();
    let (status, body) = tokens(&claims);
    let mut reply: Value = serde_json::from_slice(&body).unwrap();
    reply["AuthenticationResult"]["NewDeviceMetadata"] =
        json!({"DeviceKey": "k", "DeviceGroupKey": "g"});
    let reply = (status, reply.to_string().into_bytes());
    let mut step = receive(&mut dialogue, reply).unwrap();
    let id_token = step["tokens"]["idToken"].take();
    assert!(id_token.as_str().unwrap().starts_with("e30."));
    let tokens = json!({
        "idToken": null,
        "accessToken": "an.access.token",
        "refreshToken": "a.refresh.token",
        "expiresAtMs": NOW_MS + 3_600_000,
        "unverifiedClaims": claims,
        "newDevice": {"key": "k", "groupKey": "g"},
    });
    assert_eq!(step, json!({"kind": "signed-in", "tokens": tokens}));
    assert_eq!(receive(&mut dialogue, ok(json!({}))), Err(Error::FlowOver));
}

#[test]
fn a_device_that_was_forgotten() {
    let mut dialogue = idle();
    let given = json!({
        "flow": "CUSTOM_AUTH",
        "username": "jane",
        "device": {"key": "k", "groupKey": "g", "password": "device secret"},
    });
    dialogue.start(given.to_string().as_bytes(), &A).unwrap();
    let forgotten = exception("ResourceNotFoundException", "Device does not exist.");
    let step = receive(&mut dialogue, forgotten).unwrap();
    let (_, body) = sent(&step);
    assert_eq!(body["AuthParameters"], json!({"USERNAME": "jane"}));
    let step = receive(&mut dialogue, tokens(&json!({"sub": "jane"}))).unwrap();
    assert_eq!(step["deviceForgotten"], true);
}

#[test]
fn calls_out_of_turn_change_nothing() {
    let code = json!({"name": "SMS_MFA", "code": "1"});
    let mut dialogue = idle();
    assert_eq!(answer(&mut dialogue, &code), Err(Error::FlowOver));
    assert_eq!(receive(&mut dialogue, ok(json!({}))), Err(Error::FlowOver));
    let (mut dialogue, _) = asking("SMS_MFA", &json!({}));
    assert_eq!(receive(&mut dialogue, ok(json!({}))), Err(Error::FlowOver));
    let no_entropy = dialogue.answer(code.to_string().as_bytes(), NOW_MS, &[]);
    assert_eq!(no_entropy, Err(Error::RandomUnavailable));
    answer(&mut dialogue, &code).unwrap();
    assert_eq!(answer(&mut dialogue, &code), Err(Error::FlowOver));
    let (status, body) = tokens(&json!({"sub": "jane"}));
    let no_entropy = dialogue.receive(status, &body, NOW_MS, &[]);
    assert_eq!(no_entropy, Err(Error::RandomUnavailable));
    let step = receive(&mut dialogue, (status, body)).unwrap();
    assert_eq!(step["kind"], "signed-in");
}

#[test]
fn standing_challenges_that_are_none() {
    let good = json!({"userId": "u", "reply": challenge("SMS_MFA", &json!({}))}).to_string();
    let resume = |context: &str, standing: &str| {
        idle()
            .resume(context.as_bytes(), standing.as_bytes(), NOW_MS, &A)
            .map(|_| ())
    };
    assert_eq!(resume("{}", &good), Ok(()));
    assert_eq!(resume("{", &good), Err(Error::InvalidAnswer));
    let device = r#"{"device":{"key":"k"}}"#;
    assert_eq!(resume(device, &good), Err(Error::InvalidAnswer));
    for bad in ["", "{}", r#"{"userId":"u","reply":{}}"#] {
        assert_eq!(resume("{}", bad), Err(Error::InvalidReply), "{bad}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_answered(bytes in any::<Vec<u8>>(), text in "\\PC*") {
        for given in [&*bytes, text.as_bytes()] {
            prop_assert!(idle().start(given, &A).is_err());
            prop_assert!(idle().resume(given, given, NOW_MS, &A).is_err());
            let (mut dialogue, _) = asking("SMS_MFA", &json!({}));
            prop_assert!(dialogue.answer(given, NOW_MS, &A).is_err());
            prop_assert!(dialogue.is_open());
        }
    }
}
