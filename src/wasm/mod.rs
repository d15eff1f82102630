//! The boundary: what JavaScript calls. No logic, only conversions; the shapes
//! of the JSON texts are in `types.d.ts`, and `js/core.ts` is the other side.
//!
//! An argument that is a text or bytes is a block that the host got from
//! [`allocate`] and filled; the call takes it over. Its result is handed to
//! [`output`] before the call returns. A flow is known to the host by its address.
//!
//! Every call is synchronous and wipes the stack behind it, where the compiler
//! keeps temporaries that no type owns.

// SAFETY of the whole file: the host passes addresses that it got from here, each
// block once and each flow until it frees it. `js/core.ts` is the only host.
#![allow(unsafe_code)]

mod allocator;
#[cfg(feature = "aws")]
mod aws;
#[cfg(feature = "full")]
mod full;
#[cfg(not(feature = "full"))]
pub(crate) mod json;
#[cfg(any(feature = "full", not(feature = "aws")))]
mod sign_in;
mod stack;
pub(crate) mod text;

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::mem::ManuallyDrop;
use core::ptr;

use crate::error::Error;
use crate::host;
#[cfg(any(feature = "aws", feature = "full"))]
use crate::wire::reply::Reply;

#[link(wasm_import_module = "host")]
unsafe extern "C" {
    /// Takes the text that is the result of the call which is running.
    fn output(start: *const u8, length: usize);
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

/// A block for an argument.
#[unsafe(no_mangle)]
extern "C" fn allocate(length: usize) -> *mut u8 {
    ManuallyDrop::new(Vec::with_capacity(length)).as_mut_ptr()
}

/// The argument in a block.
fn take(start: *mut u8, length: usize) -> Vec<u8> {
    // SAFETY: `allocate` gave the block out with this capacity, and the host filled it.
    unsafe { Vec::from_raw_parts(start, length, length) }
}

/// The argument in a block that holds a text.
fn take_text(start: *mut u8, length: usize) -> String {
    // SAFETY: the host's `TextEncoder` makes nothing but UTF-8.
    unsafe { String::from_utf8_unchecked(take(start, length)) }
}

#[cfg(any(feature = "aws", feature = "full"))]
fn reply(status: u16, now_ms: f64, date_ms: f64, body: &[u8]) -> Reply<'_> {
    Reply {
        status,
        body,
        date_ms: Some(whole(date_ms)).filter(|ms| *ms > 0),
        now_ms: whole(now_ms),
    }
}

/// Keeps what `work` makes until `free`; 0 where it makes an error.
fn make<T>(work: impl FnOnce() -> Result<T, Error>) -> *mut T {
    match stack::wiped(|| work().map(Box::new)) {
        Ok(flow) => Box::into_raw(flow),
        Err(error) => {
            answer(|| Err(error));
            ptr::null_mut()
        }
    }
}

fn free<T>(flow: *mut T) {
    // SAFETY: `make` gave the address out, and the host forgets it with this call.
    drop(unsafe { Box::from_raw(flow) });
}

/// Hands the host what `work` comes to, and leaves nothing of it on the stack.
fn answer(work: impl FnOnce() -> Result<String, Error>) {
    let result = stack::wiped(|| work().unwrap_or_else(|error| host::write_error(&error)));
    // SAFETY: the host reads the text during the call.
    unsafe { output(result.as_ptr(), result.len()) };
}

#[expect(
    clippy::as_conversions,
    reason = "`as` rounds and saturates; there is no other way"
)]
fn whole(number: f64) -> u64 {
    number as u64
}
