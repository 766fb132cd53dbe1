//! How many whole runs a second lockstep makes (fork, thirty turns, reap) of a program with three children, beside a C
//! program that does the least that such a run takes. Both on one processor, by turns, so that a busy machine is as hard
//! on one as on the other; the best round of each counts.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs in a round.
const TIMES: u32 = 500;
/// Rounds of each.
const ROUNDS: usize = 5;

fn main() {
    // `cargo test --benches` only asks whether it builds.
    if std::env::args().any(|arg| arg == "--test") {
        return;
    }
    match measure() {
        Ok((ours, floor)) => println!(
            "lockstep {ours:.0} runs/s, C floor {floor:.0} runs/s: {:.2} of the floor, {:.0} us a run above it",
            ours / floor,
            1e6 / ours - 1e6 / floor
        ),
        Err(why) => println!("not measured: {why}"),
    }
}

fn measure() -> Result<(f64, f64), String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/lockstep");
    let floor = build_floor(&folder)?;
    let (mut ours, mut theirs) = (0.0f64, 0.0f64);
    for _ in 0..ROUNDS {
        theirs = theirs.max(floor_rate(&floor)?);
        ours = ours.max(our_rate(&folder.join("workload.c"))?);
    }
    Ok((ours, theirs))
}

/// Compiles the floor, small and static.
fn build_floor(folder: &Path) -> Result<PathBuf, String> {
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("lockstep-floor");
    let compiled = Command::new("cc").args(["-O2", "-static", "-o"]).arg(&target).arg(folder.join("floor.c")).status();
    match compiled {
        Ok(status) if status.success() => Ok(target),
        Ok(status) => Err(format!("the C compiler ended with {status}")),
        Err(error) => Err(format!("there is no C compiler: {error}")),
    }
}

fn output(command: &mut Command) -> Result<String, String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() { Ok(text) } else { Err(format!("{command:?}: {}\n{text}", output.status)) }
}

fn floor_rate(program: &Path) -> Result<f64, String> {
    let seconds = output(Command::new(program).arg(TIMES.to_string()))?;
    let seconds: f64 = seconds.trim().parse().map_err(|error| format!("{seconds}: {error}"))?;
    Ok(f64::from(TIMES) / seconds)
}

/// The rate that `check --times` prints behind the verdict.
fn our_rate(program: &Path) -> Result<f64, String> {
    let mut check = Command::new(env!("CARGO_BIN_EXE_native-check"));
    let told = output(check.args(["check", "--times", &TIMES.to_string()]).arg(program))?;
    let rate = told.split(" runs/s").next().and_then(|text| text.split_whitespace().last()?.parse().ok());
    rate.ok_or_else(|| format!("no rate in: {told}"))
}
