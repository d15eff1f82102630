//! WordPress' SQLite integration plugin. wordpress.org is not always within
//! reach; an npm package of the WordPress project carries the same archive.

use std::fs::File;
use std::path::PathBuf;
use std::sync::Mutex;

use anyhow::{Context, Result};

use super::one_at_a_time;
use crate::process;
use crate::project::{Project, replace_folder};
use crate::report::step;

const NPM_PACKAGE: &str = "@wp-playground/cli@3.1.56";
const ARCHIVE: &str = "package/sqlite-database-integration.zip";
/// The archive's only folder.
const FOLDER: &str = "plugin-sqlite-database-integration";
static LOCK: Mutex<()> = Mutex::new(());

/// The plugin's folder.
pub(crate) fn ensure_plugin(project: &Project) -> Result<PathBuf> {
    let _lock = one_at_a_time(&LOCK);
    let unpacked = project.cache("sqlite-database-integration");
    if !unpacked.exists() {
        step("npm: WordPress' SQLite integration", || {
            replace_folder(&unpacked, |folder| {
                let scratch = tempfile::tempdir()?;
                let package = process::read(
                    project
                        .command("npm")
                        .args(["pack", NPM_PACKAGE, "--silent", "--pack-destination"])
                        .arg(scratch.path()),
                )?;
                process::run(
                    project
                        .command("tar")
                        .arg("-xzf")
                        .arg(scratch.path().join(package.trim_end()))
                        .arg("-C")
                        .arg(scratch.path())
                        .arg(ARCHIVE),
                )?;
                let archive = File::open(scratch.path().join(ARCHIVE))
                    .with_context(|| format!("{NPM_PACKAGE} has no {ARCHIVE}"))?;
                zip::ZipArchive::new(archive)?.extract(folder)?;
                Ok(())
            })
        })?;
    }
    Ok(unpacked.join(FOLDER))
}
