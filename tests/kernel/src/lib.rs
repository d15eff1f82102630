//! The kernel's implementations behind a few entry points: of wasm for `kernel.test.ts`, and of
//! Rust for the timing test and the fuzz target.

#![allow(
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "as in the kernel; and these are tests"
)]

#[cfg(not(target_arch = "wasm32"))]
pub mod fuzz;
mod kernel;
mod leaky;
#[cfg(not(target_arch = "wasm32"))]
pub mod timing;
#[cfg(target_arch = "wasm32")]
mod wasm;
