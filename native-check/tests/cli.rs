//! The command line as its users see it: exit statuses, what goes where, and that nothing is left behind.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};

const BINARY: &str = env!("CARGO_BIN_EXE_native-check");

/// A C file in the tests' own folder.
fn source(name: &str, text: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).expect("a folder for the test");
    let path = folder.join(format!("{name}.c"));
    fs::write(&path, text).expect("a file for the test");
    path
}

fn check(args: &[&str]) -> Output {
    Command::new(BINARY).args(args).stdin(Stdio::null()).output().expect("the binary runs")
}

fn run_on(side: &str, path: &Path, stdin: &str) -> Output {
    let mut child = Command::new(BINARY)
        .args(["run", "--on", side])
        .arg(path)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let mut pipe = child.stdin.take().expect("a pipe");
    // A program that does not read may be gone already.
    let _ = pipe.write_all(stdin.as_bytes());
    drop(pipe);
    child.wait_with_output().expect("it ends")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn all_bundled_scenarios_agree() {
    let output = check(&[]);
    assert!(output.status.success(), "{}{}", text(&output.stdout), text(&output.stderr));
    assert!(text(&output.stdout).trim_end().ends_with(" passed, 0 failed"));
}

#[test]
fn three_sides_write_and_exit_alike() {
    let path = source(
        "alike",
        r#"
        #include <stdio.h>
        #include <sys/wait.h>
        #include <unistd.h>
        int main(void)
        {
            char line[64];
            int status;

            if (fgets(line, sizeof line, stdin))
                printf("typed %s", line);
            if (fork() == 0)
                return 7;
            wait(&status);
            fprintf(stderr, "child: %d\n", WEXITSTATUS(status));
            return 3;
        }
        "#,
    );
    for side in ["model", "linux", "cc"] {
        let output = run_on(side, &path, "hello\n");
        // The fork has doubled what stdio held back.
        assert_eq!(text(&output.stdout), "typed hello\ntyped hello\n", "{side}");
        assert_eq!(text(&output.stderr), "child: 7\n", "{side}");
        assert_eq!(output.status.code(), Some(3), "{side}");
    }
}

#[test]
fn a_signal_is_128_and_its_number() {
    let path = source("null", "int main(void) { int *p = 0; *p = 1; return 0; }");
    for side in ["model", "linux", "cc"] {
        assert_eq!(run_on(side, &path, "").status.code(), Some(128 + 11), "{side}");
    }
}

#[test]
fn a_wrong_program_is_refused_with_its_place() {
    let path = source("wrong", "int main(void)\n{\n    return x;\n}\n");
    let output = check(&["run", &path.display().to_string()]);
    assert_eq!(output.status.code(), Some(65));
    assert!(output.stdout.is_empty());
    let message = text(&output.stderr);
    assert!(message.starts_with("wrong.c:3:12: error[E"), "{message}");
    assert!(message.lines().any(|line| line.trim() == "^"), "{message}");
}

#[test]
fn what_does_not_exist_is_named() {
    let output = check(&["run", "no-such-thing"]);
    assert_eq!(output.status.code(), Some(66));
    assert!(text(&output.stderr).contains("no-such-thing"));
}

#[test]
fn traces_are_lines_or_data() {
    let lines = text(&check(&["trace", "--on", "linux", "pipe-hello"]).stdout);
    assert!(lines.contains(r#"P2 read(3, "Hello Child Process!", 254) = 20"#), "{lines}");
    let json = check(&["trace", "--format", "json", "pipe-hello"]).stdout;
    let data: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
    assert_eq!((&data["side"], &data["end"]["end"]), (&"model".into(), &"finished".into()));
}

/// Processes that have a marker in their environment.
fn marked(marker: &str) -> Vec<String> {
    let is_marked = |path: &PathBuf| fs::read(path.join("environ")).is_ok_and(|bytes| text(&bytes).contains(marker));
    let entries = fs::read_dir("/proc").expect("there is /proc").flatten().map(|entry| entry.path());
    entries.filter(is_marked).map(|path| path.display().to_string()).collect()
}

#[test]
fn killing_the_checker_leaves_no_process() {
    let path = source(
        "endless",
        r#"
        #include <unistd.h>
        int main(void)
        {
            fork();
            for (;;)
                getppid();
        }
        "#,
    );
    let marker = format!("NATIVE_CHECK_TEST_MARKER={}", std::process::id());
    let (name, value) = marker.split_once('=').expect("there is one");
    let mut child = Command::new(BINARY)
        .args(["run", "--on", "linux"])
        .arg(&path)
        .env(name, value)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary runs");
    // Checker, server, the process between, init, launcher, two programs.
    let begin = Instant::now();
    while marked(&marker).len() < 7 && begin.elapsed() < Duration::from_secs(20) {
        thread::sleep(Duration::from_millis(5));
    }
    assert!(marked(&marker).len() >= 7, "{:?}", marked(&marker));
    child.kill().expect("SIGKILL");
    child.wait().expect("it is dead");
    let begin = Instant::now();
    while !marked(&marker).is_empty() && begin.elapsed() < Duration::from_secs(10) {
        thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(marked(&marker), Vec::<String>::new());
}
