//! What a sign-in ends with.

#[cfg(feature = "full")]
pub mod check;
#[cfg(feature = "full")]
pub mod freshness;
mod unverified_claims;

pub use unverified_claims::UnverifiedClaims;

use alloc::string::String;

use crate::error::Error;
use crate::secret::Token;
use crate::wire::json::Json;

/// Tokens as Cognito issued them (`AuthenticationResultType`). The signature of
/// none of them was looked at: that is for whoever receives them.
#[derive(Debug)]
pub struct TokenSet {
    /// Who the user is.
    pub id_token: Token,
    /// What the user may do.
    pub access_token: Token,
    /// What brings new ones.
    pub refresh_token: Option<Token>,
    /// When the first two end, in milliseconds since the epoch, by the clock
    /// that the reply's arrival was measured with.
    pub expires_at_ms: u64,
    /// The device, where the pool tracks devices and saw this one for the first time.
    pub new_device: Option<NewDevice>,
    /// What the ID token says.
    pub unverified_claims: UnverifiedClaims,
}

/// Names that Cognito gave to a device (`NewDeviceMetadataType`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDevice {
    /// `DeviceKey`
    pub key: String,
    /// `DeviceGroupKey`
    pub group_key: String,
}

impl NewDevice {
    fn read(metadata: Json<'_>) -> Option<Self> {
        Some(Self {
            key: metadata.text_at("DeviceKey")?,
            group_key: metadata.text_at("DeviceGroupKey")?,
        })
    }
}

impl TokenSet {
    /// Reads `AuthenticationResult`, and throws the tokens of another user than `user_id` away.
    pub(crate) fn read(
        result: Json<'_>,
        user_id: Option<&str>,
        now_ms: u64,
    ) -> Result<Self, Error> {
        let id_token = result.text_at("IdToken").ok_or(Error::InvalidReply)?;
        let access_token = result.text_at("AccessToken").ok_or(Error::InvalidReply)?;
        let expires_in = result.number_at("ExpiresIn").ok_or(Error::InvalidReply)?;
        let unverified_claims = UnverifiedClaims::read(&id_token)?;
        if user_id.is_some_and(|user_id| !unverified_claims.are_of(user_id)) {
            return Err(Error::TokenMismatch);
        }
        let new_device = result.object_at("NewDeviceMetadata");
        Ok(Self {
            id_token: Token::new(id_token),
            access_token: Token::new(access_token),
            refresh_token: result.text_at("RefreshToken").map(Token::new),
            expires_at_ms: now_ms.saturating_add(1000 * u64::from(expires_in)),
            new_device: new_device.and_then(NewDevice::read),
            unverified_claims,
        })
    }
}
