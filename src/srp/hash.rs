//! SHA-256 and HMAC.
//!
//! The compression function is `sha2`'s. What stands around it in the `digest`
//! and `hmac` crates would cost the page 1.5 KB for its generality.

use alloc::vec;

use sha2::block_api::compress256;
use zeroize::Zeroizing;

/// Bytes that one call of the compression function takes.
const BLOCK: usize = 64;

/// FIPS 180-4 section 5.3.3.
const INITIAL_STATE: [u32; 8] = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];

/// H: SHA-256 (FIPS 180-4 section 6.2).
pub(crate) fn sha256(parts: &[&[u8]]) -> Zeroizing<[u8; 32]> {
    let bytes: usize = parts.iter().map(|part| part.len()).sum();
    let bits = u64::try_from(bytes).unwrap_or_default() * 8;
    // Section 5.1.1: a one bit, zeros, and the length in bits as 64 bits.
    let mut message = Zeroizing::new(vec![0; (bytes + 1 + 8).next_multiple_of(BLOCK)]);
    let text = parts.iter().copied().flatten().chain(&[0x80]);
    for (to, from) in message.iter_mut().zip(text) {
        *to = *from;
    }
    for (to, from) in message.iter_mut().rev().zip(bits.to_le_bytes()) {
        *to = from;
    }

    let mut state = Zeroizing::new(INITIAL_STATE);
    compress256(&mut state, message.as_chunks().0);
    let mut digest = Zeroizing::new([0; 32]);
    for (to, word) in digest.as_chunks_mut().0.iter_mut().zip(state.iter()) {
        *to = word.to_be_bytes();
    }
    digest
}

/// HMAC-SHA256 (RFC 2104 section 2): H(K ⊕ opad | H(K ⊕ ipad | text)).
///
/// The key has at most 64 bytes, and is filled up with zeros.
pub(crate) fn hmac_sha256(key: &[u8], text: &[u8]) -> Zeroizing<[u8; 32]> {
    let inner = sha256(&[masked(key, 0x36).as_slice(), text]);
    sha256(&[masked(key, 0x5c).as_slice(), inner.as_slice()])
}

fn masked(key: &[u8], mask: u8) -> Zeroizing<[u8; BLOCK]> {
    let mut block = Zeroizing::new([mask; BLOCK]);
    for (byte, key_byte) in block.iter_mut().zip(key) {
        *byte ^= key_byte;
    }
    block
}
