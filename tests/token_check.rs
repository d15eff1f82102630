//! What a token must be before anybody looks at its signature, and the key for that.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cognipress::error::Error;
use cognipress::token::check::{Expected, check, select_key};
use cognipress::user_pool::UserPool;
use proptest::prelude::*;
use serde_json::{Value, json};

const NOW_S: u64 = 1_793_610_307;

fn part(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

fn token(header: &Value, claims: &Value) -> String {
    format!("{}.{}.c2ln", part(header), part(claims))
}

fn header() -> Value {
    json!({"alg": "RS256", "kid": "a"})
}

fn id_claims() -> Value {
    json!({
        "iss": "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E",
        "aud": "client",
        "token_use": "id",
        "exp": NOW_S + 3600,
        "iat": NOW_S,
        "nonce": "n",
        "cognito:groups": ["editors"],
    })
}

fn access_claims() -> Value {
    let mut claims = id_claims();
    let claims_object = claims.as_object_mut().unwrap();
    claims_object.remove("aud");
    claims_object.insert("client_id".into(), "client".into());
    claims_object.insert("token_use".into(), "access".into());
    claims_object.insert("scope".into(), "openid orders/read".into());
    claims
}

fn verdict(token: &str, expected: &Expected) -> Result<String, Error> {
    let pool = UserPool::new("eu-west-1_Ab12Cd34E", "client", None).unwrap();
    check(token, &pool, expected, NOW_S)
}

fn refused(token: &str, expected: &Expected) -> &'static str {
    match verdict(token, expected) {
        Err(Error::Untrusted(part)) => part,
        _ => "nothing",
    }
}

#[test]
fn good_tokens_of_either_use_name_their_key() {
    for claims in [id_claims(), access_claims()] {
        let good = token(&header(), &claims);
        assert_eq!(verdict(&good, &Expected::default()).unwrap(), "a");
    }
    let mut replicated = id_claims();
    replicated["iss"] =
        "https://issuer.cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E".into();
    assert!(verdict(&token(&header(), &replicated), &Expected::default()).is_ok());
}

#[test]
fn a_header_that_asks_for_something_else() {
    for (name, value) in [
        ("alg", json!("none")),
        ("alg", json!("rs256")),
        ("alg", json!("HS256")),
        ("alg", json!(["RS256"])),
        ("alg", Value::Null),
        ("kid", Value::Null),
        ("kid", json!(1)),
        ("crit", json!(["exp"])),
        ("b64", json!(false)),
        ("zip", json!("DEF")),
        ("jwk", json!({})),
        ("jku", json!("https://example.org")),
        ("x5c", json!([])),
        ("x5u", json!("")),
        ("x5t", json!("")),
    ] {
        let mut header = header();
        header[name] = value;
        let bad = token(&header, &id_claims());
        assert_eq!(refused(&bad, &Expected::default()), "header", "{header}");
    }
}

#[test]
fn a_text_that_is_no_token() {
    let good = token(&header(), &id_claims());
    let (_, without_header) = good.split_once('.').unwrap();
    for bad in [
        String::new(),
        "..".into(),
        good.replace('.', ""),
        format!("{good}.e30"),
        format!("{good}="),
        format!(" {good}"),
        without_header.into(),
        good.replace('.', "\n."),
    ] {
        let part = refused(&bad, &Expected::default());
        assert!(matches!(part, "header" | "payload"), "{bad:?}: {part}");
    }
}

