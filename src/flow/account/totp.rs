//! Setting up an authenticator app: the secret as a URI for it.

use alloc::string::String;

use zeroize::Zeroizing;

use super::shape::{Kind, Read, Value};
use crate::secret::redact;
use crate::wire::json::Json;
use crate::wire::percent;
use crate::wire::write::append;

redact!(SecretCode);

/// The secret that an authenticator app makes its codes of, in Base32 (RFC 4648 section 6).
#[derive(Clone)]
pub struct SecretCode(Zeroizing<String>);

impl SecretCode {
    /// Wraps a secret.
    pub fn new(base32: String) -> Self {
        Self(Zeroizing::new(base32))
    }

    /// The secret itself, for who types it.
    pub fn secret(&self) -> &str {
        &self.0
    }

    /// The secret as an app reads it from a QR code:
    /// `otpauth://totp/issuer:account?secret=…&issuer=issuer`
    /// ([Key URI Format](https://github.com/google/google-authenticator/wiki/Key-Uri-Format)).
    ///
    /// `issuer` is the site's name and `account` the user's; the app shows both.
    pub fn uri(&self, issuer: &str, account: &str) -> Zeroizing<String> {
        let percent_encoded = |text: &str| percent::encode(text.as_bytes(), b"");
        let issuer = percent_encoded(issuer);
        let mut uri = Zeroizing::new(String::new());
        for part in [
            "otpauth://totp/",
            &issuer,
            ":",
            &percent_encoded(account),
            "?secret=",
            &percent_encoded(self.secret()),
            "&issuer=",
            &issuer,
        ] {
            append(&mut uri, part);
        }
        uri
    }
}

impl Value for SecretCode {
    const KIND: Kind = Kind::Text;
}

impl Read for SecretCode {
    fn read(json: Json<'_>) -> Option<Self> {
        json.text().map(Self::new)
    }
}
