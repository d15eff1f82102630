//! What goes out: one POST per operation.

use alloc::string::String;
use core::fmt;

use zeroize::Zeroizing;

use crate::user_pool::UserPool;

/// An operation of the service, as `x-amz-target` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    InitiateAuth,
    RespondToAuthChallenge,
    RevokeToken,
}

/// An HTTP POST, to be sent as it stands and without credentials.
pub struct Request {
    url: String,
    operation: Operation,
    body: Zeroizing<String>,
}

impl Request {
    /// A request to `pool`.
    pub(crate) fn new(pool: &UserPool, operation: Operation, body: String) -> Self {
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

    /// Names and values.
    pub fn headers(&self) -> [(&'static str, &'static str); 3] {
        let target = match self.operation {
            Operation::InitiateAuth => "AWSCognitoIdentityProviderService.InitiateAuth",
            Operation::RespondToAuthChallenge => {
                "AWSCognitoIdentityProviderService.RespondToAuthChallenge"
            }
            Operation::RevokeToken => "AWSCognitoIdentityProviderService.RevokeToken",
        };
        [
            ("content-type", "application/x-amz-json-1.1"),
            ("x-amz-target", target),
            ("cache-control", "no-store"),
        ]
    }

    /// JSON. It can hold a new password or a token.
    pub fn body(&self) -> &str {
        &self.body
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
