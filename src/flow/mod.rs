//! The dialogues with Cognito, one file each. A flow consumes itself at every step.

#[cfg(feature = "full")]
pub mod account;
#[cfg(feature = "full")]
pub mod challenge;
#[cfg(feature = "full")]
pub mod dialogue;
#[cfg(feature = "full")]
pub mod hosted;
mod proof;
#[cfg(feature = "full")]
pub mod refresh;
pub mod sign_in;
#[cfg(feature = "full")]
pub mod sign_out;

/// Most challenges of one sign-in; a real one has five at most.
pub const CHALLENGE_LIMIT: u32 = 8;
