//! Where the bytes of the wasm come from, by crate and by function.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result};
use rustc_demangle::demangle;
use serde_json::{Value, json};
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

use super::budget;
use crate::process;
use crate::project::Project;
use crate::setup::rust::WASM_TARGET;

/// How many functions the report names.
const LARGEST: usize = 25;

/// A function and the bytes of its body.
struct Function {
    name: String,
    bytes: u64,
}

/// The report; growth is against what was last recorded in size-budget.json.
pub(super) fn print(project: &Project) -> Result<()> {
    let functions = functions(project)?;
    let before = budget::read(project, "crates")?;
    println!("\nCode of the wasm by crate       bytes    grown   (raw, before wasm-opt)");
    for (name, bytes) in by_crate(&functions) {
        let grown = match before.get(&name) {
            Some(before) => format!("{:+}", i128::from(bytes) - i128::from(*before)),
            None => "new".to_owned(),
        };
        println!("  {name:<26} {bytes:>8} {grown:>8}");
    }
    println!("\nIts largest functions           bytes");
    for Function { name, bytes } in functions.iter().take(LARGEST) {
        println!("  {bytes:>8}  {name}");
    }
    Ok(())
}

/// Makes the present sizes the ones that growth is measured against.
pub(super) fn record(project: &Project) -> Result<()> {
    let path = budget::path(project);
    let mut budget: Value = serde_json::from_slice(&fs::read(&path)?)?;
    let crates: BTreeMap<_, _> = by_crate(&functions(project)?).into_iter().collect();
    budget
        .as_object_mut()
        .context("size-budget.json is not an object")?
        .insert("crates".to_owned(), json!(crates));
    Ok(fs::write(path, format!("{budget:#}\n"))?)
}

/// Largest first.
fn by_crate(functions: &[Function]) -> Vec<(String, u64)> {
    let mut sums = BTreeMap::<_, u64>::new();
    for Function { name, bytes } in functions {
        *sums.entry(crate_of(name).to_owned()).or_default() += bytes;
    }
    let mut sums: Vec<_> = sums.into_iter().collect();
    sums.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    sums
}

/// `<alloc::vec::Vec<T> as core::ops::Drop>::drop` belongs to `alloc`, `<T as
/// core::fmt::Debug>::fmt` to `core`.
fn crate_of(function: &str) -> &str {
    let path = match function.split_once(" as ") {
        Some((of, behaviour)) if !of.contains("::") => behaviour,
        _ => function.trim_start_matches(['<', '&', '[', '(']),
    };
    match path.split_once("::") {
        Some((name, _)) if name.chars().all(|c| c.is_alphanumeric() || c == '_') => name,
        _ => "(runtime)",
    }
}

/// The functions of a build that kept its names, largest first. It is the
/// SIMD build as the linker leaves it: wasm-opt merges what names would tell apart.
fn functions(project: &Project) -> Result<Vec<Function>> {
    let target = project.cargo_target().join("named");
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
            .args([
                "--config",
                "profile.wasm.strip=false",
                "--target",
                WASM_TARGET,
                "--target-dir",
            ])
            .arg(&target)
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .env(
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
                "-C target-feature=+simd128",
            ),
    )?;
    parse(&fs::read(
        target.join(WASM_TARGET).join("wasm/cognipress.wasm"),
    )?)
}

fn parse(wasm: &[u8]) -> Result<Vec<Function>> {
    let mut imported = 0;
    let mut bodies = Vec::new();
    let mut names = BTreeMap::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.range().len()),
            Payload::CustomSection(section) => {
                let KnownCustom::Name(subsections) = section.as_known() else {
                    continue;
                };
                for subsection in subsections {
                    let Name::Function(functions) = subsection? else {
                        continue;
                    };
                    for naming in functions {
                        let naming = naming?;
                        names.insert(naming.index, format!("{:#}", demangle(naming.name)));
                    }
                }
            }
            _ => {}
        }
    }
    let mut functions = Vec::new();
    for (index, bytes) in (imported..).zip(bodies) {
        functions.push(Function {
            name: names
                .remove(&index)
                .context("a function of the wasm has no name")?,
            bytes: u64::try_from(bytes)?,
        });
    }
    functions.sort_by_key(|function| std::cmp::Reverse(function.bytes));
    Ok(functions)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_belongs_to_the_crate_of_its_type() {
        assert_eq!(crate_of("cognipress::flow::sign_in::proceed"), "cognipress");
        assert_eq!(
            crate_of("<alloc::vec::Vec<T> as core::clone::Clone>::clone"),
            "alloc"
        );
        assert_eq!(crate_of("<&T as core::fmt::Debug>::fmt"), "core");
        assert_eq!(crate_of("memcpy"), "(runtime)");
    }
}
