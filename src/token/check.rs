//! Whether a token can be trusted, up to its signature: that is for who can compute it.
//!
//! The checks are those of AWS' own aws-jwt-verify, and stricter where a token of Cognito's is
//! always so: `exp` is there and whole, and the header neither brings a key nor asks for more.

use alloc::string::String;
use alloc::vec::Vec;

use super::UnverifiedClaims;
use crate::error::Error;
use crate::user_pool::UserPool;
use crate::wire::base64;
use crate::wire::json::Json;
use crate::wire::split::split_once;
use crate::wire::write::fill;

/// Parameters of a header that change what the signature means, or bring a key along.
const UNWANTED: [&str; 8] = ["crit", "b64", "zip", "jwk", "jku", "x5c", "x5u", "x5t"];

/// The smallest modulus (NIST SP 800-131A): 2048 bits.
const SMALLEST_MODULUS: usize = 256;

/// What a token must say beside being of the user pool and its app client.
#[derive(Debug, Default)]
pub struct Expected {
    /// `id` or `access`; either, where there is none.
    pub token_use: Option<String>,
    /// Of these the access token needs one.
    pub scopes: Vec<String>,
    /// In one of these the user must be.
    pub groups: Vec<String>,
    /// The random text that the sign-in was begun with.
    pub nonce: Option<String>,
    /// How long ago the token may have ended, or how soon it may begin, in seconds.
    pub grace_s: u32,
}

/// Checks all but the signature. Returns the `kid` of the key that made it.
///
/// # Errors
/// [`Error::Untrusted`], which names the part that is not right
pub fn check(
    token: &str,
    pool: &UserPool,
    expected: &Expected,
    now_s: u64,
) -> Result<String, Error> {
    let kid = key_id(token).ok_or(Error::Untrusted("header"))?;
    let claims = UnverifiedClaims::read(token).map_err(|_| Error::Untrusted("payload"))?;
    let claims = Json::parse(claims.as_json().as_bytes()).unwrap_or_default();
    match wrong_claim(claims, pool, expected, now_s) {
        Some(name) => Err(Error::Untrusted(name)),
        None => Ok(kid),
    }
}

/// `kid` of a header that is as it should be.
fn key_id(token: &str) -> Option<String> {
    let (header, rest) = split_once(token, b'.')?;
    let (_payload, signature) = split_once(rest, b'.')?;
    base64::decode_url(signature)?;
    let header = base64::decode_url(header)?;
    let header = Json::parse(&header).ok()?;
    let is_plain = UNWANTED.iter().all(|name| header.get(name).is_none());
    (says(header, "alg", "RS256") && is_plain).then(|| header.text_at("kid"))?
}

/// The first claim that is not right.
fn wrong_claim(
    claims: Json<'_>,
    pool: &UserPool,
    expected: &Expected,
    now_s: u64,
) -> Option<&'static str> {
    let [usual, replicated] = pool.issuers();
    if !says(claims, "iss", &usual) && !says(claims, "iss", &replicated) {
        return Some("iss");
    }
    let audience = if says(claims, "token_use", "id") {
        "aud"
    } else if says(claims, "token_use", "access") {
        "client_id"
    } else {
        return Some("token_use");
    };
    for (name, wanted) in [
        ("token_use", expected.token_use.as_deref()),
        (audience, Some(pool.client_id())),
        ("nonce", expected.nonce.as_deref()),
    ] {
        if wanted.is_some_and(|wanted| !says(claims, name, wanted)) {
            return Some(name);
        }
    }
    let grace_s = u64::from(expected.grace_s);
    let ends_s = claims.number_at("exp").map(u64::from);
    if ends_s.is_none_or(|ends_s| now_s >= ends_s + grace_s) {
        return Some("exp");
    }
    if let Some(begins) = claims.get("nbf")
        && begins
            .whole_number()
            .is_none_or(|begins_s| u64::from(begins_s) > now_s + grace_s)
    {
        return Some("nbf");
    }
    // Nothing is decided by these here; who reads them finds what RFC 7519 section 4.1 says.
    for name in ["sub", "jti", "scope"] {
        if claims.get(name).is_some() && claims.text_at(name).is_none() {
            return Some(name);
        }
    }
    if claims.get("iat").is_some() && claims.number_at("iat").is_none() {
        return Some("iat");
    }
    let groups = claims.get("cognito:groups").unwrap_or_default();
    let is_in = |group: &String| {
        groups
            .elements()
            .any(|one| one.text().as_ref() == Some(group))
    };
    if !expected.groups.is_empty() && !expected.groups.iter().any(is_in) {
        return Some("cognito:groups");
    }
    let scope = claims.text_at("scope").unwrap_or_default();
    if !expected.scopes.is_empty() && !expected.scopes.iter().any(|one| is_among(one, &scope)) {
        return Some("scope");
    }
    None
}

/// Whether a member is that text.
#[inline(never)]
fn says(object: Json<'_>, name: &str, text: &str) -> bool {
    object.text_at(name).is_some_and(|said| said == text)
}

/// Whether one of the words between spaces is that one.
fn is_among(word: &str, mut words: &str) -> bool {
    while let Some((first, rest)) = split_once(words, b' ') {
        if first == word {
            return true;
        }
        words = rest;
    }
    words == word
}

/// The JWK of that name in a key set, with nothing but what an RSA key needs.
///
/// # Errors
/// [`Error::Untrusted`] where there is none, or it is none for RS256
pub fn select_key(key_set: &[u8], kid: &str) -> Result<String, Error> {
    let key_set = Json::parse(key_set).unwrap_or_default();
    let keys = key_set.get("keys").unwrap_or_default();
    let key = keys.elements().find(|key| says(*key, "kid", kid));
    key.and_then(rsa_key).ok_or(Error::Untrusted("kid"))
}

fn rsa_key(key: Json<'_>) -> Option<String> {
    let [modulus, exponent] = key.texts(["n", "e"])?;
    let is_for_us = says(key, "kty", "RSA")
        && [("use", "sig"), ("alg", "RS256")]
            .iter()
            .all(|(name, text)| key.get(name).is_none() || says(key, name, text))
        && base64::decode_url(&modulus)?.len() >= SMALLEST_MODULUS;
    is_for_us.then(|| {
        fill(
            r#"{"kty":"RSA","alg":"RS256","n":?,"e":?}"#,
            &[&modulus, &exponent],
        )
    })
}
