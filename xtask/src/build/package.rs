//! What npm and people want to know about the package.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::project::Project;

/// The project's version; Cargo.toml is the one place where it stands.
pub(crate) fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

pub(super) fn describe(project: &Project, folder: &Path) -> Result<()> {
    let template = fs::read(project.path("xtask/npm/package.json"))?;
    let mut package: Value = serde_json::from_slice(&template)?;
    package
        .as_object_mut()
        .context("xtask/npm/package.json is not an object")?
        .insert("version".to_owned(), version().into());
    fs::write(folder.join("package.json"), format!("{package:#}\n"))?;
    for file in ["README.md", "LICENSE", "CHANGELOG.md"] {
        fs::copy(project.path(file), folder.join(file))
            .with_context(|| format!("cannot copy {file}"))?;
    }
    Ok(())
}
