//! `Challenge` and `ChallengeAnswer`.

use cognipress::error::Error;
use serde_json::json;

use super::support::pool::ok;
use super::support::srp::a_public;
use super::{A, NOW_MS, answer, asking, challenge, idle, parse, receive, sent};

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
        assert_eq!(parse(resumed), Ok(expected), "and resumed");
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
