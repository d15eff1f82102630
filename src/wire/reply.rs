//! What comes in: an exception, or the members an operation answers with.

use super::exception;
use super::json::{Json, JsonFault};
use crate::error::Error;

/// Checks a reply: the object of a success, or the error of anything else.
///
/// # Errors
/// One of the `Reply…`, [`Error::UserDisabled`], [`Error::Service`]
pub(crate) fn read(status: u16, body: &[u8]) -> Result<Json<'_>, Error> {
    let reply = Json::parse(body).map_err(|fault| match fault {
        JsonFault::TooLarge => Error::ReplyTooLarge,
        JsonFault::TooDeep => Error::ReplyTooDeep,
        JsonFault::Malformed => Error::ReplyNotJson,
    })?;
    if !reply.is_object() {
        return Err(Error::ReplyNotJson);
    }
    if is_success(status) {
        return Ok(reply);
    }
    Err(exception::read(reply).unwrap_or(Error::ReplyIncomplete))
}

/// Whether an HTTP status is one of success (RFC 9110 section 15.3).
pub(crate) fn is_success(status: u16) -> bool {
    matches!(status, 200..=299)
}
