//! The same programs under other interpreters and a quick compiler, as whole processes, their own start not counted.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::{Pair, best_of};

/// Somebody else who runs such programs.
pub(super) struct Rival {
    pub(super) name: &'static str,
    /// The command that runs a program; of the empty program if there is none.
    command: fn(Option<&Pair>) -> Command,
    times: usize,
}

/// All of them. JSCPP takes part if `IPC_LAB_JSCPP` names the folder in which npm has installed it; it counts to a
/// hundredth only, and its time is multiplied.
pub(super) const RIVALS: [Rival; 4] = [
    Rival { name: "lua5.4", command: lua, times: 5 },
    Rival { name: "tcc -run", command: tcc, times: 5 },
    Rival { name: "python3", command: python, times: 1 },
    Rival { name: "JSCPP", command: jscpp, times: 1 },
];

/// By how much JSCPP has less to do.
const JSCPP_SHARE: u32 = 100;

fn source(pair: &Pair) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/cpu").join(format!("{}.c", pair.name))
}

fn lua(pair: Option<&Pair>) -> Command {
    let mut command = Command::new("lua5.4");
    command.args(["-e", pair.map_or("", |pair| pair.lua)]);
    command
}

fn tcc(pair: Option<&Pair>) -> Command {
    let mut command = Command::new("tcc");
    match pair {
        Some(pair) => command.arg("-run").arg(source(pair)),
        None => command.arg("-v"),
    };
    command
}

fn python(pair: Option<&Pair>) -> Command {
    let mut command = Command::new("python3");
    command.args(["-c", pair.map_or("", |pair| pair.python)]);
    command
}

fn jscpp(pair: Option<&Pair>) -> Command {
    let mut command = Command::new("node");
    let text = match pair {
        Some(pair) if pair.name == "count" => {
            "int main() { int i = 0; long sum = 0; while (i < 300000) { sum += i; i++; } return 0; }"
        }
        // JSCPP knows neither enough of C for the others nor a way to be fast enough.
        Some(_) => return Command::new("false"),
        None => "int main() { return 0; }",
    };
    let script = format!("require('JSCPP').run({text:?}, '', {{}})");
    command.args(["-e", &script]).current_dir(std::env::var_os("IPC_LAB_JSCPP").unwrap_or_else(|| "/".into()));
    command
}

impl Rival {
    /// Its time for a program; none if it is not installed or cannot do it.
    pub(super) fn time(&self, pair: &Pair) -> Option<Duration> {
        let run = |pair: Option<&Pair>| {
            let status = (self.command)(pair).stdout(Stdio::null()).stderr(Stdio::null()).status();
            status.is_ok_and(|status| status.success())
        };
        let (is_there, empty) = best_of(3, || run(None));
        let (is_right, whole) = if is_there { best_of(self.times, || run(Some(pair))) } else { return None };
        let share = if self.name == "JSCPP" { JSCPP_SHARE } else { 1 };
        is_right.then(|| whole.saturating_sub(empty) * share)
    }
}
