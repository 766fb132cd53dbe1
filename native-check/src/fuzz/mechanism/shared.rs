//! System V shared memory, and touching it.

use sim_core::abi::Sysno;

use super::{Choice, Mechanism};
use crate::fuzz::case::{LETTERS, Step, Value};
use crate::fuzz::generate::{Generator, Thing};

const IPC_CREAT: i64 = 0o1000;
const IPC_EXCL: i64 = 0o2000;
const SHM_RDONLY: i64 = 0o10000;
const SHM_RND: i64 = 0o20000;
const SHM_REMAP: i64 = 0o40000;
const SHM_EXEC: i64 = 0o100_000;

pub(super) static MECHANISM: Mechanism = Mechanism {
    name: "shared",
    begin: |generator| {
        let (key, size) = (generator.rng.of(&[0, 21, 22]), generator.rng.of(&[1, 4096, 8192]));
        let args = [key, size, IPC_CREAT | 0o666].map(Value::Number);
        generator.call_for(Thing::Segment, Sysno::SHMGET, &args);
        attach(generator);
    },
    choices: &[
        Choice::new(&[Sysno::SHMAT], 15, attach),
        Choice::new(&[Sysno::SHMDT], 10, detach),
        Choice::new(&[Sysno::SHMGET], 8, get),
        Choice::new(&[Sysno::SHMCTL], 12, control),
        Choice::new(&[Sysno::SHMCTL], 3, set),
        Choice::new(&[], 30, touch),
    ],
};

fn get(generator: &mut Generator<'_>) {
    let key = generator.one_of(&[0, 21, 21, 22]);
    let size = generator.one_of(&[1, 100, 4096, 4096, 4097, 8192, 12_288, 0]);
    let flags =
        generator.one_of(&[0, IPC_CREAT | 0o666, IPC_CREAT | 0o666, IPC_CREAT | 0o600, IPC_CREAT | IPC_EXCL | 0o644]);
    generator.call_for(Thing::Segment, Sysno::SHMGET, &[key, size, flags]);
}

fn attach(generator: &mut Generator<'_>) {
    let segment = generator.thing(Thing::Segment);
    let place = match generator.rng.below(10) {
        0..7 => Value::Number(0),
        7 => Value::Number(generator.rng.of(&[0x500_0000, 0x500_1000, 0x500_0800, 0x1000, 0xfff, 0x1000_0000, -4096])),
        _ => generator.mapped(),
    };
    let flags = generator.flags(&[SHM_RDONLY, SHM_RND, SHM_REMAP, SHM_EXEC]);
    generator.call_for(Thing::Mapping, Sysno::SHMAT, &[segment, place, flags]);
}

fn detach(generator: &mut Generator<'_>) {
    let place = generator.mapped();
    generator.call(Sysno::SHMDT, &[place]);
}

/// `IPC_RMID`, `IPC_STAT` and numbers that mean nothing.
fn control(generator: &mut Generator<'_>) {
    let segment = generator.thing(Thing::Segment);
    let operation = generator.one_of(&[0, 2, 2, 2, 99]);
    generator.call_untold(Sysno::SHMCTL, &[segment, operation], 112);
}

/// Gives a segment other permissions, by `IPC_STAT` and `IPC_SET`.
fn set(generator: &mut Generator<'_>) {
    let segment = generator.thing(Thing::Segment);
    let place = 2 * LETTERS + 8 * generator.rng.below(64) as i64;
    generator.call(Sysno::SHMCTL, &[segment, Value::Number(2), Value::Memory(place)]);
    let mode = generator.rng.of(&[0, 0o600, 0o777, 0o7777]);
    generator.push(Step::Store { at: Value::Memory(place + 20), width: 4, value: mode });
    let args = [segment, Value::Number(1), Value::Memory(place)];
    generator.push(Step::Call { nr: Sysno::SHMCTL, args: args.to_vec(), keep: None, wipe: Some((place, 112)) });
}

/// Reads or writes memory that was mapped.
pub(super) fn touch(generator: &mut Generator<'_>) {
    let at = generator.mapped();
    let width = generator.rng.of(&[1, 4, 8]);
    if generator.rng.percent(50) {
        generator.push(Step::Load { at, width });
    } else {
        let value = generator.rng.of(&[1, 2, 77, -1, 0x1234_5678]);
        generator.push(Step::Store { at, width, value });
    }
}
