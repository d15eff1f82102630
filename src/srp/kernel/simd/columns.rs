//! Products column by column, before any reduction.

use core::ops::Range;

use zeroize::DefaultIsZeroes;

use super::lanes::Lanes;
use super::{BASE, BITS, BLOCKS, BLOCKS_TO_FOLD};

/// A number's digits. A lane holds two of them, 2p in its low half and 2p + 1; block b has two
/// vectors, of the pairs p = 8b, 8b + 2, 8b + 4, 8b + 6 and of the odd ones between.
pub(super) type Number = [[Lanes; 2]; BLOCKS];

/// A block of a factor's digits as columns. For the even pairs of a row lane j of the block holds
/// digit j (low half) and j − 1, for the odd pairs j − 2 and j − 3.
#[derive(Clone, Copy, Default)]
pub(super) struct Vectors {
    /// b0 to b3.
    pub(super) single: [Lanes; 4],
    /// Each with the one two below: b0 + b₋₂ to b3 + b1.
    sums: [Lanes; 4],
}

impl DefaultIsZeroes for Vectors {}

impl Vectors {
    pub(super) const ZERO: Self = Self {
        single: [Lanes::ZERO; 4],
        sums: [Lanes::ZERO; 4],
    };

    #[inline(always)]
    fn new([b0, b1, b2, b3]: [Lanes; 4], [.., below2, below3]: [Lanes; 4]) -> Self {
        Self {
            single: [b0, b1, b2, b3],
            sums: [
                b0.add_halves(below2),
                b1.add_halves(below3),
                b2.add_halves(b0),
                b3.add_halves(b1),
            ],
        }
    }
}

/// A factor, the highest block first, each for even pairs and for odd ones. Above its digits there
/// is a block for the last of them to move up into, and below a block of zeros.
pub(super) type Table = [[Vectors; 2]; BLOCKS + 2];

/// Sixteen columns, in two parts of different weight: low + B·high.
pub(super) struct Sums {
    pub(super) low: [Lanes; 4],
    pub(super) high: [Lanes; 4],
}

/// Turns digits into columns.
#[inline(never)]
pub(super) fn tabulate(table: &mut Table, number: &Number) {
    let mut digits_below = Lanes::ZERO;
    let [mut evens_below, mut odds_below] = [[Lanes::ZERO; 4]; 2];
    let blocks = number.iter().chain(&[[Lanes::ZERO; 2]]);
    for (columns, &[even, odd]) in table.iter_mut().take(BLOCKS + 1).rev().zip(blocks) {
        // Eight digits in order, then each lane's digit with the one below it.
        let low = even.shuffle::<0, 4, 1, 5>(odd);
        let high = even.shuffle::<2, 6, 3, 7>(odd);
        let (low_before, high_before) = (low.halves_up(digits_below), high.halves_up(low));
        let even0 = low.zip_low(low_before);
        let even1 = low.zip_high(low_before);
        let even2 = high.zip_low(high_before);
        let even3 = high.zip_high(high_before);
        let evens = [even0, even1, even2, even3];
        let [.., even_below] = evens_below;
        let odds = [
            even0.up2(even_below),
            even1.up2(even0),
            even2.up2(even1),
            even3.up2(even2),
        ];
        *columns = [
            Vectors::new(evens, evens_below),
            Vectors::new(odds, odds_below),
        ];
        (digits_below, evens_below, odds_below) = (high, evens, odds);
    }
}

