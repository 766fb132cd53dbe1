//! `run` and `trace`: one program, on one side.

use std::io::{self, IsTerminal, Read, Write};

use sim_core::abi::Trace;
use sim_core::abi::event::End;
use sim_core::scenario::{Input, Scenario};
use sim_core::world::Schedule;

use crate::cli::{Format, Side, TraceSide};
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

/// What both commands say about the program.
pub(crate) struct Request<'a> {
    /// Files or names.
    pub(crate) target: &'a [String],
    /// The first program's arguments.
    pub(crate) args: &'a [String],
    /// The schedule's text.
    pub(crate) schedule: Option<&'a str>,
}

/// A finished run.
struct Done {
    trace: Trace,
    stdout: Vec<u8>,
    stderr: Vec<u8>,
}

impl Request<'_> {
    fn scenario(&self) -> Result<Scenario, RunError> {
        let mut scenario = load::together(self.target)?;
        if !self.args.is_empty() {
            let mut launches = scenario.launches();
            if let Some(first) = launches.first_mut() {
                first.args = self.args.to_vec();
            }
            scenario.manifest.launches = launches;
        }
        Ok(scenario)
    }

    fn schedule(&self) -> Result<Schedule, RunError> {
        Ok(self.schedule.unwrap_or("v1:").parse()?)
    }

    /// Compiles, with what stands in standard input.
    fn front(&self) -> Result<Front, RunError> {
        let mut scenario = self.scenario()?;
        let front = front::compile(&scenario)?;
        eprint!("{}", front.warnings);
        // A program that cannot read must not wait for an input that may never end.
        if !front.can_read() || io::stdin().is_terminal() {
            return Ok(front);
        }
        let mut typed = Vec::new();
        io::stdin().lock().read_to_end(&mut typed)?;
        if typed.is_empty() {
            return Ok(front);
        }
        scenario.manifest.stdin = Input::Bytes(typed);
        Ok(front::compile(&scenario)?)
    }

    fn finish(&self, on: TraceSide) -> Result<Done, RunError> {
        let schedule = self.schedule()?;
        let front = self.front()?;
        match on {
            TraceSide::Model => {
                let run = front.on_model(&schedule);
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
pub(crate) fn run(request: &Request<'_>, on: Side) -> Result<u8, RunError> {
    let on = match on {
        Side::Model => TraceSide::Model,
        Side::Linux => TraceSide::Linux,
        Side::Cc => return Ok(cc::run(&request.scenario()?)?),
    };
    let done = request.finish(on)?;
    io::stdout().lock().write_all(&done.stdout)?;
    io::stderr().lock().write_all(&done.stderr)?;
    if done.trace.end != End::Finished {
        eprintln!("native-check: {}", text::end(&done.trace.end));
    }
    Ok(exit::of_run(&done.trace))
}

/// Prints the trace of a run.
///
/// # Errors
/// When it does not run.
pub(crate) fn trace(request: &Request<'_>, on: TraceSide, format: Format) -> Result<u8, RunError> {
    let done = request.finish(on)?;
    let mut out = io::stdout().lock();
    match format {
        Format::Text => out.write_all(text::trace(&done.trace).as_bytes())?,
        Format::Json => {
            serde_json::to_writer(&mut out, &done.trace).map_err(io::Error::other)?;
            writeln!(out)?;
        }
    }
    Ok(match done.trace.end {
        End::Unsupported { .. } => exit::UNSUPPORTED,
        _ => exit::OK,
    })
}
