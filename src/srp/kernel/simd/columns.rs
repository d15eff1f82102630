//! Products column by column, before any reduction.

use core::ops::Range;

use super::lanes::Lanes;
use super::{BITS, BLOCKS, BLOCKS_TO_FOLD};

/// A number's digits as rows. A lane holds two of them, 2p in its low half and 2p + 1; block b
/// has two vectors, of the pairs p = 8b, 8b + 2, 8b + 4, 8b + 6 and of the odd ones between.
pub(super) type Rows = [Lanes; 2 * BLOCKS];

/// A factor's digits as columns, the highest block first. Its blocks have two times four vectors:
/// lane j of the block holds digit j (low half) and j − 1 in the first four, for the even
/// pairs, and j − 2 and j − 3 in the other four, for the odd ones. Above the digits there is a
/// block for the last of them to move up into, and below a block of zeros.
pub(super) type Table = [[Lanes; 4]; 2 * (BLOCKS + 2)];

/// Sixteen columns, in two parts of different weight: low + B·high.
pub(super) struct Sums {
    pub(super) low: [Lanes; 4],
    pub(super) high: [Lanes; 4],
}

/// Turns rows into columns.
#[inline(never)]
pub(super) fn tabulate(table: &mut Table, rows: &Rows) {
    let (mut digits_below, mut even_below) = (Lanes::ZERO, Lanes::ZERO);
    let entries = table.as_chunks_mut().0.iter_mut();
    let blocks = rows.as_chunks().0.iter().chain(&[[Lanes::ZERO; 2]]);
    for ([evens, odds], &[even, odd]) in entries.take(BLOCKS + 1).rev().zip(blocks) {
        // Eight digits in order, then each lane's digit with the one below it.
        let low = even.shuffle::<0, 4, 1, 5>(odd);
        let high = even.shuffle::<2, 6, 3, 7>(odd);
        let (low_before, high_before) = (low.halves_up(digits_below), high.halves_up(low));
        let even0 = low.zip_low(low_before);
        let even1 = low.zip_high(low_before);
        let even2 = high.zip_low(high_before);
        let even3 = high.zip_high(high_before);
        *evens = [even0, even1, even2, even3];
        *odds = [
            even0.up2(even_below),
            even1.up2(even0),
            even2.up2(even1),
            even3.up2(even2),
        ];
        (digits_below, even_below) = (high, even3);
    }
}

/// Adds to column block `block` the products of the row blocks `range`.
#[inline(always)]
fn convolve(
    [mut sum0, mut sum1, mut sum2, mut sum3]: [Lanes; 4],
    block: usize,
    range: Range<usize>,
    rows: &Rows,
    table: &Table,
) -> [Lanes; 4] {
    // Block i of the rows meets block `block` − i of the table and the one below.
    let table = table.get(2 * (BLOCKS + range.start - block)..);
    let rows = rows.get(2 * range.start..2 * range.end);
    let (table, rows) = (table.unwrap_or_default(), rows.unwrap_or_default());
    for (row, window) in rows.iter().zip(table.windows(3)) {
        let [[b4, b5, b6, b7], _, [_, b1, b2, b3]] = window else {
            break;
        };
        let row0 = row.broadcast_from::<0>();
        let row1 = row.broadcast_from::<1>();
        let row2 = row.broadcast_from::<2>();
        let row3 = row.broadcast_from::<3>();
        sum0 = sum0
            .add(row0.dot(*b4))
            .add(row1.dot(*b3))
            .add(row2.dot(*b2))
            .add(row3.dot(*b1));
        sum1 = sum1
            .add(row0.dot(*b5))
            .add(row1.dot(*b4))
            .add(row2.dot(*b3))
            .add(row3.dot(*b2));
        sum2 = sum2
            .add(row0.dot(*b6))
            .add(row1.dot(*b5))
            .add(row2.dot(*b4))
            .add(row3.dot(*b3));
        sum3 = sum3
            .add(row0.dot(*b7))
            .add(row1.dot(*b6))
            .add(row2.dot(*b5))
            .add(row3.dot(*b4));
    }
    [sum0, sum1, sum2, sum3]
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

/// The lanes as d + B·c with −B/2 ≤ d < B/2: (d, c).
#[inline(always)]
pub(super) fn split(lanes: Lanes) -> (Lanes, Lanes) {
    let digit = lanes.shl(32 - BITS as u32).shr(32 - BITS as u32);
    (digit, lanes.sub(digit).shr(BITS as u32))
}

/// Adds to column block `block` of a square the products of rows that meet themselves, and doubles
/// those that were added before: every pair of digits i < j counts twice, and i = j once. The
/// lowest column is 16·block, its middle row h = 8·block.
#[inline(always)]
fn convolve_itself(sums: &mut Sums, block: usize, rows: &Rows, table: &Table) {
    let middle = block / 2;
    let Some(&[mut even, mut odd]) = rows.get(2 * middle..).and_then(<[_]>::first_chunk) else {
        return;
    };
    let Some(&[above_evens, above_odds, evens, odds]) = table
        .get(2 * (BLOCKS - middle) - 2..)
        .and_then(<[_]>::first_chunk)
    else {
        return;
    };
    let [mut low0, mut low1, mut low2, mut low3] = sums.low;
    // The columns of the block that h is in are e for even row pairs and o for odd ones; those of
    // the block above are f and g. The number is that of the vector.
    let ([mut e0, mut e1, mut e2, mut e3], [_, mut o1, mut o2, mut o3]) = (evens, odds);
    if block % 2 == 1 {
        // h is in the middle of a block: the four row pairs before h have pairs i < j only.
        let ([f0, f1, f2, f3], [g0, g1, g2, g3]) = (above_evens, above_odds);
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
#[inline(never)]
pub(super) fn columns(
    block: usize,
    rows: &Rows,
    square: bool,
    factor: &Table,
    quotient: &Rows,
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
