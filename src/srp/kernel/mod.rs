//! Arithmetic modulo the 3072-bit prime N of Cognito's SRP group.
//!
//! [`Residue`] is the whole interface. Below it two implementations of one
//! [`Element`](residue::Element) compute the same numbers: [`scalar`] with limbs of
//! 28 bits and 64-bit products.
//!
//! No branch, no address and no instruction's time depends on a value: loops run
//! over public lengths, a table is read whole, and sums are arranged so that no
//! subtraction is ever conditional. Whatever held a value is wiped.

// Every index is a public position within an array of fixed length, and every
// conversion keeps the value or the low bits its comment names.
#![allow(clippy::indexing_slicing, clippy::as_conversions)]

mod constants;
mod residue;
mod scalar;
#[cfg(test)]
mod tests;

pub(crate) use constants::{BYTES, MODULUS};

/// A value modulo N, in the representation that is fastest on this target.
pub(crate) type Residue = residue::Residue<scalar::Limbs>;

/// The multiplier k of SRP-6a.
pub(crate) fn multiplier() -> Residue {
    Residue::from_be_bytes(&constants::MULTIPLIER)
}
