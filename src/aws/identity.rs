//! Temporary credentials from an identity pool, for who is signed in and for guests.
//!
//! ```text
//! IdentityPool ──begin──▶ Step::Send ──receive──▶ Step::Send, Step::Ready, Step::Failed
//!              ──refused──▶ whether to sign again, when a service has refused a request
//! ```
//!
//! A guest who signs in keeps the identity: `GetCredentialsForIdentity` with the guest's identity
//! and a token links them. One who signs out gets another, so that the next guest is not the user.

use alloc::string::String;

use zeroize::Zeroizing;

use super::sigv4::{Credentials, LONGEST_SECRET};
use super::time;
use crate::error::Error;
use crate::secret::{Token, redact};
use crate::token::UnverifiedClaims;
use crate::user_pool::{is_region, is_safe_endpoint, is_some_of, service_url};
use crate::wire::json::Json;
use crate::wire::reply::{self, RETRIES, Reply};
use crate::wire::split::split_once;
use crate::wire::write::{fill, object};

/// Credentials are renewed so long before they end.
const MARGIN_MS: u64 = 5 * 60_000;

/// How long credentials are good (Developer Guide, "Identity pools authentication flow"). Where
/// nobody can read the time of a reply, they count as issued at that moment.
const LIFE_MS: u64 = 60 * 60_000;

/// What a clock may be off before a request that was refused for it is worth signing again.
const CLOCK_TOLERANCE_MS: u64 = 60_000;

/// An identity of the pool, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// `eu-west-1:0f5e…`. It is all that a guest's credentials take.
    pub id: String,
    /// `sub` of the user; nothing for a guest.
    pub user: Option<String>,
}

/// An ID token, and what has to be known of it.
struct Login {
    /// `cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E`
    provider: String,
    token: Token,
    user: String,
}

redact!(Login);

/// An identity pool, and what it has given to this page.
#[derive(Debug)]
pub struct IdentityPool {
    id: String,
    endpoint: String,
    role_arn: Option<String>,
    login: Option<Login>,
    identity: Option<Identity>,
    credentials: Option<Credentials>,
    /// By AWS' clock.
    expires_at_ms: u64,
    /// What must be added to this device's time for AWS'.
    clock_drift_ms: i64,
    /// The identity that there is does not do: the request under way asks for another.
    asks_identity: bool,
    retries: u32,
}

/// What to do next.
#[derive(Debug)]
pub enum Step {
    /// Send [`IdentityPool::request`] after so many milliseconds.
    Send(u64),
    /// There are credentials.
    Ready,
    /// There are none.
    Failed(Error),
}

impl IdentityPool {
    /// `id` is `REGION:UUID`. `role_arn` is the role that a user chooses, of those in the ID
    /// token's `cognito:roles`; `kept` what this browser was before.
    ///
    /// # Errors
    /// [`Error::InvalidCommand`], [`Error::InvalidEndpoint`]
    pub fn new(
        id: &str,
        endpoint: Option<&str>,
        role_arn: Option<String>,
        kept: Option<Identity>,
    ) -> Result<Self, Error> {
        let is_uuid_byte = |byte: &u8| byte.is_ascii_hexdigit() || *byte == b'-';
        let region = match split_once(id, b':') {
            Some((region, uuid)) if is_region(region) && is_some_of(uuid, is_uuid_byte) => region,
            _ => {
                let what_to_do = "the identity pool id must be a region, a colon and a UUID";
                return Err(Error::InvalidCommand(what_to_do.into()));
            }
        };
        let endpoint = match endpoint {
            Some(url) if !is_safe_endpoint(url) => return Err(Error::InvalidEndpoint),
            Some(url) => String::from(url),
            None => service_url("https://cognito-identity.", region),
        };
        Ok(Self {
            id: String::from(id),
            endpoint,
            role_arn,
            login: None,
            identity: kept,
            credentials: None,
            expires_at_ms: 0,
            clock_drift_ms: 0,
            asks_identity: false,
            retries: 0,
        })
    }

    /// The region that the id names.
    pub fn region(&self) -> &str {
        split_once(&self.id, b':').unwrap_or_default().0
    }

    /// Who the credentials are for.
    pub fn identity(&self) -> Option<&Identity> {
        self.identity.as_ref()
    }

    /// What to sign with.
    pub fn credentials(&self) -> Option<&Credentials> {
        self.credentials.as_ref()
    }

    /// AWS' time, in milliseconds since the epoch.
    pub fn aws_ms(&self, now_ms: u64) -> u64 {
        now_ms.saturating_add_signed(self.clock_drift_ms)
    }

    /// Begins with whoever is signed in now: an ID token that is good, or none.
    ///
    /// # Errors
    /// [`Error::Untrusted`] where the token is none of a user pool
    pub fn begin(&mut self, id_token: Option<&str>, now_ms: u64) -> Result<Step, Error> {
        self.login = id_token.map(Login::read).transpose()?;
        let user = self.login.as_ref().map(|login| &login.user);
        if self
            .identity
            .as_ref()
            .is_none_or(|kept| kept.user.as_ref() != user)
        {
            self.credentials = None;
        }
        // A guest's identity becomes the user's; a user's is nobody else's.
        if self
            .identity
            .as_ref()
            .is_some_and(|kept| kept.user.is_some() && kept.user.as_ref() != user)
        {
            self.identity = None;
        }
        self.retries = 0;
        self.asks_identity = self.identity.is_none();
        let is_good = self.is_good_for(MARGIN_MS, now_ms);
        Ok(if is_good { Step::Ready } else { Step::Send(0) })
    }

