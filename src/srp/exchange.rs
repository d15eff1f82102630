//! The key exchange: from `a` and the password to the premaster secret `S`.

use alloc::boxed::Box;
use alloc::string::String;

use zeroize::Zeroizing;

use super::encoding::{from_hex, pad, to_hex};
use super::hash::sha256;
use super::kernel::{MODULUS, Residue, multiplier};
use crate::error::Error;
use crate::secret::{Password, redact};

/// The client's ephemeral key: `a`, and A = g^a mod N (RFC 5054 section 2.6).
///
/// A is never ≡ 0 (mod N), because g = 2 is a unit.
// In a box, because a value that is moved leaves its bytes behind.
pub struct Ephemeral(Box<Keys>);

struct Keys {
    private: Zeroizing<[u8; 32]>,
    public: [u8; 384],
}

redact!(Ephemeral, Agreement);

impl Ephemeral {
    /// `a` has 256 bits, the least that RFC 5054 section 3.1 asks for.
    ///
    /// # Errors
    /// [`Error::RandomUnavailable`] when the bytes are all zero: no generator
    /// gives that.
    pub fn new(a: [u8; 32]) -> Result<Self, Error> {
        let private = Zeroizing::new(a);
        if *private == [0; 32] {
            return Err(Error::RandomUnavailable);
        }
        let public = Residue::generator_pow(&private).to_be_bytes();
        Ok(Self(Box::new(Keys { private, public })))
    }

    /// A as it is sent: lower-case hex without leading zeros.
    pub fn public_hex(&self) -> String {
        to_hex(&self.0.public)
    }

    /// The premaster secret and the scrambling parameter that belongs to it.
    ///
    /// # Errors
    /// [`Error::InvalidServerKey`] when u is 0.
    pub fn agree(self, server: &ServerKey, x: &[u8; 32]) -> Result<Agreement, Error> {
        let u = scrambling_parameter(&self.0.public, &server.0)?;
        let exponent = exponent(&self.0.private, &u, x);
        Ok(Agreement {
            premaster_secret: premaster_secret(&server.0, x, &*exponent),
            u,
        })
    }
}

/// What both sides now know.
pub struct Agreement {
    /// S, big-endian.
    pub premaster_secret: Zeroizing<[u8; 384]>,
    /// u, big-endian. Public.
    pub u: [u8; 32],
}

/// The server's public key, 0 < B < N.
pub struct ServerKey([u8; 384]);

impl ServerKey {
    /// 1 to 768 hex digits.
    ///
    /// RFC 5054 section 2.5.3 refuses B ≡ 0 (mod N); a B above N has no sender
    /// that means well either.
    ///
    /// # Errors
    /// [`Error::InvalidServerKey`]
    pub fn from_hex(digits: &str) -> Result<Self, Error> {
        match from_hex(digits) {
            Some(key) if key != [0; 384] && key < MODULUS => Ok(Self(key)),
            _ => Err(Error::InvalidServerKey),
        }
    }

    /// B, big-endian.
    pub fn as_bytes(&self) -> &[u8; 384] {
        &self.0
    }
}

/// The user's salt: an integer of at most 64 bytes.
pub struct Salt([u8; 64]);

impl Salt {
    /// 1 to 128 hex digits.
    ///
    /// # Errors
    /// [`Error::InvalidSalt`]
    pub fn from_hex(digits: &str) -> Result<Self, Error> {
        from_hex(digits).map(Self).ok_or(Error::InvalidSalt)
    }
}

/// u = H(PAD(A) | PAD(B)) (RFC 5054 section 2.6, Cognito's PAD).
///
/// # Errors
/// [`Error::InvalidServerKey`] when u is 0 (RFC 2945 section 3.1): S would not
/// depend on the password.
pub fn scrambling_parameter(a_public: &[u8; 384], b_public: &[u8; 384]) -> Result<[u8; 32], Error> {
    non_zero(*sha256(&[&pad(a_public), &pad(b_public)]))
}

fn non_zero(u: [u8; 32]) -> Result<[u8; 32], Error> {
    if u == [0; 32] {
        Err(Error::InvalidServerKey)
    } else {
        Ok(u)
    }
}

/// x = H(PAD(salt) | H(pool name | user id | ":" | password)) (RFC 5054 section
/// 2.4, with the pool's name before the user's). `user_id` is `USER_ID_FOR_SRP`.
pub fn private_key(
    salt: &Salt,
    pool_name: &str,
    user_id: &str,
    password: &Password,
) -> Zeroizing<[u8; 32]> {
    let password = password.secret();
    let identity = sha256(&[
        pool_name.as_bytes(),
        user_id.as_bytes(),
        b":",
        password.as_bytes(),
    ]);
    sha256(&[&pad(&salt.0), &*identity])
}

/// a + u·x ≤ (2^256 − 1) + (2^256 − 1)² < 2^512.
pub fn exponent(a: &[u8; 32], u: &[u8; 32], x: &[u8; 32]) -> Zeroizing<[u8; 64]> {
    // School multiplication in base 256, least significant digit last. The
    // column sums stay below 32·255² + 255 + carry < 2^22.
    let mut sum = Zeroizing::new([0u8; 64]);
    let mut carry = 0u32;
    for (column, digit) in sum.iter_mut().rev().enumerate() {
        carry += a
            .iter()
            .rev()
            .nth(column)
            .map_or(0, |digit| u32::from(*digit));
        for (i, u_digit) in u.iter().rev().enumerate() {
            let x_digit = column.checked_sub(i).and_then(|j| x.iter().rev().nth(j));
            carry += u32::from(*u_digit) * x_digit.map_or(0, |digit| u32::from(*digit));
        }
        let [low, ..] = carry.to_le_bytes();
        *digit = low;
        carry >>= 8;
    }
    sum
}

/// S = (B − k·g^x)^(a + u·x) mod N (RFC 5054 section 2.6), big-endian.
///
/// `exponent` is a + u·x, big-endian, of a length that is no secret.
pub fn premaster_secret(
    b_public: &[u8; 384],
    x: &[u8; 32],
    exponent: &[u8],
) -> Zeroizing<[u8; 384]> {
    let verifier = Residue::generator_pow(x);
    let base = Residue::from_be_bytes(b_public).sub(&multiplier().mul(&verifier));
    Zeroizing::new(base.pow(exponent).to_be_bytes())
}
