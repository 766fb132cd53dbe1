//! Signals: actions and handlers, masks, sending, waiting for them, timers, stopping and going on.

use sim_core::abi::Sysno;

use super::{Choice, Mechanism};
use crate::fuzz::case::{Action, Step, Value};
use crate::fuzz::generate::{Generator, Thing};

const SIGALRM: i64 = 14;
const SIGCHLD: i64 = 17;
const SIGUSR1: i64 = 10;
const SIGRTMIN: i64 = 34;
/// What is sent and handled: few, so that they meet.
const SIGNALS: [i64; 12] = [SIGUSR1, SIGUSR1, SIGUSR1, 12, 12, SIGALRM, SIGCHLD, 15, SIGRTMIN, SIGRTMIN, 35, 1];
const SA_NOCLDSTOP: i64 = 1;
const SA_NOCLDWAIT: i64 = 2;
const SA_SIGINFO: i64 = 4;
const SA_RESTART: i64 = 0x1000_0000;
const SA_NODEFER: i64 = 0x4000_0000;
const SA_RESETHAND: i64 = 0x8000_0000;
const SET: i64 = 8;

pub(super) static MECHANISM: Mechanism = Mechanism {
    name: "signals",
    begin: |generator| {
        for _ in 0..1 + generator.rng.below(2) {
            generator.add_handler(|generator| (0..generator.rng.below(3)).for_each(|_| in_handler(generator)));
            act(generator);
        }
    },
    choices: &[
        Choice::new(&[Sysno::RT_SIGACTION], 14, act),
        Choice::new(&[Sysno::RT_SIGACTION], 2, ask_action),
        Choice::new(&[Sysno::KILL, Sysno::TKILL, Sysno::TGKILL], 25, send),
        Choice::new(&[Sysno::RT_SIGQUEUEINFO], 8, queue),
        Choice::new(&[Sysno::RT_SIGPROCMASK], 14, mask),
        Choice::new(&[Sysno::RT_SIGPENDING], 4, pending),
        Choice::new(&[Sysno::RT_SIGSUSPEND, Sysno::PAUSE], 5, suspend),
        Choice::new(&[Sysno::RT_SIGTIMEDWAIT], 6, wait_for),
        Choice::new(&[Sysno::ALARM, Sysno::SETITIMER, Sysno::GETITIMER], 7, timer),
        Choice::new(&[Sysno::NANOSLEEP, Sysno::CLOCK_NANOSLEEP], 5, sleep),
        Choice::new(&[], 4, stop),
        Choice::new(&[Sysno::WAIT4], 4, wait),
    ],
};

fn signal(generator: &mut Generator<'_>) -> i64 {
    generator.rng.of(&SIGNALS)
}

fn set(generator: &mut Generator<'_>) -> i64 {
    (0..generator.rng.below(3)).fold(0, |set, _| set | 1 << (signal(generator) - 1))
}

fn act(generator: &mut Generator<'_>) {
    let signal = signal(generator);
    let action = match generator.rng.below(10) {
        0 => Action::Default,
        1 => Action::Ignore,
        _ => generator.handler(),
    };
    let all = [SA_NOCLDSTOP, SA_NOCLDWAIT, SA_SIGINFO, SA_RESTART, SA_RESTART, SA_NODEFER, SA_RESETHAND];
    let flags = all.into_iter().filter(|_| generator.rng.percent(20)).fold(0, |flags, flag| flags | flag);
    let mask = set(generator);
    generator.push(Step::Action { signal, action, flags, mask });
}

/// The raw call, with what it refuses.
fn ask_action(generator: &mut Generator<'_>) {
    let signal = generator.rng.of(&[SIGUSR1, 9, 19, 0, 64, 65, -1]);
    let place = generator.structure();
    [0, 0, 0, 0].into_iter().enumerate().for_each(|(at, word)| generator.store(place + 8 * at as i64, 8, word));
    let new = if generator.rng.percent(50) { generator.pointer(place) } else { Value::Number(0) };
    let size = generator.rng.of(&[SET, SET, SET, 4, 128]);
    generator.call(Sysno::RT_SIGACTION, &[Value::Number(signal), new, Value::Number(0), Value::Number(size)]);
}

/// Never init or the launcher: they are the lab's own.
fn somebody(generator: &mut Generator<'_>) -> Value {
    match generator.rng.below(10) {
        0..4 => match generator.thing(Thing::Child) {
            child @ Value::Kept(..) => child,
            _ => Value::Number(102),
        },
        4 => Value::Number(0),
        _ => Value::Number(generator.rng.of(&[101, 101, 102, 102, 103, 104, -101, 30_000])),
    }
}

fn send(generator: &mut Generator<'_>) {
    let who = somebody(generator);
    let which = match generator.rng.below(20) {
        0 => generator.rng.of(&[0, 65, -1]),
        1 => generator.rng.of(&[9, 15, 13, 2]),
        // Not SIGSEGV and SIGBUS, which the real side's own memory accesses need.
        2 => generator.rng.of(&[8, 4]),
        _ => signal(generator),
    };
    match (generator.rng.below(10), who) {
        // A thread is a number that is never negative.
        (0, Value::Number(101..=104)) => generator.call(Sysno::TKILL, &[who, Value::Number(which)]),
        (1, Value::Number(101..=104)) => generator.call(Sysno::TGKILL, &[who, who, Value::Number(which)]),
        _ => generator.call(Sysno::KILL, &[who, Value::Number(which)]),
    }
}

