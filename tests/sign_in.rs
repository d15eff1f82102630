//! Whole sign-ins in this process, the core against an independent server half.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions
)]

mod support;

use cognipress::error::Error;
use cognipress::flow::sign_in::{AwaitingReply, Challenged, SignIn, Step};
use cognipress::secret::{Password, Username};
use cognipress::token::TokenSet;
use cognipress::user_pool::UserPool;
use cognipress::wire::request::Request;
use proptest::prelude::*;
use serde_json::{Value, json};
use support::pool::Pool;
use support::srp::a_public;

const NOW_MS: u64 = 1_793_610_307_000;

fn start(pool: &Pool, typed: &str, password: &str) -> (Request, AwaitingReply) {
    let user_pool =
        UserPool::new(&format!("eu-west-1_{}", pool.user.group), "client", None).unwrap();
    let sign_in = SignIn::new(user_pool, [0x5a; 32]).unwrap();
    sign_in.start(Username::new(typed).unwrap(), password_of(password))
}

fn password_of(text: &str) -> Password {
    Password::new(text.as_bytes().to_vec()).unwrap()
}

fn deliver(pool: &mut Pool, request: &Request, waiting: AwaitingReply) -> Result<Step, Error> {
    let (status, body) = pool.reply(request.operation(), request.body());
    waiting.receive(status, &body, NOW_MS)
}

/// Up to a challenge, the tokens or an error.
fn run(pool: &mut Pool, (request, waiting): (Request, AwaitingReply)) -> Result<Step, Error> {
    let mut step = deliver(pool, &request, waiting)?;
    while let Step::Send(request, waiting) = step {
        step = deliver(pool, &request, waiting)?;
    }
    Ok(step)
}

fn sign_in(pool: &mut Pool, typed: &str, password: &str) -> Result<Step, Error> {
    let started = start(pool, typed, password);
    run(pool, started)
}

fn tokens(step: Step) -> TokenSet {
    match step {
        Step::SignedIn(tokens) => *tokens,
        other => panic!("not signed in: {other:?}"),
    }
}

fn challenged(step: Step) -> Challenged {
    match step {
        Step::Challenged(challenged) => challenged,
        other => panic!("not challenged: {other:?}"),
    }
}

/// The first request, the reply that follows on it as `change` makes it, and what comes of that.
fn with_first_reply(change: impl FnOnce(&mut Value)) -> Result<Step, Error> {
    let mut pool = Pool::new("Ab12Cd34E", "jane", "correct horse");
    let (request, waiting) = start(&pool, "jane", "correct horse");
    let (status, body) = pool.reply(request.operation(), request.body());
    let mut reply = serde_json::from_slice(&body).unwrap();
    change(&mut reply);
    waiting.receive(status, reply.to_string().as_bytes(), NOW_MS)
}

fn with_parameter(name: &str, value: impl Into<Value>) -> Error {
    with_first_reply(|reply| reply["ChallengeParameters"][name] = value.into()).unwrap_err()
}

fn body(request: &Request) -> Value {
    serde_json::from_str(request.body()).unwrap()
}

#[test]
fn two_requests_and_the_tokens() {
    let mut pool = Pool::new("Ab12Cd34E", "jane", "correct horse");
    let (request, waiting) = start(&pool, "  jane\t", "correct horse");
    assert_eq!(
        request.url(),
        "https://cognito-idp.eu-west-1.amazonaws.com/"
    );
    let target = "AWSCognitoIdentityProviderService.InitiateAuth";
    assert_eq!(request.operation(), "InitiateAuth");
    assert_eq!(
        request
            .headers()
            .each_ref()
            .map(|(name, value)| (*name, value.as_str())),
        [
            ("content-type", "application/x-amz-json-1.1"),
            ("x-amz-target", target),
            ("cache-control", "no-store")
        ]
    );
    let sent = body(&request);
    assert_eq!(
        sent,
        json!({
            "ClientId": "client",
            "AuthFlow": "USER_SRP_AUTH",
            "AuthParameters": {"USERNAME": "jane", "SRP_A": a_public([0x5a; 32])},
        }),
        "the name is trimmed"
    );

    let Ok(Step::Send(request, waiting)) = deliver(&mut pool, &request, waiting) else {
        panic!("no second request")
    };
    let sent = body(&request);
    assert_eq!(
        sent["ChallengeResponses"]["TIMESTAMP"],
        "Mon Nov 2 09:05:07 UTC 2026"
    );
    assert!(
        sent.get("Session").is_none(),
        "a session that was not given"
    );

    let tokens = tokens(deliver(&mut pool, &request, waiting).unwrap());
    assert_eq!(tokens.access_token.secret(), "an.access.token");
    assert_eq!(tokens.refresh_token.unwrap().secret(), "a.refresh.token");
    assert_eq!(tokens.expires_at_ms, NOW_MS + 3_600_000);
    let claims: Value = serde_json::from_str(tokens.unverified_claims.as_json()).unwrap();
    assert_eq!(claims, pool.id_token_claims);
}

