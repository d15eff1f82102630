//! For how long tokens are good by the clock of this device, which may be wrong.

use alloc::string::String;

use super::UnverifiedClaims;
use crate::error::Error;
use crate::wire::json::Json;

/// Tokens are renewed when a tenth of their life is left, or this, if that is less.
const LARGEST_MARGIN_MS: u64 = 5 * 60_000;

/// No refresh follows on another one sooner, whatever the tokens say.
const SHORTEST_USE_MS: u64 = 30_000;

/// How far a clock may go back before it counts as having been set back.
const CLOCK_TOLERANCE_MS: u64 = 60_000;

/// The span of time in which nobody needs to ask for new tokens.
///
/// Every time but the drift is by the clock of this device, in milliseconds since the epoch. A
/// token's life is `exp` − `iat`, which no wrong clock changes; a clock that is set forward
/// passes `refresh_at_ms`, and one that is set back falls before `fresh_from_ms`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Freshness {
    /// Before this, the clock must have been set back since.
    pub fresh_from_ms: u64,
    /// From here on it is time for new ones.
    pub refresh_at_ms: u64,
    /// When the first of ID and access token ends.
    pub expires_at_ms: u64,
    /// What must be added to this device's time for Cognito's.
    pub clock_drift_ms: i64,
}

impl Freshness {
    /// `expires_at_ms` is what [`TokenSet`](super::TokenSet) says of the access token. `cognito_ms`
    /// is Cognito's time when the tokens arrived (`Date`); where nobody knows it, they count as
    /// issued at that moment.
    ///
    /// # Errors
    /// [`Error::InvalidReply`] where a token has no times
    pub fn of(
        id_token: &str,
        access_token: &str,
        expires_at_ms: u64,
        cognito_ms: Option<u64>,
    ) -> Result<Self, Error> {
        let [_, id_life_ms] = times(id_token).ok_or(Error::InvalidReply)?;
        let [issued_at_ms, access_life_ms] = times(access_token).ok_or(Error::InvalidReply)?;
        let arrived_at_ms = expires_at_ms.saturating_sub(access_life_ms);
        let life_ms = id_life_ms.min(access_life_ms);
        let use_ms = life_ms.saturating_sub(LARGEST_MARGIN_MS.min(life_ms / 10));
        let cognito_ms = cognito_ms.unwrap_or(issued_at_ms);
        Ok(Self {
            fresh_from_ms: arrived_at_ms.saturating_sub(CLOCK_TOLERANCE_MS),
            refresh_at_ms: arrived_at_ms.saturating_add(use_ms.max(SHORTEST_USE_MS)),
            expires_at_ms: arrived_at_ms.saturating_add(life_ms),
            clock_drift_ms: cognito_ms.wrapping_sub(arrived_at_ms).cast_signed(),
        })
    }
}

/// When a token was issued, and how long it lives, in milliseconds.
fn times(token: &str) -> Option<[u64; 2]> {
    let claims = UnverifiedClaims::read(token).ok()?;
    let claims = Json::parse(claims.as_json().as_bytes()).ok()?;
    let seconds = |name| claims.get(name).and_then(Json::whole_number);
    let issued_at = seconds("iat")?;
    let life = seconds("exp")?.saturating_sub(issued_at);
    Some([issued_at, life].map(|seconds| 1000 * u64::from(seconds)))
}

/// Texts of an access token: who it is for (`sub`), and on which device (`device_key`), where
/// Cognito remembers it.
pub(crate) fn holder(access_token: &str) -> Option<(String, Option<String>)> {
    let claims = UnverifiedClaims::read(access_token).ok()?;
    let claims = Json::parse(claims.as_json().as_bytes()).ok()?;
    let text = |name| claims.get(name).and_then(Json::text);
    Some((text("sub")?, text("device_key")))
}
