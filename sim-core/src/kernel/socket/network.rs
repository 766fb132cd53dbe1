//! The network: from an address to the socket that it leads to.
//!
//! Whatever one inet socket wants of another finds it here, so that this is the place where hosts can be joined. For now
//! there is one host, which is called 127.0.0.0/8.

use crate::kernel::Halt;

use super::address::InetAddress;
use super::{Domain, Kind, Socket, SocketId, Sockets, State};

/// 127.0.0.1
pub(super) const LOOPBACK: [u8; 4] = [127, 0, 0, 1];

/// Whether an address is one of the host's own.
pub(super) const fn is_own(host: [u8; 4]) -> bool {
    host[0] == LOOPBACK[0]
}

/// Where a packet comes from and where it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Route {
    /// The sender.
    pub from: InetAddress,
    /// The receiver.
    pub to: InetAddress,
}

/// Whether a socket's name covers an address.
fn covers(name: InetAddress, to: InetAddress) -> bool {
    name.port == to.port && (name.is_any() || name.host == to.host)
}

impl Sockets {
    /// The inet sockets of a kind that are bound, the latest first, as Linux searches them.
    pub(super) fn bound(&self, kind: Kind) -> impl Iterator<Item = (SocketId, &Socket, InetAddress)> {
        let all = self.list.iter().rev();
        let fitting = all.filter(move |(_, socket)| {
            socket.domain == Domain::Inet && socket.kind == kind && !socket.inet.has_lost_port
        });
        fitting.filter_map(|(&id, socket)| Some((id, &**socket, socket.local.as_ref()?.inet()?)))
    }

    /// The socket that listens at an address; an exact name before `INADDR_ANY`.
    pub(super) fn listener(&self, to: InetAddress) -> Result<Option<SocketId>, Halt> {
        let listening = self.bound(Kind::Stream).filter(|(_, socket, _)| socket.state == State::Listening);
        let all: Vec<_> = listening.filter(|&(_, _, name)| covers(name, to)).collect();
        let best = all.iter().map(|(_, _, name)| !name.is_any()).max();
        let mut fitting = all.iter().filter(|(_, _, name)| Some(!name.is_any()) == best);
        let first = fitting.next().map(|&(id, ..)| id);
        shared_port(fitting.count(), "listen").map(|()| first)
    }

    /// The datagram socket that a packet is for: the one whose name and peer say most about it, and of equals the latest.
    pub(super) fn datagram_receiver(&self, route: Route) -> Result<Option<SocketId>, Halt> {
        let score = |socket: &Socket, name: InetAddress| {
            let is_named = u32::from(!name.is_any());
            match socket.remote_address() {
                None => Some(is_named),
                Some(remote) if remote == route.from => Some(is_named + 2),
                Some(_) => None,
            }
        };
        let fitting = self.bound(Kind::Datagram).filter(|&(_, _, name)| covers(name, route.to));
        let scored: Vec<_> = fitting
            .filter_map(|(id, socket, name)| Some((score(socket, name)?, id, socket.options.reuses_port)))
            .collect();
        let best = scored.iter().map(|&(score, ..)| score).max();
        let mut equals = scored.iter().filter(|&&(score, ..)| Some(score) == best);
        let first = equals.next().map(|&(_, id, _)| id);
        shared_port(equals.filter(|&&(.., reuses_port)| reuses_port).count(), "receive").map(|()| first)
    }
}

/// With `SO_REUSEPORT` Linux spreads what comes over several sockets by a hash that is seeded at random.
fn shared_port(others: usize, what: &str) -> Result<(), Halt> {
    if others == 0 {
        return Ok(());
    }
    Err(Halt::Unsupported(format!("several sockets that {what} at one port (SO_REUSEPORT)")))
}
