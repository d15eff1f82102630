//! Refreshing: which request, and what every reply means for the session.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cognipress::flow::refresh::{Refresh, Reply, Step};
use cognipress::host;
use cognipress::secret::Token;
use cognipress::user_pool::UserPool;
use proptest::prelude::*;
use serde_json::{Value, json};
use support::pool::{exception, ok};

const NOW_MS: u64 = 1_793_610_307_000;
const IAT: u64 = 1_793_610_300;

fn jwt(claims: &Value) -> String {
    format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims.to_string()))
}

fn access_token() -> String {
    jwt(&json!({"sub": "jane", "device_key": "eu-west-1_d", "iat": IAT, "exp": IAT + 3600}))
}

fn refresh() -> Refresh {
    let pool = UserPool::new("eu-west-1_Ab12Cd34E", "client", None).unwrap();
    Refresh::new(pool, &access_token(), Token::new("old".into())).unwrap()
}

/// The reply of a success for a user, with ID tokens of that life.
fn tokens(sub: &str, id_life_s: u64, refresh_token: Option<&str>) -> (u16, Vec<u8>) {
    let id = json!({"sub": sub, "iat": IAT, "exp": IAT + id_life_s});
    ok(json!({"AuthenticationResult": {
        "IdToken": jwt(&id),
        "AccessToken": access_token(),
        "RefreshToken": refresh_token,
        "ExpiresIn": 3600,
    }}))
}

fn receive(refresh: &mut Refresh, (status, body): &(u16, Vec<u8>), random: u16) -> Step {
    let reply = Reply {
        status: *status,
        body,
        date_ms: None,
        now_ms: NOW_MS,
    };
    refresh.receive(reply, random)
}

fn body(refresh: &Refresh) -> (&'static str, Value) {
    let request = refresh.request();
    (
        request.operation(),
        serde_json::from_str(request.body()).unwrap(),
    )
}

#[test]
fn the_device_goes_along() {
    let expected = json!({"ClientId": "client", "RefreshToken": "old", "DeviceKey": "eu-west-1_d"});
    assert_eq!(body(&refresh()), ("GetTokensFromRefreshToken", expected));
}

#[test]
fn a_pool_without_the_operation_is_asked_the_older_way_once() {
    let refused = exception("OperationNotEnabledException", "");
    let mut refresh = refresh();
    assert!(matches!(receive(&mut refresh, &refused, 9), Step::Again(0)));
    let expected = json!({
        "ClientId": "client",
        "AuthFlow": "REFRESH_TOKEN_AUTH",
        "AuthParameters": {"REFRESH_TOKEN": "old", "DEVICE_KEY": "eu-west-1_d"},
    });
    assert_eq!(body(&refresh), ("InitiateAuth", expected));
    let Step::Failed { retry_after_ms, .. } = receive(&mut refresh, &refused, 9) else {
        panic!("it goes on for ever");
    };
    assert!(retry_after_ms.is_some());
}

#[test]
fn rotation_replaces_the_refresh_token_and_its_absence_keeps_it() {
    for (given, kept) in [(Some("new"), "new"), (None, "old")] {
        let Step::Refreshed(tokens, _) = receive(&mut refresh(), &tokens("jane", 3600, given), 0)
        else {
            panic!("no tokens");
        };
        assert_eq!(tokens.refresh_token.unwrap().secret(), kept);
    }
}

#[test]
fn tokens_of_somebody_else_are_thrown_away_and_the_session_stays() {
    let Step::Failed {
        error,
        retry_after_ms,
    } = receive(&mut refresh(), &tokens("joe", 3600, None), 0)
    else {
        panic!("taken");
    };
    assert_eq!(error.code(), "TokenMismatch");
    assert!(retry_after_ms.is_some());
}

#[test]
fn a_closed_list_ends_a_session() {
    for (name, message) in [
        ("NotAuthorizedException", "Refresh Token has expired"),
        ("NotAuthorizedException", "Refresh Token has been revoked"),
        ("NotAuthorizedException", "Invalid Refresh Token."),
        ("NotAuthorizedException", "User is disabled."),
        ("NotAuthorizedException", "anything else"),
        ("TokenRevokedException", ""),
        ("UserNotFoundException", ""),
        ("PasswordResetRequiredException", ""),
        ("UserNotConfirmedException", ""),
        ("RefreshTokenReuseException", ""),
    ] {
        let Step::Failed { retry_after_ms, .. } =
            receive(&mut refresh(), &exception(name, message), 0)
        else {
            panic!("{name} is sent again");
        };
        assert_eq!(retry_after_ms, None, "{name} {message}");
    }
}

#[test]
fn what_may_pass_is_tried_again_later_and_later_then_left() {
    let html = |status| (status, b"<html>".to_vec());
    let with_status = |status| (status, exception("NotAuthorizedException", "").1);
    for reply in [
        (0, Vec::new()),
        html(200),
        html(403),
        html(502),
        with_status(500),
        with_status(429),
        exception("TooManyRequestsException", ""),
        exception("InternalErrorException", ""),
        (
            200,
            br#"{"AuthenticationResult":{"IdToken":"a.b.c"#.to_vec(),
        ),
    ] {
        let mut refresh = refresh();
        for longest in [500, 1000, 2000] {
            let Step::Again(after_ms) = receive(&mut refresh, &reply, u16::MAX) else {
                panic!("{reply:?} is not tried again");
            };
            assert!((longest - 1..longest).contains(&after_ms), "{after_ms}");
        }
        let Step::Failed { retry_after_ms, .. } = receive(&mut refresh, &reply, 0) else {
            panic!("{reply:?} is tried for ever");
        };
        assert_eq!(retry_after_ms, Some(30_000));
    }
}

