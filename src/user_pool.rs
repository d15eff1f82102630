//! A user pool and one of its app clients: who signs the tokens, and where to knock.

use alloc::string::String;

use crate::error::{Error, UserPoolIdFault};

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
        let region = check_id(id).map_err(Error::InvalidUserPoolId)?;
        if client_id.is_empty()
            || client_id.len() > 128
            || !client_id
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'+')
        {
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
        self.id.split_once('_').map_or("", |(region, _)| region)
    }

    /// What stands after the underscore: the part of the id that goes into the
    /// hashes of the SRP exchange.
    pub fn name(&self) -> &str {
        self.id.split_once('_').map_or("", |(_, name)| name)
    }

    /// Where every request of the user pool's API is posted.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// What a token's `iss` must be: the usual form, and that of pools that are
    /// replicated to several regions.
    pub fn issuers(&self) -> [String; 2] {
        ["https://cognito-idp.", "https://issuer.cognito-idp."].map(|start| {
            let mut issuer = service_url(start, self.region());
            issuer.push_str(&self.id);
            issuer
        })
    }
}

/// The region of a well-formed id.
fn check_id(id: &str) -> Result<&str, UserPoolIdFault> {
    if id.len() > 55 {
        return Err(UserPoolIdFault::TooLong);
    }
    let (region, name) = id.split_once('_').ok_or(UserPoolIdFault::NoUnderscore)?;
    if !is_region(region) {
        return Err(UserPoolIdFault::BadRegion);
    }
    if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Err(UserPoolIdFault::BadName);
    }
    Ok(region)
}

/// Three or more parts: lower-case words, then a number (`us-gov-west-1`).
fn is_region(region: &str) -> bool {
    let Some((words, number)) = region.rsplit_once('-') else {
        return false;
    };
    words.contains('-')
        && words
            .split('-')
            .all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase()))
        && !number.is_empty()
        && number.bytes().all(|b| b.is_ascii_digit())
}

/// `start`, the region, and the DNS suffix of the region's AWS partition.
fn service_url(start: &str, region: &str) -> String {
    let mut url = String::from(start);
    url.push_str(region);
    url.push_str(if region.starts_with("cn-") {
        ".amazonaws.com.cn/"
    } else if region.starts_with("eusc-") {
        ".amazonaws.eu/"
    } else {
        ".amazonaws.com/"
    });
    url
}

/// Whether a password's proof may travel there: TLS, or no network at all. No
/// user, query or fragment, and only characters that every URL parser reads alike.
fn is_safe_endpoint(url: &str) -> bool {
    let (rest, needs_loopback) = match (url.strip_prefix("https://"), url.strip_prefix("http://")) {
        (Some(rest), _) => (rest, false),
        (None, Some(rest)) => (rest, true),
        (None, None) => return false,
    };
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let loopback = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
    (loopback || (!needs_loopback && is_host_name(host)))
        && port.is_none_or(|port| {
            matches!(port.len(), 1..=5) && port.bytes().all(|b| b.is_ascii_digit())
        })
        && path
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-._~/".contains(&b))
}

fn is_host_name(host: &str) -> bool {
    !host.is_empty()
        && host
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b))
}
