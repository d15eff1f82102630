//! Both implementations natively, and where the constants come from.

use num_bigint::BigUint;
use sha2::{Digest, Sha256};

use super::checks::{holds_at_edges, holds_at_random, modulus, number};
use super::constants::{MODULUS, MULTIPLIER};
use super::scalar::Limbs;
use super::simd::Digits;

#[test]
fn constants_follow_from_their_formulas() {
    let power = |exponent: u32| BigUint::from(1u32) << exponent;

    // ⌊2^2942 π⌋ with Machin's π = 16 arctan(1/5) − 4 arctan(1/239) and 64 bits to spare.
    let arctan_of_inverse = |x: u32| {
        let mut term = power(2942 + 64) / x;
        let [mut plus, mut minus] = [BigUint::ZERO; 2];
        for odd in (1u32..).step_by(2) {
            if term == BigUint::ZERO {
                break;
            }
            *(if odd % 4 == 1 { &mut plus } else { &mut minus }) += &term / odd;
            term /= x * x;
        }
        plus - minus
    };
    let pi = (arctan_of_inverse(5) * 16u32 - arctan_of_inverse(239) * 4u32) >> 64;
    let n = power(3072) - power(3008) - 1u32 + ((pi + 1_690_314u32) << 64);
    assert_eq!(modulus(), n, "N");

    let padded = [&[0], &MODULUS[..], &[2]].concat();
    assert_eq!(number(&MULTIPLIER), number(&Sha256::digest(&padded)), "k");
}

macro_rules! hold {
    ($($implementation:ident: $element:ty),*) => {$(
        mod $implementation {
            use super::*;

            #[test]
            fn holds_at_edges() {
                super::holds_at_edges::<$element>();
            }

            #[test]
            fn holds_at_random() {
                super::holds_at_random::<$element>(1, 200, 5);
            }

            /// Two million products and four million squares, ten thousand powers of each
            /// kind: minutes in a release build.
            #[test]
            #[ignore = "takes minutes; run with --release"]
            fn holds_at_scale() {
                super::holds_at_random::<$element>(2, 1_000_000, 10_000);
            }
        }
    )*};
}

hold!(scalar: Limbs, simd: Digits);
