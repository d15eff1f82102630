//! Arithmetic modulo the 3072-bit prime N of Cognito's SRP group.
//!
//! [`Residue`] is the whole interface. There are two implementations of the
//! [`Element`](residue::Element) below it: [`scalar`], and [`simd`] for wasm with vectors. Both
//! multiply by columns in a redundant radix, which keeps carries out of the inner loop, and
//! both reduce after Montgomery with digits that N gives away.
//!
//! No branch, no address and no instruction's time depends on a value: loops run over
//! public lengths, tables are read whole, and ranges are such that nothing is ever
//! subtracted conditionally. What held a value is wiped. None of this can be had where wasm
//! cannot run: there `bigint` stands in.

// Every index is a public position in an array of fixed length, and every conversion keeps
// the value, or the low half its line names.
#![allow(clippy::indexing_slicing, clippy::as_conversions)]

#[cfg(feature = "bigint")]
mod bigint;
#[cfg(test)]
mod checks;
mod constants;
#[cfg(not(feature = "bigint"))]
mod residue;
#[cfg(any(test, not(any(feature = "bigint", target_feature = "simd128"))))]
mod scalar;
#[cfg(any(test, target_feature = "simd128"))]
mod simd;
#[cfg(test)]
mod tests;

pub(crate) use constants::MODULUS;

#[cfg(feature = "bigint")]
pub(crate) use bigint::Residue;

#[cfg(not(any(feature = "bigint", target_feature = "simd128")))]
use scalar::Limbs as Native;
#[cfg(target_feature = "simd128")]
use simd::Digits as Native;

/// A value modulo N, in the form that is fastest on this target.
#[cfg(not(feature = "bigint"))]
pub(crate) type Residue = residue::Residue<Native>;

/// Computes what all residues share, so that the first sign-in need not.
#[cfg(all(
    target_arch = "wasm32",
    not(any(feature = "aws", feature = "bigint", feature = "full"))
))]
pub(crate) fn derive() {
    residue::Derived::<Native>::get();
}

/// The multiplier k of SRP-6a.
pub(crate) fn multiplier() -> Residue {
    Residue::from_be_bytes(&constants::MULTIPLIER)
}
