//! Sockets of the internet protocol (`ip(7)`): TCP and UDP between addresses.
//!
//! What they send to each other are [segments](segment). On one host these arrive at once; between hosts they travel.

mod bind;
mod close;
mod connect;
mod datagram;
mod multicast;
pub mod segment;
mod stream;

use crate::abi::Errno;
use crate::kernel::{Halt, Kernel, Pid};

use super::address::{self, AF_UNSPEC, Address, InetAddress};
use super::{Kind, Socket, SocketId, State};

pub use multicast::Multicast;

/// How far the descriptor's side of a connection has come (Linux: `sock->state`), while the protocol has a state of its
/// own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// Not connected.
    #[default]
    Unconnected,
    /// `connect` has returned before the connection was there, and has not been asked again.
    Connecting,
    /// Connected, at least once.
    Connected,
    /// Shut down before it was connected; only an end of that (`connect` to `AF_UNSPEC`) makes it fresh again.
    Disconnecting,
}

/// What only inet sockets have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InetState {
    /// See [`Stage`].
    pub stage: Stage,
    /// Whether the other end has said that it is done (`SOCK_DONE`).
    pub is_done: bool,
    /// Whether the program chose the port (`SOCK_BINDPORT_LOCK`).
    pub has_own_port: bool,
    /// Whether the port is one that it had, for a connection that is over: its name still shows it, and it tries it again.
    pub has_lost_port: bool,
    /// Whether the program chose the host's address (`SOCK_BINDADDR_LOCK`).
    pub has_own_host: bool,
    /// When a connection has ended whose name stays taken, in nanoseconds of virtual time.
    pub ended_ns: u64,
    /// Groups that it belongs to, and how it sends to groups.
    pub multicast: Multicast,
}

impl Socket {
    /// Its name as host and port.
    pub(super) fn local_address(&self) -> InetAddress {
        self.local.as_ref().and_then(Address::inet).unwrap_or_default()
    }

    /// The name of the other end.
    pub(super) fn remote_address(&self) -> Option<InetAddress> {
        self.remote.as_ref().and_then(Address::inet)
    }
}

impl Kernel {
    /// `listen(2)`
    pub(in crate::kernel) fn inet_listen(&mut self, id: SocketId, backlog: u32) -> Result<(), Halt> {
        let socket = self.sockets.get(id)?;
        if socket.kind != Kind::Stream {
            return Err(Errno::EOPNOTSUPP.into());
        }
        let is_fresh = matches!(socket.state, State::Closed | State::Listening);
        if socket.inet.stage != Stage::Unconnected || !is_fresh {
            return Err(Errno::EINVAL.into());
        }
        let name = socket.local_address();
        if socket.state == State::Closed {
            if name.port == 0 {
                self.choose_port(id)?;
            } else if socket.inet.has_lost_port {
                self.sockets.get_mut(id)?.inet.has_lost_port = false;
            } else if self.has_conflict(id, name) {
                return Err(Errno::EADDRINUSE.into());
            }
        }
        let socket = self.sockets.get_mut(id)?;
        socket.backlog = backlog;
        socket.state = State::Listening;
        Ok(())
    }

    /// `connect(2)`
    pub(in crate::kernel) fn inet_connect(
        &mut self,
        pid: Pid,
        id: SocketId,
        bytes: &[u8],
        flags: u32,
    ) -> Result<(), Halt> {
        let kind = self.sockets.get(id)?.kind;
        if address::family(bytes) == Some(AF_UNSPEC) {
            self.inet_disconnect(id)?;
            return Ok(());
        }
        match kind {
            Kind::Stream => self.tcp_connect(pid, id, bytes, flags),
            _ => self.udp_connect(id, bytes),
        }
    }
}
