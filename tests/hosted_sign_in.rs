//! The hosted sign-in: what leaves, and what may come back.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cognipress::error::Error;
use cognipress::host::hosted;
use serde_json::{Value, json};

const NOW_MS: u64 = 1_793_610_307_000;
const CONFIG: &[u8] = br#"{"userPoolId":"eu-west-1_Ab12Cd34E","clientId":"client"}"#;
const DOMAIN: &str = "https://auth.example.com";

fn entropy() -> [u8; 96] {
    std::array::from_fn(|index| u8::try_from(index).unwrap())
}

fn begin() -> Value {
    let redirect_uri = String::from("https://example.com/in");
    let step = hosted::authorize(CONFIG, DOMAIN, redirect_uri, &entropy()).unwrap();
    serde_json::from_str(&step).unwrap()
}

fn pending() -> Vec<u8> {
    begin()["pending"].to_string().into_bytes()
}

fn exchange(callback: &Value) -> Result<Value, Error> {
    let step = hosted::exchange(CONFIG, &pending(), callback.to_string().as_bytes());
    step.map(|step| serde_json::from_str::<Value>(&step).unwrap()["parameters"].take())
}

#[test]
fn what_leaves_is_bound_to_what_is_remembered() {
    let step = begin();
    let [state, nonce, verifier] =
        [0..32, 32..64, 64..96].map(|range| URL_SAFE_NO_PAD.encode(&entropy()[range]));
    assert_eq!(
        step["pending"],
        json!({"state": state, "nonce": nonce, "verifier": verifier, "redirectUri": "https://example.com/in"})
    );
    // By an independent SHA-256: `printf %s VERIFIER | openssl dgst -sha256 -binary | basenc --base64url`
    let challenge = "9F3IKnUj0Ul0zqBQ4wKOi_BqjuhVqdYwNOu0-57MIwU";
    assert_eq!(
        step["parameters"],
        json!({
            "response_type": "code",
            "client_id": "client",
            "redirect_uri": "https://example.com/in",
            "state": state,
            "nonce": nonce,
            "code_challenge_method": "S256",
            "code_challenge": challenge,
        })
    );
}

#[test]
fn without_randomness_or_tls_nothing_leaves() {
    let begin = |domain, entropy: &[u8]| {
        let step = hosted::authorize(CONFIG, domain, String::new(), entropy);
        step.unwrap_err()
    };
    assert_eq!(begin(DOMAIN, &[0; 96]), Error::RandomUnavailable);
    assert_eq!(begin(DOMAIN, &entropy()[..95]), Error::RandomUnavailable);
    assert_eq!(
        begin("http://auth.example.com", &entropy()),
        Error::InvalidEndpoint
    );
    assert_eq!(
        begin("javascript:alert(1)", &entropy()),
        Error::InvalidEndpoint
    );
}

#[test]
fn only_the_answer_to_this_sign_in_is_exchanged() {
    let state = begin()["pending"]["state"].take();
    let issuer = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E";
    for good in [
        json!({"state": state, "code": "c"}),
        json!({"state": state, "code": "c", "iss": issuer}),
    ] {
        let parameters = exchange(&good).unwrap();
        assert_eq!(parameters["grant_type"], "authorization_code");
        assert_eq!(parameters["code"], "c");
        assert_eq!(parameters["redirect_uri"], "https://example.com/in");
        assert_eq!(parameters["code_verifier"].as_str().unwrap().len(), 43);
        assert_eq!(parameters["client_id"], "client");
    }
    for (bad, part) in [
        (json!({"code": "c"}), "state"),
        (json!({"state": "", "code": "c"}), "state"),
        (json!({"state": "other", "error": "access_denied"}), "state"),
        (json!({"state": [state], "code": "c"}), "state"),
        (
            json!({"state": state, "code": "c", "iss": "https://evil.example"}),
            "iss",
        ),
        (json!({"state": state}), "code"),
    ] {
        assert_eq!(exchange(&bad), Err(Error::Untrusted(part)), "{bad}");
    }
    let forgotten = hosted::exchange(CONFIG, b"{}", br#"{"state":"","code":"c"}"#);
    assert_eq!(forgotten, Err(Error::Untrusted("state")));
}

#[test]
fn a_refusal_is_told_as_it_is() {
    let state = begin()["pending"]["state"].take();
    let denied =
        exchange(&json!({"state": state, "error": "access_denied", "error_description": "No."}));
    let error = denied.unwrap_err();
    assert_eq!((error.code(), error.message()), ("access_denied", "No."));
    let error = receive(400, br#"{"error":"invalid_grant"}"#, 0);
    assert_eq!(error.unwrap_err().code(), "invalid_grant");
}

fn receive(status: u16, body: &[u8], retries: u32) -> Result<Value, Error> {
    let reply = (status, body);
    let step = hosted::receive(CONFIG, &pending(), reply, NOW_MS, retries, u16::MAX);
    step.map(|step| serde_json::from_str(&step).unwrap())
}

#[test]
fn what_may_pass_is_tried_three_times_more() {
    for (status, body) in [
        (0, ""),
        (400, "<html>"),
        (400, "{}"),
        (429, r#"{"error":"slow_down"}"#),
        (500, r#"{"error":"server_error"}"#),
        (200, r#"{"id_token":"ey"#),
    ] {
        for (retries, after_ms) in [(0, 499), (1, 999), (2, 1999)] {
            let step = receive(status, body.as_bytes(), retries).unwrap();
            assert_eq!(step, json!({"kind": "again", "afterMs": after_ms}));
        }
        assert!(receive(status, body.as_bytes(), 3).is_err());
    }
    let without_id_token = receive(200, br#"{"access_token":"a"}"#, 0);
    assert_eq!(without_id_token.unwrap_err(), Error::InvalidReply);
}

#[test]
fn the_id_token_must_be_of_this_sign_in() {
    let nonce = begin()["pending"]["nonce"].take();
    let claims = json!({
        "iss": "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E",
        "aud": "client",
        "token_use": "id",
        "exp": NOW_MS / 1000 + 3600,
        "nonce": nonce,
    });
    let receive = |claims: &Value| {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let header = part(&json!({"alg": "RS256", "kid": "k"}));
        let reply = json!({
            "id_token": format!("{header}.{}.c2ln", part(claims)),
            "access_token": "a.b.c",
            "refresh_token": "r",
            "expires_in": 3600,
        });
        self::receive(200, reply.to_string().as_bytes(), 0)
    };
    let step = receive(&claims).unwrap();
    assert_eq!(step["kind"], "signed-in");
    assert_eq!(step["tokens"]["refreshToken"], "r");
    assert_eq!(step["tokens"]["expiresAtMs"], NOW_MS + 3_600_000);
    for (name, value) in [
        ("iss", json!("https://evil.example")),
        ("aud", json!("another")),
        ("token_use", json!("access")),
        ("exp", json!(NOW_MS / 1000 - 300)),
        ("nonce", json!("another")),
        ("nonce", Value::Null),
    ] {
        let mut bad = claims.clone();
        bad[name] = value;
        assert!(matches!(receive(&bad), Err(Error::Untrusted(_))), "{bad}");
    }
}
