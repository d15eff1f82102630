//! Signed digits of 13 bits, eight products to an instruction: `i32x4.dot_i16x8_s`.
//!
//! With B = 2^13 a number is Σ xⱼ·Bʲ over 240 digits, |xⱼ| ≤ 4288, a little more than B/2. A
//! product is computed by columns, column c being the sum of all aᵢ·bⱼ with i + j = c; sixteen
//! columns make a block of four vectors. One `dot` adds two rows of a block at once: with the
//! pair (aᵢ, aᵢ₊₁) in every lane and (b, b′) = (b_{c−i}, b_{c−i−1}) in that of column c, it is
//! aᵢ·b_{c−i} + aᵢ₊₁·b_{c−i−1}. Two vectors four columns apart meet the same vector of b when
//! their rows are four apart: so twelve dots with sums and differences do for sixteen, as
//! [`columns`] tells.
//!
//! # Reduction
//!
//! Let R = B^240 = 2^3120. For an m with T + m·N ≡ 0 mod R, (T + m·N)/R is an integer
//! congruent to T/R mod N, and T + m·N = T − m + m·(N + 1). N ≡ −1 mod 2^64, so the four lowest
//! digits of N + 1 are zero: a digit of m does not reach the four columns from its own on, and
//! the digits of four finished columns *are* four digits of m. What is left of the columns
//! is carried on.
//!
//! # Bounds
//!
//! `D` = 4288 bounds the digits of an operand, `M` = 4192 those of m, and S is the sum of all
//! |digits| of N + 1, 469 754. The constants below are checked when this is compiled.
//!
//! *Lanes.* A block of rows adds 16 products to a lane, or 8 with a sum or difference of two
//! digits, which is as much; and 7 blocks in a row, then a fold that leaves 0 ≤ low < B:
//! 112·D² + B < 2^31. A square adds up to 14 products to a folded lane; after another fold and the
//! doubling, low < 2·B and 4 more follow. The rows of m then add at most M·S, those of other
//! blocks and those of this one: 2·B + 4·D² + M·S < 2^31. A part of that, the products of
//! differences, could be larger, but lanes count modulo 2^32, and the whole is not. Sums and
//! differences are at most 2·D in size, and fit 16 bits.
//!
//! *Carries.* A column is no more than C = 240·D² + M·S. What it passes to the next one as `high`
//! and `low` is together at most h = C/B + 1 = 779 062. So a sum of [`Carries::settle`] is at most
//! B + h, and its carry 96, or 192 when the sum is doubled: hence digits of m up to B/2 + 96 = M
//! and of a result up to B/2 + 192 = D.
//!
//! *Values.* m ≤ M·(R − 1)/(B − 1) < 0.52·R, and R/N > 2^47: a product of operands below 4·N is
//! less than 0.52·N + 2^-43·N in size, doubled less than 1.05·N; a difference of two such is
//! less than 2.1·N, an operand again. 240 digits hold any number up to 0.47·R in size, so
//! nothing is carried beyond.

use once_cell::race::OnceBox;
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, Zeroizing};

use super::constants::{BYTES, MODULUS};
use super::residue::{Derived, Element};
use columns::{Number, Table, Vectors, columns, split, tabulate};
use lanes::Lanes;

mod columns;
mod lanes;

/// Bits of a digit.
const BITS: usize = 13;
const BASE: i32 = 1 << BITS;
/// Blocks of 16 digits in a number, and of 16 columns that a reduction clears.
const BLOCKS: usize = 15;
const DIGITS: usize = 16 * BLOCKS;
/// Blocks of rows in a product from one fold to the next.
const BLOCKS_TO_FOLD: usize = 7;
/// D, the bound on a digit.
const DIGIT_BOUND: i32 = 4288;
/// M, the bound on a digit of m.
const QUOTIENT_BOUND: i32 = 4192;

