//! Signature Version 4: how AWS knows who sent a request, and that nobody changed it.
//!
//! AWS, "Create a signed AWS API request" (IAM User Guide), and for presigned URLs
//! "Authenticating Requests: Using Query Parameters" (Amazon S3 API Reference).

use alloc::string::String;
use alloc::vec::Vec;

use zeroize::Zeroizing;

use super::time;
use crate::secret::{Token, redact};
use crate::srp::hash::{hmac_sha256, sha256};
use crate::wire::percent::{decode, encode};
use crate::wire::split::split_once;
use crate::wire::write::{append, decimal, digit, fill};

const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// In the place of a hash: whatever the body is. S3 alone takes it; TLS guards the body.
const UNSIGNED: &str = "UNSIGNED-PAYLOAD";

/// The longest secret that HMAC takes as its key as it stands, behind `AWS4`.
pub const LONGEST_SECRET: usize = 60;

/// Temporary credentials, or lasting ones without a session token.
pub struct Credentials {
    /// Names them. Not a secret.
    pub access_key_id: String,
    /// What is signed with: [`LONGEST_SECRET`] bytes at most.
    pub secret_access_key: Token,
    /// Goes along with every request.
    pub session_token: Option<Token>,
}

redact!(Credentials);

/// The body of a request.
#[derive(Clone, Copy, Debug)]
pub enum Payload<'a> {
    /// Signed with the rest.
    Signed(&'a [u8]),
    /// Not looked at.
    Unsigned,
}

/// How a path is written for the signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathForm {
    /// As it is sent, with everything encoded that can be: S3, where `a//b` is a name.
    Once,
    /// Without empty and dot segments, and encoded once more than it is sent: everybody else.
    Twice,
}

/// A request before it is signed.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// `GET`
    pub method: &'a str,
    /// Absolute, as a URL parser writes it, and without a fragment.
    pub url: &'a str,
    /// The headers to sign besides `host`.
    pub headers: &'a [(String, String)],
    /// The body.
    pub payload: Payload<'a>,
    /// What the service wants.
    pub path_form: PathForm,
}

/// A signature, with what it was made of.
#[derive(Debug)]
pub struct Signed {
    /// Where the request goes.
    pub url: String,
    /// Headers to send besides those that were signed.
    pub headers: Vec<(&'static str, String)>,
    /// Step 1 of AWS' description.
    pub canonical_request: String,
    /// Step 3.
    pub string_to_sign: String,
    /// Step 5: 64 hex digits.
    pub signature: String,
}

/// Signs for one service in one region.
#[derive(Clone, Copy, Debug)]
pub struct Signer<'a> {
    /// Whose requests they are.
    pub credentials: &'a Credentials,
    /// `eu-west-1`
    pub region: &'a str,
    /// `s3`, `dynamodb`, `execute-api`
    pub service: &'a str,
    /// AWS' time, in milliseconds since the epoch; it takes what is 5 minutes off, S3 15.
    pub now_ms: u64,
}

