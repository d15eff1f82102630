//! What the AWS program exports.

use super::{answer, free, make, reply, take, take_text, whole};
use crate::aws::identity::IdentityPool;
use crate::host::aws;

/// An identity pool for an `AwsConfig`; 0 where there is an error.
#[unsafe(no_mangle)]
extern "C" fn identity_new(config: *mut u8, config_length: usize) -> *mut IdentityPool {
    let config = take(config, config_length);
    make(|| aws::identity_pool(&config))
}

/// The first `IdentityStep`, for an ID token or an empty text.
#[unsafe(no_mangle)]
extern "C" fn identity_begin(
    flow: &mut IdentityPool,
    now_ms: f64,
    id_token: *mut u8,
    id_token_length: usize,
) {
    let id_token = take_text(id_token, id_token_length);
    answer(|| aws::begin(flow, &id_token, whole(now_ms)));
}

/// The `IdentityStep` that follows on a reply, or on none: then the status is 0. `date_ms` is 0
/// where the reply does not tell it; `random` are 16 bits.
#[unsafe(no_mangle)]
extern "C" fn identity_receive(
    flow: &mut IdentityPool,
    status: u16,
    now_ms: f64,
    date_ms: f64,
    random: u16,
    body: *mut u8,
    body_length: usize,
) {
    let body = take(body, body_length);
    let reply = reply(status, now_ms, date_ms, &body);
    answer(|| Ok(aws::receive(flow, reply, random)));
}

/// Whether a request that a service refused may be signed once more.
#[unsafe(no_mangle)]
extern "C" fn identity_refused(
    flow: &mut IdentityPool,
    status: u16,
    now_ms: f64,
    date_ms: f64,
    body: *mut u8,
    body_length: usize,
) -> bool {
    let body = take(body, body_length);
    flow.refused(reply(status, now_ms, date_ms, &body))
}

/// The `SignedRequest` for an `UnsignedRequest` and its body.
#[unsafe(no_mangle)]
extern "C" fn identity_sign(
    flow: &IdentityPool,
    now_ms: f64,
    request: *mut u8,
    request_length: usize,
    body: *mut u8,
    body_length: usize,
) {
    let (request, body) = (take(request, request_length), take(body, body_length));
    answer(|| aws::sign(flow, &request, &body, whole(now_ms)));
}

/// The `SignedRequest` for a `RequestToPresign`.
#[unsafe(no_mangle)]
extern "C" fn identity_presign(
    flow: &IdentityPool,
    now_ms: f64,
    request: *mut u8,
    request_length: usize,
) {
    let request = take(request, request_length);
    answer(|| aws::presign(flow, &request, whole(now_ms)));
}

#[unsafe(no_mangle)]
extern "C" fn identity_free(flow: *mut IdentityPool) {
    free(flow);
}
