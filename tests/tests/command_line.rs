//! The contract of `native-check`'s command line, which scripts rely on.

use anyhow::Result;
use tests::run_native_check;

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn source(name: &str, program: &str) -> Result<String> {
    let folder = std::env::temp_dir().join(format!("ipc-lab-command-line-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let path = folder.join("prog.c");
    std::fs::write(&path, program)?;
    Ok(path.to_string_lossy().into_owned())
}

#[test]
fn run_writes_what_the_program_writes_and_nothing_else() -> Result<()> {
    let path = source(
        "plain",
        "#include <unistd.h>\nint main(void) { write(1, \"a\\0b\", 3); write(2, \"e\", 1); return 3; }\n",
    )?;
    for side in ["model", "linux", "cc"] {
        let output = run_native_check(&["run", "--on", side, &path], b"")?;
        assert_eq!(output.status.code(), Some(3), "on {side}: {}", text(&output.stderr));
        assert_eq!(output.stdout, b"a\0b", "on {side}");
        assert_eq!(text(&output.stderr), "e", "on {side}");
    }
    Ok(())
}

#[test]
fn standard_input_is_passed_through() -> Result<()> {
    let path = source(
        "stdin",
        "#include <stdio.h>\nint main(void) { int c, n = 0; while ((c = getchar()) != EOF) n += c; printf(\"%d\\n\", n); return 0; }\n",
    )?;
    let input: Vec<u8> = (0..100_000_u32).map(|i| (i % 251) as u8).collect();
    let sum: u32 = input.iter().map(|&byte| u32::from(byte)).sum();
    for side in ["model", "linux", "cc"] {
        let output = run_native_check(&["run", "--on", side, &path], &input)?;
        assert_eq!(text(&output.stdout), format!("{sum}\n"), "on {side}: {}", text(&output.stderr));
    }
    Ok(())
}

#[test]
fn a_program_that_is_refused_exits_with_65_and_points_at_the_place() -> Result<()> {
    let path = source("refused", "int main(void)\n{\n    return undeclared + 1;\n}\n")?;
    let output = run_native_check(&["run", &path], b"")?;
    let diagnostics = text(&output.stderr);
    assert_eq!(output.status.code(), Some(65), "{diagnostics}");
    assert!(output.stdout.is_empty());
    assert!(diagnostics.contains("prog.c:3:12: error[E0"), "{diagnostics}");
    assert!(diagnostics.contains("    return undeclared + 1;"), "{diagnostics}");
    assert!(diagnostics.contains("^^^^^^^^^^"), "{diagnostics}");
    Ok(())
}

#[test]
fn a_call_that_the_model_does_not_have_exits_with_69_and_names_it() -> Result<()> {
    let path = source(
        "unsupported",
        "#include <unistd.h>\n#include <sys/syscall.h>\nint main(void) { return syscall(272, 0); }\n",
    )?;
    let output = run_native_check(&["run", &path], b"")?;
    assert_eq!(output.status.code(), Some(69), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("272"), "{}", text(&output.stderr));
    Ok(())
}

#[test]
fn a_program_that_a_signal_kills_exits_with_128_and_its_number() -> Result<()> {
    let path = source("killed", "int main(void) { *(volatile int *)8 = 1; return 0; }\n")?;
    for side in ["model", "linux", "cc"] {
        let output = run_native_check(&["run", "--on", side, &path], b"")?;
        assert_eq!(output.status.code(), Some(139), "on {side}: {}", text(&output.stderr));
    }
    Ok(())
}

#[test]
fn a_trace_is_json_on_both_sides_and_the_events_are_equal() -> Result<()> {
    let events = |side: &str| -> Result<Vec<serde_json::Value>> {
        let output = run_native_check(&["trace", "--on", side, "--format", "json", "pipe-hello"], b"")?;
        anyhow::ensure!(output.status.success(), "on {side}: {}", text(&output.stderr));
        let trace: serde_json::Value = serde_json::from_slice(&output.stdout)?;
        assert_eq!(trace["version"], 1);
        assert_eq!(trace["side"], side);
        Ok(trace["events"].as_array().cloned().unwrap_or_default())
    };
    let model = events("model")?;
    assert!(model.len() > 10, "{} events", model.len());
    let linux = events("linux")?;
    assert_eq!(model.len(), linux.len());
    for (model, linux) in model.iter().zip(&linux) {
        assert_eq!(model, linux);
    }
    Ok(())
}

#[test]
fn a_schedule_decides_who_runs() -> Result<()> {
    let trace = |schedule: &str| -> Result<String> {
        let output = run_native_check(&["trace", "--schedule", schedule, "sysv-queue"], b"")?;
        Ok(text(&output.stdout))
    };
    assert!(!trace("v1:1x9")?.contains("woken by"), "the message is there before the receiver asks for it");
    assert!(trace("v1:2x2")?.contains("(woken by P1)"), "the receiver asks first and has to wait");
    Ok(())
}

#[test]
fn check_prints_a_verdict_for_every_scenario_and_a_closing_line() -> Result<()> {
    let output = run_native_check(&["check"], b"")?;
    let report = text(&output.stdout);
    assert!(output.status.success(), "{report}{}", text(&output.stderr));
    let entries = std::fs::read_dir(tests::root().join("scenarios"))?.collect::<Result<Vec<_>, _>>()?;
    for scenario in entries.iter().filter(|entry| entry.path().is_dir()) {
        let name = scenario.file_name().to_string_lossy().into_owned();
        assert!(report.contains(&name), "{name} is missing in\n{report}");
    }
    let last = report.lines().last().unwrap_or("");
    assert!(last.ends_with("passed, 0 failed"), "{last}");
    Ok(())
}

#[test]
fn cc_compares_with_the_c_compiler_in_both_modes() -> Result<()> {
    let output = run_native_check(&["cc", "--times", "1", "pipe-hello"], b"")?;
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{stdout}");
    let last: Vec<_> =
        stdout.lines().map(|line| line.split_whitespace().skip(1).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(last, ["pipe same", "terminal same", "compared, 0 skipped, 0 differ"]);
    Ok(())
}

#[test]
fn a_missing_file_is_said_so() -> Result<()> {
    let output = run_native_check(&["run", "no-such-scenario"], b"")?;
    assert_ne!(output.status.code(), Some(0));
    assert!(text(&output.stderr).contains("no-such-scenario"), "{}", text(&output.stderr));
    Ok(())
}

/// A fresh folder with these files.
fn folder(name: &str, files: &[(&str, &str)]) -> Result<String> {
    let folder = std::env::temp_dir().join(format!("ipc-lab-command-line-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    for (file, text) in files {
        std::fs::write(folder.join(file), text)?;
    }
    Ok(folder.to_string_lossy().into_owned())
}

const PARENT: &str = r#"
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include "say.h"
int main(int argc, char **argv)
{
    char line[32];
    int status;

    say("parent");
    if (fork() == 0)
        execl("./child", "child", getenv("COLOUR"), (char *)NULL);
    wait(&status);
    printf("%s %s: %d\n", argv[1], fgets(line, sizeof line, fopen("data.txt", "r")), WEXITSTATUS(status));
    return argc;
}
"#;

#[test]
fn a_folder_holds_programs_shared_files_and_data() -> Result<()> {
    let files = [
        ("child.c", "#include \"say.h\"\nint main(int argc, char **argv) { say(argv[1]); return 5; }\n"),
        ("data.txt", "from a file"),
        ("parent.c", PARENT),
        ("say.c", "#include <stdio.h>\nvoid say(const char *what) { puts(what); fflush(stdout); }\n"),
        ("say.h", "void say(const char *what);\n"),
    ];
    let folder = folder("several", &files)?;
    for side in ["model", "linux", "cc"] {
        let output = run_native_check(&["run", "--on", side, "--env", "COLOUR=red", &folder, "--", "it says"], b"")?;
        assert_eq!(
            text(&output.stdout),
            "parent\nred\nit says from a file: 5\n",
            "on {side}: {}",
            text(&output.stderr)
        );
        assert_eq!(output.status.code(), Some(2), "on {side}");
    }
    let files = files.map(|(name, _)| format!("{folder}/{name}"));
    let output = run_native_check(&["run", &files[0], &files[2], &files[3]], b"")?;
    assert_eq!(text(&output.stdout).lines().next(), Some("parent"), "{}", text(&output.stderr));
    Ok(())
}

#[test]
fn a_folder_without_main_is_no_program() -> Result<()> {
    let folder = folder("no-main", &[("a.c", "int f(void) { return 0; }\n")])?;
    let output = run_native_check(&["run", &folder], b"")?;
    assert_eq!(output.status.code(), Some(66));
    assert!(text(&output.stderr).contains("none of its C files defines `main`"), "{}", text(&output.stderr));
    Ok(())
}

#[test]
fn standard_input_can_be_a_file() -> Result<()> {
    let program =
        "#include <stdio.h>\nint main(void) { int c; while ((c = getchar()) != EOF) putchar(c); return 0; }\n";
    let folder = folder("stdin-file", &[("copy.c", program), ("input.txt", "typed\n")])?;
    let (copy, input) = (format!("{folder}/copy.c"), format!("{folder}/input.txt"));
    for side in ["model", "linux", "cc"] {
        let output = run_native_check(&["run", "--on", side, "--stdin", &input, &copy], b"not this")?;
        assert_eq!(text(&output.stdout), "typed\n", "on {side}: {}", text(&output.stderr));
    }
    let output = run_native_check(&["run", "--stdin", "/nowhere", &copy], b"")?;
    assert_eq!(output.status.code(), Some(66));
    Ok(())
}
