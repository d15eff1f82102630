//! What the two programs export that sign in.

use super::{answer, free, make, take, take_text, whole};
use crate::host::SignIn;
#[cfg(not(any(feature = "bigint", feature = "full")))]
use crate::srp::kernel;

/// A sign-in for a `Config` and 32 random bytes; 0 where there is an error.
#[unsafe(no_mangle)]
extern "C" fn sign_in_new(
    config: *mut u8,
    config_length: usize,
    entropy: *mut u8,
    entropy_length: usize,
) -> *mut SignIn {
    let (config, entropy) = (take(config, config_length), take(entropy, entropy_length));
    make(|| SignIn::new(&config, &entropy))
}

/// The first `Step`.
#[unsafe(no_mangle)]
extern "C" fn sign_in_start(
    flow: &mut SignIn,
    username: *mut u8,
    username_length: usize,
    password: *mut u8,
    password_length: usize,
) {
    let username = take_text(username, username_length);
    let password = take_text(password, password_length);
    answer(|| flow.start(&username, password));
}

/// The `Step` that follows on a reply.
#[unsafe(no_mangle)]
extern "C" fn sign_in_receive(
    flow: &mut SignIn,
    status: u16,
    now_ms: f64,
    body: *mut u8,
    body_length: usize,
) {
    let body = take(body, body_length);
    answer(|| flow.receive(status, &body, whole(now_ms)));
}

/// The first `Step` of another attempt, given 32 random bytes.
#[unsafe(no_mangle)]
extern "C" fn sign_in_resend(flow: &mut SignIn, entropy: *mut u8, entropy_length: usize) {
    let entropy = take(entropy, entropy_length);
    answer(|| flow.resend(&entropy));
}

#[unsafe(no_mangle)]
extern "C" fn sign_in_free(flow: *mut SignIn) {
    free(flow);
}

/// Computes ahead what all sign-ins share. Nothing of it is secret.
#[cfg(not(any(feature = "bigint", feature = "full")))]
#[unsafe(no_mangle)]
extern "C" fn derive() {
    kernel::derive();
}
