//! What stands around several PHP servers of one site: a balancer before
//! them, and a Redis that they share.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::net::status_of;
use crate::process::{self, Server};
use crate::project::Project;
use crate::setup::nginx;

/// Listens on `port` and sends each request to the next of `servers`, or to
/// the one that its header `X-Server` names: "a" for the first, "b" for the second.
pub(crate) fn balance(
    project: &Project,
    folder: &Path,
    port: u16,
    servers: [u16; 2],
) -> Result<Server> {
    fs::create_dir_all(folder)?;
    let config = folder.join("nginx.conf");
    fs::write(&config, configuration(folder, port, servers))?;
    Server::start(
        "nginx",
        Command::new(nginx::ensure(project)?)
            .arg("-p")
            .arg(folder)
            .arg("-c")
            .arg(&config)
            .args(["-e", "stderr"]),
        &folder.join("nginx.log"),
        || status_of(port, "/wp-login.php") == Some(200),
    )
}

fn configuration(folder: &Path, port: u16, [a, b]: [u16; 2]) -> String {
    // As root nginx would let another user do the work, who may not enter the folder.
    let user = if rustix::process::geteuid().is_root() {
        "user root;"
    } else {
        ""
    };
    let folder = folder.display();
    format!(
        r#"{user}
daemon off;
worker_processes 1;
pid {folder}/pid;
error_log stderr;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    upstream a {{ server 127.0.0.1:{a}; }}
    upstream b {{ server 127.0.0.1:{b}; }}
    upstream each {{ server 127.0.0.1:{a}; server 127.0.0.1:{b}; }}
    map $http_x_server $chosen {{ a a; b b; default each; }}
    map $upstream_addr $name {{ 127.0.0.1:{a} a; 127.0.0.1:{b} b; }}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://$chosen;
            proxy_set_header Host $http_host;
            proxy_set_header X-Real-IP $remote_addr;
            proxy_read_timeout 300s;
            proxy_connect_timeout 300s;
            # A request that a server has seen is not the balancer's to repeat.
            proxy_next_upstream off;
            add_header X-Server $name always;
        }}
    }}
}}
"#
    )
}

pub(crate) fn redis_socket(folder: &Path) -> PathBuf {
    folder.join("socket")
}

/// A Redis that listens on a socket in `folder`, on no port, and keeps nothing.
pub(crate) fn redis(folder: &Path) -> Result<Server> {
    fs::create_dir_all(folder)?;
    // One program under several names: Debian's redis-tools has it under this one.
    let program = folder.join("redis-server");
    symlink("/usr/bin/redis-check-rdb", &program)?;
    let socket = redis_socket(folder);
    Server::start(
        "Redis",
        Command::new(program)
            .args(["--port", "0", "--save", "", "--appendonly", "no"])
            .arg("--unixsocket")
            .arg(&socket)
            .arg("--dir")
            .arg(folder),
        &folder.join("redis.log"),
        || process::run(Command::new("redis-cli").arg("-s").arg(&socket).arg("PING")).is_ok(),
    )
}
