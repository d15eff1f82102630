//! Another code, by beginning again.

use cognipress::error::Error;
use cognipress::flow::challenge::{Challenge, ChallengeAnswer};
use cognipress::flow::dialogue::{self, AwaitingAnswer, Context, Start};
use serde_json::{Value, json};

use super::support::pool::ok;
use super::{
    A, answer, asked, begin, begun, challenge, choice, code, password, pool, receive, responded,
    signed_in, tokens_of,
};

fn by_choice() -> Start {
    Start::Choice {
        preferred: None,
        password: None,
        session: None,
    }
}

fn sent_code(session: &str) -> super::Reply {
    challenge("EMAIL_OTP", session, json!({}))
}

fn resent(asked: AwaitingAnswer) -> (Value, dialogue::AwaitingReply) {
    let (request, waiting) = asked.resend(A).unwrap();
    assert_eq!(request.operation(), "InitiateAuth");
    (serde_json::from_str(request.body()).unwrap(), waiting)
}

#[test]
fn the_newest_code_is_the_one_that_counts() {
    let mut asked = asked(receive(begun(), sent_code("s1")));
    // More often than a sign-in can have challenges.
    for round in 2..20 {
        let (body, waiting) = resent(asked);
        assert_eq!(body["AuthFlow"], "CUSTOM_AUTH");
        asked = super::asked(receive(waiting, sent_code(&format!("s{round}"))));
    }
    let (body, waiting) = responded(answer(asked, code("123456")));
    assert_eq!(body["Session"], "s19");
    signed_in(receive(waiting, tokens_of("user-id")));
}

#[test]
fn what_was_chosen_is_not_asked_again() {
    let offered = ok(json!({
        "ChallengeName": "SELECT_CHALLENGE",
        "Session": "s",
        "ChallengeParameters": {"USERNAME": "user-id"},
        "AvailableChallenges": ["PASSWORD", "EMAIL_OTP"],
    }));
    for (option, given, parameters) in [
        (
            "EMAIL_OTP",
            None,
            json!({"USERNAME": "user-id", "PREFERRED_CHALLENGE": "EMAIL_OTP"}),
        ),
        (
            "PASSWORD",
            Some("p"),
            json!({"USERNAME": "user-id", "PREFERRED_CHALLENGE": "PASSWORD", "PASSWORD": "p"}),
        ),
    ] {
        let (_, waiting) = begin(Context::default(), by_choice());
        let select = asked(receive(waiting, offered.clone()));
        let (_, waiting) = responded(answer(select, choice(option, given.map(password))));
        let (body, _) = resent(asked(receive(waiting, sent_code("s2"))));
        assert_eq!(body["AuthParameters"], parameters);
        assert_eq!(body["AuthFlow"], "USER_AUTH");
    }
}

#[test]
fn a_password_that_was_asked_for_is_not_asked_again() {
    let (_, waiting) = begin(Context::default(), by_choice());
    let question = asked(receive(waiting, challenge("PASSWORD", "s", json!({}))));
    assert!(matches!(question.challenge(), Challenge::Password { .. }));
    let (_, waiting) = responded(answer(question, ChallengeAnswer::Password(password("p"))));
    let (body, _) = resent(asked(receive(waiting, sent_code("s2"))));
    assert_eq!(body["AuthParameters"]["PASSWORD"], "p");
}

#[test]
fn after_a_reload_nobody_knows_how_it_began() {
    let standing = asked(receive(begun(), sent_code("s"))).standing().unwrap();
    let resumed = asked(dialogue::resume(
        pool(),
        Context::default(),
        standing.as_bytes(),
        A,
    ));
    assert_eq!(resumed.resend(A).unwrap_err(), Error::ChallengeExpired);
}
