//! The types that parameters and replies are made of.

use alloc::string::String;
use alloc::vec::Vec;

use zeroize::Zeroizing;

use super::shape::{Kind, Read, Value, Write};
use crate::error::Error;
use crate::secret::{Password, Session, Token, Username, redact};
use crate::wire::json::Json;
use crate::wire::write::{append, decimal, fill, object};

redact!(Code, UserContextData);

/// A code that the user was sent, or that an authenticator app shows.
#[derive(Clone)]
pub struct Code(Zeroizing<String>);

impl Code {
    /// 1 to 2048 characters (service model, `ConfirmationCodeType`); white space
    /// is left out, because codes are shown like "123 456".
    ///
    /// # Errors
    /// [`Error::InvalidAnswer`]
    pub fn new(typed: &str) -> Result<Self, Error> {
        let code = Zeroizing::new(without_white_space(typed));
        if code.is_empty() || code.len() > 2048 {
            return Err(Error::InvalidAnswer);
        }
        Ok(Self(code))
    }

    /// The secret itself.
    pub fn secret(&self) -> &str {
        &self.0
    }
}

/// A code without what people and messages put into it.
pub(crate) fn without_white_space(code: &str) -> String {
    let mut kept = String::with_capacity(code.len()); // grows never: it may be a secret
    for character in code.chars() {
        if !character.is_whitespace() {
            kept.push(character);
        }
    }
    kept
}

/// Attributes of a user or a device (`AttributeListType`): names and values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributes(pub Vec<(String, String)>);

/// What the site wants its triggers to know (`ClientMetadataType`): names and
/// values. Cognito neither keeps nor encrypts it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClientMetadata(pub Vec<(String, String)>);

/// The device's fingerprint for threat protection, as
/// `AmazonCognitoAdvancedSecurityData.getData` makes it (`UserContextDataType`).
#[derive(Clone)]
pub struct UserContextData(pub String);

/// A point in time, in milliseconds since the epoch (`DateType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EpochMs(pub u64);

/// A JSON object whose form another standard gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document(String);

impl Document {
    /// Checks that `json` is an object within the limits of [`json`](crate::wire::json).
    ///
    /// # Errors
    /// [`Error::InvalidAnswer`]
    pub fn new(json: &str) -> Result<Self, Error> {
        let json = Json::parse(json.as_bytes()).unwrap_or_default();
        Self::read(json).ok_or(Error::InvalidAnswer)
    }

    /// The object.
    pub fn as_json(&self) -> &str {
        &self.0
    }
}

/// Declares the kind of types, and how one is written.
macro_rules! written {
    ($($type:ty: $kind:ident, $value:ident => $json:expr;)*) => {$(
        impl Value for $type {
            const KIND: Kind = Kind::$kind;
        }

        impl Write for $type {
            fn write(&self) -> Option<String> {
                let $value = self;
                Some($json)
            }
        }
    )*};
}

written! {
    String: Text, text => fill("?", &[text]);
    Token: Text, token => fill("?", &[token.secret()]);
    Session: Text, session => fill("?", &[session.secret()]);
    bool: Flag, flag => String::from(if *flag { "true" } else { "false" });
    u32: Number, number => decimal(u64::from(*number));
    Username: Username, name => fill("?", &[&name.clone().into_inner()]);
    Password: Password, password => fill("?", &[password.secret()]);
    Code: Code, code => fill("?", &[code.secret()]);
    UserContextData: UserContextData, data => fill(r#"{"EncodedData":?}"#, &[&data.0]);
    ClientMetadata: Texts, metadata => object(pairs(&metadata.0));
    Attributes: Attributes, attributes => list(&mut pairs(&attributes.0).map(attribute));
    Document: Document, document => document.0.clone();
}

impl Value for EpochMs {
    const KIND: Kind = Kind::Time;
}

impl<T: Value> Value for Option<T> {
    const KIND: Kind = T::KIND;
    const IS_OPTIONAL: bool = true;
}

impl<T: Write> Write for Option<T> {
    fn write(&self) -> Option<String> {
        self.as_ref()?.write()
    }
}

impl<T: Read> Read for Option<T> {
    fn read(json: Json<'_>) -> Option<Self> {
        if json.as_str() == "null" {
            return Some(None);
        }
        T::read(json).map(Some)
    }
}

impl<T: Value> Value for Vec<T> {
    const KIND: Kind = Kind::List(&T::KIND);
}

impl<T: Write> Write for Vec<T> {
    fn write(&self) -> Option<String> {
        Some(list(&mut self.iter().filter_map(Write::write)))
    }
}

/// A list that Cognito leaves out is an empty one.
impl<T: Read> Read for Vec<T> {
    fn read(json: Json<'_>) -> Option<Self> {
        json.elements().map(T::read).collect()
    }
}

impl Read for String {
    fn read(json: Json<'_>) -> Option<Self> {
        json.text()
    }
}

impl Read for Session {
    fn read(json: Json<'_>) -> Option<Self> {
        json.text().map(Self::new)
    }
}

/// What Cognito leaves out is not so.
impl Read for bool {
    fn read(json: Json<'_>) -> Option<Self> {
        Some(json.as_str() == "true")
    }
}

impl Read for Attributes {
    fn read(json: Json<'_>) -> Option<Self> {
        let attributes = json.elements().map(|attribute| {
            // An attribute that was never given has no value.
            let value = attribute.get("Value").and_then(Json::text);
            Some((attribute.get("Name")?.text()?, value.unwrap_or_default()))
        });
        attributes.collect::<Option<_>>().map(Self)
    }
}

impl Read for Document {
    fn read(json: Json<'_>) -> Option<Self> {
        json.is_object().then(|| Self(String::from(json.as_str())))
    }
}

/// Cognito counts seconds, with a fraction.
impl Read for EpochMs {
    fn read(json: Json<'_>) -> Option<Self> {
        json.milliseconds().map(Self)
    }
}

fn pairs(pairs: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
}

/// An element of `AttributeListType`.
pub(crate) fn attribute((name, value): (&str, &str)) -> String {
    fill(r#"{"Name":?,"Value":?}"#, &[name, value])
}

/// `[item,…]`
pub(crate) fn list(items: &mut dyn Iterator<Item = String>) -> String {
    let mut list = String::new();
    for item in items {
        let separator = if list.is_empty() { "" } else { "," };
        append(&mut list, separator);
        append(&mut list, &item);
    }
    fill("[%]", &[&list])
}

/// Declares an enumeration of the service model and the texts that stand for its values.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$value_doc:meta])* $value:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$value_doc])* $value,)*
        }

        impl $crate::flow::account::shape::Value for $name {
            const KIND: $crate::flow::account::shape::Kind =
                $crate::flow::account::shape::Kind::Choice(&[$($text),*]);
        }

        impl $crate::flow::account::shape::Write for $name {
            fn write(&self) -> Option<alloc::string::String> {
                let text = match self {
                    $(Self::$value => $text,)*
                };
                Some($crate::wire::write::fill("?", &[text]))
            }
        }
    };
}
pub(crate) use choice;
