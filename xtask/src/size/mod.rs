//! `cargo xtask size`: what a page loads to sign in, beside what the peers load
//! for the same, and where the bytes of the wasm come from.

mod budget;
mod code;

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use lexopt::Arg::Long;
use serde_json::Value;

pub(crate) use budget::check as check_budget;

use crate::bench::line::{Line, Target, Unit, print_table};
use crate::build;
use crate::process;
use crate::project::Project;

/// Everything the login page loads to sign in.
const SIGN_IN: Target = Target::AtMost(20_000.0);
/// Every feature of the library, loaded.
const ALL: Target = Target::AtMost(45_000.0);

pub(crate) fn run(project: &Project, mut arguments: lexopt::Parser) -> Result<()> {
    let mut json = false;
    let mut record = false;
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("json") => json = true,
            Long("record") => record = true,
            _ => return Err(argument.unexpected().into()),
        }
    }
    build::compile(project)?;
    let lines = measure(project)?;
    if json {
        for line in &lines {
            println!("{}", line.to_json());
        }
    } else {
        print_table(&lines);
        budget::print(project)?;
        code::print(project)?;
    }
    if record {
        code::record(project)?;
    }
    budget::check(project)
}

/// The lines of `size` and of `bench size`.
pub(crate) fn measure(project: &Project) -> Result<Vec<Line>> {
    let files = assets(project)?;
    let total = |accept: &dyn Fn(&Asset) -> bool| -> f64 {
        let accepted = files.iter().filter(|file| accept(file));
        accepted.map(|file| f64::from(file.brotli)).sum()
    };
    let sign_in = total(&|file| file.signs_in);
    let peers = [
        ("amplify", peer(project, "amplify")?),
        ("identity-js", peer(project, "identity-js")?),
    ];
    let line = |name: &str, value| Line::new(name, Unit::Bytes, value);
    let mut lines: Vec<_> = peers
        .iter()
        .map(|(peer, size)| {
            line("size.signin", sign_in)
                .beside(peer, *size)
                .aims_at(SIGN_IN)
        })
        .collect();
    let [all_scripts, all_wasm] = all(project)?;
    let named = |wanted: &'static str| total(&move |file| file.name == wanted);
    let aws_folder = project.cargo_target().join("size").join("aws");
    let aws_script = bundle(project, &aws_folder, &["js/aws/index.ts"])?;
    lines.extend([
        line(
            "size.signin.script",
            total(&|file| file.signs_in && file.name.ends_with(".js")),
        ),
        line("size.signin.wasm", named(SIGN_IN_WASM)),
        line("size.signin.wasm-scalar", named("cognipress.wasm")),
        line("size.full.wasm", named(FULL_WASM)),
        line("size.aws.script", aws_script),
        line("size.aws.wasm", program(project, AWS_WASM)?),
        line("size.all.script", all_scripts),
        line("size.all.wasm", all_wasm),
        line("size.all", all_scripts + all_wasm).aims_at(ALL),
    ]);
    Ok(lines)
}

/// A file that pages load, and its size on the wire.
struct Asset {
    /// Without the hash that keeps its versions apart.
    name: String,
    brotli: u32,
    /// Whether a visitor with SIMD loads it to sign in with a password.
    signs_in: bool,
}

const SIGN_IN_WASM: &str = "cognipress-simd.wasm";
const FULL_WASM: &str = "cognipress-full-simd.wasm";
const AWS_WASM: &str = "cognipress-aws.wasm";

/// The plugin's assets, and the wasm that the npm package alone has. To sign in, login.js with what
/// it imports is loaded, trap.js (printed inline) and one wasm file; the rest waits until it is needed.
fn assets(project: &Project) -> Result<Vec<Asset>> {
    let scripts = sign_in_scripts(project)?;
    let mut files: Vec<Asset> = Vec::new();
    let mut paths = files_in(&project.path("wordpress/cognipress/assets/build"))?;
    paths.push(project.path("target/wasm").join(AWS_WASM));
    for path in paths {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let asset = Asset {
            name: without_hash(&path),
            brotli: brotli(&path)?,
            signs_in: matches!(&*file, "trap.js" | SIGN_IN_WASM) || scripts.contains(&*file),
        };
        // What several scripts share has no name but its hash.
        match files.iter_mut().find(|other| other.name == asset.name) {
            Some(other) if other.signs_in == asset.signs_in => other.brotli += asset.brotli,
            _ => files.push(asset),
        }
    }
    Ok(files)
}