    /// Where to post what: the endpoint, the operation and its JSON.
    pub fn request(&self) -> (&str, &'static str, Zeroizing<String>) {
        let login = self.login.as_ref();
        let logins = login.map(|login| {
            let pair = (login.provider.as_str(), login.token.secret());
            fill(r#","Logins":%"#, &[&object([pair].into_iter())])
        });
        let logins = logins.unwrap_or_default();
        let identity = self.identity.as_ref().filter(|_| !self.asks_identity);
        let Some(identity) = identity else {
            let body = fill(r#"{"IdentityPoolId":?%}"#, &[&self.id, &logins]);
            return (&self.endpoint, "GetId", Zeroizing::new(body));
        };
        let role = self.role_arn.as_ref().filter(|_| login.is_some());
        let role = role.map(|arn| fill(r#","CustomRoleArn":?"#, &[arn]));
        let body = fill(
            r#"{"IdentityId":?%%}"#,
            &[&identity.id, &logins, &role.unwrap_or_default()],
        );
        (
            &self.endpoint,
            "GetCredentialsForIdentity",
            Zeroizing::new(body),
        )
    }

    /// Takes what came of the request. `random` spreads the retries of many devices.
    pub fn receive(&mut self, reply: Reply<'_>, random: u16) -> Step {
        let error = match self.read(reply) {
            Ok(step) => return step,
            Err(error) => error,
        };
        let name = match &error {
            Error::Service(refusal) => refusal.name(),
            _ => "",
        };
        let is_transient = reply.status == 429
            || reply.status >= 500
            || error == Error::InvalidReply
            || matches!(
                name,
                "TooManyRequests" | "InternalError" | "ExternalService"
            );
        if is_transient && self.retries < RETRIES {
            self.retries += 1;
            return Step::Send(reply::pause_ms(self.retries - 1, random));
        }
        // Deleted, or in another's hands since.
        let is_of_no_use = matches!(
            name,
            "NotAuthorized" | "ResourceNotFound" | "ResourceConflict"
        );
        if is_of_no_use && !self.asks_identity && self.retries < RETRIES {
            self.retries = RETRIES;
            self.asks_identity = true;
            return Step::Send(0);
        }
        if is_transient && self.is_good_for(0, reply.now_ms) {
            return Step::Ready; // the old ones, for as long as they last
        }
        Step::Failed(error)
    }

    fn read(&mut self, reply: Reply<'_>) -> Result<Step, Error> {
        let body = reply::read(reply.status, reply.body)?;
        let id = body.text_at("IdentityId").ok_or(Error::InvalidReply)?;
        let user = self.login.as_ref().map(|login| login.user.clone());
        if self.asks_identity {
            self.identity = Some(Identity { id, user });
            self.asks_identity = false;
            return Ok(Step::Send(0));
        }
        let given = body.object_at("Credentials").unwrap_or_default();
        let text = |name| given.text_at(name).ok_or(Error::InvalidReply);
        let access_key_id = text("AccessKeyId")?;
        let secret_access_key = Token::new(text("SecretKey")?);
        let session_token = Token::new(text("SessionToken")?);
        let expires_at_ms = given.milliseconds_at("Expiration");
        let expires_at_ms = expires_at_ms.ok_or(Error::InvalidReply)?;
        if secret_access_key.secret().len() > LONGEST_SECRET {
            return Err(Error::InvalidReply);
        }
        let aws_ms = reply
            .date_ms
            .unwrap_or(expires_at_ms.saturating_sub(LIFE_MS));
        self.clock_drift_ms = aws_ms.wrapping_sub(reply.now_ms).cast_signed();
        self.expires_at_ms = expires_at_ms;
        self.identity = Some(Identity { id, user });
        self.credentials = Some(Credentials {
            access_key_id,
            secret_access_key,
            session_token: Some(session_token),
        });
        Ok(Step::Ready)
    }

    /// Takes the reply of a service that refused a request, of which the body is enough that says
    /// why. Returns whether another signature may do: with new credentials, or by a clock that
    /// goes right.
    pub fn refused(&mut self, reply: Reply<'_>) -> bool {
        let says = |parts: &[&str]| {
            let mut parts = parts.iter();
            parts.any(|part| time::after(reply.body, part).is_some())
        };
        if says(&[
            "ExpiredToken",
            "security token included in the request is expired",
        ]) {
            self.credentials = None;
            return true;
        }
        if !says(&[
            "RequestTimeTooSkewed",
            "Signature expired",
            "Signature not yet current",
        ]) {
            return false;
        }
        let Some(aws_ms) = time::told(reply.body).or(reply.date_ms) else {
            return false;
        };
        let is_off = aws_ms.abs_diff(self.aws_ms(reply.now_ms)) > CLOCK_TOLERANCE_MS;
        self.clock_drift_ms = aws_ms.wrapping_sub(reply.now_ms).cast_signed();
        is_off
    }

    fn is_good_for(&self, ms: u64, now_ms: u64) -> bool {
        self.credentials.is_some() && self.aws_ms(now_ms).saturating_add(ms) < self.expires_at_ms
    }
}

impl Login {
    /// A login goes by the name of its issuer, without the scheme.
    fn read(id_token: &str) -> Result<Self, Error> {
        let claims = UnverifiedClaims::read(id_token).map_err(|_| Error::Untrusted("payload"))?;
        let claims = Json::parse(claims.as_json().as_bytes()).unwrap_or_default();
        let issuer = claims.text_at("iss").unwrap_or_default();
        let provider = issuer
            .strip_prefix("https://")
            .ok_or(Error::Untrusted("iss"))?;
        let user = claims.text_at("sub").ok_or(Error::Untrusted("sub"))?;
        Ok(Self {
            provider: String::from(provider),
            token: Token::new(String::from(id_token)),
            user,
        })
    }
}
