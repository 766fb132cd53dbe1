//! Sockets of the internet protocol within a host: TCP and UDP.
//!
//! Streams never wait here: who of several that wait at one stream goes on first, the scheduler of Linux decides.

use sim_core::abi::Sysno;

use super::{Choice, Mechanism};
use crate::fuzz::case::{Step, Value};
use crate::fuzz::generate::{Generator, Use};

const AF_INET: i64 = 2;
const SOCK_NONBLOCK: i64 = 0o4000;
const MSG_NOSIGNAL: i64 = 0x4000;
/// TCP that does not wait, UDP.
const KINDS: [i64; 5] = [1 | SOCK_NONBLOCK, 1 | SOCK_NONBLOCK, 2, 2 | SOCK_NONBLOCK, 5];
/// Addresses, as the eight bytes that they begin with: family, port, host.
const ADDRESSES: [[u8; 8]; 9] = [
    [2, 0, 0x13, 0x89, 127, 0, 0, 1],
    [2, 0, 0x13, 0x89, 127, 0, 0, 1],
    [2, 0, 0x13, 0x8a, 127, 0, 0, 1],
    [2, 0, 0x13, 0x8a, 127, 0, 0, 2],
    [2, 0, 0x13, 0x89, 0, 0, 0, 0],
    [2, 0, 0, 0, 127, 0, 0, 1],
    [2, 0, 0x13, 0x89, 10, 9, 8, 7],
    [0, 0, 0x13, 0x8a, 0, 0, 0, 0],
    [1, 0, 0x13, 0x89, 127, 0, 0, 1],
];
/// Where addresses are put.
const ADDRESS: i64 = 0x4000;
/// Levels of options.
const SOL_SOCKET: i64 = 1;
const IPPROTO_TCP: i64 = 6;

pub(super) static MECHANISM: Mechanism = Mechanism {
    name: "inet",
    begin: |generator| (0..1 + generator.rng.below(2)).for_each(|_| make(generator)),
    choices: &[
        Choice::new(&[Sysno::SOCKET], 8, make),
        Choice::new(&[Sysno::BIND], 10, bind),
        Choice::new(&[Sysno::LISTEN], 8, listen),
        Choice::new(&[Sysno::CONNECT], 12, connect),
        Choice::new(&[Sysno::ACCEPT, Sysno::ACCEPT4], 10, accept),
        Choice::new(&[Sysno::SENDTO], 20, send),
        Choice::new(&[Sysno::RECVFROM], 18, receive),
        Choice::new(&[Sysno::SHUTDOWN], 5, shut_down),
        Choice::new(&[Sysno::CLOSE], 7, close),
        Choice::new(&[Sysno::SETSOCKOPT], 5, set_option),
        Choice::new(&[Sysno::GETSOCKOPT], 5, option),
        Choice::new(&[Sysno::GETSOCKNAME, Sysno::GETPEERNAME], 5, name),
    ],
};

fn socket(generator: &mut Generator<'_>) -> Value {
    generator.fd_for(Use::Socket)
}

fn make(generator: &mut Generator<'_>) {
    let args = [Value::Number(AF_INET), generator.one_of(&KINDS), generator.one_of(&[0, 0, 0, 0, 0, 6, 17])];
    generator.call(Sysno::SOCKET, &args);
    generator.opened(Some(Use::Socket));
}

/// Puts an address into memory: where it is, and how long it is said to be.
fn address(generator: &mut Generator<'_>) -> [Value; 2] {
    let bytes = generator.rng.of(&ADDRESSES);
    let at = Value::Memory(ADDRESS);
    generator.push(Step::Store { at, width: 8, value: i64::from_le_bytes(bytes) });
    generator.push(Step::Store { at: Value::Memory(ADDRESS + 8), width: 8, value: 0 });
    [if generator.rng.percent(2) { Value::Number(8) } else { at }, generator.one_of(&[16, 16, 16, 16, 16, 16, 8, 2, 0])]
}

