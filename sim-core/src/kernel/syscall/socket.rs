//! `socket`, `socketpair`, `bind`, `listen`, `accept`, `connect`, `getsockname`, `getpeername`, `shutdown`.

use crate::abi::Errno;
use crate::kernel::file::{Descriptor, FileObject, O_CLOEXEC, O_NONBLOCK, O_RDWR};
use crate::kernel::fs::permission::Owner;
use crate::kernel::socket::address::{self, Address, FAMILY_BYTES};
use crate::kernel::socket::message::MSG_DONTWAIT;
use crate::kernel::socket::{Domain, Kind, Shutdown, SocketId, State};
use crate::kernel::{Halt, Resume, SysResult};

use super::Call;

/// `AF_UNIX`
const AF_UNIX: i32 = 1;
/// `AF_INET`
const AF_INET: i32 = 2;
/// One more than the last family (`AF_MAX`).
const AF_MAX: i32 = 46;
/// One more than the last kind (`SOCK_MAX`).
const SOCK_MAX: u32 = 11;
/// The part of the second argument of `socket` that is no flag.
const KIND_MASK: u32 = 0xf;
/// The longest backlog (`/proc/sys/net/core/somaxconn`).
const SOMAXCONN: u32 = 4096;

/// The socket behind a descriptor, and whether calls shall not wait.
///
/// # Errors
/// `EBADF`, `ENOTSOCK`.
pub(super) fn socket_at(call: &Call<'_>, fd: i32) -> Result<(SocketId, bool), Errno> {
    let (_, file) = call.kernel.file(call.pid, fd)?;
    match file.object {
        FileObject::Socket(id) => Ok((id, file.is_nonblocking())),
        _ => Err(Errno::ENOTSOCK),
    }
}

/// The flag that a descriptor's `O_NONBLOCK` stands for.
pub(super) const fn waiting_flag(is_nonblocking: bool) -> u32 {
    if is_nonblocking { MSG_DONTWAIT } else { 0 }
}

/// What `socket(2)` asks for.
struct Wanted {
    domain: Domain,
    kind: Kind,
    flags: u32,
}

/// Checks family, kind and protocol, in Linux's order.
fn wanted(family: i32, kind: u32, protocol: i32) -> Result<Wanted, Halt> {
    let (flags, kind) = (kind & !KIND_MASK, kind & KIND_MASK);
    if flags & !(O_CLOEXEC | O_NONBLOCK) != 0 {
        return Err(Errno::EINVAL.into());
    }
    if !(1..AF_MAX).contains(&family) {
        return Err(Errno::EAFNOSUPPORT.into());
    }
    if kind >= SOCK_MAX {
        return Err(Errno::EINVAL.into());
    }
    let (domain, kind) = match family {
        AF_UNIX => (Domain::Unix, unix_kind(kind, protocol)?),
        AF_INET => (Domain::Inet, inet_kind(kind, protocol)?),
        _ => return Err(Halt::Unsupported(format!("sockets of address family {family}"))),
    };
    Ok(Wanted { domain, kind, flags })
}

/// `unix_create`: `SOCK_RAW` is another name of `SOCK_DGRAM`.
const fn unix_kind(kind: u32, protocol: i32) -> Result<Kind, Errno> {
    match kind {
        _ if !matches!(protocol, 0 | AF_UNIX) => Err(Errno::EPROTONOSUPPORT),
        1 => Ok(Kind::Stream),
        2 | 3 => Ok(Kind::Datagram),
        5 => Ok(Kind::SeqPacket),
        _ => Err(Errno::ESOCKTNOSUPPORT),
    }
}

/// `inet_create`: TCP and UDP.
fn inet_kind(kind: u32, protocol: i32) -> Result<Kind, Halt> {
    /// One more than the last protocol (`IPPROTO_MAX`).
    const PROTOCOLS: i32 = 263;
    const ICMP: i32 = 1;
    const TCP: i32 = 6;
    const UDP: i32 = 17;
    const SCTP: i32 = 132;
    const MPTCP: i32 = 262;
    match (kind, protocol) {
        (_, ..=-1 | PROTOCOLS..) => Err(Errno::EINVAL.into()),
        (1, 0 | TCP) => Ok(Kind::Stream),
        (2, 0 | UDP) => Ok(Kind::Datagram),
        (2, ICMP) | (1, SCTP | MPTCP) => Err(Halt::Unsupported(format!("IP protocol {protocol}"))),
        (3, 1..) => Err(Halt::Unsupported("SOCK_RAW of AF_INET".to_owned())),
        (1..=3, _) => Err(Errno::EPROTONOSUPPORT.into()),
        (10, _) => Err(Halt::Unsupported("SOCK_PACKET".to_owned())),
        _ => Err(Errno::ESOCKTNOSUPPORT.into()),
    }
}

