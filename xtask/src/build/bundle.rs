//! TypeScript to scripts, by esbuild.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::wasm;
use crate::process;
use crate::project::Project;

const TARGET: &str = "--target=es2022";

/// What wp-login.php loads: login.js, the chunks it imports later, trap.js to be printed inline, the wasm.
pub(super) fn plugin(project: &Project, folder: &Path) -> Result<()> {
    process::run(
        esbuild(project, folder)
            .args([
                "--minify",
                "--format=esm",
                "--splitting",
                "--chunk-names=[name]-[hash]",
            ])
            .arg(format!("--metafile={}", metafile(project).display()))
            .arg("js/login.ts"),
    )?;
    process::run(
        esbuild(project, folder)
            .args(["--minify", "--format=iife"])
            .arg("js/trap.ts"),
    )?;
    copy_wasm(project, folder)
}

/// What esbuild tells of the plugin's scripts: which of them imports which.
pub(crate) fn metafile(project: &Project) -> PathBuf {
    project.path("target/wasm/login.json")
}

/// The npm package's scripts. They stay readable: the sites that use them have a bundler.
pub(super) fn package(project: &Project, folder: &Path) -> Result<()> {
    process::run(
        esbuild(project, folder)
            .args([
                "--format=esm",
                "--splitting",
                "--chunk-names=chunks/[name]-[hash]",
            ])
            .args(["js/index.ts", "js/wordpress.ts"]),
    )?;
    process::run(
        project
            .npm_program("tsc")
            .args(["--project", "xtask/npm/tsconfig.json", "--outDir"])
            .arg(folder.join("types")),
    )?;
    fs::create_dir_all(folder.join("types/src/wasm"))?;
    for types in ["src/wasm/types.d.ts", "src/wasm/account.d.ts"] {
        fs::copy(project.path(types), folder.join("types").join(types))?;
    }
    copy_wasm(project, folder)
}

fn esbuild(project: &Project, folder: &Path) -> Command {
    let mut command = project.npm_program("esbuild");
    command
        .args([
            "--bundle",
            "--log-level=warning",
            "--legal-comments=none",
            TARGET,
        ])
        .arg("--alias:cognipress-errors=./target/wasm/errors.ts")
        .arg(format!("--outdir={}", folder.display()));
    command
}

fn copy_wasm(project: &Project, folder: &Path) -> Result<()> {
    for file in wasm::files() {
        fs::copy(wasm::folder(project).join(file), folder.join(file))?;
    }
    Ok(())
}
