//! A device's secret and its verifier, against num-bigint and the server's half.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cognipress::error::Error;
use cognipress::srp::device::{DeviceSecret, ENTROPY};
use num_bigint::BigUint;
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use support::{n, pad};

fn decode(base64: &str) -> Vec<u8> {
    STANDARD.decode(base64).unwrap()
}

/// protocol: PAD(g^x), x = H(PAD(salt) | H(group key | device key | ":" | password))
fn verifier(group_key: &str, device_key: &str, password: &str, salt: &[u8]) -> Vec<u8> {
    let identity = Sha256::digest(format!("{group_key}{device_key}:{password}"));
    let salted = [pad(&BigUint::from_bytes_be(salt)), identity.to_vec()].concat();
    let x = BigUint::from_bytes_be(&Sha256::digest(salted));
    pad(&BigUint::from(2u8).modpow(&x, &n()))
}

fn check(group_key: &str, device_key: &str, entropy: &[u8; ENTROPY]) {
    let secret = DeviceSecret::new(group_key, device_key, entropy).unwrap();
    let password = secret.password().secret();
    assert_eq!(password, STANDARD.encode(&entropy[..40]));
    let salt = BigUint::from_bytes_be(&entropy[40..]);
    assert_eq!(decode(secret.salt()), pad(&salt));
    let expected = verifier(group_key, device_key, password, &entropy[40..]);
    assert_eq!(decode(secret.verifier()), expected);
    // Both are positive numbers for who reads them as signed ones.
    for number in [secret.salt(), secret.verifier()] {
        assert!(decode(number)[0] < 0x80);
    }
}

proptest! {
    #[test]
    fn verifiers_agree(
        group_key in "-[A-Za-z0-9]{8}",
        device_key in "[a-z]{2}-[a-z]{4}-[0-9]_[0-9a-f-]{36}",
        entropy in any::<[u8; 32]>(),
        rest in any::<[u8; 24]>(),
    ) {
        let entropy = [entropy.as_slice(), rest.as_slice()].concat().try_into().unwrap();
        check(&group_key, &device_key, &entropy);
    }
}

#[test]
fn salts_of_every_shape() {
    for first in [0x00, 0x01, 0x7f, 0x80, 0xff] {
        let mut entropy = [0x5a; ENTROPY];
        entropy[40] = first;
        check("-group", "eu-west-1_device", &entropy);
        entropy[41] = 0x80;
        check("-group", "eu-west-1_device", &entropy);
    }
}

#[test]
fn no_generator_gives_zeros() {
    let made = DeviceSecret::new("-group", "eu-west-1_device", &[0; ENTROPY]);
    assert_eq!(made.unwrap_err(), Error::RandomUnavailable);
}

#[test]
fn nothing_of_it_is_shown() {
    let secret = DeviceSecret::new("-group", "eu-west-1_device", &[7; ENTROPY]).unwrap();
    assert_eq!(format!("{secret:?}"), "DeviceSecret([redacted])");
}
