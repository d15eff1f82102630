//! Signed limbs of 29 bits, products of 64: for native code and targets without vectors.
//!
//! With B = 2^29 a number is Σ xⱼ·Bʲ over 108 limbs, −B/2 ≤ xⱼ < B/2. A product is computed by
//! columns, column c being the sum of all aᵢ·bⱼ with i + j = c. The limbs are so much narrower
//! than 32 bits that a whole column fits 64 bits: no carry is propagated before it is complete.
//! Four columns make a block and are computed together: a limb that was loaded serves four.
//!
//! # Reduction
//!
//! Let R = B^108 = 2^3132. For an m with T + m·N ≡ 0 mod R, (T + m·N)/R is an integer
//! congruent to T/R mod N, and T + m·N = T − m + m·(N + 1). N ≡ −1 mod 2^64, so the two lowest
//! limbs of N + 1 are zero: a limb of m does not reach its own column, and the low 29 bits of
//! a finished column *are* that limb. What is left of the column is carried on.
//!
//! # Bounds
//!
//! *Columns.* A column of a product has at most 108 terms, each at most (B/2)² = 2^56 in size:
//! 108·2^56 < 2^63. A square has half as many, doubled ones. Its low 29 bits alone go on, and are
//! joined by the terms of m, at most 2^28·S, where S < 50·2^28 is the sum of all |limbs| of
//! N + 1, and by the carry: the high part of the product, at most 2^34, and what is above a limb
//! of such a sum, less than 2^33. Together that is less than 2^62. The constants below are checked
//! when this is compiled.
//!
//! *Values.* |m| < 0.51·R and R/N > 2^59: a product of operands below 4·N is less than 0.52·N
//! in size, doubled less than 1.04·N; a difference of two such is less than 2.1·N, an operand
//! again. 108 limbs hold any number up to 0.49·R in size, so nothing is carried beyond.

use once_cell::race::OnceBox;
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, Zeroizing};

use super::constants::{BYTES, MODULUS};
use super::residue::{Derived, Element};

/// Bits of a limb.
const BITS: usize = 29;
const BASE: i64 = 1 << BITS;
/// Blocks of four limbs in a number, and of four columns that a reduction clears.
const BLOCKS: usize = 27;
const LIMBS: usize = 4 * BLOCKS;

const _: () = {
    let modulus = limbs(&MODULUS);
    assert!(modulus[0] == -1 && modulus[1] == 0);
    let (mut sum, mut index) = (0, 2);
    while index < LIMBS {
        sum += modulus[index].abs() as i64;
        index += 1;
    }
    assert!(sum < 50 * (BASE / 2));
    let term = (BASE / 2) * (BASE / 2);
    assert!((LIMBS as i64).checked_mul(term).is_some());
    assert!(BASE + (BASE / 2) * sum + (1 << 35) < 1 << 62);
};

/// A number's limbs as rows, the lowest first.
type Rows = [[i32; 4]; BLOCKS];

/// A number below 4·N in size.
#[derive(Clone)]
pub(crate) struct Limbs(Rows);

/// A factor's limbs as columns, the highest first, with a block of zeros above and below.
type Table = [[i32; 4]; BLOCKS + 2];

/// What a multiplication keeps in memory.
#[derive(Clone)]
pub(crate) struct Workspace {
    /// N + 1.
    modulus: Table,
    factor: Table,
    /// Twice the factor.
    twice: Table,
    /// m.
    quotient: Rows,
    result: Rows,
}

impl Default for Workspace {
    fn default() -> Self {
        let mut next = limbs(&MODULUS);
        next[0] += 1;
        let mut modulus = [[0; 4]; _];
        tabulate(&mut modulus, &blocks(&next), 1);
        let zero = Limbs::ZERO.0;
        Self {
            modulus,
            factor: [[0; 4]; _],
            twice: [[0; 4]; _],
            quotient: zero,
            result: zero,
        }
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        self.factor.zeroize();
        self.twice.zeroize();
        self.quotient.zeroize();
        self.result.zeroize();
    }
}

impl Zeroize for Limbs {
    fn zeroize(&mut self) {
        self.0.zeroize();
    }
}

/// The limbs of a big-endian number.
const fn limbs(bytes: &[u8; BYTES]) -> [i32; LIMBS] {
    let mut limbs = [0; LIMBS];
    let mut carry = 0;
    let mut index = 0;
    while index < LIMBS {
        // 29 bits lie within five bytes.
        let mut window = 0;
        let mut offset = 0;
        while offset < 5 {
            let position = BITS * index / 8 + offset;
            if position < BYTES {
                window |= (bytes[BYTES - 1 - position] as i64) << (8 * offset);
            }
            offset += 1;
        }
        let (limb, above) = split((window >> (BITS * index % 8) & (BASE - 1)) + carry);
        (limbs[index], carry) = (limb, above);
        index += 1;
    }
    limbs
}

