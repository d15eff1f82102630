//! Flows for a host that speaks JSON and cannot hold a Rust value: the shapes
//! are those of `src/wasm/types.d.ts`.

#[cfg(feature = "full")]
pub mod account;
#[cfg(feature = "aws")]
pub mod aws;
#[cfg(feature = "full")]
mod dialogue;
#[cfg(feature = "full")]
pub mod hosted;
#[cfg(feature = "full")]
mod members;
#[cfg(feature = "full")]
mod refresh;
mod sign_in;

#[cfg(feature = "full")]
pub use dialogue::Dialogue;
#[cfg(feature = "full")]
pub use refresh::{Refresh, freshness};
pub use sign_in::SignIn;

use alloc::string::String;
#[cfg(feature = "full")]
use alloc::vec::Vec;

use crate::error::Error;
#[cfg(feature = "full")]
use crate::flow::sign_out;
use crate::secret::Token;
use crate::token::TokenSet;
use crate::user_pool::UserPool;
use crate::wire::json::Json;
use crate::wire::request::Request;
use crate::wire::write::{decimal, fill};

/// The `Step` that an error is: its code, and what the service said. The rest is in the
/// catalogue, which the host loads when there is an error.
pub fn write_error(error: &Error) -> String {
    let message = match error {
        Error::Service(refusal) => refusal.message(),
        #[cfg(any(feature = "aws", feature = "full"))]
        Error::InvalidCommand(what_to_do) => what_to_do,
        #[cfg(any(feature = "aws", feature = "full"))]
        Error::Untrusted(part) => part,
        _ => "",
    };
    fill(
        r#"{"kind":"error","code":?,"message":?}"#,
        &[error.code(), message],
    )
}

/// The `Request` that revokes a refresh token. `config` is a `Config`, the token is UTF-8.
///
/// # Errors
/// As [`UserPool::new`]; [`Error::InvalidAnswer`] where the token is no text.
#[cfg(feature = "full")]
pub fn revoke_token(config: &[u8], refresh_token: Vec<u8>) -> Result<String, Error> {
    let token = String::from_utf8(refresh_token).map_err(|_| Error::InvalidAnswer)?;
    Ok(sign_out::revoke_token(&read_config(config)?, &Token::new(token)).to_json())
}

fn read_config(config: &[u8]) -> Result<UserPool, Error> {
    let config = Json::parse(config).unwrap_or_default();
    let id = config.text_at("userPoolId").unwrap_or_default();
    let client_id = config.text_at("clientId").unwrap_or_default();
    let endpoint = config.text_at("endpoint");
    UserPool::new(&id, &client_id, endpoint.as_deref())
}

fn write_send(request: &Request) -> String {
    fill(r#"{"kind":"send","request":%}"#, &[&request.to_json()])
}

/// `more` are members of the step behind the tokens.
fn write_tokens(tokens: &TokenSet, more: &str) -> String {
    let refresh_token = tokens.refresh_token.as_ref().map(Token::secret);
    let refresh_token = refresh_token.map(|token| fill(r#","refreshToken":?"#, &[token]));
    let device = tokens.new_device.as_ref().map(|device| {
        fill(
            r#","newDevice":{"key":?,"groupKey":?}"#,
            &[&device.key, &device.group_key],
        )
    });
    fill(
        r#"{"kind":"signed-in","tokens":{"idToken":?,"accessToken":?%,"expiresAtMs":%,"unverifiedClaims":%%}%}"#,
        &[
            tokens.id_token.secret(),
            tokens.access_token.secret(),
            &refresh_token.unwrap_or_default(),
            &decimal(tokens.expires_at_ms),
            tokens.unverified_claims.as_json(),
            &device.unwrap_or_default(),
            more,
        ],
    )
}
