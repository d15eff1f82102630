//! Limbs of 28 bits, products of 64: for targets without vectors, and native code.
//!
//! With B = 2^28 a number is Σ xᵢ·Bⁱ over 110 limbs 0 ≤ xᵢ < B. A product is computed
//! column by column: column c is the sum of all aᵢ·bⱼ with i + j = c. Limbs are so
//! much narrower than 32 bits that a whole column fits 64 bits, and no carry is
//! propagated before a column is complete.
//!
//! # Reduction
//!
//! Let R = B^112 = 2^3136 and C = 2^3072 − 1 − N, the complement of N. For any
//! m with T + m·N ≡ 0 mod R, (T + m·N)/R is an integer congruent to T/R mod N, and
//!
//!   T + m·N = T − m − m·C + 2^3072·m.
//!
//! N ≡ −1 mod 2^64, so C has two zero limbs at its low end and 2^3072·m none below
//! limb 109. Going up the columns, the term −m thus removes the low 28 bits of column
//! c if mᶜ *is* those bits. So Montgomery's digit comes for free, and what remains is
//! carried on.
//!
//! # Bounds
//!
//! Columns. Of the terms aᵢ·bⱼ there are at most 110 in a column, each < 2^56; of the
//! terms mᵢ·Cⱼ at most 106, for C < 2^3008 has limbs 2 to 107 only. mᵢ·2^20 and the carry
//! from the column below, less than 2^36 in size, add less than 2^49. So
//! −106·2^56 − 2^49 < column < 110·2^56 + 2^49, well within ±2^63 = ±128·2^56. A
//! square has fewer, doubled terms, whose sum is the same.
//!
//! Values. A product of a and b is (T + m·N)/R < a·b/R + N, since m < R. Every operand
//! is below 2^3076 < 17·N: then a·b/R < 2^(3076 + 3076 − 3136) = 2^3016 and the result is
//! below N + 2^3016, doubled below 2·N + 2^3017 < 2^3074. A difference of two numbers
//! below 2^3074 is made positive by 8·N. It is below 2^3074 + 8·N < 2^3076, and at least
//! 8·N − 2^3074 > 0.

use zeroize::{Zeroize, Zeroizing};

use super::constants::{BYTES, MODULUS};
use super::residue::Element;

/// Bits of a limb.
const BITS: usize = 28;
const MASK: u32 = (1 << BITS) - 1;
/// Limbs of a number: 3080 bits.
const LIMBS: usize = 110;
/// Columns that a reduction clears: R = 2^(28·112).
const CLEARED: usize = 112;
/// Columns computed together, so that a limb that was loaded is used four times.
const BLOCK: usize = 4;
/// Limb and shift of 2^3072 = B^109 · 2^20.
const TOP_LIMB: usize = 109;
const TOP_SHIFT: u32 = 20;

/// A number below 2^3076.
#[derive(Clone)]
pub(crate) struct Limbs([u32; LIMBS]);

/// A factor with zeros around it, so that a block of columns may reach past its ends.
type Padded = [u32; BLOCK - 1 + LIMBS + BLOCK];

/// What [`Limbs::multiply`] and [`Limbs::square`] keep beside their columns.
pub(crate) struct Workspace {
    factor: Padded,
    twice: Padded,
    /// mᵢ at index 109 + i, the column where 2^3072·mᵢ belongs; zeros below.
    quotient: [u32; TOP_LIMB + CLEARED + BLOCK - 1],
}

impl Default for Workspace {
    fn default() -> Self {
        Self {
            factor: [0; _],
            twice: [0; _],
            quotient: [0; _],
        }
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        self.factor.zeroize();
        self.twice.zeroize();
        self.quotient.zeroize();
    }
}

impl Zeroize for Limbs {
    fn zeroize(&mut self) {
        self.0.zeroize();
    }
}

/// C = 2^3072 − 1 − N.
static COMPLEMENT: Padded = {
    let mut padded = [0; _];
    let mut index = 0;
    while index < LIMBS {
        padded[BLOCK - 1 + index] = limb(&MODULUS, index)
            ^ if index < TOP_LIMB {
                MASK
            } else {
                (1 << TOP_SHIFT) - 1
            };
        index += 1;
    }
    assert!(padded[BLOCK - 1] == 0 && padded[BLOCK] == 0);
    padded
};

