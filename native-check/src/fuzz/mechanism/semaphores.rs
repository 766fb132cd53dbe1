//! System V semaphore sets: operations on several at once, what is undone at the end, and the commands of `semctl`.

use sim_core::abi::Sysno;

use super::{Choice, Mechanism};
use crate::fuzz::case::{Step, Value};
use crate::fuzz::generate::{Generator, Thing};

const IPC_CREAT: i64 = 0o1000;
const IPC_EXCL: i64 = 0o2000;
const IPC_NOWAIT: i64 = 0o4000;
const SEM_UNDO: i64 = 0x1000;
const IPC_SET: i64 = 1;
const IPC_STAT: i64 = 2;
const GETALL: i64 = 13;
const SETVAL: i64 = 16;
const SETALL: i64 = 17;

pub(super) static MECHANISM: Mechanism = Mechanism {
    name: "semaphores",
    begin: |generator| {
        let (key, count) = (generator.rng.of(&[0, 31, 32]), generator.rng.of(&[1, 2, 3]));
        let args = [key, count, IPC_CREAT | 0o666].map(Value::Number);
        generator.call_for(Thing::Semaphores, Sysno::SEMGET, &args);
        set_value(generator);
    },
    choices: &[
        Choice::new(&[Sysno::SEMOP], 50, operate),
        Choice::new(&[Sysno::SEMTIMEDOP], 12, operate_for),
        Choice::new(&[Sysno::SEMCTL], 14, ask),
        Choice::new(&[Sysno::SEMCTL], 10, set_value),
        Choice::new(&[Sysno::SEMCTL], 5, set_all),
        Choice::new(&[Sysno::SEMCTL], 4, state),
        Choice::new(&[Sysno::SEMCTL], 2, remove),
        Choice::new(&[Sysno::SEMGET], 4, get),
    ],
};

fn get(generator: &mut Generator<'_>) {
    let (key, count) = (generator.one_of(&[0, 31, 31, 32]), generator.one_of(&[0, 1, 2, 3, 4, 32_000, 32_001, -1]));
    let flags =
        generator.one_of(&[0, IPC_CREAT | 0o666, IPC_CREAT | 0o666, IPC_CREAT | 0o600, IPC_CREAT | IPC_EXCL | 0o644]);
    generator.call_for(Thing::Semaphores, Sysno::SEMGET, &[key, count, flags]);
}

/// One to three operations in memory; their address and number.
fn operations(generator: &mut Generator<'_>) -> [Value; 2] {
    let place = generator.structure();
    let count = generator.rng.of(&[1, 1, 1, 1, 2, 2, 3]);
    for index in 0..count {
        let number = generator.rng.of(&[0, 0, 0, 1, 1, 2, 3, 0xffff]);
        let change = generator.rng.of(&[-1, -1, -1, 1, 1, 0, -2, 2, 3, 32_767, -32_768]);
        let flags = generator.rng.of(&[0, 0, 0, IPC_NOWAIT, IPC_NOWAIT, SEM_UNDO, SEM_UNDO, SEM_UNDO | IPC_NOWAIT]);
        // The next one's store overwrites the two bytes too many.
        generator.store(place + 6 * index, 8, number | (change & 0xffff) << 16 | flags << 32);
    }
    let told = if generator.rng.percent(4) { generator.rng.of(&[0, 500, 501, 0x1_0001, -1]) } else { count };
    [generator.pointer(place), Value::Number(told)]
}

fn operate(generator: &mut Generator<'_>) {
    let set = generator.thing(Thing::Semaphores);
    let [place, count] = operations(generator);
    generator.call(Sysno::SEMOP, &[set, place, count]);
}

fn operate_for(generator: &mut Generator<'_>) {
    let set = generator.thing(Thing::Semaphores);
    let [place, count] = operations(generator);
    let time = generator.time();
    generator.call(Sysno::SEMTIMEDOP, &[set, place, count, time]);
}

/// `GETPID`, `GETVAL`, `GETALL`, `GETNCNT`, `GETZCNT`.
fn ask(generator: &mut Generator<'_>) {
    let args = [
        generator.thing(Thing::Semaphores),
        generator.one_of(&[0, 0, 0, 1, 2, 3, -1]),
        Value::Number(generator.rng.of(&[11, 12, 12, GETALL, 14, 15, 99])),
        generator.room(),
    ];
    generator.call(Sysno::SEMCTL, &args);
}

fn set_value(generator: &mut Generator<'_>) {
    let args = [
        generator.thing(Thing::Semaphores),
        generator.one_of(&[0, 0, 0, 1, 2, -1]),
        Value::Number(SETVAL),
        generator.one_of(&[0, 1, 1, 2, 3, 5, 32_767, 32_768, -1]),
    ];
    generator.call(Sysno::SEMCTL, &args);
}

fn set_all(generator: &mut Generator<'_>) {
    let set = generator.thing(Thing::Semaphores);
    let place = generator.structure();
    let values = generator.rng.of(&[0, 1, 0x2_0001, 0x1_0000_0000, 0x1_0002_0003, 0x7fff_7fff, 0xffff]);
    generator.store(place, 8, values);
    let place = generator.pointer(place);
    generator.call(Sysno::SEMCTL, &[set, Value::Number(0), Value::Number(SETALL), place]);
}

/// `IPC_STAT`, and `IPC_SET` of other permissions.
fn state(generator: &mut Generator<'_>) {
    let set = generator.thing(Thing::Semaphores);
    if generator.rng.percent(60) {
        generator.call_untold(Sysno::SEMCTL, &[set, Value::Number(0), Value::Number(IPC_STAT)], 104);
        return;
    }
    let place = generator.structure();
    generator.call(Sysno::SEMCTL, &[set, Value::Number(0), Value::Number(IPC_STAT), Value::Memory(place)]);
    let mode = generator.rng.of(&[0, 0o600, 0o777, 0o7777]);
    generator.store(place + 20, 4, mode);
    let args = [set, Value::Number(0), Value::Number(IPC_SET), Value::Memory(place)];
    generator.push(Step::Call { nr: Sysno::SEMCTL, args: args.to_vec(), keep: None, wipe: Some((place, 104)) });
}

fn remove(generator: &mut Generator<'_>) {
    let set = generator.thing(Thing::Semaphores);
    generator.call(Sysno::SEMCTL, &[set, Value::Number(0), Value::Number(0), Value::Number(0)]);
}
