//! Random well-defined C programs: the model prints what the C compiler's program prints.
//!
//! `IPC_LAB_RANDOM_PROGRAMS=10000` runs so many, `IPC_LAB_RANDOM_SEED` sets the first seed.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use tests::{generate, run_native_check, run_with_limit};

fn number(variable: &str, default: u64) -> Result<u64> {
    match std::env::var(variable) {
        Ok(text) => text.parse().with_context(|| format!("{variable} is no number: {text}")),
        Err(_) => Ok(default),
    }
}

/// Runs one program both ways; says what differs.
fn compare(folder: &Path, seed: u64) -> Result<()> {
    let source = folder.join(format!("random-{seed}.c"));
    let binary = folder.join(format!("random-{seed}"));
    std::fs::write(&source, generate::program(seed))?;
    let mut compiler = Command::new("cc");
    compiler.args(["-w", "-O0", "-std=gnu11", "-fwrapv", "-o"]).arg(&binary).arg(&source);
    let compiled = run_with_limit(compiler, b"")?;
    ensure!(compiled.status.success(), "cc refuses it:\n{}", String::from_utf8_lossy(&compiled.stderr));
    let native = run_with_limit(Command::new(&binary), b"")?;
    let model = run_native_check(&["run", source.to_str().context("no text")?], b"")?;
    let (expected, actual) = (String::from_utf8_lossy(&native.stdout), String::from_utf8_lossy(&model.stdout));
    ensure!(
        model.status.code() == native.status.code() && expected == actual,
        "status {:?}, expected {:?}; first difference: {:?}\n{}",
        model.status.code(),
        native.status.code(),
        expected.lines().zip(actual.lines()).find(|(expected, actual)| expected != actual),
        String::from_utf8_lossy(&model.stderr),
    );
    std::fs::remove_file(&source)?;
    std::fs::remove_file(&binary)?;
    Ok(())
}

#[test]
fn the_model_prints_what_the_compiled_program_prints() -> Result<()> {
    let first = number("IPC_LAB_RANDOM_SEED", 1)?;
    let count = number("IPC_LAB_RANDOM_PROGRAMS", 100)?;
    let folder = std::env::temp_dir().join(format!("ipc-lab-random-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let mut differences = Vec::new();
    for seed in first..first + count {
        if let Err(error) = compare(&folder, seed) {
            differences.push(format!("{}: {error:#}", folder.join(format!("random-{seed}.c")).display()));
        }
    }
    ensure!(differences.is_empty(), "{} of {count} differ:\n{}", differences.len(), differences.join("\n"));
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

#[test]
fn a_seed_always_gives_the_same_program() {
    assert_eq!(generate::program(7), generate::program(7));
    assert_ne!(generate::program(7), generate::program(8));
}