/// Adds the products of a vector of rows with four vectors of columns to six parts of their sums.
///
/// The pairs r0 to r3 of the vector meet the columns as a Toeplitz matrix: sumᵢ gains
/// r0·bᵢ + r1·bᵢ₋₁ + r2·bᵢ₋₂ + r3·bᵢ₋₃. Halved in both directions it has three different
/// quarters, and with sums of them twelve dots do for sixteen (Fan and Hasan, IEEE Transactions on
/// Computers 56(2), 2007, section 2). With uᵢ = bᵢ + bᵢ₋₂ and dᵢ = rᵢ − rᵢ₊₂ the gains are
///
/// - sum0, sum1: r2·uᵢ + r3·uᵢ₋₁ + sᵢ, parts 0 and 1,
/// - sum2, sum3: r0·uᵢ + r1·uᵢ₋₁ − sᵢ₋₂, parts 2 and 3,
///
/// where s₀ and s₁, parts 4 and 5, are d0·bᵢ + d1·bᵢ₋₁.
#[inline(always)]
fn add_products(parts: &mut [Lanes; 6], rows: Lanes, columns: &Vectors, below: &Vectors) {
    let [sum0, sum1, sum2, sum3, shared0, shared1] = parts;
    let [row0, row1, row2, row3] = rows.broadcasts();
    let (difference0, difference1) = (row0.sub_halves(row2), row1.sub_halves(row3));
    let ([b0, b1, ..], [.., b]) = (columns.single, below.single);
    let ([u0, u1, u2, u3], [.., u]) = (columns.sums, below.sums);
    // In this order engines keep the most vectors in registers.
    *sum3 = sum3.add(row0.dot(u3)).add(row1.dot(u2));
    *sum2 = sum2.add(row0.dot(u2)).add(row1.dot(u1));
    *sum1 = sum1.add(row2.dot(u1)).add(row3.dot(u0));
    *sum0 = sum0.add(row2.dot(u0)).add(row3.dot(u));
    *shared1 = shared1
        .wrapping_add(difference0.dot(b1))
        .wrapping_add(difference1.dot(b0));
    *shared0 = shared0
        .wrapping_add(difference0.dot(b0))
        .wrapping_add(difference1.dot(b));
}

/// Adds to column block `block` the products of the row blocks `range`.
#[inline(always)]
fn convolve(
    [sum0, sum1, sum2, sum3]: [Lanes; 4],
    block: usize,
    range: Range<usize>,
    rows: &Number,
    table: &Table,
) -> [Lanes; 4] {
    // Block i of the rows meets block `block` − i of the table and the one below.
    let table = table.get(BLOCKS + range.start - block..);
    let mut vectors = table.unwrap_or_default().as_flattened().windows(3);
    let mut parts = [sum0, sum1, sum2, sum3, Lanes::ZERO, Lanes::ZERO];
    for &[even, odd] in rows.get(range).unwrap_or_default() {
        // Two vectors in a round: with one, the rounds themselves cost Firefox a quarter of its
        // speed.
        let Some([columns, _, below]) = vectors.next() else {
            break;
        };
        add_products(&mut parts, even, columns, below);
        let Some([columns, _, below]) = vectors.next() else {
            break;
        };
        add_products(&mut parts, odd, columns, below);
    }
    let [sum0, sum1, sum2, sum3, shared0, shared1] = parts;
    [
        sum0.wrapping_add(shared0),
        sum1.wrapping_add(shared1),
        sum2.wrapping_sub(shared0),
        sum3.wrapping_sub(shared1),
    ]
}

impl Sums {
    pub(super) const ZERO: Self = Self {
        low: [Lanes::ZERO; 4],
        high: [Lanes::ZERO; 4],
    };

    /// Moves the low parts, all but a digit, to the high parts.
    #[inline(always)]
    fn fold(&mut self) {
        let [low0, low1, low2, low3] = self.low;
        let [high0, high1, high2, high3] = self.high;
        let (low0, carry0) = split(low0);
        let (low1, carry1) = split(low1);
        let (low2, carry2) = split(low2);
        let (low3, carry3) = split(low3);
        self.low = [low0, low1, low2, low3];
        self.high = [
            high0.add(carry0),
            high1.add(carry1),
            high2.add(carry2),
            high3.add(carry3),
        ];
    }
}

/// The lanes as d + B·c with 0 ≤ d < B: (d, c).
#[inline(always)]
pub(super) fn split(lanes: Lanes) -> (Lanes, Lanes) {
    (lanes.and(Lanes::splat(BASE - 1)), lanes.shr(BITS as u32))
}

