//! The proof: `PASSWORD_CLAIM_SIGNATURE` of the `PASSWORD_VERIFIER` answer.

use alloc::string::String;
use alloc::vec::Vec;

use zeroize::Zeroizing;

use super::encoding::pad;
use super::exchange::Agreement;
use super::hash::hmac_sha256;
use crate::wire::base64;

/// K: HKDF-SHA256 (RFC 5869) with salt PAD(u), input PAD(S), info
/// `Caldera Derived Key`, cut to 16 bytes.
pub fn session_key(agreement: &Agreement) -> Zeroizing<[u8; 16]> {
    let prk = hmac_sha256(&pad(&agreement.u), &pad(&*agreement.premaster_secret));
    let block = hmac_sha256(&*prk, b"Caldera Derived Key\x01");
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
    let mut claim = Vec::new();
    for part in [
        pool_name.as_bytes(),
        user_id.as_bytes(),
        secret_block,
        timestamp.as_bytes(),
    ] {
        claim.extend_from_slice(part);
    }
    base64::encode(&*hmac_sha256(key, &claim))
}
