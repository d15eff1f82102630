//! A remembered device: its proof, and what happens once Cognito has forgotten it.

use cognipress::error::Error;
use cognipress::flow::dialogue::{AwaitingReply, Context, Device, Start};
use serde_json::{Value, json};

use super::support::pool::{exception, ok};
use super::support::srp::{Srp, a_public};
use super::{
    A, answer, asked, begin, challenge, code, password, receive, responded, response, sent,
    signed_in, tokens_of,
};

const KEY: &str = "eu-west-1_a5b6";
const GROUP: &str = "-Wm2aX";

fn remembered() -> Context {
    Context {
        device: Some(Device {
            key: KEY.into(),
            group_key: GROUP.into(),
            password: password("c2VjcmV0IG9mIHRoZSBkZXZpY2U="),
        }),
        ..Context::default()
    }
}

fn device() -> Srp {
    Srp::new(GROUP, KEY, "c2VjcmV0IG9mIHRoZSBkZXZpY2U=")
}

/// Up to the reply to the proof of the password.
fn proven() -> AwaitingReply {
    let mut user = Srp::new("Ab12Cd34E", "user-id", "correct horse");
    let (body, waiting) = begin(remembered(), Start::Srp(password("correct horse")));
    assert_eq!(
        body["AuthParameters"],
        json!({"USERNAME": "jane@example.org", "SRP_A": a_public(A), "DEVICE_KEY": KEY})
    );
    let mut parameters = user.parameters(&body["AuthParameters"]["SRP_A"]);
    parameters["USER_ID_FOR_SRP"] = "user-id".into();
    let verifier = challenge("PASSWORD_VERIFIER", "session 1", parameters);
    let (body, waiting) = responded(receive(waiting, verifier));
    assert!(user.is_proven_by(&body["ChallengeResponses"]));
    assert_eq!(body["ChallengeResponses"]["DEVICE_KEY"], KEY);
    waiting
}

/// The server's half of the device's proof.
fn prove_device(device: &mut Srp, waiting: AwaitingReply, session: &str) -> AwaitingReply {
    let asked_for = challenge("DEVICE_SRP_AUTH", session, json!({"DEVICE_KEY": KEY}));
    let (body, waiting) = responded(receive(waiting, asked_for));
    let srp_a = &body["ChallengeResponses"]["SRP_A"];
    let responses = json!({"USERNAME": "user-id", "DEVICE_KEY": KEY, "SRP_A": a_public(A)});
    assert_eq!(body, response("DEVICE_SRP_AUTH", session, responses));

    let mut parameters = device.parameters(srp_a);
    parameters["DEVICE_KEY"] = KEY.into();
    let verifier = challenge("DEVICE_PASSWORD_VERIFIER", "session 9", parameters);
    let (body, waiting) = responded(receive(waiting, verifier));
    let responses = &body["ChallengeResponses"];
    assert!(
        device.is_proven_by(responses),
        "for group and key, not for pool and user"
    );
    assert_eq!(responses["USERNAME"], "user-id");
    assert_eq!(responses["DEVICE_KEY"], KEY);
    assert_eq!(responses["TIMESTAMP"], "Mon Nov 2 09:05:07 UTC 2026");
    assert_eq!(responses.as_object().unwrap().len(), 5);
    let expected = response("DEVICE_PASSWORD_VERIFIER", "session 9", responses.clone());
    assert_eq!(body, expected);
    waiting
}

#[test]
fn a_device_is_proven_behind_the_password() {
    let waiting = prove_device(&mut device(), proven(), "session 2");
    let signed_in = signed_in(receive(waiting, tokens_of("user-id")));
    assert!(!signed_in.device_forgotten);
}

