//! What the user types and what must not be seen: parsed once, redacted in
//! `Debug`, wiped when dropped, read through one accessor.

use alloc::string::String;
use alloc::vec::Vec;

use zeroize::Zeroizing;

use crate::error::Error;

/// A `Debug` that shows the type and nothing else.
macro_rules! redact {
    ($($name:ident),*) => {$(
        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(concat!(stringify!($name), "([redacted])"))
            }
        }
    )*};
}
pub(crate) use redact;

redact!(Password, Token, Session);

/// A password, exactly as it was typed: never trimmed, never normalised.
#[derive(Clone)]
pub struct Password(Zeroizing<String>);

impl Password {
    /// 1 to 256 characters of UTF-8 (service model, `PasswordType`).
    ///
    /// # Errors
    /// [`Error::InvalidPasswordInput`]
    pub fn new(utf8: Vec<u8>) -> Result<Self, Error> {
        let utf8 = Zeroizing::new(utf8);
        let text = core::str::from_utf8(&utf8).map_err(|_| Error::InvalidPasswordInput)?;
        Self::from_text(String::from(text))
    }

    /// 1 to 256 characters.
    ///
    /// # Errors
    /// [`Error::InvalidPasswordInput`]
    pub fn from_text(text: String) -> Result<Self, Error> {
        let text = Zeroizing::new(text);
        if text.is_empty() || is_longer_than(&text, 256) {
            return Err(Error::InvalidPasswordInput);
        }
        Ok(Self(text))
    }

    /// The secret itself.
    pub fn secret(&self) -> &str {
        &self.0
    }
}

/// A token, or anything else that stands for the user until it expires.
#[derive(Clone)]
pub struct Token(Zeroizing<String>);

impl Token {
    /// Wraps a token.
    pub fn new(token: String) -> Self {
        Self(Zeroizing::new(token))
    }

    /// The secret itself.
    pub fn secret(&self) -> &str {
        &self.0
    }
}

/// The one-use text that ties an answer to its challenge.
#[derive(Clone)]
pub struct Session(Zeroizing<String>);

impl Session {
    /// Wraps a session.
    pub fn new(session: String) -> Self {
        Self(Zeroizing::new(session))
    }

    /// The secret itself.
    pub fn secret(&self) -> &str {
        &self.0
    }
}

/// A user name, e-mail address or telephone number as typed, without the white
/// space around it. Not a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Username(String);

impl Username {
    /// 1 to 128 characters (service model, `UsernameType`).
    ///
    /// # Errors
    /// [`Error::InvalidUsername`]
    pub fn new(typed: &str) -> Result<Self, Error> {
        let name = typed.trim_ascii();
        if name.is_empty() || is_longer_than(name, 128) {
            return Err(Error::InvalidUsername);
        }
        Ok(Self(String::from(name)))
    }

    /// The name.
    pub fn into_inner(self) -> String {
        self.0
    }
}

fn is_longer_than(text: &str, characters: usize) -> bool {
    // Every byte but those that continue a character in UTF-8 (RFC 3629 section 3).
    text.bytes().filter(|byte| byte & 0xc0 != 0x80).count() > characters
}
