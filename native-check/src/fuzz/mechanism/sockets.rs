//! Sockets within a host.
//!
//! Streams never wait here: who of several that wait at one stream goes on first, the scheduler of Linux decides.

use sim_core::abi::Sysno;

use super::{Choice, Mechanism};
use crate::fuzz::case::{Step, Value};
use crate::fuzz::generate::{Generator, Use};

const AF_UNIX: i64 = 1;
const SOL_SOCKET: i64 = 1;
const SOCK_NONBLOCK: i64 = 0o4000;
const SOCK_CLOEXEC: i64 = 0o2_000_000;
const MSG_NOSIGNAL: i64 = 0x4000;
/// `SOCK_STREAM` that does not wait, `SOCK_DGRAM`, `SOCK_SEQPACKET`.
const KINDS: [i64; 8] =
    [1 | SOCK_NONBLOCK, 1 | SOCK_NONBLOCK, 2, 2, 5, 5 | SOCK_NONBLOCK, 2 | SOCK_NONBLOCK, 5 | SOCK_CLOEXEC];
/// Addresses, as the eight bytes that they begin with: abstract names of one letter, paths in `/tmp`, another family.
const ADDRESSES: [[u8; 8]; 6] = [
    *b"\x01\0\0a\0\0\0\0",
    *b"\x01\0\0b\0\0\0\0",
    *b"\x01\0/tmp/x",
    *b"\x01\0/tmp/y",
    *b"\x01\0/tmp/\0",
    *b"\x02\0\0a\0\0\0\0",
];
/// Where addresses are put.
const ADDRESS: i64 = 0x4000;

pub(super) static MECHANISM: Mechanism = Mechanism {
    name: "sockets",
    begin: |generator| (0..1 + generator.rng.below(2)).for_each(|_| pair(generator)),
    choices: &[
        Choice::new(&[Sysno::SOCKETPAIR], 6, pair),
        Choice::new(&[Sysno::SENDTO], 24, send),
        Choice::new(&[Sysno::RECVFROM], 24, receive),
        Choice::new(&[Sysno::READ], 5, read),
        Choice::new(&[Sysno::WRITE], 5, write),
        Choice::new(&[Sysno::SHUTDOWN], 4, shut_down),
        Choice::new(&[Sysno::CLOSE], 7, close),
        Choice::new(&[Sysno::SOCKET, Sysno::BIND], 6, named),
        Choice::new(&[Sysno::LISTEN], 4, listen),
        Choice::new(&[Sysno::CONNECT], 6, connect),
        Choice::new(&[Sysno::ACCEPT, Sysno::ACCEPT4], 4, accept),
        Choice::new(&[Sysno::SETSOCKOPT], 4, set_option),
        Choice::new(&[Sysno::GETSOCKOPT], 4, option),
        Choice::new(&[Sysno::GETSOCKNAME, Sysno::GETPEERNAME], 3, name),
    ],
};

fn socket(generator: &mut Generator<'_>) -> Value {
    generator.fd_for(Use::Socket)
}

fn pair(generator: &mut Generator<'_>) {
    let place = generator.room();
    let args = [generator.one_of(&[AF_UNIX, AF_UNIX, AF_UNIX, 2]), generator.one_of(&KINDS), Value::Number(0), place];
    generator.call(Sysno::SOCKETPAIR, &args);
    if matches!(place, Value::Memory(_)) && args[0] == Value::Number(AF_UNIX) {
        generator.opened(Some(Use::Socket));
        generator.opened(Some(Use::Socket));
    }
}

/// Puts an address into memory: where it is, and how long it is said to be.
fn address(generator: &mut Generator<'_>) -> [Value; 2] {
    let bytes = generator.rng.of(&ADDRESSES);
    let at = Value::Memory(ADDRESS);
    generator.push(Step::Store { at, width: 8, value: i64::from_le_bytes(bytes) });
    let exact = if bytes[2] == 0 { 4 } else { 8 };
    let len = generator.one_of(&[exact, exact, exact, exact, 2, 3, 0, 110, 111]);
    [if generator.rng.percent(3) { Value::Number(8) } else { at }, len]
}

fn named(generator: &mut Generator<'_>) {
    let args = [Value::Number(AF_UNIX), generator.one_of(&KINDS), generator.one_of(&[0, 0, 0, 0, 1, 5])];
    generator.call(Sysno::SOCKET, &args);
    generator.opened(Some(Use::Socket));
    let fd = socket(generator);
    let [at, len] = address(generator);
    generator.call(Sysno::BIND, &[fd, at, len]);
}

