//! FIFOs: pipes with names, and the rules of opening them.

use sim_core::abi::Sysno;

use super::{Choice, Mechanism, pipes};
use crate::fuzz::case::Value;
use crate::fuzz::generate::{Generator, Use};

const S_IFIFO: i64 = 0o10000;
const O_NONBLOCK: i64 = 0o4000;
const NAMES: [&str; 4] = ["/tmp/f", "/tmp/f", "/tmp/f", "/tmp/g"];

pub(super) static MECHANISM: Mechanism = Mechanism {
    name: "fifos",
    begin: |generator| {
        let path = generator.name(&["/tmp/f"]);
        generator.call(Sysno::MKNOD, &[path, Value::Number(S_IFIFO | 0o666), Value::Number(0)]);
        if generator.rng.percent(40) {
            let path = generator.name(&["/tmp/f"]);
            generator.call(Sysno::OPEN, &[path, Value::Number(2), Value::Number(0)]);
            generator.opened(Some(Use::Read));
        }
    },
    choices: &[
        Choice::new(&[Sysno::OPEN], 30, open),
        Choice::new(&[Sysno::READ], 20, pipes::read),
        Choice::new(&[Sysno::WRITE], 22, pipes::write),
        Choice::new(&[Sysno::CLOSE], 12, pipes::close),
        Choice::new(&[Sysno::MKNOD], 3, make),
        Choice::new(&[Sysno::UNLINK], 2, unlink),
    ],
};

fn open(generator: &mut Generator<'_>) {
    let path = generator.name(&NAMES);
    let access = generator.rng.of(&[0, 0, 0, 1, 1, 1, 2, 3]);
    let flags = access | generator.rng.of(&[0, 0, O_NONBLOCK]);
    generator.call(Sysno::OPEN, &[path, Value::Number(flags), Value::Number(0)]);
    generator.opened(Some(if access == 1 { Use::Write } else { Use::Read }));
}

fn make(generator: &mut Generator<'_>) {
    let path = generator.name(&NAMES);
    let kind = generator.rng.of(&[S_IFIFO, S_IFIFO, 0o100_000, 0, 0o40000, 0o170_000]);
    generator.call(Sysno::MKNOD, &[path, Value::Number(kind | 0o666), Value::Number(0)]);
}

fn unlink(generator: &mut Generator<'_>) {
    let path = generator.name(&NAMES);
    generator.call(Sysno::UNLINK, &[path]);
}
