//! The network: from an address to the socket that it leads to.
//!
//! Whatever one inet socket wants of another finds it here. Each host calls itself 127.0.0.0/8; where there are several,
//! each has an address by which the others reach it, if a link leads there.

use crate::abi::Errno;
use crate::kernel::{Halt, Kernel};
use crate::network::HostId;

use super::address::InetAddress;
use super::{Domain, Kind, Socket, SocketId, Sockets, State};

/// 127.0.0.1
pub(super) const LOOPBACK: [u8; 4] = [127, 0, 0, 1];

/// Whether an address is one of those by which every host calls itself.
pub(super) const fn is_loopback(address: [u8; 4]) -> bool {
    address[0] == LOOPBACK[0]
}

impl Kernel {
    /// Whether an address is one of a host's own.
    pub(in crate::kernel) fn is_own_address(&self, host: HostId, address: [u8; 4]) -> bool {
        is_loopback(address) || self.wires.network.address(host) == Some(address)
    }

    /// Where packets to an address go.
    ///
    /// # Errors
    /// `ENETUNREACH` if no link leads there.
    pub(super) fn destination(&self, host: HostId, address: [u8; 4]) -> Result<HostId, Errno> {
        if self.is_own_address(host, address) {
            return Ok(host);
        }
        let network = &self.wires.network;
        let other = network.host_at(address).filter(|&other| network.link_between(host, other).is_some());
        other.ok_or(Errno::ENETUNREACH)
    }

    /// The address that a socket sends from: its own, or else that of the interface which leads to the receiver.
    ///
    /// # Errors
    /// `EINVAL` for one of the loopback interface's if the way leads to another host (`__ip_route_output_key`).
    pub(super) fn source(&self, host: HostId, own: InetAddress, to: [u8; 4]) -> Result<InetAddress, Errno> {
        let chosen = match () {
            () if !own.is_any() && !own.is_multicast() => own.host,
            () if is_loopback(to) || own.is_multicast() || (InetAddress { host: to, port: 0 }).is_multicast() => {
                LOOPBACK
            }
            () => self.wires.network.address(host).unwrap_or(LOOPBACK),
        };
        let leaves = !self.is_own_address(host, to) && self.wires.network.host_at(to).is_some();
        if leaves && is_loopback(chosen) {
            return Err(Errno::EINVAL);
        }
        Ok(InetAddress { host: chosen, ..own })
    }
}

/// Where a packet comes from and where it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
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
    /// A host's inet sockets of a kind that are bound, the latest first, as Linux searches them.
    pub(super) fn bound(&self, host: HostId, kind: Kind) -> impl Iterator<Item = (SocketId, &Socket, InetAddress)> {
        let all = self.list.iter().rev();
        let fitting = all.filter(move |(_, socket)| {
            let is_here = socket.host == host && socket.domain == Domain::Inet;
            is_here && socket.kind == kind && !socket.inet.has_lost_port
        });
        fitting.filter_map(|(&id, socket)| Some((id, &**socket, socket.local.as_ref()?.inet()?)))
    }

    /// The socket that listens at an address; an exact name before `INADDR_ANY`.
    pub(super) fn listener(&self, host: HostId, to: InetAddress) -> Result<Option<SocketId>, Halt> {
        let listening = self.bound(host, Kind::Stream).filter(|(_, socket, _)| socket.state == State::Listening);
        let all: Vec<_> = listening.filter(|&(_, _, name)| covers(name, to)).collect();
        let best = all.iter().map(|(_, _, name)| !name.is_any()).max();
        let mut fitting = all.iter().filter(|(_, _, name)| Some(!name.is_any()) == best);
        let first = fitting.next().map(|&(id, ..)| id);
        shared_port(fitting.count(), "listen").map(|()| first)
    }

    /// The datagram socket that a packet is for: the one whose name and peer say most about it, and of equals the latest.
    pub(super) fn datagram_receiver(&self, host: HostId, route: Route) -> Result<Option<SocketId>, Halt> {
        let score = |socket: &Socket, name: InetAddress| {
            let is_named = u32::from(!name.is_any());
            match socket.remote_address() {
                None => Some(is_named),
                // Who is connected to port 0 hears every port of that host.
                Some(remote) if remote.host == route.from.host && remote.port == 0 => Some(is_named + 1),
                Some(remote) if remote == route.from => Some(is_named + 2),
                Some(_) => None,
            }
        };
        let fitting = self.bound(host, Kind::Datagram).filter(|&(_, _, name)| covers(name, route.to));
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
