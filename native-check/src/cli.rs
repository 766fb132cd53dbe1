//! The command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use sim_core::world::setup::CORES_MAX;

/// Runs C programs with several processes on a model of Linux and on real Linux, and checks that both agree.
#[derive(Debug, Parser)]
#[command(name = "native-check", version, args_conflicts_with_subcommands = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) check: Check,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run scenarios on both sides in lockstep and compare them event by event (what happens without a command)
    Check(Check),
    /// Compare what the model writes with what the system's C compiler makes of the same text, into a pipe and at a terminal
    Cc(Compare),
    /// Run a program and write exactly what it writes
    Run(Run),
    /// Print every event of a run
    Trace(Trace),
    /// Print what a run on the model costs: time on cores, context switches, copies, memory of the kernel
    Statistics(Statistics),
    /// Print which system of the course is covered by which scenarios, with their verdicts on this machine
    Coverage(Coverage),
    /// Run random programs of system calls on both sides in lockstep until they differ
    Fuzz(crate::fuzz::Fuzz),
    /// For the checker's own use: run the random programs
    #[command(hide = true, name = crate::fuzz::worker::SUBCOMMAND)]
    ServeFuzz {
        /// Process id of the checker
        checker: i32,
        /// What to do
        job: String,
    },
    /// For the checker's own use: be the process that builds sandboxes
    #[command(hide = true, name = crate::lockstep::server::SUBCOMMAND)]
    Serve {
        /// Process id of the checker
        checker: i32,
    },
}

/// What to check.
#[derive(Debug, Args)]
pub(crate) struct Check {
    /// C files, folders or names of bundled scenarios; all bundled scenarios if there is none
    #[arg(value_name = "SCENARIO|FILE.c")]
    pub(crate) targets: Vec<String>,
    /// Run each of them this often on Linux, expect the same every time, and print the rate
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) times: u32,
}

/// What to compare with the C compiler's.
#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// C files, folders or names of bundled scenarios; all bundled scenarios if there is none
    #[arg(value_name = "SCENARIO|FILE.c")]
    pub(crate) targets: Vec<String>,
    /// Run what the C compiler made this often, to see whether it always writes the same
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) times: u32,
}

/// Whose costs to print.
#[derive(Debug, Args)]
pub(crate) struct Statistics {
    /// How many cores the world has, instead of what the scenario says
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=i64::from(CORES_MAX)))]
    pub(crate) cores: Option<u32>,
    /// Who takes the first turns, as `v1:1x2,2,1x3`
    #[arg(long, default_value = "v1:")]
    pub(crate) schedule: String,
    /// C files of one program, a folder, or the name of a bundled scenario
    #[arg(required = true, value_name = "FILE.c|SCENARIO")]
    pub(crate) target: Vec<String>,
}

/// Where the coverage is written.
#[derive(Debug, Args)]
pub(crate) struct Coverage {
    /// Write the table as a document instead of printing it
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "docs/coverage.md")]
    pub(crate) write: Option<std::path::PathBuf>,
}

/// Where a program runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Side {
    /// On the model
    Model,
    /// On real Linux, in lockstep
    Linux,
    /// Compiled by the system's C compiler, freely
    Cc,
}

/// A program, and what it meets.
#[derive(Debug, Args)]
pub(crate) struct Program {
    /// Who takes the first turns, as `v1:1x2,2,1x3`
    #[arg(long)]
    pub(crate) schedule: Option<String>,
    /// Standard input: a file, or `-` for the command's own, which is also taken if it is no terminal
    #[arg(long, value_name = "FILE|-")]
    pub(crate) stdin: Option<String>,
    /// Standard input and output are a terminal
    #[arg(long)]
    pub(crate) tty: bool,
    /// A variable of the environment (may be repeated)
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) env: Vec<String>,
    /// C files, a folder, or the name of a bundled scenario; files with a `main` each are programs of their own
    #[arg(required = true, value_name = "FILE.c|FOLDER|SCENARIO")]
    pub(crate) target: Vec<String>,
    /// Arguments of the (first) program
    #[arg(last = true, value_name = "ARG")]
    pub(crate) args: Vec<String>,
}

/// What to run.
#[derive(Debug, Args)]
pub(crate) struct Run {
    /// Where
    #[arg(long, value_enum, default_value_t = Side::Model)]
    pub(crate) on: Side,
    /// The same as `--on linux`
    #[arg(long, conflicts_with = "on")]
    pub(crate) linux: bool,
    #[command(flatten)]
    pub(crate) program: Program,
}

impl Run {
    /// Where.
    pub(crate) fn side(&self) -> Side {
        if self.linux { Side::Linux } else { self.on }
    }
}

/// On which side to trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TraceSide {
    /// The model
    Model,
    /// Real Linux
    Linux,
}

/// How to print a trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A line for each event
    Text,
    /// The trace as data
    Json,
    /// The trace for ui.perfetto.dev
    Perfetto,
}

/// What to trace.
#[derive(Debug, Args)]
pub(crate) struct Trace {
    /// Where
    #[arg(long, value_enum, default_value_t = TraceSide::Model)]
    pub(crate) on: TraceSide,
    /// The same as `--on linux`
    #[arg(long, conflicts_with = "on")]
    pub(crate) linux: bool,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) program: Program,
}

impl Trace {
    /// Where.
    pub(crate) fn side(&self) -> TraceSide {
        if self.linux { TraceSide::Linux } else { self.on }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn check_is_what_happens_without_a_command() {
        let cli = Cli::try_parse_from(["native-check", "pipe-hello", "a.c"]).expect("valid");
        assert!(cli.command.is_none());
        assert_eq!(cli.check.targets, ["pipe-hello", "a.c"]);
    }

    #[test]
    fn arguments_of_the_program_stand_behind_two_dashes() {
        let cli = Cli::try_parse_from(["native-check", "run", "--on", "linux", "a.c", "--", "-x", "1"]).expect("valid");
        let Some(Command::Run(run)) = cli.command else { panic!("not run") };
        assert_eq!(
            (run.program.target, run.program.args, run.on),
            (vec!["a.c".to_owned()], vec!["-x".to_owned(), "1".to_owned()], Side::Linux)
        );
    }
}
