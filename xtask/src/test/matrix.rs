//! The plugin's PHP tests on every WordPress, database and PHP that it is made
//! for. The PHP versions that the machine has not are wasm.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::{Run, count};
use crate::build;
use crate::net::free_port;
use crate::process;
use crate::project::{Project, scratch_folder};
use crate::setup::wordpress::Version;
use crate::setup::{playground, python, system};
use crate::site::{Database, SiteSpec};

const VERSIONS: [Version; 3] = [Version::Oldest, Version::Previous, Version::Current];
const PHP: [&str; 3] = ["7.4", "8.2", "8.5"];

/// Ends with the table: a row for each WordPress and database, a column for each PHP.
pub(super) fn run(run: &mut Run<'_>) -> Result<()> {
    system::ensure(&[&system::PHP, &system::PHPUNIT])?;
    python::ensure_packages(run.project)?;
    // WordPress reads the languages that it writes.
    build::run(run.project)?;
    let mut table = format!(
        "{:<25}{}\n",
        "",
        PHP.map(|php| format!("{php:<40}")).concat()
    );
    for version in VERSIONS {
        for database in [Database::MariaDb, Database::Sqlite] {
            match row(run, version, database) {
                Ok(row) => table += &row,
                Err(error) => {
                    run.say(&table);
                    return Err(error);
                }
            }
        }
    }
    run.say(&table);
    Ok(())
}

fn row(run: &mut Run<'_>, version: Version, database: Database) -> Result<String> {
    let project = run.project;
    let spec = SiteSpec {
        version,
        database,
        // PHP as wasm reaches no socket.
        database_port: Some(free_port()?),
        ..SiteSpec::default()
    };
    let mut row = format!("{:<25}", spec.name());
    if version == Version::Oldest && database == Database::Sqlite {
        row += "cannot be: WordPress' plugin for SQLite needs 6.4\n";
        return Ok(row);
    }
    let folder = scratch_folder()?;
    let site = spec.start(project, folder.path())?;
    let machine = machine_php(project)?;
    for php in PHP {
        let mut tests = if php == machine {
            in_machine(project, &site.root)
        } else {
            in_wasm(project, php, &site.root)?
        };
        let before = std::mem::take(&mut run.count);
        run.tests(
            &format!("PHPUnit: {}, PHP {php}", spec.name()),
            &mut tests,
            count::phpunit,
        )?;
        row += &format!("{:<40}", run.count.to_string());
        run.count += before;
    }
    Ok(row + "\n")
}

/// Such as 8.2.
fn machine_php(project: &Project) -> Result<String> {
    let code = "echo PHP_MAJOR_VERSION, '.', PHP_MINOR_VERSION;";
    process::read(project.command("php").args(["-r", code]))
}

fn in_machine(project: &Project, root: &Path) -> Command {
    let mut command = project.command("phpunit");
    command
        .args(["--configuration", "wordpress/cognipress/tests/phpunit.xml"])
        .env("COGNIPRESS_WP_ROOT", root)
        .env("COGNIPRESS_PYTHON", project.python_program("python"));
    command
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