const _: () = {
    let (base, digit, quotient) = (BASE as i64, DIGIT_BOUND as i64, QUOTIENT_BOUND as i64);
    let (mut sum, mut index) = (0, 1);
    let modulus = digits(&MODULUS);
    assert!(modulus[0] == -1);
    while index < DIGITS {
        assert!(index > 3 || modulus[index] == 0);
        sum += modulus[index].abs() as i64;
        index += 1;
    }
    assert!(16 * BLOCKS_TO_FOLD as i64 * digit * digit + base < 1 << 31);
    assert!(2 * base + 4 * digit * digit + quotient * sum < 1 << 31);
    assert!(2 * digit < 1 << 15);
    let passed = (DIGITS as i64 * digit * digit + quotient * sum) / base + 1;
    assert!(base / 2 + (base + passed + base / 2) / base <= quotient);
    // What the last digit of m carries is doubled too.
    assert!(base / 2 + (2 * (base + passed + quotient - base / 2) + base / 2) / base <= digit);
};

/// A number below 4·N in size.
#[derive(Clone)]
pub(crate) struct Digits(Number);

/// What a multiplication keeps in memory.
#[derive(Clone)]
pub(crate) struct Workspace {
    /// N + 1.
    modulus: Table,
    factor: Table,
    /// m.
    quotient: Number,
}

impl Default for Workspace {
    fn default() -> Self {
        let mut next = digits(&MODULUS);
        next[0] += 1;
        let mut workspace = Self {
            modulus: [[Vectors::ZERO; 2]; _],
            factor: [[Vectors::ZERO; 2]; _],
            quotient: [[Lanes::ZERO; 2]; _],
        };
        tabulate(&mut workspace.modulus, &Digits::from_array(&next).0);
        workspace
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        self.factor.zeroize();
        self.quotient.zeroize();
    }
}

impl Zeroize for Digits {
    fn zeroize(&mut self) {
        self.0.zeroize();
    }
}

/// The digits of a big-endian number, each from −B/2 to B/2 − 1.
const fn digits(bytes: &[u8; BYTES]) -> [i32; DIGITS] {
    let mut digits = [0; DIGITS];
    let mut carry = 0;
    let mut index = 0;
    while index < DIGITS {
        // 13 bits lie within three bytes.
        let mut window = 0;
        let mut offset = 0;
        while offset < 3 {
            let position = BITS * index / 8 + offset;
            if position < BYTES {
                window |= (bytes[BYTES - 1 - position] as i32) << (8 * offset);
            }
            offset += 1;
        }
        let value = (window >> (BITS * index % 8) & (BASE - 1)) + carry;
        carry = (value + BASE / 2) >> BITS;
        digits[index] = value - (carry << BITS);
        index += 1;
    }
    digits
}

/// What finished columns carry on, in the last lane of each.
struct Carries {
    high: Lanes,
    low: Lanes,
    /// From the digits' own sums.
    last: Lanes,
}

impl Carries {
    const ZERO: Self = Self {
        high: Lanes::ZERO,
        low: Lanes::ZERO,
        last: Lanes::ZERO,
    };

    /// The digits of four columns. Their sum is doubled where `doubling` is −1, before the
    /// last of the carries from below is added.
    #[inline(always)]
    fn settle(&mut self, low: Lanes, high: Lanes, doubling: Lanes) -> Lanes {
        // The digits of m wait for each other here, so the longest chain of operations counts.
        let (digits, low) = split(low);
        let sums = digits.add(high.up(self.high)).add(low.up(self.low));
        let sums = sums.add(sums.and(doubling));
        let digits = sums.shl(32 - BITS as u32).shr(32 - BITS as u32);
        let last = sums.add(Lanes::splat(BASE / 2)).shr(BITS as u32);
        let settled = digits.add(last.up(self.last));
        *self = Self { high, low, last };
        settled
    }
}

/// Four vectors of digits as two of pairs.
#[inline(always)]
fn pack(digits: [Lanes; 4]) -> [Lanes; 2] {
    let [digits0, digits1, digits2, digits3] = digits;
    let (low, high) = (digits0.narrow(digits1), digits2.narrow(digits3));
    [
        low.shuffle::<0, 2, 4, 6>(high),
        low.shuffle::<1, 3, 5, 7>(high),
    ]
}

