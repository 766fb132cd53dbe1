//! Test programs: C files under `tests/programs`, and folders of them (with a `scenario.toml` or a `main.c`), each with its
//! directives in `//@` lines at the top (of `main.c`) and its expectations beside it (`name.out`: standard output, `name.err`: the diagnostics of a program that is refused).
//!
//! | directive | meaning |
//! | --- | --- |
//! | `//@ exit N` | exit status, 0 if absent; 128 + signal for a death by signal |
//! | `//@ stdin TEXT` | standard input; `\n` for a line's end |
//! | `//@ args A B` | arguments of the program |
//! | `//@ tty` | standard input and output are a terminal |
//! | `//@ undefined` | it does what C leaves undefined, and the model says so (`name.err`); of others it says nothing |
//! | `//@ not-on cc: why` | a side that this program is not run on, and why |

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

/// The sides a program runs on; each must show the same.
pub const SIDES: [&str; 3] = ["model", "linux", "cc"];

/// The text that the directives stand in. A folder whose manifest says everything needs none.
fn text_with_directives(path: &Path) -> std::io::Result<String> {
    let main = path.join("main.c");
    match path.is_dir() {
        true if main.exists() => std::fs::read_to_string(main),
        true => Ok(String::new()),
        false => std::fs::read_to_string(path),
    }
}

/// A test program.
#[derive(Clone, Debug)]
pub struct Program {
    /// The C file, or the folder.
    pub path: PathBuf,
    /// Expected exit status.
    pub exit: i32,
    /// Its standard input.
    pub stdin: String,
    /// Its arguments.
    pub args: Vec<String>,
    /// Whether standard input and output are a terminal.
    pub tty: bool,
    /// Whether it does what C leaves undefined.
    pub is_undefined: bool,
    /// Sides that it is not run on.
    pub not_on: Vec<String>,
}

impl Program {
    /// Reads a program's directives.
    ///
    /// # Errors
    /// If the file can't be read or a directive is not known.
    pub fn load(path: &Path) -> Result<Self> {
        let text = text_with_directives(path).with_context(|| format!("failed to read {}", path.display()))?;
        let mut program = Self {
            path: path.to_owned(),
            exit: 0,
            stdin: String::new(),
            args: Vec::new(),
            tty: false,
            is_undefined: false,
            not_on: Vec::new(),
        };
        for line in text.lines().map_while(|line| line.strip_prefix("//@ ")) {
            let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
            match word {
                "exit" => program.exit = rest.parse().with_context(|| format!("no exit status: {line}"))?,
                "stdin" => program.stdin = rest.replace("\\n", "\n"),
                "tty" => program.tty = true,
                "undefined" => program.is_undefined = true,
                "args" => program.args = rest.split_whitespace().map(str::to_owned).collect(),
                "not-on" => {
                    let (side, why) = rest.split_once(": ").context("not-on wants `side: why`")?;
                    ensure!(SIDES.contains(&side) && !why.is_empty(), "not-on wants `side: why`: {line}");
                    program.not_on.push(side.to_owned());
                }
                _ => bail!("{}: unknown directive: {line}", path.display()),
            }
        }
        Ok(program)
    }

    /// Every program of the folder, in order of name.
    ///
    /// # Errors
    /// If one can't be read.
    pub fn all() -> Result<Vec<Self>> {
        let folder = crate::root().join("tests/programs");
        let mut paths: Vec<_> =
            std::fs::read_dir(&folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
        paths.retain(|path| path.is_dir() || path.extension().is_some_and(|extension| extension == "c"));
        paths.sort();
        paths.iter().map(|path| Self::load(path)).collect()
    }

    /// Runs it on a side and compares with its expectations, which `IPC_LAB_BLESS=1` renews.
    ///
    /// # Errors
    /// What differs, in words.
    pub fn check(&self, side: &str) -> Result<()> {
        let path = self.path.to_str().context("the path is no text")?;
        let mut args = vec!["run", "--on", side, path];
        if self.tty {
            args.insert(1, "--tty");
        }
        if !self.args.is_empty() {
            args.push("--");
            args.extend(self.args.iter().map(String::as_str));
        }
        let output = crate::run_native_check(&args, self.stdin.as_bytes())?;
        let status = output.status.code().context("native-check was killed")?;
        let stdout = String::from_utf8_lossy(&output.stdout);
        let stderr = String::from_utf8_lossy(&output.stderr);
        ensure!(
            status == self.exit,
            "exit status {status} instead of {}\nstandard output:\n{stdout}\nstandard error:\n{stderr}",
            self.exit
        );
        self.expect("out", &stdout, side)?;
        let folder = format!("{}/", crate::root().join("tests/programs").display());
        let stderr = stderr.replace(&folder, "");
        if matches!(self.exit, 65 | 69) {
            self.expect("err", &stderr, side)?;
        }
        if side == "model" {
            self.check_undefined(&stderr)?;
        }
        Ok(())
    }

    /// What the model says of undefined behaviour.
    fn check_undefined(&self, stderr: &str) -> Result<()> {
        let told: String = stderr
            .lines()
            .filter(|line| line.contains(": undefined behaviour: "))
            .map(|line| format!("{line}\n"))
            .collect();
        if self.is_undefined {
            return self.expect("err", &told, "model");
        }
        ensure!(told.is_empty(), "nothing here is undefined, but the model says\n{told}");
        Ok(())
    }

    fn expect(&self, extension: &str, actual: &str, side: &str) -> Result<()> {
        let path = self.path.with_extension(extension);
        if side == "model" && std::env::var_os("IPC_LAB_BLESS").is_some() {
            return Ok(std::fs::write(path, actual)?);
        }
        let expected = std::fs::read_to_string(&path)
            .with_context(|| format!("no expectation {} (IPC_LAB_BLESS=1 writes it)", path.display()))?;
        ensure!(actual == expected, "standard output differs\nexpected:\n{expected}\nactual:\n{actual}");
        Ok(())
    }
}
