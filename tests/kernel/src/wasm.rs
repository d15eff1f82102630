//! What `kernel.test.ts` calls: checks that trap when they fail, and operations on secrets in a
//! buffer, to be traced.

#![allow(
    unsafe_code,
    reason = "an export without a mangled name counts as such"
)]

use std::cell::RefCell;

use crate::kernel::checks;
use crate::kernel::constants::BYTES;
use crate::kernel::residue::Residue;
use crate::leaky;

#[cfg(not(target_feature = "simd128"))]
use crate::kernel::scalar::Limbs as Implementation;
#[cfg(target_feature = "simd128")]
use crate::kernel::simd::Digits as Implementation;

type Value = Residue<Implementation>;

#[unsafe(no_mangle)]
extern "C" fn holds_at_edges() {
    checks::holds_at_edges::<Implementation>();
}

#[unsafe(no_mangle)]
extern "C" fn holds_at_random(seed: u32, products: usize, powers: usize) {
    checks::holds_at_random::<Implementation>(u64::from(seed), products, powers);
}

/// What a host writes before it calls one of the operations below.
#[repr(C)]
struct Secrets {
    number: [u8; BYTES],
    /// As long as a, b or x.
    key: [u8; 32],
    /// As long as the exponent of S, a + u·x.
    exponent: [u8; 64],
}

thread_local! {
    static SECRETS: RefCell<Secrets> = const {
        RefCell::new(Secrets { number: [0; BYTES], key: [0; 32], exponent: [0; 64] })
    };
}

#[unsafe(no_mangle)]
extern "C" fn secrets() -> *mut Secrets {
    SECRETS.with(RefCell::as_ptr)
}

/// The number becomes what `compute` makes of the secrets.
fn replace(compute: impl Fn(&Secrets) -> Value) {
    SECRETS.with_borrow_mut(|secrets| secrets.number = compute(secrets).to_be_bytes());
}

#[unsafe(no_mangle)]
extern "C" fn generator_pow() {
    replace(|secrets| Value::generator_pow(&secrets.key));
}

#[unsafe(no_mangle)]
extern "C" fn pow() {
    replace(|secrets| Value::from_be_bytes(&secrets.number).pow(&secrets.exponent));
}

#[unsafe(no_mangle)]
extern "C" fn mul_and_sub() {
    replace(|secrets| {
        let value = Value::from_be_bytes(&secrets.number);
        value.mul(&value).sub(&value)
    });
}

#[unsafe(no_mangle)]
extern "C" fn leak_by_branches() {
    replace(|secrets| leaky::pow_by_branches(&Value::from_be_bytes(&secrets.number), &secrets.key));
}

#[unsafe(no_mangle)]
extern "C" fn leak_by_addresses() {
    replace(|secrets| {
        leaky::pow_by_addresses(&Value::from_be_bytes(&secrets.number), &secrets.key)
    });
}
