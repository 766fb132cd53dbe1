//! The library's texts agree with themselves and with gcc.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::lang::diag::{Diagnostics, Locale};
use crate::lang::source::{Origin, SourceMap};
use crate::lang::{lower, parse, pp, sema};

use super::files::{HEADERS, SOURCES};
use super::{declared_functions, header, header_names, prototype_header, source_for};

fn libc() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("libc")
}

fn has_gcc() -> bool {
    Command::new("gcc").arg("--version").output().is_ok_and(|output| output.status.success())
}

/// A directory of this test's own, removed with everything in it when it goes out of scope.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("ipc-lab-libc-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a temporary directory");
        Self(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn run(command: &mut Command) -> String {
    let output = command.output().expect("the command runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} failed: {errors}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn finds_headers_sources_and_prototypes() {
    assert!(header("stdio.h").is_some_and(|text| text.contains("int printf(")));
    assert!(header("sys/wait.h").is_some());
    assert!(header("nowhere.h").is_none());
    assert_eq!(source_for("printf").map(|file| file.name), Some("stdio/printf.c"));
    assert_eq!(source_for("environ").map(|file| file.name), Some("internal/start.c"));
    assert_eq!(source_for("no_such_function"), None);
    assert_eq!(prototype_header("printf"), Some("stdio.h"));
    assert_eq!(prototype_header("waitpid"), Some("sys/wait.h"));
    assert_eq!(prototype_header("strcasecmp"), Some("strings.h"));
    assert_eq!(prototype_header("WEXITSTATUS"), Some("sys/wait.h"));
    assert_eq!(prototype_header("setjmp"), Some("setjmp.h"));
    assert_eq!(prototype_header("main"), None);
    assert!(header_names().all(|name| !name.starts_with("bits/")));
}

#[test]
fn every_declared_function_is_defined_and_every_defined_one_declared() {
    let mut declared = BTreeSet::new();
    let mut behind_macros = BTreeSet::new();
    for header in HEADERS {
        let macros: BTreeSet<&str> =
            header.text.lines().filter_map(|line| line.strip_prefix("#define ")?.split(['(', ' ']).next()).collect();
        let (hidden, plain): (Vec<_>, Vec<_>) = declared_functions(header.text).partition(|name| macros.contains(name));
        behind_macros.extend(hidden);
        declared.extend(plain);
    }
    let undefined: Vec<_> = declared.iter().filter(|name| source_for(name).is_none()).collect();
    assert!(undefined.is_empty(), "declared but not defined: {undefined:?}");
    let hidden: Vec<_> = SOURCES
        .iter()
        .flat_map(|(_, symbols)| symbols.iter())
        .filter(|name| !name.starts_with('_') && !declared.contains(**name) && !behind_macros.contains(**name))
        .filter(|name| !is_declared_object(name))
        .collect();
    assert!(hidden.is_empty(), "defined but not declared: {hidden:?}");
}

/// Whether a header has `extern … name;`.
fn is_declared_object(name: &str) -> bool {
    HEADERS.iter().flat_map(|header| header.text.lines()).any(|line| {
        line.strip_prefix("extern ")
            .is_some_and(|rest| rest.split(|c: char| !super::is_identifier(c)).any(|word| word == name))
    })
}

#[test]
fn every_file_of_the_library_is_listed() {
    let mut listed: BTreeSet<PathBuf> = SOURCES.iter().map(|(file, _)| libc().join("src").join(file.name)).collect();
    listed.extend(HEADERS.iter().map(|header| libc().join("include").join(header.name)));
    let mut found = BTreeSet::new();
    let mut rooms = vec![libc().join("src"), libc().join("include")];
    while let Some(room) = rooms.pop() {
        for entry in std::fs::read_dir(&room).expect("a directory of the library") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                rooms.push(path);
            } else {
                found.insert(path);
            }
        }
    }
    assert_eq!(listed, found);
}

#[test]
fn headers_stand_alone() {
    if !has_gcc() {
        return;
    }
    let scratch = Scratch::new("headers");
    for header in HEADERS {
        let file = scratch.0.join("one.c");
        std::fs::write(&file, format!("#include <{0}>\n#include <{0}>\n", header.name)).expect("a file");
        let mut gcc = Command::new("gcc");
        gcc.args(["-nostdinc", "-ffreestanding", "-std=gnu11", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-I"]);
        run(gcc.arg(libc().join("include")).arg(&file));
    }
}

/// Builds the library natively, compares the table of symbols with its objects, and the output of test programs with
/// that of the system's C library, byte for byte.
#[test]
fn agrees_with_the_systems_library() {
    if !has_gcc() {
        return;
    }
    let scratch = Scratch::new("native");
    run(Command::new("sh").arg(libc().join("test/compare.sh")).arg(&scratch.0));
    for (file, symbols) in SOURCES {
        let object =
            scratch.0.join("objects").join(format!("{}.o", file.name.trim_end_matches(".c").replace('/', "-")));
        let names = run(Command::new("nm").args(["-g", "--defined-only"]).arg(object));
        let defined: Vec<&str> = names.lines().filter_map(|line| line.split_whitespace().nth(2)).collect();
        assert_eq!(*symbols, defined, "symbols of {}", file.name);
    }
}

/// The library in our own front end: not even a warning.
#[test]
fn compiles_without_a_message() {
    let mut messages = String::new();
    for file in super::sources() {
        let mut sources = SourceMap::default();
        let mut diagnostics = Diagnostics::default();
        let id = sources.add(file.name, file.text, Origin::Library);
        let open = |name: &str, _| header(name).map(|text| (name.to_owned(), text.to_owned(), Origin::Library));
        let tokens = pp::preprocess(&mut sources, id, &open, &mut diagnostics);
        let unit = parse::parse(tokens, &mut diagnostics);
        let checked = sema::check(&unit, &sources, &mut diagnostics);
        let _ = lower::lower(&checked, Origin::Library, &mut diagnostics);
        for diagnostic in diagnostics.into_sorted() {
            messages.push_str(&diagnostic.render(&sources, Locale::En));
        }
    }
    assert!(messages.is_empty(), "{messages}");
}

/// The programs that every host has: not even a warning.
#[test]
fn built_in_programs_compile() {
    let mut messages = String::new();
    for program in super::programs() {
        let compiled = crate::lang::compile::compile_built_in(program);
        let texts = compiled.diagnostics.iter().map(|diagnostic| diagnostic.render(&compiled.sources, Locale::En));
        messages.extend(texts);
    }
    assert!(messages.is_empty(), "{messages}");
    assert!(super::programs().map(|program| program.name).is_sorted());
}
