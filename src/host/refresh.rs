//! [`flow::refresh`](crate::flow::refresh) for a host: the shapes are those of
//! `src/wasm/session.d.ts`.

use alloc::string::String;

use super::{read_config, write_error, write_tokens};
use crate::error::Error;
use crate::flow::refresh::{self, Reply, Step};
use crate::secret::Token;
use crate::token::freshness::Freshness;
use crate::wire::json::Json;
use crate::wire::write::{decimal, fill};

/// A refresh whose state is kept here, because the host cannot move it along.
pub struct Refresh(Result<refresh::Refresh, Error>);

impl Refresh {
    /// `config` is a `Config`, `tokens` the `KeptTokens` of a session. Where nothing can renew
    /// them, the first step says so.
    ///
    /// # Errors
    /// As [`UserPool::new`](crate::user_pool::UserPool::new).
    pub fn new(config: &[u8], tokens: &[u8]) -> Result<Self, Error> {
        let pool = read_config(config)?;
        let tokens = Json::parse(tokens).unwrap_or_default();
        let [access_token, refresh_token] = tokens
            .texts(["accessToken", "refreshToken"])
            .unwrap_or_default();
        let refresh_token = Token::new(refresh_token);
        Ok(Self(refresh::Refresh::new(
            pool,
            &access_token,
            refresh_token,
        )))
    }

    /// The first `RefreshStep`.
    pub fn start(&self) -> String {
        self.send(0)
    }

    /// The `RefreshStep` that follows on a reply, or on none.
    pub fn receive(&mut self, reply: Reply<'_>, random: u16) -> String {
        let step = match &mut self.0 {
            Ok(refresh) => refresh.receive(reply, random),
            Err(_) => Step::Again(0),
        };
        match step {
            Step::Again(after_ms) => self.send(after_ms),
            Step::Refreshed(tokens, freshness) => write_tokens(&tokens, &write(&freshness)),
            Step::Failed {
                error,
                retry_after_ms,
            } => write_failed(&error, retry_after_ms),
        }
    }

    fn send(&self, after_ms: u64) -> String {
        match &self.0 {
            Ok(refresh) => fill(
                r#"{"kind":"send","request":%,"afterMs":%}"#,
                &[&refresh.request().to_json(), &decimal(after_ms)],
            ),
            Err(error) => write_failed(error, None),
        }
    }
}

/// The `Freshness` of a `TokenSet`, whose `expires_at_ms` comes as a number.
///
/// # Errors
/// [`Error::InvalidReply`]
pub fn freshness(tokens: &[u8], expires_at_ms: u64) -> Result<String, Error> {
    let tokens = Json::parse(tokens).unwrap_or_default();
    let [id_token, access_token] = tokens.texts(["idToken", "accessToken"]).unwrap_or_default();
    let freshness = Freshness::of(&id_token, &access_token, expires_at_ms, None)?;
    Ok(fill(r#"{"kind":"freshness"%}"#, &[&write(&freshness)]))
}

/// Members, to be put behind other ones.
fn write(freshness: &Freshness) -> String {
    let drift = freshness.clock_drift_ms;
    fill(
        r#","freshFromMs":%,"refreshAtMs":%,"expiresAtMs":%,"clockDriftMs":%%"#,
        &[
            &decimal(freshness.fresh_from_ms),
            &decimal(freshness.refresh_at_ms),
            &decimal(freshness.expires_at_ms),
            if drift < 0 { "-" } else { "" },
            &decimal(drift.unsigned_abs()),
        ],
    )
}

fn write_failed(error: &Error, retry_after_ms: Option<u64>) -> String {
    let retry = retry_after_ms.map(|ms| fill(r#","retryAfterMs":%"#, &[&decimal(ms)]));
    fill(
        r#"{"kind":"failed","error":%%}"#,
        &[&write_error(error), &retry.unwrap_or_default()],
    )
}
