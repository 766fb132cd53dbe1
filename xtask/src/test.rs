//! `cargo xtask test`: every test of the project, in the order in which a mistake shows soonest.

use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::{dist, tools};

/// Runs everything; stops at the first step that fails.
pub(crate) fn run() -> Result<()> {
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
