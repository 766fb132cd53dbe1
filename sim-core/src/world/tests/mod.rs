//! Examples of runs: what small programs do to each other, event by event.

mod asm;
mod history;
mod messages;
mod pipes;
mod processes;
mod scenarios;
mod segments;
mod turns;

use std::sync::Arc;

use crate::abi::event::{Body, Event, Outcome, Status};
use crate::machine::Program;

use super::{Run, Schedule, run};

/// Runs programs under a schedule.
fn run_programs(programs: &[Arc<Program>], schedule: &str) -> Run {
    let schedule: Schedule = schedule.parse().expect("the test's schedule is one");
    run(&asm::setup(programs, b""), &schedule)
}

/// Events as short texts: `1 read=5`, `2 read!EBADF`, `1 write blocked`, `2 write=3 by 1`, `1 exits 0`, `1 killed SIGPIPE`.
fn story(events: &[Event]) -> Vec<String> {
    events.iter().map(line).collect()
}

fn line(event: &Event) -> String {
    let task = event.task;
    match &event.body {
        Body::Started { pid, parent: None } => format!("{task} launched as {pid}"),
        Body::Started { pid, parent: Some(parent) } => format!("{task} forked by {parent} as {pid}"),
        Body::ThreadStarted { tid, parent } => format!("{task} thread {tid} of {parent}"),
        Body::Call { call, outcome } => format!("{task} {}{}", call.nr, ending(outcome)),
        Body::Completed { call, outcome, by } => format!("{task} {}{} by {by}", call.nr, ending(outcome)),
        Body::Access { addr, access, bytes } => format!("{task} {access:?} {addr:#x} {bytes:?}"),
        Body::Fault { fault, addr, .. } => format!("{task} fault {fault:?} at {addr:#x}"),
        Body::Undefined(undefined) => format!("{task} {undefined}"),
        Body::Delivered { signal, .. } => format!("{task} handles {signal}"),
        Body::Stopped { signal } => format!("{task} stopped by {signal}"),
        Body::Continued => format!("{task} continued"),
        Body::Ended { status: Status::Exited(code) } => format!("{task} exits {code}"),
        Body::Ended { status: Status::Signalled(signal) } => format!("{task} killed by {signal}"),
    }
}

fn ending(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Returned { value, .. } => format!("={value}"),
        Outcome::Failed(errno) => format!("!{errno}"),
        Outcome::Blocked => " blocks".to_owned(),
        Outcome::Restarted => " restarts".to_owned(),
        Outcome::NoReturn => " never returns".to_owned(),
    }
}

/// The story without launches, exits and calls of no interest.
fn told(run: &Run, boring: &[&str]) -> Vec<String> {
    let is_told = |line: &String| {
        let what = line.split_once(' ').map_or("", |(_, what)| what);
        !what.starts_with("launched") && !boring.iter().any(|boring| what.starts_with(boring))
    };
    story(&run.trace.events).into_iter().filter(is_told).collect()
}
