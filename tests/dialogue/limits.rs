//! What is not believed, however the other side goes on.

use cognipress::error::Error;
use cognipress::flow::dialogue::{Context, Start, Step};
use proptest::prelude::*;
use serde_json::json;

use super::support::pool::{ok, tokens};
use super::support::srp::Srp;
use super::{
    answer, asked, begin, begun, challenge, code, password, receive, responded, signed_in,
};

#[test]
fn a_chain_of_challenges_ends_after_eight() {
    let again = || challenge("SMS_MFA", "s", json!({}));
    let mut waiting = begun();
    for _first_to_eighth in 1..=8 {
        (_, waiting) = responded(answer(asked(receive(waiting, again())), code("1")));
    }
    let failure = receive(waiting, again()).unwrap_err();
    assert_eq!(failure.error, Error::ChallengeLimit);
    assert!(failure.retry.is_none());
}

#[test]
fn tokens_of_another_user_are_thrown_away() {
    let other_users = [
        json!({"cognito:username": "mallory", "sub": "a-sub"}),
        json!({"cognito:username": "User-id"}),
        json!({"cognito:username": ["user-id"], "sub": {"user-id": 1}}),
        json!({"username": "user-id"}),
        json!({}),
    ];
    let challenged = || {
        let asked = asked(receive(begun(), challenge("SMS_MFA", "s", json!({}))));
        responded(answer(asked, code("1"))).1
    };
    for claims in &other_users {
        let failure = receive(challenged(), tokens(claims)).unwrap_err();
        assert_eq!(failure.error, Error::TokenMismatch, "{claims}");
    }
    let by_sub = tokens(&json!({"cognito:username": "jane", "sub": "user-id"}));
    signed_in(receive(challenged(), by_sub));

    // A proof counts for more than what a challenge says of the user before and after it.
    let proven = || {
        let mut user = Srp::new("Ab12Cd34E", "user-id", "p");
        let (body, waiting) = begin(Context::default(), Start::Srp(password("p")));
        let mut parameters = user.parameters(&body["AuthParameters"]["SRP_A"]);
        parameters["USER_ID_FOR_SRP"] = "user-id".into();
        parameters["USERNAME"] = "mallory".into();
        let verifier = ok(json!({
            "ChallengeName": "PASSWORD_VERIFIER",
            "ChallengeParameters": parameters,
        }));
        let (_, waiting) = responded(receive(waiting, verifier));
        let more = ok(json!({
            "ChallengeName": "SMS_MFA",
            "Session": "s",
            "ChallengeParameters": {"USERNAME": "mallory"},
        }));
        responded(answer(asked(receive(waiting, more)), code("1"))).1
    };
    let mallorys = tokens(&json!({"cognito:username": "mallory"}));
    let failure = receive(proven(), mallorys).unwrap_err();
    assert_eq!(failure.error, Error::TokenMismatch);
    signed_in(receive(proven(), tokens(&json!({"sub": "user-id"}))));
}

#[test]
fn challenges_that_are_not_for_the_user() {
    for name in [
        "PASSWORD_VERIFIER",
        "DEVICE_SRP_AUTH",
        "DEVICE_PASSWORD_VERIFIER",
    ] {
        let parameters = json!({"USER_ID_FOR_SRP": "user-id"});
        let failure = receive(begun(), challenge(name, "s", parameters)).unwrap_err();
        assert_eq!(failure.error, Error::UnexpectedChallenge, "{name}");
    }
    for name in ["ADMIN_NO_SRP_AUTH", "NOBODY_KNOWS", ""] {
        let failure = receive(begun(), challenge(name, "s", json!({}))).unwrap_err();
        assert_eq!(failure.error, Error::UnexpectedChallenge, "{name}");
        assert!(failure.retry.is_none());
    }
}

#[test]
fn a_proof_is_asked_for_once() {
    let mut user = Srp::new("Ab12Cd34E", "user-id", "p");
    let (body, waiting) = begin(Context::default(), Start::Srp(password("p")));
    let mut parameters = user.parameters(&body["AuthParameters"]["SRP_A"]);
    parameters["USER_ID_FOR_SRP"] = "user-id".into();
    let verifier = || challenge("PASSWORD_VERIFIER", "s", parameters.clone());
    let (_, waiting) = responded(receive(waiting, verifier()));
    let failure = receive(waiting, verifier()).unwrap_err();
    assert_eq!(failure.error, Error::UnexpectedChallenge);
}

#[test]
fn verifiers_that_prove_nothing() {
    let modulus = super::support::n();
    for (name, value, error) in [
        ("SRP_B", "0".into(), Error::InvalidServerKey),
        ("SRP_B", modulus.to_str_radix(16), Error::InvalidServerKey),
        (
            "SRP_B",
            (&modulus * 2u32).to_str_radix(16),
            Error::InvalidServerKey,
        ),
        ("SALT", "g".into(), Error::InvalidSalt),
        ("SECRET_BLOCK", "not base64".into(), Error::InvalidReply),
    ] {
        let mut user = Srp::new("Ab12Cd34E", "user-id", "p");
        let (body, waiting) = begin(Context::default(), Start::Srp(password("p")));
        let mut parameters = user.parameters(&body["AuthParameters"]["SRP_A"]);
        parameters["USER_ID_FOR_SRP"] = "user-id".into();
        parameters[name] = value.into();
        let verifier = challenge("PASSWORD_VERIFIER", "s", parameters);
        assert_eq!(
            receive(waiting, verifier).unwrap_err().error,
            error,
            "{name}"
        );
    }
}

#[test]
fn replies_that_say_nothing() {
    for reply in [
        json!({}),
        json!({"ChallengeName": 1}),
        json!({"AuthenticationResult": null}),
        json!({"AuthenticationResult": {}}),
        json!({"AuthenticationResult": {"IdToken": "a.e30.c", "AccessToken": "a"}}),
    ] {
        let failure = receive(begun(), ok(reply.clone())).unwrap_err();
        assert_eq!(failure.error, Error::InvalidReply, "{reply}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_reply_is_an_error_and_never_a_panic(status in 100u16..600, body in any::<Vec<u8>>(), now in any::<u64>()) {
        prop_assert!(begun().receive(status, &body, now, [1; 32]).is_err());
    }

    #[test]
    fn any_parameters_are_a_challenge_or_an_error(text in "\\PC{0,40}") {
        for name in ["NEW_PASSWORD_REQUIRED", "SELECT_MFA_TYPE", "MFA_SETUP", "WEB_AUTHN", "CUSTOM_CHALLENGE"] {
            let parameters = json!({
                "requiredAttributes": text,
                "userAttributes": text,
                "MFAS_CAN_CHOOSE": text,
                "MFAS_CAN_SETUP": text,
                "CREDENTIAL_REQUEST_OPTIONS": text,
            });
            match receive(begun(), challenge(name, "s", parameters)) {
                Ok(Step::Ask(asked)) => prop_assert_eq!(asked.challenge().name(), name),
                Ok(other) => prop_assert!(false, "{other:?}"),
                Err(failure) => prop_assert_eq!(failure.error, Error::InvalidReply),
            }
        }
    }
}
