//! The crate as wasm programs, two of them with and without SIMD, and as JavaScript.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use cognipress::error::WAITS;
use cognipress::wire::reason::Reason;
use serde_json::{Map, Value, json};

use super::{panic_text, script};
use crate::process;
use crate::project::Project;
use crate::setup::rust::WASM_TARGET;

/// What every engine of the last years has. wasm-opt must know of it, but uses it only where the compiler did.
pub(super) const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-call-indirect-overlong",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// A function that is inlined is one more text to compress: without, the file is 1 % smaller,
/// and as fast. What has one caller and is small is inlined all the same, for engines compile each
/// function when it is first called. The second round saves another half per cent. The lowest
/// addresses are the far end of the stack, which is never used up: so an address is a base and an
/// offset without overflow, and one instruction loads from it.
const WASM_OPT: &[&str] = &[
    "--low-memory-unused",
    "-Oz",
    "-Oz",
    "--no-stack-ir",
    "--one-caller-inline-max-function-size=25",
    "--always-inline-max-function-size=6",
    "--flexible-inline-max-function-size=6",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// How large a function may be that the compiler puts in the place of its call. At the level z it
/// hardly does. In the programs for the sign-in and for AWS most functions have one caller, and they
/// get 3 % smaller; the full one would grow by as much.
const INLINING: &str = "-C llvm-args=-inline-threshold=70";

/// One wasm file of `target/wasm`.
pub(super) struct Build {
    file: &'static str,
    /// Of the crate, separated by commas.
    features: &'static str,
    simd: bool,
}

/// What a page loads to sign in, and what it loads when more is asked of it.
const BUILDS: [Build; 4] = [
    Build::new("cognipress.wasm", ""),
    Build::new("cognipress-simd.wasm", "").with_simd(),
    Build::new("cognipress-full.wasm", "full"),
    Build::new("cognipress-full-simd.wasm", "full").with_simd(),
];

/// What the npm package has besides. There is nothing in it that SIMD would do.
const AWS: Build = Build::new("cognipress-aws.wasm", "aws");

/// Where the finished files are.
pub(super) fn folder(project: &Project) -> PathBuf {
    project.path("target/wasm")
}

/// The files that a page of the plugin's may load.
pub(super) fn plugin_files() -> impl Iterator<Item = &'static str> {
    BUILDS.iter().map(|build| build.file)
}

/// Those of the npm package.
pub(super) fn package_files() -> impl Iterator<Item = &'static str> {
    plugin_files().chain([AWS.file])
}

pub(super) fn build(project: &Project) -> Result<()> {
    let folder = folder(project);
    fs::create_dir_all(&folder)?;
    write_if_changed(&folder.join("errors.ts"), catalogue().as_bytes())?;
    for build in BUILDS.iter().chain([&AWS]) {
        let compiled = build.compile(project)?;
        build.optimise(project, &compiled, &[])?;
    }
    script::build(project)
}

/// What the core knows of its errors, as the script that the host loads for one.
fn catalogue() -> String {
    let entries: Map<String, Value> = cognipress::error::catalogue()
        .map(|[code, key, sentence]| {
            let wait = WAITS.iter().find(|(waiting, _)| *waiting == code);
            let entry = match wait {
                Some((_, minutes)) => json!([key, sentence, minutes]),
                None => json!([key, sentence]),
            };
            (code, entry)
        })
        .collect();
    let meanings: Vec<Value> = Reason::OF_PROOF
        .iter()
        .flat_map(|reason| {
            reason
                .words()
                .iter()
                .map(|words| json!([words, reason.name()]))
        })
        .collect();
    format!(
        "/** By code: the key of the words for the user, the sentence for the developer, and how long to wait. */\n\
         export default {} as Record<string, [messageKey: string, sentence: string, minutes?: number]>;\n\
         /** What the words of an exception start or end with, and the code for what that means. */\n\
         export const meanings: [words: string, code: string][] = {};\n",
        Value::Object(entries),
        Value::Array(meanings)
    )
}

/// What makes the text of a panic the same wherever it is built: no path of this machine.
fn same_paths() -> Result<String> {
    let cargo_home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let cargo_home = cargo_home.or_else(|| Some(env::home_dir()?.join(".cargo")));
    let cargo_home = cargo_home.context("no home directory: set CARGO_HOME")?;
    let flags = json!([
        "--remap-path-prefix",
        format!("{}=cargo", cargo_home.display())
    ]);
    Ok(format!("target.{WASM_TARGET}.rustflags={flags}"))
}

impl Build {
    pub(super) const fn new(file: &'static str, features: &'static str) -> Self {
        Self {
            file,
            features,
            simd: false,
        }
    }

    fn is_full(&self) -> bool {
        self.features.split(',').any(|feature| feature == "full")
    }

    const fn with_simd(self) -> Self {
        Self { simd: true, ..self }
    }

    /// Each build has a target folder of its own, so that none makes another one stale.
    pub(super) fn compile(&self, project: &Project) -> Result<PathBuf> {
        let target = project.cargo_target().join(self.file.replace('.', "-"));
        let mut cargo = project.cargo();
        cargo
            .args(["build", "--package", "cognipress", "--lib", "--profile"])
            .args(["wasm", "--no-default-features", "--target", WASM_TARGET])
            .args(["--features", self.features])
            .arg("--target-dir")
            .arg(&target)
            .args(["--config", &same_paths()?])
            // These would take the place of the flags below.
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS");
        let flags = [
            (self.simd, "-C target-feature=+simd128"),
            (!self.is_full(), INLINING),
        ];
        let flags = flags.map(|(is_set, flag)| if is_set { flag } else { "" });
        cargo.env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
            flags.join(" "),
        );
        process::run(&mut cargo)?;
        Ok(target.join(WASM_TARGET).join("wasm/cognipress.wasm"))
    }

    /// Whether there was anything to do: wasm-opt is a slow start for a small file, and runs only
    /// for a new one.
    pub(super) fn optimise(
        &self,
        project: &Project,
        compiled: &Path,
        passes: &[&str],
    ) -> Result<bool> {
        let target = folder(project).join(self.file);
        let mut wasm = fs::read(compiled)?;
        panic_text::blank(&mut wasm);
        let input = project
            .cargo_target()
            .join(self.file)
            .with_extension("compiled.wasm");
        let options = input.with_extension("options");
        let simd: &[&str] = if self.simd { &["--enable-simd"] } else { &[] };
        let flags = [FEATURES, simd, passes, WASM_OPT].concat();
        let unchanged = target.exists()
            && fs::read(&input).is_ok_and(|before| before == wasm)
            && fs::read_to_string(&options).is_ok_and(|before| before == flags.join(" "));
        if unchanged {
            return Ok(false);
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
        fs::write(&options, flags.join(" "))?;
        Ok(true)
    }
}

/// Keeps the time of change of a file that stays the same.
fn write_if_changed(path: &Path, content: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|before| before == content) {
        return Ok(());
    }
    fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}
