//! Base64 (RFC 4648), strict: no white space, no other alphabet, no stray bits.

use alloc::string::String;
use alloc::vec::Vec;

use super::write::append;

const STANDARD: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Section 4, with padding.
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    let mut rest = bytes;
    while !rest.is_empty() {
        let (group, after) = rest.split_at_checked(3).unwrap_or((rest, &[]));
        rest = after;
        let mut bits = 0;
        for position in 0..3 {
            bits = bits << 8 | usize::from(group.get(position).copied().unwrap_or_default());
        }
        for position in 0..4 {
            let digit = bits >> (18 - 6 * position) & 0x3f;
            let digit = STANDARD.get(digit..=digit).unwrap_or_default();
            append(&mut text, if position > group.len() { "=" } else { digit });
        }
    }
    text
}

/// Section 5, `base64url`, without padding.
#[cfg(feature = "full")]
pub fn encode_url(bytes: &[u8]) -> String {
    let digits = encode(bytes).into_bytes().into_iter();
    let url_safe = digits
        .filter(|digit| *digit != b'=')
        .map(|digit| match digit {
            b'+' => b'-',
            b'/' => b'_',
            digit => digit,
        });
    String::from_utf8(url_safe.collect()).unwrap_or_default()
}

/// Section 4, with padding.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(4) {
        return None;
    }
    let digits = text
        .strip_suffix("==")
        .or_else(|| text.strip_suffix('='))
        .unwrap_or(text);
    decode_digits(digits, b'+', b'/')
}

/// Section 5, `base64url`, without padding, as in a JWT (RFC 7515 section 2).
pub fn decode_url(text: &str) -> Option<Vec<u8>> {
    decode_digits(text, b'-', b'_')
}

fn decode_digits(digits: &str, digit_62: u8, digit_63: u8) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(digits.len());
    let (mut bits, mut count) = (0u32, 0);
    for digit in digits.bytes() {
        let value = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'a'..=b'z' => digit - b'a' + 26,
            b'0'..=b'9' => digit - b'0' + 52,
            _ if digit == digit_62 => 62,
            _ if digit == digit_63 => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            let [byte, ..] = (bits >> count).to_le_bytes();
            bytes.push(byte);
            bits &= (1 << count) - 1;
        }
    }
    (count < 6 && bits == 0).then_some(bytes)
}
