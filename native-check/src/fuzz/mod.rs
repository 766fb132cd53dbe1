//! `fuzz`: random programs of system calls on both sides, until they differ.
//!
//! A [`case`] is what a few processes do and a schedule; [`generate`] writes it with the calls of the [`mechanism`]s; a
//! [`worker`] for each processor runs it on the model and on Linux; what differs is made small by [`shrink`] and written
//! to a folder as a C file. This file is the checker's end: it starts the workers, and puts together what they tell.

mod case;
mod coverage;
mod generate;
mod mechanism;
mod rng;
mod shrink;
pub(crate) mod worker;

use std::io::{self, BufReader, IsTerminal, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::lockstep::frames::read_frame;
use crate::sys::process::own_pid;
use coverage::Coverage;
use worker::{Finding, Job, Message};

/// How often the progress line is written when it does not go to a terminal.
const LINE_EVERY: Duration = Duration::from_secs(10);

/// What to try.
#[derive(Debug, Args)]
pub(crate) struct Fuzz {
    /// Where chance begins; each case follows from the seed and its number
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many programs
    #[arg(long, default_value_t = 1000)]
    cases: u64,
    /// The first program's number
    #[arg(long, default_value_t = 0)]
    first: u64,
    /// System calls of a program, about
    #[arg(long, default_value_t = 30)]
    calls: usize,
    /// Only these mechanisms (a wrong name tells which there are); may be given several times
    #[arg(long, value_name = "MECHANISM", value_parser = known_mechanism)]
    only: Vec<String>,
    /// Workers; as many as there are processors if it is not given
    #[arg(long)]
    jobs: Option<usize>,
    /// Folder for the programs that show a difference
    #[arg(long, default_value = "fuzz-differences")]
    out: PathBuf,
}

fn known_mechanism(name: &str) -> Result<String, String> {
    let names: Vec<_> = mechanism::all().iter().map(|mechanism| mechanism.name).collect();
    if names.contains(&name) { Ok(name.to_owned()) } else { Err(format!("known are: {}", names.join(", "))) }
}

/// Tries; says whether both sides always agreed.
///
/// # Errors
/// When no worker can be started or nothing can be written.
pub(crate) fn run(what: &Fuzz) -> io::Result<bool> {
    let jobs = what.jobs.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from)).max(1);
    let (sender, messages) = channel();
    let workers =
        (0..jobs).map(|index| Worker::start(what, index, jobs, sender.clone())).collect::<io::Result<Vec<_>>>()?;
    drop(sender);
    let mut total = Total::new(what);
    let mut done = 0;
    for message in messages {
        match message {
            Message::Progress { cases, calls, unsupported, coverage } => {
                total.cases += cases;
                total.calls += calls;
                total.unsupported += unsupported;
                total.coverage.add(coverage);
                total.show_progress();
            }
            Message::Found(finding) => total.found(&finding)?,
            Message::Done => done += 1,
            Message::Broken(why) => writeln!(io::stdout(), "a worker cannot go on: {why}")?,
        }
    }
    let lost = workers.len() - done;
    drop(workers);
    total.close(what, lost)
}

/// A worker process.
struct Worker(Child);

impl Worker {
    fn start(what: &Fuzz, index: usize, jobs: usize, to: Sender<Message>) -> io::Result<Self> {
        let (seed, first) = (what.seed, what.first + index as u64);
        let (step, cases) = (jobs as u64, what.first + what.cases);
        let job = Job { seed, first, step, cases, calls: what.calls, only: what.only.clone() };
        let mut child = Command::new("/proc/self/exe")
            .args([worker::SUBCOMMAND, &own_pid().to_string(), &serde_json::to_string(&job)?])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()?;
        let from = child.stdout.take().ok_or_else(|| io::Error::other("the worker has no pipe"))?;
        thread::spawn(move || {
            let mut from = BufReader::new(from);
            while let Ok(Some(frame)) = read_frame(&mut from) {
                let Ok(message) = serde_json::from_slice(&frame) else { break };
                if to.send(message).is_err() {
                    break;
                }
            }
        });
        Ok(Self(child))
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What all workers have done.
struct Total<'a> {
    what: &'a Fuzz,
    begin: Instant,
    /// Seen at a terminal only.
    bar: ProgressBar,
    /// When the last line was written where there is no terminal.
    shown: Instant,
    cases: u64,
    calls: u64,
    unsupported: u64,
    differences: u64,
    coverage: Coverage,
}

impl<'a> Total<'a> {
    fn new(what: &'a Fuzz) -> Self {
        let now = Instant::now();
        let coverage = Coverage::default();
        let bar = ProgressBar::with_draw_target(Some(what.cases), ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos}/{len} cases, {msg}, {eta} left") {
            bar.set_style(style);
        }
        Self { what, begin: now, bar, shown: now, cases: 0, calls: 0, unsupported: 0, differences: 0, coverage }
    }

    fn rate(&self) -> f64 {
        self.calls as f64 / self.begin.elapsed().as_secs_f64()
    }

    fn show_progress(&mut self) {
        let told = format!("{} calls, {:.0} calls/s, {} differences", self.calls, self.rate(), self.differences);
        if io::stderr().is_terminal() {
            self.bar.set_position(self.cases);
            self.bar.set_message(told);
        } else if self.shown.elapsed() > LINE_EVERY {
            self.shown = Instant::now();
            let left = self.what.cases.saturating_sub(self.cases) as f64;
            let eta = self.begin.elapsed().as_secs_f64() * left / self.cases.max(1) as f64;
            eprintln!("{}/{} cases, {told}, {eta:.0} s left", self.cases, self.what.cases);
        }
    }

    fn found(&mut self, finding: &Finding) -> io::Result<()> {
        self.differences += 1;
        let Some(text) = &finding.text else { return Ok(()) };
        std::fs::create_dir_all(&self.what.out)?;
        let path = self.what.out.join(format!("seed{}_case{}.c", self.what.seed, finding.case));
        std::fs::write(&path, text)?;
        self.bar.suspend(|| writeln!(io::stdout(), "{}: {}\n{}", path.display(), finding.kind, finding.what))
    }

    /// The closing words.
    fn close(&self, what: &Fuzz, lost: usize) -> io::Result<bool> {
        self.bar.finish_and_clear();
        let mut out = io::stdout().lock();
        write!(out, "{}", self.coverage)?;
        let missing: Vec<_> =
            self.coverage.missing(&worker::mechanisms(&what.only)).iter().map(ToString::to_string).collect();
        if !missing.is_empty() {
            writeln!(out, "never reached: {}", missing.join(", "))?;
        }
        if lost > 0 {
            writeln!(out, "{lost} workers died")?;
        }
        writeln!(
            out,
            "seed {}: {} cases, {} calls, {} cut short by what the model does not have, {:.0} calls/s, {} differences",
            what.seed,
            self.cases,
            self.calls,
            self.unsupported,
            self.rate(),
            self.differences
        )?;
        Ok(self.differences == 0 && lost == 0)
    }
}
