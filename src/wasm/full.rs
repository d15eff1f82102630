//! What the full program exports besides a sign-in.

use alloc::string::String;

use super::{answer, free, make, reply, take, take_text, whole};
use crate::flow::sign_out;
use crate::host::{self, Dialogue, Refresh, account, hosted};
use crate::token::check;

/// A dialogue for a `Config`; 0 where there is an error.
#[unsafe(no_mangle)]
extern "C" fn dialogue_new(config: *mut u8, config_length: usize) -> *mut Dialogue {
    let config = take(config, config_length);
    make(|| Dialogue::new(&config))
}

/// The first `Step`, for a `Start` and 32 random bytes.
#[unsafe(no_mangle)]
extern "C" fn dialogue_start(
    flow: &mut Dialogue,
    start: *mut u8,
    start_length: usize,
    entropy: *mut u8,
    entropy_length: usize,
) {
    let (start, entropy) = (take(start, start_length), take(entropy, entropy_length));
    answer(|| flow.start(&start, &entropy));
}

/// The first `Step`, for a `DialogueContext`, a standing challenge and 32 random bytes.
#[unsafe(no_mangle)]
extern "C" fn dialogue_resume(
    flow: &mut Dialogue,
    now_ms: f64,
    context: *mut u8,
    context_length: usize,
    standing: *mut u8,
    standing_length: usize,
    entropy: *mut u8,
    entropy_length: usize,
) {
    let (context, standing) = (
        take(context, context_length),
        take(standing, standing_length),
    );
    let entropy = take(entropy, entropy_length);
    answer(|| flow.resume(&context, &standing, whole(now_ms), &entropy));
}

/// The `Step` that follows on a reply, given 32 random bytes.
#[unsafe(no_mangle)]
extern "C" fn dialogue_receive(
    flow: &mut Dialogue,
    status: u16,
    now_ms: f64,
    body: *mut u8,
    body_length: usize,
    entropy: *mut u8,
    entropy_length: usize,
) {
    let (body, entropy) = (take(body, body_length), take(entropy, entropy_length));
    answer(|| flow.receive(status, &body, whole(now_ms), &entropy));
}

/// The `Step` that follows on a `ChallengeAnswer`, given 32 random bytes.
#[unsafe(no_mangle)]
extern "C" fn dialogue_answer(
    flow: &mut Dialogue,
    now_ms: f64,
    given: *mut u8,
    given_length: usize,
    entropy: *mut u8,
    entropy_length: usize,
) {
    let (given, entropy) = (take(given, given_length), take(entropy, entropy_length));
    answer(|| flow.answer(&given, whole(now_ms), &entropy));
}

/// The first `Step` of another attempt, given 32 random bytes.
#[unsafe(no_mangle)]
extern "C" fn dialogue_resend(flow: &mut Dialogue, entropy: *mut u8, entropy_length: usize) {
    let entropy = take(entropy, entropy_length);
    answer(|| flow.resend(&entropy));
}

/// Whether a challenge waits for an answer, be it after a wrong one.
#[unsafe(no_mangle)]
extern "C" fn dialogue_is_open(flow: &Dialogue) -> bool {
    flow.is_open()
}

#[unsafe(no_mangle)]
extern "C" fn dialogue_free(flow: *mut Dialogue) {
    free(flow);
}

/// A refresh for a `Config` and `KeptTokens`; 0 where there is an error.
#[unsafe(no_mangle)]
extern "C" fn refresh_new(
    config: *mut u8,
    config_length: usize,
    tokens: *mut u8,
    tokens_length: usize,
) -> *mut Refresh {
    let (config, tokens) = (take(config, config_length), take(tokens, tokens_length));
    make(|| Refresh::new(&config, &tokens))
}

/// The first `RefreshStep`.
#[unsafe(no_mangle)]
extern "C" fn refresh_start(flow: &Refresh) {
    answer(|| Ok(flow.start()));
}

/// The `RefreshStep` that follows on a reply, or on none: then the status is 0. `date_ms` is 0
/// where the reply does not tell it; `random` are 16 bits.
#[unsafe(no_mangle)]
extern "C" fn refresh_receive(
    flow: &mut Refresh,
    status: u16,
    now_ms: f64,
    date_ms: f64,
    random: u16,
    body: *mut u8,
    body_length: usize,
) {
    let body = take(body, body_length);
    answer(|| Ok(flow.receive(reply(status, now_ms, date_ms, &body), random)));
}

#[unsafe(no_mangle)]
extern "C" fn refresh_free(flow: *mut Refresh) {
    free(flow);
}

