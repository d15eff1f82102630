//! WordPress Playground's PHP: old and new versions as wasm, in an npm package.

use std::path::PathBuf;

use anyhow::Result;

use crate::process;
use crate::project::{Project, replace_folder};
use crate::report::step;

const PACKAGE: &str = "@wp-playground/cli@3.1.56";

/// The program `wp-playground-cli`, which Node runs.
pub(crate) fn ensure(project: &Project) -> Result<PathBuf> {
    let folder = project.cache("playground");
    if !folder.exists() {
        step("npm: PHP as wasm", || {
            replace_folder(&folder, |folder| {
                process::run(
                    project
                        .command("npm")
                        .args(["install", "--no-audit", "--no-fund", "--ignore-scripts"])
                        .arg("--prefix")
                        .arg(folder)
                        .arg(PACKAGE),
                )?;
                Ok(())
            })
        })?;
    }
    Ok(folder.join("node_modules/.bin/wp-playground-cli"))
}
