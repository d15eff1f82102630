//! What an AWS account lets the users of a user pool do by themselves: temporary credentials from
//! an identity pool, and requests that are signed with them.

pub mod identity;
pub mod sigv4;
pub mod time;
