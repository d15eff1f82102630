//! The plugin's PHP tests on every WordPress, database and PHP that it is made
//! for. The PHP versions that the machine has not are wasm, which reaches no
//! database server: they meet SQLite. WordPress' plugin for that needs 6.2.

use std::path::Path;
use std::process::Command;

use anyhow::Result;
use serde_json::Map;

use super::{Run, count};
use crate::project::{Project, scratch_folder};
use crate::setup::playground;
use crate::setup::wordpress::Version;
use crate::site::{Database, Plugin, SiteSpec};

const VERSIONS: [Version; 3] = [Version::Oldest, Version::Previous, Version::Current];
const WASM: [&str; 2] = ["7.4", "8.5"];

pub(super) fn run(run: &mut Run<'_>) -> Result<()> {
    let project = run.project;
    for version in VERSIONS {
        for database in [Database::MariaDb, Database::Sqlite] {
            if version == Version::Oldest && database == Database::Sqlite {
                continue;
            }
            let folder = scratch_folder()?;
            let spec = SiteSpec {
                version,
                database,
                plugin: Plugin::Linked,
                network: false,
                port: None,
                public_port: None,
                constants: Map::new(),
            };
            let site = spec.start(project, folder.path())?;
            let name = spec.name();
            run.tests(
                &format!("PHPUnit: {name}, the machine's PHP"),
                project
                    .command("phpunit")
                    .args(["--configuration", "wordpress/cognipress/tests/phpunit.xml"])
                    .env("COGNIPRESS_WP_ROOT", &site.root),
                count::phpunit,
            )?;
            if database == Database::Sqlite {
                for php in WASM {
                    run.tests(
                        &format!("PHPUnit: {name}, PHP {php}"),
                        &mut in_wasm(project, php, &site.root)?,
                        count::phpunit,
                    )?;
                }
            }
        }
    }
    Ok(())
}

/// The tests in PHP as wasm, which sees of the machine what is mounted, at the same paths.
fn in_wasm(project: &Project, php: &str, root: &Path) -> Result<Command> {
    let mut command = project.command("node");
    command
        .arg(playground::ensure(project)?)
        .args(["php", "--php", php, "--verbosity", "quiet"])
        .args(["--wordpress-install-mode", "do-not-attempt-installing"])
        .arg("--skip-sqlite-setup")
        .arg("--mount-before-install")
        .arg(format!("{}:/wordpress", root.display()));
    let own = [root.parent().unwrap_or(root), project.root()];
    for folder in own
        .into_iter()
        .chain(["/usr/share/php", "/etc/ssl"].map(Path::new))
    {
        command
            .arg("--mount-before-install")
            .arg(format!("{0}:{0}", folder.display()));
    }
    command
        .arg("--")
        .arg(project.path("xtask/php/phpunit.php"))
        .arg(root)
        .arg(project.path("wordpress/cognipress/tests/phpunit.xml"));
    Ok(command)
}