/// Limb `index` of a big-endian number.
const fn limb(bytes: &[u8; BYTES], index: usize) -> u32 {
    // A limb begins at a whole or half byte and so lies within four bytes.
    let mut value = 0;
    let mut offset = 0;
    while offset < 4 {
        let position = BITS * index / 8 + offset;
        if position < BYTES {
            value |= (bytes[BYTES - 1 - position] as u32) << (8 * offset);
        }
        offset += 1;
    }
    value >> (BITS * index % 8) & MASK
}

/// Adds to columns `column` to `column + 3` the products of `rows` with `factor`.
#[inline(always)]
fn convolve(sums: &mut [u64; BLOCK], rows: &[u32], factor: &Padded, column: usize) {
    let first = (column + 1).saturating_sub(LIMBS);
    let end = rows.len().min(column + BLOCK);
    if first >= end {
        return;
    }
    let rows = &rows[first..end];
    // Row i meets limbs column − i and up; the last row's first limb comes first.
    let window = &factor[column + BLOCK - end..][..rows.len() + BLOCK - 1];
    let (low, high) = window.split_at(rows.len());
    let [mut limb1, mut limb2, mut limb3] = [high[0], high[1], high[2]].map(u64::from);
    let [mut sum0, mut sum1, mut sum2, mut sum3] = *sums;
    for (&row, &limb0) in rows.iter().zip(low.iter().rev()) {
        let (row, limb0) = (u64::from(row), u64::from(limb0));
        sum0 = sum0.wrapping_add(row.wrapping_mul(limb0));
        sum1 = sum1.wrapping_add(row.wrapping_mul(limb1));
        sum2 = sum2.wrapping_add(row.wrapping_mul(limb2));
        sum3 = sum3.wrapping_add(row.wrapping_mul(limb3));
        [limb1, limb2, limb3] = [limb0, limb1, limb2];
    }
    *sums = [sum0, sum1, sum2, sum3];
}

/// Column by column: takes the product's sums, clears the low 112 columns and leaves the
/// rest in `result`, doubled `doublings` times.
#[inline(always)]
fn reduce(
    result: &mut Limbs,
    doublings: u32,
    quotient: &mut [u32; TOP_LIMB + CLEARED + BLOCK - 1],
    product: impl Fn(usize) -> [u64; BLOCK],
) {
    let mut carry = 0i64;
    let mut spill = 0u32;
    for column in (0..2 * CLEARED).step_by(BLOCK) {
        let product = product(column);
        let mut removed = [0; BLOCK];
        let known = &quotient[TOP_LIMB..TOP_LIMB + column.min(CLEARED)];
        convolve(&mut removed, known, &COMPLEMENT, column);
        debug_assert!(product.iter().all(|&sum| sum < 110 << 56));
        debug_assert!(removed.iter().all(|&sum| sum < 106 << 56));

        let mut sums = [0; BLOCK];
        for index in 0..BLOCK {
            sums[index] = product[index].wrapping_sub(removed[index]) as i64;
        }
        for index in 0..BLOCK {
            let top = i64::from(quotient[column + index]) << TOP_SHIFT;
            let sum = sums[index] + top + carry;
            let digit = sum as u32 & MASK;
            carry = sum >> BITS;
            if column < CLEARED {
                quotient[TOP_LIMB + column + index] = digit;
                // The digit's own terms within this block; C₀ and C₁ are zero.
                for later in index + 2..BLOCK {
                    let limb = COMPLEMENT[BLOCK - 1 + later - index];
                    sums[later] -= (u64::from(digit) * u64::from(limb)) as i64;
                }
            } else if column + index < CLEARED + LIMBS {
                let doubled = digit << doublings | spill;
                result.0[column + index - CLEARED] = doubled & MASK;
                spill = doubled >> BITS;
            } else {
                debug_assert_eq!((digit, spill), (0, 0));
            }
        }
    }
    debug_assert_eq!(carry, 0);
}

impl Element for Limbs {
    type Workspace = Workspace;

    const ZERO: Self = Self([0; LIMBS]);

