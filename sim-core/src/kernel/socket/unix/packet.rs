//! Messages (`SOCK_DGRAM` and `SOCK_SEQPACKET` of `unix(7)`): each goes whole into the receiver's queue, which holds a
//! few, and comes out whole (`unix_dgram_sendmsg`, `__unix_dgram_recvmsg`).

use crate::abi::Errno;
use crate::kernel::socket::address;
use crate::kernel::socket::message::{MSG_DONTWAIT, MSG_OOB, MSG_PEEK, MSG_TRUNC, Received, Receiving, Sending};
use crate::kernel::socket::sleep::{Awaits, Manner, Sleep};
use crate::kernel::socket::{Kind, Packet, Socket, SocketId, State};
use crate::kernel::{Halt, Kernel, Pid, Resume, SysResult};

use super::memory::packet_truesize;

/// What a message may be shorter than the sender's memory.
const MARGIN: u64 = 32;

impl Kernel {
    /// Sends one message.
    pub(in crate::kernel::socket) fn unix_packet_send(
        &mut self,
        pid: Pid,
        id: SocketId,
        sending: &Sending,
    ) -> SysResult {
        let socket = self.sockets.get_mut(id)?;
        let kind = socket.kind;
        let to = if kind == Kind::SeqPacket { None } else { sending.to.as_deref() };
        if kind == Kind::SeqPacket {
            socket.take_error()?;
            if socket.state != State::Established {
                return Err(Errno::ENOTCONN.into());
            }
        }
        if let Some(to) = to {
            address::unix(to)?;
        }
        if socket.options.passes_credentials {
            self.unix_autobind(id)?;
        }
        let socket = self.sockets.get_mut(id)?;
        let len = sending.data.len();
        if len > socket.options.send_buffer.saturating_sub(MARGIN) {
            return Err(Errno::EMSGSIZE.into());
        }
        socket.take_error()?;
        if socket.shutdown.send {
            return Err(Errno::EPIPE.into());
        }
        if !socket.has_send_memory() {
            return self.unix_await_memory(pid, id, sending.flags, 0);
        }
        let bytes = self.gather(pid, &sending.data, 0, len)?;
        let peer = self.unix_destination(pid, id, to)?;
        if self.is_queue_closed_to(id, peer)? {
            return self.unix_await_peer(pid, id, peer, sending);
        }
        let packet = self.unix_packet(pid, (id, peer), sending, bytes);
        self.unix_deliver(id, peer, Packet { truesize: packet_truesize(len), ..packet })?;
        Ok(len)
    }

    /// The socket that a message is for. A peer that is gone is forgotten.
    fn unix_destination(&mut self, pid: Pid, id: SocketId, to: Option<&[u8]>) -> Result<SocketId, Errno> {
        let socket = self.sockets.get(id)?;
        let kind = socket.kind;
        let peer = match (to, socket.peer) {
            (Some(to), _) => self.unix_find(pid, id, to)?,
            (None, Some(peer)) => peer,
            (None, None) => return Err(Errno::ENOTCONN),
        };
        if kind == Kind::Datagram && !self.unix_may_send(id, peer) && !self.sockets.get(peer)?.is_dead {
            return Err(Errno::EPERM);
        }
        let other = self.sockets.get(peer)?;
        match kind {
            _ if other.is_dead && kind == Kind::SeqPacket => Err(Errno::EPIPE),
            _ if other.is_dead => {
                let socket = self.sockets.get_mut(id)?;
                socket.peer = None;
                socket.state = State::Closed;
                self.unix_leave_peer(id, Some(peer), None)?;
                Err(Errno::ECONNREFUSED)
            }
            _ if other.shutdown.receive => Err(Errno::EPIPE),
            _ => Ok(peer),
        }
    }

    /// Whether a message has to wait for the receiver. Two that are connected to each other do not.
    fn is_queue_closed_to(&self, id: SocketId, peer: SocketId) -> Result<bool, Errno> {
        let other = self.sockets.get(peer)?;
        Ok(peer != id && other.peer != Some(id) && other.is_queue_full())
    }

    fn unix_await_peer(&mut self, pid: Pid, id: SocketId, peer: SocketId, sending: &Sending) -> SysResult {
        let patience = self.patience(id, sending.flags, Awaits::PeerRoom);
        let (awaits, manner) = (Awaits::PeerRoom, Manner::Exclusive);
        Err(self.socket_sleep(pid, Sleep { at: peer, awaits, patience, manner, refusal: Errno::EAGAIN }, Resume::Again))
    }

    /// Receives one message; what does not fit of it is lost.
    pub(in crate::kernel::socket) fn unix_packet_receive(
        &mut self,
        pid: Pid,
        id: SocketId,
        receiving: &Receiving,
    ) -> Result<Received, Halt> {
        if receiving.has(MSG_OOB) {
            return Err(Errno::EOPNOTSUPP.into());
        }
        let socket = self.sockets.get_mut(id)?;
        socket.take_error()?;
        let Some(packet) = socket.queue.front().cloned() else {
            return self.unix_await_packet(pid, id, receiving);
        };
        if receiving.has(MSG_PEEK) {
            self.hold_files(&packet.files);
        } else if let Some(whole) = self.sockets.get_mut(id)?.queue.pop_front() {
            // The reader takes over what came with it.
            self.packet_free(&Packet { files: Vec::new(), ..whole });
        }
        self.socket_wake_sender(id);
        self.give_packet(pid, receiving, &packet)
    }

    /// Hands a message to its receiver: what `recvmsg` returns and says of it.
    pub(in crate::kernel::socket) fn give_packet(
        &mut self,
        pid: Pid,
        receiving: &Receiving,
        packet: &Packet,
    ) -> Result<Received, Halt> {
        let room = usize::try_from(receiving.room.len()).unwrap_or(usize::MAX);
        let fitting = &packet.bytes[..packet.bytes.len().min(room)];
        if let Err(errno) = self.scatter(pid, &receiving.room, 0, fitting) {
            packet.files.iter().for_each(|&file| self.drop_file(file));
            return Err(errno.into());
        }
        let is_cut = fitting.len() < packet.bytes.len();
        let count = if receiving.has(MSG_TRUNC) { packet.bytes.len() } else { fitting.len() };
        let mut received = Received { count: count as u64, from: packet.name.clone(), ..Received::default() };
        received.flags = if is_cut { MSG_TRUNC } else { 0 };
        received.ancillary.credentials = packet.credentials;
        received.ancillary.files.clone_from(&packet.files);
        Ok(received)
    }

    /// There is no message: end of file if none will come, else the reader waits.
    fn unix_await_packet(&mut self, pid: Pid, id: SocketId, receiving: &Receiving) -> Result<Received, Halt> {
        let socket = self.sockets.get(id)?;
        let is_waiting = !receiving.has(MSG_DONTWAIT);
        if socket.shutdown.receive && (is_waiting || socket.kind == Kind::SeqPacket) {
            return Ok(Received::default());
        }
        let patience = self.patience(id, receiving.flags, Awaits::Data);
        let (awaits, manner) = (Awaits::Data, Manner::Exclusive);
        Err(self.socket_sleep(pid, Sleep { at: id, awaits, patience, manner, refusal: Errno::EAGAIN }, Resume::Again))
    }
}

impl Socket {
    /// Whether its queue takes no more messages of those whom it does not talk to itself (`unix_recvq_full`).
    pub(in crate::kernel::socket) fn is_queue_full(&self) -> bool {
        self.queue.len() > self.backlog as usize
    }
}