fn bind(generator: &mut Generator<'_>) {
    let fd = socket(generator);
    let [at, len] = address(generator);
    generator.call(Sysno::BIND, &[fd, at, len]);
}

fn listen(generator: &mut Generator<'_>) {
    let args = [socket(generator), generator.one_of(&[5, 5, 8])];
    generator.call(Sysno::LISTEN, &args);
}

fn connect(generator: &mut Generator<'_>) {
    let fd = socket(generator);
    let [at, len] = address(generator);
    generator.call(Sysno::CONNECT, &[fd, at, len]);
}

/// The new end does not wait either.
fn accept(generator: &mut Generator<'_>) {
    let fd = socket(generator);
    let none = Value::Number(0);
    generator.call(Sysno::ACCEPT4, &[fd, none, none, Value::Number(SOCK_NONBLOCK)]);
    generator.opened(Some(Use::Socket));
}

fn send(generator: &mut Generator<'_>) {
    let fd = socket(generator);
    let [at, len] = if generator.rng.percent(40) { address(generator) } else { [Value::Number(0), Value::Number(0)] };
    let flags = generator.one_of(&[MSG_NOSIGNAL, MSG_NOSIGNAL, MSG_NOSIGNAL, 0]);
    let args = [fd, generator.text(), generator.size(), flags, at, len];
    generator.call(Sysno::SENDTO, &args);
}

/// `MSG_PEEK`, `MSG_DONTWAIT`.
fn receive(generator: &mut Generator<'_>) {
    let flags = generator.one_of(&[0x40, 0x40, 0x40, 0x42, 0]);
    let args = [socket(generator), generator.room(), generator.size(), flags, Value::Number(0), Value::Number(0)];
    generator.call(Sysno::RECVFROM, &args);
}

fn shut_down(generator: &mut Generator<'_>) {
    let args = [socket(generator), generator.one_of(&[0, 1, 2, 1, 1, 3])];
    generator.call(Sysno::SHUTDOWN, &args);
}

fn close(generator: &mut Generator<'_>) {
    let fd = socket(generator);
    generator.call(Sysno::CLOSE, &[fd]);
    generator.set_use(fd, None);
}

/// `SO_REUSEADDR`, `SO_BROADCAST`, `SO_KEEPALIVE`; `TCP_NODELAY`.
fn set_option(generator: &mut Generator<'_>) {
    let value = generator.rng.of(&[0, 1, 1]);
    generator.push(Step::Store { at: Value::Memory(ADDRESS - 8), width: 4, value });
    let fd = socket(generator);
    let (level, name) = generator.rng.of(&[(SOL_SOCKET, 2), (SOL_SOCKET, 6), (SOL_SOCKET, 9), (IPPROTO_TCP, 1)]);
    let args = [level, name].map(Value::Number);
    generator.call(Sysno::SETSOCKOPT, &[fd, args[0], args[1], Value::Memory(ADDRESS - 8), Value::Number(4)]);
}

/// `SO_REUSEADDR`, `SO_TYPE`, `SO_ERROR`, `SO_BROADCAST`, `SO_ACCEPTCONN`, `SO_DOMAIN`.
fn option(generator: &mut Generator<'_>) {
    generator.push(Step::Store { at: Value::Memory(ADDRESS - 8), width: 4, value: 4 });
    let name = generator.one_of(&[2, 3, 4, 4, 4, 6, 30, 39]);
    let args = [socket(generator), Value::Number(SOL_SOCKET), name, generator.room(), Value::Memory(ADDRESS - 8)];
    generator.call(Sysno::GETSOCKOPT, &args);
}

fn name(generator: &mut Generator<'_>) {
    let len = generator.rng.of(&[16, 16, 4, 0, -1]);
    generator.push(Step::Store { at: Value::Memory(ADDRESS - 8), width: 4, value: len });
    let nr = generator.rng.of(&[Sysno::GETSOCKNAME, Sysno::GETPEERNAME]);
    let args = [socket(generator), generator.room(), Value::Memory(ADDRESS - 8)];
    generator.call(nr, &args);
}