impl Signer<'_> {
    /// Signs by the header `authorization`.
    pub fn sign(&self, request: &Request<'_>) -> Signed {
        let time = time::basic(self.now_ms);
        let mut added = Vec::from([("x-amz-date", time.clone())]);
        if let Some(token) = &self.credentials.session_token {
            added.push(("x-amz-security-token", String::from(token.secret())));
        }
        if matches!(request.payload, Payload::Unsigned) {
            added.push(("x-amz-content-sha256", String::from(UNSIGNED)));
        }
        let url = Url::parse(request.url);
        let headers = canonical_headers(url.host, request.headers, &added);
        let mut signed = self.finish(&time, request, &url, &url.query(), &headers);
        let authorization = fill(
            "% Credential=%/%, SignedHeaders=%, Signature=%",
            &[
                ALGORITHM,
                &self.credentials.access_key_id,
                &self.scope(&time),
                &names(&headers),
                &signed.signature,
            ],
        );
        added.push(("authorization", authorization));
        signed.headers = added;
        signed
    }

    /// Signs by the query: the address itself may then be used for so many seconds, a week at
    /// most, and no longer than the credentials are good.
    pub fn presign(&self, request: &Request<'_>, expires_s: u32) -> Signed {
        let time = time::basic(self.now_ms);
        let url = Url::parse(request.url);
        let headers = canonical_headers(url.host, request.headers, &[]);
        let credential = fill(
            "%/%",
            &[&self.credentials.access_key_id, &self.scope(&time)],
        );
        let mut query = url.query();
        let mut add = |name: &str, value: &str| {
            query.push((String::from(name), encode(value.as_bytes(), b"")))
        };
        add("X-Amz-Algorithm", ALGORITHM);
        add("X-Amz-Credential", &credential);
        add("X-Amz-Date", &time);
        add("X-Amz-Expires", &decimal(u64::from(expires_s)));
        add("X-Amz-SignedHeaders", &names(&headers));
        if let Some(token) = &self.credentials.session_token {
            add("X-Amz-Security-Token", token.secret());
        }
        let mut signed = self.finish(&time, request, &url, &query, &headers);
        append(&mut signed.url, "&X-Amz-Signature=");
        append(&mut signed.url, &signed.signature);
        signed
    }

    fn finish(
        &self,
        time: &str,
        request: &Request<'_>,
        url: &Url<'_>,
        query: &[(String, String)],
        headers: &[(String, String)],
    ) -> Signed {
        let (path, canonical_path) = match request.path_form {
            PathForm::Once => {
                let path = encode(&decode(url.path), b"/");
                (path.clone(), path)
            }
            PathForm::Twice => (
                String::from(url.path),
                encode(normal(url.path).as_bytes(), b"/"),
            ),
        };
        let mut canonical_query = Vec::new();
        for pair in query {
            insert(&mut canonical_query, pair.clone());
        }
        let mut lines = String::new();
        for (name, value) in headers {
            append(&mut lines, &fill("%:%\n", &[name, value]));
        }
        let payload = match request.payload {
            Payload::Signed(body) => hex(&*sha256(&[body])),
            Payload::Unsigned => String::from(UNSIGNED),
        };
        let canonical_request = fill(
            "%\n%\n%\n%\n%\n%",
            &[
                request.method,
                &canonical_path,
                &joined(&canonical_query),
                &lines,
                &names(headers),
                &payload,
            ],
        );
        let hash = hex(&*sha256(&[canonical_request.as_bytes()]));
        let string_to_sign = fill("%\n%\n%\n%", &[ALGORITHM, time, &self.scope(time), &hash]);
        let signature = hmac_sha256(&*self.key(time), string_to_sign.as_bytes());
        let question_mark = if query.is_empty() { "" } else { "?" };
        Signed {
            url: fill("%%%%", &[url.origin, &path, question_mark, &joined(query)]),
            headers: Vec::new(),
            canonical_request,
            string_to_sign,
            signature: hex(&*signature),
        }
    }

    /// `20150830/us-east-1/service/aws4_request`
    fn scope(&self, time: &str) -> String {
        fill(
            "%/%/%/aws4_request",
            &[day(time), self.region, self.service],
        )
    }

    /// HMAC(HMAC(HMAC(HMAC("AWS4" | secret, day), region), service), "aws4_request")
    fn key(&self, time: &str) -> Zeroizing<[u8; 32]> {
        let secret = self.credentials.secret_access_key.secret();
        let secret = Zeroizing::new(fill("AWS4%", &[secret]));
        let mut key = hmac_sha256(secret.as_bytes(), day(time).as_bytes());
        for part in [self.region, self.service, "aws4_request"] {
            key = hmac_sha256(&*key, part.as_bytes());
        }
        key
    }
}

/// The parts of an absolute URL without a fragment.
struct Url<'a> {
    /// Up to the path.
    origin: &'a str,
    host: &'a str,
    path: &'a str,
    query: &'a str,
}

impl<'a> Url<'a> {
    fn parse(url: &'a str) -> Self {
        let (before, query) = split_once(url, b'?').unwrap_or((url, ""));
        let (_, rest) = split_once(before, b':').unwrap_or_default();
        let rest = rest.strip_prefix("//").unwrap_or(rest);
        let host = split_once(rest, b'/').map_or(rest, |(host, _)| host);
        let path = rest.strip_prefix(host).unwrap_or_default();
        Self {
            origin: before.strip_suffix(path).unwrap_or(before),
            host,
            path: if path.is_empty() { "/" } else { path },
            query,
        }
    }

