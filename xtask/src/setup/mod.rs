//! Installs what the commands need and is not there yet. Everything is
//! idempotent, and quiet when there is nothing to do.

pub(crate) mod nginx;
pub(crate) mod npm;
pub(crate) mod playground;
pub(crate) mod python;
pub(crate) mod rust;
pub(crate) mod sqlite;
pub(crate) mod system;
pub(crate) mod wordpress;

use std::panic::resume_unwind;
use std::path::Path;
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use anyhow::Result;

use crate::process;

/// Does all tasks at once; fails with the first one's error when all have ended.
pub(crate) fn side_by_side(tasks: &[&(dyn Fn() -> Result<()> + Sync)]) -> Result<()> {
    thread::scope(|scope| {
        let running: Vec<_> = tasks.iter().map(|task| scope.spawn(task)).collect();
        let results: Vec<_> = running.into_iter().map(|task| task.join()).collect();
        results
            .into_iter()
            .try_for_each(|result| result.unwrap_or_else(|panic| resume_unwind(panic)))
    })
}

/// Who needs the same at the same time waits until the first one has it.
fn one_at_a_time(lock: &Mutex<()>) -> MutexGuard<'_, ()> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

fn is_installed(program: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| {
        std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
    })
}

/// Fetches a file; fails soon where there is no way to the host.
fn download(url: &str, target: &Path) -> Result<()> {
    process::run(
        Command::new("curl")
            .args(["--fail", "--silent", "--show-error", "--location"])
            .args(["--connect-timeout", "5", "--max-time", "300", "--output"])
            .arg(target)
            .arg(url),
    )?;
    Ok(())
}
