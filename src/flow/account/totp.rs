//! Setting up an authenticator app: the secret as a URI for it.

use alloc::string::String;

use zeroize::Zeroizing;

use super::shape::{Kind, Read, Value};
use crate::secret::redact;
use crate::wire::json::Json;
use crate::wire::write::{append, digit};

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

/// RFC 3986 section 2.1: all but the unreserved characters of section 2.3 as `%` and two digits.
fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte));
            }
            _ => {
                append(&mut encoded, "%");
                append(&mut encoded, &digit(byte >> 4).to_ascii_uppercase());
                append(&mut encoded, &digit(byte & 0xf).to_ascii_uppercase());
            }
        }
    }
    encoded
}
