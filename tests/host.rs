//! The JSON that a host sends and gets: the shapes of `src/wasm/types.d.ts`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions
)]

mod support;

use cognipress::error::Error;
use cognipress::host::{SignIn, revoke_token, write_error};
use proptest::prelude::*;
use serde_json::{Value, json};
use support::pool::{Pool, Reply, exception, ok};

const NOW_MS: u64 = 1_793_610_307_000;
const CONFIG: &[u8] = br#"{"userPoolId":"eu-west-1_Ab12Cd34E","clientId":"client"}"#;

fn pool() -> Pool {
    Pool::new("Ab12Cd34E", "jane", "correct horse")
}

fn prepared() -> SignIn {
    SignIn::new(CONFIG, &[0x5a; 32]).unwrap()
}

fn started() -> SignIn {
    let mut sign_in = prepared();
    sign_in.start("jane", "correct horse".into()).unwrap();
    sign_in
}

fn parse(step: &str) -> Value {
    serde_json::from_str(step).unwrap()
}

fn receive(sign_in: &mut SignIn, (status, body): Reply) -> Result<Value, Error> {
    sign_in
        .receive(status, &body, NOW_MS)
        .map(|step| parse(&step))
}

/// Gives the pool what a step asks to send.
fn reply(pool: &mut Pool, step: &Value) -> Reply {
    let request = &step["request"];
    let target = request["headers"]["x-amz-target"].as_str().unwrap();
    let (_, operation) = target
        .split_once("AWSCognitoIdentityProviderService.")
        .unwrap();
    pool.reply(operation, request["body"].as_str().unwrap())
}

/// Up to a step that sends nothing.
fn run(pool: &mut Pool, sign_in: &mut SignIn, mut step: Value) -> Value {
    while step["kind"] == "send" {
        let reply = reply(pool, &step);
        step = receive(sign_in, reply).unwrap();
    }
    step
}

#[test]
fn a_whole_sign_in() {
    let (mut pool, mut sign_in) = (pool(), prepared());
    let step = parse(&sign_in.start(" jane ", "correct horse".into()).unwrap());
    assert_eq!(step["kind"], "send");
    assert_eq!(
        step["request"]["url"],
        "https://cognito-idp.eu-west-1.amazonaws.com/"
    );
    assert_eq!(
        step["request"]["headers"],
        json!({
            "content-type": "application/x-amz-json-1.1",
            "x-amz-target": "AWSCognitoIdentityProviderService.InitiateAuth",
            "cache-control": "no-store",
        })
    );
    pool.id_token_claims = json!({"sub": "jane", "cognito:groups": ["a", "b"], "n": 1.5});
    let step = run(&mut pool, &mut sign_in, step);
    assert_eq!(step["kind"], "signed-in");
    let tokens = &step["tokens"];
    assert!(tokens["idToken"].as_str().unwrap().starts_with("e30."));
    assert_eq!(tokens["accessToken"], "an.access.token");
    assert_eq!(tokens["refreshToken"], "a.refresh.token");
    assert_eq!(tokens["expiresAtMs"], NOW_MS + 3_600_000);
    assert_eq!(tokens["unverifiedClaims"], pool.id_token_claims);
    assert_eq!(
        receive(&mut sign_in, ok(json!({}))),
        Err(Error::FlowOver),
        "it is over"
    );
}

/// A sign-in whose password is right, and which a challenge follows.
fn challenged(challenge: &Value) -> (Pool, SignIn, Value) {
    let (mut pool, mut sign_in) = (pool(), prepared());
    pool.challenge = Some(challenge.clone());
    let step = parse(&sign_in.start("jane", "correct horse".into()).unwrap());
    let step = run(&mut pool, &mut sign_in, step);
    (pool, sign_in, step)
}

#[test]
fn a_standing_challenge() {
    let challenge = json!({
        "ChallengeName": "NEW_PASSWORD_REQUIRED",
        "Session": "s",
        "ChallengeParameters": {"requiredAttributes": "[\"userAttributes.name\"]"},
    });
    let (_, mut sign_in, step) = challenged(&challenge);
    assert_eq!(
        step,
        json!({
            "kind": "standing",
            "standing": {"userId": "jane", "reply": challenge},
            "expiresAtMs": NOW_MS + 180_000,
        })
    );
    assert_eq!(receive(&mut sign_in, ok(json!({}))), Err(Error::FlowOver));
}

