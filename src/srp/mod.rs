//! SRP-6a (RFC 5054, RFC 2945) with Cognito's padding, hashes and proof.
//!
//! Nothing of it is negotiable: AWS documents none of the constants, and they
//! are those of aws-amplify's clients for JavaScript, Android and Swift.

pub mod claim;
#[cfg(feature = "full")]
pub mod device;
pub mod encoding;
pub mod exchange;
pub(crate) mod hash;
pub(crate) mod kernel;
pub mod timestamp;
