//! The only room with `unsafe`: what safe Rust cannot say to the kernel and to the memory management unit.
//!
//! Every function that leaves this room is safe to call with any argument. What keeps it so: simulated addresses are
//! translated here and nowhere else, so that a simulated program, however wild, touches only the [`window`]; memory
//! shared between processes is reached through atomics and through letters that have one owner at a time ([`board`]).
#![expect(
    unsafe_code,
    reason = "raw system calls, signal handlers and accesses that may fault; each block says why it is sound"
)]

pub(crate) mod access;
pub(crate) mod board;
pub(crate) mod calls;
pub(crate) mod host;
pub(crate) mod limit;
pub(crate) mod message;
pub(crate) mod network;
pub(crate) mod process;
pub(crate) mod signals;
pub(crate) mod sockets;
pub(crate) mod terminal;
pub(crate) mod thread;
pub(crate) mod timer;
pub(crate) mod users;
pub(crate) mod window;

use std::io;

/// Turns the `-1` convention of C into a result.
fn check(result: impl Into<i64>) -> io::Result<i64> {
    let value = result.into();
    if value == -1 { Err(io::Error::last_os_error()) } else { Ok(value) }
}