    fn read(&mut self, bytes: &[u8; BYTES]) {
        for (index, value) in self.0.iter_mut().enumerate() {
            *value = limb(bytes, index);
        }
    }

    fn multiply(&mut self, factor: &Self, workspace: &mut Workspace) {
        let Workspace {
            factor: padded,
            quotient,
            ..
        } = workspace;
        padded[BLOCK - 1..][..LIMBS].copy_from_slice(&factor.0);
        let mut result = Zeroizing::new(Self::ZERO);
        reduce(&mut result, 0, quotient, |column| {
            let mut sums = [0; BLOCK];
            convolve(&mut sums, &self.0, padded, column);
            sums
        });
        self.0 = result.0;
    }

    fn square(&mut self, doublings: u32, workspace: &mut Workspace) {
        let Workspace {
            factor: padded,
            twice,
            quotient,
        } = workspace;
        padded[BLOCK - 1..][..LIMBS].copy_from_slice(&self.0);
        for (twice, &once) in twice.iter_mut().zip(padded.iter()) {
            *twice = 2 * once;
        }
        let mut result = Zeroizing::new(Self::ZERO);
        reduce(&mut result, doublings, quotient, |column| {
            // Every pair i < j counts twice. Rows below column/2 have only such pairs.
            let middle = column / 2;
            let mut sums = [0; BLOCK];
            convolve(&mut sums, &self.0[..middle.min(LIMBS)], twice, column);
            let once = |index: usize| u64::from(padded[BLOCK - 1 + index]);
            let twice = |index: usize| u64::from(twice[BLOCK - 1 + index]);
            if middle < LIMBS {
                let (low, high) = (once(middle), once(middle + 1));
                sums[0] += low * low;
                sums[1] += low * twice(middle + 1);
                sums[2] += low * twice(middle + 2) + high * high;
                sums[3] += low * twice(middle + 3) + high * twice(middle + 2);
            }
            sums
        });
        self.0 = result.0;
    }

    fn subtract(&mut self, subtrahend: &Self) {
        let mut carry = 0i64;
        for index in 0..LIMBS {
            let modulus = i64::from(limb(&MODULUS, index));
            let difference = i64::from(self.0[index]) - i64::from(subtrahend.0[index]);
            let sum = difference + 8 * modulus + carry;
            self.0[index] = sum as u32 & MASK;
            carry = sum >> BITS;
        }
        debug_assert_eq!(carry, 0);
    }

    fn write(&self, bytes: &mut [u8; BYTES], workspace: &mut Workspace) {
        // The product with the number 1: (v + m·N)/R ≤ (v + (R − 1)·N)/R < N + 1, so at most N.
        let mut reduced = Zeroizing::new(Self::ZERO);
        reduced.0[0] = 1;
        reduced.multiply(self, workspace);
        // Less N; the borrow out of the top, 0 or −1, tells whether that was too much.
        let mut difference = Zeroizing::new(Self::ZERO);
        let mut borrow = 0i32;
        for index in 0..LIMBS {
            let sum = reduced.0[index] as i32 - limb(&MODULUS, index) as i32 + borrow;
            difference.0[index] = sum as u32 & MASK;
            borrow = sum >> BITS;
        }
        let negative = borrow as u32;
        for index in 0..LIMBS {
            difference.0[index] ^= (difference.0[index] ^ reduced.0[index]) & negative;
        }
        for (index, byte) in bytes.iter_mut().rev().enumerate() {
            let (limb, shift) = (8 * index / BITS, 8 * index % BITS);
            // The next limb's bits matter only where a byte lies across both.
            let above = difference.0[(limb + 1).min(LIMBS - 1)] << (BITS - shift);
            *byte = (difference.0[limb] >> shift | above) as u8;
        }
    }

    fn select(&mut self, table: &[Self], index: u32) {
        self.0.fill(0);
        for (position, entry) in (0u32..).zip(table) {
            // All ones where position = index, else zero.
            let mask = ((position ^ index).wrapping_sub(1) as i32 >> 31) as u32;
            for (chosen, &limb) in self.0.iter_mut().zip(&entry.0) {
                *chosen |= limb & mask;
            }
        }
    }
}
