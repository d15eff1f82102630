//! The project's commands. Each has a file of its own; `setup` installs what
//! they need, `process` sees to it that nothing they start outlives them.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod build;
mod demo;
mod net;
mod pool;
mod process;
mod project;
mod report;
mod setup;
mod site;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::project::Project;

const HELP: &str = "\
Usage: cargo xtask COMMAND

  build                      compile everything: target/wasm, pkg, the plugin's assets
  demo                       serve a WordPress with a local Cognito until Ctrl-C
      --check                sign in once with a real browser, then end
      --port N               the site's port
      --keep DIR             keep the state in DIR, and use it again
";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) if process::interrupted() => ExitCode::from(130),
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    process::end_children_on_signals()?;
    let mut arguments = lexopt::Parser::from_env();
    let command = match arguments.next()? {
        Some(lexopt::Arg::Value(command)) => command,
        _ => bail!("no command given\n\n{HELP}"),
    };
    let project = Project::locate()?;
    match command.to_str() {
        Some("build") => build::run(&project),
        Some("demo") => demo::run(&project, arguments),
        Some("help") => {
            print!("{HELP}");
            Ok(())
        }
        _ => bail!("unknown command {command:?}\n\n{HELP}"),
    }
}
