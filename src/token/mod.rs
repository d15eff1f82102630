//! What a sign-in ends with.

mod unverified_claims;

pub use unverified_claims::UnverifiedClaims;

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
    /// What the ID token says.
    pub unverified_claims: UnverifiedClaims,
}

impl TokenSet {
    /// Reads `AuthenticationResult`.
    pub(crate) fn read(result: Json<'_>, now_ms: u64) -> Result<Self, Error> {
        let [id_token, access_token] = result
            .texts(["IdToken", "AccessToken"])
            .ok_or(Error::ReplyIncomplete)?;
        let expires_in = result.get("ExpiresIn").and_then(Json::whole_number);
        let expires_in = expires_in.ok_or(Error::ReplyIncomplete)?;
        Ok(Self {
            unverified_claims: UnverifiedClaims::read(&id_token)?,
            id_token: Token::new(id_token),
            access_token: Token::new(access_token),
            refresh_token: result
                .get("RefreshToken")
                .and_then(Json::text)
                .map(Token::new),
            expires_at_ms: now_ms.saturating_add(1000 * u64::from(expires_in)),
        })
    }
}
