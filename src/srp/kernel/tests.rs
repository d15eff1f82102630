//! The kernel against num-bigint, for every implementation.

extern crate std;

use std::vec::Vec;

use num_bigint::BigUint;

use super::constants::{BYTES, COMB, COMB_ROW, MODULUS, MULTIPLIER};
use super::residue::{Element, Residue};
use super::scalar::Limbs;
use super::simd::Digits;

fn number(bytes: &[u8]) -> BigUint {
    BigUint::from_bytes_be(bytes)
}

fn modulus() -> BigUint {
    number(&MODULUS)
}

/// The big-endian bytes of a number below 2^3072.
fn bytes(number: &BigUint) -> [u8; BYTES] {
    let digits = number.to_bytes_be();
    let mut bytes = [0; BYTES];
    bytes[BYTES - digits.len()..].copy_from_slice(&digits);
    bytes
}

fn residue<E: Element>(value: &BigUint) -> Residue<E> {
    Residue::from_be_bytes(&bytes(value))
}

fn value<E: Element>(residue: &Residue<E>) -> BigUint {
    let value = number(&residue.to_be_bytes());
    assert!(value < modulus(), "not reduced");
    value
}

/// splitmix64 (Steele, Lea and Flood, OOPSLA '14): the same numbers on every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }

    fn fill<const LENGTH: usize>(&mut self) -> [u8; LENGTH] {
        core::array::from_fn(|_| self.next().to_be_bytes()[0])
    }
}

#[test]
fn constants_follow_from_their_formulas() {
    let one = BigUint::from(1u32);
    let two = BigUint::from(2u32);
    // ⌊2^2942 π⌋ by Machin: π = 16 arctan(1/5) − 4 arctan(1/239), with 64 bits to spare.
    let guard = 64u32;
    let arctan_of_inverse = |x: u32| {
        let mut power = (&one << (2942 + guard)) / x;
        let (mut sum, mut less) = (BigUint::ZERO, BigUint::ZERO);
        let mut odd = 1u32;
        while power != BigUint::ZERO {
            *if odd % 4 == 1 { &mut sum } else { &mut less } += &power / odd;
            power /= x * x;
            odd += 2;
        }
        sum - less
    };
    let pi = (arctan_of_inverse(5) * 16u32 - arctan_of_inverse(239) * 4u32) >> guard;
    let expected = (&one << 3072u32) - (&one << 3008u32) - &one + ((pi + 1_690_314u32) << 64u32);
    assert_eq!(modulus(), expected, "N");

    let padded = [&[0], &MODULUS[..], &[2]].concat();
    let digest = <sha2::Sha256 as sha2::Digest>::digest(&padded);
    assert_eq!(number(&MULTIPLIER), number(&digest), "k");

    fn radix_squared<E: Element>() {
        let square = BigUint::from(1u32) << (2 * E::RADIX_BITS);
        assert_eq!(number(&E::RADIX_SQUARED), square % modulus(), "R² mod N");
    }
    radix_squared::<Limbs>();
    radix_squared::<Digits>();

    for (row, power) in (1..).zip(&COMB) {
        let exponent = &one << (row * COMB_ROW);
        assert_eq!(
            number(power),
            two.modpow(&exponent, &modulus()),
            "row {row} of the comb"
        );
    }
}

/// Numbers whose digits are as large, as small or as uneven as they can be.
fn edge_numbers() -> Vec<BigUint> {
    let one = BigUint::from(1u32);
    let whole = &one << 3072u32;
    let mut numbers: Vec<BigUint> = [0u32, 1, 2].map(BigUint::from).to_vec();
    numbers.extend([modulus() - 1u32, modulus(), modulus() + 1u32, &whole - 1u32]);
    numbers.push(modulus() >> 1u32);
    numbers
}

fn agrees_on<E: Element>(a: &BigUint, b: &BigUint) {
    let n = modulus();
    let (ra, rb) = (residue::<E>(a), residue::<E>(b));
    let context = || std::format!("a = {a}, b = {b}");
    assert_eq!(value(&ra), a % &n, "reduce: {}", context());
    assert_eq!(value(&ra.mul(&rb)), a * b % &n, "mul: {}", context());
    let difference = ra.sub(&rb);
    assert_eq!(
        value(&difference),
        (a % &n + &n - b % &n) % &n,
        "sub: {}",
        context()
    );
    assert_eq!(
        value(&difference.mul(&ra)),
        value(&difference) * a % &n,
        "mul of a difference: {}",
        context()
    );
}

fn agrees_on_edges<E: Element>() {
    for a in &edge_numbers() {
        for b in &edge_numbers() {
            agrees_on::<E>(a, b);
        }
        for exponent in [&[][..], &[0], &[1], &[2], &[3], &[0xff; 3]] {
            let power = residue::<E>(a).pow(exponent);
            assert_eq!(
                value(&power),
                a.modpow(&number(exponent), &modulus()),
                "{a}^{exponent:?}"
            );
        }
    }
}

fn agrees_on_random_numbers<E: Element>() {
    let mut random = Random(1);
    for _ in 0..200 {
        let [a, b] = [(); 2].map(|()| number(&random.fill::<BYTES>()));
        agrees_on::<E>(&a, &b);
    }
}

fn agrees_on_powers<E: Element>() {
    let mut random = Random(2);
    let two = BigUint::from(2u32);
    let mut exponents = [[0; 32], [0xff; 32], [0x55; 32], [0xaa; 32]].to_vec();
    exponents.extend((0..10).map(|_| random.fill::<32>()));
    for exponent in exponents {
        let power = value(&Residue::<E>::generator_pow(&exponent));
        assert_eq!(
            power,
            two.modpow(&number(&exponent), &modulus()),
            "2^{exponent:?}"
        );
    }
    for _ in 0..10 {
        let (base, exponent) = (number(&random.fill::<BYTES>()), random.fill::<65>());
        let power = value(&residue::<E>(&base).pow(&exponent));
        assert_eq!(
            power,
            base.modpow(&number(&exponent), &modulus()),
            "{base}^{exponent:?}"
        );
    }
}

macro_rules! implementations {
    ($($name:ident: $element:ty),*) => {$(
        mod $name {
            #[test]
            fn agrees_on_edges() {
                super::agrees_on_edges::<$element>();
            }
            #[test]
            fn agrees_on_random_numbers() {
                super::agrees_on_random_numbers::<$element>();
            }
            #[test]
            fn agrees_on_powers() {
                super::agrees_on_powers::<$element>();
            }
        }
    )*};
}

implementations!(scalar: crate::srp::kernel::scalar::Limbs, simd: crate::srp::kernel::simd::Digits);
