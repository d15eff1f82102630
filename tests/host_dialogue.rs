//! The JSON of a dialogue: `Start`, `DialogueContext`, `Challenge` and
//! `ChallengeAnswer` of `src/wasm/types.d.ts`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions
)]

mod support;

use cognipress::error::Error;
use cognipress::host::Dialogue;
use proptest::prelude::*;
use serde_json::{Value, json};
use support::pool::{Reply, exception, ok, tokens};
use support::srp::a_public;

const NOW_MS: u64 = 1_793_610_307_000;
const CONFIG: &[u8] = br#"{"userPoolId":"eu-west-1_Ab12Cd34E","clientId":"client"}"#;
const A: [u8; 32] = [0x5a; 32];

fn idle() -> Dialogue {
    Dialogue::new(CONFIG).unwrap()
}

fn step(step: Result<String, Error>) -> Result<Value, Error> {
    step.map(|step| serde_json::from_str(&step).unwrap())
}

fn start(start: &Value) -> Result<Value, Error> {
    step(idle().start(start.to_string().as_bytes(), &A))
}

fn receive(dialogue: &mut Dialogue, (status, body): Reply) -> Result<Value, Error> {
    step(dialogue.receive(status, &body, NOW_MS, &A))
}

fn answer(dialogue: &mut Dialogue, answer: &Value) -> Result<Value, Error> {
    step(dialogue.answer(answer.to_string().as_bytes(), NOW_MS, &A))
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
fn starts() {
    let token = "an.access.token";
    for (given, auth_flow, parameters) in [
        (
            json!({"flow": "USER_SRP_AUTH", "password": "p"}),
            "USER_SRP_AUTH",
            json!({"SRP_A": a_public(A)}),
        ),
        (
            json!({"flow": "USER_PASSWORD_AUTH", "password": "p"}),
            "USER_PASSWORD_AUTH",
            json!({"PASSWORD": "p"}),
        ),
        (json!({"flow": "CUSTOM_AUTH"}), "CUSTOM_AUTH", json!({})),
        (
            json!({"flow": "CUSTOM_AUTH", "password": "p"}),
            "CUSTOM_AUTH",
            json!({"CHALLENGE_NAME": "SRP_A", "SRP_A": a_public(A)}),
        ),
        (json!({"flow": "USER_AUTH"}), "USER_AUTH", json!({})),
        (
            json!({"flow": "USER_AUTH", "preferred": "PASSWORD", "password": "p"}),
            "USER_AUTH",
            json!({"PREFERRED_CHALLENGE": "PASSWORD", "PASSWORD": "p"}),
        ),
        (
            json!({"flow": "USER_AUTH", "acrValues": "urn:cognito:loa:2", "accessToken": token}),
            "USER_AUTH",
            json!({"TARGET_ACR_VALUES": "urn:cognito:loa:2", "ACCESS_TOKEN": token}),
        ),
        (
            json!({"flow": "USER_AUTH", "acrValues": "a", "accessToken": token, "maxAge": 300}),
            "USER_AUTH",
            json!({"TARGET_ACR_VALUES": "a", "ACCESS_TOKEN": token, "MAX_AGE": "300"}),
        ),
    ] {
        let (mut given, mut parameters) = (given, parameters);
        given["username"] = " jane ".into();
        parameters["USERNAME"] = "jane".into();
        let expected = json!({
            "ClientId": "client",
            "AuthFlow": auth_flow,
            "AuthParameters": parameters,
        });
        let step = start(&given).unwrap();
        assert_eq!(sent(&step), ("InitiateAuth", expected), "{given}");
    }
    let session = json!({"flow": "USER_AUTH", "username": "jane", "session": "of sign-up"});
    assert_eq!(sent(&start(&session).unwrap()).1["Session"], "of sign-up");
}

#[test]
fn what_goes_along() {
    let given = json!({
        "flow": "CUSTOM_AUTH",
        "username": "jane",
        "clientMetadata": {"from": "the site"},
        "encodedData": "fingerprint",
        "device": {"key": "k", "groupKey": "g", "password": "device secret"},
    });
    let step = start(&given).unwrap();
    let (_, body) = sent(&step);
    let parameters = json!({"USERNAME": "jane", "DEVICE_KEY": "k"});
    assert_eq!(body["AuthParameters"], parameters);
    assert_eq!(body["ClientMetadata"], json!({"from": "the site"}));
    assert_eq!(
        body["UserContextData"],
        json!({"EncodedData": "fingerprint"})
    );
}

#[test]
fn starts_that_are_none() {
    let step_up = json!({"flow": "USER_AUTH", "acrValues": "a", "accessToken": "t"});
    for (name, value, error) in [
        ("flow", json!("ADMIN_NO_SRP_AUTH"), Error::InvalidAnswer),
        ("flow", json!(null), Error::InvalidAnswer),
        ("username", json!(" "), Error::InvalidUsername),
        ("username", json!(1), Error::InvalidUsername),
        ("password", json!(""), Error::InvalidPasswordInput),
        ("device", json!({"key": "k"}), Error::InvalidAnswer),
        // Less must not become another flow, nor any age.
        ("acrValues", json!(null), Error::InvalidAnswer),
        ("accessToken", json!(null), Error::InvalidAnswer),
        ("maxAge", json!("300"), Error::InvalidAnswer),
        ("maxAge", json!(1.5), Error::InvalidAnswer),
        ("maxAge", json!(-1), Error::InvalidAnswer),
    ] {
        let mut given = step_up.clone();
        given["username"] = "jane".into();
        start(&given).unwrap();
        given[name] = value;
        assert_eq!(start(&given), Err(error), "{given}");
    }
    for flow in ["USER_SRP_AUTH", "USER_PASSWORD_AUTH"] {
        let given = json!({"flow": flow, "username": "jane"});
        assert_eq!(start(&given), Err(Error::InvalidPasswordInput), "{flow}");
    }
    for bad in [&b""[..], b"{", b"null", b"\xff"] {
        assert!(idle().start(bad, &A).is_err());
    }
    let given = br#"{"flow":"CUSTOM_AUTH","username":"jane"}"#;
    for entropy in [&[][..], &[1; 31], &[1; 33]] {
        assert_eq!(idle().start(given, entropy), Err(Error::RandomUnavailable));
    }
}

#[test]
fn challenges() {
    let parameters = json!({
        "CODE_DELIVERY_DESTINATION": "+49***1",
        "FRIENDLY_DEVICE_NAME": "my \"phone\"",
        "MFAS_CAN_CHOOSE": "[\"SMS_MFA\"]",
        "MFAS_CAN_SETUP": "[]",
        "CREDENTIAL_REQUEST_OPTIONS": "{\"challenge\":\"AQID\"}",
        "requiredAttributes": "[\"userAttributes.name\"]",
        "userAttributes": "{\"email\":\"jane@example.org\"}",
    });
    let to = json!({"destination": "+49***1"});
    for (name, details) in [
        (
            "NEW_PASSWORD_REQUIRED",
            json!({"requiredAttributes": ["name"], "attributes": {"email": "jane@example.org"}}),
        ),
        ("SMS_MFA", to.clone()),
        ("SMS_OTP", to.clone()),
        ("EMAIL_OTP", to),
        ("SOFTWARE_TOKEN_MFA", json!({"deviceName": "my \"phone\""})),
        ("SELECT_MFA_TYPE", json!({"options": ["SMS_MFA"]})),
        ("MFA_SETUP", json!({"options": []})),
        (
            "SELECT_CHALLENGE",
            json!({"options": ["PASSWORD", "EMAIL_OTP"]}),
        ),
        ("PASSWORD", json!({})),
        ("PASSWORD_SRP", json!({})),
        ("WEB_AUTHN", json!({"options": {"challenge": "AQID"}})),
        ("CUSTOM_CHALLENGE", json!({"parameters": parameters})),
    ] {
        let mut shown = details;
        shown["name"] = name.into();
        let (_, step) = asking(name, &parameters);
        let standing = json!({
            "userId": "",
            "username": "jane",
            "reply": challenge(name, &parameters),
        });
        let expected = json!({
            "kind": "challenge",
            "challenge": shown,
            "expiresAtMs": NOW_MS + 180_000,
            "standing": standing,
        });
        assert_eq!(step, expected);

        let mut dialogue = idle();
        let standing = standing.to_string();
        let resumed = dialogue.resume(b"{}", standing.as_bytes(), NOW_MS, &A);
        assert_eq!(self::step(resumed), Ok(expected), "and resumed");
    }
    for (name, shown) in [
        ("SMS_MFA", json!({"name": "SMS_MFA"})),
        ("SOFTWARE_TOKEN_MFA", json!({"name": "SOFTWARE_TOKEN_MFA"})),
    ] {
        let (_, step) = asking(name, &json!({}));
        assert_eq!(step["challenge"], shown, "what is not known is left out");
    }
}

#[test]
fn answers() {
    let parameters = json!({
        "MFAS_CAN_CHOOSE": "[\"SMS_MFA\"]",
        "MFAS_CAN_SETUP": "[\"EMAIL_OTP\"]",
        "CREDENTIAL_REQUEST_OPTIONS": "{}",
    });
    let credential = json!({"id": "AQID", "response": {"signature": "AQID"}});
    for (name, given, responses) in [
        (
            "NEW_PASSWORD_REQUIRED",
            json!({"newPassword": "p", "attributes": {"name": "Jane"}}),
            json!({"NEW_PASSWORD": "p", "userAttributes.name": "Jane"}),
        ),
        (
            "SMS_MFA",
            json!({"code": "1 2"}),
            json!({"SMS_MFA_CODE": "12"}),
        ),
        (
            "SMS_OTP",
            json!({"code": "1"}),
            json!({"SMS_OTP_CODE": "1"}),
        ),
        (
            "EMAIL_OTP",
            json!({"code": "1"}),
            json!({"EMAIL_OTP_CODE": "1"}),
        ),
        (
            "SOFTWARE_TOKEN_MFA",
            json!({"code": "1"}),
            json!({"SOFTWARE_TOKEN_MFA_CODE": "1"}),
        ),
        (
            "SELECT_MFA_TYPE",
            json!({"choice": "SMS_MFA"}),
            json!({"ANSWER": "SMS_MFA"}),
        ),
        (
            "SELECT_CHALLENGE",
            json!({"choice": "PASSWORD", "password": "p"}),
            json!({"ANSWER": "PASSWORD", "PASSWORD": "p"}),
        ),
        (
            "PASSWORD",
            json!({"password": "p"}),
            json!({"PASSWORD": "p"}),
        ),
        (
            "PASSWORD_SRP",
            json!({"password": "p"}),
            json!({"SRP_A": a_public(A)}),
        ),
        (
            "WEB_AUTHN",
            json!({"credential": credential}),
            json!({"CREDENTIAL": credential.to_string()}),
        ),
        (
            "CUSTOM_CHALLENGE",
            json!({"answer": "4"}),
            json!({"ANSWER": "4"}),
        ),
    ] {
        let (mut given, mut responses) = (given, responses);
        responses["USERNAME"] = "jane".into();

        // Nothing of the answer may be missing, of another type, or under another name.
        let (mut dialogue, _) = asking(name, &parameters);
        let members: Vec<String> = given.as_object().unwrap().keys().cloned().collect();
        given["name"] = name.into();
        let bad_password = |member: &str| member.to_lowercase().contains("password");
        for member in members.iter().filter(|member| *member != "attributes") {
            let mut bad = given.clone();
            bad[member] = if bad_password(member) {
                json!("")
            } else {
                json!(1)
            };
            assert_eq!(
                answer(&mut dialogue, &bad),
                Err(Error::InvalidAnswer),
                "{bad}"
            );
        }
        for other in ["", "SMS_MFA ", "MFA_SETUP_EMAIL", "NOBODY_KNOWS"] {
            let mut bad = given.clone();
            bad["name"] = other.into();
            assert_eq!(
                answer(&mut dialogue, &bad),
                Err(Error::InvalidAnswer),
                "{bad}"
            );
        }
        for bad in [&b""[..], b"{}", b"[]", b"\xff"] {
            let refused = dialogue.answer(bad, NOW_MS, &A);
            assert_eq!(refused, Err(Error::InvalidAnswer));
        }

        let step = answer(&mut dialogue, &given).expect("the challenge still stands");
        let expected = json!({
            "ClientId": "client",
            "ChallengeName": name,
            "ChallengeResponses": responses,
            "Session": "s",
        });
        assert_eq!(sent(&step), ("RespondToAuthChallenge", expected));
    }
}

/// The code of one factor must not be tried on another, which would count as an attempt.
#[test]
fn an_answer_names_its_challenge() {
    let (mut dialogue, _) = asking("EMAIL_OTP", &json!({}));
    let other = json!({"name": "SOFTWARE_TOKEN_MFA", "code": "123456"});
    assert_eq!(answer(&mut dialogue, &other), Err(Error::InvalidAnswer));
}

#[test]
fn setting_an_authenticator_app_up() {
    let options = json!({"MFAS_CAN_SETUP": "[\"SOFTWARE_TOKEN_MFA\",\"EMAIL_OTP\"]"});
    let (mut dialogue, _) = asking("MFA_SETUP", &options);
    let chosen = json!({"name": "MFA_SETUP", "choice": "SOFTWARE_TOKEN_MFA"});
    let step = answer(&mut dialogue, &chosen).unwrap();
    let expected = json!({"Session": "s"});
    assert_eq!(sent(&step), ("AssociateSoftwareToken", expected));

    let secret = ok(json!({"SecretCode": "JBSWY3DPEHPK3PXP", "Session": "s2"}));
    let step = receive(&mut dialogue, secret).unwrap();
    assert_eq!(step["challenge"]["name"], "MFA_SETUP_TOTP");
    assert_eq!(step["challenge"]["secret"], "JBSWY3DPEHPK3PXP");
    assert!(step.get("standing").is_none(), "the secret is not kept");

    let first_code = json!({"name": "MFA_SETUP_TOTP", "code": "123 456", "deviceName": "phone"});
    let step = answer(&mut dialogue, &first_code).unwrap();
    let expected = json!({"Session": "s2", "UserCode": "123456", "FriendlyDeviceName": "phone"});
    assert_eq!(sent(&step), ("VerifySoftwareToken", expected));
}

#[test]
fn setting_an_address_up() {
    let options = json!({"MFAS_CAN_SETUP": "[\"EMAIL_OTP\"]"});
    let (mut dialogue, step) = asking("MFA_SETUP", &options);
    assert_eq!(step["challenge"], json!({"name": "MFA_SETUP_EMAIL"}));
    let email = json!({"name": "MFA_SETUP_EMAIL", "email": "jane@example.org"});
    let step = answer(&mut dialogue, &email).unwrap();
    let responses = json!({"USERNAME": "jane", "EMAIL": "jane@example.org"});
    assert_eq!(sent(&step).1["ChallengeResponses"], responses);
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
    });
    let new_device = json!({"key": "k", "groupKey": "g"});
    let expected = json!({"kind": "signed-in", "tokens": tokens, "newDevice": new_device});
    assert_eq!(step, expected);
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
