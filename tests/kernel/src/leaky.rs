//! Powers as the kernel must not compute them: what finds no fault with the kernel has to find
//! one here.

use crate::kernel::constants::BYTES;
use crate::kernel::residue::{Element, Residue};

fn number<E: Element>(value: u8) -> Residue<E> {
    let mut bytes = [0; BYTES];
    bytes[BYTES - 1] = value;
    Residue::from_be_bytes(&bytes)
}

/// base^exponent with a branch on every bit.
pub(crate) fn pow_by_branches<E: Element>(base: &Residue<E>, exponent: &[u8]) -> Residue<E> {
    let mut power = number(1);
    for byte in exponent {
        for bit in (0..8).rev() {
            power = power.mul(&power);
            if byte >> bit & 1 == 1 {
                power = power.mul(base);
            }
        }
    }
    power
}

/// base^exponent with an address for every pair of bits.
#[cfg(target_arch = "wasm32")]
pub(crate) fn pow_by_addresses<E: Element>(base: &Residue<E>, exponent: &[u8]) -> Residue<E> {
    let square = base.mul(base);
    let table = [number(1), base.mul(&number(1)), square.mul(base)];
    let table = [&table[0], &table[1], &square, &table[2]];
    let mut power = number(1);
    for byte in exponent {
        for shift in [6, 4, 2, 0] {
            power = power.mul(&power);
            power = power.mul(&power);
            power = power.mul(table[usize::from(byte >> shift & 3)]);
        }
    }
    power
}
