//! Groups of hosts (`ip(7)`, `IP_ADD_MEMBERSHIP`): a message to a group goes to every socket that belongs to it.

use crate::abi::Errno;
use crate::kernel::socket::address::InetAddress;
use crate::kernel::socket::network::{Route, is_loopback};
use crate::kernel::socket::{Kind, SocketId, Sockets};
use crate::network::HostId;

/// How many groups a socket may belong to (`net.ipv4.igmp_max_memberships`).
const MEMBERSHIPS_MAX: usize = 20;

/// What a socket has to do with groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Multicast {
    /// The groups that it belongs to.
    pub groups: Vec<[u8; 4]>,
    /// How far its messages go (`IP_MULTICAST_TTL`).
    pub ttl: i32,
    /// Whether its host gets them too (`IP_MULTICAST_LOOP`). Here they never leave it, so it does in any case.
    pub is_looped: bool,
    /// Whether it hears messages to groups that others of its host belong to (`IP_MULTICAST_ALL`).
    pub hears_all: bool,
    /// The interface that it sends through (`IP_MULTICAST_IF`).
    pub interface: [u8; 4],
}

impl Default for Multicast {
    fn default() -> Self {
        Self { groups: Vec::new(), ttl: 1, is_looped: true, hears_all: true, interface: [0; 4] }
    }
}

impl Multicast {
    /// `IP_ADD_MEMBERSHIP`
    ///
    /// # Errors
    /// `EINVAL` for what is no group, `ENODEV` for an interface that there is not, `EADDRINUSE` for a member.
    pub(in crate::kernel) fn join(&mut self, group: [u8; 4], interface: [u8; 4]) -> Result<(), Errno> {
        check(group)?;
        if interface != [0; 4] && !is_loopback(interface) {
            return Err(Errno::ENODEV);
        }
        if self.groups.contains(&group) {
            return Err(Errno::EADDRINUSE);
        }
        if self.groups.len() >= MEMBERSHIPS_MAX {
            return Err(Errno::ENOBUFS);
        }
        self.groups.push(group);
        Ok(())
    }

    /// `IP_DROP_MEMBERSHIP`
    ///
    /// # Errors
    /// `ENODEV` for an interface that there is not, `EADDRNOTAVAIL` for one that is no member.
    pub(in crate::kernel) fn leave(&mut self, group: [u8; 4], interface: [u8; 4]) -> Result<(), Errno> {
        if interface != [0; 4] && !is_loopback(interface) {
            return Err(Errno::ENODEV);
        }
        let place = self.groups.iter().position(|&one| one == group).ok_or(Errno::EADDRNOTAVAIL)?;
        self.groups.remove(place);
        Ok(())
    }
}

fn check(group: [u8; 4]) -> Result<(), Errno> {
    if (InetAddress { host: group, port: 0 }).is_multicast() { Ok(()) } else { Err(Errno::EINVAL) }
}

impl Sockets {
    /// The sockets that a message to a group is for. Only if somebody on the host belongs to the group does it come at
    /// all; then those hear it too that are bound to its port and belong to no group (`IP_MULTICAST_ALL`).
    pub(super) fn group_receivers(&self, host: HostId, route: Route) -> Vec<SocketId> {
        let group = route.to.host;
        let is_wanted =
            self.iter().any(|(_, socket)| socket.host == host && socket.inet.multicast.groups.contains(&group));
        let fitting = self.bound(host, Kind::Datagram).filter(|(_, socket, name)| {
            let is_named = name.port == route.to.port && (name.is_any() || name.host == group);
            let is_for_it = socket.remote_address().is_none_or(|remote| remote == route.from);
            let multicast = &socket.inet.multicast;
            is_named && is_for_it && (multicast.hears_all || multicast.groups.contains(&group))
        });
        if is_wanted { fitting.map(|(id, ..)| id).collect() } else { Vec::new() }
    }
}
