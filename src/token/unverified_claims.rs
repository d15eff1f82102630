//! What a token says of itself.

use alloc::string::String;

use crate::error::Error;
use crate::secret::redact;
use crate::wire::base64;
use crate::wire::json::Json;
use crate::wire::split::split_once;

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
        Self::decode(token).ok_or(Error::InvalidReply)
    }

    fn decode(token: &str) -> Option<Self> {
        let (_header, rest) = split_once(token, b'.')?;
        let (payload, signature) = split_once(rest, b'.')?;
        if split_once(signature, b'.').is_some() {
            return None;
        }
        let payload = base64::decode_url(payload)?;
        let claims = Json::parse(&payload).ok()?;
        claims
            .is_object()
            .then(|| Self(String::from(claims.as_str())))
    }

    /// The JSON object, as it stands in the token.
    pub fn as_json(&self) -> &str {
        &self.0
    }

    /// Whether the token is for the user that Cognito calls `user_id`: its
    /// `cognito:username` or its `sub`.
    pub(crate) fn are_of(&self, user_id: &str) -> bool {
        let Ok(claims) = Json::parse(self.0.as_bytes()) else {
            return false;
        };
        let is_user = |name| claims.text_at(name).as_deref() == Some(user_id);
        is_user("cognito:username") || is_user("sub")
    }
}
