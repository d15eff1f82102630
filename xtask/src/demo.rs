//! `cargo xtask demo`: a WordPress with the plugin, and a Cognito to sign in to.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Result;
use lexopt::Arg::{Long, Value};

use crate::browser::Browser;
use crate::build;
use crate::docs;
use crate::facts;
use crate::net::claim_port;
use crate::pool::Pool;
use crate::process;
use crate::project::{Project, scratch_folder};
use crate::report::step;
use crate::setup::wordpress::Version;
use crate::setup::{self, python, sqlite, system, wordpress};
use crate::site::{self, Site, SiteSpec};

const VERSION: Version = Version::Current;

#[derive(Default)]
struct Options {
    check: bool,
    port: Option<u16>,
    keep: Option<PathBuf>,
}

impl Options {
    fn parse(mut arguments: lexopt::Parser) -> Result<Self> {
        use lexopt::ValueExt;
        let mut options = Self::default();
        while let Some(argument) = arguments.next()? {
            match argument {
                Long("check") => options.check = true,
                Long("port") => options.port = Some(arguments.value()?.parse()?),
                Long("keep") => options.keep = Some(arguments.value()?.into()),
                Long(_) | lexopt::Arg::Short(_) | Value(_) => {
                    return Err(argument.unexpected().into());
                }
            }
        }
        Ok(options)
    }
}

pub(crate) fn run(project: &Project, arguments: lexopt::Parser) -> Result<()> {
    let started = Instant::now();
    let options = Options::parse(arguments)?;
    let temporary = scratch_folder()?;
    let folder = match &options.keep {
        Some(folder) => {
            fs::create_dir_all(folder)?;
            folder.canonicalize()?
        }
        None => temporary.path().to_owned(),
    };
    eprintln!("Cognipress demo");
    install(project, options.check)?;
    let pool = Pool::start(project, &folder.join("cognito"))?;
    let site = start_site(project, &folder, options.port, &pool)?;
    let ready_after = started.elapsed();
    if options.check {
        return check(project, temporary.path(), &pool, &site, ready_after);
    }
    add_forms(project, &site)?;
    let (docs, docs_url) = docs::serve(project, &folder)?;
    introduce(&pool, &site, &docs_url, ready_after)?;
    process::serve_until_signal(&[&pool.server, &site.server, &docs])
}

/// All that is missing and the build, side by side: most of the first is waiting for the network.
/// A check takes a browser, and no documentation.
fn install(project: &Project, is_check: bool) -> Result<()> {
    let mut needs = vec![&system::CURL, &system::PYTHON, &system::PHP];
    if is_check {
        needs.push(&system::CHROMIUM);
    }
    system::ensure(&needs)?;
    setup::side_by_side(&[
        &|| {
            build::run(project)?;
            if is_check {
                return Ok(());
            }
            step("build: documentation", || docs::build(project)).map(drop)
        },
        &|| python::ensure_packages(project),
        &|| sqlite::ensure_plugin(project).map(drop),
        &|| wordpress::ensure_tree(project, VERSION).map(drop),
    ])
}

fn start_site(project: &Project, folder: &Path, port: Option<u16>, pool: &Pool) -> Result<Site> {
    let port = port.map(claim_port).transpose()?;
    let spec = SiteSpec {
        version: VERSION,
        port,
        constants: pool.constants(&pool.url())?,
        ..SiteSpec::default()
    };
    spec.start(project, folder)
}

/// The forms of other plugins, as the documentation shows them.
fn add_forms(project: &Project, site: &Site) -> Result<()> {
    let folder = site.root.join("wp-content/mu-plugins");
    fs::create_dir_all(&folder)?;
    let fixtures = project.path("tests/forms/fixtures/fixtures.php");
    let path = fixtures
        .display()
        .to_string()
        .replace('\\', r"\\")
        .replace('\'', r"\'");
    let plugin = format!("<?php\nrequire '{path}';\n");
    fs::write(folder.join("cognipress-fixtures.php"), plugin)?;
    Ok(())
}

fn introduce(pool: &Pool, site: &Site, docs_url: &str, ready_after: Duration) -> Result<()> {
    let url = site.url();
    println!();
    println!("  Sign in at     {url}/wp-login.php");
    for (kind, what) in [
        ("normal", "a normal user"),
        ("temporary", "must choose a new password"),
        ("groups", "in the groups editors and staff"),
    ] {
        let (name, password) = pool.user(kind)?;
        println!("    {name:<10} {password:<22} {what}");
    }
    println!("  Administrator  {url}/wp-login.php?cognipress=local");
    println!(
        "    {:<10} {:<22} WordPress' own password",
        site::ADMIN,
        site::ADMIN_PASSWORD
    );
    println!(
        "  Cognito        {}  (pool {}, client {})",
        pool.url(),
        pool.id()?,
        pool.client_id()?
    );
    println!("  Every form     {docs_url}/form-plugins.html?demo={url}");
    println!(
        "  Without WordPress  {docs_url}/live.html?userPoolId={}&clientId={}&endpoint={}",
        pool.id()?,
        pool.client_id()?,
        pool.url()
    );
    println!();
    println!(
        "  Ready after {:.1} s. Ctrl-C ends it.",
        ready_after.as_secs_f32()
    );
    Ok(())
}

/// Signs in once, as a person would, with a real browser.
fn check(
    project: &Project,
    temporary: &Path,
    pool: &Pool,
    site: &Site,
    ready_after: Duration,
) -> Result<()> {
    let driver = Browser::Chromium.start(project, temporary)?;
    let mut command = project.command("node");
    command.args(["--import", "tsx", "tests/browser/demo-check.ts"]);
    facts::tell(&mut command, site, pool, &pool.url());
    facts::tell_browser(&mut command, &driver);
    let output = step("sign-in with Chromium", || process::run(&mut command))?;
    print!("{output}");
    println!(
        "The demo works; its address was ready after {:.1} s.",
        ready_after.as_secs_f32()
    );
    Ok(())
}