#[test]
fn a_code_sent_anew() {
    let challenge = json!({"ChallengeName": "SMS_MFA", "Session": "s"});
    let (mut pool, mut sign_in, step) = challenged(&challenge);
    for entropy in [&[][..], &[1; 31], &[1; 33]] {
        assert_eq!(sign_in.resend(entropy), Err(Error::RandomUnavailable));
    }
    let resent = parse(&sign_in.resend(&[0xa5; 32]).unwrap());
    assert_eq!(run(&mut pool, &mut sign_in, resent), step);

    pool.challenge = None;
    let resent = parse(&sign_in.resend(&[0xa5; 32]).unwrap());
    assert_eq!(sign_in.resend(&[0xa5; 32]), Err(Error::FlowOver));
    let step = run(&mut pool, &mut sign_in, resent);
    assert_eq!(step["kind"], "signed-in");
    assert_eq!(sign_in.resend(&[0xa5; 32]), Err(Error::FlowOver));
}

#[test]
fn an_error_is_its_code_and_the_words_of_the_service() {
    assert_eq!(
        parse(&write_error(&Error::InvalidReply)),
        json!({"kind": "error", "code": "InvalidReply", "message": ""})
    );
    let refusal = exception("NewKindException", "PreSignUp failed with error \"No\".");
    let error = receive(&mut started(), refusal).unwrap_err();
    assert_eq!(
        parse(&write_error(&error)),
        json!({"kind": "error", "code": "NewKind", "message": "\"No\"."})
    );
}

#[test]
fn calls_out_of_turn_change_nothing() {
    let mut sign_in = prepared();
    let password = || "correct horse".to_owned();
    assert_eq!(receive(&mut sign_in, ok(json!({}))), Err(Error::FlowOver));
    assert_eq!(sign_in.resend(&[1; 32]), Err(Error::FlowOver));
    for bad in ["", " "] {
        assert_eq!(sign_in.start(bad, password()), Err(Error::InvalidUsername));
    }
    assert_eq!(
        sign_in.start("jane", String::new()),
        Err(Error::InvalidPasswordInput)
    );
    let step = parse(&sign_in.start("jane", password()).unwrap());
    assert_eq!(sign_in.start("jane", password()), Err(Error::FlowOver));
    assert_eq!(sign_in.resend(&[1; 32]), Err(Error::FlowOver));
    assert_eq!(run(&mut pool(), &mut sign_in, step)["kind"], "signed-in");
}

#[test]
fn a_failure_ends_it() {
    let mut sign_in = started();
    let refusal = exception("UserNotConfirmedException", "User is not confirmed.");
    let error = receive(&mut sign_in, refusal).unwrap_err();
    assert_eq!(error.code(), "UserNotConfirmed");
    assert_eq!(receive(&mut sign_in, ok(json!({}))), Err(Error::FlowOver));
}

#[test]
fn configurations() {
    let new = |config: &[u8], entropy: &[u8]| SignIn::new(config, entropy).err();
    assert_eq!(new(CONFIG, &[1; 32]), None);
    for bad in [
        "",
        "null",
        "[]",
        "{}",
        r#"{"userPoolId":1,"clientId":"client"}"#,
    ] {
        assert_eq!(
            new(bad.as_bytes(), &[1; 32]),
            Some(Error::InvalidUserPoolId),
            "{bad}"
        );
    }
    let no_client = br#"{"userPoolId":"eu-west-1_Ab12"}"#;
    assert_eq!(new(no_client, &[1; 32]), Some(Error::InvalidClientId));
    let endpoint =
        br#"{"userPoolId":"eu-west-1_Ab12","clientId":"c","endpoint":"http://example.org"}"#;
    assert_eq!(new(endpoint, &[1; 32]), Some(Error::InvalidEndpoint));
    for entropy in [&[][..], &[1; 31], &[1; 33], &[0; 32]] {
        assert_eq!(
            new(CONFIG, entropy),
            Some(Error::RandomUnavailable),
            "{entropy:?}"
        );
    }
}

#[test]
fn revoking_a_token() {
    let config =
        br#"{"userPoolId":"eu-west-1_Ab12","clientId":"c","endpoint":"http://localhost:4566"}"#;
    let request = parse(&revoke_token(config, "a.refresh.token".into()).unwrap());
    assert_eq!(request["url"], "http://localhost:4566");
    let target = &request["headers"]["x-amz-target"];
    assert_eq!(target, "AWSCognitoIdentityProviderService.RevokeToken");
    assert_eq!(
        parse(request["body"].as_str().unwrap()),
        json!({"Token": "a.refresh.token", "ClientId": "c"})
    );
    assert_eq!(
        revoke_token(b"{}", "t".into()),
        Err(Error::InvalidUserPoolId)
    );
    assert_eq!(revoke_token(config, vec![0xff]), Err(Error::InvalidAnswer));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_input_is_answered(config in any::<Vec<u8>>(), name in any::<String>(), secret in any::<String>()) {
        prop_assert!(SignIn::new(&config, secret.as_bytes()).is_err());
        let mut sign_in = prepared();
        prop_assert!(sign_in.resend(secret.as_bytes()).is_err());
        if let Ok(step) = sign_in.start(&name, secret) {
            prop_assert_eq!(&parse(&step)["kind"], "send");
        }
    }
}