/// A descriptor for a socket.
fn install(call: &mut Call<'_>, fd: i32, id: SocketId, flags: u32) {
    let file = call.kernel.files.add(FileObject::Socket(id), O_RDWR | flags & O_NONBLOCK);
    let owner = Owner::of(call.kernel.tasks.credentials(call.pid));
    call.kernel.files.set_owner(file, owner);
    call.kernel.install(call.pid, fd, Descriptor { file, is_cloexec: flags & O_CLOEXEC != 0 });
}

/// `socket(2)`
pub(super) fn socket(call: &mut Call<'_>) -> SysResult {
    let Wanted { domain, kind, flags } = wanted(call.int(0), call.uint(1), call.int(2))?;
    let fd = call.kernel.tasks.process(call.pid).files.lowest_unused(0)?;
    let id = call.kernel.socket_add(call.kernel.host_of(call.pid), domain, kind);
    install(call, fd, id, flags);
    Ok(fd as u64)
}

/// `socketpair(2)`. The numbers are told before anything else is looked at.
pub(super) fn socketpair(call: &mut Call<'_>) -> SysResult {
    if call.uint(1) & !(KIND_MASK | O_CLOEXEC | O_NONBLOCK) != 0 {
        return Err(Errno::EINVAL.into());
    }
    let table = &call.kernel.tasks.process(call.pid).files;
    let first = table.lowest_unused(0)?;
    let second = table.lowest_unused(first + 1)?;
    call.copy_out(call.word(3), &first.to_le_bytes())?;
    call.copy_out(call.word(3).wrapping_add(4), &second.to_le_bytes())?;
    let Wanted { domain, kind, flags } = wanted(call.int(0), call.uint(1), call.int(2))?;
    if domain == Domain::Inet {
        return Err(Errno::EOPNOTSUPP.into());
    }
    let [one, other] = call.kernel.unix_pair(call.pid, kind);
    install(call, first, one, flags);
    install(call, second, other, flags);
    Ok(0)
}

/// `bind(2)`
pub(super) fn bind(call: &mut Call<'_>) -> SysResult {
    let (id, _) = socket_at(call, call.int(0))?;
    let bytes = call.kernel.copy_in_address(call.pid, call.word(1), call.int(2))?;
    match call.kernel.sockets.get(id)?.domain {
        Domain::Unix => call.kernel.unix_bind(call.pid, id, &bytes)?,
        Domain::Inet => call.kernel.inet_bind(call.pid, id, &bytes)?,
    }
    Ok(0)
}

/// `listen(2)`
pub(super) fn listen(call: &mut Call<'_>) -> SysResult {
    let (id, _) = socket_at(call, call.int(0))?;
    let backlog = call.uint(1).min(SOMAXCONN);
    match call.kernel.sockets.get(id)?.domain {
        Domain::Unix => call.kernel.unix_listen(call.pid, id, backlog)?,
        Domain::Inet => call.kernel.inet_listen(id, backlog)?,
    }
    Ok(0)
}

/// `connect(2)`
pub(super) fn connect(call: &mut Call<'_>) -> SysResult {
    call.kernel.file(call.pid, call.int(0))?;
    let bytes = call.kernel.copy_in_address(call.pid, call.word(1), call.int(2))?;
    let (id, is_nonblocking) = socket_at(call, call.int(0))?;
    let domain = call.kernel.sockets.get(id)?.domain;
    let flags = waiting_flag(is_nonblocking);
    let result = match (domain, call.resume.take()) {
        (_, _) if bytes.len() < FAMILY_BYTES => Err(Errno::EINVAL.into()),
        (Domain::Unix, Some(Resume::Elapsed)) => Err(Errno::EAGAIN.into()),
        (Domain::Inet, Some(Resume::Elapsed)) => Err(Errno::EINPROGRESS.into()),
        (Domain::Unix, _) => call.kernel.unix_connect(call.pid, id, &bytes, flags),
        (Domain::Inet, _) => call.kernel.inet_connect(call.pid, id, &bytes, flags),
    };
    call.kernel.end_wait(call.pid, &result);
    result.map(|()| 0)
}

