//! The boundary: what JavaScript calls. No logic, only conversions; the shapes
//! of the JSON texts are in `types.d.ts`.
//!
//! It is synchronous, so nothing is borrowed while JavaScript waits. Every
//! export that has touched a secret wipes the stack behind it.

mod allocator;
mod stack;

use alloc::string::String;
use alloc::vec::Vec;

use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::Error;
use crate::flow::sign_out;
use crate::host;

#[wasm_bindgen(raw_module = "../../js/error.js")]
extern "C" {
    /// The host's error class.
    pub type CognipressError;

    #[wasm_bindgen(constructor)]
    fn new(code: &str, message_key: &str, message: &str) -> CognipressError;
}

/// What to throw for an error, given the reply that it was read from.
fn thrown(error: Error, reply: &[u8]) -> CognipressError {
    CognipressError::new(
        error.code(),
        error.message_key(),
        &host::message(error, reply),
    )
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

/// One sign-in, from the ephemeral key to the tokens.
#[wasm_bindgen]
pub struct SignIn(host::SignIn);

#[wasm_bindgen]
impl SignIn {
    /// Parses the `Config` and makes the ephemeral key of 32 random bytes.
    #[wasm_bindgen(constructor)]
    pub fn new(config: &str, entropy: &[u8]) -> Result<SignIn, CognipressError> {
        let sign_in = stack::wiped(|| host::SignIn::new(config, entropy));
        sign_in.map(Self).map_err(|error| thrown(error, &[]))
    }

    /// The first `Step`. `password` is UTF-8.
    pub fn start(&mut self, username: &str, password: Vec<u8>) -> Result<String, CognipressError> {
        stack::wiped(|| self.0.start(username, password)).map_err(|error| thrown(error, &[]))
    }

    /// The `Step` that follows on a reply.
    pub fn receive(
        &mut self,
        status: u16,
        body: &[u8],
        now_ms: f64,
    ) -> Result<String, CognipressError> {
        #[expect(
            clippy::as_conversions,
            reason = "`as` rounds and saturates; there is no other way"
        )]
        let now_ms = now_ms as u64;
        stack::wiped(|| self.0.receive(status, body, now_ms)).map_err(|error| thrown(error, body))
    }

    /// The `Step` that follows on a `ChallengeAnswer`. `new_password` is UTF-8.
    pub fn answer(
        &mut self,
        answer: &str,
        new_password: Vec<u8>,
    ) -> Result<String, CognipressError> {
        stack::wiped(|| self.0.answer(answer, new_password)).map_err(|error| thrown(error, &[]))
    }
}

/// The `Request` that revokes a refresh token.
#[wasm_bindgen(js_name = revokeToken)]
pub fn revoke_token(config: &str, refresh_token: String) -> Result<String, CognipressError> {
    host::revoke_token(config, refresh_token).map_err(|error| thrown(error, &[]))
}

/// Throws what a reply without content says went wrong.
#[wasm_bindgen]
pub fn acknowledge(status: u16, body: &[u8]) -> Result<(), CognipressError> {
    sign_out::acknowledge(status, body).map_err(|error| thrown(error, body))
}
