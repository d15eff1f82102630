//! Where things are, and the programs that run there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use rustix::fs::{CWD, RenameFlags, renameat_with};
use tempfile::TempDir;

use crate::process;

pub(crate) struct Project {
    root: PathBuf,
    /// Cargo's own, wherever the developer put it.
    cargo_target: PathBuf,
}

impl Project {
    pub(crate) fn locate() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .context("xtask has no parent folder")?
            .to_owned();
        let metadata = process::read(
            Command::new(cargo())
                .args(["metadata", "--format-version=1", "--no-deps", "--offline"])
                .current_dir(&root),
        )?;
        let metadata: serde_json::Value = serde_json::from_str(&metadata)?;
        let cargo_target = metadata
            .get("target_directory")
            .and_then(|directory| directory.as_str())
            .context("cargo metadata names no target_directory")?
            .into();
        Ok(Self { root, cargo_target })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join(relative)
    }

    pub(crate) fn cargo_target(&self) -> &Path {
        &self.cargo_target
    }

    /// What was downloaded or unpacked once; safe to delete.
    pub(crate) fn cache(&self, name: &str) -> PathBuf {
        self.root.join(".cache").join(name)
    }

    /// A command that runs in the root folder.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }

    pub(crate) fn cargo(&self) -> Command {
        self.command(cargo())
    }

    /// A program that an npm package brought.
    pub(crate) fn npm_program(&self, name: &str) -> Command {
        self.command(self.root.join("node_modules/.bin").join(name))
    }

    /// Python with the packages of `requirements.txt`.
    pub(crate) fn python(&self) -> Command {
        self.command(self.python_program("python"))
    }

    /// A program that a Python package brought.
    pub(crate) fn python_program(&self, name: &str) -> PathBuf {
        self.cache("venv").join("bin").join(name)
    }
}

/// A folder for one run; it goes with its guard.
pub(crate) fn scratch_folder() -> Result<TempDir> {
    tempfile::Builder::new()
        .prefix("cognipress-")
        .tempdir()
        .context("cannot make a temporary folder")
}

/// Makes `target` whole or not at all: `fill` gets a fresh folder beside it,
/// which takes the name once it is complete.
pub(crate) fn replace_folder(target: &Path, fill: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    let parent = target
        .parent()
        .context("the file system's root cannot be replaced")?;
    fs::create_dir_all(parent)?;
    let scratch = tempfile::Builder::new()
        .prefix(".new-")
        .tempdir_in(parent)?;
    let filled = scratch.path().join("filled");
    fs::create_dir(&filled)?;
    fill(&filled)?;
    // Exchanged, so that there is no moment without it: a site may be serving from it.
    let flags = if target.exists() {
        RenameFlags::EXCHANGE
    } else {
        RenameFlags::empty()
    };
    renameat_with(CWD, &filled, CWD, target, flags)
        .with_context(|| format!("cannot put {} in place", target.display()))
}

fn cargo() -> std::ffi::OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}
