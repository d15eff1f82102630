//! The proof: `PASSWORD_CLAIM_SIGNATURE` of the `PASSWORD_VERIFIER` answer.

use alloc::string::String;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::encoding::pad;
use super::exchange::Agreement;

/// K: HKDF-SHA256 (RFC 5869) with salt PAD(u), input PAD(S), info
/// `Caldera Derived Key`, cut to 16 bytes.
pub fn session_key(agreement: &Agreement) -> Zeroizing<[u8; 16]> {
    let prk = hmac(&pad(&agreement.u), &[&pad(&*agreement.premaster_secret)]);
    let block = hmac(&*prk, &[b"Caldera Derived Key", &[1]]);
    let mut key = Zeroizing::new([0; 16]);
    for (to, from) in key.iter_mut().zip(block.iter()) {
        *to = *from;
    }
    key
}

/// Base64(HMAC-SHA256(K, pool name | user id | secret block | TIMESTAMP)).
///
/// `secret_block` is decoded; `timestamp` is the text that is sent along.
pub fn signature(
    key: &[u8; 16],
    pool_name: &str,
    user_id: &str,
    secret_block: &[u8],
    timestamp: &str,
) -> String {
    let parts = [
        pool_name.as_bytes(),
        user_id.as_bytes(),
        secret_block,
        timestamp.as_bytes(),
    ];
    STANDARD.encode(*hmac(key, &parts))
}

/// HMAC-SHA256 (RFC 2104) of the parts in a row. The key has at most 64 bytes,
/// and is filled up with zeros.
fn hmac(key: &[u8], parts: &[&[u8]]) -> Zeroizing<[u8; 32]> {
    let mut block = Zeroizing::new([0; 64]);
    for (to, from) in block.iter_mut().zip(key) {
        *to = *from;
    }
    let mut mac = Hmac::<Sha256>::new((&*block).into());
    for part in parts {
        mac.update(part);
    }
    Zeroizing::new(mac.finalize().into_bytes().into())
}
