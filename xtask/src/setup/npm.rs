//! The npm packages of package-lock.json.

use std::fs;
use std::path::Path;
use std::sync::Mutex;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::one_at_a_time;
use crate::process;
use crate::project::Project;
use crate::report::step;

const OLDEST_NODE: u32 = 20;
static LOCK: Mutex<()> = Mutex::new(());

pub(crate) fn ensure_packages(project: &Project) -> Result<()> {
    ensure_packages_in(project, "")
}

/// Those of a package of its own within the project.
pub(crate) fn ensure_packages_in(project: &Project, folder: &str) -> Result<()> {
    let _lock = one_at_a_time(&LOCK);
    ensure_node(project)?;
    let folder = project.path(folder);
    if is_installed(&folder) {
        return Ok(());
    }
    let name = folder
        .strip_prefix(project.root())?
        .join("package-lock.json");
    step(&format!("npm: packages of {}", name.display()), || {
        process::run(
            project
                .command("npm")
                .args(["ci", "--no-audit", "--no-fund"])
                .current_dir(&folder),
        )
        .map(drop)
    })
}

fn ensure_node(project: &Project) -> Result<()> {
    let advice = || format!("please install Node.js {OLDEST_NODE} or later, with npm");
    let version = process::read(project.command("node").arg("--version")).with_context(advice)?;
    let major = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse::<u32>().ok());
    if major < Some(OLDEST_NODE) {
        bail!("found Node.js {}: {}", version.trim_end(), advice());
    }
    Ok(())
}

/// Whether node_modules holds exactly what the lock file asks for. npm writes
/// down what it installed, in the lock file's own format.
fn is_installed(root: &Path) -> bool {
    let read = |path: &str| -> Option<Value> {
        serde_json::from_slice(&fs::read(root.join(path)).ok()?).ok()
    };
    let (Some(wanted), Some(present)) = (
        read("package-lock.json"),
        read("node_modules/.package-lock.json"),
    ) else {
        return false;
    };
    let Some(packages) = wanted.get("packages").and_then(Value::as_object) else {
        return false;
    };
    let version_in = |lock: &Value, name: &str| -> Option<Value> {
        lock.get("packages")?.get(name)?.get("version").cloned()
    };
    packages
        .iter()
        .filter(|(name, _)| !name.is_empty())
        .all(|(name, package)| match version_in(&present, name) {
            Some(version) => package.get("version") == Some(&version),
            // Builds for other platforms stay away.
            None => package.get("optional") == Some(&Value::Bool(true)),
        })
}
