//! Values modulo N in Montgomery form, and their powers, over any [`Element`].
//!
//! A value v is stored as some number congruent to v·R mod N, where R = 2^3136.

use zeroize::{Zeroize, Zeroizing};

use super::constants::{BYTES, COMB, COMB_ROW, MODULUS, RADIX_SQUARED};

/// A number of about 3072 bits in some redundant representation, with Montgomery's
/// product a·b/R mod N as its multiplication.
///
/// An implementation states its range: every result of [`multiply`](Self::multiply)
/// and [`square`](Self::square), every number of 3072 bits and every difference of
/// two of these is a valid operand.
pub(crate) trait Element: Clone + Zeroize {
    /// Room for intermediate values, wiped when dropped.
    type Workspace: Default;

    /// The number 0.
    const ZERO: Self;

    /// Sets this to the number itself, not to its Montgomery form.
    fn read(&mut self, bytes: &[u8; BYTES]);

    /// Writes `self · R⁻¹ mod N`, fully reduced: the value whose Montgomery form this is.
    fn write(&self, bytes: &mut [u8; BYTES], workspace: &mut Self::Workspace);

    /// `self ← self · factor · R⁻¹ mod N`.
    fn multiply(&mut self, factor: &Self, workspace: &mut Self::Workspace);

    /// `self ← self² · 2^doublings · R⁻¹ mod N`, for 0 or 1 doublings.
    fn square(&mut self, doublings: u32, workspace: &mut Self::Workspace);

    /// `self ← self − subtrahend mod N`. The result may only be multiplied.
    fn subtract(&mut self, subtrahend: &Self);

    /// `self ← table[index]`, reading the whole table.
    fn select(&mut self, table: &[Self], index: u32);
}

/// A value modulo N, wiped when dropped.
pub(crate) struct Residue<E: Element>(E);

impl<E: Element> Drop for Residue<E> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<E: Element> Residue<E> {
    /// The value of a number of up to 3072 bits, which need not be less than N.
    pub(crate) fn from_be_bytes(bytes: &[u8; BYTES]) -> Self {
        let mut residue = Self(E::ZERO);
        residue.0.read(bytes);
        let mut radix_squared = E::ZERO;
        radix_squared.read(&RADIX_SQUARED);
        residue
            .0
            .multiply(&radix_squared, &mut E::Workspace::default());
        residue
    }

    /// The value as a number v with 0 ≤ v < N.
    pub(crate) fn to_be_bytes(&self) -> [u8; BYTES] {
        let mut bytes = [0; BYTES];
        self.0.write(&mut bytes, &mut E::Workspace::default());
        bytes
    }

    /// 1, whose Montgomery form R mod N needs no multiplication.
    ///
    /// 2^3072 mod N = 2^3072 − N is the complement of N plus one, and below 2^3008:
    /// moved up by the remaining 64 bits of R it still has 3072 bits.
    fn one() -> Self {
        const RADIX: [u8; BYTES] = {
            let mut bytes = [0; BYTES];
            let mut position = 8;
            while position < BYTES {
                bytes[position - 8] = !MODULUS[position];
                position += 1;
            }
            bytes[BYTES - 9] += 1;
            bytes
        };
        let mut one = Self(E::ZERO);
        one.0.read(&RADIX);
        one
    }

    /// `self · factor mod N`.
    pub(crate) fn mul(&self, factor: &Self) -> Self {
        let mut product = Self(self.0.clone());
        product.0.multiply(&factor.0, &mut E::Workspace::default());
        product
    }

    /// `self − subtrahend mod N`.
    ///
    /// The multiplication by 1 brings the difference back into the range of a product,
    /// so that every residue is a valid operand of every operation.
    pub(crate) fn sub(&self, subtrahend: &Self) -> Self {
        let mut difference = Self(self.0.clone());
        difference.0.subtract(&subtrahend.0);
        difference
            .0
            .multiply(&Self::one().0, &mut E::Workspace::default());
        difference
    }

