//! The kernel's files themselves, with both implementations.

#![allow(dead_code, reason = "nothing here uses all of it")]

#[path = "../../../src/srp/kernel/checks.rs"]
pub(crate) mod checks;
#[path = "../../../src/srp/kernel/constants.rs"]
pub(crate) mod constants;
#[path = "../../../src/srp/kernel/residue.rs"]
pub(crate) mod residue;
#[path = "../../../src/srp/kernel/scalar.rs"]
pub(crate) mod scalar;
#[path = "../../../src/srp/kernel/simd/mod.rs"]
pub(crate) mod simd;
