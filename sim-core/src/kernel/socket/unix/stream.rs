//! Bytes both ways (`SOCK_STREAM` of `unix(7)`): a writer puts packets into its peer's queue, a reader takes bytes out of
//! as many of them as it has room for (`unix_stream_sendmsg`, `unix_stream_read_generic` of `net/unix/af_unix.c`).

use crate::abi::Errno;
use crate::kernel::socket::message::{MSG_DONTWAIT, MSG_PEEK, MSG_WAITALL, Received, Receiving, Sending};
use crate::kernel::socket::sleep::{Awaits, Manner, Sleep};
use crate::kernel::socket::{Credentials, Packet, SocketId, State};
use crate::kernel::{Halt, Kernel, Pid, Resume, SysResult};

use super::memory::{stream_chunk, stream_truesize};

impl Kernel {
    /// Sends, and waits for memory as often as needed.
    pub(in crate::kernel::socket) fn unix_stream_send(
        &mut self,
        pid: Pid,
        id: SocketId,
        sending: &Sending,
    ) -> SysResult {
        let mut done = sending.done;
        let len = sending.data.len();
        let socket = self.sockets.get(id)?;
        if done == 0 && sending.to.is_some() {
            let is_connected = socket.state == State::Established;
            return Err(if is_connected { Errno::EISCONN } else { Errno::EOPNOTSUPP }.into());
        }
        let peer = socket.peer.ok_or(Errno::ENOTCONN)?;
        if done == 0 && socket.shutdown.send {
            return self.socket_broken(pid, sending, done);
        }
        while done < len {
            let socket = self.sockets.get_mut(id)?;
            if let Err(errno) = socket.take_error() {
                return if done > 0 { Ok(done) } else { Err(errno.into()) };
            }
            if socket.shutdown.send {
                return if done > 0 { Ok(done) } else { Err(Errno::EPIPE.into()) };
            }
            if !socket.has_send_memory() {
                return self.unix_await_memory(pid, id, sending.flags, done);
            }
            let chunk = stream_chunk(len - done, socket.options.send_buffer);
            let bytes = match self.gather(pid, &sending.data, done, chunk) {
                Ok(bytes) => bytes,
                Err(_) if done > 0 => return Ok(done),
                Err(errno) => return Err(errno.into()),
            };
            let other = self.sockets.get(peer)?;
            if other.is_dead || other.shutdown.receive {
                return self.socket_broken(pid, sending, done);
            }
            let truesize = stream_truesize(chunk);
            let files = if done == 0 { sending.ancillary.files.clone() } else { Vec::new() };
            let packet = Packet { truesize, files, ..self.unix_packet(pid, (id, peer), sending, bytes) };
            self.unix_deliver(id, peer, packet)?;
            done += chunk;
        }
        Ok(done)
    }

    /// A packet from one socket to another, and who is told to have sent it: what the sender says, or the truth if either
    /// side wants it.
    pub(super) fn unix_packet(
        &self,
        pid: Pid,
        (id, peer): (SocketId, SocketId),
        sending: &Sending,
        bytes: Vec<u8>,
    ) -> Packet {
        let wants = |id| self.sockets.get(id).is_ok_and(|socket| socket.options.passes_credentials);
        let truth = (wants(id) || wants(peer)).then(|| Credentials::real(self.tasks.process(pid)));
        Packet {
            sender: pid,
            from: id,
            name: self.sockets.get(id).ok().and_then(|socket| socket.local.clone()),
            to: None,
            bytes: bytes.into(),
            consumed: 0,
            truesize: 0,
            credentials: sending.ancillary.credentials.or(truth),
            files: sending.ancillary.files.clone(),
        }
    }

    /// Puts a packet into a queue.
    pub(super) fn unix_deliver(&mut self, id: SocketId, to: SocketId, packet: Packet) -> Result<(), Errno> {
        self.hold_files(&packet.files);
        self.sockets.get_mut(id)?.sent += packet.truesize;
        self.sockets.get_mut(to)?.queue.push_back(packet);
        self.socket_wake(to);
        Ok(())
    }

    /// There is no memory for a packet: the sender waits, or has done what it could.
    pub(super) fn unix_await_memory(&mut self, pid: Pid, id: SocketId, flags: u32, done: u64) -> SysResult {
        if done > 0 && flags & MSG_DONTWAIT != 0 {
            return Ok(done);
        }
        let patience = self.patience(id, flags, Awaits::Room);
        let sleep = Sleep { at: id, awaits: Awaits::Room, patience, manner: Manner::Shared, refusal: Errno::EAGAIN };
        Err(self.socket_sleep(pid, sleep, Resume::Wrote(done)))
    }

