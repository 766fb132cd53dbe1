//! A worker: init of a sandbox that runs one case after the other on both sides.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;
use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use sim_core::abi::Trace;
use sim_core::abi::event::{Body, End};
use sim_core::scenario::{self, Scenario};

use super::case::Case;
use super::coverage::Coverage;
use super::generate::Generator;
use super::mechanism::{self, Mechanism};
use super::rng::Rng;
use super::shrink::shrink;
use crate::check::{self, Difference};
use crate::lockstep::frames::write_frame;
use crate::lockstep::room::Room;
use crate::lockstep::sandbox;
use crate::lockstep::server::{compile_apart, run_in};
use crate::lockstep::{Limits, LockstepError};
use crate::sys::process::{die_with_parent, new_session};

/// The hidden subcommand that makes this program a worker.
pub(crate) const SUBCOMMAND: &str = "serve-fuzz";
/// How long a case may take.
const CASE_TIME: Duration = Duration::from_secs(10);
/// Events of a case; some programs never end by themselves.
const CASE_EVENTS: u64 = 2000;
/// How long a difference is shrunk.
const SHRINK_TIME: Duration = Duration::from_secs(15);
/// How often a worker says how far it is.
const REPORT_EVERY: Duration = Duration::from_millis(200);
/// Differences of one kind that a worker shrinks; others of the kind are only counted.
const SHRUNK_PER_KIND: usize = 1;

/// What a worker does.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Job {
    /// Where chance begins.
    pub(super) seed: u64,
    /// Its first case.
    pub(super) first: u64,
    /// From a case to its next.
    pub(super) step: u64,
    /// Where all cases end.
    pub(super) cases: u64,
    /// System calls of a case, about.
    pub(super) calls: usize,
    /// Which mechanisms; none: all.
    pub(super) only: Vec<String>,
}

/// What a worker tells.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum Message {
    /// What has been done since the last message.
    Progress {
        /// Cases.
        cases: u64,
        /// System calls.
        calls: u64,
        /// Cases that came to what the model does not have, up to where both sides agreed.
        unsupported: u64,
        /// How the calls came out.
        coverage: Coverage,
    },
    /// The sides differ.
    Found(Finding),
    /// All cases are done.
    Done,
    /// The worker cannot go on, and why.
    Broken(String),
}

/// A case in which the sides differ.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Finding {
    /// The case's number.
    pub(super) case: u64,
    /// What kind of difference it is: the same kind likely has the same reason.
    pub(super) kind: String,
    /// What differs, in two lines.
    pub(super) what: String,
    /// The smallest program that shows it; none if there is already one of its kind.
    pub(super) text: Option<String>,
}

/// The mechanisms with these names; all if there is none.
pub(super) fn mechanisms(only: &[String]) -> Vec<&'static Mechanism> {
    mechanism::all().into_iter().filter(|one| only.is_empty() || only.iter().any(|name| name == one.name)).collect()
}

/// Is a worker, until all is done or the checker dies.
///
/// # Errors
/// When there is no sandbox.
pub(crate) fn serve(checker: i32, job: &str) -> Result<(), LockstepError> {
    let failed = |error: io::Error| LockstepError::Died(error.to_string());
    die_with_parent(checker).map_err(failed)?;
    new_session();
    std::panic::set_hook(Box::new(|_| {}));
    let job: Job = serde_json::from_str(job).map_err(|error| failed(error.into()))?;
    let answer = io::stdout().as_fd().try_clone_to_owned().map_err(failed)?;
    sandbox::inside(answer, &|answer| {
        // Without a last message the checker sees that something failed.
        i32::from(work(&job, answer).is_err())
    })
}

/// Does the job, and tells if that is not possible.
fn work(job: &Job, mut answer: File) -> Result<(), LockstepError> {
    let telling = answer.try_clone().map_err(|error| LockstepError::Died(error.to_string()))?;
    let done = Room::open().and_then(|room| Worker::new(job, room, telling).work());
    done.or_else(|error| tell(&mut answer, &Message::Broken(error.to_string())))
}

fn tell(to: &mut File, message: &Message) -> Result<(), LockstepError> {
    let bytes = serde_json::to_vec(message).map_err(io::Error::other);
    let told = bytes.and_then(|bytes| write_frame(to, &bytes)).and_then(|()| to.flush());
    told.map_err(|error| LockstepError::Died(error.to_string()))
}

struct Worker<'a> {
    job: &'a Job,
    mechanisms: Vec<&'static Mechanism>,
    room: Room,
    answer: File,
    cases: u64,
    calls: u64,
    unsupported: u64,
    coverage: Coverage,
    kinds: Vec<String>,
}

/// How a case came out.
enum Verdict {
    /// Both sides agree.
    Same(Box<Trace>),
    /// They agree up to where the model has to stop.
    Unsupported(Box<Trace>),
    /// They do not.
    Differs { kind: String, what: String },
}

impl<'a> Worker<'a> {
    fn new(job: &'a Job, room: Room, answer: File) -> Self {
        let (cases, calls, unsupported, coverage) = (0, 0, 0, Coverage::default());
        let mechanisms = mechanisms(&job.only);
        Self { job, mechanisms, room, answer, cases, calls, unsupported, coverage, kinds: Vec::new() }
    }

