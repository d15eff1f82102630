//! `bench srp`: the arithmetic of one sign-in, in every engine.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::line::Line;
use super::{drive, driver};
use crate::browser::Browser;
use crate::facts;
use crate::process;
use crate::project::Project;
use crate::report::step;
use crate::setup::rust::WASM_TARGET;
use crate::setup::system;

const BROWSERS: [(&str, Browser); 3] = [
    ("chromium", Browser::Chromium),
    ("firefox", Browser::Firefox),
    ("webkit", Browser::WebKitGtk),
];

pub(super) fn measure(project: &Project) -> Result<Vec<Line>> {
    let folder = page(project)?;
    let floor = floor(project)?;
    let measure = |engine: &str, browser: Option<&crate::browser::WebDriver>| {
        let mut driver = driver(project, "srp.ts");
        driver.arg(engine).arg(&folder).arg(&floor);
        if let Some(browser) = browser {
            facts::tell_browser(&mut driver, browser);
        }
        drive(&format!("bench: srp in {engine}"), &mut driver)
    };
    let mut lines = measure("node", None)?;
    for (engine, browser) in BROWSERS {
        let scratch = tempfile::tempdir()?;
        let webdriver = browser.start(project, scratch.path())?;
        lines.extend(measure(engine, Some(&webdriver))?);
    }
    Ok(lines)
}

/// Everything the measuring page loads, in one folder; www/bench offers it to visitors.
fn page(project: &Project) -> Result<PathBuf> {
    let folder = project.path("www/bench/build");
    step("bench: page", || {
        fs::create_dir_all(&folder)?;
        process::run(
            project
                .npm_program("esbuild")
                .args(["--bundle", "--minify", "--format=esm", "--target=es2022"])
                .args(["--log-level=warning", "--external:node:fs/promises"])
                .arg("--external:cognipress-scripts/full-script.js")
                .arg("--define:global=globalThis")
                .arg("--alias:@amplify-srp=./node_modules/@aws-amplify/auth/dist/esm/providers/cognito/utils/srp")
                .arg(format!("--outdir={}", folder.display()))
                .args(["--alias:cognipress-errors=./target/wasm/errors.ts", "main=benches/srp/main.ts"]),
        )?;
        for file in ["cognipress.wasm", "cognipress-simd.wasm"] {
            fs::copy(project.path("target/wasm").join(file), folder.join(file))?;
        }
        fs::copy(
            project.path("benches/srp/page.html"),
            folder.join("page.html"),
        )?;
        rust_peers(project, &folder)
    })?;
    Ok(folder)
}

/// num-bigint and crypto-bigint as wasm, optimised for speed.
fn rust_peers(project: &Project, folder: &Path) -> Result<()> {
    process::run(project.cargo().args([
        "build",
        "--package",
        "rust-peers",
        "--release",
        "--target",
        WASM_TARGET,
    ]))?;
    let compiled = project
        .cargo_target()
        .join(WASM_TARGET)
        .join("release/rust_peers.wasm");
    fs::copy(compiled, folder.join("rust_peers.wasm"))?;
    Ok(())
}

/// The native program of OpenSSL and GMP.
fn floor(project: &Project) -> Result<PathBuf> {
    system::ensure(&[&system::NATIVE_BIGNUMS])?;
    let program = project.cargo_target().join("floor");
    process::run(
        project
            .command("cc")
            .args(["-O2", "-Wall", "-Wextra", "benches/native/floor.c", "-o"])
            .arg(&program)
            .args(["-lcrypto", "-lgmp"]),
    )?;
    Ok(program)
}
