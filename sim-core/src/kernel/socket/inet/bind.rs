//! Names of inet sockets: addresses of the host, and ports (`bind(2)`; `ip(7)`, "Address format").

use crate::abi::Errno;
use crate::kernel::credentials::Capability;
use crate::kernel::socket::address::{Address, InetAddress};
use crate::kernel::socket::{Kind, Socket, SocketId, State};
use crate::kernel::time::SECOND;
use crate::kernel::{Halt, Kernel, Pid};

/// The ports that the kernel chooses from (`net.ipv4.ip_local_port_range`).
const CHOSEN_PORTS: std::ops::RangeInclusive<u16> = 32_768..=60_999;
/// Below this, ports are for who has the capability (`net.ipv4.ip_unprivileged_port_start`).
const UNPRIVILEGED_PORTS: u16 = 1024;
/// How long the name of a connection that has ended stays taken (`TCP_TIMEWAIT_LEN`).
const TIME_WAIT_NS: u64 = 60 * SECOND;

impl Kernel {
    /// `bind(2)`
    pub(in crate::kernel) fn inet_bind(&mut self, pid: Pid, id: SocketId, bytes: &[u8]) -> Result<(), Halt> {
        let name = InetAddress::decode_for_bind(bytes)?;
        let host = self.sockets.get(id)?.host;
        let is_usable = name.is_any() || self.is_own_address(host, name.host) || name.is_multicast();
        if !is_usable {
            return Err(Errno::EADDRNOTAVAIL.into());
        }
        let is_reserved = (1..UNPRIVILEGED_PORTS).contains(&name.port);
        if is_reserved && !self.tasks.credentials(pid).is_capable(Capability::NetBindService) {
            return Err(Errno::EACCES.into());
        }
        let socket = self.sockets.get_mut(id)?;
        let has_port = socket.local_address().port != 0 && !socket.inet.has_lost_port;
        if socket.state != State::Closed || has_port {
            return Err(Errno::EINVAL.into());
        }
        if name.port != 0 && self.has_conflict(id, name) {
            return Err(Errno::EADDRINUSE.into());
        }
        let socket = self.sockets.get_mut(id)?;
        socket.local = Some(Address::Inet(name));
        socket.inet.has_lost_port = false;
        socket.inet.has_own_host = !name.is_any();
        if name.port == 0 {
            self.choose_port(id)?;
        } else {
            socket.inet.has_own_port = true;
        }
        Ok(())
    }

    /// Whether another socket's name keeps this one from having its own (`inet_bind_conflict`).
    pub(super) fn has_conflict(&self, id: SocketId, name: InetAddress) -> bool {
        let Ok(socket) = self.sockets.get(id) else { return false };
        self.sockets.bound(socket.host, socket.kind).any(|(other_id, other, other_name)| {
            let overlaps = name.is_any() || other_name.is_any() || name.host == other_name.host;
            let is_over = other.state == State::TimeWait && self.clock.now >= other.inet.ended_ns + TIME_WAIT_NS;
            other_id != id && other_name.port == name.port && overlaps && !is_over && !socket.shares_with(other)
        })
    }

    /// Gives a socket a port of the kernel's choice: the next that is free. Linux draws it.
    ///
    /// # Errors
    /// Unsupported once all have had their turn.
    pub(in crate::kernel::socket) fn choose_port(&mut self, id: SocketId) -> Result<(), Halt> {
        let socket = self.sockets.get(id)?;
        let (at, kind, host) = (socket.host, socket.kind, socket.local_address().host);
        let next = self.sockets.next_port.get(&at).copied().unwrap_or(*CHOSEN_PORTS.start());
        let is_free = |port: &u16| !self.sockets.bound(at, kind).any(|(_, _, name)| name.port == *port);
        let port = (next..=*CHOSEN_PORTS.end()).find(is_free);
        let port = port.ok_or_else(|| Halt::Unsupported("more than 28,232 ports chosen by the kernel".to_owned()))?;
        self.sockets.next_port.insert(at, port + 1);
        self.sockets.get_mut(id)?.local = Some(Address::Inet(InetAddress { host, port }));
        Ok(())
    }

    /// A socket that is no longer connected gives up what the kernel chose for it.
    pub(super) fn forget_chosen_name(&mut self, id: SocketId) -> Result<(), Errno> {
        let socket = self.sockets.get_mut(id)?;
        let mut name = socket.local_address();
        if !socket.inet.has_own_host {
            name.host = [0; 4];
        }
        if !socket.inet.has_own_port && socket.kind == Kind::Stream {
            socket.inet.has_lost_port = name.port != 0;
        } else if !socket.inet.has_own_port {
            name.port = 0;
        }
        socket.local = (name.port != 0 || !name.is_any()).then_some(Address::Inet(name));
        Ok(())
    }
}

impl Socket {
    /// Whether two sockets may have the same name (`socket(7)`, `SO_REUSEADDR`, `SO_REUSEPORT`).
    fn shares_with(&self, other: &Self) -> bool {
        let may_reuse = self.options.reuses_address && other.options.reuses_address;
        let is_listening = self.kind == Kind::Stream && other.state == State::Listening;
        may_reuse && !is_listening || self.options.reuses_port && other.options.reuses_port
    }
}
