//! Installs what the commands need and is not there yet. Everything is
//! idempotent, and quiet when there is nothing to do.

pub(crate) mod npm;
pub(crate) mod python;
pub(crate) mod rust;
pub(crate) mod sqlite;
pub(crate) mod system;
pub(crate) mod wordpress;

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;

/// Makes `target` whole or not at all: `fill` gets a fresh folder beside it,
/// which takes the name once it is complete.
fn unpack_into(target: &Path, fill: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    let parent = target.parent().context("a cache entry has no parent")?;
    fs::create_dir_all(parent)?;
    let scratch = tempfile::Builder::new()
        .prefix(".new-")
        .tempdir_in(parent)?;
    let filled = scratch.path().join("filled");
    fs::create_dir(&filled)?;
    fill(&filled)?;
    if target.exists() {
        fs::remove_dir_all(target)?;
    }
    fs::rename(&filled, target).with_context(|| format!("cannot put {} in place", target.display()))
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
