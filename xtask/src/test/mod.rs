//! `cargo xtask test`: all suites, or those that are named.

mod count;
mod suites;

use std::process::{Command, ExitCode};
use std::time::Instant;

use anyhow::{Result, bail};

use crate::process;
use crate::project::Project;
use count::Count;

/// One row of the list in `suites`.
struct Suite {
    name: &'static str,
    run: fn(&mut Run<'_>) -> Result<()>,
}

/// A suite under way.
struct Run<'a> {
    project: &'a Project,
    /// The long tests too.
    all: bool,
    count: Count,
}

pub(crate) fn run(project: &Project, arguments: lexopt::Parser) -> Result<ExitCode> {
    let (suites, all) = parse(arguments)?;
    let mut total = Count::default();
    let mut summary = Vec::new();
    for suite in suites {
        println!("━━ {} ━━", suite.name);
        let started = Instant::now();
        let mut run = Run {
            project,
            all,
            count: Count::default(),
        };
        if let Err(error) = (suite.run)(&mut run) {
            if process::interrupted() {
                return Err(error);
            }
            // What could not even start has failed; the other suites still tell something.
            println!("✗ {}: {error:#}", suite.name);
            run.count += Count::FAILED;
        }
        total += run.count;
        summary.push(format!(
            "{:<9} {} ({:.0} s)",
            suite.name,
            run.count,
            started.elapsed().as_secs_f32()
        ));
    }
    println!("━━ summary ━━");
    println!("{}\n", summary.join("\n"));
    println!("{total}");
    Ok(if total.failed == 0 && total.passed > 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn parse(mut arguments: lexopt::Parser) -> Result<(Vec<&'static Suite>, bool)> {
    let mut all = false;
    let mut chosen = Vec::new();
    while let Some(argument) = arguments.next()? {
        match argument {
            lexopt::Arg::Long("all") => all = true,
            lexopt::Arg::Value(name) => {
                let Some(suite) = suites::ALL.iter().find(|suite| name == suite.name) else {
                    let names: Vec<_> = suites::ALL.iter().map(|suite| suite.name).collect();
                    bail!("no suite {name:?}; there are: {}", names.join(", "));
                };
                chosen.push(suite);
            }
            _ => return Err(argument.unexpected().into()),
        }
    }
    if chosen.is_empty() {
        chosen.extend(&suites::ALL);
    }
    Ok((chosen, all))
}

impl Run<'_> {
    /// A command that passes or fails as a whole; what it prints matters only when it fails.
    fn check(&mut self, name: &str, command: &mut Command) -> Result<()> {
        let started = Instant::now();
        let result = process::run(command);
        self.judge(name, started, result.map(|_| Count::PASSED))
    }

    /// A test runner, whose own count is taken over.
    fn tests(&mut self, name: &str, command: &mut Command, read: fn(&str) -> Count) -> Result<()> {
        println!("▸ {name}");
        let started = Instant::now();
        let finished = process::run_shown(command)?;
        let count = read(&finished.output);
        let result = if count.all() == 0 {
            Err(anyhow::anyhow!("no test ran ({})", finished.status))
        } else if count.failed == 0 && !finished.status.success() {
            Err(anyhow::anyhow!(
                "the runner failed, though no test did ({})",
                finished.status
            ))
        } else {
            Ok(count)
        };
        self.judge(name, started, result)
    }

    /// Notes a result; only an interruption ends the run.
    fn judge(&mut self, name: &str, started: Instant, result: Result<Count>) -> Result<()> {
        let seconds = started.elapsed().as_secs_f32();
        match result {
            Ok(count) => {
                let mark = if count.failed == 0 { "✓" } else { "✗" };
                println!("{mark} {name}: {count} ({seconds:.1} s)");
                self.count += count;
                Ok(())
            }
            Err(error) if process::interrupted() => Err(error),
            Err(error) => {
                println!("✗ {name} ({seconds:.1} s): {error:#}");
                self.count += Count::FAILED;
                Ok(())
            }
        }
    }
}
