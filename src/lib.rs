//! Amazon Cognito user-pool authentication as a sans-I/O core.
//!
//! **The core decides, the host does.** Everything here takes bytes, the time
//! and random bytes as arguments and answers with the next thing to do: send
//! this request, ask the user this challenge, keep these tokens. It knows no
//! clock, no network, no storage and no DOM, so a page, a worker, a webview and
//! a native test drive the same code. It needs `alloc`, not `std`.
//!
//! # What talks to whom
//!
//! [`flow`] is the way in to a user pool, `aws` that to an identity pool. A flow
//! builds its requests and reads the replies through [`wire`], proves the password
//! with [`srp`], hands out a [`token`] set at the end, and fails with an [`error`]. [`user_pool`] and [`secret`] are the
//! types it is started with. [`host`] turns flows into JSON texts for a host
//! that cannot hold Rust values, and `wasm` (that target only) exports it to
//! JavaScript.
//!
//! A flow consumes itself at every step, so an ephemeral key, a password or a
//! `Session` cannot be used twice:
//!
//! ```
//! use cognipress::flow::sign_in::{SignIn, Step};
//! use cognipress::secret::{Password, Username};
//! use cognipress::user_pool::UserPool;
//!
//! # fn transport(_: &cognipress::wire::request::Request) -> (u16, Vec<u8>) {
//! #     (400, br#"{"__type":"NotAuthorizedException"}"#.to_vec())
//! # }
//! # let (entropy, now_ms) = ([7; 32], 1_800_000_000_000);
//! let pool = UserPool::new("eu-west-1_Ab12Cd34E", "1example23456789", None)?;
//! let sign_in = SignIn::new(pool, entropy)?; // needs neither user nor password: do it ahead
//! let (mut request, mut waiting) =
//!     sign_in.start(Username::new("jane")?, Password::new(b"correct horse".to_vec())?);
//! let outcome = loop {
//!     let (status, body) = transport(&request);
//!     match waiting.receive(status, &body, now_ms) {
//!         Ok(Step::Send(next, then)) => (request, waiting) = (next, then),
//!         Ok(Step::Challenged(_)) => break "go on with flow::dialogue".to_owned(),
//!         Ok(Step::SignedIn(_)) => break "signed in".to_owned(),
//!         Err(error) => break error.code().to_owned(),
//!     }
//! };
//! assert_eq!(outcome, "NotAuthorized");
//! # Ok::<(), cognipress::error::Error>(())
//! ```
//!
//! # Words
//!
//! Cognito's own: *user pool*, *app client*, *challenge*, *session* (the one-use
//! text that ties an answer to its challenge), `USER_ID_FOR_SRP` (the name the
//! proof is made for, which can differ from the one that was typed), *claim* (a
//! member of a token; in `PASSWORD_CLAIM_*` the proof of the password).
//!
//! RFC 5054's letters: `N`, `g` the group; `k` the multiplier; `a`, `A` the
//! client's private and public ephemeral key; `b`, `B` the server's; `u` the
//! scrambling parameter; `x` the private key made of salt and password; `S` the
//! premaster secret; `K` the key the proof is signed with.

#![no_std]

extern crate alloc;
// What an operating system's library needs: an allocator and a panic handler. For wasm32 they
// are in `wasm`; without an operating system the program has them.
#[cfg(not(any(target_arch = "wasm32", target_os = "none")))]
extern crate std;

#[cfg(feature = "aws")]
pub mod aws;
pub mod error;
pub mod flow;
pub mod host;
pub mod secret;
pub mod srp;
pub mod token;
pub mod user_pool;
pub mod wire;

#[cfg(target_arch = "wasm32")]
pub mod wasm;
