//! What the person at the terminal sees. Progress goes to standard error, so
//! that a command's result on standard output stays clean.

use std::time::Instant;

use anyhow::{Context, Result};

/// Runs one named step and says how long it took.
pub(crate) fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("  … {name}");
    let started = Instant::now();
    let result = work().with_context(|| format!("step failed: {name}"))?;
    eprintln!("  ✓ {name} ({:.1} s)", started.elapsed().as_secs_f32());
    Ok(result)
}