/// d + B·c with −B/2 ≤ d < B/2: (d, c).
#[inline(always)]
const fn split(sum: i64) -> (i32, i64) {
    let limb = sum << (64 - BITS) >> (64 - BITS);
    (limb as i32, (sum - limb) >> BITS)
}

/// A block in 64 bits.
#[inline(always)]
fn wide([a, b, c, d]: &[i32; 4]) -> [i64; 4] {
    [i64::from(*a), i64::from(*b), i64::from(*c), i64::from(*d)]
}

/// Limbs in blocks.
fn blocks(limbs: &[i32; LIMBS]) -> Rows {
    core::array::from_fn(|block| core::array::from_fn(|index| limbs[4 * block + index]))
}

/// Writes `factor` times the number.
fn tabulate(table: &mut Table, rows: &Rows, factor: i32) {
    for (entry, [a, b, c, d]) in table[1..=BLOCKS].iter_mut().rev().zip(rows) {
        *entry = [factor * d, factor * c, factor * b, factor * a];
    }
}

/// Column block `block` of the product of `rows` with a factor.
#[inline(always)]
fn convolve(rows: &[[i32; 4]], table: &Table, block: usize) -> [i64; 4] {
    // Block i of the rows meets block `block` − i of the factor and the one below.
    let first = block.saturating_sub(BLOCKS);
    let end = rows.len().min(block + 1);
    let (mut sum0, mut sum1, mut sum2, mut sum3) = (0, 0, 0, 0);
    if first < end {
        let table = &table[BLOCKS + first - block..];
        let factors = table.iter().zip(&table[1..]);
        for (rows, (limbs, below)) in rows[first..end].iter().zip(factors) {
            let [row0, row1, row2, row3] = wide(rows);
            let [limb3, limb2, limb1, limb0] = wide(limbs);
            let [below3, below2, below1, _] = wide(below);
            sum0 += row0 * limb0 + row1 * below3 + row2 * below2 + row3 * below1;
            sum1 += row0 * limb1 + row1 * limb0 + row2 * below3 + row3 * below2;
            sum2 += row0 * limb2 + row1 * limb1 + row2 * limb0 + row3 * below3;
            sum3 += row0 * limb3 + row1 * limb2 + row2 * limb1 + row3 * limb0;
        }
    }
    [sum0, sum1, sum2, sum3]
}

/// The share of column block `block` in a square, where every pair of limbs i < j counts twice
/// and i = j once. The lowest column is 4·block, its middle row h = 2·block.
#[inline(always)]
fn convolve_itself(rows: &Rows, once: &Table, twice: &Table, block: usize) -> [i64; 4] {
    // Whole blocks of rows below h: only pairs i < j.
    let middle = block / 2;
    // From here on x are the limbs of the block that h is in, y the same twice, z those of the
    // block above twice; the number is the position in the block.
    let [sum0, sum1, sum2, sum3] = convolve(&rows[..middle], twice, block);
    let entry = BLOCKS - middle;
    let [x3, x2, x1, x0] = wide(&once[entry]);
    let [y3, y2, y1, _] = wide(&twice[entry]);
    if block.is_multiple_of(2) {
        // (h, h) | (h, h + 1) | (h, h + 2), (h + 1, h + 1) | (h, h + 3), (h + 1, h + 2)
        return [
            sum0 + x0 * x0,
            sum1 + x0 * y1,
            sum2 + x0 * y2 + x1 * x1,
            sum3 + x0 * y3 + x1 * y2,
        ];
    }
    // h = 2 within its block: two rows with pairs i < j only come first.
    let [z3, z2, z1, z0] = wide(&twice[entry - 1]);
    [
        sum0 + x0 * z0 + x1 * y3 + x2 * x2,
        sum1 + x0 * z1 + x1 * z0 + x2 * y3,
        sum2 + x0 * z2 + x1 * z1 + x2 * z0 + x3 * x3,
        sum3 + x0 * z3 + x1 * z2 + x2 * z1 + x3 * z0,
    ]
}

/// Column block `block` of the product of `rows` with the factor, which may be `rows` itself.
#[inline(never)]
fn product(rows: &Rows, square: bool, once: &Table, twice: &Table, block: usize) -> [i64; 4] {
    if square {
        convolve_itself(rows, once, twice, block)
    } else {
        convolve(rows, once, block)
    }
}

