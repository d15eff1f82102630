//! The server's half of a proof, of a user's password or of a device's: what
//! it holds is a verifier. Made of num-bigint, sha2 and hmac.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use num_bigint::BigUint;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{integer, n, pad};

pub struct Srp {
    /// The pool's name, or the device's group key.
    pub group: String,
    /// `USER_ID_FOR_SRP`, or the device's key.
    pub name: String,
    pub password: String,
    /// Hex digits.
    pub salt: String,
    pub b: BigUint,
    secret_block: Vec<u8>,
    a_public: BigUint,
}

impl Srp {
    pub fn new(group: &str, name: &str, password: &str) -> Self {
        Self {
            group: group.into(),
            name: name.into(),
            password: password.into(),
            salt: "8bb7dcf905f418bf27b6623aa4d2f58f".into(),
            b: integer(&"5eed".repeat(64)),
            secret_block: (0..=255).collect(),
            a_public: BigUint::ZERO,
        }
    }

    /// The verifier's `ChallengeParameters` for an `SRP_A`.
    pub fn parameters(&mut self, srp_a: &Value) -> Value {
        let digits = srp_a.as_str().unwrap();
        self.a_public = integer(digits);
        assert!(self.a_public > BigUint::ZERO && self.a_public < n());
        assert_eq!(
            digits,
            self.a_public.to_str_radix(16),
            "lower case, no padding"
        );
        json!({
            "SALT": self.salt,
            "SRP_B": self.b_public().to_str_radix(16),
            "SECRET_BLOCK": STANDARD.encode(&self.secret_block),
        })
    }

    /// Whether these `ChallengeResponses` prove that the client knows the password.
    pub fn is_proven_by(&self, responses: &Value) -> bool {
        let block = STANDARD.encode(&self.secret_block);
        assert_eq!(responses["PASSWORD_CLAIM_SECRET_BLOCK"], block);
        let timestamp = responses["TIMESTAMP"].as_str().unwrap();
        responses["PASSWORD_CLAIM_SIGNATURE"] == self.signature(timestamp)
    }

    /// v = g^x
    fn verifier(&self) -> BigUint {
        let inner = Sha256::digest(format!("{}{}:{}", self.group, self.name, self.password));
        let x = Sha256::new()
            .chain_update(pad(&integer(&self.salt)))
            .chain_update(inner);
        two().modpow(&BigUint::from_bytes_be(&x.finalize()), &n())
    }

    /// B = k·v + g^b
    fn b_public(&self) -> BigUint {
        let k = Sha256::new()
            .chain_update(pad(&n()))
            .chain_update(pad(&two()))
            .finalize();
        (BigUint::from_bytes_be(&k) * self.verifier() + two().modpow(&self.b, &n())) % n()
    }

    /// The server's own way to S = (A·v^u)^b, and on to the signature.
    fn signature(&self, timestamp: &str) -> String {
        let u = Sha256::new()
            .chain_update(pad(&self.a_public))
            .chain_update(pad(&self.b_public()));
        let u = BigUint::from_bytes_be(&u.finalize());
        let base = &self.a_public * self.verifier().modpow(&u, &n());
        let premaster = base.modpow(&self.b, &n());
        let prk = hmac(&pad(&u), &[&pad(&premaster)]);
        let key = hmac(&prk, &[b"Caldera Derived Key\x01"]);
        let (group, name) = (self.group.as_bytes(), self.name.as_bytes());
        let timestamp = timestamp.as_bytes();
        STANDARD.encode(hmac(
            &key[..16],
            &[group, name, &self.secret_block, timestamp],
        ))
    }
}

/// The client's public key for the private key `a`, as it is sent.
pub fn a_public(a: [u8; 32]) -> String {
    let a_public = two().modpow(&BigUint::from_bytes_be(&a), &n());
    a_public.to_str_radix(16)
}

fn two() -> BigUint {
    BigUint::from(2u32)
}

fn hmac(key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().to_vec()
}
