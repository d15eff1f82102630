//! Setting a second factor up in the middle of a sign-in.

use cognipress::error::Error;
use cognipress::flow::challenge::{Challenge, ChallengeAnswer};
use cognipress::flow::dialogue::{AwaitingAnswer, AwaitingReply, Failure, Step};
use serde_json::json;

use super::support::pool::{Reply, exception, ok};
use super::{
    answer, asked, begun, challenge, choice, code, receive, responded, response, sent, signed_in,
    tokens_of,
};

const SECRET: &str = "JBSWY3DPEHPK3PXP";

fn set_up(options: &str) -> Reply {
    challenge("MFA_SETUP", "session 1", json!({"MFAS_CAN_SETUP": options}))
}

fn associated() -> Reply {
    ok(json!({"SecretCode": SECRET, "Session": "session 2"}))
}

/// Asked for the first code of an authenticator app.
fn app() -> AwaitingAnswer {
    let step = receive(begun(), set_up("[\"SOFTWARE_TOKEN_MFA\"]"));
    let (_, waiting) = sent("AssociateSoftwareToken", step);
    asked(receive(waiting, associated()))
}

/// Has answered that.
fn verifying() -> AwaitingReply {
    sent("VerifySoftwareToken", answer(app(), code("123456"))).1
}

fn assert_secret(asked: &AwaitingAnswer) {
    let Challenge::MfaSetupTotp(secret) = asked.challenge() else {
        panic!("{:?}", asked.challenge())
    };
    assert_eq!(secret.secret(), SECRET);
}

#[test]
fn an_authenticator_app() {
    let both = set_up("[\"SOFTWARE_TOKEN_MFA\",\"EMAIL_OTP\"]");
    let options = asked(receive(begun(), both));
    assert!(matches!(options.challenge(), Challenge::MfaSetup(options) if options.len() == 2));
    let chosen = answer(options, choice("SOFTWARE_TOKEN_MFA", None));
    let (body, waiting) = sent("AssociateSoftwareToken", chosen);
    assert_eq!(body, json!({"Session": "session 1"}));

    let app = asked(receive(waiting, associated()));
    assert_secret(&app);
    let first_code = ChallengeAnswer::Code {
        code: "123 456 ".into(),
        device_name: Some("my \"phone\"".into()),
    };
    let (body, waiting) = sent("VerifySoftwareToken", answer(app, first_code));
    let expected = json!({
        "Session": "session 2",
        "UserCode": "123456",
        "FriendlyDeviceName": "my \"phone\"",
    });
    assert_eq!(body, expected);

    let verified = ok(json!({"Status": "SUCCESS", "Session": "session 3"}));
    let (body, waiting) = responded(receive(waiting, verified));
    let responses = json!({"USERNAME": "user-id"});
    assert_eq!(body, response("MFA_SETUP", "session 3", responses));
    signed_in(receive(waiting, tokens_of("user-id")));
}

#[test]
fn a_single_option_is_no_question() {
    let step = receive(begun(), set_up("[\"SOFTWARE_TOKEN_MFA\"]"));
    let (body, _) = sent("AssociateSoftwareToken", step);
    assert_eq!(body, json!({"Session": "session 1"}));
    let asked = asked(receive(begun(), set_up("[\"EMAIL_OTP\"]")));
    assert!(matches!(asked.challenge(), Challenge::MfaSetupEmail));
}

#[test]
fn a_wrong_first_code_may_be_typed_again() {
    for name in ["EnableSoftwareTokenMFA", "CodeMismatch"] {
        let refusal = exception(&format!("{name}Exception"), "Code mismatch");
        let failure = receive(verifying(), refusal).unwrap_err();
        assert_eq!(failure.error.code(), name);
        let app = failure.retry.unwrap();
        assert_secret(&app);
        let (body, _) = sent("VerifySoftwareToken", answer(app, code("654321")));
        assert_eq!(body, json!({"Session": "session 2", "UserCode": "654321"}));
    }
}

#[test]
fn an_address_for_codes() {
    let both = set_up("[\"SOFTWARE_TOKEN_MFA\",\"EMAIL_OTP\"]");
    let options = asked(receive(begun(), both));
    let address = asked(answer(options, choice("EMAIL_OTP", None)));
    assert!(matches!(address.challenge(), Challenge::MfaSetupEmail));
    assert_eq!(address.challenge().name(), "MFA_SETUP_EMAIL");
    let email = ChallengeAnswer::Email("jane@example.org".into());
    let (body, waiting) = responded(answer(address, email));
    let responses = json!({"USERNAME": "user-id", "EMAIL": "jane@example.org"});
    assert_eq!(body, response("MFA_SETUP", "session 1", responses));
    let sent_code = challenge("EMAIL_OTP", "session 2", json!({}));
    let asked = asked(receive(waiting, sent_code));
    assert!(matches!(asked.challenge(), Challenge::EmailOtp(_)));
}

#[test]
fn factors_that_cannot_be_set_up_here() {
    let alone = receive(begun(), set_up("[\"SMS_MFA\"]")).unwrap_err();
    assert_eq!(alone.error, Error::UnexpectedChallenge);
    let options = asked(receive(begun(), set_up("[\"SMS_MFA\",\"EMAIL_OTP\"]")));
    let chosen = answer(options, choice("SMS_MFA", None)).unwrap_err();
    assert_eq!(chosen.error, Error::UnexpectedChallenge);
}

#[test]
fn a_session_that_is_too_old() {
    let too_old = || exception("NotAuthorizedException", "Invalid session for the user.");
    let assert_expired = |step: Result<Step, Failure>| {
        let failure = step.unwrap_err();
        assert_eq!(failure.error, Error::ChallengeExpired);
        assert!(failure.retry.is_none());
    };
    let step = receive(begun(), set_up("[\"SOFTWARE_TOKEN_MFA\"]"));
    let (_, associating) = sent("AssociateSoftwareToken", step);
    assert_expired(receive(associating, too_old()));
    assert_expired(receive(verifying(), too_old()));
    let verified = ok(json!({"Status": "SUCCESS", "Session": "session 3"}));
    let (_, waiting) = responded(receive(verifying(), verified));
    assert_expired(receive(waiting, too_old()));
}

#[test]
fn a_secret_that_is_to_be_had_later() {
    let begin = |options| receive(begun(), set_up(options));
    let alone = begin("[\"SOFTWARE_TOKEN_MFA\"]");
    let options = asked(begin("[\"SOFTWARE_TOKEN_MFA\",\"EMAIL_OTP\"]"));
    for step in [alone, answer(options, choice("SOFTWARE_TOKEN_MFA", None))] {
        let (body, waiting) = sent("AssociateSoftwareToken", step);
        let failure = receive(waiting, exception("TooManyRequestsException", "")).unwrap_err();
        assert_eq!(failure.error.code(), "TooManyRequests");
        let standing = failure.retry.expect("the choice stands");
        let (again, _) = sent(
            "AssociateSoftwareToken",
            answer(standing, choice("SOFTWARE_TOKEN_MFA", None)),
        );
        assert_eq!(again, body);
    }
}

#[test]
fn a_reply_without_a_secret() {
    let step = receive(begun(), set_up("[\"SOFTWARE_TOKEN_MFA\"]"));
    let (_, waiting) = sent("AssociateSoftwareToken", step);
    let failure = receive(waiting, ok(json!({"Session": "session 2"}))).unwrap_err();
    assert_eq!(failure.error, Error::InvalidReply);
}
