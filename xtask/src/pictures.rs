//! `cargo xtask pictures`: the login form in `www/images`, and what the plugin directory shows
//! (`wordpress/cognipress/.wordpress-org`), from real pages.

use anyhow::Result;

use crate::browser::Browser;
use crate::build;
use crate::facts;
use crate::net::free_port;
use crate::pool::Pool;
use crate::process;
use crate::project::{Project, scratch_folder};
use crate::report::step;
use crate::setup::python;
use crate::site::SiteSpec;

const SCRIPTS: [&str; 2] = ["tests/browser/screenshots.ts", "tests/browser/directory.ts"];

pub(crate) fn run(project: &Project) -> Result<()> {
    build::run(project)?;
    python::ensure_packages(project)?;
    let folder = scratch_folder()?;
    let pool = Pool::start(project, &folder.path().join("cognito"))?;
    let cognito_url = format!("http://localhost:{}", free_port()?);
    let site = SiteSpec {
        public_port: Some(free_port()?),
        constants: pool.constants(&cognito_url)?,
        ..SiteSpec::default()
    }
    .start(project, folder.path())?;
    let driver = Browser::Chromium.start(project, folder.path())?;
    for script in SCRIPTS {
        let mut command = project.command("node");
        command.args(["--import", "tsx", script]);
        facts::tell(&mut command, &site, &pool, &cognito_url);
        facts::tell_browser(&mut command, &driver);
        step(script, || process::run(&mut command))?;
    }
    Ok(())
}
