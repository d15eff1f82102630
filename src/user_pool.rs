//! A user pool and one of its app clients: who signs the tokens, and where to knock.

use alloc::string::String;

use crate::error::Error;
use crate::wire::split::split_once;
use crate::wire::write::fill;

/// A user pool, an app client without a secret, and the endpoint to reach them by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserPool {
    id: String,
    client_id: String,
    endpoint: String,
}

impl UserPool {
    /// `endpoint` replaces AWS' own (a proxy of the site's, a local pool); it is
    /// `https`, or `http` on `localhost`, `127.0.0.1` or `[::1]`.
    ///
    /// Limits are those of the service model (`UserPoolIdType`, `ClientIdType`).
    ///
    /// # Errors
    /// [`Error::InvalidUserPoolId`], [`Error::InvalidClientId`], [`Error::InvalidEndpoint`]
    pub fn new(id: &str, client_id: &str, endpoint: Option<&str>) -> Result<Self, Error> {
        let region = check_id(id)?;
        if client_id.len() > 128 || !is_some_of(client_id, is_client_id_byte) {
            return Err(Error::InvalidClientId);
        }
        let endpoint = match endpoint {
            Some(url) if !is_safe_endpoint(url) => return Err(Error::InvalidEndpoint),
            Some(url) => String::from(url),
            None => service_url("https://cognito-idp.", region),
        };
        Ok(Self {
            id: String::from(id),
            client_id: String::from(client_id),
            endpoint,
        })
    }

    /// `eu-west-1_Ab12Cd34E`
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The app client.
    pub fn client_id(&self) -> &str {
        &self.client_id
    }

    /// What stands before the underscore: `eu-west-1`.
    pub fn region(&self) -> &str {
        split_once(&self.id, b'_').unwrap_or_default().0
    }

    /// What stands after the underscore: the part of the id that goes into the
    /// hashes of the SRP exchange.
    pub fn name(&self) -> &str {
        split_once(&self.id, b'_').unwrap_or_default().1
    }

    /// Where every request of the user pool's API is posted.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// What a token's `iss` must be: the usual form, and that of pools that are
    /// replicated to several regions.
    pub fn issuers(&self) -> [String; 2] {
        ["https://cognito-idp.", "https://issuer.cognito-idp."]
            .map(|start| fill("%%", &[&service_url(start, self.region()), &self.id]))
    }
}

/// The region of a well-formed id.
fn check_id(id: &str) -> Result<&str, Error> {
    match split_once(id, b'_') {
        Some((region, name))
            if id.len() <= 55
                && is_region(region)
                && is_some_of(name, u8::is_ascii_alphanumeric) =>
        {
            Ok(region)
        }
        _ => Err(Error::InvalidUserPoolId),
    }
}

/// Two or more lower-case words and a number, joined by hyphens: `us-gov-west-1`.
pub(crate) fn is_region(mut rest: &str) -> bool {
    let mut words = 0;
    while let Some((word, after)) = split_once(rest, b'-') {
        if !is_some_of(word, u8::is_ascii_lowercase) {
            return false;
        }
        words += 1;
        rest = after;
    }
    words >= 2 && is_some_of(rest, u8::is_ascii_digit)
}

/// One or more bytes, all of one kind.
pub(crate) fn is_some_of(text: &str, kind: fn(&u8) -> bool) -> bool {
    !text.is_empty() && text.as_bytes().iter().all(kind)
}

fn is_client_id_byte(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'+')
}

/// `start`, the region, and the DNS suffix of the region's AWS partition.
pub(crate) fn service_url(start: &str, region: &str) -> String {
    let suffix = if region.starts_with("cn-") {
        "com.cn"
    } else if region.starts_with("eusc-") {
        "eu"
    } else {
        "com"
    };
    fill("%%.amazonaws.%/", &[start, region, suffix])
}

/// Whether a password's proof may travel there: TLS, or no network at all. No
/// user, query or fragment, and only characters that every URL parser reads alike.
pub(crate) fn is_safe_endpoint(url: &str) -> bool {
    let (rest, needs_loopback) = match (url.strip_prefix("https://"), url.strip_prefix("http://")) {
        (Some(rest), _) => (rest, false),
        (None, Some(rest)) => (rest, true),
        (None, None) => return false,
    };
    let (authority, path) = split_once(rest, b'/').unwrap_or((rest, ""));
    let (host, port) = match authority.strip_prefix("[::1]") {
        Some("") => ("localhost", None),
        Some(port) => ("localhost", port.strip_prefix(':').or(Some(""))),
        None => match split_once(authority, b':') {
            Some((host, port)) => (host, Some(port)),
            None => (authority, None),
        },
    };
    let is_loopback = matches!(host, "localhost" | "127.0.0.1");
    (is_loopback || (!needs_loopback && is_some_of(host, is_host_byte)))
        && port.is_none_or(is_port)
        && (path.is_empty() || is_some_of(path, is_path_byte))
}

/// One to five digits.
fn is_port(port: &str) -> bool {
    port.len() <= 5 && is_some_of(port, u8::is_ascii_digit)
}

fn is_host_byte(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.')
}

fn is_path_byte(byte: &u8) -> bool {
    is_host_byte(byte) || matches!(byte, b'/' | b'_' | b'~')
}
