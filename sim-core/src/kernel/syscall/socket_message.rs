//! `sendto`, `recvfrom`, `sendmsg`, `recvmsg`, and what `read`, `write`, `readv`, `writev` do with sockets.

use crate::abi::Errno;
use crate::kernel::pipe::UserRange;
use crate::kernel::socket::address::{ADDRESS_MAX, Address};
use crate::kernel::socket::ancillary::Ancillary;
use crate::kernel::socket::message::{MSG_CMSG_CLOEXEC, Parts, Received, Receiving, Sending};
use crate::kernel::socket::{Domain, Kind, SocketId};
use crate::kernel::uaccess::{MAX_RW_COUNT, access_ok};
use crate::kernel::{Halt, Resume, SysResult};

use super::socket::{socket_at, waiting_flag};
use super::{Call, data};

/// Bytes of a `struct msghdr`.
const HEADER: usize = 56;
/// At most this many parts (`UIO_MAXIOV`).
const PARTS_MAX: u64 = 1024;
/// Control data that the kernel makes room for (`net.core.optmem_max`).
const CONTROL_MAX: u64 = 131_072;

/// How far a transfer had come that goes on.
fn done(resume: Option<&Resume>) -> u64 {
    match resume {
        Some(&(Resume::Wrote(done) | Resume::Received(done))) => done,
        _ => 0,
    }
}

/// The memory range of arguments 1 and 2.
fn range(call: &Call<'_>) -> Result<UserRange, Errno> {
    let (addr, len) = (call.word(1), call.word(2).min(MAX_RW_COUNT));
    access_ok(addr, len)?;
    Ok(UserRange { addr, len })
}

/// What UDP is.
const UDP: (Domain, Kind) = (Domain::Inet, Kind::Datagram);

/// `sendto(2)`, and `send` of the manual.
pub(super) fn sendto(call: &mut Call<'_>) -> SysResult {
    let data = range(call)?;
    let (id, is_nonblocking) = socket_at(call, call.int(0))?;
    // Only UDP takes an address of no bytes for one, which is too short (`udp_sendmsg`).
    let takes_empty = call.kernel.sockets.find(id).is_some_and(|socket| (socket.domain, socket.kind) == UDP);
    let to = match call.word(4) {
        0 => None,
        addr => {
            let address = call.kernel.copy_in_address(call.pid, addr, call.int(5))?;
            Some(address).filter(|to| takes_empty || !to.is_empty())
        }
    };
    let flags = call.uint(3) | waiting_flag(is_nonblocking);
    let resume = call.resume.take();
    let ancillary = Ancillary::default();
    let sending = Sending { data: Parts(vec![data]), to, ancillary, flags, done: done(resume.as_ref()) };
    call.kernel.socket_send(call.pid, id, &sending, resume.as_ref())
}

/// `recvfrom(2)`, and `recv` of the manual.
pub(super) fn recvfrom(call: &mut Call<'_>) -> SysResult {
    let room = range(call)?;
    let (id, is_nonblocking) = socket_at(call, call.int(0))?;
    let flags = call.uint(3) | waiting_flag(is_nonblocking);
    let resume = call.resume.take();
    let receiving = Receiving { room: Parts(vec![room]), flags, done: done(resume.as_ref()) };
    let received = call.kernel.socket_receive(call.pid, id, &receiving, resume.as_ref())?;
    let result = tell_sender(call, &received);
    forget_ancillary(call, &received);
    result?;
    Ok(received.count)
}

/// Stores the sender's address, if the caller of `recvfrom` wants it.
fn tell_sender(call: &mut Call<'_>, received: &Received) -> Result<(), Errno> {
    let (addr, len_addr) = (call.word(4), call.word(5));
    if addr == 0 {
        return Ok(());
    }
    let name = received.from.as_ref().map(Address::encode).unwrap_or_default();
    call.kernel.copy_out_address(call.pid, (addr, len_addr), &name)
}

/// A call that has no room for control data closes the files that came.
fn forget_ancillary(call: &mut Call<'_>, received: &Received) {
    received.ancillary.files.iter().for_each(|&file| call.kernel.drop_file(file));
}

/// `read` and `readv` of a socket.
pub(super) fn read(call: &mut Call<'_>, id: SocketId, parts: Vec<UserRange>) -> SysResult {
    let (_, is_nonblocking) = socket_at(call, call.int(0))?;
    let room = Parts(parts);
    if room.len() == 0 {
        return Ok(0);
    }
    let resume = call.resume.take();
    let receiving = Receiving { room, flags: waiting_flag(is_nonblocking), done: done(resume.as_ref()) };
    let received = call.kernel.socket_receive(call.pid, id, &receiving, resume.as_ref())?;
    forget_ancillary(call, &received);
    Ok(received.count)
}

