//! `run` and `trace`: one program, on one side.

use std::fs;
use std::io::{self, IsTerminal, Read, Write};

use sim_core::abi::Trace;
use sim_core::abi::event::End;
use sim_core::export::perfetto;
use sim_core::scenario::{Input, Scenario, Stdout};
use sim_core::world::Schedule;

use crate::cli::{Format, Program, Side, TraceSide};
use crate::front::{self, Front, Refusal};
use crate::lockstep::{Limits, LockstepError, Server};
use crate::{cc, exit, load, text};

/// Why nothing was run.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RunError {
    /// There is no such program.
    #[error(transparent)]
    Load(#[from] load::LoadError),
    /// The schedule is none.
    #[error(transparent)]
    Schedule(#[from] sim_core::world::ScheduleError),
    /// A variable of the environment is none.
    #[error("`{0}` is no NAME=VALUE")]
    Variable(String),
    /// The file that should be standard input cannot be read.
    #[error("failed to read {0}: {1}")]
    Input(String, io::Error),
    /// Standard input or output failed.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The lab failed.
    #[error(transparent)]
    Lockstep(#[from] LockstepError),
    /// The program is refused.
    #[error("the program is refused")]
    Refused(Refusal),
}

impl From<Refusal> for RunError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// What is kept of what happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keep {
    Everything,
    Ends,
}

/// A finished run.
struct Done {
    trace: Trace,
    stdout: Vec<u8>,
    stderr: Vec<u8>,
}

impl Program {
    fn scenario(&self) -> Result<Scenario, RunError> {
        let mut scenario = load::together(&self.target)?;
        let mut launches = scenario.launches();
        if let (Some(first), false) = (launches.first_mut(), self.args.is_empty()) {
            first.args = self.args.clone();
        }
        if let Some(wrong) = self.env.iter().find(|entry| entry.find('=').is_none_or(|at| at == 0)) {
            return Err(RunError::Variable(wrong.clone()));
        }
        launches.iter_mut().for_each(|launch| launch.env.extend_from_slice(&self.env));
        scenario.manifest.launches = launches;
        if self.tty {
            scenario.manifest.stdout = Stdout::Terminal;
        }
        Ok(scenario)
    }

    fn schedule(&self) -> Result<Schedule, RunError> {
        Ok(self.schedule.as_deref().unwrap_or("v1:").parse()?)
    }

    /// The file that the command line names as standard input, if any.
    fn given(&self) -> Result<Option<fs::File>, RunError> {
        let named = self.stdin.as_ref().filter(|path| *path != "-");
        named.map(|path| fs::File::open(path).map_err(|error| RunError::Input(path.clone(), error))).transpose()
    }

    /// What the command line gives as standard input, if anything. A program that cannot read must not wait for an input
    /// that may never end.
    fn input(&self, can_read: bool) -> Result<Option<Vec<u8>>, RunError> {
        let mut typed = Vec::new();
        if let Some(mut file) = self.given()? {
            file.read_to_end(&mut typed)?;
        } else if self.stdin.is_some() || (can_read && !io::stdin().is_terminal()) {
            io::stdin().lock().read_to_end(&mut typed)?;
        }
        Ok(Some(typed).filter(|typed| !typed.is_empty() || self.stdin.is_some()))
    }

    /// Compiles, with what stands in standard input.
    fn front(&self) -> Result<Front, RunError> {
        let mut scenario = self.scenario()?;
        let front = front::compile(&scenario)?;
        eprint!("{}", front.warnings);
        match self.input(front.can_read())? {
            None => Ok(front),
            Some(typed) => {
                scenario.manifest.stdin = Input::Bytes(typed);
                Ok(front::compile(&scenario)?)
            }
        }
    }

    fn finish(&self, on: TraceSide, keep: Keep) -> Result<Done, RunError> {
        let schedule = self.schedule()?;
        let front = self.front()?;
        match on {
            TraceSide::Model => {
                let run = match keep {
                    Keep::Everything => front.on_model(&schedule),
                    Keep::Ends => front.on_model_untraced(&schedule),
                };
                Ok(Done { trace: run.trace, stdout: run.stdout, stderr: run.stderr })
            }
            TraceSide::Linux => {
                let run = Server::start()?.run(front.scenario(), &schedule, Limits::default())?;
                Ok(Done { trace: run.trace, stdout: run.stdout, stderr: run.stderr })
            }
        }
    }
}

/// Runs a program, writes what it writes, and gives its exit status.
///
/// # Errors
/// When it does not run.
pub(crate) fn run(program: &Program, on: Side) -> Result<u8, RunError> {
    let on = match on {
        Side::Model => TraceSide::Model,
        Side::Linux => TraceSide::Linux,
        Side::Cc if program.tty => {
            let mut scenario = program.scenario()?;
            scenario.manifest.stdin = Input::Bytes(program.input(true)?.unwrap_or_default());
            return Ok(cc::run(&scenario, None)?);
        }
        Side::Cc => return Ok(cc::run(&program.scenario()?, program.given()?)?),
    };
    let done = program.finish(on, Keep::Ends)?;
    io::stdout().lock().write_all(&done.stdout)?;
    io::stderr().lock().write_all(&done.stderr)?;
    eprint!("{}", text::undefined(&done.trace));
    if done.trace.end != End::Finished {
        eprintln!("native-check: {}", text::end(&done.trace.end));
    }
    Ok(exit::of_run(&done.trace))
}

/// Prints the trace of a run.
///
/// # Errors
/// When it does not run.
pub(crate) fn trace(program: &Program, on: TraceSide, format: Format) -> Result<u8, RunError> {
    let done = program.finish(on, Keep::Everything)?;
    let mut out = io::stdout().lock();
    match format {
        Format::Text => out.write_all(text::trace(&done.trace).as_bytes())?,
        Format::Json => {
            serde_json::to_writer(&mut out, &done.trace).map_err(io::Error::other)?;
            writeln!(out)?;
        }
        Format::Perfetto => {
            serde_json::to_writer(&mut out, &perfetto::timeline(&done.trace.events)).map_err(io::Error::other)?;
            writeln!(out)?;
        }
    }
    Ok(match done.trace.end {
        End::Unsupported { .. } => exit::UNSUPPORTED,
        _ => exit::OK,
    })
}
