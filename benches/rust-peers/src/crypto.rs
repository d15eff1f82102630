//! crypto-bigint: constant-time, Montgomery arithmetic over a modulus known when compiled.

use crypto_bigint::modular::ConstMontyForm;
use crypto_bigint::{U256, U1024, U3072, const_monty_params};

const_monty_params!(Group, U3072, crate::MODULUS);
type Residue = ConstMontyForm<Group, { U3072::LIMBS }>;

const GENERATOR: Residue = Residue::new(&U3072::from_u8(2));
const MULTIPLIER: Residue = Residue::new(&U256::from_be_hex(crate::MULTIPLIER).resize());

/// A, by crypto-bigint.
pub fn a(a: &[u8]) -> Vec<u8> {
    bytes(GENERATOR.pow(&U256::from_be_slice(a)))
}

/// S, by crypto-bigint.
pub fn s(b: &[u8], a: &[u8], x: &[u8], u: &[u8]) -> Vec<u8> {
    let b = Residue::new(&U3072::from_be_slice(b));
    let [a, x, u] = [a, x, u].map(U256::from_be_slice);
    let base = b - MULTIPLIER * GENERATOR.pow(&x);
    let exponent: U1024 = u.concatenating_mul(&x).resize() + a.resize();
    bytes(base.pow_bounded_exp(&exponent, 513))
}

fn bytes(value: Residue) -> Vec<u8> {
    value.retrieve().to_be_bytes().to_vec()
}
