//! [`Residue`] by JavaScript's own integers, for the program that is compiled to JavaScript: there
//! a product of 64 bits is a dozen operations.
//!
//! They are not constant-time, and what they computed cannot be wiped; see SECURITY.md.

// SAFETY of the whole file: the host reads and writes the bytes it is given during the call, no more.
#![allow(unsafe_code)]

use zeroize::Zeroizing;

use super::constants::BYTES;

/// Big-endian.
type Number = [u8; BYTES];

// Each writes its result modulo N; `js/bigint.ts` is the other side.
#[link(wasm_import_module = "bigint")]
unsafe extern "C" {
    /// `a · b`
    fn multiply(result: *mut Number, a: *const Number, b: *const Number);
    /// `a − b`
    fn subtract(result: *mut Number, a: *const Number, b: *const Number);
    /// `base^exponent`; the time depends on the exponent's length, and somewhat on the values.
    fn power(result: *mut Number, base: *const Number, exponent: *const u8, length: usize);
}

/// A value modulo N; wiped when dropped.
pub(crate) struct Residue(Zeroizing<Number>);

impl Residue {
    /// The value of a number of up to 3072 bits, which need not be less than N.
    pub(crate) fn from_be_bytes(bytes: &Number) -> Self {
        Self(Zeroizing::new(*bytes))
    }

    /// The number v with 0 ≤ v < N, of a value that was computed.
    pub(crate) fn to_be_bytes(&self) -> Number {
        *self.0
    }

    /// `self · factor`
    pub(crate) fn mul(&self, factor: &Self) -> Self {
        Self::computed(|result| unsafe { multiply(result, &*self.0, &*factor.0) })
    }

    /// `self − subtrahend`
    pub(crate) fn sub(&self, subtrahend: &Self) -> Self {
        Self::computed(|result| unsafe { subtract(result, &*self.0, &*subtrahend.0) })
    }

    /// 2^exponent, for a big-endian exponent of 256 bits.
    pub(crate) fn generator_pow(exponent: &[u8; 32]) -> Self {
        let mut two = [0; BYTES];
        two[BYTES - 1] = 2;
        Self::from_be_bytes(&two).pow(exponent)
    }

    /// self^exponent, for a big-endian exponent.
    pub(crate) fn pow(&self, exponent: &[u8]) -> Self {
        let (start, length) = (exponent.as_ptr(), exponent.len());
        Self::computed(|result| unsafe { power(result, &*self.0, start, length) })
    }

    fn computed(compute: impl FnOnce(*mut Number)) -> Self {
        let mut result = Self::from_be_bytes(&[0; BYTES]);
        compute(&mut *result.0);
        result
    }
}
