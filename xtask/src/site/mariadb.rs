//! A private MariaDB that listens on a socket in its folder, and where asked to on a port of this machine.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::{self, Server};
use crate::setup::system;

pub(super) fn socket(folder: &Path) -> PathBuf {
    folder.join("socket")
}

pub(super) fn start(folder: &Path, port: Option<u16>) -> Result<Server> {
    let data = folder.join("data");
    if !data.exists() {
        fs::create_dir_all(&data)?;
        process::run(
            Command::new("mariadb-install-db")
                .arg("--no-defaults")
                .arg(option("--datadir", &data))
                .args(["--auth-root-authentication-method=normal", "--skip-test-db"])
                .args(user()),
        )?;
    }
    let socket = socket(folder);
    let server = Server::start(
        "mariadbd",
        Command::new(system::mariadbd().context("mariadbd is not installed")?)
            .arg("--no-defaults")
            .arg(option("--datadir", &data))
            .arg(option("--socket", &socket))
            .arg(option("--pid-file", &folder.join("pid")))
            // Throw-away data: survive a crash of mariadbd, not of the machine.
            .arg("--innodb-flush-log-at-trx-commit=2")
            .args(networking(port))
            .args(user()),
        &folder.join("mariadb.log"),
        || query(&socket, "SELECT 1").is_ok(),
    )?;
    query(
        &socket,
        "CREATE DATABASE IF NOT EXISTS wordpress CHARACTER SET utf8mb4",
    )?;
    Ok(server)
}

fn query(socket: &Path, sql: &str) -> Result<()> {
    process::run(
        Command::new("mariadb")
            .arg("--no-defaults")
            .arg(option("--socket", socket))
            .args(["--user=root", "--execute", sql]),
    )
    .map(drop)
}

fn networking(port: Option<u16>) -> Vec<String> {
    match port {
        None => vec!["--skip-networking".to_owned()],
        Some(port) => vec![
            "--bind-address=127.0.0.1".to_owned(),
            format!("--port={port}"),
        ],
    }
}

fn option(name: &str, path: &Path) -> String {
    format!("{name}={}", path.display())
}

/// As root the server insists on being told which user to be.
fn user() -> Option<&'static str> {
    rustix::process::geteuid()
        .is_root()
        .then_some("--user=root")
}
