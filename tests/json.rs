//! The JSON reader and writer beside serde_json.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions
)]

use std::time::{Duration, Instant};

use cognipress::wire::base64;
use cognipress::wire::json::{Json, JsonFault, MAX_BYTES, MAX_DEPTH};
use cognipress::wire::write::{array, decimal, fill, object};
use proptest::prelude::*;
use serde_json::{Value, json};

/// What serde_json would have read.
fn tree(json: Json<'_>) -> Value {
    match json.as_str().as_bytes().first() {
        Some(b'{') => json
            .members()
            .map(|(name, value)| (name, tree(value)))
            .collect(),
        Some(b'[') => json.elements().map(tree).collect(),
        Some(b'"') => Value::from(json.text().unwrap()),
        _ => serde_json::from_str(json.as_str()).unwrap(),
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 60, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Text that is nearly JSON: its tokens in any order.
fn nearly_json() -> impl Strategy<Value = String> {
    let token = prop_oneof![
        Just("{"),
        Just("}"),
        Just("["),
        Just("]"),
        Just(","),
        Just(":"),
        Just(" "),
        Just("\n"),
        Just("\""),
        Just("\\"),
        Just("\\u00e9"),
        Just("\\ud83d"),
        Just("\\udd11"),
        Just("\\/"),
        Just("true"),
        Just("null"),
        Just("-"),
        Just("0"),
        Just("12"),
        Just("."),
        Just("e"),
        Just("+"),
        Just("a"),
        Just("é"),
        Just("\u{1}"),
        Just("\"a\""),
        Just("\"b\":"),
    ];
    prop::collection::vec(token, 0..24).prop_map(|tokens| tokens.concat())
}

/// serde_json refuses numbers beyond f64; their form is right all the same.
fn is_only_too_large(error: &serde_json::Error) -> bool {
    error.to_string().contains("number out of range")
}

proptest! {
    #[test]
    fn reads_what_serde_json_writes(value in any_json()) {
        for text in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
            let theirs: Value = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(tree(Json::parse(text.as_bytes()).unwrap()), theirs);
        }
    }

    #[test]
    fn accepts_what_serde_json_accepts(text in nearly_json()) {
        match (Json::parse(text.as_bytes()), serde_json::from_str::<Value>(&text)) {
            (Ok(ours), Ok(theirs)) => prop_assert_eq!(tree(ours), theirs),
            (Err(JsonFault::Malformed), Err(_)) => {}
            (Ok(_), Err(error)) if is_only_too_large(&error) => {}
            (ours, theirs) => prop_assert!(false, "{ours:?} but {theirs:?}"),
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in any::<Vec<u8>>()) {
        let theirs = serde_json::from_slice::<Value>(&bytes);
        prop_assert_eq!(Json::parse(&bytes).is_ok(), theirs.is_ok());
    }

    #[test]
    fn writes_what_serde_json_reads(
        texts in any::<Vec<String>>(),
        members in any::<Vec<(String, String)>>(),
        number in any::<u64>(),
    ) {
        let text = texts.concat();
        let written = fill(r#"{"text":?,"array":%,"object":%,"number":%}"#, &[
            &text,
            &array(texts.iter().map(String::as_str)),
            &object(members.iter().map(|(name, value)| (name.as_str(), value.as_str()))),
            &decimal(number),
        ]);
        let read: Value = serde_json::from_str(&written).unwrap();
        let members: Value = members.into_iter().collect();
        prop_assert_eq!(
            read,
            json!({"text": text, "array": texts, "object": members, "number": number})
        );
    }

    #[test]
    fn base64_is_that_of_the_crate(bytes in any::<Vec<u8>>(), text in "[A-Za-z0-9+/_=-]{0,12}") {
        use ::base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
        use ::base64::Engine;
        prop_assert_eq!(base64::encode(&bytes), STANDARD.encode(&bytes));
        prop_assert_eq!(base64::decode(&STANDARD.encode(&bytes)), Some(bytes.clone()));
        prop_assert_eq!(base64::decode_url(&URL_SAFE_NO_PAD.encode(&bytes)), Some(bytes));
        prop_assert_eq!(base64::decode(&text), STANDARD.decode(&text).ok());
        prop_assert_eq!(base64::decode_url(&text), URL_SAFE_NO_PAD.decode(&text).ok());
    }
}

#[test]
fn the_last_of_two_members_counts() {
    let text = br#"{"a":1,"b":2,"\u0061":3}"#;
    assert_eq!(
        Json::parse(text).unwrap().get("a").unwrap().whole_number(),
        Some(3)
    );
}

#[test]
fn whole_numbers() {
    for (text, number) in [
        ("0", Some(0)),
        ("4294967295", Some(u32::MAX)),
        ("4294967296", None),
        ("99999999999999999999", None),
        ("-1", None),
        ("1.0", None),
        ("1e3", None),
        ("\"1\"", None),
        ("null", None),
    ] {
        assert_eq!(
            Json::parse(text.as_bytes()).unwrap().whole_number(),
            number,
            "{text}"
        );
    }
}

#[test]
fn size_and_depth() {
    let text = |length: usize| format!("\"{}\"", "a".repeat(length - 2));
    assert!(Json::parse(text(MAX_BYTES).as_bytes()).is_ok());
    assert_eq!(
        Json::parse(text(MAX_BYTES + 1).as_bytes()).unwrap_err(),
        JsonFault::TooLarge
    );
    let depth = usize::try_from(MAX_DEPTH).unwrap();
    let nested = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
    assert!(Json::parse(nested(depth).as_bytes()).is_ok());
    assert_eq!(
        Json::parse(nested(depth + 1).as_bytes()).unwrap_err(),
        JsonFault::TooDeep
    );
}

#[test]
fn the_worst_texts_take_no_time() {
    let repeat = |unit: &str| unit.repeat(MAX_BYTES / unit.len() - 2);
    for text in [
        "[".repeat(MAX_BYTES),
        repeat("{\"a\":"),
        format!("{{{}\"a\":0}}", repeat("\"\":0,")),
        format!("[{}0]", repeat("[],")),
        format!("\"{}\"", repeat("\\ud83d\\udd11")),
        repeat("1"),
        repeat(" "),
    ] {
        let started = Instant::now();
        if let Ok(json) = Json::parse(text.as_bytes()) {
            let _ = (
                json.get("no such name"),
                json.text(),
                json.elements().count(),
            );
        }
        assert!(started.elapsed() < Duration::from_secs(1), "{text:.20}");
    }
}
