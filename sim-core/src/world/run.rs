//! Whole runs: a setup and a schedule give a trace.

use crate::abi::event::{Body, End, Event, Status, Trace};
use crate::kernel::console::Console;

use super::{Chooser, Limits, Schedule, Setup, Statistics, Until, World};

/// The version of the trace's format.
pub const TRACE_VERSION: u32 = 1;

/// A whole run, as who started the programs sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// What happened.
    pub trace: Trace,
    /// What was written to standard output, or to the terminal.
    pub stdout: Vec<u8>,
    /// What was written to standard error.
    pub stderr: Vec<u8>,
    /// How the first program ended, if it did.
    pub status: Option<Status>,
    /// What it has cost.
    pub statistics: Statistics,
}

impl Run {
    fn new(trace: Trace, world: &World) -> Self {
        let written = || world.kernel().written.iter();
        let collect = |is_wanted: fn(Console) -> bool| {
            written().filter(|chunk| is_wanted(chunk.to)).flat_map(|chunk| chunk.bytes.iter().copied()).collect()
        };
        let status = trace.events.iter().find_map(|event| match event.body {
            Body::Ended { status } if event.task == 1 => Some(status),
            _ => None,
        });
        let (stdout, stderr) = (collect(|to| !to.is_error()), collect(Console::is_error));
        Self { trace, stdout, stderr, status, statistics: world.statistics() }
    }
}

/// Runs a setup to its end, as the schedule says and then as its [rule](super::policy) does.
#[must_use]
pub fn run(setup: &Setup, schedule: &Schedule) -> Run {
    run_keeping(setup, schedule, |_| true)
}

/// The same, but of what happens only the ends of tasks and undefined behaviour are kept, so that there may be any number of events.
#[must_use]
pub fn run_untraced(setup: &Setup, schedule: &Schedule) -> Run {
    let limits = Limits { events: u64::MAX, ..setup.limits.clone() };
    let is_kept = |event: &Event| matches!(event.body, Body::Ended { .. } | Body::Undefined(_));
    run_keeping(&Setup { limits, ..setup.clone() }, schedule, is_kept)
}

fn run_keeping(setup: &Setup, schedule: &Schedule, is_kept: impl Fn(&Event) -> bool) -> Run {
    let (mut world, mut events) = World::new(setup);
    let mut chooser = Chooser::new(schedule);
    let mut kept = 0;
    let end = loop {
        if let Some(end) = world.end() {
            break end.clone();
        }
        if world.position() >= setup.limits.steps {
            break End::Limit { what: "steps".to_owned() };
        }
        match chooser.choose(&world.runnable()) {
            Some(task) => world.step_within(task, Until::Visible, setup.limits.steps, &mut events),
            None => break End::Finished,
        };
        let new = events.split_off(kept);
        events.extend(new.into_iter().filter(&is_kept));
        kept = events.len();
    };
    let trace = Trace {
        version: TRACE_VERSION,
        side: "model".to_owned(),
        kernel: "model".to_owned(),
        scenario: setup.scenario.clone(),
        schedule: schedule.to_string(),
        stdout: setup.stdout.to_string(),
        events,
        end,
    };
    Run::new(trace, &world)
}
