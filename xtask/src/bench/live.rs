//! The benches that need servers: `signin`, `exchange` and `load`.

use std::fs;
use std::process::Command;

use anyhow::Result;
use tempfile::TempDir;

use super::line::Line;
use super::{drive, driver};
use crate::browser::{Browser, WebDriver};
use crate::facts;
use crate::pool::Pool;
use crate::process;
use crate::project::Project;
use crate::setup::python;
use crate::site::{self, Database, Site, SiteSpec};

/// From the submit to the tokens, beside the peers, at several distances from Cognito.
pub(super) fn sign_in(project: &Project) -> Result<Vec<Line>> {
    let page = tempfile::tempdir()?;
    process::run(
        project
            .npm_program("esbuild")
            .args(["--bundle", "--minify", "--format=esm", "--target=es2022"])
            .args(["--log-level=warning", "--define:global=globalThis"])
            .arg("--alias:cognipress-errors=./target/wasm/errors.ts")
            .arg("--external:cognipress-scripts/*")
            .arg(format!("--outdir={}", page.path().display()))
            .args(
                ["cognipress", "amplify", "identity-js"]
                    .map(|client| format!("benches/signin/{client}.ts")),
            ),
    )?;
    for file in ["cognipress.wasm", "cognipress-simd.wasm"] {
        fs::copy(
            project.path("target/wasm").join(file),
            page.path().join(file),
        )?;
    }
    fs::copy(
        project.path("benches/signin/page.html"),
        page.path().join("page.html"),
    )?;

    let stage = Stage::set(project)?;
    let browser = stage.open_browser(project)?;
    let mut driver = stage.driver(project, "signin.ts", Some(&browser));
    drive("bench: signin", driver.arg(page.path()))
}

/// The server's part, beside WordPress' own login.
pub(super) fn exchange(project: &Project) -> Result<Vec<Line>> {
    let stage = Stage::set(project)?;
    let mut driver = stage.driver(project, "exchange.ts", None);
    drive(
        "bench: exchange",
        driver.args([site::ADMIN, site::ADMIN_PASSWORD]),
    )
}

/// The login page before anybody touches the form, with the plugin and without.
pub(super) fn load(project: &Project) -> Result<Vec<Line>> {
    let stage = Stage::set(project)?;
    let browser = stage.open_browser(project)?;
    drive(
        "bench: load",
        &mut stage.driver(project, "load.ts", Some(&browser)),
    )
}

/// A site and its Cognito. The fields end in this order, the folder they write to last.
struct Stage {
    site: Site,
    pool: Pool,
    folder: TempDir,
}

impl Stage {
    fn set(project: &Project) -> Result<Self> {
        python::ensure_packages(project)?;
        let folder = tempfile::tempdir()?;
        let pool = Pool::start(project, &folder.path().join("cognito"))?;
        let site = SiteSpec {
            database: Database::MariaDb,
            constants: pool.constants(&pool.url())?,
            ..SiteSpec::default()
        }
        .start(project, folder.path())?;
        Ok(Self { site, pool, folder })
    }

    fn open_browser(&self, project: &Project) -> Result<WebDriver> {
        Browser::Chromium.start(project, self.folder.path())
    }

    /// The script, told where everything is.
    fn driver(&self, project: &Project, script: &str, browser: Option<&WebDriver>) -> Command {
        let mut driver = driver(project, script);
        facts::tell(&mut driver, &self.site, &self.pool, &self.pool.url());
        if let Some(browser) = browser {
            facts::tell_browser(&mut driver, browser);
        }
        driver
    }
}
