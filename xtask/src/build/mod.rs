//! `cargo xtask build`: target/wasm, pkg and the plugin's assets.

mod bundle;
mod languages;
pub(crate) mod licences;
mod package;
mod panic_text;
mod script;
mod wasm;

use std::sync::{Mutex, PoisonError};

use anyhow::Result;

use crate::project::{Project, replace_folder};
use crate::report::step;
use crate::setup::{npm, rust};
use crate::size;
use package::Manifest;

pub(crate) use bundle::metafile;
pub(crate) use package::{entries, repository, version};

/// Fails when a file is over its budget. Once in a process: suites run side by side, and each
/// needs it.
pub(crate) fn run(project: &Project) -> Result<()> {
    static DONE: Mutex<bool> = Mutex::new(false);
    let mut done = DONE.lock().unwrap_or_else(PoisonError::into_inner);
    if !*done {
        compile(project)?;
        size::check_budget(project)?;
        *done = true;
    }
    Ok(())
}

/// The same, however large it gets.
pub(crate) fn compile(project: &Project) -> Result<()> {
    rust::ensure_target(rust::WASM_TARGET)?;
    npm::ensure_packages(project)?;
    step("build: wasm", || wasm::build(project))?;
    step("build: scripts of the plugin", || {
        let folder = project.path("wordpress/cognipress/assets/build");
        replace_folder(&folder, |folder| bundle::plugin(project, folder))
    })?;
    step("build: languages of the plugin", || {
        languages::plugin(project)
    })?;
    step("build: npm package", || {
        replace_folder(&project.path("pkg"), |folder| {
            let manifest = Manifest::read(project)?;
            bundle::package(project, folder, &manifest.entries()?)?;
            languages::package(project, &folder.join("dist"))?;
            manifest.write(project, folder)
        })
    })
}
