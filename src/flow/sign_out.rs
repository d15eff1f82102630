//! Signing out: the refresh token is revoked, and with it every token it brought.

use crate::error::Error;
use crate::secret::Token;
use crate::user_pool::UserPool;
use crate::wire::reply;
use crate::wire::request::Request;
use crate::wire::write::fill;

/// `RevokeToken`. The client needs no other right than to hold the token.
pub fn revoke_token(pool: &UserPool, refresh_token: &Token) -> Request {
    let body = fill(
        r#"{"ClientId":?,"Token":?}"#,
        &[pool.client_id(), refresh_token.secret()],
    );
    Request::new(pool, "RevokeToken", body)
}

/// Reads a reply that says nothing but yes or no.
///
/// # Errors
/// [`Error::InvalidReply`], or what the service refused with
pub fn acknowledge(status: u16, body: &[u8]) -> Result<(), Error> {
    if reply::is_success(status) {
        return Ok(()); // the body may be empty
    }
    reply::read(status, body).map(|_| ())
}
