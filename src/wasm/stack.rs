//! Wiping the shadow stack, where the compiler keeps temporaries that no type owns.

use core::hint::black_box;

/// More than the deepest call uses; `tests/memory` scans what is left.
const DEPTH: usize = 64 * 1024;

/// Runs `secret_work` and wipes the stack that it used.
pub(super) fn wiped<T>(secret_work: impl FnOnce() -> T) -> T {
    let result = below(secret_work);
    wipe();
    result
}

/// Keeps `work`'s frame below the caller's, where `wipe` reaches it.
#[inline(never)]
fn below<T>(work: impl FnOnce() -> T) -> T {
    work()
}

#[inline(never)]
fn wipe() {
    let frame = [0u8; DEPTH];
    black_box(&frame);
}
