//! Bytes through a TCP connection: `tcp_sendmsg`, `tcp_recvmsg` of `net/ipv4/tcp.c`.

use crate::abi::Errno;
use crate::kernel::socket::message::{MSG_DONTWAIT, MSG_PEEK, MSG_TRUNC, MSG_WAITALL, Received, Receiving, Sending};
use crate::kernel::socket::sleep::{Awaits, Manner, Sleep};
use crate::kernel::socket::{Packet, Socket, SocketId, State};
use crate::kernel::{Halt, Kernel, Pid, Resume, SysResult};
use crate::network::links::Parcel;

use super::segment::Segment;

/// What may be under way without a reader. Linux sizes the buffers of a connection itself, and never holds less.
const MOST_UNREAD: usize = 1 << 20;

impl Kernel {
    /// Sends. The address, if there is one, is not looked at.
    pub(in crate::kernel::socket) fn tcp_send(&mut self, pid: Pid, id: SocketId, sending: &Sending) -> SysResult {
        let socket = self.sockets.get_mut(id)?;
        let is_open = matches!(socket.state, State::Established | State::CloseWait);
        if !is_open || socket.error.is_some() || socket.shutdown.send {
            // A broken connection tells its error once, and is a broken pipe from then on.
            return match socket.take_error() {
                Err(errno) if errno != Errno::EPIPE => Err(errno.into()),
                _ => self.socket_broken(pid, sending, 0),
            };
        }
        let peer = socket.peer.ok_or(Errno::EPIPE)?;
        let len = sending.data.len();
        let bytes = self.gather(pid, &sending.data, 0, len)?;
        if len == 0 {
            return Ok(0);
        }
        if self.tcp_unread(peer) + bytes.len() > MOST_UNREAD {
            return Err(Halt::Unsupported("more than 1 MiB unread in a TCP connection".to_owned()));
        }
        let packet = Packet {
            sender: pid,
            from: id,
            name: None,
            to: None,
            bytes: bytes.into(),
            consumed: 0,
            truesize: 0,
            credentials: None,
            files: Vec::new(),
        };
        self.send_segment(id, peer, Segment::Data { to: peer, packet })?;
        Ok(len)
    }

    /// Bytes that are under way to an end of a connection, or have arrived and have not been read.
    fn tcp_unread(&self, id: SocketId) -> usize {
        let flights = self.wires.flights().iter().filter(|flight| flight.parcel.connection() == Some(id));
        let under_way: usize = flights.map(|flight| flight.parcel.bytes()).sum();
        under_way + self.sockets.find(id).map_or(0, Socket::unread)
    }

    /// Receives what there is, or with `MSG_WAITALL` all that was asked for.
    pub(in crate::kernel::socket) fn tcp_receive(
        &mut self,
        pid: Pid,
        id: SocketId,
        receiving: &Receiving,
    ) -> Result<Received, Halt> {
        if receiving.has(MSG_TRUNC) {
            return Err(Halt::Unsupported("MSG_TRUNC of TCP".to_owned()));
        }
        let socket = self.sockets.get(id)?;
        if socket.state == State::Listening {
            return Err(Errno::ENOTCONN.into());
        }
        let len = receiving.room.len();
        let least = if receiving.has(MSG_WAITALL) { len } else { len.min(socket.options.receive_low.max(1) as u64) };
        let is_empty = socket.queue.is_empty();
        let before = receiving.done;
        let count = self.tcp_take(pid, id, receiving)?;
        let done = before + count;
        let is_enough = done >= least.max(1) || len == 0 && !is_empty;
        if is_enough || self.tcp_is_over(id, receiving, done)? {
            return Ok(Received { count: done, ..Received::default() });
        }
        let patience = self.patience(id, receiving.flags, Awaits::Data);
        let sleep = Sleep { at: id, awaits: Awaits::Data, patience, manner: Manner::Shared, refusal: Errno::EAGAIN };
        Err(self.socket_sleep(pid, sleep, Resume::Received(done)))
    }

    /// Moves bytes out of the queue; how many. When looking without taking, those that were seen before come again.
    fn tcp_take(&mut self, pid: Pid, id: SocketId, receiving: &Receiving) -> Result<u64, Halt> {
        let is_peek = receiving.has(MSG_PEEK);
        let room = receiving.room.len() - if is_peek { 0 } else { receiving.done };
        let socket = self.sockets.get(id)?;
        let unread = socket.queue.iter().flat_map(|packet| packet.unread().iter().copied());
        let bytes: Vec<u8> = unread.take(usize::try_from(room).unwrap_or(usize::MAX)).collect();
        self.scatter(pid, &receiving.room, if is_peek { 0 } else { receiving.done }, &bytes)?;
        if is_peek {
            return Ok((bytes.len() as u64).saturating_sub(receiving.done));
        }
        let mut left = bytes.len();
        let socket = self.sockets.get_mut(id)?;
        while let Some(packet) = socket.queue.front_mut() {
            let now = packet.unread().len().min(left);
            packet.consumed += now;
            left -= now;
            if !packet.unread().is_empty() {
                break;
            }
            socket.queue.pop_front();
        }
        Ok(bytes.len() as u64)
    }

    /// Whether nothing more will come. What has been received already counts more than an error.
    fn tcp_is_over(&mut self, id: SocketId, receiving: &Receiving, done: u64) -> Result<bool, Errno> {
        let socket = self.sockets.get_mut(id)?;
        let is_shut = socket.shutdown.receive || socket.state == State::Closed;
        if done > 0 {
            return Ok(receiving.has(MSG_DONTWAIT) || socket.error.is_some() || is_shut);
        }
        if socket.inet.is_done {
            return Ok(true);
        }
        socket.take_error()?;
        if !socket.shutdown.receive && socket.state == State::Closed {
            return Err(Errno::ENOTCONN);
        }
        Ok(socket.shutdown.receive)
    }
}
