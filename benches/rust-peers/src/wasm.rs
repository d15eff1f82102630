//! What JavaScript calls. The numbers lie in one buffer, in the order B, a, x, u; A or S takes
//! the place of B.

#![allow(unsafe_code, reason = "an export needs its name")]

use std::cell::RefCell;

use crate::{crypto, num};

const LENGTHS: [usize; 4] = [384, 32, 32, 32];

thread_local! {
    static BUFFER: RefCell<[u8; 480]> = const { RefCell::new([0; 480]) };
}

#[unsafe(no_mangle)]
extern "C" fn buffer() -> *mut u8 {
    BUFFER.with(|buffer| buffer.as_ptr().cast())
}

#[unsafe(no_mangle)]
extern "C" fn num_bigint_a() {
    replace(|[_, a, ..]| num::a(a));
}

#[unsafe(no_mangle)]
extern "C" fn num_bigint_s() {
    replace(|[b, a, x, u]| num::s(b, a, x, u));
}

#[unsafe(no_mangle)]
extern "C" fn crypto_bigint_a() {
    replace(|[_, a, ..]| crypto::a(a));
}

#[unsafe(no_mangle)]
extern "C" fn crypto_bigint_s() {
    replace(|[b, a, x, u]| crypto::s(b, a, x, u));
}

fn replace(compute: fn([&[u8]; 4]) -> Vec<u8>) {
    BUFFER.with_borrow_mut(|buffer| {
        let mut rest = buffer.as_slice();
        let numbers = LENGTHS.map(|length| rest.split_off(..length).unwrap_or_default());
        let result = compute(numbers);
        let padding = 384usize.saturating_sub(result.len());
        let digits = std::iter::repeat_n(0, padding).chain(result);
        for (to, from) in buffer.iter_mut().zip(digits) {
            *to = from;
        }
    });
}
