//! The crate as two wasm files, with and without SIMD, behind one glue script.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::process;
use crate::project::Project;
use crate::setup::rust::WASM_TARGET;

const GLUE: &str = "cognipress.js";
const GLUE_TYPES: &str = "cognipress.d.ts";

/// -O1 to -O4, -Os and -Oz were measured: within 1 % in brotli bytes, and no faster one.
const WASM_OPT: &[&str] = &[
    "-O3",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// What every engine of the last years has. wasm-opt must know of it, but uses it only where the compiler did.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-call-indirect-overlong",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

struct Variant {
    file: &'static str,
    rustflags: &'static str,
    features: &'static [&'static str],
}

const BASELINE: Variant = Variant {
    file: "cognipress.wasm",
    rustflags: "",
    features: &[],
};

const SIMD: Variant = Variant {
    file: "cognipress-simd.wasm",
    rustflags: "-C target-feature=+simd128",
    features: &["--enable-simd"],
};

/// Where the finished files are.
pub(super) fn folder(project: &Project) -> PathBuf {
    project.path("target/wasm")
}

/// The files that a page may load.
pub(super) const FILES: [&str; 2] = [BASELINE.file, SIMD.file];

pub(super) fn build(project: &Project) -> Result<()> {
    let folder = folder(project);
    fs::create_dir_all(&folder)?;
    let baseline = BASELINE.build(project, &folder)?;
    let simd = SIMD.build(project, &folder)?;
    ensure!(
        baseline == simd,
        "the glue of the two wasm files differs: an export depends on the target features"
    );
    write_if_changed(&folder.join(GLUE), baseline.script.as_bytes())?;
    write_if_changed(&folder.join(GLUE_TYPES), baseline.types.as_bytes())
}

#[derive(PartialEq)]
struct Glue {
    script: String,
    types: String,
}

impl Variant {
    /// Writes the wasm file and returns its glue.
    fn build(&self, project: &Project, folder: &Path) -> Result<Glue> {
        let compiled = self.compile(project)?;
        let mut output = Bindgen::new()
            .input_path(compiled)
            .out_name("cognipress")
            .web(true)?
            .typescript(true)
            .omit_default_module_path(true)
            .remove_name_section(true)
            .remove_producers_section(true)
            .generate_output()?;
        let glue = Glue {
            script: output.js().to_owned(),
            types: output
                .ts()
                .context("wasm-bindgen made no types")?
                .to_owned(),
        };
        self.optimise(
            project,
            &output.wasm_mut().emit_wasm(),
            &folder.join(self.file),
        )?;
        Ok(glue)
    }

    /// Each variant has a target folder of its own, so that neither makes the other one stale.
    fn compile(&self, project: &Project) -> Result<PathBuf> {
        let target = project.cargo_target().join(self.file.replace('.', "-"));
        process::run(
            project
                .cargo()
                .args([
                    "build",
                    "--package",
                    "cognipress",
                    "--lib",
                    "--profile",
                    "wasm",
                ])
                .args(["--target", WASM_TARGET, "--target-dir"])
                .arg(&target)
                // These would take the place of the flags below.
                .env_remove("RUSTFLAGS")
                .env_remove("CARGO_ENCODED_RUSTFLAGS")
                .env(
                    "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
                    self.rustflags,
                ),
        )?;
        Ok(target.join(WASM_TARGET).join("wasm/cognipress.wasm"))
    }

    /// wasm-opt is a slow start for a small file: it runs only for a new one.
    fn optimise(&self, project: &Project, wasm: &[u8], target: &Path) -> Result<()> {
        let input = project
            .cargo_target()
            .join(self.file)
            .with_extension("bindgen.wasm");
        let options = input.with_extension("options");
        let flags = [WASM_OPT, FEATURES, self.features].concat();
        let unchanged = target.exists()
            && fs::read(&input).is_ok_and(|before| before == wasm)
            && fs::read_to_string(&options).is_ok_and(|before| before == flags.join(" "));
        if unchanged {
            return Ok(());
        }
        fs::write(&input, wasm)?;
        process::run(
            project
                .npm_program("wasm-opt")
                .args(&flags)
                .arg(&input)
                .arg("--output")
                .arg(target),
        )?;
        Ok(fs::write(&options, flags.join(" "))?)
    }
}

/// Keeps the time of change of a file that stays the same.
fn write_if_changed(path: &Path, content: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|before| before == content) {
        return Ok(());
    }
    fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}
