//! The kernel against num-bigint, on bytes of a fuzzer's choice.

use crate::kernel::checks::{computes, multiplies, number, raises, raises_generator};
use crate::kernel::constants::BYTES;
use crate::kernel::scalar::Limbs;
use crate::kernel::simd::Digits;

/// Everything that both implementations compute from an exponent and two numbers, against
/// num-bigint. They are taken from `input`: 32 bytes and 384 each, zeros where it ends.
///
/// # Panics
///
/// Where an implementation and num-bigint differ.
pub fn check(input: &[u8]) {
    let mut bytes = input.iter().copied().chain(std::iter::repeat(0));
    let exponent: [u8; 32] = take(&mut bytes);
    let [a, b] = [(); 2].map(|()| number(&take::<BYTES>(&mut bytes)));
    // The length of an exponent is public, and a short one is fast.
    let (short, _) = exponent.split_at(usize::from(exponent[0] % 8));

    multiplies::<Limbs>(&a, &b);
    multiplies::<Digits>(&a, &b);
    computes::<Limbs>(&a, &b);
    computes::<Digits>(&a, &b);
    raises::<Limbs>(&a, short);
    raises::<Digits>(&a, short);
    raises_generator::<Limbs>(&exponent);
    raises_generator::<Digits>(&exponent);
}

fn take<const LENGTH: usize>(bytes: &mut impl Iterator<Item = u8>) -> [u8; LENGTH] {
    std::array::from_fn(|_| bytes.next().unwrap_or_default())
}
