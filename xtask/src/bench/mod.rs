//! `cargo xtask bench`: speed and size beside the peers. Each measurement
//! interleaves ours with theirs, so that the ratios hold on a busy machine too.

pub(crate) mod line;
mod live;
mod srp;
mod targets;
mod timing;

use std::process::Command;

use anyhow::{Result, bail};
use lexopt::Arg::{Long, Value};

use crate::process;
use crate::project::Project;
use crate::report::step;
use crate::{build, size};
use line::{Line, print_table};

/// A bench and what it gives.
type Bench = (&'static str, fn(&Project) -> Result<Vec<Line>>);

const ALL: [Bench; 6] = [
    ("srp", srp::measure),
    ("signin", live::sign_in),
    ("exchange", live::exchange),
    ("load", live::load),
    ("size", size::measure),
    (TIMING, timing::measure),
];

/// Takes half an hour: it runs only when it is named.
const TIMING: &str = "timing";

pub(crate) fn run(project: &Project, mut arguments: lexopt::Parser) -> Result<()> {
    let mut json = false;
    let mut chosen = Vec::new();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("json") => json = true,
            Value(name) => match ALL.iter().find(|(bench, _)| name == *bench) {
                Some(bench) => chosen.push(bench),
                None => bail!(
                    "no bench {name:?}; there are: {}",
                    ALL.map(|(name, _)| name).join(", ")
                ),
            },
            _ => return Err(argument.unexpected().into()),
        }
    }
    if chosen.is_empty() {
        chosen.extend(ALL.iter().filter(|(name, _)| *name != TIMING));
    }
    build::compile(project)?;
    for (_, measure) in chosen {
        let lines = measure(project)?;
        if json {
            lines.iter().for_each(|line| println!("{}", line.to_json()));
        } else {
            print_table(&lines);
        }
    }
    Ok(())
}

/// Runs one of the scripts in benches/driver for the lines it prints.
fn drive(name: &str, driver: &mut Command) -> Result<Vec<Line>> {
    let output = step(name, || process::read(driver))?;
    output
        .lines()
        .map(|text| {
            let line = Line::from_json(text)?;
            let target = targets::target(&line);
            Ok(line.aims_at(target))
        })
        .collect()
}

/// `node`, for a TypeScript file of benches/driver.
fn driver(project: &Project, script: &str) -> Command {
    let mut command = project.command("node");
    command
        .args(["--import", "tsx"])
        .arg(format!("benches/driver/{script}"));
    command
}
