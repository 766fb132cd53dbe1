//! What the tests of the whole product share: finding the built command and running it under a time limit.

pub mod generate;
pub mod program;

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// No single run in a test may take longer.
const LIMIT: Duration = Duration::from_secs(60);

/// The root of the repository.
#[must_use]
pub fn root() -> PathBuf {
    let mut path = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    path.pop();
    path
}

/// The `native-check` binary: what `IPC_LAB_NATIVE_CHECK` names (`cargo xtask test` sets it), else the newest in the
/// target folder that this test was built into.
///
/// # Errors
/// If there is none.
pub fn native_check() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("IPC_LAB_NATIVE_CHECK") {
        return Ok(path.into());
    }
    let this = std::env::current_exe().context("failed to find the running test")?;
    let target = this.ancestors().nth(3).context("the test does not lie in a target folder")?;
    let built = ["release", "debug"].map(|profile| target.join(profile).join("native-check"));
    let newest = built.into_iter().filter(|path| path.exists()).max_by_key(|path| {
        path.metadata().and_then(|metadata| metadata.modified()).unwrap_or(std::time::SystemTime::UNIX_EPOCH)
    });
    newest.context("native-check is not built; run `cargo build --release -p native-check` or `cargo xtask test`")
}

/// Runs `native-check` with arguments and standard input, from the root of the repository.
///
/// # Errors
/// If it can't be started or takes longer than a minute.
pub fn run_native_check(args: &[&str], stdin: &[u8]) -> Result<Output> {
    let mut command = Command::new(native_check()?);
    command.args(args).current_dir(root());
    run_with_limit(command, stdin)
}

/// Runs a command with this standard input and collects what it writes.
///
/// # Errors
/// If it can't be started or takes longer than a minute.
pub fn run_with_limit(mut command: Command, stdin: &[u8]) -> Result<Output> {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let mut input = child.stdin.take().context("no standard input")?;
    let stdin = stdin.to_vec();
    // A program may end without reading: a broken pipe here is no error.
    let feeder = std::thread::spawn(move || {
        let _ = input.write_all(&stdin);
    });
    let pid = child.id();
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || sender.send(child.wait_with_output()));
    let started = Instant::now();
    let output = receiver.recv_timeout(LIMIT);
    let _ = feeder.join();
    match output {
        Ok(output) => Ok(output?),
        Err(_) => {
            let _ = Command::new("kill").args(["-KILL", &pid.to_string()]).status();
            bail!("{command:?} was still running after {} s", started.elapsed().as_secs())
        }
    }
}
