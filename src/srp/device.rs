//! The secret of a device that the pool remembers, and the verifier that the pool keeps.
//!
//! Signing in with it is the same exchange as with a password, with the device
//! group's key in place of the pool's name and the device's in place of the user's.

use alloc::string::String;

use zeroize::Zeroizing;

use super::encoding::{pad, to_hex};
use super::exchange::{Salt, private_key};
use super::kernel::Residue;
use crate::error::Error;
use crate::secret::{Password, redact};
use crate::wire::base64;

/// Random bytes that a [`DeviceSecret`] is made of: 40 for the password and 16
/// for the salt, as aws-amplify's clients take them.
pub const ENTROPY: usize = 56;

/// A password that no one knows but this device, and what the pool is to know of it.
pub struct DeviceSecret {
    password: Password,
    salt: String,
    verifier: String,
}

redact!(DeviceSecret);

impl DeviceSecret {
    /// Makes a secret for the device that `NewDeviceMetadata` names.
    ///
    /// # Errors
    /// [`Error::RandomUnavailable`] when the bytes are all zero: no generator
    /// gives that.
    pub fn new(group_key: &str, device_key: &str, entropy: &[u8; ENTROPY]) -> Result<Self, Error> {
        if entropy == &[0; ENTROPY] {
            return Err(Error::RandomUnavailable);
        }
        let (password, salt) = entropy.split_at(40);
        let password = Password::new(base64::encode(password).into_bytes())?;
        let verifier = verifier(group_key, device_key, &password, salt)?;
        Ok(Self {
            password,
            salt: base64::encode(&pad(salt)),
            verifier: base64::encode(&verifier),
        })
    }

    /// What the device keeps, to sign in with.
    pub fn password(&self) -> &Password {
        &self.password
    }

    /// `DeviceSecretVerifierConfig.Salt`
    pub fn salt(&self) -> &str {
        &self.salt
    }

    /// `DeviceSecretVerifierConfig.PasswordVerifier`
    pub fn verifier(&self) -> &str {
        &self.verifier
    }
}

/// PAD(g^x) with x = H(PAD(salt) | H(group key | device key | ":" | password))
/// (RFC 5054 section 2.5.3, Cognito's PAD).
pub fn verifier(
    group_key: &str,
    device_key: &str,
    password: &Password,
    salt: &[u8],
) -> Result<Zeroizing<alloc::vec::Vec<u8>>, Error> {
    let salt = Salt::from_hex(&to_hex(salt))?;
    let x = private_key(&salt, group_key, device_key, password);
    Ok(pad(&Residue::generator_pow(&x).to_be_bytes()))
}
