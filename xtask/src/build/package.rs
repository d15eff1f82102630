//! What npm and people want to know about the package.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::licences;
use crate::project::Project;

/// The project's version; Cargo.toml is the one place where it stands.
pub(crate) fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// The address of the repository, for people and for npm's provenance; empty until Cargo.toml has it.
pub(crate) fn repository() -> &'static str {
    env!("CARGO_PKG_REPOSITORY")
}

/// The sources of the scripts that the npm package exports.
pub(crate) fn entries(project: &Project) -> Result<Vec<String>> {
    Manifest::read(project)?.entries()
}

/// package.json as it is packed. A text, because the order of an export's conditions matters.
pub(super) struct Manifest(String);

impl Manifest {
    pub(super) fn read(project: &Project) -> Result<Self> {
        let template = fs::read_to_string(project.path("xtask/npm/package.json"))?;
        Ok(Self::fill(&template, version(), repository()))
    }

    fn fill(template: &str, version: &str, repository: &str) -> Self {
        let mut facts = format!(r#""version": "{version}""#);
        if !repository.is_empty() {
            let url = format!("git+{repository}.git");
            facts += &format!(",\n  \"repository\": {{ \"type\": \"git\", \"url\": \"{url}\" }}");
        }
        Self(template.replace(r#""version": "0.0.0""#, &facts))
    }

    /// The sources of the scripts that can be imported: js/X.ts for an export of dist/X.js.
    pub(super) fn entries(&self) -> Result<Vec<String>> {
        let manifest: Value = serde_json::from_str(&self.0)?;
        let exports = manifest.get("exports").and_then(Value::as_object);
        Ok(exports
            .context("package.json has no exports")?
            .values()
            .filter_map(|export| export.get("default")?.as_str())
            .filter_map(|script| script.strip_prefix("./dist/")?.strip_suffix(".js"))
            // The languages, of which there is one source.
            .filter(|name| !name.contains('*'))
            .map(|name| format!("js/{name}.ts"))
            .collect())
    }

    /// Writes it, with the texts that people want to find beside it.
    pub(super) fn write(self, project: &Project, folder: &Path) -> Result<()> {
        fs::write(folder.join("package.json"), self.0)?;
        for file in ["README.md", "LICENSE", "CHANGELOG.md"] {
            fs::copy(project.path(file), folder.join(file))
                .with_context(|| format!("cannot copy {file}"))?;
        }
        fs::write(folder.join(licences::FILE), licences::text(project)?)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_names_the_repository_once_there_is_one() {
        let template = include_str!("../../npm/package.json");
        let manifest = |repository| -> Value {
            serde_json::from_str(&Manifest::fill(template, "1.2.3", repository).0).unwrap()
        };
        let url = |manifest: &Value| manifest.pointer("/repository/url").cloned();
        let [unnamed, named] = ["", "https://example.org/cognipress"].map(manifest);
        assert_eq!(url(&unnamed), None);
        assert_eq!(
            url(&named),
            Some("git+https://example.org/cognipress.git".into())
        );
        assert_eq!(named.get("version"), Some(&"1.2.3".into()));
    }
}