/// Adds to column block `block` of a square the products of rows that meet themselves, and doubles
/// those that were added before: every pair of digits i < j counts twice, and i = j once. The
/// lowest column is 16·block, its middle row h = 8·block.
#[inline(always)]
fn convolve_itself(sums: &mut Sums, block: usize, rows: &Number, table: &Table) {
    let middle = block / 2;
    let (Some(&[mut even, mut odd]), Some([above, columns])) = (
        rows.get(middle),
        table
            .get(BLOCKS - middle - 1..)
            .and_then(<[_]>::first_chunk),
    ) else {
        return;
    };
    let [mut low0, mut low1, mut low2, mut low3] = sums.low;
    // The columns of the block that h is in are e for even row pairs and o for odd ones; those of
    // the block above are f and g. The number is that of the vector.
    let [evens, odds] = columns;
    let [mut e0, mut e1, mut e2, mut e3] = evens.single;
    let [_, mut o1, mut o2, mut o3] = odds.single;
    if block % 2 == 1 {
        // h is in the middle of a block: the four row pairs before h have pairs i < j only.
        let [evens, odds] = above;
        let ([f0, f1, f2, f3], [g0, g1, g2, g3]) = (evens.single, odds.single);
        let (row0, row1) = (even.broadcast::<0>(), odd.broadcast::<0>());
        let (row2, row3) = (even.broadcast::<1>(), odd.broadcast::<1>());
        low0 = low0
            .add(row0.dot(f0))
            .add(row1.dot(g0))
            .add(row2.dot(e3))
            .add(row3.dot(o3));
        low1 = low1
            .add(row0.dot(f1))
            .add(row1.dot(g1))
            .add(row2.dot(f0))
            .add(row3.dot(g0));
        low2 = low2
            .add(row0.dot(f2))
            .add(row1.dot(g2))
            .add(row2.dot(f1))
            .add(row3.dot(g1));
        low3 = low3
            .add(row0.dot(f3))
            .add(row1.dot(g3))
            .add(row2.dot(f2))
            .add(row3.dot(g2));
        [e0, e1, e2, e3] = [e2, e3, f0, f1];
        [o1, o2, o3] = [o3, g0, g1];
        (even, odd) = (even.up2(even), odd.up2(odd));
    }
    // The four row pairs from h on. Vector v, columns 2h + 4v to 2h + 4v + 3, has pairs i < j
    // only in the rows below h + 2v …
    let (row0, row1) = (even.broadcast::<0>(), odd.broadcast::<0>());
    let (row2, row3) = (even.broadcast::<1>(), odd.broadcast::<1>());
    low1 = low1.add(row0.dot(e1));
    low2 = low2.add(row0.dot(e2)).add(row1.dot(o2));
    low3 = low3.add(row0.dot(e3)).add(row1.dot(o3)).add(row2.dot(e2));
    sums.low = [low0, low1, low2, low3];
    sums.fold();

    // … and in rows i = h + 2v and i + 1: (i, i) | (i, i + 1) | (i, i + 2), (i + 1, i + 1) |
    // (i, i + 3), (i + 1, i + 2).
    let once_or_twice = Lanes::new([0xffff, 0xffff, -1, -1]);
    let twice = Lanes::new([0, 0xffff, 0xffff, -1]);
    let square = |low: Lanes, row: Lanes, columns: Lanes| {
        low.add(low)
            .add(row.dot(columns.and(once_or_twice)))
            .add(row.dot(columns.and(twice)))
    };
    let ([low0, low1, low2, low3], [high0, high1, high2, high3]) = (sums.low, sums.high);
    sums.low = [
        square(low0, row0, e0),
        square(low1, row1, o1),
        square(low2, row2, e1),
        square(low3, row3, o2),
    ];
    sums.high = [
        high0.add(high0),
        high1.add(high1),
        high2.add(high2),
        high3.add(high3),
    ];
}

/// Column block `block` of the product of `rows` with the factor, which may be `rows` itself, plus
/// that of m with N + 1 as far as m is known.
#[inline(always)]
pub(super) fn columns(
    block: usize,
    rows: &Number,
    square: bool,
    factor: &Table,
    quotient: &Number,
    modulus: &Table,
) -> Sums {
    let mut sums = Sums::ZERO;
    let first = block.saturating_sub(BLOCKS);
    // Of a square, the rows that have pairs i < j only.
    let end = if square { block / 2 } else { block + 1 }.min(BLOCKS);
    let mut start = first;
    while start < end {
        let next = end.min(start + BLOCKS_TO_FOLD);
        sums.low = convolve(sums.low, block, start..next, rows, factor);
        sums.fold();
        start = next;
    }
    if square {
        convolve_itself(&mut sums, block, rows, factor);
    }
    sums.low = convolve(sums.low, block, first..block.min(BLOCKS), quotient, modulus);
    sums
}
