//! Child processes that cannot outlive xtask.
//!
//! Every child leads a process group of its own, and the group ends with its
//! [`Process`]: on drop, so also on an error or a panic. Ctrl-C, SIGTERM and
//! SIGHUP end all groups; whatever waits for them then fails with an
//! "interrupted" error, and the stack unwinds as for any other failure.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};

/// How long a group may take after SIGTERM (a database flushes its pages).
const GRACE: Duration = Duration::from_secs(10);
const POLL: Duration = Duration::from_millis(20);

static INTERRUPTED: AtomicBool = AtomicBool::new(false);
static GROUPS: Mutex<Vec<Pid>> = Mutex::new(Vec::new());

fn groups() -> MutexGuard<'static, Vec<Pid>> {
    GROUPS.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

/// Makes Ctrl-C, SIGTERM and SIGHUP end the children; call it once, first.
pub(crate) fn end_children_on_signals() -> Result<()> {
    ctrlc::set_handler(|| {
        INTERRUPTED.store(true, Ordering::SeqCst);
        for group in groups().iter() {
            let _ = kill_process_group(*group, Signal::TERM);
        }
        let deadline = Instant::now() + GRACE;
        while !groups().is_empty() && Instant::now() < deadline {
            thread::sleep(POLL);
        }
        for group in groups().iter() {
            let _ = kill_process_group(*group, Signal::KILL);
        }
    })
    .context("cannot handle signals")
}

/// A running child and its process group.
pub(crate) struct Process {
    child: Child,
    group: Pid,
    reaped: Option<ExitStatus>,
}

impl Process {
    pub(crate) fn spawn(command: &mut Command) -> Result<Self> {
        // The lock spans spawn and insert, so that no signal falls between the two.
        let mut groups = groups();
        if interrupted() {
            bail!("interrupted");
        }
        let program = command.get_program().to_string_lossy().into_owned();
        let child = command
            .process_group(0)
            .stdin(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start {program}"))?;
        let group = Pid::from_child(&child);
        groups.push(group);
        Ok(Self {
            child,
            group,
            reaped: None,
        })
    }

    /// Waits for the leader's end, then ends what it left in its group.
    pub(crate) fn wait(&mut self) -> Result<ExitStatus> {
        if let Some(status) = self.reaped {
            return Ok(status);
        }
        // NOWAIT: until the leader is reaped its id cannot be given to another group.
        while let Err(error) = waitid(
            WaitId::Pid(self.group),
            WaitIdOptions::EXITED | WaitIdOptions::NOWAIT,
        ) {
            if error != rustix::io::Errno::INTR {
                return Err(error.into());
            }
        }
        let _ = kill_process_group(self.group, Signal::KILL);
        groups().retain(|group| *group != self.group);
        let status = self.child.wait()?;
        self.reaped = Some(status);
        if interrupted() {
            bail!("interrupted");
        }
        Ok(status)
    }

    pub(crate) fn is_running(&self) -> bool {
        let peek = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT | WaitIdOptions::NOHANG;
        self.reaped.is_none() && matches!(waitid(WaitId::Pid(self.group), peek), Ok(None))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if self.reaped.is_some() {
            return;
        }
        let _ = kill_process_group(self.group, Signal::TERM);
        let deadline = Instant::now() + GRACE;
        while self.is_running() && Instant::now() < deadline {
            thread::sleep(POLL);
        }
        let _ = kill_process_group(self.group, Signal::KILL);
        groups().retain(|group| *group != self.group);
        let _ = self.child.wait();
    }
}

/// How a finished command ended, with all it printed on both streams.
pub(crate) struct Finished {
    pub(crate) status: ExitStatus,
    pub(crate) output: String,
}

/// Runs a command quietly; a failure shows the end of what it printed.
pub(crate) fn run(command: &mut Command) -> Result<String> {
    let Finished { status, output } = stream(command, |_| ())?;
    if status.success() {
        return Ok(output);
    }
    bail!(
        "{} failed ({status}):\n{}",
        describe(command),
        tail(&output, 40)
    )
}

/// Runs a command and shows each line that it prints as it comes.
pub(crate) fn run_shown(command: &mut Command, show: impl Fn(&str) + Sync) -> Result<Finished> {
    stream(command, |line| show(&String::from_utf8_lossy(line)))
}

/// Runs a command for what it writes to its standard output.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    let errors = tempfile::tempfile()?;
    command.stderr(errors.try_clone()?);
    let (reader, writer) = std::io::pipe()?;
    let Finished { status, output } = collect(command.stdout(writer), reader, |_| ())?;
    if status.success() {
        return Ok(output);
    }
    let errors = read_from_start(errors).unwrap_or_default();
    bail!(
        "{} failed ({status}):\n{}",
        describe(command),
        tail(&errors, 40)
    )
}

