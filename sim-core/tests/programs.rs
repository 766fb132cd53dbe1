//! Compiles and runs the C programs in `tests/c` and compares output and exit status with what GCC's code gave, which
//! stands in `NAME.out`: the output, then a line `exit N`. `BLESS=1` renews these files by `gcc -O0`.

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;

use sim_core::lang::compile;
use sim_core::lang::diag::Locale;
use sim_core::lang::source::Origin;
use sim_core::scenario::File;

/// More than any of the programs needs.
const BUDGET: u64 = 100_000_000;

fn programs() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/c");
    let entries = std::fs::read_dir(folder).expect("the folder of programs");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "c"));
    paths.sort();
    paths
}

/// What the program writes and how it ends, on our machine.
fn run_here(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let text = std::fs::read_to_string(path).expect("a program");
    let compiled = compile("program", &[File { name: name.clone(), text }], &[name], Origin::User);
    let Some(program) = compiled.program else {
        let messages = compiled.diagnostics.iter().map(|one| one.render(&compiled.sources, Locale::En));
        return messages.collect();
    };
    let ran = common::run(&program, &["program".into()], b"", BUDGET);
    assert!(ran.steps > 0, "nothing ran");
    let end = ran.end.map_or_else(|stop| format!("stopped: {stop}"), |status| format!("exit {status}"));
    format!("{}{end}\n", String::from_utf8_lossy(&ran.output))
}

/// The same as GCC has it.
fn run_by_gcc(path: &Path) -> String {
    let binary = std::env::temp_dir().join(format!("ipc-lab-bless-{}", std::process::id()));
    let status = Command::new("gcc").args(["-w", "-O0", "-o"]).arg(&binary).arg(path).arg("-lm").status();
    assert!(status.expect("gcc").success(), "gcc refuses {}", path.display());
    let output = Command::new(&binary).output().expect("the program runs");
    std::fs::remove_file(&binary).expect("the binary is there");
    format!("{}exit {}\n", String::from_utf8_lossy(&output.stdout), output.status.code().unwrap_or(-1))
}

#[test]
fn programs_do_what_they_do_when_gcc_compiles_them() {
    let is_blessing = std::env::var_os("BLESS").is_some();
    let mut differ = Vec::new();
    for path in programs() {
        let expected_path = path.with_extension("out");
        if is_blessing {
            std::fs::write(&expected_path, run_by_gcc(&path)).expect("the expectation is written");
        }
        let expected = std::fs::read_to_string(&expected_path).expect("an expectation; BLESS=1 makes it");
        let found = run_here(&path);
        if found != expected {
            differ.push(format!("{}:\n--- expected\n{expected}--- found\n{found}", path.display()));
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}
