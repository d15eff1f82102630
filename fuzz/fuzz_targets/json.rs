//! The JSON reader takes what serde_json takes, and reads the same from it.
#![no_main]

use cognipress::wire::json::{Json, JsonFault};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fn tree(json: Json<'_>) -> Value {
    match json.as_str().as_bytes().first() {
        Some(b'{') => json
            .members()
            .map(|(name, value)| (name, tree(value)))
            .collect(),
        Some(b'[') => json.elements().map(tree).collect(),
        Some(b'"') => Value::from(json.text().expect("a string has a text")),
        _ => serde_json::from_str(json.as_str()).expect("a scalar is JSON"),
    }
}

fuzz_target!(|text: &[u8]| {
    match (Json::parse(text), serde_json::from_slice::<Value>(text)) {
        (Ok(json), Ok(value)) => assert_eq!(tree(json), value),
        // Only serde_json has to give a number a value.
        (Ok(_), Err(error)) => assert!(error.to_string().contains("number out of range")),
        (Err(fault), Ok(_)) => assert_ne!(fault, JsonFault::Malformed),
        (Err(_), Err(_)) => {}
    }
});