#[test]
fn the_name_that_was_typed_is_not_the_name_that_is_hashed() {
    let mut pool = Pool::new("Ab12Cd34E", "a2c2e290-6d0f-4a08", "correct horse");
    tokens(sign_in(&mut pool, "jane@example.org", "correct horse").unwrap());
}

#[test]
fn a_wrong_password_is_refused() {
    let mut pool = Pool::new("Ab12Cd34E", "jane", "correct horse");
    for wrong in [
        "Correct horse",
        " correct horse",
        "correct horse ",
        "correct\u{a0}horse",
    ] {
        let error = sign_in(&mut pool, "jane", wrong).unwrap_err();
        assert_eq!(error.code(), "NotAuthorized", "{wrong:?}");
        assert_eq!(error.message(), "Incorrect username or password.");
    }
}

#[test]
fn salts_of_every_kind() {
    for salt in ["1", "0", "00ff", "abc", "80", "0080", &"f".repeat(128)] {
        let mut pool = Pool::new("Ab12Cd34E", "jane", "correct horse");
        pool.user.salt = salt.into();
        tokens(sign_in(&mut pool, "jane", "correct horse").expect(salt));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_user_and_password(user in "\\PC{1,40}", password in any::<String>(), b in any::<u64>()) {
        prop_assume!(!user.trim().is_empty() && (1..=256).contains(&password.chars().count()));
        let mut pool = Pool::new("Ab12Cd34E", &user, &password);
        pool.user.b = b.into();
        tokens(sign_in(&mut pool, "typed", &password).unwrap());
    }
}

#[test]
fn server_keys_that_prove_nothing() {
    let modulus = support::n();
    for bad in [
        String::new(),
        "0".into(),
        "0".repeat(768),
        modulus.to_str_radix(16),
        (&modulus + 1u32).to_str_radix(16),
        (&modulus * 2u32).to_str_radix(16),
        "f".repeat(768),
        "1".repeat(769),
        "1".repeat(200_000),
        "xyz".into(),
        "-1".into(),
        "+1".into(),
        " 12".into(),
        "0x12".into(),
    ] {
        let started = std::time::Instant::now();
        assert_eq!(
            with_parameter("SRP_B", bad.clone()),
            Error::InvalidServerKey,
            "{bad:.40}"
        );
        assert!(started.elapsed().as_millis() < 1000, "{bad:.40}");
    }
}

#[test]
fn salts_that_are_none() {
    for bad in ["", "g", " 1", "-1", &"1".repeat(129)] {
        assert_eq!(with_parameter("SALT", bad), Error::InvalidSalt, "{bad:.40}");
    }
}

#[test]
fn parameters_that_are_missing_or_of_another_type() {
    for name in ["USER_ID_FOR_SRP", "SALT", "SRP_B", "SECRET_BLOCK"] {
        for value in [Value::Null, json!(1), json!({}), json!(["a"])] {
            assert_eq!(with_parameter(name, value), Error::InvalidReply, "{name}");
        }
    }
    assert_eq!(
        with_parameter("SECRET_BLOCK", "not base64"),
        Error::InvalidReply
    );
}

#[test]
fn nothing_but_the_verifier_may_come_first() {
    for name in [
        "NEW_PASSWORD_REQUIRED",
        "SMS_MFA",
        "CUSTOM_CHALLENGE",
        "NOBODY_KNOWS",
    ] {
        let error = with_first_reply(|reply| reply["ChallengeName"] = name.into()).unwrap_err();
        assert_eq!(error, Error::UnexpectedChallenge, "{name}");
    }
    let early = with_first_reply(|reply| {
        *reply = json!({"AuthenticationResult": {"IdToken": "a.e30.c", "AccessToken": "a", "ExpiresIn": 1}});
    });
    assert_eq!(
        early.unwrap_err(),
        Error::InvalidReply,
        "tokens without a proof"
    );
}

#[test]
fn a_challenge_stands_as_a_text() {
    for name in ["NEW_PASSWORD_REQUIRED", "SMS_MFA", "NOBODY_KNOWS", ""] {
        let challenge = json!({
            "ChallengeName": name,
            "Session": "a session of \"twenty\" characters",
            "ChallengeParameters": {"CODE_DELIVERY_DESTINATION": "+49***1"},
            "AvailableChallenges": ["EMAIL_OTP"],
        });
        let mut pool = Pool::new("Ab12Cd34E", "ja\"ne", "correct horse");
        pool.challenge = Some(challenge.clone());
        let challenged = challenged(sign_in(&mut pool, "typed", "correct horse").unwrap());
        let standing: Value = serde_json::from_str(challenged.standing()).unwrap();
        assert_eq!(standing, json!({"userId": "ja\"ne", "reply": challenge}));
        assert!(!challenged.standing().contains("correct horse"));
    }
}

#[test]
fn the_second_reply_is_a_challenge_or_tokens() {
    for reply in [json!({}), json!({"AuthenticationResult": null})] {
        let mut pool = Pool::new("Ab12Cd34E", "jane", "correct horse");
        pool.challenge = Some(reply.clone());
        let error = sign_in(&mut pool, "jane", "correct horse").unwrap_err();
        assert_eq!(error, Error::InvalidReply, "{reply}");
    }
}

#[test]
fn a_code_is_sent_anew_without_the_password() {
    let mut pool = Pool::new("Ab12Cd34E", "user-id", "correct horse");
    pool.challenge = Some(json!({"ChallengeName": "SMS_MFA", "Session": "s"}));
    let first = challenged(sign_in(&mut pool, "jane", "correct horse").unwrap());
    let (request, waiting) = first.resend([0xa5; 32]).unwrap();
    assert_eq!(
        body(&request)["AuthParameters"],
        json!({"USERNAME": "jane", "SRP_A": a_public([0xa5; 32])}),
        "as typed, with a key of its own"
    );
    // The pool accepts the proof, so the key that was kept is the password's.
    let second = challenged(run(&mut pool, (request, waiting)).unwrap());
    assert!(second.resend([0; 32]).is_err(), "no entropy");

    let third = challenged(sign_in(&mut pool, "jane", "correct horse").unwrap());
    pool.challenge = None;
    let resent = third.resend([0xa5; 32]).unwrap();
    tokens(run(&mut pool, resent).unwrap());
}

#[test]
fn tokens_of_another_user_are_thrown_away() {
    let mut pool = Pool::new("Ab12Cd34E", "jane", "correct horse");
    pool.id_token_claims = json!({"cognito:username": "mallory", "sub": "jane"});
    tokens(sign_in(&mut pool, "jane", "correct horse").expect("the sub fits"));
    for claims in [
        json!({"cognito:username": "mallory", "sub": "a-sub"}),
        json!({"cognito:username": "Jane"}),
        json!({"cognito:username": ["jane"], "sub": {"jane": 1}}),
        json!({"username": "jane"}),
        json!({}),
    ] {
        pool.id_token_claims = claims.clone();
        let error = sign_in(&mut pool, "jane", "correct horse").unwrap_err();
        assert_eq!(error, Error::TokenMismatch, "{claims}");
    }
    pool.id_token_claims = json!("jane");
    let error = sign_in(&mut pool, "jane", "correct horse").unwrap_err();
    assert_eq!(error, Error::InvalidReply);
}

#[test]
fn replies_beyond_the_limits() {
    let receive = |more: &str| {
        let reply = format!(r#"{{"ChallengeName":"SMS_MFA","Session":"s","a":{more}}}"#);
        let mut pool = Pool::new("Ab12Cd34E", "jane", "correct horse");
        let (request, waiting) = start(&pool, "jane", "correct horse");
        let Ok(Step::Send(_, waiting)) = deliver(&mut pool, &request, waiting) else {
            panic!("no second request")
        };
        (reply.len(), waiting.receive(200, reply.as_bytes(), NOW_MS))
    };
    let (others, _) = receive("\"\"");
    let text = |length: usize| format!("\"{}\"", "a".repeat(length - others));
    let (length, read) = receive(&text(256 * 1024));
    assert_eq!(length, 256 * 1024);
    challenged(read.expect("256 KiB are read"));
    let (_, refused) = receive(&text(256 * 1024 + 1));
    assert_eq!(refused.unwrap_err(), Error::InvalidReply);

    let deep = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
    challenged(receive(&deep(31)).1.expect("32 levels are read"));
    for more in [deep(32), "[".repeat(200_000)] {
        assert_eq!(receive(&more).1.unwrap_err(), Error::InvalidReply);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_reply_is_an_error_and_never_a_panic(status in 100u16..600, body in any::<Vec<u8>>(), now in any::<u64>()) {
        prop_assert!(answered_once().receive(status, &body, now).is_err());
    }

    #[test]
    fn any_token_reply_is_handled(expires_in in any::<f64>(), token in "\\PC{0,60}", now in any::<u64>()) {
        let reply = json!({"AuthenticationResult": {"IdToken": token, "AccessToken": token, "ExpiresIn": expires_in}});
        prop_assert!(answered_once().receive(200, reply.to_string().as_bytes(), now).is_err());
    }
}

/// Cheap: nothing was computed yet that a property test would have to wait for.
fn answered_once() -> AwaitingReply {
    start(&Pool::new("Ab12Cd34E", "jane", "x"), "jane", "x").1
}
