//! `InitiateAuth`: what each way to begin sends, and the proof where there is one.

use cognipress::error::Error;
use cognipress::flow::dialogue::{self, Context, Device, Start};
use cognipress::secret::{Session, Token, Username};
use serde_json::{Value, json};

use super::support::pool::{exception, ok};
use super::support::srp::{Srp, a_public};
use super::{A, begin, password, pool, receive, responded, response, sent, signed_in, tokens_of};

fn device() -> Device {
    Device {
        key: "eu-west-1_device".into(),
        group_key: "-group".into(),
        password: password("device secret"),
    }
}

fn choice(preferred: Option<&str>, typed: Option<&str>) -> Start {
    Start::Choice {
        preferred: preferred.map(String::from),
        password: typed.map(password),
        session: None,
    }
}

/// What is sent must be this, and nothing besides.
fn assert_begins(start: Start, auth_flow: &str, mut parameters: Value) {
    parameters["USERNAME"] = "jane@example.org".into();
    let (body, _) = begin(Context::default(), start);
    let expected = json!({
        "ClientId": "client",
        "AuthFlow": auth_flow,
        "AuthParameters": parameters,
    });
    assert_eq!(body, expected);
}

#[test]
fn by_a_proof() {
    let start = Start::Srp(password("correct horse"));
    assert_begins(start, "USER_SRP_AUTH", json!({"SRP_A": a_public(A)}));
}

#[test]
fn by_the_triggers_of_the_site() {
    assert_begins(Start::Custom(None), "CUSTOM_AUTH", json!({}));
    let proven = Start::Custom(Some(password("correct horse")));
    let parameters = json!({"CHALLENGE_NAME": "SRP_A", "SRP_A": a_public(A)});
    assert_begins(proven, "CUSTOM_AUTH", parameters);
}

#[test]
fn by_a_factor_of_choice() {
    assert_begins(choice(None, None), "USER_AUTH", json!({}));
    for preferred in [
        "EMAIL_OTP",
        "SMS_OTP",
        "WEB_AUTHN",
        "PASSWORD",
        "PASSWORD_SRP",
    ] {
        let parameters = json!({"PREFERRED_CHALLENGE": preferred});
        assert_begins(choice(Some(preferred), None), "USER_AUTH", parameters);
    }
    let sent = json!({"PREFERRED_CHALLENGE": "PASSWORD", "PASSWORD": "p\"w"});
    assert_begins(choice(Some("PASSWORD"), Some("p\"w")), "USER_AUTH", sent);
    let proven = json!({"PREFERRED_CHALLENGE": "PASSWORD_SRP", "SRP_A": a_public(A)});
    assert_begins(choice(Some("PASSWORD_SRP"), Some("p")), "USER_AUTH", proven);
}

#[test]
fn a_password_that_was_not_asked_for_stays_here() {
    assert_begins(choice(None, Some("p")), "USER_AUTH", json!({}));
    for preferred in ["EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"] {
        let parameters = json!({"PREFERRED_CHALLENGE": preferred});
        assert_begins(choice(Some(preferred), Some("p")), "USER_AUTH", parameters);
    }
}

#[test]
fn with_what_confirming_the_sign_up_returned() {
    let start = Start::Choice {
        preferred: None,
        password: None,
        session: Some(Session::new("a session of sign-up".into())),
    };
    let (body, waiting) = begin(Context::default(), start);
    assert_eq!(
        body,
        json!({
            "ClientId": "client",
            "AuthFlow": "USER_AUTH",
            "AuthParameters": {"USERNAME": "jane@example.org"},
            "Session": "a session of sign-up",
        })
    );
    let signed_in = signed_in(receive(waiting, tokens_of("user-id")));
    assert_eq!(signed_in.tokens.access_token.secret(), "an.access.token");
    assert!(!signed_in.device_forgotten);
}

#[test]
fn to_show_more_than_before() {
    let step_up = |max_age| Start::StepUp {
        acr_values: "urn:cognito:loa:2 urn:cognito:loa:3".into(),
        max_age,
        access_token: Some(Token::new("an.access.token".into())),
    };
    let mut parameters = json!({
        "TARGET_ACR_VALUES": "urn:cognito:loa:2 urn:cognito:loa:3",
        "ACCESS_TOKEN": "an.access.token",
    });
    assert_begins(step_up(None), "USER_AUTH", parameters.clone());
    for (max_age, sent) in [(0, "0"), (300, "300"), (u32::MAX, "4294967295")] {
        parameters["MAX_AGE"] = sent.into();
        assert_begins(step_up(Some(max_age)), "USER_AUTH", parameters.clone());
    }
    let from_scratch = Start::StepUp {
        acr_values: "urn:cognito:loa:4".into(),
        max_age: None,
        access_token: None,
    };
    let parameters = json!({"TARGET_ACR_VALUES": "urn:cognito:loa:4"});
    assert_begins(from_scratch, "USER_AUTH", parameters);
}

#[test]
fn by_the_password_itself() {
    let start = Start::PlainPassword(password(" correct \\ horse "));
    let parameters = json!({"PASSWORD": " correct \\ horse "});
    assert_begins(start, "USER_PASSWORD_AUTH", parameters);
}

