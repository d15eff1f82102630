//! `cargo xtask build`: target/wasm, pkg and the plugin's assets.

mod bundle;
mod package;
mod wasm;

use anyhow::Result;

use crate::project::Project;
use crate::report::step;
use crate::setup::{npm, rust};

pub(crate) use package::version;

pub(crate) fn run(project: &Project) -> Result<()> {
    rust::ensure_wasm_target()?;
    npm::ensure_packages(project)?;
    step("build: wasm", || wasm::build(project))?;
    step("build: scripts of the plugin", || bundle::plugin(project))?;
    step("build: npm package", || {
        bundle::package(project)?;
        package::describe(project)
    })
}
