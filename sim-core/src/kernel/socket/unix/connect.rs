//! Connecting (`connect(2)`, `listen(2)`, `accept(2)` of `unix(7)`): a connection is complete with `connect`, before
//! anybody accepts it.

use crate::abi::Errno;
use crate::kernel::socket::address::{self, AF_UNSPEC};
use crate::kernel::socket::message::MSG_DONTWAIT;
use crate::kernel::socket::sleep::{Awaits, Manner, Sleep};
use crate::kernel::socket::{Credentials, Domain, Socket, SocketId, State};
use crate::kernel::{Halt, Kernel, Pid, Resume};

impl Kernel {
    /// `connect(2)`
    pub(in crate::kernel) fn unix_connect(
        &mut self,
        pid: Pid,
        id: SocketId,
        bytes: &[u8],
        flags: u32,
    ) -> Result<(), Halt> {
        if self.sockets.get(id)?.kind.is_connected() {
            return self.unix_stream_connect(pid, id, bytes, flags);
        }
        self.unix_datagram_connect(pid, id, bytes)?;
        Ok(())
    }

    fn unix_stream_connect(&mut self, pid: Pid, id: SocketId, bytes: &[u8], flags: u32) -> Result<(), Halt> {
        let socket = self.sockets.get(id)?;
        let wants_name = socket.options.passes_credentials;
        address::unix(bytes)?;
        if wants_name {
            self.unix_autobind(id)?;
        }
        let listener = self.unix_find(pid, id, bytes)?;
        let other = self.sockets.get(listener)?;
        if other.state != State::Listening || other.shutdown.receive {
            return Err(Errno::ECONNREFUSED.into());
        }
        if other.is_backlog_full() {
            let patience = self.patience(id, flags, Awaits::Backlog);
            let (awaits, manner) = (Awaits::Backlog, Manner::Exclusive);
            let sleep = Sleep { at: listener, awaits, patience, manner, refusal: Errno::EAGAIN };
            return Err(self.socket_sleep(pid, sleep, Resume::Again));
        }
        match self.sockets.get(id)?.state {
            State::Closed => {}
            State::Established => return Err(Errno::EISCONN.into()),
            _ => return Err(Errno::EINVAL.into()),
        }
        self.unix_join(pid, id, listener)?;
        Ok(())
    }

    /// A connection to a listener: its other end waits to be accepted.
    fn unix_join(&mut self, pid: Pid, id: SocketId, listener: SocketId) -> Result<(), Errno> {
        let other = self.sockets.get(listener)?;
        let (name, whom, options) = (other.local.clone(), other.peer_credentials, other.options.clone());
        let Socket { host, kind, .. } = *self.sockets.get(id)?;
        let end = self.socket_add(host, Domain::Unix, kind);
        let made = self.sockets.get_mut(end)?;
        made.state = State::Established;
        made.is_accepted = false;
        made.is_from_connect = true;
        made.local = name;
        made.peer = Some(id);
        made.peer_credentials = Some(Credentials::effective(self.tasks.process(pid)));
        made.options.passes_credentials = options.passes_credentials;
        let socket = self.sockets.get_mut(id)?;
        socket.peer = Some(end);
        socket.state = State::Established;
        socket.peer_credentials = whom;
        self.sockets.get_mut(listener)?.pending.push_back(end);
        self.socket_wake(listener);
        Ok(())
    }

    /// A datagram socket remembers whom it talks to; nobody else can send to it then.
    fn unix_datagram_connect(&mut self, pid: Pid, id: SocketId, bytes: &[u8]) -> Result<(), Errno> {
        let old = self.sockets.get(id)?.peer;
        if address::family(bytes) == Some(AF_UNSPEC) {
            let socket = self.sockets.get_mut(id)?;
            socket.peer = None;
            socket.state = State::Closed;
            return self.unix_leave_peer(id, old, None);
        }
        address::unix(bytes)?;
        if self.sockets.get(id)?.options.passes_credentials {
            self.unix_autobind(id)?;
        }
        let peer = self.unix_find(pid, id, bytes)?;
        if !self.unix_may_send(id, peer) {
            return Err(Errno::EPERM);
        }
        self.sockets.get_mut(peer)?.state = State::Established;
        let socket = self.sockets.get_mut(id)?;
        socket.peer = Some(peer);
        socket.state = State::Established;
        self.unix_leave_peer(id, old, Some(peer))
    }

    /// Whether a datagram socket takes packets from another: not if it is connected to a third.
    pub(super) fn unix_may_send(&self, from: SocketId, to: SocketId) -> bool {
        self.sockets.get(to).is_ok_and(|other| other.peer.is_none_or(|peer| peer == from))
    }

    /// A datagram socket talks to somebody else now: what is in its queue is lost, and its old peer hears of it
    /// (`unix_dgram_disconnected`).
    pub(super) fn unix_leave_peer(
        &mut self,
        id: SocketId,
        old: Option<SocketId>,
        new: Option<SocketId>,
    ) -> Result<(), Errno> {
        let Some(old) = old.filter(|_| old != new) else { return Ok(()) };
        if self.sockets.get(id)?.queue.is_empty() {
            return Ok(());
        }
        self.socket_purge(id);
        self.socket_wake_senders(id);
        let is_mutual = self.sockets.get(old).is_ok_and(|other| !other.is_dead && other.peer == Some(id));
        if is_mutual {
            self.sockets.get_mut(old)?.error = Some(Errno::ECONNRESET);
            self.socket_wake_all(old);
        }
        Ok(())
    }

    /// `listen(2)`
    pub(in crate::kernel) fn unix_listen(&mut self, pid: Pid, id: SocketId, backlog: u32) -> Result<(), Errno> {
        let socket = self.sockets.get_mut(id)?;
        if !socket.kind.is_connected() {
            return Err(Errno::EOPNOTSUPP);
        }
        if socket.local.is_none() || !matches!(socket.state, State::Closed | State::Listening) {
            return Err(Errno::EINVAL);
        }
        let is_larger = backlog > socket.backlog;
        socket.backlog = backlog;
        socket.state = State::Listening;
        socket.peer_credentials = Some(Credentials::effective(self.tasks.process(pid)));
        if is_larger {
            self.socket_wake_senders(id);
        }
        Ok(())
    }

    /// `accept(2)`: the connection that has waited longest.
    pub(in crate::kernel) fn unix_accept(&mut self, pid: Pid, id: SocketId, flags: u32) -> Result<SocketId, Halt> {
        let socket = self.sockets.get_mut(id)?;
        if !socket.kind.is_connected() {
            return Err(Errno::EOPNOTSUPP.into());
        }
        if socket.state != State::Listening {
            return Err(Errno::EINVAL.into());
        }
        socket.take_error()?;
        let Some(end) = socket.pending.pop_front() else {
            if socket.shutdown.receive {
                // Shut down: Linux looks at this only when it would wait.
                return Err(if flags & MSG_DONTWAIT != 0 { Errno::EAGAIN } else { Errno::EINVAL }.into());
            }
            let patience = self.patience(id, flags, Awaits::Connection);
            let (awaits, manner) = (Awaits::Connection, Manner::Exclusive);
            let sleep = Sleep { at: id, awaits, patience, manner, refusal: Errno::EAGAIN };
            return Err(self.socket_sleep(pid, sleep, Resume::Again));
        };
        self.socket_wake_sender(id);
        self.sockets.get_mut(end)?.is_accepted = true;
        Ok(end)
    }
}

impl Socket {
    /// Whether no connection more can wait (`unix_recvq_full`).
    fn is_backlog_full(&self) -> bool {
        self.pending.len() > self.backlog as usize
    }
}
