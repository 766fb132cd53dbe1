//! System V message queues.

use sim_core::abi::Sysno;

use super::{Choice, Mechanism};
use crate::fuzz::case::{LETTERS, Step, Value};
use crate::fuzz::generate::{Generator, Thing};

const IPC_CREAT: i64 = 0o1000;
const IPC_EXCL: i64 = 0o2000;
const IPC_NOWAIT: i64 = 0o4000;
const MSG_NOERROR: i64 = 0o10000;
const MSG_EXCEPT: i64 = 0o20000;
const MSG_COPY: i64 = 0o40000;

pub(super) static MECHANISM: Mechanism = Mechanism {
    name: "messages",
    begin: |generator| {
        let key = generator.rng.of(&[0, 11, 12]);
        generator.call_for(Thing::Queue, Sysno::MSGGET, &[Value::Number(key), Value::Number(IPC_CREAT | 0o666)]);
    },
    choices: &[
        Choice::new(&[Sysno::MSGSND], 35, send),
        Choice::new(&[Sysno::MSGRCV], 35, receive),
        Choice::new(&[Sysno::MSGGET], 4, get),
        Choice::new(&[Sysno::MSGCTL], 10, control),
        Choice::new(&[Sysno::MSGCTL], 3, limit),
    ],
};

fn get(generator: &mut Generator<'_>) {
    let key = generator.one_of(&[0, 11, 11, 12]);
    let flags =
        generator.one_of(&[0, IPC_CREAT | 0o666, IPC_CREAT | 0o666, IPC_CREAT | 0o600, IPC_CREAT | IPC_EXCL | 0o644]);
    generator.call_for(Thing::Queue, Sysno::MSGGET, &[key, flags]);
}

fn send(generator: &mut Generator<'_>) {
    let queue = generator.thing(Thing::Queue);
    let place = LETTERS + 8 * generator.rng.below(64) as i64;
    let kind = generator.rng.of(&[1, 1, 2, 3, 3, 100, i64::MAX, 0, -1]);
    generator.push(Step::Store { at: Value::Memory(place), width: 8, value: kind });
    let message = generator.pointer(place);
    let size = size(generator);
    let flags = generator.one_of(&[0, 0, IPC_NOWAIT, IPC_NOWAIT, MSG_NOERROR]);
    generator.call(Sysno::MSGSND, &[queue, message, size, flags]);
}

/// Up to the most that a message may hold (`MSGMAX`, 8192 bytes), and past it.
fn size(generator: &mut Generator<'_>) -> Value {
    if generator.rng.percent(5) {
        return generator.size();
    }
    Value::Number(generator.rng.of(&[0, 1, 4, 8, 20, 100, 4000, 8000, 8192, 8193]))
}

fn receive(generator: &mut Generator<'_>) {
    let queue = generator.thing(Thing::Queue);
    let (message, size) = (generator.room(), size(generator));
    let kind = generator.rng.of(&[0, 0, 0, 1, 2, 3, -1, -2, -3, -100, i64::MIN, i64::MAX, 5]);
    let flags = generator.flags(&[IPC_NOWAIT, IPC_NOWAIT, MSG_NOERROR, MSG_EXCEPT]);
    let copy = if generator.rng.percent(8) { MSG_COPY | IPC_NOWAIT } else { 0 };
    let flags = if let Value::Number(flags) = flags { Value::Number(flags | copy) } else { flags };
    generator.call(Sysno::MSGRCV, &[queue, message, size, Value::Number(kind), flags]);
}

/// `IPC_RMID`, `IPC_SET`, `IPC_STAT`, `IPC_INFO`, `MSG_STAT`, `MSG_INFO`.
fn control(generator: &mut Generator<'_>) {
    let queue = generator.thing(Thing::Queue);
    let operation = generator.one_of(&[0, 0, 2, 2, 2, 2, 2, 99]);
    generator.call_untold(Sysno::MSGCTL, &[queue, operation], 120);
}

/// Gives a queue another limit (`msg_qbytes`, at offset 88), by `IPC_STAT` and `IPC_SET`.
fn limit(generator: &mut Generator<'_>) {
    let queue = generator.thing(Thing::Queue);
    let place = 2 * LETTERS + 8 * generator.rng.below(64) as i64;
    generator.call(Sysno::MSGCTL, &[queue, Value::Number(2), Value::Memory(place)]);
    let bytes = generator.rng.of(&[0, 1, 20, 100, 8192, 16_384, 65_536, 1 << 31]);
    generator.push(Step::Store { at: Value::Memory(place + 88), width: 8, value: bytes });
    let mode = generator.rng.of(&[0, 0o600, 0o777, 0o7777]);
    generator.push(Step::Store { at: Value::Memory(place + 20), width: 4, value: mode });
    let args = [queue, Value::Number(1), Value::Memory(place)];
    generator.push(Step::Call { nr: Sysno::MSGCTL, args: args.to_vec(), keep: None, wipe: Some((place, 120)) });
}
