//! How connections end: one half after the other (FIN), or at once (RST). RFC 9293, 3.6; `tcp_close`, `tcp_reset` of
//! `net/ipv4/tcp.c` and `tcp_input.c`.

use crate::abi::Errno;
use crate::kernel::socket::{Kind, Shutdown, SocketId, State};
use crate::kernel::{Halt, Kernel};

use super::Stage;
use super::segment::Segment;

impl Kernel {
    /// `shutdown(2)`
    pub(in crate::kernel) fn inet_shutdown(&mut self, id: SocketId, halves: Shutdown) -> Result<(), Halt> {
        let socket = self.sockets.get_mut(id)?;
        let state = socket.state;
        if socket.inet.stage == Stage::Connecting {
            let is_early = matches!(state, State::SynSent | State::Closed);
            socket.inet.stage = if is_early { Stage::Disconnecting } else { Stage::Connected };
        }
        if state == State::SynSent {
            self.inet_disconnect(id)?;
            self.socket_wake_all(id);
            return Ok(());
        }
        if state == State::Listening {
            if halves.receive {
                self.inet_disconnect(id)?;
            }
            self.socket_wake_all(id);
            return Ok(());
        }
        socket.shutdown.add(halves);
        if halves.send && socket.kind == Kind::Stream {
            self.tcp_send_fin(id);
        }
        self.socket_wake_all(id);
        if state == State::Closed { Err(Errno::ENOTCONN.into()) } else { Ok(()) }
    }

    /// Nobody has a socket open any more.
    pub(in crate::kernel) fn inet_release(&mut self, id: SocketId) {
        let Ok(socket) = self.sockets.get_mut(id) else { return };
        socket.is_dead = true;
        socket.inet.multicast.groups.clear();
        let is_lossy = socket.unread() > 0 || socket.options.linger == Some(0);
        let (peer, kind) = (socket.peer, socket.kind);
        socket.shutdown = Shutdown::BOTH;
        self.tcp_reset_pending(id);
        self.socket_purge(id);
        match peer {
            _ if kind != Kind::Stream => self.tcp_forget(id),
            Some(peer) if is_lossy => {
                self.tcp_forget(id);
                self.send_plain(id, peer, Segment::Reset { to: peer });
            }
            Some(_) => self.tcp_send_fin(id),
            None => self.tcp_forget(id),
        }
    }

    /// A dead or closed socket has no other end and no name.
    fn tcp_forget(&mut self, id: SocketId) {
        let Ok(socket) = self.sockets.get_mut(id) else { return };
        socket.state = State::Closed;
        socket.peer = None;
        if socket.is_dead {
            socket.local = None;
        }
    }

    /// The connections that nobody has accepted are reset.
    fn tcp_reset_pending(&mut self, id: SocketId) {
        let Ok(socket) = self.sockets.get_mut(id) else { return };
        for end in std::mem::take(&mut socket.pending) {
            self.tcp_abort(end);
        }
    }

    /// A connection that nobody has accepted is reset.
    pub(super) fn tcp_abort(&mut self, end: SocketId) {
        let Ok(embryo) = self.sockets.get_mut(end) else { return };
        embryo.is_dead = true;
        let peer = embryo.peer;
        self.socket_purge(end);
        self.tcp_forget(end);
        if let Some(peer) = peer {
            self.send_plain(end, peer, Segment::Reset { to: peer });
        }
    }

    /// Says to the other end that nothing more will come.
    fn tcp_send_fin(&mut self, id: SocketId) {
        let Ok(socket) = self.sockets.get_mut(id) else { return };
        let (state, peer) = (socket.state, socket.peer);
        match state {
            State::Established => socket.state = State::FinWait2,
            State::CloseWait => {
                socket.shutdown = Shutdown::BOTH;
                self.tcp_forget(id);
            }
            _ => return,
        }
        if let Some(peer) = peer {
            self.send_plain(id, peer, Segment::Fin { to: peer, from: id });
        }
    }

    /// The other end sends no more.
    pub(super) fn tcp_receive_fin(&mut self, id: SocketId, from: SocketId) {
        let Ok(socket) = self.sockets.get_mut(id) else { return };
        if socket.peer != Some(from) {
            return;
        }
        socket.shutdown.receive = true;
        socket.inet.is_done = true;
        match socket.state {
            State::Established => socket.state = State::CloseWait,
            State::FinWait2 => self.tcp_time_wait(id),
            _ => {}
        }
        self.socket_wake_all(id);
    }

    /// Both halves are closed, this one first: the name stays taken, also if the socket itself lives on.
    fn tcp_time_wait(&mut self, id: SocketId) {
        let now = self.clock.now;
        let Ok(socket) = self.sockets.get_mut(id) else { return };
        socket.shutdown = Shutdown::BOTH;
        socket.peer = None;
        let mut ghost = socket.clone();
        ghost.state = State::TimeWait;
        ghost.inet.ended_ns = now;
        ghost.is_dead = true;
        ghost.queue.clear();
        if socket.is_dead {
            *socket = ghost;
            return;
        }
        socket.state = State::Closed;
        self.sockets.add(ghost);
    }

    /// The other end has broken the connection off (`tcp_reset`).
    pub(super) fn tcp_receive_reset(&mut self, id: SocketId) {
        let Ok(socket) = self.sockets.get_mut(id) else { return };
        socket.error = Some(if socket.state == State::CloseWait { Errno::EPIPE } else { Errno::ECONNRESET });
        socket.shutdown = Shutdown::BOTH;
        self.tcp_forget(id);
        self.socket_wake_all(id);
    }

    /// A socket becomes as if it had never been connected (`tcp_disconnect`, `__udp_disconnect`).
    pub(super) fn inet_disconnect(&mut self, id: SocketId) -> Result<(), Errno> {
        self.tcp_reset_pending(id);
        let socket = self.sockets.get_mut(id)?;
        let peer = socket.peer.take();
        socket.state = State::Closed;
        socket.remote = None;
        socket.error = None;
        socket.shutdown = Shutdown::default();
        socket.inet.stage = Stage::Unconnected;
        socket.inet.is_done = false;
        self.forget_chosen_name(id)?;
        if let Some(peer) = peer {
            self.send_plain(id, peer, Segment::Reset { to: peer });
        }
        Ok(())
    }
}
