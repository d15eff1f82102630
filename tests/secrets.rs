//! What must not be seen is not shown, and what is typed is taken as it is.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions
)]

use cognipress::error::Error;
use cognipress::flow::challenge::{Challenge, ChallengeAnswer};
use cognipress::flow::dialogue::{self, Context, Device, Start};
use cognipress::flow::sign_in::{SignIn, Step};
use cognipress::flow::sign_out::{acknowledge, revoke_token};
use cognipress::secret::{Password, Session, Token, Username};
use cognipress::srp::exchange::{Agreement, Ephemeral};
use cognipress::token::UnverifiedClaims;
use cognipress::user_pool::UserPool;
use cognipress::wire::exception::Exception;

const CANARY: &str = "c4nary";

fn password() -> Password {
    Password::new(CANARY.into()).unwrap()
}

#[test]
fn debug_shows_no_secret() {
    let pool = UserPool::new("eu-west-1_Ab12", "client", None).unwrap();
    let sign_in = SignIn::new(pool.clone(), [0xca; 32]).unwrap();
    let sign_in_text = format!("{sign_in:?}");
    let (request, waiting) = sign_in.start(Username::new("jane").unwrap(), password());
    let token = Token::new(CANARY.into());
    let claims = UnverifiedClaims::read("e30.eyJuYW1lIjoiYzRuYXJ5In0.x").unwrap();
    assert!(claims.as_json().contains(CANARY));
    let agreement = Agreement {
        premaster_secret: [0xca; 384].into(),
        u: [0xca; 32],
    };
    let ephemeral = Ephemeral::new([0xca; 32]).unwrap();
    let answer = ChallengeAnswer::NewPassword {
        password: password(),
        attributes: Vec::new(),
    };
    let revoke = revoke_token(&pool, &token);
    let context = Context {
        device: Some(Device {
            key: "key".into(),
            group_key: "group".into(),
            password: password(),
        }),
        ..Context::default()
    };
    let step_up = Start::StepUp {
        acr_values: "urn:cognito:loa:2".into(),
        max_age: None,
        access_token: Some(token.clone()),
    };
    let choice = Start::Choice {
        preferred: None,
        password: Some(password()),
        session: Some(Session::new(CANARY.into())),
    };
    let start_texts = format!("{context:?} {step_up:?} {choice:?}");
    let username = Username::new("jane").unwrap();
    let begun = Start::PlainPassword(password());
    let (begun, begun_waiting) =
        dialogue::start(pool.clone(), context, username, begun, [0xca; 32]).unwrap();
    assert!(begun.body().contains(CANARY));
    assert!(revoke.body().contains(CANARY));
    for text in [
        sign_in_text,
        format!("{:?}", password()),
        format!("{token:?} {:?}", Session::new(CANARY.into())),
        format!("{claims:?}"),
        format!("{agreement:?} {ephemeral:?}"),
        format!("{answer:?}"),
        format!("{revoke:?} {request:?}"),
        format!("{:?}", Step::Send(request, waiting)),
        start_texts,
        format!("{:?}", dialogue::Step::Send(begun, begun_waiting)),
        format!("{:?}", Challenge::MfaSetupTotp(token)),
    ] {
        for secret in [CANARY, "202", "0xca", "cacaca", "CACACA"] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
}

#[test]
fn passwords_are_taken_as_they_are() {
    for typed in [
        " a ",
        "\t",
        "\u{feff}",
        "e\u{301}",
        "é",
        "\u{0}",
        "🔑",
        &"é".repeat(256),
    ] {
        assert_eq!(Password::new(typed.into()).unwrap().secret(), typed);
    }
    for bad in [&b""[..], &[0xff], &[0xc3], "é".repeat(257).as_bytes()] {
        assert_eq!(
            Password::new(bad.to_vec()).unwrap_err(),
            Error::InvalidPasswordInput
        );
    }
}

#[test]
fn user_names_lose_white_space_and_nothing_else() {
    for (typed, name) in [
        ("jane", "jane"),
        (" \t\r\njane doe\n\t ", "jane doe"),
        ("Jósé-日本", "Jósé-日本"),
    ] {
        assert_eq!(Username::new(typed).unwrap().into_inner(), name);
    }
    assert!(Username::new(&"日".repeat(128)).is_ok());
    for bad in ["", " ", "\t\r\n", &"a".repeat(129)] {
        assert_eq!(
            Username::new(bad).unwrap_err(),
            Error::InvalidUsername,
            "{bad:?}"
        );
    }
}

#[test]
fn entropy_of_zeros_is_none() {
    assert_eq!(
        Ephemeral::new([0; 32]).unwrap_err(),
        Error::RandomUnavailable
    );
}

#[test]
fn signing_out() {
    let pool = UserPool::new("eu-west-1_Ab12", "client", None).unwrap();
    let request = revoke_token(&pool, &Token::new("a.refresh.token".into()));
    let target = "AWSCognitoIdentityProviderService.RevokeToken";
    assert!(request.headers().contains(&("x-amz-target", target.into())));
    assert_eq!(request.operation(), "RevokeToken");
    let body: serde_json::Value = serde_json::from_str(request.body()).unwrap();
    assert_eq!(
        body,
        serde_json::json!({"Token": "a.refresh.token", "ClientId": "client"})
    );
    assert_eq!(acknowledge(200, b""), Ok(()));
    assert_eq!(acknowledge(200, b"{}"), Ok(()));
    let refused = br#"{"__type":"UnsupportedTokenTypeException"}"#;
    match acknowledge(400, refused) {
        Err(Error::Service(refusal)) => {
            assert_eq!(refusal.exception(), Exception::UnsupportedTokenType);
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(acknowledge(503, b"busy"), Err(Error::InvalidReply));
}