    fn work(mut self) -> Result<(), LockstepError> {
        let mut told = Instant::now();
        let mut number = self.job.first;
        while number < self.job.cases {
            let case = Generator::case(Rng::of_case(self.job.seed, number), &self.mechanisms, self.job.calls);
            match self.judge(&case)? {
                Verdict::Same(trace) => self.calls += self.coverage.count(&trace),
                Verdict::Unsupported(trace) => {
                    self.unsupported += 1;
                    self.calls += self.coverage.count(&trace);
                }
                Verdict::Differs { kind, what } => self.found(number, &case, kind, what)?,
            }
            self.cases += 1;
            number += self.job.step;
            if told.elapsed() > REPORT_EVERY {
                self.tell_progress()?;
                told = Instant::now();
            }
        }
        self.tell_progress()?;
        tell(&mut self.answer, &Message::Done)
    }

    fn tell_progress(&mut self) -> Result<(), LockstepError> {
        let message = Message::Progress {
            cases: std::mem::take(&mut self.cases),
            calls: std::mem::take(&mut self.calls),
            unsupported: std::mem::take(&mut self.unsupported),
            coverage: std::mem::take(&mut self.coverage),
        };
        tell(&mut self.answer, &message)
    }

    /// Runs a case on both sides. Only what breaks the sandbox is an error; what breaks a run is a verdict.
    fn judge(&mut self, case: &Case) -> Result<Verdict, LockstepError> {
        let text = case.to_c("");
        let front =
            match compile_apart(&Scenario::single("case", vec![scenario::File { name: "case.c".to_owned(), text }])) {
                Ok(front) => front.ending_after(CASE_EVENTS),
                Err(refusal) => return Ok(Verdict::Differs { kind: "refused".to_owned(), what: refusal.diagnostics }),
            };
        // A panic is the model's worst difference.
        let on_model = std::panic::catch_unwind(AssertUnwindSafe(|| front.on_model(&case.schedule).trace));
        let Ok(model) = on_model else {
            let what = "the model panics".to_owned();
            return Ok(Verdict::Differs { kind: what.clone(), what });
        };
        // What comes behind the point where the model has to stop is not compared.
        let is_cut = matches!(model.end, End::Unsupported { .. });
        let front = if is_cut { front.ending_after(model.events.len() as u64) } else { front };
        let limits = Limits { time: CASE_TIME, ..Limits::default() };
        let linux = run_in(&mut self.room, &front, &case.schedule, limits);
        self.room.clean()?;
        Ok(match linux {
            Ok(linux) => compare(model, linux.trace),
            Err(LockstepError::Impossible(_)) => Verdict::Unsupported(Box::new(Trace { events: Vec::new(), ..model })),
            Err(error) => Verdict::Differs { kind: "the lab failed".to_owned(), what: error.to_string() },
        })
    }

    fn found(&mut self, number: u64, case: &Case, kind: String, what: String) -> Result<(), LockstepError> {
        let known = self.kinds.iter().filter(|known| **known == kind).count();
        self.kinds.push(kind.clone());
        let (mut what, mut text) = (what, None);
        if known < SHRUNK_PER_KIND {
            let mut is_same = |candidate: &Case| match self.judge(candidate) {
                Ok(Verdict::Differs { kind: again, what: now }) if again == kind => {
                    what = now;
                    true
                }
                _ => false,
            };
            let small = shrink(case, Instant::now() + SHRINK_TIME, &mut is_same);
            text = Some(small.to_c(&format!("Seed {}, case {number}.\n{what}", self.job.seed)));
        }
        tell(&mut self.answer, &Message::Found(Finding { case: number, kind, what, text }))
    }
}

fn compare(model: Trace, mut linux: Trace) -> Verdict {
    let is_unsupported = matches!(model.end, End::Unsupported { .. });
    if is_unsupported {
        linux.events.truncate(model.events.len());
        linux.end = model.end.clone();
    }
    match check::difference(&model, &linux) {
        Some(difference) => {
            let what = format!("model: {}\nlinux: {}", difference.model, difference.linux);
            Verdict::Differs { kind: kind(&model, &linux, &difference), what }
        }
        None if is_unsupported => Verdict::Unsupported(Box::new(model)),
        None => Verdict::Same(Box::new(linux)),
    }
}

/// What kind of event each side has where they differ.
fn kind(model: &Trace, linux: &Trace, difference: &Difference) -> String {
    let side = |trace: &Trace| match trace.events.get(difference.index).map(|event| &event.body) {
        Some(Body::Call { call, outcome }) => format!("{} {}", call.nr, outcome_name(outcome)),
        Some(Body::Completed { call, outcome, .. }) => format!("{} later {}", call.nr, outcome_name(outcome)),
        Some(Body::Started { .. } | Body::ThreadStarted { .. }) => "start".to_owned(),
        Some(Body::Access { .. }) => "access".to_owned(),
        Some(Body::Fault { fault, .. }) => format!("fault {fault:?}"),
        Some(Body::Undefined(_)) => "undefined".to_owned(),
        Some(Body::Delivered { signal, .. }) => format!("{signal} handled"),
        Some(Body::Stopped { .. }) => "stop".to_owned(),
        Some(Body::Continued) => "go on".to_owned(),
        Some(Body::Ended { .. }) => "end".to_owned(),
        None => "no event".to_owned(),
    };
    format!("{} / {}", side(model), side(linux))
}

fn outcome_name(outcome: &sim_core::abi::event::Outcome) -> String {
    use sim_core::abi::event::Outcome;
    match outcome {
        Outcome::Returned { .. } => "ok".to_owned(),
        Outcome::Failed(errno) => errno.to_string(),
        Outcome::Blocked => "blocks".to_owned(),
        Outcome::Restarted => "restarts".to_owned(),
        Outcome::NoReturn => "no return".to_owned(),
    }
}
