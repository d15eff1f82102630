//! Each challenge as it is handed out, and its `ChallengeResponses`.

use cognipress::error::Error;
use cognipress::flow::challenge::{Challenge, ChallengeAnswer};
use cognipress::flow::dialogue::{AwaitingAnswer, Context, Start};
use serde_json::{Value, json};

use super::support::pool::ok;
use super::support::srp::{Srp, a_public};
use super::{
    A_OF_AN_ANSWER, answer, asked, begin, begun, challenge, choice, code, password, receive,
    responded, response, signed_in, tokens_of,
};

const SESSION: &str = "a session of \"twenty\" characters";

fn ask(name: &str, parameters: Value) -> AwaitingAnswer {
    asked(receive(begun(), challenge(name, SESSION, parameters)))
}

fn select_challenge() -> AwaitingAnswer {
    asked(receive(
        begun(),
        ok(json!({
            "ChallengeName": "SELECT_CHALLENGE",
            "Session": SESSION,
            "ChallengeParameters": {},
            "AvailableChallenges": ["PASSWORD", "PASSWORD_SRP", "EMAIL_OTP", "WEB_AUTHN"],
        })),
    ))
}

fn new_password(text: &str, attributes: &[(&str, &str)]) -> ChallengeAnswer {
    let attributes = attributes
        .iter()
        .map(|(name, value)| ((*name).into(), (*value).into()));
    ChallengeAnswer::NewPassword {
        password: password(text),
        attributes: attributes.collect(),
    }
}

/// The answer must be sent as this and nothing besides, and can lead to the tokens.
fn assert_responds(asked: AwaitingAnswer, given: ChallengeAnswer, mut responses: Value) {
    let name = asked.challenge().name();
    if responses.get("USERNAME").is_none() {
        responses["USERNAME"] = "user-id".into();
    }
    let (body, waiting) = responded(answer(asked, given));
    assert_eq!(body, response(name, SESSION, responses));
    signed_in(receive(waiting, tokens_of("user-id")));
}

#[test]
fn a_new_password() {
    let parameters = json!({
        "requiredAttributes": "[\"userAttributes.name\",\"userAttributes.custom:team\"]",
        "userAttributes": "{\"email\":\"jane@example.org\",\"email_verified\":\"true\"}",
    });
    let asked = ask("NEW_PASSWORD_REQUIRED", parameters);
    let Challenge::NewPasswordRequired {
        required_attributes,
        attributes,
    } = asked.challenge()
    else {
        panic!("{:?}", asked.challenge())
    };
    assert_eq!(required_attributes, &["name", "custom:team"]);
    let has = [("email", "jane@example.org"), ("email_verified", "true")];
    assert_eq!(
        attributes,
        &has.map(|(name, value)| (name.into(), value.into()))
    );

    // Without a required attribute nothing is sent, and the challenge stands.
    for attributes in [
        &[][..],
        &[("name", "Jane")],
        &[("name", ""), ("custom:team", "a")],
    ] {
        let asked = ask(
            "NEW_PASSWORD_REQUIRED",
            json!({"requiredAttributes": "[\"userAttributes.name\",\"userAttributes.custom:team\"]"}),
        );
        let failure = answer(asked, new_password("Better 1", attributes)).unwrap_err();
        assert_eq!(failure.error, Error::InvalidAnswer);
        assert!(failure.retry.is_some());
    }
    let given = [("name", "Jane"), ("custom:team", "a"), ("nickname", "J")];
    let responses = json!({
        "NEW_PASSWORD": "Be\"tter\\ 1",
        "userAttributes.name": "Jane",
        "userAttributes.custom:team": "a",
        "userAttributes.nickname": "J",
    });
    assert_responds(asked, new_password("Be\"tter\\ 1", &given), responses);
}

#[test]
fn codes_that_were_sent() {
    for (name, shown) in [
        ("SMS_MFA", "SMS_MFA"),
        ("SMS_OTP", "SMS_OTP"),
        ("EMAIL_OTP", "EMAIL_OTP"),
        ("EMAIL_MFA", "EMAIL_OTP"), // what Cognito's documentation calls it in places
    ] {
        let to = |parameters| {
            let asked = ask(name, parameters);
            assert_eq!(asked.challenge().name(), shown);
            match asked.challenge() {
                Challenge::SmsMfa(to) | Challenge::SmsOtp(to) | Challenge::EmailOtp(to) => {
                    to.destination.clone()
                }
                other => panic!("{name} became {other:?}"),
            }
        };
        let parameters = json!({"CODE_DELIVERY_DESTINATION": "j***@e***"});
        assert_eq!(to(parameters.clone()).as_deref(), Some("j***@e***"));
        assert_eq!(to(json!({})), None);
        let mut responses = json!({});
        responses[format!("{shown}_CODE")] = "012345".into();
        assert_responds(ask(name, parameters), code(" 012\u{a0}345\n"), responses);
    }
}