/// `accept(2)`
pub(super) fn accept(call: &mut Call<'_>) -> SysResult {
    accept_with(call, 0)
}

/// `accept4(2)`
pub(super) fn accept4(call: &mut Call<'_>) -> SysResult {
    accept_with(call, call.uint(3))
}

fn accept_with(call: &mut Call<'_>, flags: u32) -> SysResult {
    call.kernel.file(call.pid, call.int(0))?;
    if flags & !(O_CLOEXEC | O_NONBLOCK) != 0 {
        return Err(Errno::EINVAL.into());
    }
    let fd = call.kernel.tasks.process(call.pid).files.lowest_unused(0)?;
    let (id, is_nonblocking) = socket_at(call, call.int(0))?;
    let waiting = waiting_flag(is_nonblocking);
    let accepted = match (call.kernel.sockets.get(id)?.domain, call.resume.take()) {
        (_, Some(Resume::Elapsed)) => Err(Errno::EAGAIN.into()),
        (Domain::Unix, _) => call.kernel.unix_accept(call.pid, id, waiting),
        (Domain::Inet, _) => call.kernel.inet_accept(call.pid, id, waiting),
    };
    call.kernel.end_wait(call.pid, &accepted);
    let end = accepted?;
    let (addr, len_addr) = (call.word(1), call.word(2));
    if addr != 0 {
        let remote = call.kernel.sockets.get(end)?.remote.as_ref().map(Address::encode);
        let told = remote.or_else(|| peer_name(call, end)).unwrap_or_else(|| address::unnamed(Domain::Unix));
        if let Err(errno) = call.kernel.copy_out_address(call.pid, (addr, len_addr), &told) {
            call.kernel.socket_release(end);
            return Err(errno.into());
        }
    }
    install(call, fd, end, flags);
    Ok(fd as u64)
}

/// `getsockname(2)`
pub(super) fn getsockname(call: &mut Call<'_>) -> SysResult {
    let (id, _) = socket_at(call, call.int(0))?;
    let socket = call.kernel.sockets.get(id)?;
    let name = socket.local.as_ref().map_or_else(|| address::unnamed(socket.domain), Address::encode);
    call.kernel.copy_out_address(call.pid, (call.word(1), call.word(2)), &name)?;
    Ok(0)
}

/// `getpeername(2)`
pub(super) fn getpeername(call: &mut Call<'_>) -> SysResult {
    let (id, _) = socket_at(call, call.int(0))?;
    let name = peer_name(call, id).ok_or(Errno::ENOTCONN)?;
    call.kernel.copy_out_address(call.pid, (call.word(1), call.word(2)), &name)?;
    Ok(0)
}

/// The name of the other end of a connection.
fn peer_name(call: &Call<'_>, id: SocketId) -> Option<Vec<u8>> {
    let socket = call.kernel.sockets.find(id)?;
    if socket.domain == Domain::Inet {
        let is_open = !matches!(socket.state, State::Closed | State::SynSent);
        let has_port = socket.remote.as_ref().and_then(Address::inet).is_some_and(|remote| remote.port != 0);
        return socket.remote.as_ref().filter(|_| is_open && has_port).map(Address::encode);
    }
    let peer = call.kernel.sockets.find(socket.peer?);
    Some(peer.and_then(|peer| peer.local.as_ref()).map_or_else(|| address::unnamed(Domain::Unix), Address::encode))
}

/// `shutdown(2)`
pub(super) fn shutdown(call: &mut Call<'_>) -> SysResult {
    let (id, _) = socket_at(call, call.int(0))?;
    let halves = Shutdown::new(call.int(1)).ok_or(Errno::EINVAL)?;
    match call.kernel.sockets.get(id)?.domain {
        Domain::Unix => call.kernel.unix_shutdown(id, halves)?,
        Domain::Inet => call.kernel.inet_shutdown(id, halves)?,
    }
    Ok(0)
}
