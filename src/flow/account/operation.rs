//! Operations: parameters and reply under the name that the service has for them.

use super::shape::{Member, Object, Read, Shape};
use crate::error::Error;
use crate::user_pool::UserPool;
use crate::wire::json::Json;
use crate::wire::reply;
use crate::wire::write::fill;

/// Who asks, and what therefore comes first in a request.
#[derive(Clone, Copy)]
pub(crate) enum Caller {
    /// The app client, for somebody who is not signed in: `ClientId`.
    Client,
    /// The user pool: `UserPoolId`.
    Pool,
    /// Who is signed in, by an access token among the parameters, or is about to be, by a `Session`.
    User,
}

impl Caller {
    /// The start of a request.
    pub(crate) fn introduce(self, pool: &UserPool) -> Object {
        let mut object = Object::default();
        match self {
            Self::Client => object.add("ClientId", Some(fill("?", &[pool.client_id()]))),
            Self::Pool => object.add("UserPoolId", Some(fill("?", &[pool.id()]))),
            Self::User => {}
        }
        object
    }
}

/// The parameters of an operation.
pub(crate) trait Operation: Shape {
    /// The operation's name in the service model.
    const NAME: &'static str;
    const CALLER: Caller;
    type Reply: Shape;
}

/// The object of a reply that holds `members`.
///
/// # Errors
/// What the service refused with, or [`Error::InvalidReply`]
pub(crate) fn successful<'a>(
    status: u16,
    body: &'a [u8],
    members: &[Member],
) -> Result<Json<'a>, Error> {
    if members.is_empty() && reply::is_success(status) {
        return Ok(Json::default()); // the body may be empty
    }
    reply::read(status, body)
}

/// The reply to an operation.
pub(crate) fn read<T: Read + Shape>(status: u16, body: &[u8]) -> Result<T, Error> {
    let reply = successful(status, body, T::MEMBERS)?;
    T::read(reply).ok_or(Error::InvalidReply)
}

/// Declares an operation: `Name(Caller) -> Reply { parameters }`, the parameters as in
/// [`shape!`](super::shape::shape).
macro_rules! operation {
    ($(#[$doc:meta])* $name:ident($caller:ident) -> $reply:ty { $($parameters:tt)* }) => {
        $crate::flow::account::shape::shape! {
            $(#[$doc])*
            ///
            #[doc = concat!(
                "[Cognito's description](https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_",
                stringify!($name),
                ".html)"
            )]
            $name(Write) { $($parameters)* }
        }

        impl $crate::flow::account::operation::Operation for $name {
            const NAME: &'static str = stringify!($name);
            const CALLER: $crate::flow::account::operation::Caller =
                $crate::flow::account::operation::Caller::$caller;
            type Reply = $reply;
        }

        impl $name {
            /// The request to send.
            pub fn request(
                &self,
                pool: &$crate::user_pool::UserPool,
            ) -> $crate::wire::request::Request {
                use $crate::flow::account::operation::Operation;
                let mut body = Self::CALLER.introduce(pool);
                self.write_members(&mut body);
                $crate::wire::request::Request::new(pool, Self::NAME, body.finish())
            }

            /// Reads the reply to it.
            ///
            /// # Errors
            /// What the service refused with, or
            /// [`InvalidReply`](crate::error::Error::InvalidReply).
            pub fn read(status: u16, body: &[u8]) -> Result<$reply, $crate::error::Error> {
                $crate::flow::account::operation::read(status, body)
            }
        }
    };
}
pub(crate) use operation;