#[test]
fn claims_that_are_not_ours() {
    for (name, value, found) in [
        ("iss", json!("https://example.org"), "iss"),
        (
            "iss",
            json!(["https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E"]),
            "iss",
        ),
        ("iss", Value::Null, "iss"),
        ("aud", json!("another"), "aud"),
        ("aud", json!(["client"]), "aud"),
        ("aud", Value::Null, "aud"),
        ("token_use", json!("refresh"), "token_use"),
        ("token_use", Value::Null, "token_use"),
        ("token_use", json!("access"), "client_id"),
        ("exp", json!(NOW_S), "exp"),
        ("exp", json!((NOW_S + 60).to_string()), "exp"),
        ("exp", json!(1e30), "exp"),
        ("exp", Value::Null, "exp"),
        ("nbf", json!(NOW_S + 1), "nbf"),
        ("nbf", json!("soon"), "nbf"),
        ("iat", json!(NOW_S.to_string()), "iat"),
        ("iat", Value::Null, "iat"),
        ("sub", json!(["jane"]), "sub"),
        ("sub", json!(7), "sub"),
        ("jti", json!(7), "jti"),
        ("scope", json!(["openid"]), "scope"),
    ] {
        let mut claims = id_claims();
        claims[name] = value;
        let bad = token(&header(), &claims);
        assert_eq!(refused(&bad, &Expected::default()), found, "{claims}");
    }
}

#[test]
fn what_is_expected_beside() {
    let id = token(&header(), &id_claims());
    let access = token(&header(), &access_claims());
    let with = |change: &dyn Fn(&mut Expected)| {
        let mut expected = Expected::default();
        change(&mut expected);
        expected
    };
    let use_of = |name: &str| with(&|expected| expected.token_use = Some(name.into()));
    assert_eq!(refused(&access, &use_of("id")), "token_use");
    assert_eq!(refused(&id, &use_of("access")), "token_use");
    assert!(verdict(&id, &use_of("id")).is_ok());
    let scope = |name: &str| with(&|expected| expected.scopes = vec!["x".into(), name.into()]);
    assert!(verdict(&access, &scope("orders/read")).is_ok());
    assert_eq!(refused(&access, &scope("orders")), "scope");
    assert_eq!(refused(&id, &scope("openid")), "scope");
    let group = |name: &str| with(&|expected| expected.groups = vec![name.into()]);
    assert!(verdict(&id, &group("editors")).is_ok());
    assert_eq!(refused(&id, &group("editor")), "cognito:groups");
    let nonce = |text: &str| with(&|expected| expected.nonce = Some(text.into()));
    assert!(verdict(&id, &nonce("n")).is_ok());
    assert_eq!(refused(&id, &nonce("m")), "nonce");
    let mut late = id_claims();
    late["exp"] = (NOW_S - 60).into();
    let late = token(&header(), &late);
    assert_eq!(
        refused(&late, &with(&|expected| expected.grace_s = 60)),
        "exp"
    );
    assert!(verdict(&late, &with(&|expected| expected.grace_s = 61)).is_ok());
}

#[test]
fn the_key_is_the_one_of_that_name_and_fit_for_it() {
    let modulus = URL_SAFE_NO_PAD.encode([0xff; 256]);
    let key =
        json!({"kid": "a", "kty": "RSA", "alg": "RS256", "use": "sig", "n": modulus, "e": "AQAB"});
    let set = |key: &Value| json!({"keys": [{"kid": "b"}, key]}).to_string();
    let selected = select_key(set(&key).as_bytes(), "a").unwrap();
    let selected: Value = serde_json::from_str(&selected).unwrap();
    assert_eq!(
        selected,
        json!({"kty": "RSA", "alg": "RS256", "n": modulus, "e": "AQAB"})
    );
    for (name, value) in [
        ("kid", json!("c")),
        ("kty", json!("EC")),
        ("alg", json!("RS512")),
        ("use", json!("enc")),
        ("n", json!(URL_SAFE_NO_PAD.encode([0xff; 255]))),
        ("n", json!("+/")),
        ("e", Value::Null),
    ] {
        let mut bad = key.clone();
        bad[name] = value;
        assert!(select_key(set(&bad).as_bytes(), "a").is_err(), "{bad}");
    }
    for none in ["", "<html>", "{}", r#"{"keys":{}}"#, "[]"] {
        assert!(select_key(none.as_bytes(), "a").is_err());
    }
}

proptest! {
    #[test]
    fn any_text_is_answered(text in "\\PC*", bytes in any::<Vec<u8>>()) {
        prop_assert!(verdict(&text, &Expected::default()).is_err());
        prop_assert!(select_key(&bytes, &text).is_err());
    }
}
