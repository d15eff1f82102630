//! What a token says of itself.

use alloc::borrow::Cow;
use alloc::string::String;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::error::{Error, ReplyFault};
use crate::secret::redact;
use crate::wire::json::Json;

/// The payload of a JWT (RFC 7519) whose signature nobody has verified: good
/// for showing a name, not for deciding anything.
pub struct UnverifiedClaims(String);

redact!(UnverifiedClaims);

impl UnverifiedClaims {
    /// The payload of a token in compact form: header, payload and signature,
    /// each base64url (RFC 7515 section 3.1).
    ///
    /// # Errors
    /// [`Error::InvalidReply`]
    pub fn read(token: &str) -> Result<Self, Error> {
        Self::decode(token).ok_or(Error::InvalidReply(ReplyFault::Field("IdToken")))
    }

    fn decode(token: &str) -> Option<Self> {
        let mut parts = token.split('.');
        let (_header, payload, _signature) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        let payload = URL_SAFE_NO_PAD.decode(payload).ok()?;
        let claims = Json::parse(&payload).ok()?;
        claims
            .is_object()
            .then(|| Self(String::from(claims.text())))
    }

    /// The JSON object, as it stands in the token.
    pub fn as_json(&self) -> &str {
        &self.0
    }

    /// A claim that is a text.
    pub fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        Json::parse(self.0.as_bytes()).ok()?.get(name)?.as_str()
    }
}
