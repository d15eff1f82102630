//! size-budget.json: how many bytes each file may have. A build that exceeds it
//! fails, so that growth is a decision.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::{Asset, assets, code};
use crate::project::Project;

pub(super) fn path(project: &Project) -> PathBuf {
    project.path("size-budget.json")
}

/// The object `section` of the budget: bytes by name.
pub(super) fn read(project: &Project, section: &str) -> Result<BTreeMap<String, u64>> {
    let path = path(project);
    let text = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let budget: Value = serde_json::from_slice(&text)?;
    let entries = budget.get(section).and_then(Value::as_object);
    entries
        .with_context(|| format!("{} has no {section}", path.display()))?
        .iter()
        .map(|(name, bytes)| {
            let bytes = bytes
                .as_u64()
                .with_context(|| format!("{name}: not a number of bytes"))?;
            Ok((name.clone(), bytes))
        })
        .collect()
}

/// Fails, with a report of what grew, when a file is over its budget or has none.
pub(crate) fn check(project: &Project) -> Result<()> {
    let budget = read(project, "files")?;
    let over: Vec<_> = assets(project)?
        .into_iter()
        .filter_map(|Asset { name, brotli, .. }| match budget.get(&name) {
            Some(allowed) if u64::from(brotli) <= *allowed => None,
            Some(allowed) => Some(format!(
                "{name} has {brotli} bytes, its budget is {allowed}"
            )),
            None => Some(format!("{name} ({brotli} bytes) has no budget")),
        })
        .collect();
    if over.is_empty() {
        return Ok(());
    }
    code::print(project)?;
    bail!(
        "over the size budget (brotli -11):\n    {}\nMake it smaller, or raise the budget in size-budget.json",
        over.join("\n    ")
    )
}

/// Every file beside its budget.
pub(super) fn print(project: &Project) -> Result<()> {
    let budget = read(project, "files")?;
    println!("\nFiles                          brotli   budget");
    for Asset { name, brotli, .. } in assets(project)? {
        let allowed = budget
            .get(&name)
            .map_or_else(|| "none".to_owned(), u64::to_string);
        println!("  {name:<26} {brotli:>8} {allowed:>8}");
    }
    Ok(())
}