/// `write` and `writev` of a socket.
pub(super) fn write(call: &mut Call<'_>, id: SocketId, parts: Vec<UserRange>) -> SysResult {
    let (_, is_nonblocking) = socket_at(call, call.int(0))?;
    let resume = call.resume.take();
    let flags = waiting_flag(is_nonblocking);
    let (data, ancillary) = (Parts(parts), Ancillary::default());
    let sending = Sending { data, to: None, ancillary, flags, done: done(resume.as_ref()) };
    call.kernel.socket_send(call.pid, id, &sending, resume.as_ref())
}

/// A `struct msghdr`.
#[derive(Clone, Debug)]
struct Header {
    name: u64,
    name_len: i32,
    parts: Parts,
    control: u64,
    control_len: u64,
}

fn header(call: &mut Call<'_>) -> Result<Header, Errno> {
    let bytes = call.copy_in::<HEADER>(call.word(1))?;
    let word = |at: usize| bytes[at..].first_chunk::<8>().map_or(0, |chunk| u64::from_le_bytes(*chunk));
    let name = word(0);
    let name_len = if name == 0 { 0 } else { word(8) as u32 as i32 };
    if name_len < 0 {
        return Err(Errno::EINVAL);
    }
    let (parts_addr, count) = (word(16), word(24));
    if count > PARTS_MAX {
        return Err(Errno::EMSGSIZE);
    }
    let parts = Parts(data::vector(call, parts_addr, count)?);
    Ok(Header { name, name_len: name_len.min(ADDRESS_MAX as i32), parts, control: word(32), control_len: word(40) })
}

/// `sendmsg(2)`
pub(super) fn sendmsg(call: &mut Call<'_>) -> SysResult {
    let (id, is_nonblocking) = socket_at(call, call.int(0))?;
    let header = header(call)?;
    let to = match header.name_len {
        0 => None,
        len => Some(call.kernel.copy_in_address(call.pid, header.name, len)?),
    };
    if header.control_len > CONTROL_MAX {
        return Err(Errno::ENOBUFS.into());
    }
    let control = match header.control {
        0 => Vec::new(),
        addr => call.kernel.copy_in_vec(call.pid, addr, header.control_len)?,
    };
    let domain = call.kernel.sockets.get(id)?.domain;
    let ancillary = call.kernel.ancillary(call.pid, domain, &control)?;
    let flags = call.uint(2) | waiting_flag(is_nonblocking);
    let resume = call.resume.take();
    let sending = Sending { data: header.parts, to, ancillary, flags, done: done(resume.as_ref()) };
    call.kernel.socket_send(call.pid, id, &sending, resume.as_ref())
}

/// `recvmsg(2)`
pub(super) fn recvmsg(call: &mut Call<'_>) -> SysResult {
    let (id, is_nonblocking) = socket_at(call, call.int(0))?;
    let header = header(call)?;
    let flags = call.uint(2) | waiting_flag(is_nonblocking);
    let resume = call.resume.take();
    let receiving = Receiving { room: header.parts.clone(), flags, done: done(resume.as_ref()) };
    let received = call.kernel.socket_receive(call.pid, id, &receiving, resume.as_ref())?;
    tell(call, id, &header, &received)?;
    Ok(received.count)
}

/// Fills in what `recvmsg` gives back: address, control data, flags.
fn tell(call: &mut Call<'_>, id: SocketId, header: &Header, received: &Received) -> Result<(), Halt> {
    let socket = call.kernel.sockets.get(id)?;
    let wants_credentials = socket.domain == Domain::Unix && socket.options.passes_credentials;
    let asked = call.uint(2);
    let (control_len, lost) = call.kernel.deliver_ancillary(
        call.pid,
        (header.control, header.control_len),
        &received.ancillary,
        (wants_credentials, asked),
    )?;
    let start = call.word(1);
    if header.name != 0 {
        let name = received.from.as_ref().map(Address::encode).unwrap_or_default();
        let fitting = name.len().min(header.name_len as usize);
        call.copy_out(header.name, &name[..fitting])?;
        call.copy_out(start + 8, &(name.len() as u32).to_le_bytes())?;
    }
    let flags = received.flags | lost | asked & MSG_CMSG_CLOEXEC;
    call.copy_out(start + 48, &flags.to_le_bytes())?;
    call.copy_out(start + 40, &control_len.to_le_bytes())?;
    Ok(())
}