#[test]
fn a_device_is_proven_behind_a_code() {
    let asked = asked(receive(
        proven(),
        challenge("SMS_MFA", "session 2", json!({})),
    ));
    let (body, waiting) = responded(answer(asked, code("1")));
    let responses = json!({"USERNAME": "user-id", "DEVICE_KEY": KEY, "SMS_MFA_CODE": "1"});
    assert_eq!(body, response("SMS_MFA", "session 2", responses));
    let waiting = prove_device(&mut device(), waiting, "session 3");
    signed_in(receive(waiting, tokens_of("user-id")));
}

#[test]
fn a_new_device_is_named() {
    let (_, waiting) = begin(Context::default(), Start::PlainPassword(password("p")));
    let (status, body) = tokens_of("user-id");
    let mut reply: Value = serde_json::from_slice(&body).unwrap();
    reply["AuthenticationResult"]["NewDeviceMetadata"] =
        json!({"DeviceKey": KEY, "DeviceGroupKey": GROUP});
    let reply = (status, reply.to_string().into_bytes());
    let new_device = signed_in(receive(waiting, reply))
        .tokens
        .new_device
        .unwrap();
    assert_eq!((&*new_device.key, &*new_device.group_key), (KEY, GROUP));
}

#[test]
fn a_forgotten_device_is_left_out_once() {
    let forgotten = || exception("ResourceNotFoundException", "Device does not exist.");
    let (_, refused_at_once) = begin(remembered(), Start::Srp(password("correct horse")));
    let (_, proving) = {
        let asked_for = challenge("DEVICE_SRP_AUTH", "session 2", json!({}));
        responded(receive(proven(), asked_for))
    };
    for waiting in [refused_at_once, proven(), proving] {
        let (body, waiting) = sent("InitiateAuth", receive(waiting, forgotten()));
        assert_eq!(body["AuthFlow"], "USER_SRP_AUTH");
        let parameters = &body["AuthParameters"];
        assert!(parameters.get("DEVICE_KEY").is_none());
        assert!(body.get("Session").is_none());

        // The password is proven anew, and the answers are without the device.
        let mut user = Srp::new("Ab12Cd34E", "user-id", "correct horse");
        let mut verifier = user.parameters(&parameters["SRP_A"]);
        verifier["USER_ID_FOR_SRP"] = "user-id".into();
        let verifier = challenge("PASSWORD_VERIFIER", "session 1", verifier);
        let (body, waiting) = responded(receive(waiting, verifier));
        assert!(user.is_proven_by(&body["ChallengeResponses"]));
        assert!(body["ChallengeResponses"].get("DEVICE_KEY").is_none());
        let signed_in = signed_in(receive(waiting, tokens_of("user-id")));
        assert!(signed_in.device_forgotten);
    }

    let (_, waiting) = sent("InitiateAuth", receive(proven(), forgotten()));
    let failure = receive(waiting, forgotten()).unwrap_err();
    assert_eq!(failure.error.code(), "ResourceNotFound", "no second time");
    assert!(failure.retry.is_none());
}

#[test]
fn without_a_device_nothing_is_tried_again() {
    let (_, waiting) = begin(Context::default(), Start::Srp(password("p")));
    let missing = exception(
        "ResourceNotFoundException",
        "User pool client does not exist.",
    );
    let failure = receive(waiting, missing).unwrap_err();
    assert_eq!(failure.error.code(), "ResourceNotFound");
}

#[test]
fn proofs_that_were_not_prepared() {
    let no_device = || begin(Context::default(), Start::Srp(password("p"))).1;
    let unprepared = || begin(remembered(), Start::PlainPassword(password("p"))).1;
    let parameters = device().parameters(&a_public(A).into());
    let verifier = || {
        let (_, mut body) = challenge("DEVICE_PASSWORD_VERIFIER", "s", parameters.clone());
        (200, std::mem::take(&mut body))
    };
    let asked_for = || ok(json!({"ChallengeName": "DEVICE_SRP_AUTH", "Session": "s"}));
    for step in [
        receive(no_device(), asked_for()),
        receive(no_device(), verifier()),
        receive(unprepared(), verifier()),
    ] {
        assert_eq!(step.unwrap_err().error, Error::UnexpectedChallenge);
    }
}
