//! The known answers of `tests/vectors`: every intermediate value on its own,
//! and named when it is wrong.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions
)]

mod support;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cognipress::secret::Password;
use cognipress::srp::claim::{session_key, signature};
use cognipress::srp::encoding::to_hex;
use cognipress::srp::exchange::{
    Agreement, Ephemeral, Salt, ServerKey, exponent, premaster_secret, private_key,
    scrambling_parameter,
};
use num_bigint::BigUint;
use serde_json::Value;
use sha2::{Digest, Sha256};
use support::{bytes, integer, n};

fn vectors() -> Value {
    serde_json::from_str(include_str!("vectors/srp.json")).unwrap()
}

/// One entry, read field by field.
struct Known<'a> {
    name: &'a str,
    fields: &'a Value,
}

impl<'a> Known<'a> {
    fn text(&self, field: &str) -> &'a str {
        self.optional(field)
            .unwrap_or_else(|| panic!("{}: no {field}", self.name))
    }

    fn optional(&self, field: &str) -> Option<&'a str> {
        self.fields[field].as_str()
    }

    fn integer(&self, field: &str) -> BigUint {
        integer(self.text(field))
    }

    fn expect(&self, what: &str, computed: &str, expected: &str) {
        assert_eq!(computed, expected, "{}: bad {what}", self.name);
    }

    /// A = 2^a, by the kernel's general power: some clients have an `a` of 1024 bits.
    fn public_key(&self) -> [u8; 384] {
        // (B − k·g^x) is 2 for B = 2 + k·g^x.
        let (k, n, two) = (
            integer(vectors()["go"]["k"].as_str().unwrap()),
            n(),
            BigUint::from(2u32),
        );
        let x = [7; 32];
        let b_public = (&two + k * two.modpow(&BigUint::from_bytes_be(&x), &n)) % &n;
        let a = self.integer("a").to_bytes_be();
        *premaster_secret(&bytes(&b_public), &x, &a)
    }

    fn check(&self) {
        let a_public: [u8; 384] = bytes(&self.integer("A"));
        if self.optional("a").is_some() {
            self.expect("A", &to_hex(&self.public_key()), self.text("A"));
            let a = self.integer("a").to_bytes_be();
            if a.len() <= 32 {
                let ephemeral = Ephemeral::new(bytes(&self.integer("a"))).unwrap();
                self.expect("A of the comb", &ephemeral.public_hex(), self.text("A"));
            }
        }

        let server_key = ServerKey::from_hex(self.text("B")).unwrap();
        let u = scrambling_parameter(&a_public, server_key.as_bytes()).unwrap();
        if let Some(expected) = self.optional("u") {
            self.expect("u", &to_hex(&u), expected);
        }
        let Some(salt) = self.optional("salt") else {
            return;
        };

        let (pool_name, user_id) = self.user();
        let password = Password::new(self.text("password").as_bytes().to_vec()).unwrap();
        let x = private_key(
            &Salt::from_hex(salt).unwrap(),
            pool_name,
            user_id,
            &password,
        );
        if let Some(expected) = self.optional("x") {
            self.expect("x", &to_hex(&*x), expected);
        }

        if let Some(inner_hash) = self.optional("passwordHash") {
            let inner_hash: [u8; 32] = bytes(&integer(inner_hash));
            let outer = Sha256::new().chain_update(support::pad(&integer(salt)));
            self.expect(
                "x",
                &hex(&*x),
                &hex(&outer.chain_update(inner_hash).finalize()),
            );
        }

        let a = self.integer("a");
        let big_exponent = &a + BigUint::from_bytes_be(&u) * BigUint::from_bytes_be(&*x);
        let premaster = premaster_secret(server_key.as_bytes(), &x, &big_exponent.to_bytes_be());
        if let Some(expected) = self.optional("S") {
            self.expect("S", &to_hex(&*premaster), expected);
        }
        if a.bits() <= 256 {
            let exponent = exponent(&bytes(&a), &u, &x);
            self.expect(
                "exponent",
                &to_hex(&*exponent),
                &big_exponent.to_str_radix(16),
            );
            let again = premaster_secret(server_key.as_bytes(), &x, &*exponent);
            assert_eq!(
                again, premaster,
                "{}: S depends on the exponent's length",
                self.name
            );
        }

        let key = session_key(&Agreement {
            premaster_secret: premaster,
            u,
        });
        if let Some(expected) = self.optional("key_hex") {
            self.expect("key", &hex(&*key), expected);
        }
        if let Some(expected) = self.optional("key_b64") {
            self.expect("key", &STANDARD.encode(*key), expected);
        }
        let expected = self
            .optional("signature")
            .or(self.optional("signature_computed"));
        if let Some(expected) = expected {
            let block = STANDARD.decode(self.text("secret_block")).unwrap();
            let computed = signature(&key, pool_name, user_id, &block, self.text("timestamp"));
            self.expect("signature", &computed, expected);
        }
    }

    fn user(&self) -> (&'a str, &'a str) {
        match self.optional("pool_and_user") {
            // Only their concatenation is hashed.
            Some(both) => both.split_at(9),
            None => (self.text("pool"), self.text("user")),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn check(name: &str) {
    let vectors = vectors();
    let fields = vectors
        .get(name)
        .or_else(|| vectors["generated_edge"].get(name))
        .unwrap();
    Known { name, fields }.check();
}

#[test]
fn android() {
    check("android");
}

#[test]
fn swift() {
    for name in ["swiftU1", "swiftU2", "swiftU3", "swiftS1"] {
        check(name);
    }
}

#[test]
fn helper() {
    check("helper");
}

#[test]
fn go() {
    check("go");
}

#[test]
fn salt_high_bit_set() {
    check("salt_high_bit_set");
}

#[test]
fn salt_leading_zero_byte() {
    check("salt_leading_zero_byte");
}

#[test]
fn utf8_password_and_username() {
    check("utf8_password_and_username");
}

#[test]
fn a_public_leading_zero_byte() {
    check("A_short_leading_zero_byte");
}

#[test]
fn u_top_byte_zero() {
    check("u_top_byte_zero");
}

#[test]
fn every_edge_is_checked() {
    let vectors = vectors();
    let names: Vec<&String> = vectors["generated_edge"]
        .as_object()
        .unwrap()
        .keys()
        .collect();
    assert_eq!(names.len(), 5, "a new edge needs a test: {names:?}");
}
