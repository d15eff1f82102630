//! `Start` and `DialogueContext`.

use cognipress::error::Error;
use serde_json::json;

use super::support::srp::a_public;
use super::{A, idle, sent, start};

#[test]
fn starts() {
    let token = "an.access.token";
    for (given, auth_flow, parameters) in [
        (
            json!({"flow": "USER_SRP_AUTH", "password": "p"}),
            "USER_SRP_AUTH",
            json!({"SRP_A": a_public(A)}),
        ),
        (
            json!({"flow": "USER_PASSWORD_AUTH", "password": "p"}),
            "USER_PASSWORD_AUTH",
            json!({"PASSWORD": "p"}),
        ),
        (json!({"flow": "CUSTOM_AUTH"}), "CUSTOM_AUTH", json!({})),
        (
            json!({"flow": "CUSTOM_AUTH", "password": "p"}),
            "CUSTOM_AUTH",
            json!({"CHALLENGE_NAME": "SRP_A", "SRP_A": a_public(A)}),
        ),
        (json!({"flow": "USER_AUTH"}), "USER_AUTH", json!({})),
        (
            json!({"flow": "USER_AUTH", "preferred": "PASSWORD", "password": "p"}),
            "USER_AUTH",
            json!({"PREFERRED_CHALLENGE": "PASSWORD", "PASSWORD": "p"}),
        ),
        (
            json!({"flow": "USER_AUTH", "acrValues": "urn:cognito:loa:2", "accessToken": token}),
            "USER_AUTH",
            json!({"TARGET_ACR_VALUES": "urn:cognito:loa:2", "ACCESS_TOKEN": token}),
        ),
        (
            json!({"flow": "USER_AUTH", "acrValues": "a", "accessToken": token, "maxAge": 300}),
            "USER_AUTH",
            json!({"TARGET_ACR_VALUES": "a", "ACCESS_TOKEN": token, "MAX_AGE": "300"}),
        ),
    ] {
        let (mut given, mut parameters) = (given, parameters);
        given["username"] = " jane ".into();
        parameters["USERNAME"] = "jane".into();
        let expected = json!({
            "ClientId": "client",
            "AuthFlow": auth_flow,
            "AuthParameters": parameters,
        });
        let step = start(&given).unwrap();
        assert_eq!(sent(&step), ("InitiateAuth", expected), "{given}");
    }
    let session = json!({"flow": "USER_AUTH", "username": "jane", "session": "of sign-up"});
    assert_eq!(sent(&start(&session).unwrap()).1["Session"], "of sign-up");
}

#[test]
fn what_goes_along() {
    let given = json!({
        "flow": "CUSTOM_AUTH",
        "username": "jane",
        "clientMetadata": {"from": "the site"},
        "encodedData": "fingerprint",
        "device": {"key": "k", "groupKey": "g", "password": "device secret"},
    });
    let step = start(&given).unwrap();
    let (_, body) = sent(&step);
    let parameters = json!({"USERNAME": "jane", "DEVICE_KEY": "k"});
    assert_eq!(body["AuthParameters"], parameters);
    assert_eq!(body["ClientMetadata"], json!({"from": "the site"}));
    assert_eq!(
        body["UserContextData"],
        json!({"EncodedData": "fingerprint"})
    );
}

#[test]
fn starts_that_are_none() {
    let step_up = json!({"flow": "USER_AUTH", "acrValues": "a", "accessToken": "t"});
    for (name, value, error) in [
        ("flow", json!("ADMIN_NO_SRP_AUTH"), Error::InvalidAnswer),
        ("flow", json!(null), Error::InvalidAnswer),
        ("username", json!(" "), Error::InvalidUsername),
        ("username", json!(1), Error::InvalidUsername),
        ("password", json!(""), Error::InvalidPasswordInput),
        ("device", json!({"key": "k"}), Error::InvalidAnswer),
        // Less must not become another flow, nor any age.
        ("acrValues", json!(null), Error::InvalidAnswer),
        ("maxAge", json!("300"), Error::InvalidAnswer),
        ("maxAge", json!(1.5), Error::InvalidAnswer),
        ("maxAge", json!(-1), Error::InvalidAnswer),
    ] {
        let mut given = step_up.clone();
        given["username"] = "jane".into();
        start(&given).unwrap();
        given[name] = value;
        assert_eq!(start(&given), Err(error), "{given}");
    }
    for flow in ["USER_SRP_AUTH", "USER_PASSWORD_AUTH"] {
        let given = json!({"flow": flow, "username": "jane"});
        assert_eq!(start(&given), Err(Error::InvalidPasswordInput), "{flow}");
    }
    for bad in [&b""[..], b"{", b"null", b"\xff"] {
        assert!(idle().start(bad, &A).is_err());
    }
    let given = br#"{"flow":"CUSTOM_AUTH","username":"jane"}"#;
    for entropy in [&[][..], &[1; 31], &[1; 33]] {
        assert_eq!(idle().start(given, entropy), Err(Error::RandomUnavailable));
    }
}
