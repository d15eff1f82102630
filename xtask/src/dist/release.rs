//! What must be true before something is published.

use std::fs;

use anyhow::{Result, ensure};

use super::PLUGIN;
use crate::build;
use crate::project::Project;

/// Cargo.toml's version must stand wherever people read one, and have changes to tell.
pub(super) fn check_version(project: &Project) -> Result<()> {
    let version = build::version();
    let php = format!("{PLUGIN}/cognipress.php");
    let readme = format!("{PLUGIN}/readme.txt");
    for (file, line) in [
        (&*php, format!(" * Version:           {version}")),
        (&*php, format!("const VERSION = '{version}';")),
        (&*readme, format!("Stable tag: {version}")),
        (&*readme, format!("= {version} =")),
        ("CHANGELOG.md", format!("## [{version}]")),
    ] {
        ensure!(
            fs::read_to_string(project.path(file))?
                .lines()
                .any(|found| found.starts_with(&line)),
            "{file} has no line \"{line}\", though Cargo.toml says version {version}"
        );
    }
    Ok(())
}

/// What has still to be written down, by hand.
pub(super) fn open_points(project: &Project) -> Result<Vec<&'static str>> {
    let changelog = fs::read_to_string(project.path("CHANGELOG.md"))?;
    Ok(missing(&changelog, build::version(), build::repository()))
}

fn missing(changelog: &str, version: &str, repository: &str) -> Vec<&'static str> {
    let heading = format!("## [{version}] - ");
    let date = changelog
        .lines()
        .find_map(|line| line.strip_prefix(&heading));
    let is_dated = date.is_some_and(|date| date.starts_with(|c: char| c.is_ascii_digit()));
    let points = [
        (!is_dated, "CHANGELOG.md has no date for this version"),
        (repository.is_empty(), "Cargo.toml names no repository"),
    ];
    points
        .into_iter()
        .filter_map(|(is_open, point)| is_open.then_some(point))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_has_a_date_and_a_repository() {
        let repository = "https://example.org/cognipress";
        let dated = "## [1.2.3] - 2026-02-01\n";
        assert_eq!(missing(dated, "1.2.3", repository), [""; 0]);
        assert_eq!(
            missing("## [1.2.3] - not yet\n", "1.2.3", repository).len(),
            1
        );
        assert_eq!(missing(dated, "1.2.4", repository).len(), 1);
        assert_eq!(missing(dated, "1.2.3", "").len(), 1);
    }
}
