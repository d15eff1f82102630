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
use cognipress::flow::challenge::{Challenge, ChallengeAnswer};
use cognipress::flow::sign_in::{AwaitingAnswer, AwaitingReply, Failure, SignIn, Step};
use cognipress::secret::{Password, Username};
use cognipress::token::TokenSet;
use cognipress::user_pool::UserPool;
use cognipress::wire::exception::{self, Exception};
use cognipress::wire::request::Request;
use proptest::prelude::*;
use serde_json::{Value, json};
use support::pool::{Pool, Reply, exception, ok};

const NOW_MS: u64 = 1_793_610_307_000;

fn start(pool: &Pool, typed: &str, password: &str) -> (Request, AwaitingReply) {
    let user_pool = UserPool::new(&format!("eu-west-1_{}", pool.name), "client", None).unwrap();
    let sign_in = SignIn::new(user_pool, [0x5a; 32]).unwrap();
    sign_in.start(Username::new(typed).unwrap(), password_of(password))
}

fn password_of(text: &str) -> Password {
    Password::new(text.as_bytes().to_vec()).unwrap()
}

fn deliver(pool: &mut Pool, request: &Request, waiting: AwaitingReply) -> Result<Step, Failure> {
    let [_, (_, target), _] = request.headers();
    let (status, body) = pool.reply(target, request.body());
    waiting.receive(status, &body, NOW_MS)
}

/// Up to a question, the tokens or a failure.
fn run(pool: &mut Pool, (request, waiting): (Request, AwaitingReply)) -> Result<Step, Failure> {
    let mut step = deliver(pool, &request, waiting)?;
    while let Step::Send(request, waiting) = step {
        step = deliver(pool, &request, waiting)?;
    }
    Ok(step)
}

fn sign_in(pool: &mut Pool, typed: &str, password: &str) -> Result<Step, Failure> {
    let started = start(pool, typed, password);
    run(pool, started)
}

fn tokens(step: Step) -> TokenSet {
    match step {
        Step::SignedIn(tokens) => *tokens,
        other => panic!("not signed in: {other:?}"),
    }
}

fn question(step: Step) -> AwaitingAnswer {
    match step {
        Step::Ask(question) => question,
        other => panic!("no question: {other:?}"),
    }
}

fn new_password(text: &str, attributes: &[(&str, &str)]) -> ChallengeAnswer {
    let attributes = attributes
        .iter()
        .map(|(name, value)| ((*name).into(), (*value).into()));
    ChallengeAnswer::NewPassword {
        password: password_of(text),
        attributes: attributes.collect(),
    }
}

/// The first request, the reply that follows on it as `change` makes it, and what comes of that.
fn with_first_reply(change: impl FnOnce(&mut Value)) -> Result<Step, Failure> {
    let mut pool = Pool::new("Ab12Cd34E", "jane", "correct horse");
    let (request, waiting) = start(&pool, "jane", "correct horse");
    let [_, (_, target), _] = request.headers();
    let (status, body) = pool.reply(target, request.body());
    let mut reply = serde_json::from_slice(&body).unwrap();
    change(&mut reply);
    waiting.receive(status, reply.to_string().as_bytes(), NOW_MS)
}

fn with_parameter(name: &str, value: impl Into<Value>) -> Error {
    with_first_reply(|reply| reply["ChallengeParameters"][name] = value.into())
        .unwrap_err()
        .error
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
    assert_eq!(
        request.headers(),
        [
            ("content-type", "application/x-amz-json-1.1"),
            ("x-amz-target", target),
            ("cache-control", "no-store")
        ]
    );
    let sent = body(&request);
    assert_eq!(sent["ClientId"], "client");
    assert_eq!(
        sent["AuthParameters"]["USERNAME"], "jane",
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
        let failure = sign_in(&mut pool, "jane", wrong).unwrap_err();
        assert_eq!(
            failure.error,
            Error::Service(Exception::NotAuthorized),
            "{wrong:?}"
        );
        assert!(failure.standing.is_none());
    }
}

