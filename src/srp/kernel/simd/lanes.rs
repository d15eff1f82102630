//! Four 32-bit lanes, and the few operations on them that `simd` is made of.
//!
//! With wasm's SIMD each is one instruction. The portable twin lets the same kernel run,
//! with its assertions, in native tests; there an overflow panics.

use zeroize::DefaultIsZeroes;

#[cfg(target_feature = "simd128")]
use core::arch::wasm32 as wasm;

/// Four signed lanes of 32 bits; some operations take them for eight of 16.
#[derive(Clone, Copy)]
pub(super) struct Lanes(Vector);

#[cfg(target_feature = "simd128")]
type Vector = wasm::v128;
#[cfg(not(target_feature = "simd128"))]
type Vector = [i32; 4];

impl Default for Lanes {
    fn default() -> Self {
        Self::ZERO
    }
}

impl DefaultIsZeroes for Lanes {}

impl Lanes {
    /// The lanes moved up by one; the highest of `below` comes first.
    #[inline(always)]
    pub(super) fn up(self, below: Self) -> Self {
        below.shuffle::<3, 4, 5, 6>(self)
    }

    /// Whether no lane is larger in size.
    pub(super) fn is_within(self, bound: i32) -> bool {
        self.to_array().iter().all(|lane| lane.abs() <= bound)
    }

    /// Four vectors: each has one of the lanes in all of its own.
    #[inline(always)]
    pub(super) fn broadcasts(self) -> [Self; 4] {
        [
            self.broadcast::<0>(),
            self.broadcast::<1>(),
            self.broadcast::<2>(),
            self.broadcast::<3>(),
        ]
    }

    /// The lanes moved up by two; the upper two of `below` come first.
    #[inline(always)]
    pub(super) fn up2(self, below: Self) -> Self {
        below.shuffle::<2, 3, 4, 5>(self)
    }
}

#[cfg(target_feature = "simd128")]
impl Lanes {
    pub(super) const ZERO: Self = Self::new([0; 4]);

    pub(super) const fn new([a, b, c, d]: [i32; 4]) -> Self {
        Self(wasm::i32x4(a, b, c, d))
    }

    pub(super) fn to_array(self) -> [i32; 4] {
        let Self(lanes) = self;
        [
            wasm::i32x4_extract_lane::<0>(lanes),
            wasm::i32x4_extract_lane::<1>(lanes),
            wasm::i32x4_extract_lane::<2>(lanes),
            wasm::i32x4_extract_lane::<3>(lanes),
        ]
    }

    #[inline(always)]
    pub(super) fn splat(value: i32) -> Self {
        Self(wasm::i32x4_splat(value))
    }

    #[inline(always)]
    pub(super) fn add(self, other: Self) -> Self {
        Self(wasm::i32x4_add(self.0, other.0))
    }

    /// The sum modulo 2^32, where more than that is no mistake.
    #[inline(always)]
    pub(super) fn wrapping_add(self, other: Self) -> Self {
        self.add(other)
    }

    #[inline(always)]
    pub(super) fn wrapping_sub(self, other: Self) -> Self {
        Self(wasm::i32x4_sub(self.0, other.0))
    }

    /// The sums of the eight halves.
    #[inline(always)]
    pub(super) fn add_halves(self, other: Self) -> Self {
        Self(wasm::i16x8_add(self.0, other.0))
    }

    /// The differences of the eight halves.
    #[inline(always)]
    pub(super) fn sub_halves(self, other: Self) -> Self {
        Self(wasm::i16x8_sub(self.0, other.0))
    }

    #[inline(always)]
    pub(super) fn and(self, other: Self) -> Self {
        Self(wasm::v128_and(self.0, other.0))
    }

    #[inline(always)]
    pub(super) fn or(self, other: Self) -> Self {
        Self(wasm::v128_or(self.0, other.0))
    }

    #[inline(always)]
    pub(super) fn shl(self, bits: u32) -> Self {
        Self(wasm::i32x4_shl(self.0, bits))
    }

    /// ⌊lane / 2^bits⌋ in each lane.
    #[inline(always)]
    pub(super) fn shr(self, bits: u32) -> Self {
        Self(wasm::i32x4_shr(self.0, bits))
    }

    /// In each lane the products of both 16-bit halves, added.
    #[inline(always)]
    pub(super) fn dot(self, other: Self) -> Self {
        Self(wasm::i32x4_dot_i16x8(self.0, other.0))
    }

    /// Lane `LANE` in every lane.
    #[inline(always)]
    pub(super) fn broadcast<const LANE: usize>(self) -> Self {
        Self(wasm::i32x4_shuffle::<LANE, LANE, LANE, LANE>(
            self.0, self.0,
        ))
    }

    /// Lanes A, B, C, D of the eight of `self` and `above`.
    #[inline(always)]
    pub(super) fn shuffle<const A: usize, const B: usize, const C: usize, const D: usize>(
        self,
        above: Self,
    ) -> Self {
        Self(wasm::i32x4_shuffle::<A, B, C, D>(self.0, above.0))
    }

    /// The eight halves moved up by one; the highest of `below` comes first.
    #[inline(always)]
    pub(super) fn halves_up(self, below: Self) -> Self {
        Self(wasm::i16x8_shuffle::<7, 8, 9, 10, 11, 12, 13, 14>(
            below.0, self.0,
        ))
    }

