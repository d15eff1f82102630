//! Values modulo N and their powers, over any [`Element`].

extern crate alloc;

use alloc::boxed::Box;

use once_cell::race::OnceBox;
use zeroize::{Zeroize, Zeroizing};

use super::constants::{BYTES, MODULUS};

/// A number of about 3072 bits in some redundant form, with Montgomery's product
/// a·b/R mod N for its multiplication.
///
/// Each implementation proves that results of [`multiply`](Self::multiply) and
/// [`square`](Self::square), numbers of 3072 bits, and differences of two such are within the
/// range of its operands. No time and no address depends on a value.
pub(crate) trait Element: Clone + Zeroize + 'static {
    /// Room for intermediate values, wiped when dropped, and what is the same for all.
    type Workspace: Default + Clone;

    /// The number 0.
    const ZERO: Self;

    /// log2 R, from 3072 to 3136.
    const RADIX_BITS: u32;

    /// Where [`Derived`] is kept, once it was needed.
    fn derived() -> &'static OnceBox<Derived<Self>>;

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

/// Rows of the comb and their length, which cover 256 bits.
const ROWS: usize = 6;
const ROW: usize = 43;

/// What follows from N and R. Nothing in it is secret. It costs as much as a quarter of a
/// sign-in to compute, and two kilobytes of the page to be given: five numbers Gᵣ.
pub(crate) struct Derived<E: Element> {
    /// To be copied: a new one would compute the same again.
    workspace: E::Workspace,
    /// R² mod N.
    radix_squared: E,
    /// G₁^i₁ · … · G₅^i₅ at the index with the bits i₅ … i₁, where Gᵣ = 2^(2^(43·r)).
    comb: [E; 1 << (ROWS - 1)],
}

impl<E: Element> Derived<E> {
    fn new() -> Self {
        let mut workspace = E::Workspace::default();
        let one = Self::radix();

        // A square with or without a doubling turns 2^e into 2^(2·e) or 2^(2·e + 1).
        let mut radix_squared = one.clone();
        for bit in (0..12).rev() {
            radix_squared.square(E::RADIX_BITS >> bit & 1, &mut workspace);
        }

        let mut power = one.clone();
        power.square(1, &mut workspace);
        let mut comb = [const { E::ZERO }; 1 << (ROWS - 1)];
        comb[0] = one;
        for row in 0..ROWS - 1 {
            for _ in 0..ROW {
                power.square(0, &mut workspace);
            }
            let (without, with) = comb.split_at_mut_checked(1 << row).unwrap_or_default();
            for (with, without) in with.iter_mut().zip(without) {
                *with = without.clone();
                with.multiply(&power, &mut workspace);
            }
        }
        Self {
            workspace,
            radix_squared,
            comb,
        }
    }

    /// R mod N, which is 2^(log2 R − 3072) · (2^3072 − N) because N > 2^3072 − 2^3008.
    fn radix() -> E {
        let shift = E::RADIX_BITS as usize - 8 * BYTES;
        let mut shifted = [0; BYTES];
        // 2^3072 − N is the complement of N, and 1.
        let mut carry = 1 << (shift % 8);
        for (digit, byte) in shifted.iter_mut().zip(&MODULUS[shift / 8..]).rev() {
            carry += u32::from(!byte) << (shift % 8);
            *digit = carry as u8;
            carry >>= 8;
        }
        let mut radix = E::ZERO;
        radix.read(&shifted);
        radix
    }

    /// Computed by the first call.
    #[inline(never)] // Once is enough in the program.
    pub(super) fn get() -> &'static Self {
        E::derived().get_or_init(|| Box::new(Self::new()))
    }
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
        residue.0.read(bytes);
        let radix_squared = &Derived::<E>::get().radix_squared;
        residue.0.multiply(radix_squared, &mut Self::workspace());
        residue
    }

    /// The number v with 0 ≤ v < N.
    pub(crate) fn to_be_bytes(&self) -> [u8; BYTES] {
        let mut bytes = [0; BYTES];
        self.0.write(&mut bytes, &mut Self::workspace());
        bytes
    }

    fn workspace() -> E::Workspace {
        Derived::<E>::get().workspace.clone()
    }

    fn one() -> Self {
        let [one, ..] = &Derived::<E>::get().comb;
        Self(one.clone())
    }

    /// `self · factor`.
    pub(crate) fn mul(&self, factor: &Self) -> Self {
        let mut product = Self(self.0.clone());
        product.0.multiply(&factor.0, &mut Self::workspace());
        product
    }

    /// `self − subtrahend`.
    ///
    /// The multiplication by 1 brings the difference into the range of a product, so that
    /// every residue is an operand of every operation.
    pub(crate) fn sub(&self, subtrahend: &Self) -> Self {
        let mut difference = Self(self.0.clone());
        difference.0.subtract(&subtrahend.0);
        difference.mul(&Self::one())
    }

    /// 2^exponent, for a big-endian exponent of 256 bits.
    ///
    /// A comb (Lim and Lee, CRYPTO '94) of six rows of 43 bits. With e = Σ 2^(43·r)·eᵣ, 2^e is
    /// 2^e₀ · G₁^e₁ · … · G₅^e₅, and one ladder of squarings serves all six powers. A bit of
    /// each of e₁ to e₅ chooses one of 32 factors; a bit of e₀ is a doubling, which costs
    /// nothing while carries are propagated.
    pub(crate) fn generator_pow(exponent: &[u8; 32]) -> Self {
        let mut workspace = Self::workspace();
        let comb = &Derived::<E>::get().comb;
        let mut power = Self::one();
        let mut factor = Zeroizing::new(E::ZERO);
        for position in (0..ROW).rev() {
            power.0.square(bits(exponent, position, 1), &mut workspace);
            let mut index = 0;
            for row in (1..ROWS).rev() {
                index = index << 1 | bits(exponent, row * ROW + position, 1);
            }
            factor.select(comb, index);
            power.0.multiply(&factor, &mut workspace);
        }
        power
    }

    /// self^exponent, for a big-endian exponent; the time depends on its length only.
    ///
    /// Fixed windows of five bits: 32 powers come first, the highest window chooses one of them,
    /// and each of the others costs five squarings and a multiplication.
    pub(crate) fn pow(&self, exponent: &[u8]) -> Self {
        const WINDOW: usize = 5;
        let mut workspace = Self::workspace();
        let mut table = Zeroizing::new([const { E::ZERO }; 1 << WINDOW]);
        let mut power = Self::one();
        for entry in table.iter_mut() {
            *entry = power.0.clone();
            power.0.multiply(&self.0, &mut workspace);
        }

        // The index of the highest window.
        let last = (8 * exponent.len()).saturating_sub(1) / WINDOW;
        let digit = |window| bits(exponent, WINDOW * window, WINDOW);
        power.0.select(table.as_slice(), digit(last));
        let mut factor = Zeroizing::new(E::ZERO);
        for window in (0..last).rev() {
            for _ in 0..WINDOW {
                power.0.square(0, &mut workspace);
            }
            factor.select(table.as_slice(), digit(window));
            power.0.multiply(&factor, &mut workspace);
        }
        power
    }
}

/// `count` ≤ 8 bits of a big-endian number from bit `position` upwards; zeros beyond its end.
fn bits(number: &[u8], position: usize, count: usize) -> u32 {
    let mut bytes = number.iter().rev().skip(position / 8);
    let mut byte = || bytes.next().map_or(0, |byte| u32::from(*byte));
    let window = byte() | byte() << 8;
    window >> (position % 8) & ((1 << count) - 1)
}