/// `number` ← number · factor · 2^doublings / R mod N, where the factor is in the workspace.
#[inline(never)]
fn multiply(number: &mut Number, square: bool, doublings: u32, workspace: &mut Workspace) {
    let Workspace {
        modulus,
        factor,
        quotient,
    } = workspace;
    let mut carries = Carries::ZERO;
    let [next_evens, next_odds] = modulus[BLOCKS];
    let doubling = Lanes::splat(-(doublings as i32));
    for block in 0..2 * BLOCKS {
        let sums = columns(block, number, square, factor, quotient, modulus);
        let ([low0, low1, low2, low3], [high0, high1, high2, high3]) = (sums.low, sums.high);
        if block < BLOCKS {
            // The low half: its digits are those of m. Four at a time, then their products with
            // digits 4 to 15 of N + 1.
            let terms = |digits: Lanes| {
                let pairs = digits.narrow(digits);
                let (even, odd) = (pairs.broadcast::<0>(), pairs.broadcast::<1>());
                move |low: Lanes, vector: usize| {
                    low.add(even.dot(next_evens.single[vector]))
                        .add(odd.dot(next_odds.single[vector]))
                }
            };
            let undoubled = Lanes::ZERO;
            let digits0 = carries.settle(low0, high0, undoubled);
            let add = terms(digits0);
            let (low1, low2, low3) = (add(low1, 1), add(low2, 2), add(low3, 3));
            let digits1 = carries.settle(low1, high1, undoubled);
            let add = terms(digits1);
            let (low2, low3) = (add(low2, 1), add(low3, 2));
            let digits2 = carries.settle(low2, high2, undoubled);
            let low3 = terms(digits2)(low3, 1);
            let digits3 = carries.settle(low3, high3, undoubled);
            let digits = [digits0, digits1, digits2, digits3];
            debug_assert!(digits.iter().all(|lanes| lanes.is_within(QUOTIENT_BOUND)));
            quotient[block] = pack(digits);
            if block == BLOCKS - 1 {
                // What would be added to the result after the doubling.
                carries.high = carries.high.add(carries.last);
                carries.last = Lanes::ZERO;
            }
        } else {
            // The high half is the result.
            let digits0 = carries.settle(low0, high0, doubling);
            let digits1 = carries.settle(low1, high1, doubling);
            let digits2 = carries.settle(low2, high2, doubling);
            let digits3 = carries.settle(low3, high3, doubling);
            let digits = [digits0, digits1, digits2, digits3];
            debug_assert!(digits.iter().all(|lanes| lanes.is_within(DIGIT_BOUND)));
            // The rows of this block have met all their columns.
            number[block - BLOCKS] = pack(digits);
        }
    }
    let carry = carries.high.add(carries.low);
    let carry = carry.add(carry.and(doubling)).add(carries.last);
    debug_assert_eq!(carry.to_array()[3], 0);
}

impl Digits {
    fn to_array(&self) -> [i32; DIGITS] {
        let mut digits = [0; DIGITS];
        let blocks = digits.as_chunks_mut::<16>().0;
        for (block, [even, odd]) in blocks.iter_mut().zip(&self.0) {
            let pairs = even.to_array().into_iter().zip(odd.to_array());
            for (digits, (even, odd)) in block.as_chunks_mut().0.iter_mut().zip(pairs) {
                let low = |pair: i32| i32::from(pair as i16);
                *digits = [low(even), even >> 16, low(odd), odd >> 16];
            }
        }
        digits
    }

    fn from_array(digits: &[i32; DIGITS]) -> Self {
        let mut number = Self::ZERO;
        for ([even, odd], block) in number.0.iter_mut().zip(digits.as_chunks::<16>().0) {
            let [mut evens, mut odds] = [[0; 4]; 2];
            let pairs = evens.iter_mut().zip(&mut odds);
            for ((even, odd), [a, b, c, d]) in pairs.zip(block.as_chunks().0) {
                (*even, *odd) = (a & 0xffff | b << 16, c & 0xffff | d << 16);
            }
            (*even, *odd) = (Lanes::new(evens), Lanes::new(odds));
        }
        number
    }

