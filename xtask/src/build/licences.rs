//! The licences of what is compiled into the programs that ship.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process;
use crate::project::Project;
use crate::setup::rust::WASM_TARGET;

/// Its name in the package and in the plugin.
pub(crate) const FILE: &str = "THIRD-PARTY.txt";

const HEAD: &str = "\
Cognipress contains, compiled to WebAssembly and JavaScript, the following software.

core and alloc, Rust's standard library: MIT OR Apache-2.0
Copyright (c) The Rust Project Contributors

What binaryen's wasm2js puts around a program: Apache-2.0
Copyright the WebAssembly Community Group participants
";

/// One text for all crates that the programs are made of.
pub(crate) fn text(project: &Project) -> Result<String> {
    let metadata = process::read(project.cargo().args([
        "metadata",
        "--format-version=1",
        "--filter-platform",
        WASM_TARGET,
    ]))?;
    let metadata: Value = serde_json::from_str(&metadata)?;
    let mut text = HEAD.to_owned();
    for package in compiled_in(&metadata).context("cargo metadata has another form")? {
        let field = |name| {
            package
                .get(name)
                .and_then(Value::as_str)
                .unwrap_or_default()
        };
        let (name, version, licence) = (field("name"), field("version"), field("license"));
        write!(text, "\n{}\n{name} {version}: {licence}\n", "-".repeat(80))?;
        let folder = Path::new(field("manifest_path")).parent();
        match folder.and_then(licence_file) {
            Some(words) => write!(text, "\n{}\n", words.trim())?,
            None => writeln!(text, "Copyright (c) {}", authors(package).join(", "))?,
        }
    }
    Ok(text)
}

/// What the crate depends on for more than tests and builds, by name.
fn compiled_in(metadata: &Value) -> Option<Vec<&Value>> {
    let by_id = |list: &'static str| -> Option<BTreeMap<&str, &Value>> {
        let list = metadata.pointer(list)?.as_array()?;
        list.iter()
            .map(|item| Some((item.get("id")?.as_str()?, item)))
            .collect()
    };
    let (packages, nodes) = (by_id("/packages")?, by_id("/resolve/nodes")?);
    let is_ours = |package: &&&Value| package.get("name") == Some(&"cognipress".into());
    let (ours, _) = packages.iter().find(|(_, package)| is_ours(package))?;

    let mut found = BTreeMap::new();
    let mut open = vec![*ours];
    while let Some(id) = open.pop() {
        for dependency in nodes.get(id)?.get("deps")?.as_array()? {
            let id = dependency.get("pkg")?.as_str()?;
            let kinds = dependency.get("dep_kinds")?.as_array()?;
            let is_compiled_in = kinds
                .iter()
                .any(|kind| kind.get("kind").is_some_and(Value::is_null));
            if is_compiled_in && found.insert(id, *packages.get(id)?).is_none() {
                open.push(id);
            }
        }
    }
    Some(found.into_values().collect())
}

fn licence_file(folder: &Path) -> Option<String> {
    ["LICENSE-MIT", "LICENSE"]
        .into_iter()
        .find_map(|name| fs::read_to_string(folder.join(name)).ok())
}

fn authors(package: &Value) -> Vec<&str> {
    let authors = package.get("authors").and_then(Value::as_array);
    authors
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}
