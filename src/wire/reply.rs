//! What comes in: an exception, or the members an operation answers with.

use super::exception;
use super::json::Json;
use crate::error::Error;

/// What came of a request, or did not come.
#[derive(Clone, Copy, Debug)]
pub struct Reply<'a> {
    /// 0 where nothing came.
    pub status: u16,
    /// The body.
    pub body: &'a [u8],
    /// The time in its `Date`, in milliseconds since the epoch.
    pub date_ms: Option<u64>,
    /// When it came, by the clock of this device, in milliseconds since the epoch.
    pub now_ms: u64,
}

/// How often a request that came to nothing is sent once more.
#[cfg(any(feature = "aws", feature = "full"))]
pub(crate) const RETRIES: u32 = 3;

/// How long to wait for a retry after `retries` others, in milliseconds: up to half a second,
/// which every later one doubles; soon enough for the grace of a rotated token, should only the
/// reply have been lost. `random` spreads the retries of many devices.
#[cfg(any(feature = "aws", feature = "full"))]
pub(crate) fn pause_ms(retries: u32, random: u16) -> u64 {
    ((500 << retries) * u64::from(random)) >> 16
}

/// Checks a reply: the object of a success, or the error of anything else.
///
/// # Errors
/// [`Error::InvalidReply`], or what the service refused with
pub(crate) fn read(status: u16, body: &[u8]) -> Result<Json<'_>, Error> {
    let reply = Json::parse(body).map_err(|_| Error::InvalidReply)?;
    if !reply.is_object() {
        return Err(Error::InvalidReply);
    }
    if is_success(status) {
        return Ok(reply);
    }
    Err(exception::read(reply).unwrap_or(Error::InvalidReply))
}

/// Whether an HTTP status is one of success (RFC 9110 section 15.3).
pub(crate) fn is_success(status: u16) -> bool {
    matches!(status, 200..=299)
}