    /// 2^exponent mod N, for a big-endian exponent of 256 bits.
    ///
    /// A comb (Lim and Lee, CRYPTO '94) of three rows of 86 bits,
    /// e = e₀ + 2^86·e₁ + 2^172·e₂: with G₁ = 2^(2^86) and G₂ = 2^(2^172),
    /// 2^e = 2^e₀ · G₁^e₁ · G₂^e₂, all three powers in one ladder. Two bits of e₁ and of
    /// e₂ at a time choose one of 16 products; a bit of e₀ is a doubling, which costs
    /// nothing while carries are propagated.
    pub(crate) fn generator_pow(exponent: &[u8; 32]) -> Self {
        let mut workspace = E::Workspace::default();
        let table = Self::comb_table(&mut workspace);
        let mut power = Self::one();
        let mut chosen = Zeroizing::new(E::ZERO);
        for low in (0..COMB_ROW).step_by(2).rev() {
            for position in [low + 1, low] {
                power.0.square(bits(exponent, position, 1), &mut workspace);
            }
            let index =
                bits(exponent, COMB_ROW + low, 2) | bits(exponent, 2 * COMB_ROW + low, 2) << 2;
            chosen.select(&table, index);
            power.0.multiply(&chosen, &mut workspace);
        }
        power
    }

    /// G₁^i · G₂^j at index i + 4j, for i and j below 4.
    fn comb_table(workspace: &mut E::Workspace) -> [E; 16] {
        let mut table = [const { E::ZERO }; 16];
        table[0] = Self::one().0.clone();
        table[1] = Self::from_be_bytes(&COMB[0]).0.clone();
        table[4] = Self::from_be_bytes(&COMB[1]).0.clone();
        for index in [2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15] {
            // G₁ times the entry before, or, at the start of a row, G₂ times that of the row before.
            let step = if index % 4 == 0 { 4 } else { 1 };
            let factor = table[step].clone();
            table[index] = table[index - step].clone();
            table[index].multiply(&factor, workspace);
        }
        table
    }

    /// self^exponent mod N, for a big-endian exponent; the time depends on its length only.
    ///
    /// Fixed windows of five bits: 32 powers of the base are computed first, then every
    /// window costs five squarings and one multiplication.
    pub(crate) fn pow(&self, exponent: &[u8]) -> Self {
        const WINDOW: usize = 5;
        let mut workspace = E::Workspace::default();
        let mut table = Zeroizing::new([const { E::ZERO }; 1 << WINDOW]);
        table[0] = Self::one().0.clone();
        table[1] = self.0.clone();
        for index in 2..table.len() {
            if index % 2 == 0 {
                table[index] = table[index / 2].clone();
                table[index].square(0, &mut workspace);
            } else {
                table[index] = table[index - 1].clone();
                table[index].multiply(&self.0, &mut workspace);
            }
        }

        let mut power = Self::one();
        let mut chosen = Zeroizing::new(E::ZERO);
        let mut remaining = (8 * exponent.len()).div_ceil(WINDOW);
        while remaining > 0 {
            remaining -= 1;
            for _ in 0..WINDOW {
                power.0.square(0, &mut workspace);
            }
            chosen.select(table.as_slice(), bits(exponent, WINDOW * remaining, WINDOW));
            power.0.multiply(&chosen, &mut workspace);
        }
        power
    }
}

/// `count` ≤ 8 bits of a big-endian number from bit `position` upwards; zeros beyond its end.
fn bits(number: &[u8], position: usize, count: usize) -> u32 {
    let byte = |index: usize| {
        number
            .len()
            .checked_sub(index + 1)
            .map_or(0, |index| u32::from(number[index]))
    };
    let pair = byte(position / 8) | byte(position / 8 + 1) << 8;
    pair >> (position % 8) & ((1 << count) - 1)
}