#[test]
fn an_authenticator_app() {
    let asked = ask(
        "SOFTWARE_TOKEN_MFA",
        json!({"FRIENDLY_DEVICE_NAME": "phone"}),
    );
    let Challenge::SoftwareTokenMfa { device_name } = asked.challenge() else {
        panic!("{:?}", asked.challenge())
    };
    assert_eq!(device_name.as_deref(), Some("phone"));
    let responses = json!({"SOFTWARE_TOKEN_MFA_CODE": "123456"});
    assert_responds(asked, code("123 456"), responses);
}

#[test]
fn a_second_factor_of_choice() {
    let options = json!({"MFAS_CAN_CHOOSE": "[\"SMS_MFA\",\"EMAIL_OTP\",\"SOFTWARE_TOKEN_MFA\"]"});
    for option in ["SMS_MFA", "EMAIL_OTP", "SOFTWARE_TOKEN_MFA"] {
        let asked = ask("SELECT_MFA_TYPE", options.clone());
        let Challenge::SelectMfaType(options) = asked.challenge() else {
            panic!("{:?}", asked.challenge())
        };
        assert_eq!(options, &["SMS_MFA", "EMAIL_OTP", "SOFTWARE_TOKEN_MFA"]);
        assert_responds(asked, choice(option, None), json!({"ANSWER": option}));
    }
    let asked = ask("SELECT_MFA_TYPE", options);
    let (_, waiting) = responded(answer(asked, choice("SMS_MFA", None)));
    let next = super::asked(receive(
        waiting,
        challenge("SMS_MFA", "session 2", json!({})),
    ));
    let (body, _) = responded(answer(next, code("1")));
    let responses = json!({"USERNAME": "user-id", "SMS_MFA_CODE": "1"});
    assert_eq!(body, response("SMS_MFA", "session 2", responses));
}

/// `ANSWER`s go with the name that was typed: this challenge has no `USERNAME`.
#[test]
fn a_first_factor_of_choice() {
    let options = select_challenge();
    let Challenge::SelectChallenge(options) = options.challenge() else {
        panic!("{:?}", options.challenge())
    };
    assert_eq!(
        options,
        &["PASSWORD", "PASSWORD_SRP", "EMAIL_OTP", "WEB_AUTHN"]
    );
    let typed = "jane@example.org";
    for (option, given, responses) in [
        ("PASSWORD", Some("p"), json!({"PASSWORD": "p"})),
        (
            "PASSWORD_SRP",
            Some("p"),
            json!({"SRP_A": a_public(A_OF_AN_ANSWER)}),
        ),
        ("PASSWORD", None, json!({})),
        ("EMAIL_OTP", None, json!({})),
        ("WEB_AUTHN", None, json!({})),
        ("EMAIL_OTP", Some("not asked for, and not sent"), json!({})),
    ] {
        let mut responses = responses;
        responses["USERNAME"] = typed.into();
        responses["ANSWER"] = option.into();
        let given = choice(option, given.map(password));
        assert_responds(select_challenge(), given, responses);
    }
}

#[test]
fn a_proof_of_choice_is_one() {
    let mut user = Srp::new("Ab12Cd34E", "user-id", "correct horse");
    let mut verify = |(body, waiting): (Value, _)| {
        let mut parameters = user.parameters(&body["ChallengeResponses"]["SRP_A"]);
        parameters["USER_ID_FOR_SRP"] = "user-id".into();
        let verifier = challenge("PASSWORD_VERIFIER", "session 2", parameters);
        let (body, waiting) = responded(receive(waiting, verifier));
        assert_eq!(body["Session"], "session 2");
        assert!(user.is_proven_by(&body["ChallengeResponses"]));
        signed_in(receive(waiting, tokens_of("user-id")));
    };
    let password = || super::password("correct horse");
    let chosen = choice("PASSWORD_SRP", Some(password()));
    verify(responded(answer(select_challenge(), chosen)));

    let asked = ask("PASSWORD_SRP", json!({}));
    let proven = responded(answer(asked, ChallengeAnswer::Password(password())));
    let responses = json!({"USERNAME": "user-id", "SRP_A": a_public(A_OF_AN_ANSWER)});
    assert_eq!(proven.0, response("PASSWORD_SRP", SESSION, responses));
    verify(proven);
}

#[test]
fn a_password() {
    let asked = ask("PASSWORD", json!({}));
    assert!(matches!(
        asked.challenge(),
        Challenge::Password { srp: false }
    ));
    let given = ChallengeAnswer::Password(password(" p "));
    assert_responds(asked, given, json!({"PASSWORD": " p "}));
}

#[test]
fn a_passkey() {
    let options = r#"{"challenge":"AQID","rpId":"example.org"}"#;
    let asked = ask("WEB_AUTHN", json!({"CREDENTIAL_REQUEST_OPTIONS": options}));
    let Challenge::WebAuthn(shown) = asked.challenge() else {
        panic!("{:?}", asked.challenge())
    };
    assert_eq!(shown, options);
    let credential = r#"{"id":"AQID","type":"public-key"}"#;
    let given = ChallengeAnswer::Credential(credential.into());
    assert_responds(asked, given, json!({"CREDENTIAL": credential}));

    for parameters in [
        json!({}),
        json!({"CREDENTIAL_REQUEST_OPTIONS": "{"}),
        json!({"CREDENTIAL_REQUEST_OPTIONS": {}}),
    ] {
        let reply = challenge("WEB_AUTHN", SESSION, parameters);
        assert_eq!(
            receive(begun(), reply).unwrap_err().error,
            Error::InvalidReply
        );
    }
}

