//! `cargo xtask test`: every test of the project, in the order in which a mistake shows soonest.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::{dist, tools};

/// Seeds of the random programs that are run each time, and how many programs each makes: a few seconds.
const SEEDS: [u32; 2] = [1, 3];
const CASES: u32 = 400;
/// The same for a long test: a million system calls.
const LONG_SEEDS: [u32; 3] = [101, 102, 103];
const LONG_CASES: u32 = 25_000;

/// Runs everything; stops at the first step that fails.
pub(crate) fn run(length: Length) -> Result<()> {
    let started = Instant::now();
    step("format", cargo(&["fmt", "--all", "--check"]))?;
    step("clippy", cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    step("unit and scenario tests", cargo(&["test", "--workspace", "--exclude", "tests"]))?;
    eprintln!("== page");
    let dist = tools::target_dir()?.join("dist");
    dist::build(&dist, dist::Profile::Release)?;
    step("build native-check", cargo(&["build", "--release", "-p", "native-check"]))?;
    let native_check = tools::target_dir()?.join("release/native-check");
    let mut check = Command::new(&native_check);
    check.arg("check");
    step("scenarios on the model and on Linux", check)?;
    let mut compare = Command::new(&native_check);
    compare.arg("cc");
    step("scenarios on the model and by the C compiler, into a pipe and at a terminal", compare)?;
    step("differences that were mended", mended(&native_check)?)?;
    let (seeds, cases) = match length {
        Length::Short => (&SEEDS[..], CASES),
        Length::Long => (&LONG_SEEDS[..], LONG_CASES),
    };
    for seed in seeds {
        let mut fuzz = Command::new(&native_check);
        fuzz.args(["fuzz", "--seed", &seed.to_string(), "--cases", &cases.to_string()]);
        fuzz.arg("--out").arg(tools::target_dir()?.join("fuzz-differences"));
        step(&format!("random programs of seed {seed}"), fuzz)?;
    }
    tools::ensure_browser()?;
    let mut whole = cargo(&["test", "-p", "tests"]);
    whole
        .env("IPC_LAB_NATIVE_CHECK", &native_check)
        .env("IPC_LAB_DIST", &dist)
        .env("IPC_LAB_XTASK", std::env::current_exe()?);
    step("whole product", whole)?;
    eprintln!("== all tests passed in {} s", started.elapsed().as_secs());
    Ok(())
}

/// How much is tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Length {
    /// What takes minutes.
    Short,
    /// With very many random programs.
    Long,
}

/// The programs that random ones were shrunk to, on both sides under their schedules.
fn mended(native_check: &Path) -> Result<Command> {
    let mut check = Command::new(native_check);
    check.arg("check");
    let mut programs = Vec::new();
    for entry in std::fs::read_dir(tools::root().join("tests/lockstep")).context("failed to list tests/lockstep")? {
        programs.push(entry?.path());
    }
    programs.sort();
    check.args(programs);
    Ok(check)
}

fn cargo(args: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(args);
    command
}

fn step(name: &str, mut command: Command) -> Result<()> {
    eprintln!("== {name}");
    let status = command.current_dir(tools::root()).status().with_context(|| format!("failed to start {command:?}"))?;
    if !status.success() {
        bail!("{name}: {command:?} failed ({status})");
    }
    Ok(())
}
