//! POSIX message queues.

use sim_core::abi::Sysno;

use super::{Choice, Mechanism};
use crate::fuzz::case::Value;
use crate::fuzz::generate::{Generator, Use};

const O_RDWR: i64 = 2;
const O_CREAT: i64 = 0o100;
const O_EXCL: i64 = 0o200;
const O_NONBLOCK: i64 = 0o4000;
/// Names; the calls take them without a slash.
const NAMES: [&str; 6] = ["q", "q", "q", "r", "", "a/b"];

pub(super) static MECHANISM: Mechanism = Mechanism {
    name: "queues",
    begin: |generator| {
        let name = generator.name(&["q"]);
        let place = generator.structure();
        let (most, size) = (generator.rng.of(&[1, 2, 10]), generator.rng.of(&[1, 8, 100]));
        [0, most, size, 0]
            .into_iter()
            .enumerate()
            .for_each(|(at, word)| generator.store(place + 8 * at as i64, 8, word));
        let flags = O_CREAT | O_RDWR | generator.rng.of(&[0, 0, O_NONBLOCK]);
        generator.call(Sysno::MQ_OPEN, &[name, Value::Number(flags), Value::Number(0o600), Value::Memory(place)]);
        generator.opened(Some(Use::Queue));
    },
    choices: &[
        Choice::new(&[Sysno::MQ_TIMEDSEND], 40, send),
        Choice::new(&[Sysno::MQ_TIMEDRECEIVE], 40, receive),
        Choice::new(&[Sysno::MQ_GETSETATTR], 10, attributes),
        Choice::new(&[Sysno::MQ_OPEN], 8, open),
        Choice::new(&[Sysno::MQ_UNLINK], 4, unlink),
        Choice::new(&[Sysno::CLOSE], 4, close),
    ],
};

fn open(generator: &mut Generator<'_>) {
    let name = generator.name(&NAMES);
    let flags =
        generator.rng.of(&[0, 1, O_RDWR, O_RDWR, O_RDWR | O_CREAT, O_RDWR | O_CREAT, O_RDWR | O_CREAT | O_EXCL, 3])
            | generator.rng.of(&[0, 0, O_NONBLOCK]);
    let attributes = if generator.rng.percent(50) {
        let place = generator.structure();
        let words = [
            generator.rng.of(&[0, O_NONBLOCK, -1]),
            generator.rng.of(&[1, 2, 10, 10, 11, 0, -1]),
            generator.rng.of(&[1, 8, 8192, 8193, 0, -1]),
            0,
        ];
        words.into_iter().enumerate().for_each(|(at, word)| generator.store(place + 8 * at as i64, 8, word));
        generator.pointer(place)
    } else {
        Value::Number(0)
    };
    generator.call(Sysno::MQ_OPEN, &[name, Value::Number(flags), Value::Number(0o600), attributes]);
    if flags & O_EXCL == 0 {
        generator.opened(Some(Use::Queue));
    }
}

fn send(generator: &mut Generator<'_>) {
    let args = [
        generator.fd_for(Use::Queue),
        generator.text(),
        generator.one_of(&[0, 1, 1, 1, 3, 8, 9, 100, 101, 8192, 8193]),
        generator.one_of(&[0, 0, 1, 1, 5, 31, 32_767, 32_768]),
        generator.time(),
    ];
    generator.call(Sysno::MQ_TIMEDSEND, &args);
}

fn receive(generator: &mut Generator<'_>) {
    let args = [
        generator.fd_for(Use::Queue),
        generator.room(),
        generator.one_of(&[100, 100, 8192, 8192, 8, 1, 0, 101]),
        if generator.rng.percent(40) { Value::Number(0) } else { generator.room() },
        generator.time(),
    ];
    generator.call(Sysno::MQ_TIMEDRECEIVE, &args);
}

fn attributes(generator: &mut Generator<'_>) {
    let new = if generator.rng.percent(50) {
        let place = generator.structure();
        let flags = generator.rng.of(&[0, O_NONBLOCK, O_NONBLOCK, 1, -1]);
        generator.store(place, 8, flags);
        generator.pointer(place)
    } else {
        Value::Number(0)
    };
    let old = if generator.rng.percent(20) { Value::Number(0) } else { generator.room() };
    let fd = generator.fd_for(Use::Queue);
    generator.call(Sysno::MQ_GETSETATTR, &[fd, new, old]);
}

fn unlink(generator: &mut Generator<'_>) {
    let name = generator.name(&NAMES);
    generator.call(Sysno::MQ_UNLINK, &[name]);
}

fn close(generator: &mut Generator<'_>) {
    let fd = generator.fd_for(Use::Queue);
    generator.call(Sysno::CLOSE, &[fd]);
    generator.set_use(fd, None);
}
