//! The numbers the kernel is built on, as big-endian bytes. `tests.rs` derives
//! each again from the formula written here.

/// Bytes of a number modulo N.
pub(crate) const BYTES: usize = 384;

/// The prime of the 3072-bit group 15 of RFC 3526, section 4:
/// N = 2^3072 − 2^3008 − 1 + 2^64 · (⌊2^2942 π⌋ + 1690314).
///
/// Both its highest and its lowest 64 bits are ones, so that N ≡ −1 mod 2^64.
pub(crate) const MODULUS: [u8; BYTES] = hex(
    b"FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD\
      EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED\
      EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F\
      83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B\
      E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510\
      15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7\
      ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C\
      BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF",
);

/// The multiplier of SRP-6a, k = SHA-256(PAD(N) ‖ PAD(g)), where Cognito's PAD
/// is Java's `BigInteger.toByteArray`: N behind a zero byte, and g = 2 as one byte.
pub(super) const MULTIPLIER: [u8; BYTES] =
    hex(b"538282C4354742D7CBBDE2359FCF67F9F5B3A6B08791E5011B43B8A5B66D9EE6");

/// Reads big-endian hexadecimal digits, with leading zeros left out.
const fn hex(digits: &[u8]) -> [u8; BYTES] {
    let mut bytes = [0; BYTES];
    let mut position = 0;
    while position < digits.len() {
        let value = match digits[digits.len() - 1 - position] {
            digit @ b'0'..=b'9' => digit - b'0',
            digit => digit - b'A' + 10,
        };
        bytes[BYTES - 1 - position / 2] |= value << (4 * (position % 2));
        position += 1;
    }
    bytes
}
