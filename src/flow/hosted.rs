//! Signing in on Cognito's own page, or at another provider by way of it: the authorization code
//! flow (RFC 6749 section 4.1) with PKCE (RFC 7636), and OpenID Connect's nonce.
//!
//! The host encodes the parameters of an address and of a form, and reads those of the callback.

use alloc::string::String;
use alloc::vec::Vec;

use crate::error::Error;
use crate::secret::{Token, redact};
use crate::srp::hash::sha256;
use crate::token::check::{Expected, check};
use crate::token::{TokenSet, UnverifiedClaims};
use crate::user_pool::UserPool;
use crate::wire::base64;
use crate::wire::exception::Refusal;
use crate::wire::json::Json;
use crate::wire::reply::{self, RETRIES};

/// How far the clock of this device may be wrong, in seconds; Cognito's lives no shorter.
const GRACE_S: u32 = 300;

/// What has to be remembered until the user comes back. All of it is used once.
#[derive(Clone)]
pub struct Pending {
    /// Ties the callback to this browser.
    pub state: String,
    /// Ties the ID token to this sign-in.
    pub nonce: String,
    /// Shows that the code is asked for by who began.
    pub verifier: String,
    /// Where the user comes back to.
    pub redirect_uri: String,
}

redact!(Pending);

/// What came of asking for the tokens.
#[derive(Debug)]
pub enum Outcome {
    /// Ask once more, after so many milliseconds.
    Again(u64),
    /// The user is signed in.
    SignedIn(TokenSet),
}

impl Pending {
    /// From 96 random bytes.
    ///
    /// # Errors
    /// [`Error::RandomUnavailable`]
    pub fn new(entropy: &[u8], redirect_uri: String) -> Result<Self, Error> {
        let (parts, rest) = entropy.as_chunks::<32>();
        match parts {
            [state, nonce, verifier] if rest.is_empty() && state != nonce => Ok(Self {
                state: base64::encode_url(state),
                nonce: base64::encode_url(nonce),
                verifier: base64::encode_url(verifier),
                redirect_uri,
            }),
            _ => Err(Error::RandomUnavailable),
        }
    }

    /// The parameters of `/oauth2/authorize` that the site has no choice in.
    pub fn authorize(&self, pool: &UserPool) -> Vec<(&'static str, String)> {
        Vec::from([
            ("response_type", "code".into()),
            ("client_id", pool.client_id().into()),
            ("redirect_uri", self.redirect_uri.clone()),
            ("state", self.state.clone()),
            ("nonce", self.nonce.clone()),
            ("code_challenge_method", "S256".into()),
            (
                "code_challenge",
                base64::encode_url(&*sha256(&[self.verifier.as_bytes()])),
            ),
        ])
    }

    /// The form for `/oauth2/token`, from the parameters of the callback.
    ///
    /// # Errors
    /// [`Error::Untrusted`] where the callback is not the answer to this; what the provider
    /// refused with
    pub fn exchange(
        &self,
        pool: &UserPool,
        callback: Json<'_>,
    ) -> Result<Vec<(&'static str, String)>, Error> {
        if callback.text_at("state").as_deref() != Some(&self.state) {
            return Err(Error::Untrusted("state"));
        }
        // RFC 9207: a provider that names itself in the callback must be the right one.
        if let Some(issuer) = callback.text_at("iss")
            && !pool.issuers().contains(&issuer)
        {
            return Err(Error::Untrusted("iss"));
        }
        if let Some(error) = refusal(callback) {
            return Err(error);
        }
        let [code] = callback.texts(["code"]).ok_or(Error::Untrusted("code"))?;
        Ok(Vec::from([
            ("grant_type", "authorization_code".into()),
            ("client_id", pool.client_id().into()),
            ("redirect_uri", self.redirect_uri.clone()),
            ("code_verifier", self.verifier.clone()),
            ("code", code),
        ]))
    }

    /// Takes a reply of `/oauth2/token`; the status is 0 where none came. What may pass is tried
    /// again: a code that was spent on a reply that got lost is refused, and nothing worse.
    /// `retries` counts the attempts before this one, `random` spreads those of many devices.
    ///
    /// # Errors
    /// [`Error::Untrusted`], [`Error::InvalidReply`], or what the provider refused with
    pub fn receive(
        &self,
        pool: &UserPool,
        (status, body): (u16, &[u8]),
        now_ms: u64,
        retries: u32,
        random: u16,
    ) -> Result<Outcome, Error> {
        let error = match self.read(pool, status, body, now_ms) {
            Ok(tokens) => return Ok(Outcome::SignedIn(tokens)),
            Err(error) => error,
        };
        // A whole reply without an ID token will lack it again: the scope `openid` is missing.
        let is_whole = reply::is_success(status) && Json::parse(body).is_ok();
        let is_transient =
            status == 429 || status >= 500 || (error == Error::InvalidReply && !is_whole);
        if is_transient && retries < RETRIES {
            return Ok(Outcome::Again(reply::pause_ms(retries, random)));
        }
        Err(error)
    }

    /// The tokens came by TLS from who issued them, so that nobody has to look at the signature
    /// here (OpenID Connect Core 3.1.3.7).
    fn read(
        &self,
        pool: &UserPool,
        status: u16,
        body: &[u8],
        now_ms: u64,
    ) -> Result<TokenSet, Error> {
        let reply = Json::parse(body).map_err(|_| Error::InvalidReply)?;
        if !reply::is_success(status) {
            return Err(refusal(reply).unwrap_or(Error::InvalidReply));
        }
        let [id_token, access_token] = reply
            .texts(["id_token", "access_token"])
            .ok_or(Error::InvalidReply)?;
        let expected = Expected {
            token_use: Some("id".into()),
            nonce: Some(self.nonce.clone()),
            grace_s: GRACE_S,
            ..Expected::default()
        };
        check(&id_token, pool, &expected, now_ms / 1000)?;
        let expires_in = reply.number_at("expires_in").ok_or(Error::InvalidReply)?;
        Ok(TokenSet {
            unverified_claims: UnverifiedClaims::read(&id_token)?,
            id_token: Token::new(id_token),
            access_token: Token::new(access_token),
            refresh_token: reply.text_at("refresh_token").map(Token::new),
            expires_at_ms: now_ms.saturating_add(1000 * u64::from(expires_in)),
            new_device: None,
        })
    }
}

/// `error` and `error_description` (RFC 6749 sections 4.1.2.1 and 5.2).
fn refusal(parameters: Json<'_>) -> Option<Error> {
    let [error] = parameters.texts(["error"])?;
    let description = parameters.text_at("error_description").unwrap_or_default();
    Some(Error::Service(Refusal::new(error, description)))
}
