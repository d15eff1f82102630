//! A local Cognito (ministack) with a pool and users of every kind.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::{Map, Value};

use crate::net::{free_port, status_of};
use crate::process::{self, Server};
use crate::project::Project;
use crate::report::step;

/// What can be signed in to. `facts` is what python/pool.py prints.
pub(crate) struct Pool {
    pub(crate) server: Server,
    port: u16,
    facts: Value,
    facts_file: PathBuf,
}

impl Pool {
    /// Starts Cognito with its state in `folder`; a state that is already there is used again.
    pub(crate) fn start(project: &Project, folder: &Path) -> Result<Self> {
        step("Cognito (ministack), pool and users", || {
            fs::create_dir_all(folder)?;
            let port = free_port()?;
            let server = start_server(project, folder, port)?;
            let facts_file = folder.join("pool.json");
            if !facts_file.exists() {
                let facts = process::read(
                    project
                        .python()
                        .arg("xtask/python/pool.py")
                        .arg(format!("http://127.0.0.1:{port}")),
                )?;
                fs::write(&facts_file, facts)?;
            }
            let facts = serde_json::from_slice(&fs::read(&facts_file)?)?;
            Ok(Self {
                server,
                port,
                facts,
                facts_file,
            })
        })
    }

    pub(crate) fn url(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// The server's address, whatever stands in front of it.
    pub(crate) fn upstream(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(crate) fn id(&self) -> Result<&str> {
        self.fact("/userPoolId")
    }

    pub(crate) fn client_id(&self) -> Result<&str> {
        self.fact("/clientId")
    }

    /// The plugin's settings, for a Cognito that the browser and PHP find at `url`.
    pub(crate) fn constants(&self, url: &str) -> Result<Map<String, Value>> {
        Ok(constants(self.id()?, self.client_id()?, url))
    }

    /// User name and password of the user of that kind.
    pub(crate) fn user(&self, kind: &str) -> Result<(&str, &str)> {
        Ok((
            self.fact(&format!("/users/{kind}/username"))?,
            self.fact(&format!("/users/{kind}/password"))?,
        ))
    }

    fn fact(&self, pointer: &str) -> Result<&str> {
        self.facts
            .pointer(pointer)
            .and_then(Value::as_str)
            .with_context(|| format!("{} has no {pointer}", self.facts_file.display()))
    }

    /// The JSON file with pool, client and users.
    pub(crate) fn facts_file(&self) -> &Path {
        &self.facts_file
    }
}

/// The plugin's settings for the app client of a user pool at `url`.
pub(crate) fn constants(id: &str, client_id: &str, url: &str) -> Map<String, Value> {
    [
        ("COGNIPRESS_USER_POOL_ID", id.to_owned()),
        ("COGNIPRESS_CLIENT_ID", client_id.to_owned()),
        ("COGNIPRESS_ENDPOINT", url.to_owned()),
        (
            "COGNIPRESS_JWKS_URL",
            format!("{url}/{id}/.well-known/jwks.json"),
        ),
    ]
    .map(|(name, value)| (name.to_owned(), Value::from(value)))
    .into_iter()
    .collect()
}

fn start_server(project: &Project, folder: &Path, port: u16) -> Result<Server> {
    Server::start(
        "ministack",
        Command::new(project.python_program("ministack"))
            .current_dir(folder)
            // Without AUTH any code and any forged access token would do.
            .env("AUTH", "true")
            .env("GATEWAY_PORT", port.to_string())
            .env("BIND_HOST", "127.0.0.1")
            .env("MINISTACK_HOST", "localhost")
            .env("MINISTACK_REGION", "eu-west-1")
            // Its MQTT broker would listen on every interface.
            .env("IOT_MTLS_ENABLED", "0")
            .env("LAMBDA_EXECUTOR", "local")
            .env("AWS_ACCESS_KEY_ID", "test")
            .env("AWS_SECRET_ACCESS_KEY", "test")
            // Written on SIGTERM; harmless where the folder is temporary.
            .env("PERSIST_STATE", "1")
            .env("STATE_DIR", folder.join("state")),
        &folder.join("ministack.log"),
        || status_of(port, "/_ministack/health") == Some(200),
    )
}
