//! The C library, compiled by our own front end and running on our machine, writes what the system's writes: the programs
//! of `libc/test/programs` that need no more of a kernel than reading and writing.

mod common;

use std::fs::File as OpenFile;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use sim_core::lang::compile;
use sim_core::lang::diag::Locale;
use sim_core::lang::source::Origin;
use sim_core::scenario::File;

/// The programs, without those that fork or open files.
const PROGRAMS: &[&str] = &["hello", "getopts", "printf", "strings", "scan", "dates"];

/// More than any of the programs needs.
const BUDGET: u64 = 500_000_000;

const ARGUMENTS: &[&str] = &["first", "-a", "second"];

fn path_of(name: &str, extension: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("libc/test/programs").join(format!("{name}.{extension}"))
}

fn run_here(name: &str) -> String {
    let file =
        File { name: format!("{name}.c"), text: std::fs::read_to_string(path_of(name, "c")).expect("a program") };
    let compiled = compile(name, &[file], &[format!("{name}.c")], Origin::User);
    let Some(program) = compiled.program else {
        return compiled.diagnostics.iter().map(|one| one.render(&compiled.sources, Locale::En)).collect();
    };
    let input = std::fs::read(path_of(name, "in")).unwrap_or_default();
    let args: Vec<String> = std::iter::once(&name).chain(ARGUMENTS).map(|&arg| arg.to_owned()).collect();
    let ran = common::run(&program, &args, &input, BUDGET);
    assert!(ran.steps > 0, "nothing ran");
    let end = ran.end.map_or_else(|stop| format!("stopped: {stop}"), |status| format!("exit {status}"));
    format!("{}{end}\n", String::from_utf8_lossy(&ran.output))
}

/// Output and errors go to one file, in the order of the calls.
fn run_by_gcc(name: &str, room: &Path) -> String {
    let binary = room.join(name);
    let output = room.join("output");
    let status = Command::new("gcc").args(["-w", "-fno-builtin", "-o"]).arg(&binary).arg(path_of(name, "c")).status();
    assert!(status.expect("gcc").success(), "gcc refuses {name}");
    let input = OpenFile::open(path_of(name, "in")).map_or_else(|_| Stdio::null(), Stdio::from);
    let writer = OpenFile::create(&output).expect("a file");
    let errors = writer.try_clone().expect("a second descriptor");
    let mut command = Command::new("sh");
    command.args(["-c", "room=$0 name=$1; shift; cd \"$room\" && PATH=$room exec \"$name\" \"$@\""]);
    let status = command
        .envs([("TZ", "UTC"), ("LC_ALL", "C")])
        .arg(room)
        .arg(name)
        .args(ARGUMENTS)
        .stdin(input)
        .stdout(writer)
        .stderr(errors)
        .status();
    let code = status.expect("the program runs").code().unwrap_or(-1);
    format!("{}exit {code}\n", String::from_utf8_lossy(&std::fs::read(output).expect("its output")))
}

#[test]
fn the_library_on_our_machine_writes_what_the_systems_writes() {
    if !Command::new("gcc").arg("--version").output().is_ok_and(|output| output.status.success()) {
        return;
    }
    let room = std::env::temp_dir().join(format!("ipc-lab-library-{}", std::process::id()));
    std::fs::create_dir_all(&room).expect("a temporary directory");
    let mut differ = Vec::new();
    for &name in PROGRAMS {
        let (found, expected) = (run_here(name), run_by_gcc(name, &room));
        if let Some((line, (ours, theirs))) =
            found.lines().zip(expected.lines()).enumerate().find(|(_, (ours, theirs))| ours != theirs)
        {
            differ.push(format!("{name}:{}: {ours}\n  system: {theirs}", line + 1));
        } else if found.len() != expected.len() {
            differ.push(format!("{name}: {} bytes, system {}", found.len(), expected.len()));
        }
    }
    std::fs::remove_dir_all(&room).expect("the directory goes");
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}
