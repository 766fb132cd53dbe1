//! `setsockopt` and `getsockopt` (`socket(7)`, `unix(7)`, `ip(7)`, `tcp(7)`).

use crate::abi::Errno;
use crate::kernel::socket::option::Options;
use crate::kernel::socket::{Domain, Kind, SocketId, State};
use crate::kernel::{Halt, SysResult};

use super::Call;
use super::socket::socket_at;

/// `SOL_SOCKET`
const SOL_SOCKET: i32 = 1;
/// Bytes of a `struct timeval`.
const TIMEVAL: usize = 16;
/// Bytes of an `int`.
const INT: usize = 4;

const SO_DEBUG: i32 = 1;
const SO_REUSEADDR: i32 = 2;
const SO_TYPE: i32 = 3;
const SO_ERROR: i32 = 4;
const SO_DONTROUTE: i32 = 5;
const SO_BROADCAST: i32 = 6;
const SO_SNDBUF: i32 = 7;
const SO_RCVBUF: i32 = 8;
const SO_KEEPALIVE: i32 = 9;
const SO_OOBINLINE: i32 = 10;
const SO_LINGER: i32 = 13;
const SO_REUSEPORT: i32 = 15;
const SO_PASSCRED: i32 = 16;
const SO_PEERCRED: i32 = 17;
const SO_RCVLOWAT: i32 = 18;
const SO_SNDLOWAT: i32 = 19;
const SO_RCVTIMEO: i32 = 20;
const SO_SNDTIMEO: i32 = 21;
const SO_ACCEPTCONN: i32 = 30;
const SO_PROTOCOL: i32 = 38;
const SO_DOMAIN: i32 = 39;

/// `setsockopt(2)`
pub(super) fn setsockopt(call: &mut Call<'_>) -> SysResult {
    let (id, _) = socket_at(call, call.int(0))?;
    let (level, name, len) = (call.int(1), call.int(2), call.int(4));
    if len < 0 {
        return Err(Errno::EINVAL.into());
    }
    let domain = call.kernel.sockets.get(id)?.domain;
    match (level, domain) {
        (SOL_SOCKET, _) => set_common(call, id, name)?,
        (_, Domain::Unix) => return Err(Errno::EOPNOTSUPP.into()),
        (_, Domain::Inet) => super::sockopt_inet::set(call, id, level, name)?,
    }
    Ok(0)
}

/// The first bytes of the option's value.
pub(super) fn value<const N: usize>(call: &mut Call<'_>) -> Result<[u8; N], Errno> {
    if (call.int(4) as usize) < N {
        return Err(Errno::EINVAL);
    }
    call.copy_in(call.word(3))
}

/// The option's value as an `int`.
pub(super) fn int_value(call: &mut Call<'_>) -> Result<i32, Errno> {
    Ok(i32::from_le_bytes(value::<INT>(call)?))
}

fn set_common(call: &mut Call<'_>, id: SocketId, name: i32) -> Result<(), Halt> {
    let number = int_value(call)?;
    let is_on = number != 0;
    match name {
        SO_TYPE | SO_PROTOCOL | SO_DOMAIN | SO_ERROR | SO_ACCEPTCONN | SO_SNDLOWAT | SO_PEERCRED => {
            return Err(Errno::ENOPROTOOPT.into());
        }
        SO_LINGER => return set_linger(call, id),
        SO_RCVTIMEO | SO_SNDTIMEO => return set_timeout(call, id, name),
        SO_PASSCRED if call.kernel.sockets.get(id)?.domain != Domain::Unix => {
            return Err(Errno::EOPNOTSUPP.into());
        }
        _ => {}
    }
    let options = &mut call.kernel.sockets.get_mut(id)?.options;
    match name {
        SO_REUSEADDR => options.reuses_address = is_on,
        SO_REUSEPORT => options.reuses_port = is_on,
        SO_BROADCAST => options.broadcasts = is_on,
        SO_KEEPALIVE => options.keeps_alive = is_on,
        SO_OOBINLINE => options.inlines_urgent = is_on,
        SO_DONTROUTE => options.is_local_only = is_on,
        SO_PASSCRED => options.passes_credentials = is_on,
        SO_SNDBUF => options.set_send_buffer(number),
        SO_RCVBUF => options.set_receive_buffer(number),
        SO_RCVLOWAT => options.receive_low = if number < 0 { i32::MAX } else { number.max(1) },
        ..=82 => return Err(Halt::Unsupported(format!("setsockopt of SOL_SOCKET option {name}"))),
        _ => return Err(Errno::ENOPROTOOPT.into()),
    }
    // A sender that waits for memory may have it now.
    if name == SO_SNDBUF {
        call.kernel.unix_write_space_changed(id);
    }
    Ok(())
}

