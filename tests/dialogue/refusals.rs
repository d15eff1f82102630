//! What a refused answer means for the challenge.

use cognipress::error::Error;
use cognipress::flow::challenge::ChallengeAnswer;
use cognipress::flow::dialogue::{AwaitingAnswer, AwaitingReply, Failure};
use cognipress::wire::reason::Reason;
use serde_json::{Value, json};

use super::support::pool::{exception, ok};
use super::{
    answer, asked, begun, challenge, choice, code, password, receive, responded, signed_in,
    tokens_of,
};

fn question(name: &str) -> AwaitingAnswer {
    asked(receive(
        begun(),
        ok(json!({
            "ChallengeName": name,
            "Session": "s",
            "ChallengeParameters": {
                "USERNAME": "user-id",
                "MFAS_CAN_CHOOSE": "[\"SMS_MFA\"]",
                "CREDENTIAL_REQUEST_OPTIONS": "{}",
            },
            "AvailableChallenges": ["PASSWORD", "EMAIL_OTP"],
        })),
    ))
}

fn new_password() -> ChallengeAnswer {
    ChallengeAnswer::NewPassword {
        password: password("Better 1"),
        attributes: Vec::new(),
    }
}

fn answered(name: &str, given: ChallengeAnswer) -> AwaitingReply {
    responded(answer(question(name), given)).1
}

fn refused(waiting: AwaitingReply, name: &str, message: &str) -> Failure {
    let refusal = exception(&format!("{name}Exception"), message);
    receive(waiting, refusal).unwrap_err()
}

#[test]
fn which_refusals_leave_the_challenge_standing() {
    for name in [
        "CodeMismatch",
        "ExpiredCode",
        "InvalidPassword",
        "PasswordHistoryPolicyViolation",
        "EnableSoftwareTokenMFA",
        "InvalidParameter",
        "TooManyRequests",
    ] {
        let failure = refused(answered("NEW_PASSWORD_REQUIRED", new_password()), name, "");
        assert_eq!(failure.error.code(), name);
        let asked = failure.retry.expect(name);
        let (body, waiting) = responded(answer(asked, new_password()));
        assert_eq!(body["Session"], "s", "it was not spent");
        signed_in(receive(waiting, tokens_of("user-id")));
    }
    for name in [
        "TooManyFailedAttempts",
        "LimitExceeded",
        "InternalError",
        "UserNotFound",
        "ResourceNotFound",
        "SomethingOf2030",
    ] {
        let failure = refused(answered("NEW_PASSWORD_REQUIRED", new_password()), name, "");
        assert_eq!(failure.error.code(), name);
        assert!(failure.retry.is_none(), "{name}");
    }
    let waiting = answered("NEW_PASSWORD_REQUIRED", new_password());
    let disabled = refused(waiting, "NotAuthorized", "User is disabled.");
    assert_eq!(disabled.error, Error::Refused(Reason::UserDisabled));
    assert!(disabled.retry.is_none());
    let waiting = answered("NEW_PASSWORD_REQUIRED", new_password());
    let failure = receive(waiting, (502, b"<html>".to_vec())).unwrap_err();
    assert_eq!(failure.error, Error::InvalidReply);
    assert!(failure.retry.is_none());
}

#[test]
fn a_first_request_that_is_refused_leaves_nothing_standing() {
    for name in ["CodeMismatch", "InvalidPassword", "NotAuthorized"] {
        let failure = refused(begun(), name, "");
        assert_eq!(failure.error.code(), name);
        assert!(failure.retry.is_none());
    }
}

/// `NotAuthorizedException` is said of a wrong answer and of a `Session` that ended.
#[test]
fn not_authorized_is_about_the_answer_or_about_the_session() {
    let of_the_session: [(&str, ChallengeAnswer); 7] = [
        ("NEW_PASSWORD_REQUIRED", new_password()),
        ("SMS_MFA", code("1")),
        ("SMS_OTP", code("1")),
        ("EMAIL_OTP", code("1")),
        ("SOFTWARE_TOKEN_MFA", code("1")),
        ("SELECT_MFA_TYPE", choice("SMS_MFA", None)),
        ("SELECT_CHALLENGE", choice("EMAIL_OTP", None)),
    ];
    for (name, given) in of_the_session {
        let message = "Invalid session for the user, session is expired.";
        let failure = refused(answered(name, given), "NotAuthorized", message);
        assert_eq!(failure.error, Error::ChallengeExpired, "{name}");
        assert!(failure.retry.is_none());
    }
    let of_the_answer: [(&str, ChallengeAnswer); 4] = [
        ("SELECT_CHALLENGE", choice("PASSWORD", Some(password("p")))),
        ("PASSWORD", ChallengeAnswer::Password(password("p"))),
        ("WEB_AUTHN", ChallengeAnswer::Credential("{}".into())),
        ("CUSTOM_CHALLENGE", ChallengeAnswer::Custom("5".into())),
    ];
    for (name, given) in of_the_answer {
        let message = "Incorrect username or password.";
        let failure = refused(answered(name, given), "NotAuthorized", message);
        assert_eq!(failure.error.code(), "NotAuthorized", "{name}");
        assert_eq!(failure.error.message(), message);
        assert!(failure.retry.is_none());
    }
}

#[test]
fn the_newest_session_is_the_one_that_counts() {
    let again = |session: &str| challenge("CUSTOM_CHALLENGE", session, json!({"try": session}));
    let mut asked = question("CUSTOM_CHALLENGE");
    let mut session = String::from("s");
    for next in ["s2", "s3"] {
        let (body, waiting) = responded(answer(asked, ChallengeAnswer::Custom("5".into())));
        assert_eq!(body["Session"], *session);
        asked = super::asked(receive(waiting, again(next)));
        session = next.into();
    }
    let (body, _): (Value, _) = responded(answer(asked, ChallengeAnswer::Custom("4".into())));
    assert_eq!(body["Session"], "s3");
}
