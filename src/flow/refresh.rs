//! New tokens for old ones.
//!
//! ```text
//! Refresh ──request──▶ (send it) ──receive──▶ Step::Again: the request once more, after a while
//!                                             Step::Refreshed
//!                                             Step::Failed
//! ```
//!
//! What ends a session is a closed list. Whatever else goes wrong, the session stays, and the
//! next refresh may bring it back.

use alloc::boxed::Box;
use alloc::string::String;

use crate::error::Error;
use crate::secret::{Token, redact};
use crate::token::TokenSet;
use crate::token::freshness::{Freshness, holder};
use crate::user_pool::UserPool;
use crate::wire::reason::Reason;
use crate::wire::reply;
pub use crate::wire::reply::Reply;
use crate::wire::request::Request;
use crate::wire::write::fill;

/// After all retries, a refresh nobody waits for is due after once to twice this time.
const PAUSE_MS: u64 = 30_000;

/// A refresh under way.
pub struct Refresh {
    pool: UserPool,
    refresh_token: Token,
    /// Nobody else's tokens are taken.
    user_id: String,
    device_key: Option<String>,
    /// `InitiateAuth` by `REFRESH_TOKEN_AUTH`, which knows no rotation: for a pool without the
    /// operation that does.
    is_by_initiate_auth: bool,
    retries: u32,
}

redact!(Refresh);

/// What to do next.
#[derive(Debug)]
pub enum Step {
    /// Send the request after so many milliseconds.
    Again(u64),
    /// Keep these.
    Refreshed(Box<TokenSet>, Freshness),
    /// There are no new tokens.
    Failed {
        /// Why.
        error: Error,
        /// When to begin again, in milliseconds; nothing where the session is over.
        retry_after_ms: Option<u64>,
    },
}

/// What an error means for the session.
enum Meaning {
    Over,
    /// It may pass.
    Transient,
    /// There is no such operation here.
    NoOperation,
    /// Neither a retry nor a new sign-in would help: somebody has to set something right.
    Stuck,
}

impl Refresh {
    /// Begins with an access token, good or not, and the refresh token that came with it.
    ///
    /// # Errors
    /// [`Error::Refused`] where the access token is none: nothing can come of it.
    pub fn new(pool: UserPool, access_token: &str, refresh_token: Token) -> Result<Self, Error> {
        let (user_id, device_key) =
            holder(access_token).ok_or(Error::Refused(Reason::InvalidRefreshToken))?;
        Ok(Self {
            pool,
            refresh_token,
            user_id,
            device_key,
            is_by_initiate_auth: false,
            retries: 0,
        })
    }

    /// What to send.
    pub fn request(&self) -> Request {
        let device_key = match &self.device_key {
            Some(key) if self.is_by_initiate_auth => fill(r#","DEVICE_KEY":?"#, &[key]),
            Some(key) => fill(r#","DeviceKey":?"#, &[key]),
            None => String::new(),
        };
        let (operation, body) = if self.is_by_initiate_auth {
            (
                "InitiateAuth",
                r#"{"ClientId":?,"AuthFlow":"REFRESH_TOKEN_AUTH","AuthParameters":{"REFRESH_TOKEN":?%}}"#,
            )
        } else {
            (
                "GetTokensFromRefreshToken",
                r#"{"ClientId":?,"RefreshToken":?%}"#,
            )
        };
        let values = [
            self.pool.client_id(),
            self.refresh_token.secret(),
            &device_key,
        ];
        Request::new(&self.pool, operation, fill(body, &values))
    }

    /// Takes what came of the request. `random` spreads the retries of many devices.
    pub fn receive(&mut self, reply: Reply<'_>, random: u16) -> Step {
        let error = match self.read(reply) {
            Ok((tokens, freshness)) => return Step::Refreshed(tokens, freshness),
            Err(error) => error,
        };
        let retry_after_ms = match meaning(&error, reply.status) {
            Meaning::Over => None,
            Meaning::NoOperation if !self.is_by_initiate_auth => {
                self.is_by_initiate_auth = true;
                return Step::Again(0);
            }
            Meaning::Transient if self.retries < reply::RETRIES => {
                self.retries += 1;
                return Step::Again(reply::pause_ms(self.retries - 1, random));
            }
            _ => Some(PAUSE_MS + ((PAUSE_MS * u64::from(random)) >> 16)),
        };
        Step::Failed {
            error,
            retry_after_ms,
        }
    }

    fn read(&self, reply: Reply<'_>) -> Result<(Box<TokenSet>, Freshness), Error> {
        let result = reply::read(reply.status, reply.body)?
            .get("AuthenticationResult")
            .unwrap_or_default();
        let mut tokens = Box::new(TokenSet::read(result, Some(&self.user_id), reply.now_ms)?);
        if tokens.refresh_token.is_none() {
            tokens.refresh_token = Some(self.refresh_token.clone()); // there is no rotation
        }
        let freshness = Freshness::of(
            tokens.id_token.secret(),
            tokens.access_token.secret(),
            tokens.expires_at_ms,
            reply.date_ms,
        )?;
        Ok((tokens, freshness))
    }
}

fn meaning(error: &Error, status: u16) -> Meaning {
    if status == 429 || status >= 500 {
        return Meaning::Transient;
    }
    match error {
        // A page of a proxy or a hotel, half a reply, or none.
        Error::InvalidReply => Meaning::Transient,
        Error::Refused(
            Reason::RefreshTokenExpired
            | Reason::RefreshTokenRevoked
            | Reason::InvalidRefreshToken
            | Reason::UserDisabled
            | Reason::TemporaryPasswordExpired
            | Reason::AttemptBlocked,
        ) => Meaning::Over,
        Error::Service(refusal) => match refusal.name() {
            "NotAuthorized"
            | "TokenRevoked"
            | "UserNotFound"
            | "PasswordResetRequired"
            | "UserNotConfirmed"
            | "RefreshTokenReuse" => Meaning::Over,
            "TooManyRequests" | "LimitExceeded" | "InternalError" => Meaning::Transient,
            "OperationNotEnabled" | "UnsupportedOperation" | "UnknownOperation" => {
                Meaning::NoOperation
            }
            _ => Meaning::Stuck,
        },
        _ => Meaning::Stuck,
    }
}
