//! Where the bytes of the wasm come from, by origin and by function.

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
    let before = budget::read(project, "code")?;
    println!("\nCode of the wasm by origin      bytes    grown   (raw, before wasm-opt)");
    for (name, bytes) in by_origin(&functions) {
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
    let code: BTreeMap<_, _> = by_origin(&functions(project)?).into_iter().collect();
    budget
        .as_object_mut()
        .context("size-budget.json is not an object")?
        .insert("code".to_owned(), json!(code));
    Ok(fs::write(path, format!("{budget:#}\n"))?)
}

/// Largest first.
fn by_origin(functions: &[Function]) -> Vec<(String, u64)> {
    let mut sums = BTreeMap::<_, u64>::new();
    for Function { name, bytes } in functions {
        *sums.entry(origin(name).to_owned()).or_default() += bytes;
    }
    let mut sums: Vec<_> = sums.into_iter().collect();
    sums.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    sums
}

/// The crate, and within ours the module: `<alloc::vec::Vec<T> as
/// core::ops::Drop>::drop` comes from `alloc`, `<T as core::fmt::Debug>::fmt`
/// from `core`.
fn origin(function: &str) -> &str {
    let path = match function.split_once(" as ") {
        Some((of, behaviour)) if !of.contains("::") => behaviour,
        _ => function.trim_start_matches(['<', '&', '[', '(']),
    };
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    match path.split_once("::") {
        Some(("cognipress", rest)) => {
            let module = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
            path.get(.."cognipress::".len() + module).unwrap_or(path)
        }
        Some((name, _)) if name.chars().all(is_name) => name,
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
                "--no-default-features",
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
    fn a_function_comes_from_the_crate_of_its_type() {
        assert_eq!(
            origin("cognipress::flow::sign_in::proceed"),
            "cognipress::flow"
        );
        assert_eq!(
            origin("<cognipress::secret::Password as core::ops::drop::Drop>::drop"),
            "cognipress::secret"
        );
        assert_eq!(
            origin("<alloc::vec::Vec<T> as core::clone::Clone>::clone"),
            "alloc"
        );
        assert_eq!(origin("<&T as core::fmt::Debug>::fmt"), "core");
        assert_eq!(origin("memcpy"), "(runtime)");
    }
}
