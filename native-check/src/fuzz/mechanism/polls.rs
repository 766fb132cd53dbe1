//! Waiting for several descriptors: `poll`, `ppoll`, `pselect6` of pipes.

use sim_core::abi::Sysno;

use super::{Choice, Mechanism, pipes};
use crate::fuzz::case::Value;
use crate::fuzz::generate::Generator;

pub(super) static MECHANISM: Mechanism = Mechanism {
    name: "polls",
    begin: pipes::make,
    choices: &[
        Choice::new(&[Sysno::POLL], 25, poll),
        Choice::new(&[Sysno::PPOLL], 10, poll_precisely),
        Choice::new(&[Sysno::PSELECT6], 15, select),
        Choice::new(&[Sysno::READ], 12, pipes::read),
        Choice::new(&[Sysno::WRITE], 18, pipes::write),
        Choice::new(&[Sysno::CLOSE], 8, pipes::close),
        Choice::new(&[Sysno::PIPE, Sysno::PIPE2], 2, pipes::make),
    ],
};

/// One to three `struct pollfd`; their address and number.
fn descriptors(generator: &mut Generator<'_>) -> [Value; 2] {
    let place = generator.structure();
    let count = generator.rng.of(&[1, 1, 2, 3]);
    for index in 0..count {
        let fd = match generator.fd() {
            Value::Number(fd) => fd & 0xffff_ffff,
            _ => 3,
        };
        let events = generator.rng.of(&[1, 1, 4, 4, 5, 0, 2, 0xff]);
        generator.store(place + 8 * index, 8, fd | events << 32);
    }
    let told = if generator.rng.percent(5) { generator.rng.of(&[0, 1025, -1]) } else { count };
    [readable(generator, place), Value::Number(told)]
}

fn poll(generator: &mut Generator<'_>) {
    let [place, count] = descriptors(generator);
    let time = generator.one_of(&[-1, -1, 0, 0, 1, 10, 1000]);
    generator.call(Sysno::POLL, &[place, count, time]);
}

fn poll_precisely(generator: &mut Generator<'_>) {
    let [place, count] = descriptors(generator);
    let time = generator.time();
    generator.call(Sysno::PPOLL, &[place, count, time, Value::Number(0), Value::Number(8)]);
}

fn select(generator: &mut Generator<'_>) {
    let place = generator.structure();
    let mut sets = [Value::Number(0); 3];
    for (index, set) in sets.iter_mut().enumerate() {
        if generator.rng.percent(50) {
            let bits = generator.rng.of(&[0, 8, 8, 16, 24, 32, 0xf8, 1 << 20]);
            generator.store(place + 16 * index as i64, 8, bits);
            *set = readable(generator, place + 16 * index as i64);
        }
    }
    let most = generator.one_of(&[0, 4, 5, 5, 6, 8, 64, -1]);
    let time = generator.time();
    generator.call(Sysno::PSELECT6, &[most, sets[0], sets[1], sets[2], time, Value::Number(0)]);
}

/// A place in memory, or one that can neither be read nor written. What can only be read is asked at once on the real side,
/// and refused before the call would have waited.
fn readable(generator: &mut Generator<'_>, place: i64) -> Value {
    if generator.rng.percent(4) {
        Value::Number(generator.rng.of(&[1, 8, 0x7f0_0000, 0x1000_0000]))
    } else {
        Value::Memory(place)
    }
}