fn set_linger(call: &mut Call<'_>, id: SocketId) -> Result<(), Halt> {
    let bytes = value::<8>(call)?;
    let [is_on, seconds] =
        [0, 4].map(|at: usize| bytes[at..].first_chunk::<4>().map_or(0, |chunk| i32::from_le_bytes(*chunk)));
    call.kernel.sockets.get_mut(id)?.options.linger = (is_on != 0).then_some(seconds);
    Ok(())
}

/// A `struct timeval`; zero, and less, is for ever (`sock_set_timeout`).
fn set_timeout(call: &mut Call<'_>, id: SocketId, name: i32) -> Result<(), Halt> {
    let bytes = value::<TIMEVAL>(call)?;
    let [seconds, micros] =
        [0, 8].map(|at: usize| bytes[at..].first_chunk::<8>().map_or(0, |chunk| i64::from_le_bytes(*chunk)));
    if !(0..1_000_000).contains(&micros) {
        return Err(Errno::EDOM.into());
    }
    let options = &mut call.kernel.sockets.get_mut(id)?.options;
    let timeout_ns = if seconds < 0 { 0 } else { Options::timeout_ns(seconds as u64, micros as u64) };
    if name == SO_RCVTIMEO {
        options.receive_timeout_ns = timeout_ns;
    } else {
        options.send_timeout_ns = timeout_ns;
    }
    Ok(())
}

/// `getsockopt(2)`
pub(super) fn getsockopt(call: &mut Call<'_>) -> SysResult {
    let (id, _) = socket_at(call, call.int(0))?;
    let (level, name) = (call.int(1), call.int(2));
    let room = i32::from_le_bytes(call.copy_in(call.word(4))?);
    let room = usize::try_from(room).map_err(|_| Errno::EINVAL)?;
    let domain = call.kernel.sockets.get(id)?.domain;
    let bytes = match (level, domain) {
        (SOL_SOCKET, _) => common(call, id, name)?,
        (_, Domain::Unix) => return Err(Errno::EOPNOTSUPP.into()),
        (_, Domain::Inet) => super::sockopt_inet::get(call, id, level, name)?,
    };
    let fitting = room.min(bytes.len());
    call.copy_out(call.word(3), &bytes[..fitting])?;
    call.copy_out(call.word(4), &(fitting as u32).to_le_bytes())?;
    Ok(0)
}

fn common(call: &mut Call<'_>, id: SocketId, name: i32) -> Result<Vec<u8>, Halt> {
    let socket = call.kernel.sockets.get_mut(id)?;
    let options = &socket.options;
    let is = i32::from;
    let number = match name {
        SO_TYPE => socket.kind.number(),
        SO_DOMAIN => {
            if socket.domain == Domain::Unix {
                1
            } else {
                2
            }
        }
        SO_PROTOCOL => match (socket.domain, socket.kind) {
            (Domain::Unix, _) => 0,
            (Domain::Inet, Kind::Stream) => 6,
            (Domain::Inet, _) => 17,
        },
        SO_ERROR => socket.error.take().map_or(0, |errno| i32::from(errno.0)),
        SO_ACCEPTCONN => is(socket.state == State::Listening),
        SO_REUSEADDR => is(options.reuses_address),
        SO_REUSEPORT => is(options.reuses_port),
        SO_BROADCAST => is(options.broadcasts),
        SO_KEEPALIVE => is(options.keeps_alive),
        SO_OOBINLINE => is(options.inlines_urgent),
        SO_DONTROUTE => is(options.is_local_only),
        SO_PASSCRED if socket.domain == Domain::Unix => is(options.passes_credentials),
        SO_PASSCRED => return Err(Errno::EOPNOTSUPP.into()),
        SO_SNDBUF => options.send_buffer as i32,
        SO_RCVBUF => options.receive_buffer as i32,
        SO_RCVLOWAT => options.receive_low,
        SO_SNDLOWAT => 1,
        SO_LINGER => return Ok(linger(options)),
        SO_RCVTIMEO => return Ok(timeval(options.receive_timeout_ns)),
        SO_SNDTIMEO => return Ok(timeval(options.send_timeout_ns)),
        SO_PEERCRED => {
            let told = socket.peer_credentials;
            let whole = told.map_or([0, -1, -1], |told| [told.pid, told.uid as i32, told.gid as i32]);
            return Ok(whole.iter().flat_map(|word| word.to_le_bytes()).collect());
        }
        SO_DEBUG | 11 | 12 | 14 | 22..=82 => {
            return Err(Halt::Unsupported(format!("getsockopt of SOL_SOCKET option {name}")));
        }
        _ => return Err(Errno::ENOPROTOOPT.into()),
    };
    Ok(number.to_le_bytes().to_vec())
}

fn linger(options: &Options) -> Vec<u8> {
    let words = [i32::from(options.linger.is_some()), options.linger.unwrap_or(0)];
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

fn timeval(timeout_ns: u64) -> Vec<u8> {
    let words = [timeout_ns / 1_000_000_000, timeout_ns % 1_000_000_000 / 1000];
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}