#[test]
fn salts_of_every_kind() {
    for salt in ["1", "0", "00ff", "abc", "80", "0080", &"f".repeat(128)] {
        let mut pool = Pool::new("Ab12Cd34E", "jane", "correct horse");
        pool.salt = salt.into();
        tokens(sign_in(&mut pool, "jane", "correct horse").expect(salt));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_user_and_password(user in "\\PC{1,40}", password in any::<String>(), b in any::<u64>()) {
        prop_assume!(!user.trim().is_empty() && (1..=256).contains(&password.chars().count()));
        let mut pool = Pool::new("Ab12Cd34E", &user, &password);
        pool.b = b.into();
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
            assert_eq!(
                with_parameter(name, value),
                Error::ReplyIncomplete,
                "{name}"
            );
        }
    }
    assert_eq!(
        with_parameter("SECRET_BLOCK", "not base64"),
        Error::ReplyIncomplete
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
        let failure = with_first_reply(|reply| reply["ChallengeName"] = name.into()).unwrap_err();
        assert_eq!(failure.error, Error::UnexpectedChallenge, "{name}");
    }
    let early = with_first_reply(|reply| {
        *reply = json!({"AuthenticationResult": {"IdToken": "a.e30.c", "AccessToken": "a", "ExpiresIn": 1}});
    });
    assert_eq!(
        early.unwrap_err().error,
        Error::ReplyIncomplete,
        "tokens without a proof"
    );
}

#[test]
fn a_new_password_is_asked_for_and_sent() {
    let mut pool = Pool::new("Ab12Cd34E", "jane", "temporary");
    pool.challenge = Some(json!({
        "ChallengeName": "NEW_PASSWORD_REQUIRED",
        "Session": "a session of twenty characters",
        "ChallengeParameters": {
            "USER_ID_FOR_SRP": "jane",
            "requiredAttributes": "[\"userAttributes.name\"]",
            "userAttributes": "{\"email\":\"jane@example.org\",\"email_verified\":\"true\"}",
        },
    }));
    let asked = question(sign_in(&mut pool, "jane", "temporary").unwrap());
    let Challenge::NewPasswordRequired {
        required_attributes,
        attributes,
    } = asked.challenge()
    else {
        panic!("{:?}", asked.challenge())
    };
    assert_eq!(required_attributes, &["name"]);
    assert_eq!(attributes[0], ("email".into(), "jane@example.org".into()));

    // Without a required attribute nothing is sent, and the challenge stands.
    let failure = asked
        .answer(new_password("Better 1", &[("name", "")]))
        .unwrap_err();
    assert_eq!(failure.error, Error::InvalidAnswer);

    // Neither does a password that the pool's policy refuses end the sign-in.
    let asked = failure.standing.unwrap();
    let weak = asked
        .answer(new_password("weak", &[("name", "Jane")]))
        .unwrap();
    let failure = run(&mut pool, weak).unwrap_err();
    assert_eq!(failure.error, Error::Service(Exception::InvalidPassword));

    let asked = failure.standing.unwrap();
    let (request, waiting) = asked
        .answer(new_password("Be\"tter\\ 1", &[("name", "Jane")]))
        .unwrap();
    let sent = body(&request);
    assert_eq!(sent["Session"], "a session of twenty characters");
    assert_eq!(
        sent["ChallengeResponses"],
        json!({
            "USERNAME": "jane",
            "NEW_PASSWORD": "Be\"tter\\ 1",
            "userAttributes.name": "Jane",
        })
    );
    tokens(deliver(&mut pool, &request, waiting).unwrap());
}

/// A sign-in that was asked for a new password and has answered.
fn answered() -> AwaitingReply {
    let mut pool = Pool::new("Ab12Cd34E", "jane", "temporary");
    pool.challenge = Some(json!({"ChallengeName": "NEW_PASSWORD_REQUIRED", "Session": "s"}));
    let asked = question(sign_in(&mut pool, "jane", "temporary").unwrap());
    asked.answer(new_password("Better 1", &[])).unwrap().1
}

fn refused_with((status, body): Reply) -> Failure {
    answered().receive(status, &body, NOW_MS).unwrap_err()
}

