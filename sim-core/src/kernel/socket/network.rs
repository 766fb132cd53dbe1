//! The network: from an address to the socket that it leads to.
//!
//! Everything that one inet socket does to another passes through here, so that this is the place where hosts can be
//! joined. For now there is one host, which is called 127.0.0.0/8.

use super::address::InetAddress;
use super::{Domain, Kind, Socket, SocketId, Sockets, State};

/// 127.0.0.1
pub(super) const LOOPBACK: [u8; 4] = [127, 0, 0, 1];

/// Whether an address is one of the host's own.
pub(super) const fn is_own(host: [u8; 4]) -> bool {
    host[0] == 127
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
        let all = self.list.iter().rev().filter(move |(_, socket)| socket.domain == Domain::Inet && socket.kind == kind);
        all.filter_map(|(&id, socket)| Some((id, &**socket, socket.local.as_ref()?.inet()?)))
    }

    /// The socket that listens at an address; an exact name before `INADDR_ANY`.
    pub(super) fn listener(&self, to: InetAddress) -> Option<SocketId> {
        let listening = |socket: &Socket| socket.state == State::Listening;
        let fitting = self.bound(Kind::Stream).filter(|&(_, socket, name)| listening(socket) && covers(name, to));
        fitting.max_by_key(|(_, _, name)| !name.is_any()).map(|(id, ..)| id)
    }

    /// The datagram socket that a packet is for: the one whose name and peer say most about it.
    pub(super) fn datagram_receiver(&self, route: Route) -> Option<SocketId> {
        let score = |socket: &Socket, name: InetAddress| {
            let is_named = u32::from(!name.is_any());
            match socket.remote.as_ref().and_then(super::address::Address::inet) {
                None => Some(is_named),
                Some(remote) if remote == route.from => Some(is_named + 2),
                Some(_) => None,
            }
        };
        let fitting = self.bound(Kind::Datagram).filter(|&(_, _, name)| covers(name, route.to));
        let scored = fitting.filter_map(|(id, socket, name)| Some((score(socket, name)?, id)));
        // Of equals the first that is found: `max_by_key` would take the last.
        scored.fold(None, |best: Option<(u32, SocketId)>, one| if best.is_none_or(|best| one.0 > best.0) { Some(one) } else { best })
            .map(|(_, id)| id)
    }
}
