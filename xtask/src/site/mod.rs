//! A running WordPress: a copy of the tree, a database, PHP's own web server.

pub(crate) mod farm;
mod mariadb;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

use crate::net::{free_port, status_as};
use crate::process::{self, Server};
use crate::project::Project;
use crate::report::step;
use crate::setup::wordpress::Version;
use crate::setup::{sqlite, system, wordpress};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Database {
    Sqlite,
    MariaDb,
}

/// Where the plugin's files come from.
pub(crate) enum Plugin<'a> {
    /// The source folder itself, so that a change shows at once.
    Linked,
    /// The archive that `cargo xtask dist` makes.
    Archive(&'a Path),
}

/// What a site shall be.
pub(crate) struct SiteSpec<'a> {
    pub(crate) version: Version,
    pub(crate) database: Database,
    pub(crate) plugin: Plugin<'a>,
    /// Whether it becomes a network of sites in folders.
    pub(crate) network: bool,
    /// The port of the web server; `None`: any free one.
    pub(crate) port: Option<u16>,
    /// The port in the addresses WordPress prints, when a proxy stands in front.
    pub(crate) public_port: Option<u16>,
    /// The port of this machine that MariaDB listens on besides its socket; `None`: no port.
    pub(crate) database_port: Option<u16>,
    /// What wp-config.php defines besides the usual.
    pub(crate) constants: Map<String, Value>,
}

impl Default for SiteSpec<'_> {
    /// A site alone, of the newest WordPress, which needs no database server.
    fn default() -> Self {
        Self {
            version: Version::Current,
            database: Database::Sqlite,
            plugin: Plugin::Linked,
            network: false,
            port: None,
            public_port: None,
            database_port: None,
            constants: Map::new(),
        }
    }
}

pub(crate) struct Site {
    pub(crate) server: Server,
    /// Ends after the web server.
    _database: Option<Server>,
    pub(crate) root: PathBuf,
    debug_log: PathBuf,
    port: u16,
    public_port: u16,
}

/// Administrator of every site made here.
pub(crate) const ADMIN: &str = "admin";
pub(crate) const ADMIN_PASSWORD: &str = "Local-Admin-0!";

impl SiteSpec<'_> {
    pub(crate) fn name(&self) -> String {
        let database = match self.database {
            Database::Sqlite => "SQLite",
            Database::MariaDb => "MariaDB",
        };
        format!("WordPress {} on {database}", self.version.name())
    }

    /// Installs what such a site needs.
    pub(crate) fn ensure(&self, project: &Project) -> Result<()> {
        match self.database {
            Database::Sqlite => {
                system::ensure(&[&system::PHP])?;
                sqlite::ensure_plugin(project)?;
            }
            Database::MariaDb => system::ensure(&[&system::PHP, &system::MARIADB])?,
        }
        wordpress::ensure_tree(project, self.version).map(drop)
    }

    /// Makes the site in `folder` and serves it; what is already there is used again.
    pub(crate) fn start(&self, project: &Project, folder: &Path) -> Result<Site> {
        self.ensure(project)?;
        step(&self.name(), || {
            let root = folder.join("wordpress");
            self.lay_out(project, &root)?;
            let mariadb = folder.join("mariadb");
            let database = match self.database {
                Database::Sqlite => None,
                Database::MariaDb => Some(mariadb::start(&mariadb, self.database_port)?),
            };
            let port = self.port.map_or_else(free_port, Ok)?;
            let public_port = self.public_port.unwrap_or(port);
            let database_host = match (self.database, self.database_port) {
                (Database::Sqlite, _) => "sqlite".to_owned(),
                (Database::MariaDb, Some(port)) => format!("127.0.0.1:{port}"),
                (Database::MariaDb, None) => {
                    format!("localhost:{}", path_text(&mariadb::socket(&mariadb))?)
                }
            };
            let settings = folder.join("settings.json");
            fs::write(
                &settings,
                json!({
                    "url": format!("http://localhost:{public_port}"),
                    "database": database_host,
                    "adminPassword": ADMIN_PASSWORD,
                    "network": self.network,
                    "constants": self.constants,
                })
                .to_string(),
            )?;
            for _ in 0..=usize::from(self.network) {
                process::run(
                    php(project)
                        .arg(project.path("xtask/php/install.php"))
                        .arg(&root)
                        .arg(&settings),
                )?;
            }
            let server = serve(project, &root, port, public_port, &folder.join("php.log"))?;
            Ok(Site {
                server,
                _database: database,
                root,
                // php/install.php names it.
                debug_log: folder.join("debug.log"),
                port,
                public_port,
            })
        })
    }

    fn lay_out(&self, project: &Project, root: &Path) -> Result<()> {
        let plugins = root.join("wp-content/plugins");
        if !root.exists() {
            copy(&wordpress::ensure_tree(project, self.version)?, root)?;
        }
        let sqlite = plugins.join("sqlite-database-integration");
        if self.database == Database::Sqlite && !sqlite.exists() {
            copy(&sqlite::ensure_plugin(project)?, &sqlite)?;
        }
        match self.plugin {
            Plugin::Linked => {
                let link = plugins.join("cognipress");
                if !link.is_symlink() {
                    symlink(project.path("wordpress/cognipress"), link)?;
                }
            }
            Plugin::Archive(archive) => {
                zip::ZipArchive::new(fs::File::open(archive)?)?.extract(&plugins)?;
            }
        }
        Ok(())
    }
}

impl Site {
    /// One more PHP server of the same site, and its port.
    pub(crate) fn serve_again(&self, project: &Project, folder: &Path) -> Result<(Server, u16)> {
        let port = free_port()?;
        let log = folder.join("php-2.log");
        let server = serve(project, &self.root, port, self.public_port, &log)?;
        Ok((server, port))
    }

    /// The port of the first one.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// The last of what PHP complained about.
    pub(crate) fn complaints(&self) -> String {
        let log = fs::read(&self.debug_log).unwrap_or_default();
        process::tail(&String::from_utf8_lossy(&log), 20)
    }

    /// The host, with its port, that WordPress knows itself by.
    pub(crate) fn host(&self) -> String {
        format!("localhost:{}", self.public_port)
    }

    /// The address WordPress knows itself by.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.host())
    }

    /// The web server's address.
    pub(crate) fn upstream(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to.parent().context("no parent folder")?)?;
    process::run(Command::new("cp").arg("-r").arg(from).arg(to)).map(drop)
}

fn serve(
    project: &Project,
    root: &Path,
    port: u16,
    public_port: u16,
    log: &Path,
) -> Result<Server> {
    Server::start(
        "php",
        php(project)
            .arg("-S")
            .arg(format!("127.0.0.1:{port}"))
            .arg("-t")
            .arg(root)
            .arg(project.path("xtask/php/router.php"))
            .env("PHP_CLI_SERVER_WORKERS", "4"),
        log,
        // A network sends whoever knows it by another name away.
        || status_as(public_port, port, "/wp-login.php") == Some(200),
    )
}

fn php(project: &Project) -> Command {
    let mut command = project.command("php");
    command.args(["-d", "memory_limit=256M"]);
    command
}

fn path_text(path: &Path) -> Result<&str> {
    path.to_str().context("a path is not valid UTF-8")
}
