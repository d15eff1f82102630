//! SHA-256 and HMAC over parts in a row.
//!
//! The compression function is `sha2`'s. What stands around it in the `digest`
//! and `hmac` crates would cost the page 1.5 KB for its generality.

use alloc::vec::Vec;

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
pub(super) fn sha256(parts: &[&[u8]]) -> Zeroizing<[u8; 32]> {
    // Never outgrown: growing would leave a copy behind.
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut message = Zeroizing::new(Vec::with_capacity(length + 2 * BLOCK));
    for part in parts {
        message.extend_from_slice(part);
    }
    // Section 5.1.1: a one bit, zeros, and the length in bits as 64 bits.
    let bits = u64::try_from(length).unwrap_or_default() * 8;
    message.push(0x80);
    while message.len() % BLOCK != BLOCK - 8 {
        message.push(0);
    }
    message.extend_from_slice(&bits.to_be_bytes());

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
pub(super) fn hmac_sha256(key: &[u8], parts: &[&[u8]]) -> Zeroizing<[u8; 32]> {
    let inner_key = masked(key, 0x36);
    let mut inner = Vec::with_capacity(1 + parts.len());
    inner.push(inner_key.as_slice());
    inner.extend_from_slice(parts);
    sha256(&[masked(key, 0x5c).as_slice(), sha256(&inner).as_slice()])
}

fn masked(key: &[u8], mask: u8) -> Zeroizing<[u8; BLOCK]> {
    let mut block = Zeroizing::new([mask; BLOCK]);
    for (byte, key_byte) in block.iter_mut().zip(key) {
        *byte ^= key_byte;
    }
    block
}
