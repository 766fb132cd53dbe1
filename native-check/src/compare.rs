//! `cc`: what the model writes and how it ends, beside what the system's C compiler makes of the same text.
//!
//! Both run into a pipe and at a terminal, because stdio buffers otherwise there. What runs freely comes out as it happens
//! to be scheduled: one of its outcomes must be the model's, under the default schedule or under some other.

use std::fmt;
use std::io::{self, Read, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use sim_core::scenario::{Scenario, Stdout};
use sim_core::world::Schedule;
use sim_core::world::run::Run;

use crate::cli::Compare;
use crate::front::Front;
use crate::run::RunError;
use crate::{exit, front, load};

/// Whoever has not ended by then waits for something that does not come. Some programs of the lessons sleep for ten
/// seconds.
const PATIENCE: Duration = Duration::from_secs(15);
/// Under so many random schedules the model looks for the compiled program's outcome.
const SEEDS: u32 = 40;

/// What can be seen of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Outcome {
    stdout: Vec<u8>,
    status: u8,
}

impl Outcome {
    fn sorted(&self) -> Vec<&[u8]> {
        let mut lines: Vec<&[u8]> = self.stdout.split(|&byte| byte == b'\n').collect();
        lines.sort_unstable();
        lines
    }
}

/// How a comparison came out.
enum Verdict {
    /// The same, each time.
    Same,
    /// The compiled program comes out in several ways, and the model's is among those seen.
    Among,
    /// The same lines, but for the order of processes that nobody orders.
    Reordered,
    /// The same as the model under another schedule.
    Scheduled,
    /// The compiled program comes out in several ways, and the model's is none of those seen.
    Varies,
    /// The compiled program always comes out otherwise than the model.
    Differs(Outcome, Outcome),
    /// One of them did not run.
    Failed(String),
    /// The compiled programs have one machine to run on, and the scenario has several.
    SeveralHosts,
}

impl Verdict {
    /// What the C compiler's outcomes say of the model's.
    fn of(model: Outcome, seen: Vec<Outcome>) -> Self {
        let Some(first) = seen.first().cloned() else { return Self::Failed("nothing was run".to_owned()) };
        let is_always_the_same = seen.iter().all(|outcome| *outcome == first);
        let is_reordered = |outcome: &Outcome| outcome.status == model.status && outcome.sorted() == model.sorted();
        match (is_always_the_same, seen.contains(&model)) {
            (true, true) => Self::Same,
            (false, true) => Self::Among,
            _ if seen.iter().any(is_reordered) => Self::Reordered,
            (false, false) => Self::Varies,
            (true, false) => Self::Differs(model, first),
        }
    }

    const fn is_bad(&self) -> bool {
        matches!(self, Self::Differs(..) | Self::Failed(_))
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Same => f.write_str("same"),
            Self::Among => f.write_str("same as one of several outcomes"),
            Self::Scheduled => f.write_str("same under another schedule"),
            Self::Reordered => f.write_str("same lines in another order"),
            Self::Varies => f.write_str("not comparable: another outcome each time"),
            Self::SeveralHosts => f.write_str("skipped: it has several hosts"),
            Self::Failed(why) => write!(f, "failed: {why}"),
            Self::Differs(model, cc) if model.status != cc.status => {
                write!(f, "differs: status {} on the model, {} with cc", model.status, cc.status)
            }
            Self::Differs(model, cc) => {
                let (line, left, right) = first_difference(&model.stdout, &cc.stdout);
                write!(f, "differs in line {line}\n    model: {left}\n    cc:    {right}")
            }
        }
    }
}

