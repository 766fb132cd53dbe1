//! `native-check`: IPC Lab's scenarios on the command line, on the model and on real Linux, and the proof that both agree.
//!
//! What people touch is in [`cli`]; [`check`] and [`run`] are its commands; [`lockstep`] runs programs on real Linux under
//! a schedule; [`sys`] is the only room with `unsafe`.
#![deny(unsafe_code)]

mod cc;
mod check;
mod cli;
mod compare;
mod coverage;
mod exit;
mod front;
mod fuzz;
mod load;
mod lockstep;
mod run;
mod statistics;
mod sys;
mod text;

use std::io;
use std::process::ExitCode;

use clap::Parser;

use cli::{Check, Cli, Command};
use run::RunError;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let status = match cli.command.unwrap_or(Command::Check(cli.check)) {
        Command::Check(what) => check(&what),
        Command::Cc(what) => compare::run(&what).map(|all| if all { exit::OK } else { exit::DIFFERENT }),
        Command::Run(what) => run::run(&what.program, what.side()),
        Command::Trace(what) => run::trace(&what.program, what.side(), what.format),
        Command::Statistics(what) => statistics::run(&what),
        Command::Coverage(what) => coverage::run(&what).map(|all| if all { exit::OK } else { exit::DIFFERENT }),
        Command::Fuzz(what) => {
            fuzz::run(&what).map(|is_same| if is_same { exit::OK } else { exit::DIFFERENT }).map_err(RunError::from)
        }
        Command::ServeFuzz { checker, job } => {
            fuzz::worker::serve(checker, &job).map(|()| exit::OK).map_err(RunError::from)
        }
        Command::Serve { checker } => lockstep::server::serve(checker).map(|()| exit::OK).map_err(RunError::from),
    };
    ExitCode::from(status.unwrap_or_else(|error| explain(&error)))
}

fn check(what: &Check) -> Result<u8, RunError> {
    let scenarios = load::all(&what.targets)?;
    Ok(if check::all(&scenarios, what.times)? { exit::OK } else { exit::DIFFERENT })
}

/// Says on standard error why nothing was run, and gives the status for it.
fn explain(error: &RunError) -> u8 {
    match error {
        RunError::Refused(refusal) => {
            eprint!("{}", refusal.diagnostics);
            return refusal.status;
        }
        // Whoever read the output has gone: no reason to complain.
        RunError::Io(error) if error.kind() == io::ErrorKind::BrokenPipe => return exit::OK,
        other => eprintln!("native-check: {other}"),
    }
    match error {
        RunError::Load(_) => exit::NO_INPUT,
        RunError::Schedule(_) | RunError::Variable(_) => exit::USAGE,
        RunError::Input(..) => exit::NO_INPUT,
        _ => exit::SOFTWARE,
    }
}