/// login.js, what that loads when the form is touched, and all that these need to run.
fn sign_in_scripts(project: &Project) -> Result<BTreeSet<String>> {
    let metafile: Value = serde_json::from_slice(&fs::read(build::metafile(project))?)?;
    let outputs = metafile.get("outputs").and_then(Value::as_object);
    let outputs = outputs.context("esbuild's metafile has no outputs")?;
    let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    let imports = |script: &str, kinds: &[&str]| -> Vec<String> {
        let output = outputs.iter().find(|(path, _)| name(path) == script);
        let imports = output.and_then(|(_, output)| output.get("imports")?.as_array());
        imports
            .into_iter()
            .flatten()
            .filter(|import| {
                kinds
                    .iter()
                    .any(|kind| import.get("kind") == Some(&(*kind).into()))
            })
            .filter_map(|import| Some(name(import.get("path")?.as_str()?)))
            .collect()
    };
    let mut found = BTreeSet::from(["login.js".to_owned()]);
    let mut open = imports("login.js", &["import-statement", "dynamic-import"]);
    while let Some(script) = open.pop() {
        open.extend(imports(&script, &["import-statement"]));
        found.insert(script);
    }
    Ok(found)
}

fn without_hash(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    // esbuild's hashes are eight capitals and digits.
    let stem = match stem.rsplit_once('-') {
        Some((stem, hash)) if hash.len() == 8 && !hash.contains(char::is_lowercase) => stem,
        _ => &stem,
    };
    format!("{stem}.{extension}")
}

/// The same sign-in by a peer: the least code, bundled as the plugin is.
fn peer(project: &Project, name: &str) -> Result<f64> {
    let folder = project.cargo_target().join("size").join(name);
    bundle(project, &folder, &[&format!("benches/signin/{name}.ts")])
}

/// The plugin's scripts, beside those that the npm package exports too.
const PLUGIN_SCRIPTS: [&str; 5] = [
    "js/login.ts",
    "js/forms.ts",
    "js/trap.ts",
    "js/api.ts",
    "js/provider-buttons.ts",
];

/// The scripts and the wasm of a page that uses everything. Each byte counts once, and of what
/// takes another's place one: the full program signs in as well, a browser loads it either with
/// SIMD or without, and none that runs it loads what runs JavaScript instead.
fn all(project: &Project) -> Result<[f64; 2]> {
    let folder = project.cargo_target().join("size").join("all");
    let exported = build::entries(project)?;
    let mut entries: Vec<_> = exported.iter().map(String::as_str).collect();
    entries.extend(PLUGIN_SCRIPTS);
    let scripts = bundle(project, &folder, &entries)?;
    Ok([
        scripts,
        program(project, FULL_WASM)? + program(project, AWS_WASM)?,
    ])
}

/// The bytes of a wasm program.
fn program(project: &Project, name: &str) -> Result<f64> {
    brotli(&project.path("target/wasm").join(name)).map(f64::from)
}

/// Bundles `entries` for browsers into `folder`; the bytes of all scripts.
fn bundle(project: &Project, folder: &Path, entries: &[&str]) -> Result<f64> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    process::run(
        project
            .npm_program("esbuild")
            .args([
                "--bundle",
                "--minify",
                "--format=esm",
                "--splitting",
                "--target=es2022",
                // Entries of one name may come from several folders.
                "--entry-names=[name]-[hash]",
                // In place of wasm, never besides.
                "--external:*/fallback.js",
                "--external:cognipress-scripts/*",
            ])
            .args(["--legal-comments=none", "--log-level=warning"])
            .arg("--define:global=globalThis")
            .arg("--alias:cognipress-errors=./target/wasm/errors.ts")
            .arg(format!("--outdir={}", folder.display()))
            .args(entries),
    )?;
    let mut total = 0;
    for script in files_in(folder)? {
        total += brotli(&script)?;
    }
    Ok(f64::from(total))
}

fn files_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("no folder {}", folder.display()))? {
        files.push(entry?.path());
    }
    files.sort();
    Ok(files)
}

/// The size as a web server sends it: brotli, quality 11, in one piece.
fn brotli(path: &Path) -> Result<u32> {
    let content = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 4096, 11, 22);
    writer.write_all(&content)?;
    Ok(u32::try_from(writer.into_inner().len())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_no_part_of_the_name() {
        let name = |path| without_hash(Path::new(path));
        assert_eq!(name("wordpress-NJ4K2Q7X.js"), "wordpress.js");
        assert_eq!(name("cognipress-simd.wasm"), "cognipress-simd.wasm");
        assert_eq!(name("login.js"), "login.js");
    }
}
