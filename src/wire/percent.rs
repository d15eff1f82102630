//! Percent-encoding (RFC 3986 section 2.1).

use alloc::string::String;
#[cfg(feature = "aws")]
use alloc::vec::Vec;

use super::write::append;

const DIGITS: &str = "0123456789ABCDEF";

/// The unreserved characters (section 2.3) and `kept` as they are, every other byte as `%XX`.
pub(crate) fn encode(bytes: &[u8], kept: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for byte in bytes {
        let is_plain = byte.is_ascii_alphanumeric()
            || matches!(byte, b'-' | b'.' | b'_' | b'~')
            || kept.iter().any(|kept| kept == byte);
        if is_plain {
            out.push(char::from(*byte));
        } else {
            append(&mut out, "%");
            for digit in [byte >> 4, byte & 0xf].map(usize::from) {
                append(&mut out, DIGITS.get(digit..=digit).unwrap_or_default());
            }
        }
    }
    out
}

/// What `%XX` stands for; other percent signs stand for themselves.
#[cfg(feature = "aws")]
pub(crate) fn decode(text: &str) -> Vec<u8> {
    let digit = |digit: u8| char::from(digit).to_digit(16);
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        let escaped = match rest {
            [b'%', high, low, ..] => digit(*high).zip(digit(*low)),
            _ => None,
        };
        let [value, ..] = escaped.map_or([*byte; 4], |(high, low)| (high << 4 | low).to_le_bytes());
        out.push(value);
        rest = match escaped {
            Some(_) => rest.get(3..).unwrap_or_default(),
            None => after,
        };
    }
    out
}
