//! Processes: waiting, killing, groups and sessions, who one is, and ending. Forks are the generator's own.

use sim_core::abi::Sysno;

use super::{Choice, Mechanism};
use crate::fuzz::case::Value;
use crate::fuzz::generate::{Generator, Thing};

pub(super) static MECHANISM: Mechanism = Mechanism {
    name: "processes",
    begin: |_| {},
    choices: &[
        Choice::new(&[Sysno::WAIT4], 30, wait),
        Choice::new(&[Sysno::KILL], 10, kill),
        Choice::new(&[Sysno::GETPID, Sysno::GETPPID, Sysno::GETTID, Sysno::GETPGRP, Sysno::SCHED_YIELD], 10, ask),
        Choice::new(&[Sysno::GETPGID, Sysno::GETSID], 5, ask_about),
        Choice::new(&[Sysno::SETPGID], 6, set_group),
        Choice::new(&[Sysno::SETSID], 2, |generator| generator.call(Sysno::SETSID, &[])),
        Choice::new(&[Sysno::EXIT, Sysno::EXIT_GROUP], 2, exit),
    ],
};

fn wait(generator: &mut Generator<'_>) {
    let pid = some_process(generator, &[-1, -1, -1, 0, -101, -102, 101]);
    let status = if generator.rng.percent(30) { Value::Number(0) } else { generator.room() };
    let options = generator.one_of(&[0, 0, 0, 1, 1, 2, 3, 8, 4, 0x2000_0000, 0x4000_0000]);
    if generator.rng.percent(85) {
        generator.call(Sysno::WAIT4, &[pid, status, options]);
    } else {
        // No status: the times, which are not told, must not lie over it.
        generator.call_untold(Sysno::WAIT4, &[pid, Value::Number(0), options], 144);
    }
}

/// Init and the launcher are never sent a signal: they are the lab's own.
fn kill(generator: &mut Generator<'_>) {
    let pid = match generator.rng.below(10) {
        0..7 => child(generator, &[102, 103]),
        7 => Value::Number(0),
        _ => Value::Number(generator.rng.of(&[101, 102, 103, 104, 105, -101, -102, 30_000, -30_000])),
    };
    // Not 64, which breaks off what waits for a time on the real side.
    let signal = generator.rng.of(&[0, 0, 9, 9, 15, 1, 2, 10, 13, 11, 17, 63, 65, -1]);
    generator.call(Sysno::KILL, &[pid, Value::Number(signal)]);
}

fn ask(generator: &mut Generator<'_>) {
    let nr = generator.rng.of(&[Sysno::GETPID, Sysno::GETPPID, Sysno::GETTID, Sysno::GETPGRP, Sysno::SCHED_YIELD]);
    generator.call(nr, &[]);
}

fn ask_about(generator: &mut Generator<'_>) {
    let nr = generator.rng.of(&[Sysno::GETPGID, Sysno::GETSID]);
    let pid = some_process(generator, &[0, 0, 101, 102, 103, 30_000, -1]);
    generator.call(nr, &[pid]);
}

fn set_group(generator: &mut Generator<'_>) {
    let pid = some_process(generator, &[0, 0, 0, 101, 102, 103, 30_000, -1]);
    let group = some_process(generator, &[0, 0, 0, 101, 102, 103, 30_000, -1]);
    generator.call(Sysno::SETPGID, &[pid, group]);
}

fn exit(generator: &mut Generator<'_>) {
    let nr = generator.rng.of(&[Sysno::EXIT, Sysno::EXIT_GROUP]);
    let code = generator.one_of(&[0, 1, 3, 255, 256, -1]);
    generator.call(nr, &[code]);
}

/// A child, or one of these.
fn some_process(generator: &mut Generator<'_>, others: &[i64]) -> Value {
    if generator.rng.percent(40) { child(generator, others) } else { Value::Number(generator.rng.of(others)) }
}

/// A child if there is one: never a number that could mean everybody.
fn child(generator: &mut Generator<'_>, others: &[i64]) -> Value {
    match generator.thing(Thing::Child) {
        child @ Value::Kept(..) => child,
        _ => Value::Number(generator.rng.of(others)),
    }
}
