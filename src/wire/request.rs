//! What goes out: one POST per operation.

use alloc::string::String;
use core::fmt;

use zeroize::Zeroizing;

use super::write::fill;
use crate::user_pool::UserPool;

/// An HTTP POST, to be sent as it stands and without credentials.
pub struct Request {
    url: String,
    operation: &'static str,
    body: Zeroizing<String>,
}

impl Request {
    /// A request to `pool` for one of the operations of the service model.
    pub(crate) fn new(pool: &UserPool, operation: &'static str, body: String) -> Self {
        Self {
            url: String::from(pool.endpoint()),
            operation,
            body: Zeroizing::new(body),
        }
    }

    /// The endpoint.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The operation's name in the service model.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// Names and values.
    pub fn headers(&self) -> [(&'static str, String); 3] {
        let target = fill("AWSCognitoIdentityProviderService.%", &[self.operation]);
        [
            ("content-type", String::from("application/x-amz-json-1.1")),
            ("x-amz-target", target),
            ("cache-control", String::from("no-store")),
        ]
    }

    /// JSON. It can hold a new password or a token.
    pub fn body(&self) -> &str {
        &self.body
    }

    /// All of it, as a `Request` of `src/wasm/types.d.ts`.
    pub(crate) fn to_json(&self) -> String {
        fill(
            r#"{"url":?,"headers":{"content-type":"application/x-amz-json-1.1","x-amz-target":"AWSCognitoIdentityProviderService.%","cache-control":"no-store"},"body":?}"#,
            &[self.url(), self.operation, self.body()],
        )
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("url", &self.url)
            .field("operation", &self.operation)
            .finish_non_exhaustive()
    }
}