/// The first line in which two texts differ, counted from 1, in both.
fn first_difference(left: &[u8], right: &[u8]) -> (usize, String, String) {
    let lines = |text: &[u8]| text.split(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect::<Vec<_>>();
    let (left, right) = (lines(left), lines(right));
    let common = left.iter().zip(&right).take_while(|(left, right)| left == right).count();
    let shown = |lines: &[Vec<u8>]| {
        lines.get(common).map_or_else(|| "(nothing)".to_owned(), |line| String::from_utf8_lossy(line).into_owned())
    };
    (common + 1, shown(&left), shown(&right))
}

/// Compares everything and prints the table; says whether nothing differs.
///
/// # Errors
/// When there is no such scenario, or the table cannot be printed.
pub(crate) fn run(what: &Compare) -> Result<bool, RunError> {
    let scenarios = load::all(&what.targets)?;
    let width = scenarios.iter().map(|scenario| scenario.id.len()).max().unwrap_or(0);
    let mut out = io::stdout().lock();
    let (mut bad, mut skipped) = (0, 0);
    for (index, scenario) in scenarios.iter().enumerate() {
        let word = what.targets.get(index).unwrap_or(&scenario.id);
        for mode in [Stdout::Pipe, Stdout::Terminal] {
            let verdict = verdict(scenario, word, mode, what.times);
            bad += usize::from(verdict.is_bad());
            skipped += usize::from(matches!(verdict, Verdict::SeveralHosts));
            writeln!(out, "{:width$}  {:<8}  {verdict}", scenario.id, mode.to_string())?;
        }
    }
    writeln!(out, "{} compared, {skipped} skipped, {bad} differ", 2 * scenarios.len() - skipped)?;
    Ok(bad == 0)
}

fn verdict(scenario: &Scenario, word: &str, mode: Stdout, times: u32) -> Verdict {
    if !scenario.manifest.hosts.is_empty() {
        return Verdict::SeveralHosts;
    }
    let mut scenario = scenario.clone();
    scenario.manifest.stdout = mode;
    let front = match front::compile(&scenario) {
        Ok(front) => front,
        Err(refusal) => return Verdict::Failed(refusal.diagnostics),
    };
    let run = front.on_model_untraced(&Schedule::default());
    let model = outcome_of(&run);
    if model.status == exit::UNSUPPORTED {
        return Verdict::Failed(crate::text::end(&run.trace.end));
    }
    let mut seen = Vec::new();
    for _ in 0..times {
        match compiled(word, &scenario) {
            Ok(outcome) => seen.push(outcome),
            Err(error) => return Verdict::Failed(error.to_string()),
        }
        // Who waits for ever once is not waited for again.
        if seen.last().is_some_and(|outcome| outcome.status == exit::STOPPED) {
            break;
        }
    }
    match Verdict::of(model, seen.clone()) {
        Verdict::Differs(..) | Verdict::Varies if comes_out_so(&front, &seen) => Verdict::Scheduled,
        verdict => verdict,
    }
}

fn outcome_of(run: &Run) -> Outcome {
    Outcome { stdout: run.stdout.clone(), status: exit::of_run(&run.trace) }
}

/// Whether the model comes out in one of these ways under one of the scenario's schedules, or a random one.
fn comes_out_so(front: &Front, seen: &[Outcome]) -> bool {
    let random = (1..=SEEDS).map(|seed| format!("v1:;random={seed}"));
    let texts = front.scenario().manifest.schedules.iter().cloned().chain(random);
    let schedules = texts.filter_map(|text| text.parse::<Schedule>().ok());
    schedules.into_iter().any(|schedule| seen.contains(&outcome_of(&front.on_model_untraced(&schedule))))
}

/// Runs what the C compiler makes of it, in a process of its own, which takes everything with it when it ends.
fn compiled(word: &str, scenario: &Scenario) -> io::Result<Outcome> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["run", "--on", "cc"]);
    if scenario.manifest.stdout == Stdout::Terminal {
        command.arg("--tty");
    }
    let mut child = command.arg(word).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        let typed = scenario.manifest.stdin.as_bytes().to_vec();
        // A program may end without reading: a broken pipe here is no error.
        thread::spawn(move || drop(stdin.write_all(&typed)));
    }
    let (sender, receiver) = mpsc::channel();
    if let Some(mut stdout) = child.stdout.take() {
        thread::spawn(move || {
            let mut bytes = Vec::new();
            let _ = stdout.read_to_end(&mut bytes);
            let _ = sender.send(bytes);
        });
    }
    let stdout = receiver.recv_timeout(PATIENCE);
    if stdout.is_err() {
        child.kill()?;
    }
    let ended = child.wait()?;
    match stdout {
        Ok(stdout) => Ok(Outcome { stdout, status: ended.code().map_or(exit::SOFTWARE, |code| code as u8) }),
        // What it had written by then comes when it is gone.
        Err(_) => Ok(Outcome { stdout: receiver.recv().unwrap_or_default(), status: exit::STOPPED }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(text: &str, status: u8) -> Outcome {
        Outcome { stdout: text.as_bytes().to_vec(), status }
    }

    #[test]
    fn only_what_always_comes_out_otherwise_differs() {
        let verdict = |seen: &[&str]| Verdict::of(outcome("a", 0), seen.iter().map(|text| outcome(text, 0)).collect());
        assert!(matches!(verdict(&["a", "a"]), Verdict::Same));
        assert!(matches!(verdict(&["b", "a"]), Verdict::Among));
        assert!(matches!(verdict(&["b", "c"]), Verdict::Varies));
        assert!(matches!(verdict(&["b", "b"]), Verdict::Differs(..)));
        let lines = |text| outcome(text, 0);
        assert!(matches!(Verdict::of(lines("a\nb\n"), vec![lines("b\na\n"); 2]), Verdict::Reordered));
    }

    #[test]
    fn a_difference_is_told_by_its_line() {
        assert_eq!(first_difference(b"a\nb\n", b"a\nc\n"), (2, "b".to_owned(), "c".to_owned()));
        assert_eq!(first_difference(b"a", b"a\n"), (2, "(nothing)".to_owned(), String::new()));
        let verdict = Verdict::Differs(outcome("", 0), outcome("", 1));
        assert_eq!(verdict.to_string(), "differs: status 0 on the model, 1 with cc");
    }
}
