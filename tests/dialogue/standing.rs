//! A challenge that outlives the flow it came in: from the sign-in that a page
//! loads first, or from the page before it was loaded anew.

use cognipress::error::Error;
use cognipress::flow::challenge::{Challenge, ChallengeAnswer};
use cognipress::flow::dialogue::{self, Context, Device, Failure, Start, Step};
use cognipress::flow::sign_in;
use cognipress::secret::Username;
use serde_json::{Value, json};

use super::support::pool::{Pool, exception, ok, tokens};
use super::{
    A, NOW_MS, answer, asked, begin, begun, challenge, choice, code, password, pool, receive,
    responded, response, sent, signed_in, tokens_of,
};

fn resume(standing: &str) -> Result<Step, Failure> {
    dialogue::resume(pool(), Context::default(), standing.as_bytes(), A)
}

/// A password that `sign_in` has proven to the independent pool, and what was left standing.
fn left_by_a_sign_in(challenge: Value) -> String {
    let mut server = Pool::new("Ab12Cd34E", "user-id", "correct horse");
    server.challenge = Some(challenge);
    let sign_in = sign_in::SignIn::new(pool(), A).unwrap();
    let username = Username::new("jane@example.org").unwrap();
    let (mut request, mut waiting) = sign_in.start(username, password("correct horse"));
    loop {
        let (status, body) = server.reply(request.operation(), request.body());
        match waiting.receive(status, &body, NOW_MS).unwrap() {
            sign_in::Step::Send(next, then) => (request, waiting) = (next, then),
            sign_in::Step::Challenged(challenged) => return challenged.standing().into(),
            sign_in::Step::SignedIn(_) => panic!("not challenged"),
        }
    }
}

#[test]
fn left_by_a_sign_in_that_proved_the_password() {
    let standing = left_by_a_sign_in(json!({
        "ChallengeName": "NEW_PASSWORD_REQUIRED",
        "Session": "a session of \"twenty\" characters",
        "ChallengeParameters": {"requiredAttributes": "[\"userAttributes.name\"]"},
    }));
    let asked = asked(resume(&standing));
    let Challenge::NewPasswordRequired {
        required_attributes,
        ..
    } = asked.challenge()
    else {
        panic!("{:?}", asked.challenge())
    };
    assert_eq!(required_attributes, &["name"]);
    let given = || ChallengeAnswer::NewPassword {
        password: password("weak"),
        attributes: vec![("name".into(), "Jane".into())],
    };
    let (body, waiting) = responded(answer(asked, given()));
    let session = "a session of \"twenty\" characters";
    let responses = json!({
        "USERNAME": "user-id",
        "NEW_PASSWORD": "weak",
        "userAttributes.name": "Jane",
    });
    let expected = response("NEW_PASSWORD_REQUIRED", session, responses);
    assert_eq!(body, expected);
    let weak = exception("InvalidPasswordException", "Password not long enough");
    let failure = receive(waiting, weak).unwrap_err();
    assert_eq!(failure.error.message(), "Password not long enough");
    let (body, waiting) = responded(answer(failure.retry.unwrap(), given()));
    assert_eq!(body, expected);
    signed_in(receive(waiting, tokens_of("user-id")));
}

#[test]
fn the_user_who_proved_the_password_is_the_one_who_signs_in() {
    let standing = left_by_a_sign_in(json!({
        "ChallengeName": "SMS_MFA",
        "Session": "s",
        "ChallengeParameters": {"USERNAME": "mallory"},
    }));
    let (body, waiting) = responded(answer(asked(resume(&standing)), code("1")));
    assert_eq!(body["ChallengeResponses"]["USERNAME"], "mallory");
    let mallorys = tokens(&json!({"cognito:username": "mallory"}));
    let failure = receive(waiting, mallorys).unwrap_err();
    assert_eq!(failure.error, Error::TokenMismatch);
}

#[test]
fn every_challenge_comes_back_as_it_was() {
    for name in [
        "NEW_PASSWORD_REQUIRED",
        "SMS_MFA",
        "SMS_OTP",
        "EMAIL_OTP",
        "EMAIL_MFA",
        "SOFTWARE_TOKEN_MFA",
        "SELECT_MFA_TYPE",
        "MFA_SETUP",
        "SELECT_CHALLENGE",
        "PASSWORD",
        "PASSWORD_SRP",
        "WEB_AUTHN",
        "CUSTOM_CHALLENGE",
    ] {
        for parameters in [json!({}), json!({"USERNAME": "user-id"})] {
            let mut reply = json!({
                "ChallengeName": name,
                "Session": "s",
                "ChallengeParameters": parameters,
                "AvailableChallenges": ["PASSWORD", "EMAIL_OTP"],
            });
            let details = [
                ("CODE_DELIVERY_DESTINATION", "+49***1"),
                ("FRIENDLY_DEVICE_NAME", "phone"),
                ("MFAS_CAN_CHOOSE", "[\"SMS_MFA\",\"EMAIL_OTP\"]"),
                ("MFAS_CAN_SETUP", "[\"SOFTWARE_TOKEN_MFA\",\"EMAIL_OTP\"]"),
                ("CREDENTIAL_REQUEST_OPTIONS", "{}"),
            ];
            for (name, value) in details {
                reply["ChallengeParameters"][name] = value.into();
            }
            let before = asked(receive(begun(), ok(reply)));
            let standing = before.standing().expect(name);
            let after = asked(resume(&standing));
            assert_eq!(
                format!("{:?}", after.challenge()),
                format!("{:?}", before.challenge())
            );
            assert_eq!(after.standing(), Some(standing), "and once more");
        }
    }
}