#[test]
fn what_somebody_must_set_right_is_neither_repeated_nor_the_end() {
    for (name, message) in [
        ("ResourceNotFoundException", "no such client"),
        ("InvalidParameterException", ""),
        ("ForbiddenException", ""),
        ("UserLambdaValidationException", ""),
        (
            "NotAuthorizedException",
            "Unable to verify secret for client x",
        ),
    ] {
        let Step::Failed { retry_after_ms, .. } =
            receive(&mut refresh(), &exception(name, message), 0)
        else {
            panic!("{name} is sent again");
        };
        assert!(retry_after_ms.is_some(), "{name} {message}");
    }
}

/// A refresh's `Freshness`, as JSON.
fn freshness(id_life_s: u64, date_ms: u64) -> Value {
    let config = br#"{"userPoolId":"eu-west-1_Ab12Cd34E","clientId":"client"}"#;
    let kept = json!({"accessToken": access_token(), "refreshToken": "old"}).to_string();
    let mut refresh = host::Refresh::new(config, kept.as_bytes()).unwrap();
    let (status, body) = tokens("jane", id_life_s, None);
    let reply = Reply {
        status,
        body: &body,
        date_ms: Some(date_ms).filter(|ms| *ms > 0),
        now_ms: NOW_MS,
    };
    let mut step: Value = serde_json::from_str(&refresh.receive(reply, 0)).unwrap();
    assert_eq!(step["kind"], "signed-in");
    step["tokens"].take();
    step
}

#[test]
fn tokens_are_renewed_before_they_end_and_when_the_clock_was_set_back() {
    let hour = freshness(3600, 0);
    assert_eq!(hour["freshFromMs"], NOW_MS - 60_000);
    assert_eq!(hour["refreshAtMs"], NOW_MS + 3_300_000);
    assert_eq!(hour["expiresAtMs"], NOW_MS + 3_600_000);
    let five_minutes = freshness(300, 0);
    assert_eq!(five_minutes["refreshAtMs"], NOW_MS + 270_000);
    assert_eq!(five_minutes["expiresAtMs"], NOW_MS + 300_000);
    assert_eq!(freshness(0, 0)["refreshAtMs"], NOW_MS + 30_000, "no storm");
}

#[test]
fn the_drift_of_the_clock_is_that_of_the_date_or_else_of_the_token() {
    let day_ms = 86_400_000;
    assert_eq!(freshness(3600, NOW_MS + day_ms)["clockDriftMs"], 86_400_000);
    assert_eq!(
        freshness(3600, NOW_MS - day_ms)["clockDriftMs"],
        -86_400_000
    );
    assert_eq!(freshness(3600, 0)["clockDriftMs"], -7000);
}

#[test]
fn a_sign_ins_tokens_get_their_freshness() {
    let id = jwt(&json!({"sub": "jane", "iat": IAT, "exp": IAT + 600}));
    let kept = json!({"idToken": id, "accessToken": access_token()}).to_string();
    let expires_at_ms = NOW_MS + 3_600_000;
    let known = host::freshness(kept.as_bytes(), expires_at_ms).unwrap();
    let known: Value = serde_json::from_str(&known).unwrap();
    assert_eq!(known["expiresAtMs"], NOW_MS + 600_000);
    assert_eq!(known["refreshAtMs"], NOW_MS + 540_000);
    let error = host::freshness(b"{}", expires_at_ms).unwrap_err();
    assert_eq!(error.code(), "InvalidReply");
}

#[test]
fn what_nothing_can_renew_is_over_before_anything_is_sent() {
    let config = br#"{"userPoolId":"eu-west-1_Ab12Cd34E","clientId":"client"}"#;
    let expected =
        json!({"kind":"failed","error":{"kind":"error","code":"InvalidRefreshToken","message":""}});
    let without_refresh_token = json!({"accessToken": access_token()}).to_string();
    for kept in ["", "{}", &without_refresh_token] {
        let step = host::Refresh::new(config, kept.as_bytes()).unwrap().start();
        assert_eq!(serde_json::from_str::<Value>(&step).unwrap(), expected);
    }
    assert!(host::Refresh::new(b"{}", b"{}").is_err());
}

proptest! {
    #[test]
    fn any_reply_is_answered(status: u16, bytes in any::<Vec<u8>>(), date: u64, now_ms: u64, random: u16) {
        let reply = Reply { status, body: &bytes, date_ms: Some(date), now_ms };
        let mut refresh = refresh();
        let is_over = (0..5).any(|_| matches!(refresh.receive(reply, random), Step::Failed { .. }));
        prop_assert!(is_over);
    }

    #[test]
    fn any_times_make_a_span(iat: u32, exp: u32, expires_at_ms: u64) {
        let token = jwt(&json!({"iat": iat, "exp": exp}));
        let kept = json!({"idToken": token, "accessToken": token}).to_string();
        let known: Value = serde_json::from_str(&host::freshness(kept.as_bytes(), expires_at_ms).unwrap()).unwrap();
        prop_assert!(known["freshFromMs"].as_u64() <= known["refreshAtMs"].as_u64());
    }
}
