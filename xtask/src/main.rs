//! The project's commands. Each has a file of its own; `setup` installs what
//! they need, `process` sees to it that nothing they start outlives them.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod bench;
mod browser;
mod build;
mod demo;
mod dist;
mod docs;
mod facts;
mod net;
mod pictures;
mod pool;
mod process;
mod project;
mod report;
mod setup;
mod site;
mod size;
mod test;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::project::Project;

const HELP: &str = "\
Usage: cargo xtask COMMAND

  build                      compile everything: target/wasm, pkg, the plugin's assets
  dist                       pack the npm tarball and the plugin's archive into dist, and make the site there
      --release              refuse what is not ready to be published
  demo                       serve a WordPress with a local Cognito until Ctrl-C
      --check                sign in once with a real browser, then end
      --port N               the site's port
      --keep DIR             keep the state in DIR, and use it again
  test [SUITE…]              run the required suites, or these, as many at a time as there are cores:
                             core host plugin exchange panels challenges forms wordpress servers
                             login engines flows delivery tokens demo matrix walk
      --all                  also the long ones, matrix and walk among them
  bench [BENCH…]             measure ours beside the peers: srp signin exchange load size,
                             or the kernel's leaks through time: timing
      --json                 one line for each measurement and peer
  pictures                   take those of the login form and of the plugin directory anew
  size                       what a page loads to sign in, and where the bytes come from
      --json                 one line for each measurement and peer
      --record               measure growth from here on
";

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(_) if process::interrupted() => ExitCode::from(130),
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode> {
    process::end_children_on_signals()?;
    let mut arguments = lexopt::Parser::from_env();
    let command = match arguments.next()? {
        Some(lexopt::Arg::Value(command)) => command,
        _ => bail!("no command given\n\n{HELP}"),
    };
    let project = Project::locate()?;
    match command.to_str() {
        Some("bench") => bench::run(&project, arguments)?,
        Some("build") => build::run(&project)?,
        Some("demo") => demo::run(&project, arguments)?,
        Some("dist") => dist::run(&project, arguments)?,
        Some("pictures") => pictures::run(&project)?,
        Some("size") => size::run(&project, arguments)?,
        Some("test") => return test::run(&project, arguments),
        Some("help") => print!("{HELP}"),
        _ => bail!("unknown command {command:?}\n\n{HELP}"),
    }
    Ok(ExitCode::SUCCESS)
}