/// `rows` ← rows · factor · 2^doublings / R mod N, where the factor is in the workspace.
#[inline(never)]
fn multiply(rows: &mut Rows, square: bool, doublings: u32, workspace: &mut Workspace) {
    let Workspace {
        modulus,
        factor,
        twice,
        quotient,
        result,
    } = workspace;

    // The limb of a finished column; the high part of its product goes on with the carry.
    let mut carry = 0;
    let mut settle = |product: i64, sum: i64| {
        let (limb, above) = split((product & (BASE - 1)) + sum + carry);
        carry = (product >> BITS) + above;
        limb
    };

    // The low half: its limbs are those of m.
    let [n3, n2, _, _] = wide(&modulus[BLOCKS]);
    for block in 0..BLOCKS {
        let [product0, product1, product2, product3] = product(rows, square, factor, twice, block);
        let [sum0, sum1, sum2, sum3] = convolve(&quotient[..block], modulus, block);
        let limb0 = settle(product0, sum0);
        let limb1 = settle(product1, sum1);
        let (term0, term1) = (i64::from(limb0), i64::from(limb1));
        let limb2 = settle(product2, sum2 + term0 * n2);
        let limb3 = settle(product3, sum3 + term0 * n3 + term1 * n2);
        quotient[block] = [limb0, limb1, limb2, limb3];
    }

    // The high half is the result.
    let mut doubled_carry = 0;
    let mut settle = |product: i64, sum: i64| {
        let limb = i64::from(settle(product, sum));
        let (limb, above) = split((limb << doublings) + doubled_carry);
        doubled_carry = above;
        limb
    };
    for block in BLOCKS..2 * BLOCKS {
        let [product0, product1, product2, product3] = product(rows, square, factor, twice, block);
        let [sum0, sum1, sum2, sum3] = convolve(quotient, modulus, block);
        let limb0 = settle(product0, sum0);
        let limb1 = settle(product1, sum1);
        let limb2 = settle(product2, sum2);
        let limb3 = settle(product3, sum3);
        result[block - BLOCKS] = [limb0, limb1, limb2, limb3];
    }
    debug_assert_eq!((carry, doubled_carry), (0, 0));
    *rows = *result;
}

impl Element for Limbs {
    type Workspace = Workspace;

    const ZERO: Self = Self([[0; 4]; BLOCKS]);
    const RADIX_BITS: u32 = (BITS * LIMBS) as u32;

    fn derived() -> &'static OnceBox<Derived<Self>> {
        static DERIVED: OnceBox<Derived<Limbs>> = OnceBox::new();
        &DERIVED
    }

    fn read(&mut self, bytes: &[u8; BYTES]) {
        self.0 = blocks(&Zeroizing::new(limbs(bytes)));
    }

    fn multiply(&mut self, factor: &Self, workspace: &mut Workspace) {
        tabulate(&mut workspace.factor, &factor.0, 1);
        multiply(&mut self.0, false, 0, workspace);
    }

    fn square(&mut self, doublings: u32, workspace: &mut Workspace) {
        tabulate(&mut workspace.factor, &self.0, 1);
        tabulate(&mut workspace.twice, &self.0, 2);
        multiply(&mut self.0, true, doublings, workspace);
    }

    fn subtract(&mut self, subtrahend: &Self) {
        let mut carry = 0;
        let limbs = self.0.as_flattened_mut().iter_mut();
        for (limb, &other) in limbs.zip(subtrahend.0.as_flattened()) {
            (*limb, carry) = split(i64::from(*limb) - i64::from(other) + carry);
        }
        debug_assert_eq!(carry, 0);
    }

    fn write(&self, bytes: &mut [u8; BYTES], workspace: &mut Workspace) {
        let mut reduced = Zeroizing::new(Self::ZERO);
        reduced.0[0][0] = 1;
        reduced.multiply(self, workspace);

        // The product is less than N in size: itself or, if negative, itself plus N.
        let modulus = limbs(&MODULUS);
        let mut value = Zeroizing::new([0; LIMBS]);
        let mut raised = Zeroizing::new([0; LIMBS]);
        let (mut carry, mut raised_carry) = (0, 0);
        for (index, &limb) in reduced.0.as_flattened().iter().enumerate() {
            let sum = i64::from(limb) + carry;
            let raised_sum = i64::from(limb) + i64::from(modulus[index]) + raised_carry;
            (value[index], carry) = (sum & (BASE - 1), sum >> BITS);
            (raised[index], raised_carry) = (raised_sum & (BASE - 1), raised_sum >> BITS);
        }
        debug_assert!((carry == 0 || carry == -1) && raised_carry == 0);
        for index in 0..LIMBS {
            // The carry out of the top is −1 for a negative number and 0 otherwise.
            value[index] ^= (value[index] ^ raised[index]) & carry;
        }
        for (index, byte) in bytes.iter_mut().rev().enumerate() {
            let (limb, shift) = (8 * index / BITS, 8 * index % BITS);
            *byte = ((value[limb] | value[limb + 1] << BITS) >> shift) as u8;
        }
    }

    fn select(&mut self, table: &[Self], index: u32) {
        self.zeroize();
        for (position, entry) in (0u32..).zip(table) {
            // All ones where position = index, else zero: a `Choice`, because an optimiser that
            // sees there are but two masks makes a branch of them.
            let mask = -i32::from(position.ct_eq(&index).unwrap_u8());
            let chosen = self.0.as_flattened_mut().iter_mut();
            for (chosen, &limb) in chosen.zip(entry.0.as_flattened()) {
                *chosen |= limb & mask;
            }
        }
    }
}
