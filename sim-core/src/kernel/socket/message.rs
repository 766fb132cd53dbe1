//! What a call sends or receives: parts of memory, an address, things beside the bytes, and flags (`send(2)`, `recv(2)`).

use crate::abi::Errno;
use crate::kernel::pipe::UserRange;
use crate::kernel::{Halt, Kernel, Pid, Resume, SysResult};

use super::address::Address;
use super::ancillary::Ancillary;
use super::sleep::{Awaits, Patience};
use super::{Domain, Kind, SocketId, State};

/// `MSG_OOB`
pub(in crate::kernel) const MSG_OOB: u32 = 0x1;
/// `MSG_PEEK`: what is received stays in the queue.
pub(in crate::kernel) const MSG_PEEK: u32 = 0x2;
/// `MSG_CTRUNC`: control data did not fit.
pub(in crate::kernel) const MSG_CTRUNC: u32 = 0x8;
/// `MSG_TRUNC`: a message did not fit.
pub(in crate::kernel) const MSG_TRUNC: u32 = 0x20;
/// `MSG_DONTWAIT`
pub(in crate::kernel) const MSG_DONTWAIT: u32 = 0x40;
/// `MSG_WAITALL`: to wait until all has come.
pub(in crate::kernel) const MSG_WAITALL: u32 = 0x100;
/// `MSG_ERRQUEUE`
pub(in crate::kernel) const MSG_ERRQUEUE: u32 = 0x2000;
/// `MSG_NOSIGNAL`: no SIGPIPE.
pub(in crate::kernel) const MSG_NOSIGNAL: u32 = 0x4000;
/// `MSG_MORE`
pub(in crate::kernel) const MSG_MORE: u32 = 0x8000;
/// `MSG_FASTOPEN`
const MSG_FASTOPEN: u32 = 0x2000_0000;
/// `MSG_ZEROCOPY`
const MSG_ZEROCOPY: u32 = 0x400_0000;
/// `MSG_CMSG_CLOEXEC`: received descriptors are closed by `execve`.
pub(in crate::kernel) const MSG_CMSG_CLOEXEC: u32 = 0x4000_0000;

/// What a call wants to send.
#[derive(Clone, Debug)]
pub(in crate::kernel) struct Sending {
    /// The bytes.
    pub data: Parts,
    /// To whom, if the call says so.
    pub to: Option<Vec<u8>>,
    /// What goes with them.
    pub ancillary: Ancillary,
    /// `MSG_…`
    pub flags: u32,
    /// How many of them have gone already.
    pub done: u64,
}

/// Where a call wants what it receives.
#[derive(Clone, Debug)]
pub(in crate::kernel) struct Receiving {
    /// The room.
    pub room: Parts,
    /// `MSG_…`
    pub flags: u32,
    /// How much of it is filled already.
    pub done: u64,
}

impl Receiving {
    pub(super) const fn has(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }
}

/// What a call has received.
#[derive(Clone, Debug, Default)]
pub(in crate::kernel) struct Received {
    /// What the call returns.
    pub count: u64,
    /// Who sent it, if that has a name.
    pub from: Option<Address>,
    /// `MSG_TRUNC`
    pub flags: u32,
    /// What came with it.
    pub ancillary: Ancillary,
}

/// Parts of memory, one behind the other.
#[derive(Clone, Debug, Default)]
pub(in crate::kernel) struct Parts(pub Vec<UserRange>);

impl Parts {
    /// Bytes of all of them.
    pub(in crate::kernel) fn len(&self) -> u64 {
        self.0.iter().map(|part| part.len).sum()
    }

    /// The pieces of memory that hold `len` bytes from `start` on.
    fn slice(&self, start: u64, len: u64) -> Vec<UserRange> {
        let mut pieces = Vec::new();
        let (mut skip, mut left) = (start, len);
        for part in &self.0 {
            let from = skip.min(part.len);
            let count = (part.len - from).min(left);
            skip -= from;
            left -= count;
            if count > 0 {
                pieces.push(UserRange { addr: part.addr.wrapping_add(from), len: count });
            }
        }
        pieces
    }
}

impl Kernel {
    /// The bytes of some parts.
    pub(super) fn gather(&mut self, pid: Pid, parts: &Parts, start: u64, len: u64) -> Result<Vec<u8>, Errno> {
        let mut bytes = Vec::new();
        for piece in parts.slice(start, len) {
            bytes.extend(self.copy_in_vec(pid, piece.addr, piece.len)?);
        }
        Ok(bytes)
    }

    /// Fills some parts.
    pub(super) fn scatter(&mut self, pid: Pid, parts: &Parts, start: u64, bytes: &[u8]) -> Result<(), Errno> {
        let mut rest = bytes;
        for piece in parts.slice(start, bytes.len() as u64) {
            let (now, later) = rest.split_at((piece.len as usize).min(rest.len()));
            self.copy_out(pid, piece.addr, now)?;
            rest = later;
        }
        Ok(())
    }

