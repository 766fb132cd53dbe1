//! Scenarios: programs and how to launch them.

use std::fmt;

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

/// A file of a scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct File {
    /// Name, as `main.c`.
    pub name: String,
    /// Text.
    pub text: String,
}

impl File {
    /// Whether it lies where the programs start, and not in a folder below.
    #[must_use]
    pub fn lies_in_root(&self) -> bool {
        !self.name.is_empty() && !self.name.contains('/') && self.name != "." && self.name != ".."
    }
}

/// A text in both languages, as a scenario file gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Text {
    /// English.
    pub en: String,
    /// Korean.
    pub ko: String,
}

/// A program: one or more C files compiled and linked together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct ProgramSpec {
    /// Its name, which `execve` and the launch plan use.
    pub name: String,
    /// Its C files, by name. Headers need not be listed.
    pub files: Vec<String>,
}

/// A process that the launch plan starts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(try_from = "LaunchEntry")]
pub struct Launch {
    /// Name of the program.
    pub program: String,
    /// Arguments after `argv[0]`.
    pub args: Vec<String>,
    /// What its environment has besides the usual, as `NAME=value`.
    pub env: Vec<String>,
    /// The host that it runs on; none is the first.
    pub host: Option<String>,
}

/// A launch as a scenario file says it: a program, or what a shell shall do.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LaunchEntry {
    program: Option<String>,
    /// Lines of a shell: start in the background, wait, send a signal, feed input.
    script: Option<String>,
    #[serde(default)]
    args: Vec<String>,
    #[serde(default)]
    env: Vec<String>,
    host: Option<String>,
}

impl TryFrom<LaunchEntry> for Launch {
    type Error = &'static str;

    fn try_from(entry: LaunchEntry) -> Result<Self, Self::Error> {
        let LaunchEntry { program, script, mut args, env, host } = entry;
        match (program, script) {
            (Some(program), None) => Ok(Self { program, args, env, host }),
            (None, Some(script)) => {
                args.splice(..0, ["-c".to_owned(), script, "sh".to_owned()]);
                Ok(Self { program: "sh".to_owned(), args, env, host })
            }
            _ => Err("a launch has either a `program` or a `script`"),
        }
    }
}

impl Launch {
    /// A program without arguments.
    #[must_use]
    pub fn of(program: impl Into<String>) -> Self {
        Self { program: program.into(), ..Self::default() }
    }
}

/// A host of the scenario's network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct HostSpec {
    /// Its name, by which programs find it.
    pub name: String,
}

/// A link that joins two hosts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkSpec {
    /// The names of the hosts at its ends.
    pub ends: [String; 2],
    /// How long a packet takes to the other end, in milliseconds.
    #[serde(default)]
    pub latency_ms: u32,
    /// Of a hundred datagrams, how many are lost; which, is drawn from their number.
    #[serde(default)]
    pub loss: u8,
}

/// What standard output is, which decides how stdio buffers it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stdout {
    /// A pipe that somebody always empties: fully buffered.
    #[default]
    Pipe,
    /// A terminal: line-buffered.
    Terminal,
}

impl fmt::Display for Stdout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pipe => "pipe",
            Self::Terminal => "terminal",
        })
    }
}

/// What stands in standard input: text, or bytes that are none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(untagged)]
pub enum Input {
    /// As a scenario file gives it.
    Text(String),
    /// As it was piped into a command.
    Bytes(Vec<u8>),
}

impl Default for Input {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl Input {
    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::Bytes(bytes) => bytes,
        }
    }
}

/// The content of a `scenario.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Title.
    pub title: Text,
    /// One or two sentences.
    #[serde(default)]
    pub summary: Text,
    /// Rows of the curriculum that it covers, as `S05`.
    #[serde(default)]
    pub covers: Vec<String>,
    /// The programs. None: one program, named after the scenario, of all its C files.
    #[serde(default, rename = "program")]
    pub programs: Vec<ProgramSpec>,
    /// What to start, in order. None: every program once, in order.
    #[serde(default, rename = "launch")]
    pub launches: Vec<Launch>,
    /// The hosts. None: there is one.
    #[serde(default, rename = "host")]
    pub hosts: Vec<HostSpec>,
    /// The links between hosts. None: every two hosts are joined.
    #[serde(default, rename = "link")]
    pub links: Vec<LinkSpec>,
    /// What standard output is.
    #[serde(default)]
    pub stdout: Stdout,
    /// Standard input of the launched processes (all share it, as under a shell).
    #[serde(default)]
    pub stdin: Input,
    /// How many cores the world has.
    #[serde(default = "one")]
    pub cores: u32,
    /// Schedules, in text form, that `native-check` runs beside the default one.
    #[serde(default)]
    pub schedules: Vec<String>,
}

const fn one() -> u32 {
    1
}

/// A scenario with its files: everything that a run depends on besides the schedule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Scenario {
    /// Its id: the name of its folder.
    pub id: String,
    /// Its manifest.
    pub manifest: Manifest,
    /// Its C files and headers, in order of name.
    pub files: Vec<File>,
}

impl Scenario {
    /// A scenario of one program that consists of the given files.
    #[must_use]
    pub fn single(id: impl Into<String>, files: Vec<File>) -> Self {
        let manifest = Manifest {
            title: Text::default(),
            summary: Text::default(),
            covers: Vec::new(),
            programs: Vec::new(),
            launches: Vec::new(),
            hosts: Vec::new(),
            links: Vec::new(),
            stdout: Stdout::default(),
            stdin: Input::default(),
            cores: one(),
            schedules: Vec::new(),
        };
        Self { id: id.into(), manifest, files }
    }

    /// The programs, with the default filled in.
    #[must_use]
    pub fn programs(&self) -> Vec<ProgramSpec> {
        if !self.manifest.programs.is_empty() {
            return self.manifest.programs.clone();
        }
        let files = self.files.iter().map(|file| file.name.clone()).filter(|name| name.ends_with(".c")).collect();
        vec![ProgramSpec { name: self.id.clone(), files }]
    }

    /// The launch plan, with the default filled in.
    #[must_use]
    pub fn launches(&self) -> Vec<Launch> {
        if !self.manifest.launches.is_empty() {
            return self.manifest.launches.clone();
        }
        self.programs().into_iter().map(|program| Launch::of(program.name)).collect()
    }
}
