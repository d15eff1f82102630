//! Browsers, behind the W3C WebDriver that comes with each.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::net::{free_port, status_of};
use crate::process::{self, Server};
use crate::project::Project;
use crate::report::step;
use crate::setup::system;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Browser {
    Chromium,
    Firefox,
    WebKitGtk,
}

pub(crate) struct WebDriver {
    pub(crate) browser: Browser,
    _server: Server,
    port: u16,
}

impl Browser {
    /// The name the browser suite knows it by.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKitGtk => "webkitgtk",
        }
    }

    pub(crate) fn ensure(self, project: &Project) -> Result<()> {
        match self {
            Self::Chromium => system::ensure(&[&system::CHROMIUM]),
            Self::Firefox => {
                system::ensure(&[&system::FIREFOX])?;
                ensure_geckodriver(project)
            }
            Self::WebKitGtk => system::ensure(&[&system::WEBKIT]),
        }
    }

    /// Starts the driver; what the browser writes goes to `folder`.
    pub(crate) fn start(self, project: &Project, folder: &Path) -> Result<WebDriver> {
        self.ensure(project)?;
        let port = free_port()?;
        let mut command = match self {
            Self::Chromium => Command::new("chromedriver"),
            Self::Firefox => Command::new(geckodriver(project)),
            Self::WebKitGtk => {
                let mut command = Command::new("xvfb-run");
                command.args(["--auto-servernum", "WebKitWebDriver"]);
                command
            }
        };
        command
            .arg(format!("--port={port}"))
            .env("TMPDIR", folder)
            .env("HOME", folder);
        let log = folder.join(format!("{}.log", self.name()));
        let server = Server::start("the WebDriver", &mut command, &log, || {
            status_of(port, "/status") == Some(200)
        })?;
        Ok(WebDriver {
            browser: self,
            _server: server,
            port,
        })
    }
}

impl WebDriver {
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

const GECKODRIVER: &str = "geckodriver@0.37.1";

fn geckodriver(project: &Project) -> PathBuf {
    project.cache("cargo").join("bin/geckodriver")
}

/// Debian has no package of it, and Mozilla's own binaries come from a host of their own.
fn ensure_geckodriver(project: &Project) -> Result<()> {
    if geckodriver(project).exists() {
        return Ok(());
    }
    step("cargo: geckodriver (about three minutes)", || {
        process::run(
            project
                .cargo()
                .args(["install", "--quiet", "--locked", GECKODRIVER, "--root"])
                .arg(project.cache("cargo")),
        )
        .map(drop)
    })
}
