//! `cargo xtask test`: all suites, or those that are named; as many at a time as there are cores.

mod count;
mod matrix;
mod suites;
mod table;
mod wycheproof;

use std::panic::resume_unwind;
use std::process::{Command, ExitCode};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

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
    suite: &'static str,
    /// The long tests too.
    all: bool,
    count: Count,
    failures: String,
}

/// What a suite has come to.
struct Outcome {
    suite: &'static str,
    count: Count,
    /// Told again at the end, where they are found.
    failures: String,
    took: Duration,
}

pub(crate) fn run(project: &Project, arguments: lexopt::Parser) -> Result<ExitCode> {
    let (suites, all) = parse(arguments)?;
    let mut total = Count::default();
    let mut summary = Vec::new();
    for outcome in run_side_by_side(project, &suites, all)? {
        let Outcome { suite, count, .. } = outcome;
        total += count;
        say(suite, &outcome.failures);
        let seconds = outcome.took.as_secs_f32();
        summary.push(format!("{suite:<10} {count} ({seconds:.0} s)"));
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

/// Each core takes the next suite as soon as it has done one: most of them wait for servers and
/// browsers much of their time.
fn run_side_by_side(
    project: &Project,
    suites: &[&'static Suite],
    all: bool,
) -> Result<Vec<Outcome>> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut outcomes = Vec::new();
        while let Some(suite) = suites.get(next.fetch_add(1, Ordering::Relaxed)) {
            outcomes.push(suite.outcome(project, all)?);
        }
        Ok(outcomes)
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        let mut outcomes = Vec::new();
        for worker in workers {
            let done: Result<Vec<_>> = worker.join().unwrap_or_else(|panic| resume_unwind(panic));
            outcomes.extend(done?);
        }
        Ok(outcomes)
    })
}

impl Suite {
    /// Only an interruption is an error.
    fn outcome(&self, project: &Project, all: bool) -> Result<Outcome> {
        let started = Instant::now();
        let mut run = Run {
            project,
            suite: self.name,
            all,
            count: Count::default(),
            failures: String::new(),
        };
        run.say("━━");
        if let Err(error) = (self.run)(&mut run) {
            if process::interrupted() {
                return Err(error);
            }
            // What could not even start has failed; the other suites still tell something.
            run.fail(&format!("✗ {error:#}"));
        }
        let took = started.elapsed();
        run.say(&format!("━━ {} ({:.0} s)", run.count, took.as_secs_f32()));
        Ok(Outcome {
            suite: self.name,
            count: run.count,
            failures: run.failures,
            took,
        })
    }
}

/// Each line with the suite's name, as several speak at a time.
fn say(suite: &str, text: &str) {
    let lines = text.lines().map(|line| format!("{suite:<10} {line}\n"));
    print!("{}", lines.collect::<String>());
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
        let required = |suite: &&Suite| all || !suites::LONG.contains(&suite.name);
        chosen.extend(suites::ALL.iter().filter(required));
    }
    Ok((chosen, all))
}

impl Run<'_> {
    fn say(&self, text: &str) {
        say(self.suite, text);
    }

    /// What fails as a whole.
    fn fail(&mut self, text: &str) {
        self.say(text);
        self.count += Count::FAILED;
        self.tell_again(text);
    }

    fn tell_again(&mut self, text: &str) {
        self.failures.push_str(text);
        self.failures.push('\n');
    }

    /// A command that passes or fails as a whole; what it prints matters only when it fails.
    fn check(&mut self, name: &str, command: &mut Command) -> Result<()> {
        let started = Instant::now();
        let result = process::run(command);
        self.judge(name, started, result.map(|_| Count::PASSED))
    }

    /// A test runner, whose own count is taken over.
    fn tests(
        &mut self,
        name: &str,
        command: &mut Command,
        read: impl FnOnce(&str) -> Count,
    ) -> Result<()> {
        self.say(&format!("▸ {name}"));
        let started = Instant::now();
        let finished = process::run_shown(command, |line| self.say(line))?;
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
        let failed_before = self.count.failed;
        self.judge(name, started, result)?;
        if self.count.failed > failed_before {
            self.tell_again(count::failures(&finished.output));
        }
        Ok(())
    }

    /// Notes a result; only an interruption ends the run.
    fn judge(&mut self, name: &str, started: Instant, result: Result<Count>) -> Result<()> {
        let seconds = started.elapsed().as_secs_f32();
        match result {
            Ok(count) => {
                let mark = if count.failed == 0 { "✓" } else { "✗" };
                let line = format!("{mark} {name}: {count} ({seconds:.1} s)");
                self.say(&line);
                if count.failed > 0 {
                    self.tell_again(&line);
                }
                self.count += count;
                Ok(())
            }
            Err(error) if process::interrupted() => Err(error),
            Err(error) => {
                self.fail(&format!("✗ {name} ({seconds:.1} s): {error:#}"));
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_and_contributing_name_every_suite() {
        let contributing = include_str!("../../../CONTRIBUTING.md");
        let lists = [crate::HELP, contributing].map(|text| {
            let words = text.split(|c: char| c.is_whitespace() || c == ',');
            words.collect::<Vec<_>>()
        });
        for Suite { name, .. } in &suites::ALL {
            assert!(lists.iter().all(|words| words.contains(name)), "{name}");
        }
    }
}
