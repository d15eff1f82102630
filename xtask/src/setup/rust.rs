//! The targets of the Rust toolchain in use.

use std::path::Path;
use std::process::Command;
use std::sync::Mutex;

use anyhow::{Context, Result};

use super::one_at_a_time;
use crate::process;
use crate::report::step;

pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";
/// Has no `std`.
pub(crate) const BARE_TARGET: &str = "x86_64-unknown-none";
static LOCK: Mutex<()> = Mutex::new(());

pub(crate) fn ensure_target(target: &str) -> Result<()> {
    let _lock = one_at_a_time(&LOCK);
    let sysroot = process::read(Command::new("rustc").args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim_end())
        .join("lib/rustlib")
        .join(target)
        .exists()
    {
        return Ok(());
    }
    step(&format!("rustup: target {target}"), || {
        process::run(Command::new("rustup").args(["target", "add", target]))
            .map(drop)
            .with_context(|| {
                format!("without rustup, please install Rust's standard library for {target}")
            })
    })
}