/// `SELECT_CHALLENGE` names no user: its answer goes with the name that was typed.
#[test]
fn the_name_that_was_typed_survives() {
    let reply = ok(json!({
        "ChallengeName": "SELECT_CHALLENGE",
        "Session": "s",
        "ChallengeParameters": {},
        "AvailableChallenges": ["EMAIL_OTP"],
    }));
    let standing = asked(receive(begun(), reply)).standing().unwrap();
    let asked = asked(resume(&standing));
    let (body, waiting) = responded(answer(asked, choice("EMAIL_OTP", None)));
    let responses = json!({"USERNAME": "jane@example.org", "ANSWER": "EMAIL_OTP"});
    assert_eq!(body, response("SELECT_CHALLENGE", "s", responses));
    let tokens = tokens_of("whoever has that address");
    signed_in(receive(waiting, tokens));
}

#[test]
fn it_holds_no_password_and_no_private_key() {
    let (_, waiting) = begin(
        Context {
            device: Some(Device {
                key: "key".into(),
                group_key: "group".into(),
                password: password("device secret"),
            }),
            ..Context::default()
        },
        Start::Custom(Some(password("correct horse"))),
    );
    let reply = challenge("CUSTOM_CHALLENGE", "s", json!({}));
    let standing = asked(receive(waiting, reply)).standing().unwrap();
    for secret in ["correct horse", "device secret", "5a5a5a", "90,90"] {
        assert!(!standing.contains(secret), "{secret}");
    }
}

#[test]
fn the_secret_of_an_authenticator_app_does_not_stand() {
    let options = json!({"MFAS_CAN_SETUP": "[\"SOFTWARE_TOKEN_MFA\",\"EMAIL_OTP\"]"});
    let options = asked(receive(begun(), challenge("MFA_SETUP", "s", options)));
    let chosen = answer(options, choice("SOFTWARE_TOKEN_MFA", None));
    let (_, waiting) = sent("AssociateSoftwareToken", chosen);
    let secret = ok(json!({"SecretCode": "JBSWY3DPEHPK3PXP", "Session": "s2"}));
    let app = asked(receive(waiting, secret));
    assert_eq!(app.standing(), None);
    let (_, waiting) = sent("VerifySoftwareToken", answer(app, code("1")));
    let wrong = exception("EnableSoftwareTokenMFAException", "Code mismatch");
    let app = receive(waiting, wrong).unwrap_err().retry.unwrap();
    assert_eq!(app.standing(), None);
}

#[test]
fn an_address_that_is_asked_for_stands_as_the_set_up() {
    let options = json!({"MFAS_CAN_SETUP": "[\"EMAIL_OTP\"]"});
    let before = asked(receive(begun(), challenge("MFA_SETUP", "s", options)));
    let address = asked(resume(&before.standing().unwrap()));
    assert!(matches!(address.challenge(), Challenge::MfaSetupEmail));
}

#[test]
fn texts_that_are_no_standing_challenge() {
    for bad in [
        "",
        "null",
        "[]",
        "{}",
        r#"{"userId":"u"}"#,
        r#"{"userId":1,"reply":{}}"#,
    ] {
        let failure = resume(bad).unwrap_err();
        assert_eq!(failure.error, Error::InvalidReply, "{bad}");
        assert!(failure.retry.is_none());
    }
    for name in ["NOBODY_KNOWS", "PASSWORD_VERIFIER", "DEVICE_SRP_AUTH"] {
        let parameters = r#"{"USER_ID_FOR_SRP":"u"}"#;
        let standing = format!(
            r#"{{"userId":"u","reply":{{"ChallengeName":"{name}","ChallengeParameters":{parameters}}}}}"#
        );
        let failure = resume(&standing).unwrap_err();
        assert_eq!(failure.error, Error::UnexpectedChallenge, "{name}");
    }
}

/// Without the password there is no way to begin again.
#[test]
fn a_forgotten_device_ends_what_was_resumed() {
    let context = Context {
        device: Some(Device {
            key: "key".into(),
            group_key: "group".into(),
            password: password("device secret"),
        }),
        ..Context::default()
    };
    let standing = left_by_a_sign_in(json!({"ChallengeName": "DEVICE_SRP_AUTH", "Session": "s"}));
    let step = dialogue::resume(pool(), context, standing.as_bytes(), A);
    let (_, waiting) = responded(step);
    let forgotten = exception("ResourceNotFoundException", "Device does not exist.");
    let failure = receive(waiting, forgotten).unwrap_err();
    assert_eq!(failure.error.code(), "ResourceNotFound");
    assert!(failure.retry.is_none());
}
