//! What every [`Element`] has to satisfy, against num-bigint.
//!
//! Unit tests run this natively, `tests/kernel` as wasm, and the fuzz target on its inputs.

extern crate alloc;

use alloc::vec::Vec;

use num_bigint::BigUint;

use super::constants::{BYTES, MODULUS};
use super::residue::{Element, Residue};

pub(crate) fn number(bytes: &[u8]) -> BigUint {
    BigUint::from_bytes_be(bytes)
}

pub(crate) fn modulus() -> BigUint {
    number(&MODULUS)
}

/// The big-endian bytes of a number below 2^3072.
fn bytes(number: &BigUint) -> [u8; BYTES] {
    let digits = number.to_bytes_be();
    let mut bytes = [0; BYTES];
    bytes[BYTES - digits.len()..].copy_from_slice(&digits);
    bytes
}

fn element<E: Element>(number: &BigUint) -> E {
    let mut element = E::ZERO;
    element.read(&bytes(number));
    element
}

/// What the element writes, times R: congruent to the element.
fn congruent<E: Element>(element: &E, workspace: &mut E::Workspace) -> BigUint {
    let mut bytes = [0; BYTES];
    element.write(&mut bytes, workspace);
    let value = number(&bytes);
    assert!(value < modulus(), "{value} is not reduced");
    (value << E::RADIX_BITS) % modulus()
}

fn residue<E: Element>(number: &BigUint) -> Residue<E> {
    Residue::from_be_bytes(&bytes(number))
}

fn value<E: Element>(residue: &Residue<E>) -> BigUint {
    number(&residue.to_be_bytes())
}

/// A product and two squares of two numbers, digits as they are.
pub(crate) fn multiplies<E: Element>(a: &BigUint, b: &BigUint) {
    let n = &modulus();
    let workspace = &mut E::Workspace::default();
    let mut product = element::<E>(a);
    product.multiply(&element(b), workspace);
    let expected = (congruent(&product, workspace) << E::RADIX_BITS) % n;
    assert_eq!(expected, a * b % n, "{a} · {b}");

    // The factor is a difference, the largest operand there is, and the result is squared
    // doubled twice, the largest result.
    let mut difference = element::<E>(a);
    difference.subtract(&element(b));
    let expected = (a + n - b % n) % n;
    product.multiply(&difference, workspace);
    let scaled = a * b % n * &expected % n;
    let radix = |power: u32| BigUint::from(1u32) << (power * E::RADIX_BITS);
    let found = congruent(&product, workspace);
    assert_eq!(found * radix(2) % n, scaled, "{a} · {b} · ({a} − {b})");

    for doublings in [0, 1] {
        let mut square = element::<E>(a);
        square.square(doublings, workspace);
        square.square(1, workspace);
        // ((a² · 2^d / R)² · 2) / R
        let found = congruent(&square, workspace) * radix(3) % n;
        let expected = a.pow(4) << (2 * doublings + 1);
        assert_eq!(found, expected % n, "{a}⁴, doubled {doublings}");
    }
}

/// The interface on two numbers.
pub(crate) fn computes<E: Element>(a: &BigUint, b: &BigUint) {
    let n = &modulus();
    let (x, y) = (residue::<E>(a), residue::<E>(b));
    assert_eq!(value(&x), a % n, "{a}");
    assert_eq!(value(&x.mul(&y)), a * b % n, "{a} · {b}");
    let difference = (a % n + n - b % n) % n;
    assert_eq!(value(&x.sub(&y)), difference, "{a} − {b}");
    assert_eq!(
        value(&x.sub(&y).sub(&x)),
        (n - b % n) % n,
        "{a} − {b} − {a}"
    );
}

pub(crate) fn raises<E: Element>(base: &BigUint, exponent: &[u8]) {
    let expected = base.modpow(&number(exponent), &modulus());
    assert_eq!(
        value(&residue::<E>(base).pow(exponent)),
        expected,
        "{base}^{exponent:?}"
    );
}

pub(crate) fn raises_generator<E: Element>(exponent: &[u8; 32]) {
    let expected = BigUint::from(2u32).modpow(&number(exponent), &modulus());
    assert_eq!(
        value(&Residue::<E>::generator_pow(exponent)),
        expected,
        "2^{exponent:?}"
    );
}

/// Numbers at the ends of the range, and those whose digits are as large as can be: with
/// `bits` to a digit, all at the lower or the upper end, or alternating.
fn edge_numbers(bits: usize) -> Vec<BigUint> {
    let power = |exponent: usize| BigUint::from(1u32) << exponent;
    let n = modulus();
    let mut numbers = [0u32, 1, 2].map(BigUint::from).to_vec();
    numbers.extend([
        &n - 1u32,
        n.clone(),
        &n + 1u32,
        &n >> 1u32,
        power(3072) - 1u32,
    ]);
    let digits = 3070 / bits;
    for (even, odd) in [(true, true), (false, false), (true, false), (false, true)] {
        // B^digits, less B/2 or plus B/2 − 1 at every position.
        let mut number = power(bits * digits);
        for position in 0..digits {
            if if position % 2 == 0 { even } else { odd } {
                number -= power(bits * position + bits - 1);
            } else {
                number += power(bits * position + bits - 1) - power(bits * position);
            }
        }
        numbers.push(number);
    }
    numbers
}

/// Everything on every pair of edge numbers.
pub(crate) fn holds_at_edges<E: Element>() {
    let numbers = [13, 29].map(edge_numbers).concat();
    for a in &numbers {
        for b in &numbers {
            multiplies::<E>(a, b);
        }
        computes::<E>(a, &numbers[0]);
        computes::<E>(&numbers[0], a);
    }
    for base in &numbers[..8] {
        for exponent in [&[][..], &[0], &[1], &[2], &[31], &[32], &[0xff]] {
            raises::<E>(base, exponent);
        }
    }
    for byte in [0, 1, 0x55, 0x80, 0xaa, 0xff] {
        raises_generator::<E>(&[byte; 32]);
    }
}

/// Everything on random numbers: `products` times two products and four squares, `powers`
/// times a power of a number and one of 2.
pub(crate) fn holds_at_random<E: Element>(seed: u64, products: usize, powers: usize) {
    let mut random = Random(seed);
    for _ in 0..products {
        let [a, b] = [(); 2].map(|()| number(&random.bytes::<BYTES>()));
        multiplies::<E>(&a, &b);
    }
    for _ in 0..powers {
        let [a, b] = [(); 2].map(|()| number(&random.bytes::<BYTES>()));
        computes::<E>(&a, &b);
        raises::<E>(&a, &random.bytes::<64>());
        raises_generator::<E>(&random.bytes());
    }
}

/// splitmix64 (Steele, Lea and Flood, OOPSLA '14): the same numbers on every run.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }

    pub(crate) fn bytes<const LENGTH: usize>(&mut self) -> [u8; LENGTH] {
        core::array::from_fn(|_| self.next().to_be_bytes()[0])
    }
}
