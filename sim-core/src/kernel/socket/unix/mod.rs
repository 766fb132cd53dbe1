//! Sockets within a host (`unix(7)`): names, connections, streams, packets.

mod bind;
mod connect;
mod memory;
mod packet;
mod stream;

use crate::abi::Errno;
use crate::kernel::Kernel;

use super::{Domain, Kind, Shutdown, SocketId, State};

impl Kernel {
    /// `socketpair(2)` of a family that has it: two sockets, joined.
    pub(in crate::kernel) fn unix_pair(&mut self, pid: super::Pid, kind: Kind) -> [SocketId; 2] {
        let host = self.host_of(pid);
        let pair = [self.socket_add(host, Domain::Unix, kind), self.socket_add(host, Domain::Unix, kind)];
        for (id, peer) in [(pair[0], pair[1]), (pair[1], pair[0])] {
            if let Ok(socket) = self.sockets.get_mut(id) {
                socket.peer = Some(peer);
                socket.state = State::Established;
                socket.peer_credentials = Some(super::Credentials::effective(self.tasks.process(pid)));
            }
        }
        pair
    }

    /// `shutdown(2)`: the other end of a connection is shut down the other way round.
    pub(in crate::kernel) fn unix_shutdown(&mut self, id: SocketId, halves: Shutdown) -> Result<(), Errno> {
        let socket = self.sockets.get_mut(id)?;
        socket.shutdown.add(halves);
        let peer = socket.peer.filter(|_| socket.kind.is_connected());
        if let Some(peer) = peer {
            self.sockets.get_mut(peer)?.shutdown.add(Shutdown { receive: halves.send, send: halves.receive });
            self.socket_wake_all(peer);
        }
        self.socket_wake_all(id);
        Ok(())
    }

    /// Nobody has a socket open any more (`unix_release_sock`). Its peer hears end of file, or `ECONNRESET` if something
    /// has been lost.
    pub(in crate::kernel) fn unix_release(&mut self, id: SocketId) {
        let Ok(socket) = self.sockets.get_mut(id) else { return };
        // An empty message at the front does not count: it could be one that has been read.
        let is_read = socket.queue.front().is_some_and(|packet| packet.unread().is_empty());
        let is_lossy = socket.queue.len() > usize::from(is_read) || !socket.is_accepted;
        let (peer, is_connected) = (socket.peer, socket.kind.is_connected());
        let pending = std::mem::take(&mut socket.pending);
        socket.is_dead = true;
        socket.state = State::Closed;
        socket.shutdown = Shutdown::BOTH;
        socket.inode = None;
        self.socket_wake_senders(id);
        if let (Some(peer), true) = (peer, is_connected)
            && let Ok(other) = self.sockets.get_mut(peer)
        {
            other.shutdown = Shutdown::BOTH;
            if is_lossy {
                other.error = Some(Errno::ECONNRESET);
            }
            self.socket_wake_all(peer);
        }
        pending.into_iter().for_each(|embryo| self.unix_release(embryo));
        self.socket_purge(id);
        if let Ok(socket) = self.sockets.get_mut(id)
            && !is_connected
        {
            socket.peer = None;
        }
    }
}