    /// Names and values, in order, each encoded.
    fn query(&self) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        let mut rest = self.query;
        while !rest.is_empty() {
            let (pair, after) = split_once(rest, b'&').unwrap_or((rest, ""));
            rest = after;
            if !pair.is_empty() {
                let (name, value) = split_once(pair, b'=').unwrap_or((pair, ""));
                pairs.push((encode_again(name), encode_again(value)));
            }
        }
        pairs
    }
}

/// A part of a query as everybody writes it. A plus sign is a space, as in a form: sent as `%20`,
/// it is one for everybody.
fn encode_again(part: &str) -> String {
    let mut words = String::new();
    for character in part.chars() {
        words.push(if character == '+' { ' ' } else { character });
    }
    encode(&decode(&words), b"")
}

/// `name=value&…` of what is encoded.
fn joined(query: &[(String, String)]) -> String {
    let mut out = String::new();
    for (name, value) in query {
        let ampersand = if out.is_empty() { "" } else { "&" };
        append(&mut out, &fill("%%=%", &[ampersand, name, value]));
    }
    out
}

/// Lower-case names in order, each once; values without superfluous white space.
fn canonical_headers(
    host: &str,
    given: &[(String, String)],
    added: &[(&'static str, String)],
) -> Vec<(String, String)> {
    let given = given.iter().map(|(name, value)| (&**name, &**value));
    let added = added.iter().map(|(name, value)| (*name, &**value));
    let mut headers: Vec<(String, String)> = Vec::new();
    for (name, value) in given.chain(added).chain([("host", host)]) {
        let name = name.to_ascii_lowercase();
        let value = trimmed(value);
        match headers.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) => append(values, &fill(",%", &[&value])),
            None => insert(&mut headers, (name, value)),
        }
    }
    headers
}

/// Without white space around it, and with one space for what is between.
fn trimmed(value: &str) -> String {
    let mut out = String::new();
    let mut rest = value.trim_ascii();
    while !rest.is_empty() {
        let is_in_word = |byte: &u8| !byte.is_ascii_whitespace();
        let length = rest.bytes().take_while(is_in_word).count();
        let (word, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        let space = if out.is_empty() { "" } else { " " };
        append(&mut out, space);
        append(&mut out, word);
        rest = after.trim_ascii_start();
    }
    out
}

/// Keeps a short list in order. (The library's sorting would weigh kilobytes.)
fn insert(list: &mut Vec<(String, String)>, pair: (String, String)) {
    let at = list.partition_point(|known| *known <= pair);
    list.insert(at, pair);
}

/// `host;x-amz-date`
fn names(headers: &[(String, String)]) -> String {
    let mut names = String::new();
    for (name, _) in headers {
        let semicolon = if names.is_empty() { "" } else { ";" };
        append(&mut names, semicolon);
        append(&mut names, name);
    }
    names
}

/// The path without empty, `.` and `..` segments (RFC 3986 section 5.2.4).
fn normal(path: &str) -> String {
    let mut kept = Vec::new();
    let mut rest = path;
    while !rest.is_empty() {
        let (segment, after) = split_once(rest, b'/').unwrap_or((rest, ""));
        rest = after;
        match segment {
            "" | "." => {}
            ".." => drop(kept.pop()),
            segment => kept.push(segment),
        }
    }
    let mut normal = String::new();
    for segment in &kept {
        append(&mut normal, "/");
        append(&mut normal, segment);
    }
    if kept.is_empty() || path.ends_with('/') {
        append(&mut normal, "/");
    }
    normal
}

fn hex(bytes: &[u8]) -> String {
    let mut out = String::new();
    for byte in bytes {
        append(&mut out, digit(byte >> 4));
        append(&mut out, digit(byte & 0xf));
    }
    out
}

/// `20150830` of `20150830T123600Z`
fn day(time: &str) -> &str {
    time.get(..8).unwrap_or_default()
}
