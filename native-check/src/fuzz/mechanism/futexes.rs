//! Futexes, on which semaphores, mutexes and conditions of the C library wait: in shared and in private memory.

use sim_core::abi::Sysno;

use super::{Choice, Mechanism, shared};
use crate::fuzz::case::{Step, Value};
use crate::fuzz::generate::{Generator, Thing};

const WAIT: i64 = 0;
const WAKE: i64 = 1;
const WAIT_BITSET: i64 = 9;
const WAKE_BITSET: i64 = 10;
const PRIVATE: i64 = 128;
const CLOCK_REALTIME: i64 = 256;

pub(super) static MECHANISM: Mechanism = Mechanism {
    name: "futexes",
    begin: |generator| {
        let args = [0, 4096, 3, 0x21, -1, 0].map(Value::Number);
        generator.call_for(Thing::Mapping, Sysno::MMAP, &args);
    },
    choices: &[
        Choice::new(&[Sysno::FUTEX], 40, wait),
        Choice::new(&[Sysno::FUTEX], 40, wake),
        Choice::new(&[], 20, set),
        Choice::new(&[], 5, shared::touch),
    ],
};

fn word(generator: &mut Generator<'_>) -> Value {
    match generator.rng.below(20) {
        0 => generator.room(),
        1 => generator.mapped(),
        _ => match generator.thing(Thing::Mapping) {
            Value::Kept(at, _) => Value::Kept(at, generator.rng.of(&[0, 0, 0, 4, 8])),
            other => other,
        },
    }
}

fn bits(generator: &mut Generator<'_>) -> Value {
    Value::Number(generator.rng.of(&[-1, -1, 1, 2, 3, 0]))
}

fn wait(generator: &mut Generator<'_>) {
    let word = word(generator);
    let operation = generator.rng.of(&[WAIT, WAIT, WAIT_BITSET, WAIT_BITSET | CLOCK_REALTIME]);
    let operation = operation | generator.rng.of(&[0, 0, 0, PRIVATE]);
    let value = generator.one_of(&[0, 0, 0, 1, 1, 2]);
    let (time, bits) = (generator.time(), bits(generator));
    generator.call(Sysno::FUTEX, &[word, Value::Number(operation), value, time, Value::Number(0), bits]);
}

fn wake(generator: &mut Generator<'_>) {
    let word = word(generator);
    let operation = generator.rng.of(&[WAKE, WAKE, WAKE_BITSET, 99]) | generator.rng.of(&[0, 0, 0, PRIVATE]);
    let count = generator.one_of(&[1, 1, 2, 0, i64::from(i32::MAX)]);
    let bits = bits(generator);
    generator.call(Sysno::FUTEX, &[word, Value::Number(operation), count, Value::Number(0), Value::Number(0), bits]);
}

fn set(generator: &mut Generator<'_>) {
    let at = word(generator);
    let value = generator.rng.of(&[0, 0, 1, 2]);
    generator.push(Step::Store { at, width: 4, value });
}
