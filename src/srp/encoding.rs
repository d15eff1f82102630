//! Integers as hex digits and as the bytes that are hashed.

use alloc::string::String;
use alloc::vec::Vec;

use zeroize::Zeroizing;

use crate::wire::write::{append, digit};

/// PAD(n): the shortest big-endian bytes of `n` as a *signed* number, so with
/// a zero byte in front where the first bit is set. (`BigInteger.toByteArray`
/// of Java, which Cognito's server side and all its clients follow.)
pub fn pad(big_endian: &[u8]) -> Zeroizing<Vec<u8>> {
    let digits = big_endian.iter().skip_while(|byte| **byte == 0);
    let mut padded = Vec::with_capacity(big_endian.len() + 1);
    if digits.clone().next().is_none_or(|first| *first >= 0x80) {
        padded.push(0);
    }
    padded.extend(digits);
    Zeroizing::new(padded)
}

/// The integer that 1 to 2·`N` hex digits stand for.
pub fn from_hex<const N: usize>(digits: &str) -> Option<[u8; N]> {
    let mut integer = [0; N];
    read_hex(digits.as_bytes(), &mut integer)?;
    Some(integer)
}

fn read_hex(digits: &[u8], integer: &mut [u8]) -> Option<()> {
    if digits.is_empty() || digits.len() > 2 * integer.len() {
        return None;
    }
    let mut digits = digits.iter().rev();
    for byte in integer.iter_mut().rev() {
        for shift in [0, 4] {
            if let Some(digit) = digits.next() {
                let value = char::from(*digit).to_digit(16)?;
                *byte |= u8::try_from(value).ok()? << shift;
            }
        }
    }
    Some(())
}

/// Lower-case hex digits of an integer, without leading zeros.
pub fn to_hex(big_endian: &[u8]) -> String {
    let mut digits = String::with_capacity(2 * big_endian.len());
    for byte in big_endian {
        for nibble in [byte >> 4, byte & 0xf] {
            if nibble > 0 || !digits.is_empty() {
                append(&mut digits, digit(nibble));
            }
        }
    }
    digits
}