#[test]
fn which_refusals_leave_the_challenge_standing() {
    for name in [
        "CodeMismatch",
        "InvalidPassword",
        "PasswordHistoryPolicyViolation",
    ] {
        let failure = refused_with(exception(&format!("{name}Exception"), ""));
        assert_eq!(failure.error.code(), name);
        assert!(failure.standing.is_some(), "{name}");
    }
    for name in [
        "ExpiredCode",
        "TooManyRequests",
        "InternalError",
        "UserNotFound",
    ] {
        let failure = refused_with(exception(&format!("{name}Exception"), ""));
        assert_eq!(failure.error.code(), name);
        assert!(failure.standing.is_none(), "{name}");
    }
    let expired = refused_with(exception(
        "NotAuthorizedException",
        "Invalid session for the user.",
    ));
    assert_eq!(expired.error, Error::ChallengeExpired);
    let disabled = refused_with(exception("NotAuthorizedException", "User is disabled."));
    assert_eq!(disabled.error, Error::UserDisabled);
    assert!(refused_with((502, b"<html>".to_vec())).standing.is_none());
}

#[test]
fn every_other_challenge_is_handed_out() {
    let cases = [
        ("SMS_MFA", json!({"CODE_DELIVERY_DESTINATION": "+49***1"})),
        ("SMS_OTP", json!({})),
        (
            "EMAIL_OTP",
            json!({"CODE_DELIVERY_DESTINATION": "j***@e***"}),
        ),
        (
            "SOFTWARE_TOKEN_MFA",
            json!({"FRIENDLY_DEVICE_NAME": "phone"}),
        ),
        (
            "SELECT_MFA_TYPE",
            json!({"MFAS_CAN_CHOOSE": "[\"SMS_MFA\",\"EMAIL_OTP\"]"}),
        ),
        (
            "MFA_SETUP",
            json!({"MFAS_CAN_SETUP": "[\"SOFTWARE_TOKEN_MFA\"]"}),
        ),
        ("SELECT_CHALLENGE", json!({})),
        ("CUSTOM_CHALLENGE", json!({"question": "2 + 2"})),
    ];
    for (name, parameters) in cases {
        let mut pool = Pool::new("Ab12Cd34E", "jane", "correct horse");
        pool.challenge = Some(json!({
            "ChallengeName": name,
            "Session": "s",
            "ChallengeParameters": parameters,
            "AvailableChallenges": ["PASSWORD", "EMAIL_OTP"],
        }));
        let asked = question(sign_in(&mut pool, "jane", "correct horse").unwrap());
        assert_eq!(asked.challenge().name(), name);
        match (name, asked.challenge()) {
            ("SMS_MFA", Challenge::SmsMfa(to)) => {
                assert_eq!(to.destination.as_deref(), Some("+49***1"))
            }
            ("SMS_OTP", Challenge::SmsOtp(to)) => assert_eq!(to.destination, None),
            ("EMAIL_OTP", Challenge::EmailOtp(to)) => {
                assert_eq!(to.destination.as_deref(), Some("j***@e***"));
            }
            ("SOFTWARE_TOKEN_MFA", Challenge::SoftwareTokenMfa { device_name }) => {
                assert_eq!(device_name.as_deref(), Some("phone"));
            }
            ("SELECT_MFA_TYPE", Challenge::SelectMfaType(options)) => {
                assert_eq!(options, &["SMS_MFA", "EMAIL_OTP"]);
            }
            ("MFA_SETUP", Challenge::MfaSetup(options)) => {
                assert_eq!(options, &["SOFTWARE_TOKEN_MFA"])
            }
            ("SELECT_CHALLENGE", Challenge::SelectChallenge(options)) => {
                assert_eq!(options, &["PASSWORD", "EMAIL_OTP"]);
            }
            ("CUSTOM_CHALLENGE", Challenge::CustomChallenge(parameters)) => {
                assert_eq!(parameters, &[("question".into(), "2 + 2".into())]);
            }
            (_, other) => panic!("{name} became {other:?}"),
        }
        let failure = asked.answer(new_password("Better 1", &[])).unwrap_err();
        assert_eq!(failure.error, Error::InvalidAnswer, "{name}");
        assert!(failure.standing.is_some(), "{name}");
    }
}

#[test]
fn challenges_that_are_not_for_the_user() {
    for name in [
        "PASSWORD_VERIFIER",
        "DEVICE_SRP_AUTH",
        "ADMIN_NO_SRP_AUTH",
        "NOBODY_KNOWS",
        "",
    ] {
        let mut pool = Pool::new("Ab12Cd34E", "jane", "correct horse");
        pool.challenge = Some(json!({"ChallengeName": name, "Session": "s"}));
        let failure = sign_in(&mut pool, "jane", "correct horse").unwrap_err();
        assert_eq!(failure.error, Error::UnexpectedChallenge, "{name}");
    }
}