fn read_from_start(mut file: File) -> std::io::Result<String> {
    use std::io::{Read, Seek};
    let mut text = String::new();
    file.rewind()?;
    file.read_to_string(&mut text)?;
    Ok(text)
}

fn stream(command: &mut Command, show: impl Fn(&[u8]) + Send) -> Result<Finished> {
    let (reader, writer) = std::io::pipe()?;
    command.stdout(writer.try_clone()?).stderr(writer);
    collect(command, reader, show)
}

fn collect(
    command: &mut Command,
    reader: std::io::PipeReader,
    show: impl Fn(&[u8]) + Send,
) -> Result<Finished> {
    let mut process = Process::spawn(command)?;
    // The command holds the pipe's writing end; without this the reader would never see its end.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    thread::scope(|scope| {
        let output = scope.spawn(move || {
            let mut reader = BufReader::new(reader);
            let mut output = Vec::new();
            let mut line = Vec::new();
            while reader
                .read_until(b'\n', &mut line)
                .is_ok_and(|read| read > 0)
            {
                show(&line);
                output.append(&mut line);
            }
            String::from_utf8_lossy(&output).into_owned()
        });
        let status = process.wait()?;
        let output = output.join().unwrap_or_default();
        Ok(Finished { status, output })
    })
}

/// A server in the background, with its log.
pub(crate) struct Server {
    name: &'static str,
    process: Process,
    log: PathBuf,
}

impl Server {
    /// Starts `command` and waits until `ready` says yes.
    pub(crate) fn start(
        name: &'static str,
        command: &mut Command,
        log: &Path,
        ready: impl Fn() -> bool,
    ) -> Result<Self> {
        const PATIENCE: Duration = Duration::from_secs(180);
        let file = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
        command.stdout(file.try_clone()?).stderr(file);
        let server = Self {
            name,
            process: Process::spawn(command)?,
            log: log.to_owned(),
        };
        let deadline = Instant::now() + PATIENCE;
        while !ready() {
            server.check()?;
            if Instant::now() > deadline {
                bail!(
                    "{name} is not ready after {PATIENCE:?}:\n{}",
                    server.log_tail()
                );
            }
            thread::sleep(POLL);
        }
        Ok(server)
    }

    /// Fails once the server has ended by itself.
    pub(crate) fn check(&self) -> Result<()> {
        if interrupted() {
            bail!("interrupted");
        }
        if self.process.is_running() {
            return Ok(());
        }
        bail!("{} ended by itself:\n{}", self.name, self.log_tail())
    }

    fn log_tail(&self) -> String {
        let log = std::fs::read(&self.log).unwrap_or_default();
        tail(&String::from_utf8_lossy(&log), 40)
    }
}

/// Serves until a signal comes (`Ok`) or a server ends by itself (`Err`).
pub(crate) fn serve_until_signal(servers: &[&Server]) -> Result<()> {
    loop {
        thread::sleep(Duration::from_millis(200));
        if interrupted() {
            return Ok(());
        }
        for server in servers {
            server.check()?;
        }
    }
}

fn describe(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|part| part.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The last lines of a text.
pub(crate) fn tail(text: &str, lines: usize) -> String {
    let all: Vec<&str> = text.lines().collect();
    let start = all.len().saturating_sub(lines);
    all.into_iter().skip(start).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustix::process::test_kill_process_group;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn a_dropped_process_takes_its_whole_group_along() {
        let process = Process::spawn(&mut shell("sleep 60 & sleep 60 & wait")).unwrap();
        let group = process.group;
        drop(process);
        // The grandchildren are dead, but somebody else's to bury.
        let started = Instant::now();
        while test_kill_process_group(group).is_ok() {
            assert!(started.elapsed() < Duration::from_secs(30));
            thread::sleep(Duration::from_millis(10));
        }
    }

    #[test]
    fn a_grandchild_that_keeps_the_pipe_open_does_not_block() {
        let started = Instant::now();
        let output = run(&mut shell("sleep 60 & echo done")).unwrap();
        assert_eq!(output, "done\n");
        assert!(started.elapsed() < Duration::from_secs(5));
    }

    #[test]
    fn a_failure_shows_what_was_printed() {
        let error = run(&mut shell("echo why >&2; exit 3")).unwrap_err();
        assert!(error.to_string().contains("why"), "{error}");
    }

    #[test]
    fn a_server_that_dies_is_told_from_one_that_is_slow() {
        let log = tempfile::NamedTempFile::new().unwrap();
        let error = Server::start("it", &mut shell("echo broken; exit 1"), log.path(), || {
            false
        })
        .err()
        .unwrap();
        assert!(error.to_string().contains("broken"), "{error}");
    }
}