/// The `Freshness` of a `TokenSet`.
#[unsafe(no_mangle)]
extern "C" fn token_freshness(expires_at_ms: f64, tokens: *mut u8, tokens_length: usize) {
    let tokens = take(tokens, tokens_length);
    answer(|| host::freshness(&tokens, whole(expires_at_ms)));
}

/// The `Authorize` that begins a hosted sign-in, given 96 random bytes.
#[unsafe(no_mangle)]
extern "C" fn hosted_authorize(
    config: *mut u8,
    config_length: usize,
    domain: *mut u8,
    domain_length: usize,
    redirect_uri: *mut u8,
    redirect_uri_length: usize,
    entropy: *mut u8,
    entropy_length: usize,
) {
    let (config, domain) = (
        take(config, config_length),
        take_text(domain, domain_length),
    );
    let redirect_uri = take_text(redirect_uri, redirect_uri_length);
    let entropy = take(entropy, entropy_length);
    answer(|| hosted::authorize(&config, &domain, redirect_uri, &entropy));
}

/// The `Exchange` that follows on the parameters of a callback, for the `Pending` sign-in.
#[unsafe(no_mangle)]
extern "C" fn hosted_exchange(
    config: *mut u8,
    config_length: usize,
    pending: *mut u8,
    pending_length: usize,
    callback: *mut u8,
    callback_length: usize,
) {
    let (config, pending) = (take(config, config_length), take(pending, pending_length));
    let callback = take(callback, callback_length);
    answer(|| hosted::exchange(&config, &pending, &callback));
}

/// The `Exchanged` that the reply to an `Exchange` makes, or none: then the status is 0. `random`
/// are 16 bits.
#[unsafe(no_mangle)]
extern "C" fn hosted_receive(
    status: u16,
    now_ms: f64,
    retries: u32,
    random: u16,
    config: *mut u8,
    config_length: usize,
    pending: *mut u8,
    pending_length: usize,
    body: *mut u8,
    body_length: usize,
) {
    let (config, pending) = (take(config, config_length), take(pending, pending_length));
    let body = take(body, body_length);
    let reply = (status, &*body);
    answer(|| hosted::receive(&config, &pending, reply, whole(now_ms), retries, random));
}

/// The `Checked` of a token, for an `Expectation`.
#[unsafe(no_mangle)]
extern "C" fn token_check(
    now_ms: f64,
    config: *mut u8,
    config_length: usize,
    expectation: *mut u8,
    expectation_length: usize,
    token: *mut u8,
    token_length: usize,
) {
    let (config, expectation) = (
        take(config, config_length),
        take(expectation, expectation_length),
    );
    let token = take_text(token, token_length);
    answer(|| hosted::check(&config, &expectation, &token, whole(now_ms)));
}

/// The `SelectedKey` of a key set.
#[unsafe(no_mangle)]
extern "C" fn token_key(key_set: *mut u8, key_set_length: usize, kid: *mut u8, kid_length: usize) {
    let (key_set, kid) = (take(key_set, key_set_length), take_text(kid, kid_length));
    answer(|| check::select_key(&key_set, &kid));
}

/// The `Request` that revokes a refresh token.
#[unsafe(no_mangle)]
extern "C" fn revoke_token(
    config: *mut u8,
    config_length: usize,
    token: *mut u8,
    token_length: usize,
) {
    let (config, token) = (take(config, config_length), take(token, token_length));
    answer(|| host::revoke_token(&config, token));
}

/// Whether a reply without content says yes: an error, or nothing.
#[unsafe(no_mangle)]
extern "C" fn acknowledge(status: u16, body: *mut u8, body_length: usize) {
    let body = take(body, body_length);
    answer(|| sign_out::acknowledge(status, &body).map(|()| String::from("{}")));
}

/// The `Step` that sends an `AccountCommand`, for a `Config`.
#[unsafe(no_mangle)]
extern "C" fn account_request(
    config: *mut u8,
    config_length: usize,
    command: *mut u8,
    command_length: usize,
) {
    let (config, command) = (take(config, config_length), take(command, command_length));
    answer(|| account::request(&config, &command));
}

/// The `AccountOutcome` of the reply to an operation.
#[unsafe(no_mangle)]
extern "C" fn account_outcome(
    operation: *mut u8,
    operation_length: usize,
    status: u16,
    body: *mut u8,
    body_length: usize,
) {
    let (operation, body) = (take(operation, operation_length), take(body, body_length));
    answer(|| account::outcome(&operation, status, &body));
}

/// What a `LocalCommand` makes.
#[unsafe(no_mangle)]
extern "C" fn account_make(command: *mut u8, command_length: usize) {
    let command = take(command, command_length);
    answer(|| account::make(&command));
}
