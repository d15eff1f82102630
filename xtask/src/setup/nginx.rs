//! nginx, unpacked without being installed: Debian's package would start a
//! service on every interface.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use super::is_installed;
use crate::process;
use crate::project::{Project, replace_folder};
use crate::report::step;

/// The program.
pub(crate) fn ensure(project: &Project) -> Result<PathBuf> {
    if is_installed("nginx") {
        return Ok("nginx".into());
    }
    let unpacked = project.cache("nginx");
    if !unpacked.exists() {
        step("apt: nginx", || {
            replace_folder(&unpacked, |folder| {
                let scratch = tempfile::tempdir()?;
                process::run(
                    Command::new("apt-get")
                        .current_dir(scratch.path())
                        .args(["--quiet", "--option", "APT::Sandbox::User="])
                        .args(["download", "nginx"]),
                )?;
                for entry in fs::read_dir(scratch.path())? {
                    process::run(
                        Command::new("dpkg")
                            .arg("-x")
                            .arg(entry?.path())
                            .arg(folder),
                    )?;
                }
                Ok(())
            })
        })?;
    }
    Ok(unpacked.join("usr/sbin/nginx"))
}
