//! [`flow::hosted`](crate::flow::hosted) and [`token::check`](crate::token::check) for a host: the
//! shapes are those of `src/wasm/hosted.d.ts`.

use alloc::string::String;

use super::{read_config, write_tokens};
use crate::error::Error;
use crate::flow::hosted::{Outcome, Pending};
use crate::token::check::{self, Expected};
use crate::user_pool::{UserPool, is_safe_endpoint};
use crate::wire::json::Json;
use crate::wire::write::{decimal, fill, object};

/// The `Authorize` that begins a hosted sign-in. `domain` and `redirect_uri` are UTF-8.
///
/// # Errors
/// As [`UserPool::new`]; [`Error::InvalidEndpoint`] for the
/// domain; [`Error::RandomUnavailable`]
pub fn authorize(
    config: &[u8],
    domain: &str,
    redirect_uri: String,
    entropy: &[u8],
) -> Result<String, Error> {
    let pool = read_config(config)?;
    if !is_safe_endpoint(domain) {
        return Err(Error::InvalidEndpoint);
    }
    let pending = Pending::new(entropy, redirect_uri)?;
    let remembered = [
        ("state", &*pending.state),
        ("nonce", &*pending.nonce),
        ("verifier", &*pending.verifier),
        ("redirectUri", &*pending.redirect_uri),
    ];
    Ok(fill(
        r#"{"kind":"authorize","parameters":%,"pending":%}"#,
        &[
            &write_parameters(&pending.authorize(&pool)),
            &object(remembered.into_iter()),
        ],
    ))
}

/// The `Exchange` that follows on the parameters of a callback.
///
/// # Errors
/// As [`Pending::exchange`]
pub fn exchange(config: &[u8], pending: &[u8], callback: &[u8]) -> Result<String, Error> {
    let (pool, pending) = read(config, pending)?;
    let callback = Json::parse(callback).unwrap_or_default();
    let parameters = pending.exchange(&pool, callback)?;
    Ok(fill(
        r#"{"kind":"exchange","parameters":%}"#,
        &[&write_parameters(&parameters)],
    ))
}

/// The `Exchanged` that the reply to it makes, or none, which has the status 0.
///
/// # Errors
/// As [`Pending::receive`]
pub fn receive(
    config: &[u8],
    pending: &[u8],
    reply: (u16, &[u8]),
    now_ms: u64,
    retries: u32,
    random: u16,
) -> Result<String, Error> {
    let (pool, pending) = read(config, pending)?;
    Ok(
        match pending.receive(&pool, reply, now_ms, retries, random)? {
            Outcome::Again(after_ms) => {
                fill(r#"{"kind":"again","afterMs":%}"#, &[&decimal(after_ms)])
            }
            Outcome::SignedIn(tokens) => write_tokens(&tokens, ""),
        },
    )
}

/// The `Checked` of a token, for an `Expectation`.
///
/// # Errors
/// As [`UserPool::new`] and [`check::check`]
pub fn check(config: &[u8], expectation: &[u8], token: &str, now_ms: u64) -> Result<String, Error> {
    let pool = read_config(config)?;
    let expectation = Json::parse(expectation).unwrap_or_default();
    let texts = |name| {
        let list = expectation.get(name).unwrap_or_default();
        list.elements().filter_map(Json::text).collect()
    };
    let expected = Expected {
        token_use: expectation.text_at("tokenUse"),
        scopes: texts("scopes"),
        groups: texts("groups"),
        nonce: None,
        grace_s: expectation.number_at("graceSeconds").unwrap_or_default(),
    };
    let kid = check::check(token, &pool, &expected, now_ms / 1000)?;
    let slash = if pool.endpoint().ends_with('/') {
        ""
    } else {
        "/"
    };
    Ok(fill(
        r#"{"kind":"checked","kid":?,"keySetUrl":"%%%/.well-known/jwks.json"}"#,
        &[&kid, pool.endpoint(), slash, pool.id()],
    ))
}

#[inline(never)]
fn read(config: &[u8], pending: &[u8]) -> Result<(UserPool, Pending), Error> {
    let pool = read_config(config)?;
    let pending = Json::parse(pending).unwrap_or_default();
    let [state, nonce, verifier, redirect_uri] = pending
        .texts(["state", "nonce", "verifier", "redirectUri"])
        .ok_or(Error::Untrusted("state"))?;
    let pending = Pending {
        state,
        nonce,
        verifier,
        redirect_uri,
    };
    Ok((pool, pending))
}

fn write_parameters(parameters: &[(&str, String)]) -> String {
    object(parameters.iter().map(|(name, value)| (*name, &**value)))
}