    fn is_within(&self, bound: i32) -> bool {
        self.to_array().iter().all(|digit| digit.abs() <= bound)
    }
}

impl Element for Digits {
    type Workspace = Workspace;

    const ZERO: Self = Self([[Lanes::ZERO; 2]; BLOCKS]);
    const RADIX_BITS: u32 = (BITS * DIGITS) as u32;

    fn derived() -> &'static OnceBox<Derived<Self>> {
        static DERIVED: OnceBox<Derived<Digits>> = OnceBox::new();
        &DERIVED
    }

    fn read(&mut self, bytes: &[u8; BYTES]) {
        *self = Self::from_array(&Zeroizing::new(digits(bytes)));
    }

    fn multiply(&mut self, factor: &Self, workspace: &mut Workspace) {
        debug_assert!(self.is_within(DIGIT_BOUND) && factor.is_within(DIGIT_BOUND));
        tabulate(&mut workspace.factor, &factor.0);
        multiply(&mut self.0, false, 0, workspace);
    }

    fn square(&mut self, doublings: u32, workspace: &mut Workspace) {
        debug_assert!(self.is_within(DIGIT_BOUND));
        tabulate(&mut workspace.factor, &self.0);
        multiply(&mut self.0, true, doublings, workspace);
    }

    fn subtract(&mut self, subtrahend: &Self) {
        let mut difference = Zeroizing::new(self.to_array());
        let subtrahend = Zeroizing::new(subtrahend.to_array());
        let mut carry = 0;
        for (digit, other) in difference.iter_mut().zip(subtrahend.iter()) {
            let value = *digit - other + carry;
            carry = (value + BASE / 2) >> BITS;
            *digit = value - (carry << BITS);
        }
        debug_assert_eq!(carry, 0);
        *self = Self::from_array(&difference);
    }

    fn write(&self, bytes: &mut [u8; BYTES], workspace: &mut Workspace) {
        let mut one = [0; DIGITS];
        one[0] = 1;
        let mut reduced = Zeroizing::new(Self::from_array(&one));
        reduced.multiply(self, workspace);

        // The product is less than N in size: itself or, if negative, itself plus N.
        let modulus = digits(&MODULUS);
        let mut value = Zeroizing::new(reduced.to_array());
        let mut raised = Zeroizing::new([0; DIGITS]);
        let (mut carry, mut raised_carry) = (0, 0);
        for index in 0..DIGITS {
            let sum = value[index] + carry;
            let raised_sum = value[index] + modulus[index] + raised_carry;
            (value[index], carry) = (sum & (BASE - 1), sum >> BITS);
            (raised[index], raised_carry) = (raised_sum & (BASE - 1), raised_sum >> BITS);
        }
        debug_assert!((carry == 0 || carry == -1) && raised_carry == 0);
        for index in 0..DIGITS {
            // The carry out of the top is −1 for a negative number and 0 otherwise.
            value[index] ^= (value[index] ^ raised[index]) & carry;
        }
        for (index, byte) in bytes.iter_mut().rev().enumerate() {
            let (digit, shift) = (8 * index / BITS, 8 * index % BITS);
            *byte = ((value[digit] | value[digit + 1] << BITS) >> shift) as u8;
        }
    }

    fn select(&mut self, table: &[Self], index: u32) {
        self.zeroize();
        for (position, entry) in (0u32..).zip(table) {
            // As in the scalar implementation.
            let mask = Lanes::splat(-i32::from(position.ct_eq(&index).unwrap_u8()));
            for ([even, odd], [entry_even, entry_odd]) in self.0.iter_mut().zip(&entry.0) {
                *even = even.or(entry_even.and(mask));
                *odd = odd.or(entry_odd.and(mask));
            }
        }
    }
}