/// `sigqueue(3)`: signal, `SI_QUEUE`, sender, user, value.
fn queue(generator: &mut Generator<'_>) {
    let which = generator.rng.of(&[SIGRTMIN, SIGRTMIN, 35, SIGUSR1, 0]);
    let place = generator.structure();
    let code = generator.rng.of(&[-1, -1, -1, -1, 0, -6]);
    generator.store(place, 8, which);
    generator.store(place + 8, 8, code & 0xffff_ffff);
    generator.store(place + 16, 8, 101);
    let value = generator.rng.of(&[1, 2, 3]);
    generator.store(place + 24, 8, value);
    let who = Value::Number(generator.rng.of(&[101, 101, 102, 102, 103, 104, 30_000]));
    let info = generator.pointer(place);
    generator.call(Sysno::RT_SIGQUEUEINFO, &[who, Value::Number(which), info]);
}

fn mask(generator: &mut Generator<'_>) {
    let how = generator.one_of(&[0, 0, 1, 1, 2, 2, 3]);
    let place = generator.structure();
    let bits = if generator.rng.percent(5) { -1 } else { set(generator) };
    generator.store(place, 8, bits);
    let new = if generator.rng.percent(10) { Value::Number(0) } else { generator.pointer(place) };
    let old = if generator.rng.percent(60) { Value::Number(0) } else { generator.room() };
    let size = if generator.rng.percent(3) { 4 } else { SET };
    generator.call(Sysno::RT_SIGPROCMASK, &[how, new, old, Value::Number(size)]);
}

fn pending(generator: &mut Generator<'_>) {
    let (room, size) = (generator.room(), generator.one_of(&[SET, SET, SET, 4, 16]));
    generator.call(Sysno::RT_SIGPENDING, &[room, size]);
}

fn suspend(generator: &mut Generator<'_>) {
    if generator.rng.percent(30) {
        return generator.call(Sysno::PAUSE, &[]);
    }
    let place = generator.structure();
    let bits = set(generator);
    generator.store(place, 8, bits);
    let set = generator.pointer(place);
    generator.call(Sysno::RT_SIGSUSPEND, &[set, Value::Number(SET)]);
}

fn wait_for(generator: &mut Generator<'_>) {
    let place = generator.structure();
    let bits = set(generator);
    generator.store(place, 8, bits);
    let set = generator.pointer(place);
    let info = if generator.rng.percent(40) { Value::Number(0) } else { generator.room() };
    let time = generator.time();
    generator.call(Sysno::RT_SIGTIMEDWAIT, &[set, info, time, Value::Number(SET)]);
}

fn timer(generator: &mut Generator<'_>) {
    match generator.rng.below(3) {
        0 => {
            let seconds = generator.one_of(&[0, 0, 1, 2, 3]);
            generator.call(Sysno::ALARM, &[seconds]);
        }
        1 => {
            let room = generator.room();
            generator.call(Sysno::GETITIMER, &[Value::Number(0), room]);
        }
        _ => {
            let place = generator.structure();
            // An interval of its own would go off for ever.
            let words = [0, 0, generator.rng.of(&[0, 0, 1, -1]), generator.rng.of(&[0, 1, 500, 1_000_000, -1])];
            words.into_iter().enumerate().for_each(|(at, word)| generator.store(place + 8 * at as i64, 8, word));
            let (new, old) = (generator.pointer(place), generator.room());
            let which = generator.rng.of(&[0, 0, 0, 3, -1]);
            generator.call(Sysno::SETITIMER, &[Value::Number(which), new, old]);
        }
    }
}

fn sleep(generator: &mut Generator<'_>) {
    let (time, rest) = (generator.time(), if generator.rng.percent(50) { Value::Number(0) } else { generator.room() });
    if generator.rng.percent(50) {
        generator.call(Sysno::NANOSLEEP, &[time, rest]);
    } else {
        let (clock, flags) = (generator.one_of(&[0, 1, 1, 7, 2, 99]), generator.one_of(&[0, 0, 1]));
        generator.call(Sysno::CLOCK_NANOSLEEP, &[clock, flags, time, rest]);
    }
}

/// `SIGSTOP` or `SIGTSTP`, and mostly `SIGCONT` some time later.
fn stop(generator: &mut Generator<'_>) {
    let who = somebody(generator);
    let which = generator.rng.of(&[19, 20, 18, 18, 18]);
    generator.call(Sysno::KILL, &[who, Value::Number(which)]);
}

/// With `WUNTRACED` and `WCONTINUED`.
fn wait(generator: &mut Generator<'_>) {
    let (room, options) = (generator.room(), generator.one_of(&[2, 8, 10, 3, 11]));
    generator.call(Sysno::WAIT4, &[Value::Number(-1), room, options]);
}

/// What a handler does.
fn in_handler(generator: &mut Generator<'_>) {
    match generator.rng.below(6) {
        0 => generator.call(Sysno::GETPID, &[]),
        1 => {
            let room = generator.room();
            generator.call(Sysno::RT_SIGPROCMASK, &[Value::Number(0), Value::Number(0), room, Value::Number(SET)]);
        }
        2 => {
            let room = generator.room();
            generator.call(Sysno::WAIT4, &[Value::Number(-1), room, Value::Number(1)]);
        }
        3 => mask(generator),
        4 => pending(generator),
        _ => {
            let which = generator.rng.of(&[SIGUSR1, 12, SIGRTMIN]);
            let who = generator.rng.of(&[102, 103, 104]);
            generator.call(Sysno::KILL, &[Value::Number(who), Value::Number(which)]);
        }
    }
}