#[test]
fn a_chain_of_challenges_ends_after_eight() {
    let mut pool = Pool::new("Ab12Cd34E", "jane", "temporary");
    let again = json!({"ChallengeName": "NEW_PASSWORD_REQUIRED", "Session": "s"});
    pool.challenge = Some(again.clone());
    let mut asked = question(sign_in(&mut pool, "jane", "temporary").unwrap());
    let (status, body) = ok(again);
    for _third_to_eighth in 3..=8 {
        let (_, waiting) = asked.answer(new_password("Better 1", &[])).unwrap();
        asked = question(waiting.receive(status, &body, NOW_MS).unwrap());
    }
    let (_, waiting) = asked.answer(new_password("Better 1", &[])).unwrap();
    assert_eq!(
        waiting.receive(status, &body, NOW_MS).unwrap_err().error,
        Error::ChallengeLimit
    );
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
        let failure = sign_in(&mut pool, "jane", "correct horse").unwrap_err();
        assert_eq!(failure.error, Error::TokenMismatch, "{claims}");
    }
    pool.id_token_claims = json!("jane");
    let failure = sign_in(&mut pool, "jane", "correct horse").unwrap_err();
    assert_eq!(failure.error, Error::ReplyIncomplete);
}

#[test]
fn exceptions_by_name_alone() {
    let read = |body: &str| {
        let pool = Pool::new("Ab12Cd34E", "jane", "correct horse");
        let (_, waiting) = start(&pool, "jane", "correct horse");
        waiting
            .receive(400, body.as_bytes(), NOW_MS)
            .unwrap_err()
            .error
    };
    for known in Exception::ALL {
        let name = known.name();
        let body = format!("{{\"__type\":\"com.amazonaws.cognito#{name}Exception:http://x/\"}}");
        assert_eq!(read(&body), Error::Service(*known), "{name}");
        assert_eq!(read(&body).code(), name);
    }
    assert_eq!(
        read(r#"{"__type":"NewExceptionOf2030"}"#),
        Error::Service(Exception::UnknownException)
    );
    assert_eq!(read(r#"{"message":"no type"}"#), Error::ReplyIncomplete);
    assert_eq!(read("[]"), Error::ReplyNotJson);
    assert_eq!(read(""), Error::ReplyNotJson);
    assert_eq!(read("<html>"), Error::ReplyNotJson);
    assert_eq!(
        read(r#"{"__type":"UserNotFoundException","message":"User is disabled."}"#),
        Error::Service(Exception::UserNotFound)
    );
}

#[test]
fn messages_lose_the_trigger_prefix() {
    for (body, words) in [
        (
            r#"{"message":"PreAuthentication failed with error Not on a Sunday."}"#,
            "Not on a Sunday.",
        ),
        (r#"{"Message":"Capital letter."}"#, "Capital letter."),
        (r#"{"message":"It failed with error 7"}"#, "7"),
        (
            r#"{"message":"The trigger failed with error 7"}"#,
            "The trigger failed with error 7",
        ),
        (r#"{"message":1}"#, ""),
        ("no JSON", ""),
    ] {
        assert_eq!(exception::message(body.as_bytes()), words, "{body}");
    }
}

#[test]
fn replies_beyond_the_limits() {
    let receive = |body: &[u8]| answered().receive(200, body, NOW_MS).unwrap_err().error;
    let mut large = b"{\"a\":\"".to_vec();
    large.resize(256 * 1024 - 2, b'a');
    large.extend(b"\"}");
    assert_eq!(receive(&large), Error::ReplyIncomplete, "256 KiB are read");
    large.push(b' ');
    assert_eq!(receive(&large), Error::ReplyTooLarge);
    let deep = |levels: usize| format!("{{\"a\":{}{}}}", "[".repeat(levels), "]".repeat(levels));
    assert_eq!(
        receive(deep(31).as_bytes()),
        Error::ReplyIncomplete,
        "32 levels are read"
    );
    assert_eq!(receive(deep(32).as_bytes()), Error::ReplyTooDeep);
    assert_eq!(receive("[".repeat(200_000).as_bytes()), Error::ReplyTooDeep);
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
