//! The programs as JavaScript, for where wasm cannot run: by binaryen's wasm2js.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::wasm::{Build, FEATURES, folder};
use crate::process;
use crate::project::Project;

struct Script {
    wasm: Build,
    /// Its name in target/wasm, without what follows the dot.
    name: &'static str,
}

const SCRIPTS: [Script; 3] = [
    Script {
        wasm: Build::new("sign-in-script.wasm", "bigint"),
        name: "sign-in-script",
    },
    Script {
        wasm: Build::new("full-script.wasm", "full,bigint"),
        name: "full-script",
    },
    Script {
        wasm: Build::new("aws-script.wasm", "aws"),
        name: "aws-script",
    },
];

/// What wasm2js does not know.
const LOWERING: &[&str] = &["--signext-lowering", "--llvm-nontrapping-fptoint-lowering"];

/// wasm2js makes this function, then calls it for exports that do not change.
const PROGRAM: &str = "function asmFunc(";
const CALL: &str = "var retasmFunc = ";

const TYPES: &str = "\
/** Makes an instance: takes the imports of the wasm, and returns its exports. */
export default function program(imports: WebAssembly.Imports): WebAssembly.Exports;
";

pub(super) fn build(project: &Project) -> Result<()> {
    for Script { wasm, name } in &SCRIPTS {
        let target = folder(project).join(name).with_extension("js");
        let compiled = wasm.compile(project)?;
        if wasm.optimise(project, &compiled, LOWERING)? || !target.exists() {
            translate(project, &target)?;
        }
    }
    Ok(())
}

fn translate(project: &Project, target: &Path) -> Result<()> {
    process::run(
        project
            .npm_program("wasm2js")
            .args(FEATURES)
            .arg("-O2")
            .arg(target.with_extension("wasm"))
            .arg("--output")
            .arg(target),
    )?;
    let text = fs::read_to_string(target)?;
    let call = text.find(CALL).context("wasm2js writes otherwise")?;
    let program: String = text
        .get(..call)
        .into_iter()
        .flat_map(str::lines)
        .filter(|line| !line.starts_with("import "))
        .flat_map(|line| [line, "\n"])
        .collect();
    fs::write(
        target,
        program.replacen(PROGRAM, &format!("export default {PROGRAM}"), 1),
    )?;
    fs::write(target.with_extension("d.ts"), TYPES)?;
    // Nobody reads it: what a page loads is small from here on.
    process::run(
        project
            .npm_program("esbuild")
            .args(["--minify", "--allow-overwrite", "--log-level=warning"])
            .arg(target)
            .arg(format!("--outfile={}", target.display())),
    )
    .map(drop)
}