#[test]
fn a_question_of_the_site() {
    let asked = ask("CUSTOM_CHALLENGE", json!({"question": "2 + 2"}));
    let Challenge::CustomChallenge(parameters) = asked.challenge() else {
        panic!("{:?}", asked.challenge())
    };
    assert!(parameters.contains(&("question".into(), "2 + 2".into())));
    let given = ChallengeAnswer::Custom(" 4 ".into());
    assert_responds(asked, given, json!({"ANSWER": " 4 "}));
}

#[test]
fn nested_texts_that_are_no_json() {
    for (name, parameter) in [
        ("NEW_PASSWORD_REQUIRED", "requiredAttributes"),
        ("NEW_PASSWORD_REQUIRED", "userAttributes"),
        ("SELECT_MFA_TYPE", "MFAS_CAN_CHOOSE"),
        ("MFA_SETUP", "MFAS_CAN_SETUP"),
    ] {
        let mut parameters = json!({});
        parameters[parameter] = "[".into();
        let failure = receive(begun(), challenge(name, SESSION, parameters)).unwrap_err();
        assert_eq!(failure.error, Error::InvalidReply, "{parameter}");
    }
}

#[test]
fn what_goes_along_goes_with_every_answer() {
    let context = Context {
        client_metadata: vec![("from".into(), "the site".into())],
        encoded_data: Some("fingerprint".into()),
        device: None,
    };
    let (_, waiting) = begin(context, Start::Custom(None));
    let asked = asked(receive(waiting, challenge("SMS_MFA", SESSION, json!({}))));
    let (body, _) = responded(answer(asked, code("1")));
    let responses = json!({"USERNAME": "user-id", "SMS_MFA_CODE": "1"});
    let mut expected = response("SMS_MFA", SESSION, responses);
    expected["ClientMetadata"] = json!({"from": "the site"});
    expected["UserContextData"] = json!({"EncodedData": "fingerprint"});
    assert_eq!(body, expected);
}

#[test]
fn answers_that_do_not_fit() {
    let options = "[\"SMS_MFA\",\"EMAIL_OTP\"]";
    let questions: [(&str, Value); 11] = [
        ("NEW_PASSWORD_REQUIRED", json!({})),
        ("SMS_MFA", json!({})),
        ("SMS_OTP", json!({})),
        ("EMAIL_OTP", json!({})),
        ("SOFTWARE_TOKEN_MFA", json!({})),
        ("SELECT_MFA_TYPE", json!({"MFAS_CAN_CHOOSE": options})),
        ("MFA_SETUP", json!({"MFAS_CAN_SETUP": options})),
        ("PASSWORD", json!({})),
        ("PASSWORD_SRP", json!({})),
        ("WEB_AUTHN", json!({"CREDENTIAL_REQUEST_OPTIONS": "{}"})),
        ("CUSTOM_CHALLENGE", json!({})),
    ];
    // The challenges that it fits, and the answer.
    type Given = (&'static str, fn() -> ChallengeAnswer);
    let answers: [Given; 8] = [
        ("NEW_PASSWORD_REQUIRED", || new_password("p", &[])),
        ("SMS_MFA SMS_OTP EMAIL_OTP SOFTWARE_TOKEN_MFA", || code("1")),
        ("SELECT_MFA_TYPE MFA_SETUP", || choice("EMAIL_OTP", None)),
        ("", || choice("SOFTWARE_TOKEN_MFA", None)), // none of the options
        ("PASSWORD PASSWORD_SRP", || {
            ChallengeAnswer::Password(password("p"))
        }),
        ("", || ChallengeAnswer::Email("jane@example.org".into())),
        ("WEB_AUTHN", || ChallengeAnswer::Credential("{}".into())),
        ("CUSTOM_CHALLENGE", || ChallengeAnswer::Custom("4".into())),
    ];
    for (name, parameters) in questions {
        for (fitting, given) in answers {
            let step = answer(ask(name, parameters.clone()), given());
            if fitting.split(' ').any(|fitting| fitting == name) {
                assert!(step.is_ok(), "{:?} for {name}", given());
                continue;
            }
            let failure = step.unwrap_err();
            assert_eq!(
                failure.error,
                Error::InvalidAnswer,
                "{:?} for {name}",
                given()
            );
            let asked = failure.retry.expect("nothing was sent");
            assert_eq!(asked.challenge().name(), name);
        }
    }
    let failure = answer(select_challenge(), choice("SMS_OTP", None)).unwrap_err();
    assert_eq!(failure.error, Error::InvalidAnswer);
    assert!(failure.retry.is_some());
}