fn connect(generator: &mut Generator<'_>) {
    let fd = socket(generator);
    let [at, len] = address(generator);
    generator.call(Sysno::CONNECT, &[fd, at, len]);
}

fn listen(generator: &mut Generator<'_>) {
    let args = [socket(generator), generator.one_of(&[0, 0, 1, 2, 5])];
    generator.call(Sysno::LISTEN, &args);
}

fn accept(generator: &mut Generator<'_>) {
    let fd = socket(generator);
    if generator.rng.percent(50) {
        generator.call(Sysno::ACCEPT, &[fd, Value::Number(0), Value::Number(0)]);
    } else {
        let flags = generator.one_of(&[SOCK_NONBLOCK, SOCK_NONBLOCK | SOCK_CLOEXEC, 1]);
        generator.call(Sysno::ACCEPT4, &[fd, Value::Number(0), Value::Number(0), flags]);
    }
    generator.opened(Some(Use::Socket));
}

fn send(generator: &mut Generator<'_>) {
    let fd = socket(generator);
    let [at, len] = if generator.rng.percent(20) { address(generator) } else { [Value::Number(0), Value::Number(0)] };
    let flags = generator.one_of(&[0, 0, MSG_NOSIGNAL, MSG_NOSIGNAL, 0x40, 0x40 | MSG_NOSIGNAL]);
    let args = [fd, generator.text(), generator.size(), flags, at, len];
    generator.call(Sysno::SENDTO, &args);
}

/// `MSG_PEEK`, `MSG_TRUNC`, `MSG_DONTWAIT`, `MSG_WAITALL`.
fn receive(generator: &mut Generator<'_>) {
    let flags = generator.one_of(&[0, 0, 0, 2, 0x20, 0x40, 0x40, 0x42, 0x100]);
    let args = [socket(generator), generator.room(), generator.size(), flags, Value::Number(0), Value::Number(0)];
    generator.call(Sysno::RECVFROM, &args);
}

fn read(generator: &mut Generator<'_>) {
    let args = [socket(generator), generator.room(), generator.size()];
    generator.call(Sysno::READ, &args);
}

fn write(generator: &mut Generator<'_>) {
    let args = [socket(generator), generator.text(), generator.size()];
    generator.call(Sysno::WRITE, &args);
}

fn shut_down(generator: &mut Generator<'_>) {
    let args = [socket(generator), generator.one_of(&[0, 1, 2, 0, 1, 2, 3])];
    generator.call(Sysno::SHUTDOWN, &args);
}

fn close(generator: &mut Generator<'_>) {
    let fd = socket(generator);
    generator.call(Sysno::CLOSE, &[fd]);
    generator.set_use(fd, None);
}

/// `SO_TYPE`, `SO_ERROR`, `SO_SNDBUF`, `SO_RCVBUF`, `SO_PEERCRED`, `SO_ACCEPTCONN`, `SO_DOMAIN`.
fn option(generator: &mut Generator<'_>) {
    generator.push(Step::Store { at: Value::Memory(ADDRESS - 8), width: 4, value: 12 });
    let name = generator.one_of(&[3, 4, 4, 7, 8, 17, 30, 39]);
    let args = [socket(generator), Value::Number(SOL_SOCKET), name, generator.room(), Value::Memory(ADDRESS - 8)];
    generator.call(Sysno::GETSOCKOPT, &args);
}

/// `SO_SNDBUF`
fn set_option(generator: &mut Generator<'_>) {
    let value = generator.rng.of(&[0, 1, 4096, 20_000, 100_000, 300_000, -1]);
    generator.push(Step::Store { at: Value::Memory(ADDRESS - 8), width: 4, value });
    let fd = socket(generator);
    let args = [SOL_SOCKET, 7].map(Value::Number);
    let len = generator.one_of(&[4, 4, 4, 8, 3, -1]);
    generator.call(Sysno::SETSOCKOPT, &[fd, args[0], args[1], Value::Memory(ADDRESS - 8), len]);
}

fn name(generator: &mut Generator<'_>) {
    let len = generator.rng.of(&[110, 110, 4, 0, -1]);
    generator.push(Step::Store { at: Value::Memory(ADDRESS - 8), width: 4, value: len });
    let nr = generator.rng.of(&[Sysno::GETSOCKNAME, Sysno::GETPEERNAME]);
    let args = [socket(generator), generator.room(), Value::Memory(ADDRESS - 8)];
    generator.call(nr, &args);
}
