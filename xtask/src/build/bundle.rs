//! TypeScript to scripts, by esbuild.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use serde_json::json;

use super::wasm;
use crate::process;
use crate::project::Project;

const TARGET: &str = "--target=es2022";

/// What is imported later is a file of its own.
const SPLIT: [&str; 4] = [
    "--minify",
    "--format=esm",
    "--splitting",
    "--chunk-names=[name]-[hash]",
];

/// What pages load: login.js or forms.js, the chunks they import later, trap.js to be printed inline, api.js
/// of pages that ask APIs, provider-buttons.js of a login page that has such, the wasm.
pub(super) fn plugin(project: &Project, folder: &Path) -> Result<()> {
    process::run(
        esbuild(project, folder)
            .args(SPLIT)
            .arg(format!("--metafile={}", metafile(project).display()))
            .args(["js/login.ts", "js/forms.ts"]),
    )?;
    process::run(
        esbuild(project, folder)
            .args(["--minify", "--format=iife"])
            .arg("js/trap.ts"),
    )?;
    // Pages without a form load it: it shares no file with the others.
    process::run(
        esbuild(project, folder)
            .args(["--minify", "--format=esm"])
            .arg("js/api.ts"),
    )?;
    // The login page without such buttons must not pay for them, not by a shared file either.
    process::run(
        esbuild(project, folder)
            .args(SPLIT)
            .arg("js/provider-buttons.ts"),
    )?;
    copy_wasm(project, folder, wasm::plugin_files())
}

/// What esbuild tells of the plugin's scripts: which of them imports which.
pub(crate) fn metafile(project: &Project) -> PathBuf {
    project.path("target/wasm/login.json")
}

/// The npm package's scripts and types. They stay readable: the sites that use them have a
/// bundler. All lie in one folder, so that the wasm is beside whichever of them asks for it.
pub(super) fn package(project: &Project, folder: &Path, entries: &[String]) -> Result<()> {
    let scripts = folder.join("dist");
    process::run(
        esbuild(project, &scripts)
            .args(["--format=esm", "--splitting", "--outbase=js"])
            .arg("--chunk-names=[name]-[hash]")
            .args(entries),
    )?;
    copy_wasm(project, &scripts, wasm::package_files())?;
    single_file(project, &scripts)?;

    let roots: Vec<_> = entries.iter().map(|entry| project.path(entry)).collect();
    let config = project.path("target/npm-types.json");
    fs::write(
        &config,
        json!({ "extends": "../xtask/npm/tsconfig.json", "files": roots }).to_string(),
    )?;
    process::run(
        project
            .npm_program("tsc")
            .arg("--project")
            .arg(config)
            .arg("--outDir")
            .arg(folder.join("types")),
    )?;
    let by_hand = folder.join("types/src/wasm");
    fs::create_dir_all(&by_hand)?;
    for types in ["types", "account", "session", "hosted", "aws"] {
        let types = format!("{types}.d.ts");
        fs::copy(project.path("src/wasm").join(&types), by_hand.join(types))?;
    }
    Ok(())
}

/// The package without a second request: the wasm is a `data:` address, and where that cannot run
/// the same program is there as JavaScript.
fn single_file(project: &Project, folder: &Path) -> Result<()> {
    process::run(
        esbuild(project, folder)
            .args(["--minify", "--format=iife", "--global-name=cognipress"])
            // In a module `var` makes nothing global.
            .arg("--footer:js=globalThis.cognipress=cognipress;")
            .arg("--loader:.wasm=dataurl")
            .arg("--alias:cognipress-scripts/sign-in-script.js=./target/wasm/full-script.js")
            // The address of wasm beside the script; here none is.
            .arg("--define:import.meta.url=null")
            .arg("js/single.ts"),
    )
    .map(drop)
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

fn copy_wasm(
    project: &Project,
    folder: &Path,
    files: impl Iterator<Item = &'static str>,
) -> Result<()> {
    for file in files {
        fs::copy(wasm::folder(project).join(file), folder.join(file))?;
    }
    Ok(())
}