    /// Sends through a socket.
    pub(in crate::kernel) fn socket_send(
        &mut self,
        pid: Pid,
        id: SocketId,
        sending: &Sending,
        resume: Option<&Resume>,
    ) -> SysResult {
        let result = self.send_through(pid, id, sending, resume);
        self.end_wait(pid, &result);
        result
    }

    fn send_through(&mut self, pid: Pid, id: SocketId, sending: &Sending, resume: Option<&Resume>) -> SysResult {
        if let Some(refused) = refused_flag(sending.flags) {
            return Err(refused);
        }
        if resume == Some(&Resume::Elapsed) {
            return Err(Errno::EAGAIN.into());
        }
        let socket = self.sockets.get(id)?;
        match (socket.domain, socket.kind) {
            (Domain::Unix, Kind::Stream) => self.unix_stream_send(pid, id, sending),
            (Domain::Unix, _) => self.unix_packet_send(pid, id, sending),
            (Domain::Inet, Kind::Stream) => self.tcp_send(pid, id, sending),
            (Domain::Inet, _) => self.udp_send(pid, id, sending),
        }
    }

    /// Receives from a socket.
    pub(in crate::kernel) fn socket_receive(
        &mut self,
        pid: Pid,
        id: SocketId,
        receiving: &Receiving,
        resume: Option<&Resume>,
    ) -> Result<Received, Halt> {
        let result = self.receive_from(pid, id, receiving, resume);
        self.end_wait(pid, &result);
        result
    }

    fn receive_from(
        &mut self,
        pid: Pid,
        id: SocketId,
        receiving: &Receiving,
        resume: Option<&Resume>,
    ) -> Result<Received, Halt> {
        if receiving.has(MSG_ERRQUEUE) {
            return Err(Halt::Unsupported("MSG_ERRQUEUE".to_owned()));
        }
        let socket = self.sockets.get(id)?;
        if receiving.has(MSG_OOB) && !(socket.domain == Domain::Unix && socket.kind != Kind::Stream) {
            return Err(Halt::Unsupported("MSG_OOB".to_owned()));
        }
        if resume == Some(&Resume::Elapsed) {
            return Err(Errno::EAGAIN.into());
        }
        match (socket.domain, socket.kind) {
            (Domain::Unix, Kind::Stream) => self.unix_stream_receive(pid, id, receiving),
            (Domain::Unix, kind) if kind == Kind::SeqPacket && socket.state != State::Established => {
                Err(Errno::ENOTCONN.into())
            }
            (Domain::Unix, _) => self.unix_packet_receive(pid, id, receiving),
            (Domain::Inet, Kind::Stream) => self.tcp_receive(pid, id, receiving),
            (Domain::Inet, _) => self.udp_receive(pid, id, receiving),
        }
    }

    /// A call is over: if it had a time limit, that is too.
    pub(in crate::kernel) fn end_wait<T>(&mut self, pid: Pid, result: &Result<T, Halt>) {
        if !matches!(result, Err(Halt::Block(..))) {
            self.clock.cancel(pid);
        }
    }

    /// How long a call may wait at a socket for something.
    pub(super) fn patience(&self, id: SocketId, flags: u32, awaits: Awaits) -> Patience {
        if flags & MSG_DONTWAIT != 0 {
            return Patience::None;
        }
        let Ok(socket) = self.sockets.get(id) else { return Patience::None };
        let limit = match awaits {
            Awaits::Data | Awaits::Connection => socket.options.receive_timeout_ns,
            _ => socket.options.send_timeout_ns,
        };
        if limit == 0 { Patience::Endless } else { Patience::For(limit) }
    }

    /// Nobody can receive any more: SIGPIPE unless it is not wanted, and what has gone before, or `EPIPE`.
    pub(super) fn socket_broken(&mut self, pid: Pid, sending: &Sending, done: u64) -> SysResult {
        if done > 0 {
            return Ok(done);
        }
        if sending.flags & MSG_NOSIGNAL == 0 {
            self.send_signal(pid, crate::abi::Signal::SIGPIPE);
            if !self.tasks.is_alive(pid) {
                return Err(Halt::NoReturn);
            }
        }
        Err(Errno::EPIPE.into())
    }
}

/// What a flag of `send` asks for that the model does not have.
fn refused_flag(flags: u32) -> Option<Halt> {
    let named =
        [(MSG_OOB, "MSG_OOB"), (MSG_MORE, "MSG_MORE"), (MSG_FASTOPEN, "MSG_FASTOPEN"), (MSG_ZEROCOPY, "MSG_ZEROCOPY")];
    let found = named.into_iter().find(|(flag, _)| flags & flag != 0);
    found.map(|(_, name)| Halt::Unsupported(name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slice_crosses_parts() {
        let parts = Parts(vec![UserRange { addr: 100, len: 4 }, UserRange { addr: 200, len: 4 }]);
        let pieces: Vec<_> = parts.slice(3, 3).iter().map(|piece| (piece.addr, piece.len)).collect();
        assert_eq!(pieces, [(103, 1), (200, 2)]);
        assert_eq!(parts.len(), 8);
    }
}
