//! num-bigint: variable time, sizes known when run.

use num_bigint::BigUint;
use std::sync::LazyLock;

static MODULUS: LazyLock<BigUint> = LazyLock::new(|| from_hex(crate::MODULUS));
static MULTIPLIER: LazyLock<BigUint> = LazyLock::new(|| from_hex(crate::MULTIPLIER));

fn from_hex(digits: &str) -> BigUint {
    BigUint::parse_bytes(digits.as_bytes(), 16).unwrap_or_default()
}

/// A, by num-bigint.
pub fn a(a: &[u8]) -> Vec<u8> {
    BigUint::from(2u8)
        .modpow(&BigUint::from_bytes_be(a), &MODULUS)
        .to_bytes_be()
}

/// S, by num-bigint.
pub fn s(b: &[u8], a: &[u8], x: &[u8], u: &[u8]) -> Vec<u8> {
    let [b, a, x, u] = [b, a, x, u].map(BigUint::from_bytes_be);
    let verifier = &*MULTIPLIER * BigUint::from(2u8).modpow(&x, &MODULUS) % &*MODULUS;
    let base = b + &*MODULUS - verifier;
    base.modpow(&(a + u * x), &MODULUS).to_bytes_be()
}