#[test]
fn every_way_names_the_device_and_what_goes_along() {
    let ways = [
        Start::Srp(password("p")),
        Start::Custom(None),
        choice(None, None),
        Start::PlainPassword(password("p")),
    ];
    for start in ways {
        let (body, _) = begin(
            Context {
                client_metadata: vec![("from".into(), "the \"site\"".into())],
                encoded_data: Some("fingerprint".into()),
                device: Some(device()),
            },
            start,
        );
        assert_eq!(body["AuthParameters"]["DEVICE_KEY"], "eu-west-1_device");
        assert_eq!(body["ClientMetadata"], json!({"from": "the \"site\""}));
        assert_eq!(
            body["UserContextData"],
            json!({"EncodedData": "fingerprint"})
        );
        assert!(!body.to_string().contains("device secret"));
    }
}

#[test]
fn a_proof_takes_entropy() {
    let start = |start| {
        let username = Username::new("jane").unwrap();
        dialogue::start(pool(), Context::default(), username, start, [0; 32]).map(|_| ())
    };
    let none = Err(Error::RandomUnavailable);
    assert_eq!(start(Start::Srp(password("p"))), none);
    assert_eq!(start(Start::Custom(Some(password("p")))), none);
    assert_eq!(start(choice(Some("PASSWORD_SRP"), Some("p"))), none);
    assert_eq!(start(Start::Custom(None)), Ok(()), "where there is one");
}

/// Begins with a proof of `typed`, which `user` knows the verifier of.
fn prove(user: &mut Srp, start: Start, session: Option<&str>) -> (Value, dialogue::AwaitingReply) {
    let context = Context {
        client_metadata: vec![("from".into(), "the site".into())],
        ..Context::default()
    };
    let (body, waiting) = begin(context, start);
    let mut parameters = user.parameters(&body["AuthParameters"]["SRP_A"]);
    parameters["USER_ID_FOR_SRP"] = user.name.clone().into();
    parameters["USERNAME"] = "an-alias".into();
    let mut verifier = json!({
        "ChallengeName": "PASSWORD_VERIFIER",
        "ChallengeParameters": parameters,
    });
    if let Some(session) = session {
        verifier["Session"] = session.into();
    }
    responded(receive(waiting, ok(verifier)))
}

#[test]
fn the_proof_is_one() {
    let ways: [fn(&str) -> Start; 3] = [
        |typed| Start::Srp(password(typed)),
        |typed| Start::Custom(Some(password(typed))),
        |typed| choice(Some("PASSWORD_SRP"), Some(typed)),
    ];
    for way in ways {
        let mut user = Srp::new("Ab12Cd34E", "user-id", "correct horse");
        let (body, waiting) = prove(&mut user, way("correct horse"), Some("session 1"));
        let responses = &body["ChallengeResponses"];
        assert!(user.is_proven_by(responses));
        assert_eq!(responses["TIMESTAMP"], "Mon Nov 2 09:05:07 UTC 2026");
        assert_eq!(responses["USERNAME"], "user-id", "USER_ID_FOR_SRP");
        assert_eq!(responses.as_object().unwrap().len(), 4);
        let mut expected = response("PASSWORD_VERIFIER", "session 1", responses.clone());
        expected["ClientMetadata"] = json!({"from": "the site"});
        assert_eq!(body, expected);
        let tokens = signed_in(receive(waiting, tokens_of("user-id"))).tokens;
        assert_eq!(tokens.expires_at_ms, super::NOW_MS + 3_600_000);

        let (body, waiting) = prove(&mut user, way("wrong horse"), None);
        assert!(!user.is_proven_by(&body["ChallengeResponses"]));
        assert!(body.get("Session").is_none(), "one that was not given");
        let wrong = exception("NotAuthorizedException", "Incorrect username or password.");
        let failure = receive(waiting, wrong).unwrap_err();
        assert_eq!(failure.error.code(), "NotAuthorized");
        assert!(failure.retry.is_none());
    }
}

#[test]
fn a_custom_challenge_may_come_before_the_proof() {
    // The pool's trigger may answer CUSTOM_AUTH with its own question first.
    let (body, waiting) = begin(
        Context::default(),
        Start::Custom(Some(password("correct horse"))),
    );
    let question = super::challenge("CUSTOM_CHALLENGE", "session 1", json!({"q": "2 + 2"}));
    let asked = super::asked(receive(waiting, question));
    let four = super::ChallengeAnswer::Custom("4".into());
    let (_, waiting) = sent("RespondToAuthChallenge", super::answer(asked, four));
    let mut user = Srp::new("Ab12Cd34E", "user-id", "correct horse");
    let mut parameters = user.parameters(&body["AuthParameters"]["SRP_A"]);
    parameters["USER_ID_FOR_SRP"] = "user-id".into();
    let verifier = super::challenge("PASSWORD_VERIFIER", "session 2", parameters);
    let (body, _) = responded(receive(waiting, verifier));
    assert!(user.is_proven_by(&body["ChallengeResponses"]));
}