    /// In each lane a half of `self` and, above it, one of `other`: the lower four of both.
    #[inline(always)]
    pub(super) fn zip_low(self, other: Self) -> Self {
        Self(wasm::i16x8_shuffle::<0, 8, 1, 9, 2, 10, 3, 11>(
            self.0, other.0,
        ))
    }

    /// Like [`zip_low`](Self::zip_low) with the upper four halves.
    #[inline(always)]
    pub(super) fn zip_high(self, other: Self) -> Self {
        Self(wasm::i16x8_shuffle::<4, 12, 5, 13, 6, 14, 7, 15>(
            self.0, other.0,
        ))
    }

    /// Each lane as 16 bits: those of `self`, then those of `above`. They must fit.
    #[inline(always)]
    pub(super) fn narrow(self, above: Self) -> Self {
        Self(wasm::i16x8_narrow_i32x4(self.0, above.0))
    }
}

#[cfg(not(target_feature = "simd128"))]
impl Lanes {
    pub(super) const ZERO: Self = Self::new([0; 4]);

    pub(super) const fn new(lanes: [i32; 4]) -> Self {
        Self(lanes)
    }

    pub(super) fn to_array(self) -> [i32; 4] {
        self.0
    }

    pub(super) fn splat(value: i32) -> Self {
        Self([value; 4])
    }

    fn zip(self, other: Self, operation: impl Fn(i32, i32) -> i32) -> Self {
        Self(core::array::from_fn(|lane| {
            operation(self.0[lane], other.0[lane])
        }))
    }

    pub(super) fn add(self, other: Self) -> Self {
        self.zip(other, |a, b| a + b)
    }

    pub(super) fn wrapping_add(self, other: Self) -> Self {
        self.zip(other, i32::wrapping_add)
    }

    pub(super) fn wrapping_sub(self, other: Self) -> Self {
        self.zip(other, i32::wrapping_sub)
    }

    pub(super) fn and(self, other: Self) -> Self {
        self.zip(other, |a, b| a & b)
    }

    pub(super) fn or(self, other: Self) -> Self {
        self.zip(other, |a, b| a | b)
    }

    pub(super) fn shl(self, bits: u32) -> Self {
        Self(self.0.map(|lane| lane << bits))
    }

    pub(super) fn shr(self, bits: u32) -> Self {
        Self(self.0.map(|lane| lane >> bits))
    }

    pub(super) fn dot(self, other: Self) -> Self {
        let product = |a: i32, b: i32| i32::from(a as i16) * i32::from(b as i16);
        self.zip(other, |a, b| product(a, b) + product(a >> 16, b >> 16))
    }

    pub(super) fn broadcast<const LANE: usize>(self) -> Self {
        Self([self.0[LANE]; 4])
    }

    pub(super) fn shuffle<const A: usize, const B: usize, const C: usize, const D: usize>(
        self,
        above: Self,
    ) -> Self {
        Self([A, B, C, D].map(|lane| {
            if lane < 4 {
                self.0[lane]
            } else {
                above.0[lane - 4]
            }
        }))
    }

    fn halves(self) -> [i32; 8] {
        let [a, b, c, d] = self.0;
        [a, a >> 16, b, b >> 16, c, c >> 16, d, d >> 16]
    }

    fn from_halves([a, b, c, d, e, f, g, h]: [i32; 8]) -> Self {
        let lane = |low: i32, high: i32| low & 0xffff | high << 16;
        Self([lane(a, b), lane(c, d), lane(e, f), lane(g, h)])
    }

    fn from_fitting_halves(halves: [i32; 8]) -> Self {
        debug_assert!(halves.iter().all(|&half| i16::try_from(half).is_ok()));
        Self::from_halves(halves)
    }

    fn zip_halves(self, other: Self, operation: impl Fn(i32, i32) -> i32) -> Self {
        let (a, b) = (self.halves(), other.halves());
        let halves = core::array::from_fn(|half| {
            operation(i32::from(a[half] as i16), i32::from(b[half] as i16))
        });
        Self::from_fitting_halves(halves)
    }

    pub(super) fn add_halves(self, other: Self) -> Self {
        self.zip_halves(other, |a, b| a + b)
    }

    pub(super) fn sub_halves(self, other: Self) -> Self {
        self.zip_halves(other, |a, b| a - b)
    }

    pub(super) fn halves_up(self, below: Self) -> Self {
        let ([.., last], [a, b, c, d, e, f, g, _]) = (below.halves(), self.halves());
        Self::from_halves([last, a, b, c, d, e, f, g])
    }

    pub(super) fn zip_low(self, other: Self) -> Self {
        let ([a, b, c, d, ..], [e, f, g, h, ..]) = (self.halves(), other.halves());
        Self::from_halves([a, e, b, f, c, g, d, h])
    }

    pub(super) fn zip_high(self, other: Self) -> Self {
        let ([.., a, b, c, d], [.., e, f, g, h]) = (self.halves(), other.halves());
        Self::from_halves([a, e, b, f, c, g, d, h])
    }

    pub(super) fn narrow(self, above: Self) -> Self {
        let ([a, b, c, d], [e, f, g, h]) = (self.0, above.0);
        Self::from_fitting_halves([a, b, c, d, e, f, g, h])
    }
}
