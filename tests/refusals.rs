//! What a reply that says no becomes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions
)]

use cognipress::error::Error;
use cognipress::flow::sign_in::SignIn;
use cognipress::secret::{Password, Username};
use cognipress::user_pool::UserPool;
use cognipress::wire::exception::Exception;
use cognipress::wire::reason::Reason;
use serde_json::json;

/// The service's exception, and its words.
fn refusal(error: Error) -> (Exception, String) {
    match error {
        Error::Service(refusal) => (refusal.exception(), refusal.message().into()),
        other => panic!("not refused by the service: {other:?}"),
    }
}

/// What comes of a reply that says no.
fn refused(body: &str) -> Error {
    let pool = UserPool::new("eu-west-1_Ab12Cd34E", "client", None).unwrap();
    let sign_in = SignIn::new(pool, [0x5a; 32]).unwrap();
    let (username, password) = (Username::new("jane"), Password::new(b"p".to_vec()));
    let (_, waiting) = sign_in.start(username.unwrap(), password.unwrap());
    waiting.receive(400, body.as_bytes(), 0).unwrap_err()
}

#[test]
fn exceptions_by_name_alone() {
    for (known, name) in Exception::ALL.iter().zip(Exception::NAMES) {
        let error = refused(&format!(
            "{{\"__type\":\"com.amazonaws.cognito#{name}Exception:http://x/\"}}"
        ));
        assert_eq!(error.code(), *name);
        assert_eq!(refusal(error), (*known, String::new()), "{name}");
    }
    let unknown = refused(r#"{"__type":"NewKindOf2030Exception","message":"m"}"#);
    assert_eq!(unknown.code(), "NewKindOf2030");
    assert_eq!(refusal(unknown), (Exception::UnknownException, "m".into()));
    let not_an_error = [
        r#"{"message":"no type"}"#,
        r#"{"__type":1}"#,
        "[]",
        "",
        "<html>",
    ];
    for body in not_an_error {
        assert_eq!(refused(body), Error::InvalidReply, "{body}");
    }
}

#[test]
fn refusals_told_apart_by_their_words() {
    let words = |name, message| {
        refused(&json!({"__type": format!("{name}Exception"), "message": message}).to_string())
    };
    let disabled = words("NotAuthorized", "User is disabled.");
    assert_eq!(disabled, Error::Refused(Reason::UserDisabled));
    let exceeded = words("NotAuthorized", "Password attempts exceeded");
    assert_eq!(exceeded, Error::Refused(Reason::PasswordAttemptsExceeded));
    for message in ["User is disabled.", "Password attempts exceeded"] {
        let (exception, _) = refusal(words("UserNotFound", message));
        assert_eq!(exception, Exception::UserNotFound, "{message}");
    }
    let (exception, _) = refusal(words("NotAuthorized", "user is disabled"));
    assert_eq!(exception, Exception::NotAuthorized);
}

#[test]
fn messages_lose_the_trigger_prefix() {
    for (member, words) in [
        (
            r#""message":"PreAuthentication failed with error Not on a Sunday.""#,
            "Not on a Sunday.",
        ),
        (r#""Message":"Capital letter.""#, "Capital letter."),
        (r#""message":"It failed with error 7""#, "7"),
        (
            r#""message":"The trigger failed with error 7""#,
            "The trigger failed with error 7",
        ),
        (r#""message":1"#, ""),
        (r#""other":"no words""#, ""),
    ] {
        let error = refused(&format!(
            r#"{{"__type":"UserLambdaValidationException",{member}}}"#
        ));
        assert_eq!(error.message(), words, "{member}");
        assert_eq!(
            refusal(error),
            (Exception::UserLambdaValidation, words.into())
        );
    }
}