    /// Receives: what there is, or with `MSG_WAITALL` all that was asked for. Bytes of different senders are not mixed
    /// if the receiver wants to know them, and descriptors end what is read at once.
    pub(in crate::kernel::socket) fn unix_stream_receive(
        &mut self,
        pid: Pid,
        id: SocketId,
        receiving: &Receiving,
    ) -> Result<Received, Halt> {
        let socket = self.sockets.get(id)?;
        if socket.state != State::Established {
            return Err(Errno::EINVAL.into());
        }
        let len = receiving.room.len();
        let least = if receiving.has(MSG_WAITALL) { len } else { len.min(socket.options.receive_low.max(1) as u64) };
        let mut received = Received { count: receiving.done, ..Received::default() };
        let mut reading = Reading { at: 0, is_first: true, is_over: false };
        loop {
            if reading.at >= self.sockets.get(id)?.queue.len() {
                if received.count >= least.max(1) || self.unix_is_at_end(id, &received)? {
                    break;
                }
                return self.unix_await_data(pid, id, receiving, received);
            }
            self.unix_read_packet(pid, id, receiving, &mut received, &mut reading)?;
            if reading.is_over || received.count >= len {
                break;
            }
        }
        Ok(received)
    }

    /// Whether nothing more will come. An error counts only if nothing has been read.
    fn unix_is_at_end(&mut self, id: SocketId, received: &Received) -> Result<bool, Errno> {
        let socket = self.sockets.get_mut(id)?;
        match socket.take_error() {
            Err(errno) if received.count == 0 => Err(errno),
            Err(_) => Ok(true),
            Ok(()) => Ok(socket.shutdown.receive),
        }
    }

    fn unix_await_data(
        &mut self,
        pid: Pid,
        id: SocketId,
        receiving: &Receiving,
        received: Received,
    ) -> Result<Received, Halt> {
        if received.count > 0 && (receiving.has(MSG_DONTWAIT) || receiving.has(MSG_PEEK)) {
            return Ok(received);
        }
        let patience = self.patience(id, receiving.flags, Awaits::Data);
        let sleep = Sleep { at: id, awaits: Awaits::Data, patience, manner: Manner::Shared, refusal: Errno::EAGAIN };
        Err(self.socket_sleep(pid, sleep, Resume::Received(received.count)))
    }

    /// Takes bytes out of one packet.
    fn unix_read_packet(
        &mut self,
        pid: Pid,
        id: SocketId,
        receiving: &Receiving,
        received: &mut Received,
        reading: &mut Reading,
    ) -> Result<(), Halt> {
        let socket = self.sockets.get(id)?;
        let minds_sender = socket.options.passes_credentials;
        let Some(packet) = socket.queue.get(reading.at) else { return Ok(()) };
        if minds_sender && !reading.is_first && packet.credentials != received.ancillary.credentials {
            reading.is_over = true;
            return Ok(());
        }
        if reading.is_first {
            received.ancillary.credentials = packet.credentials;
            received.from.clone_from(&packet.name);
            reading.is_first = false;
        }
        let room = receiving.room.len() - received.count;
        let piece = &packet.unread()[..packet.unread().len().min(usize::try_from(room).unwrap_or(usize::MAX))];
        let (piece, files) = (piece.to_vec(), packet.files.clone());
        if let Err(errno) = self.scatter(pid, &receiving.room, received.count, &piece) {
            reading.is_over = true;
            return if received.count == 0 { Err(errno.into()) } else { Ok(()) };
        }
        received.count += piece.len() as u64;
        reading.is_over = !files.is_empty();
        if receiving.has(MSG_PEEK) {
            self.hold_files(&files);
            received.ancillary.files = files;
            reading.at += 1;
            return Ok(());
        }
        received.ancillary.files = files;
        self.unix_consume(id, piece.len())
    }

    /// Bytes of the first packet have been read, and what came with them was taken.
    fn unix_consume(&mut self, id: SocketId, count: usize) -> Result<(), Halt> {
        let socket = self.sockets.get_mut(id)?;
        let Some(packet) = socket.queue.front_mut() else { return Ok(()) };
        packet.consumed += count;
        packet.files.clear();
        if packet.unread().is_empty()
            && let Some(packet) = socket.queue.pop_front()
        {
            self.packet_free(&packet);
        }
        Ok(())
    }
}

/// How far a reader has come.
struct Reading {
    /// The next packet to look at: peeking passes over those that stay.
    at: usize,
    /// Whether no packet has been read yet.
    is_first: bool,
    /// Whether something ends the reading before the room is full.
    is_over: bool,
}
