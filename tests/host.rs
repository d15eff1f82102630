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
use cognipress::host::{SignIn, message, revoke_token};
use cognipress::wire::exception::Exception;
use proptest::prelude::*;
use serde_json::{Value, json};
use support::pool::{Pool, Reply, exception, ok};

const NOW_MS: u64 = 1_793_610_307_000;
const CONFIG: &str = r#"{"userPoolId":"eu-west-1_Ab12Cd34E","clientId":"client"}"#;

fn pool() -> Pool {
    Pool::new("Ab12Cd34E", "jane", "correct horse")
}

fn prepared() -> SignIn {
    SignIn::new(CONFIG, &[0x5a; 32]).unwrap()
}

fn started() -> SignIn {
    let mut sign_in = prepared();
    sign_in.start("jane", b"correct horse".to_vec()).unwrap();
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
    pool.reply(
        request["headers"]["x-amz-target"].as_str().unwrap(),
        request["body"].as_str().unwrap(),
    )
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
    let step = parse(&sign_in.start(" jane ", b"correct horse".to_vec()).unwrap());
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

#[test]
fn a_new_password() {
    let (mut pool, mut sign_in) = (pool(), prepared());
    pool.challenge = Some(json!({
        "ChallengeName": "NEW_PASSWORD_REQUIRED",
        "Session": "s",
        "ChallengeParameters": {
            "requiredAttributes": "[\"userAttributes.name\",\"userAttributes.birthdate\"]",
            "userAttributes": "{\"email\":\"jane@example.org\"}",
        },
    }));
    let step = parse(&sign_in.start("jane", b"correct horse".to_vec()).unwrap());
    let step = run(&mut pool, &mut sign_in, step);
    assert_eq!(
        step,
        json!({
            "kind": "challenge",
            "challenge": {
                "name": "NEW_PASSWORD_REQUIRED",
                "requiredAttributes": ["name", "birthdate"],
                "attributes": {"email": "jane@example.org"},
            },
        })
    );

    for bad in [
        "",
        "{}",
        r#"{"name":"SMS_MFA"}"#,
        r#"{"name":"NEW_PASSWORD_REQUIRED"}"#,
        r#"{"name":"NEW_PASSWORD_REQUIRED","attributes":{"name":"Jane"}}"#,
        r#"{"name":"NEW_PASSWORD_REQUIRED","attributes":{"name":"Jane","birthdate":1}}"#,
    ] {
        let refused = sign_in.answer(bad, b"Better 1".to_vec());
        assert_eq!(refused, Err(Error::InvalidAnswer), "{bad}");
    }
    let answer =
        r#"{"name":"NEW_PASSWORD_REQUIRED","attributes":{"name":"Jane","birthdate":"2000-01-01"}}"#;
    assert_eq!(
        sign_in.answer(answer, Vec::new()),
        Err(Error::InvalidAnswer),
        "no password"
    );

    let step = parse(&sign_in.answer(answer, b"weak".to_vec()).unwrap());
    let refusal = reply(&mut pool, &step);
    let refused = Error::Service(Exception::InvalidPassword);
    assert_eq!(
        receive(&mut sign_in, refusal.clone()),
        Err(refused),
        "and the challenge stands"
    );
    assert_eq!(message(refused, &refusal.1), "Password not long enough");
    let step = parse(&sign_in.answer(answer, b"Better 1".to_vec()).unwrap());
    assert_eq!(run(&mut pool, &mut sign_in, step)["kind"], "signed-in");
}

#[test]
fn every_other_challenge() {
    let parameters = json!({
        "CODE_DELIVERY_DESTINATION": "+49***1",
        "FRIENDLY_DEVICE_NAME": "phone",
        "MFAS_CAN_CHOOSE": "[\"SMS_MFA\"]",
        "MFAS_CAN_SETUP": "[]",
    });
    for (name, details) in [
        ("SMS_MFA", json!({"destination": "+49***1"})),
        ("SMS_OTP", json!({"destination": "+49***1"})),
        ("EMAIL_OTP", json!({"destination": "+49***1"})),
        ("SOFTWARE_TOKEN_MFA", json!({"deviceName": "phone"})),
        ("SELECT_MFA_TYPE", json!({"options": ["SMS_MFA"]})),
        ("MFA_SETUP", json!({"options": []})),
        ("SELECT_CHALLENGE", json!({"options": ["EMAIL_OTP"]})),
        ("CUSTOM_CHALLENGE", json!({"parameters": parameters})),
    ] {
        let (mut pool, mut sign_in) = (pool(), prepared());
        pool.challenge = Some(json!({
            "ChallengeName": name,
            "ChallengeParameters": parameters,
            "AvailableChallenges": ["EMAIL_OTP"],
        }));
        let step = parse(&sign_in.start("jane", b"correct horse".to_vec()).unwrap());
        let step = run(&mut pool, &mut sign_in, step);
        let mut expected = details;
        expected["name"] = name.into();
        assert_eq!(step["challenge"], expected);
    }
}

#[test]
fn calls_out_of_turn_change_nothing() {
    let mut sign_in = prepared();
    let answer = r#"{"name":"NEW_PASSWORD_REQUIRED"}"#;
    assert_eq!(receive(&mut sign_in, ok(json!({}))), Err(Error::FlowOver));
    assert_eq!(
        sign_in.answer(answer, b"Better 1".to_vec()),
        Err(Error::FlowOver)
    );
    assert_eq!(
        sign_in.start("", b"x".to_vec()),
        Err(Error::InvalidUsername)
    );
    assert_eq!(
        sign_in.start("jane", Vec::new()),
        Err(Error::InvalidPasswordInput)
    );
    let step = parse(&sign_in.start("jane", b"correct horse".to_vec()).unwrap());
    assert_eq!(
        sign_in.start("jane", b"correct horse".to_vec()),
        Err(Error::FlowOver)
    );
    assert_eq!(
        sign_in.answer(answer, b"Better 1".to_vec()),
        Err(Error::FlowOver)
    );
    assert_eq!(run(&mut pool(), &mut sign_in, step)["kind"], "signed-in");
}

#[test]
fn a_failure_ends_it() {
    let mut sign_in = started();
    let refusal = exception("UserNotConfirmedException", "User is not confirmed.");
    let refused = Error::Service(Exception::UserNotConfirmed);
    assert_eq!(receive(&mut sign_in, refusal), Err(refused));
    assert_eq!(receive(&mut sign_in, ok(json!({}))), Err(Error::FlowOver));
}

#[test]
fn configurations() {
    let new = |config: &str, entropy: &[u8]| SignIn::new(config, entropy).err();
    assert_eq!(new(CONFIG, &[1; 32]), None);
    for bad in [
        "",
        "null",
        "[]",
        "{}",
        r#"{"userPoolId":1,"clientId":"client"}"#,
    ] {
        assert_eq!(
            new(bad, &[1; 32]),
            Some(Error::UserPoolIdWithoutUnderscore),
            "{bad}"
        );
    }
    let no_client = r#"{"userPoolId":"eu-west-1_Ab12"}"#;
    assert_eq!(new(no_client, &[1; 32]), Some(Error::InvalidClientId));
    let endpoint =
        r#"{"userPoolId":"eu-west-1_Ab12","clientId":"c","endpoint":"http://example.org"}"#;
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
        r#"{"userPoolId":"eu-west-1_Ab12","clientId":"c","endpoint":"http://localhost:4566"}"#;
    let request = parse(&revoke_token(config, "a.refresh.token".into()).unwrap());
    assert_eq!(request["url"], "http://localhost:4566");
    let target = &request["headers"]["x-amz-target"];
    assert_eq!(target, "AWSCognitoIdentityProviderService.RevokeToken");
    assert_eq!(
        parse(request["body"].as_str().unwrap()),
        json!({"Token": "a.refresh.token", "ClientId": "c"})
    );
    assert_eq!(
        revoke_token("{}", "t".into()),
        Err(Error::UserPoolIdWithoutUnderscore)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_texts_are_answered(config in "\\PC*", answer in "\\PC*", name in any::<String>(), secret in any::<Vec<u8>>()) {
        prop_assert!(SignIn::new(&config, &secret).is_err());
        let mut sign_in = prepared();
        prop_assert!(sign_in.answer(&answer, secret.clone()).is_err());
        if let Ok(step) = sign_in.start(&name, secret) {
            prop_assert_eq!(&parse(&step)["kind"], "send");
        }
    }
}
