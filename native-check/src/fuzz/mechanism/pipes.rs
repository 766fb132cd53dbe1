//! Pipes and descriptors.

use sim_core::abi::Sysno;

use super::{Choice, Mechanism};
use crate::fuzz::case::Value;
use crate::fuzz::generate::{Generator, Use};

const O_NONBLOCK: i64 = 0o4000;
const O_CLOEXEC: i64 = 0o2_000_000;

pub(super) static MECHANISM: Mechanism = Mechanism {
    name: "pipes",
    begin: |generator| (0..1 + generator.rng.below(2)).for_each(|_| make(generator)),
    choices: &[
        Choice::new(&[Sysno::READ], 25, read),
        Choice::new(&[Sysno::WRITE], 30, write),
        Choice::new(&[Sysno::CLOSE], 12, close),
        Choice::new(&[Sysno::PIPE, Sysno::PIPE2], 5, make),
        Choice::new(&[Sysno::DUP], 4, duplicate),
        Choice::new(&[Sysno::DUP2, Sysno::DUP3], 6, duplicate_to),
        Choice::new(&[Sysno::FCNTL], 8, control),
        Choice::new(&[Sysno::FSTAT], 3, status),
        Choice::new(&[Sysno::LSEEK], 1, seek),
    ],
};

pub(super) fn make(generator: &mut Generator<'_>) {
    let place = generator.room();
    if generator.rng.percent(40) {
        generator.call(Sysno::PIPE, &[place]);
    } else {
        let flags = generator.one_of(&[0, 0, O_NONBLOCK, O_NONBLOCK, O_CLOEXEC, O_NONBLOCK | O_CLOEXEC]);
        generator.call(Sysno::PIPE2, &[place, flags]);
    }
    if matches!(place, Value::Memory(_)) {
        generator.opened(Some(Use::Read));
        generator.opened(Some(Use::Write));
    }
}

pub(super) fn read(generator: &mut Generator<'_>) {
    let args = [generator.fd_for(Use::Read), generator.room(), generator.size()];
    generator.call(Sysno::READ, &args);
}

pub(super) fn write(generator: &mut Generator<'_>) {
    let args = [generator.fd_for(Use::Write), generator.text(), generator.size()];
    generator.call(Sysno::WRITE, &args);
}

pub(super) fn close(generator: &mut Generator<'_>) {
    let fd = generator.fd();
    generator.call(Sysno::CLOSE, &[fd]);
    generator.set_use(fd, None);
}

fn duplicate(generator: &mut Generator<'_>) {
    let fd = generator.fd();
    generator.call(Sysno::DUP, &[fd]);
    let what_for = generator.use_of(fd);
    if what_for.is_some() {
        generator.opened(what_for);
    }
}

fn duplicate_to(generator: &mut Generator<'_>) {
    let (from, to) = (generator.fd(), generator.one_of(&[0, 1, 3, 4, 5, 6, 7, 8, 20, 1023, 1024, -1]));
    if generator.rng.percent(60) {
        generator.call(Sysno::DUP2, &[from, to]);
    } else {
        let flags = generator.one_of(&[0, O_CLOEXEC, O_NONBLOCK]);
        generator.call(Sysno::DUP3, &[from, to, flags]);
    }
    let what_for = generator.use_of(from);
    if what_for.is_some() {
        generator.set_use(to, what_for);
    }
}

/// `F_DUPFD` to `F_SETFL`, and `F_DUPFD_CLOEXEC`.
fn control(generator: &mut Generator<'_>) {
    let (fd, command) = (generator.fd(), generator.rng.of(&[0, 1, 2, 3, 3, 4, 4, 4, 1030, 99, -1]));
    let arg = match command {
        4 => generator.one_of(&[0, O_NONBLOCK, O_NONBLOCK, 0o2000 | O_NONBLOCK, O_CLOEXEC, 1]),
        _ => generator.one_of(&[0, 1, 2, 3, 5, 10, 1023, 1024]),
    };
    generator.call(Sysno::FCNTL, &[fd, Value::Number(command), arg]);
    let what_for = generator.use_of(fd);
    if let (0 | 1030, Value::Number(0..4), true) = (command, arg, what_for.is_some()) {
        generator.opened(what_for);
    }
}

fn status(generator: &mut Generator<'_>) {
    let fd = generator.fd();
    generator.call_untold(Sysno::FSTAT, &[fd], 144);
}

fn seek(generator: &mut Generator<'_>) {
    let args = [generator.fd(), generator.odd(), generator.one_of(&[0, 1, 2, 3, 4, 5])];
    generator.call(Sysno::LSEEK, &args);
}
