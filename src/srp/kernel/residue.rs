//! Values modulo N and their powers, over any [`Element`].

use zeroize::{Zeroize, Zeroizing};

use super::constants::{BYTES, COMB, COMB_ROW};

/// A number of about 3072 bits in some redundant form, with Montgomery's product
/// a·b/R mod N for its multiplication.
///
/// Each implementation proves that results of [`multiply`](Self::multiply) and
/// [`square`](Self::square), numbers of 3072 bits, and differences of two such are within the
/// range of its operands. No time and no address depends on a value.
pub(crate) trait Element: Clone + Zeroize {
    /// Room for intermediate values, wiped when dropped.
    type Workspace: Default;

    /// The number 0.
    const ZERO: Self;

    /// log2 R.
    #[allow(dead_code, reason = "the checks use it")]
    const RADIX_BITS: usize;

    /// R² mod N.
    const RADIX_SQUARED: [u8; BYTES];

    /// Sets this to a number.
    fn read(&mut self, bytes: &[u8; BYTES]);

    /// Writes `self / R mod N`, reduced to 0 ≤ v < N.
    fn write(&self, bytes: &mut [u8; BYTES], workspace: &mut Self::Workspace);

    /// `self ← self · factor / R mod N`.
    fn multiply(&mut self, factor: &Self, workspace: &mut Self::Workspace);

    /// `self ← self² · 2^doublings / R mod N`, for 0 or 1 doublings.
    fn square(&mut self, doublings: u32, workspace: &mut Self::Workspace);

    /// `self ← self − subtrahend`.
    fn subtract(&mut self, subtrahend: &Self);

    /// `self ← table[index]`, reading the whole table.
    fn select(&mut self, table: &[Self], index: u32);
}

/// A value v modulo N, as a number congruent to v·R (its Montgomery form); wiped when dropped.
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
        let mut radix_squared = E::ZERO;
        residue.0.read(bytes);
        radix_squared.read(&E::RADIX_SQUARED);
        residue
            .0
            .multiply(&radix_squared, &mut E::Workspace::default());
        residue
    }

    /// The number v with 0 ≤ v < N.
    pub(crate) fn to_be_bytes(&self) -> [u8; BYTES] {
        let mut bytes = [0; BYTES];
        self.0.write(&mut bytes, &mut E::Workspace::default());
        bytes
    }

    fn one() -> Self {
        let mut one = [0; BYTES];
        one[BYTES - 1] = 1;
        Self::from_be_bytes(&one)
    }

    /// `self · factor`.
    pub(crate) fn mul(&self, factor: &Self) -> Self {
        let mut product = Self(self.0.clone());
        product.0.multiply(&factor.0, &mut E::Workspace::default());
        product
    }

    /// `self − subtrahend`.
    ///
    /// The multiplication by 1 brings the difference into the range of a product, so that
    /// every residue is an operand of every operation.
    pub(crate) fn sub(&self, subtrahend: &Self) -> Self {
        let mut difference = Self(self.0.clone());
        difference.0.subtract(&subtrahend.0);
        difference
            .0
            .multiply(&Self::one().0, &mut E::Workspace::default());
        difference
    }

    /// 2^exponent, for a big-endian exponent of 256 bits.
    ///
    /// A comb (Lim and Lee, CRYPTO '94) of three rows of 86 bits. With
    /// e = e₀ + 2^86·e₁ + 2^172·e₂, G₁ = 2^(2^86) and G₂ = 2^(2^172), 2^e is
    /// 2^e₀ · G₁^e₁ · G₂^e₂, and one ladder of squarings serves all three powers. Two bits each
    /// of e₁ and e₂ choose one of 16 factors; a bit of e₀ is a doubling, which costs
    /// nothing while carries are propagated.
    pub(crate) fn generator_pow(exponent: &[u8; 32]) -> Self {
        let mut workspace = E::Workspace::default();
        let table = Self::comb_table(&mut workspace);
        let mut power = Self(table[0].clone());
        let mut factor = Zeroizing::new(E::ZERO);
        for low in (0..COMB_ROW).step_by(2).rev() {
            for position in [low + 1, low] {
                power.0.square(bits(exponent, position, 1), &mut workspace);
            }
            let [bits1, bits2] = [1, 2].map(|row| bits(exponent, row * COMB_ROW + low, 2));
            factor.select(&table, bits1 | bits2 << 2);
            power.0.multiply(&factor, &mut workspace);
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
            // G₁ times the entry before; at the start of a row G₂ times that of the row before.
            let step = if index % 4 == 0 { 4 } else { 1 };
            let factor = table[step].clone();
            table[index] = table[index - step].clone();
            table[index].multiply(&factor, workspace);
        }
        table
    }

    /// self^exponent, for a big-endian exponent; the time depends on its length only.
    ///
    /// Fixed windows of five bits: 32 powers come first, then each window costs five
    /// squarings and a multiplication.
    pub(crate) fn pow(&self, exponent: &[u8]) -> Self {
        const WINDOW: usize = 5;
        let mut workspace = E::Workspace::default();
        let mut table = Zeroizing::new([const { E::ZERO }; 1 << WINDOW]);
        table[0] = Self::one().0.clone();
        table[1] = self.0.clone();
        for index in 2..table.len() {
            if index.is_multiple_of(2) {
                table[index] = table[index / 2].clone();
                table[index].square(0, &mut workspace);
            } else {
                table[index] = table[index - 1].clone();
                table[index].multiply(&self.0, &mut workspace);
            }
        }

        let mut power = Self(E::ZERO);
        let mut factor = Zeroizing::new(E::ZERO);
        let last = (8 * exponent.len()).div_ceil(WINDOW).saturating_sub(1);
        power
            .0
            .select(table.as_slice(), bits(exponent, WINDOW * last, WINDOW));
        for window in (0..last).rev() {
            for _ in 0..WINDOW {
                power.0.square(0, &mut workspace);
            }
            factor.select(table.as_slice(), bits(exponent, WINDOW * window, WINDOW));
            power.0.multiply(&factor, &mut workspace);
        }
        power
    }
}

/// `count` ≤ 8 bits of a big-endian number from bit `position` upwards; zeros beyond its end.
fn bits(number: &[u8], position: usize, count: usize) -> u32 {
    let byte = |index: usize| match number.len().checked_sub(index + 1) {
        Some(index) => u32::from(number[index]),
        None => 0,
    };
    let window = byte(position / 8) | byte(position / 8 + 1) << 8;
    window >> (position % 8) & ((1 << count) - 1)
}
