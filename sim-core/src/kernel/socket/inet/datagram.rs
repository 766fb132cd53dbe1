//! UDP (`udp(7)`): messages that go alone, and may find nobody.

use crate::abi::Errno;
use crate::kernel::socket::address::{self, AF_UNSPEC, Address, InetAddress};
use crate::kernel::socket::message::{MSG_DONTWAIT, MSG_PEEK, Received, Receiving, Sending};
use crate::kernel::socket::network::{LOOPBACK, Route};
use crate::kernel::socket::sleep::{Awaits, Manner, Sleep};
use crate::kernel::socket::{Packet, SocketId, State};
use crate::kernel::{Halt, Kernel, Pid, Resume, SysResult};
use crate::network::HostId;

use super::segment::Segment;

/// The longest message: a packet of the internet protocol without the headers.
const LENGTH_MAX: u64 = 65_507;
/// What a message takes of the receiver's memory beside its bytes, at most.
const OVERHEAD: usize = 1280;

impl Kernel {
    /// `connect(2)`: remembers whom it talks to, and takes messages from nobody else.
    pub(super) fn udp_connect(&mut self, id: SocketId, bytes: &[u8]) -> Result<(), Halt> {
        self.udp_name(id)?;
        let to = InetAddress::decode(bytes)?;
        let to = InetAddress { host: if to.is_any() { LOOPBACK } else { to.host }, ..to };
        let host = self.sockets.get(id)?.host;
        if !to.is_multicast() {
            self.destination(host, to.host)?;
        }
        let own = self.sockets.get(id)?.local_address();
        let source = self.source(host, own, to.host)?;
        let socket = self.sockets.get_mut(id)?;
        socket.local = Some(Address::Inet(if own.is_any() { source } else { own }));
        socket.remote = Some(Address::Inet(to));
        socket.state = State::Established;
        Ok(())
    }

    /// A socket that sends has a name.
    fn udp_name(&mut self, id: SocketId) -> Result<(), Halt> {
        if self.sockets.get(id)?.local_address().port == 0 { self.choose_port(id) } else { Ok(()) }
    }

    /// Sends one message, which is at its receiver when the call returns, or nowhere.
    pub(in crate::kernel::socket) fn udp_send(&mut self, pid: Pid, id: SocketId, sending: &Sending) -> SysResult {
        self.udp_name(id)?;
        let len = sending.data.len();
        if len > u64::from(u16::MAX) {
            return Err(Errno::EMSGSIZE.into());
        }
        let to = self.udp_destination(id, sending.to.as_deref())?;
        let own = self.sockets.get(id)?.local_address();
        let from = self.source(self.sockets.get(id)?.host, own, to.host)?;
        let socket = self.sockets.get_mut(id)?;
        if len > LENGTH_MAX {
            return Err(Errno::EMSGSIZE.into());
        }
        socket.take_error()?;
        if socket.shutdown.send {
            return Err(Errno::EPIPE.into());
        }
        let bytes = self.gather(pid, &sending.data, 0, len)?;
        let route = Route { from, to };
        let packet = Packet {
            sender: pid,
            from: id,
            name: Some(Address::Inet(route.from)),
            to: Some(Address::Inet(to)),
            bytes: bytes.into(),
            consumed: 0,
            truesize: 0,
            credentials: None,
            files: Vec::new(),
        };
        self.udp_transmit(id, route, packet)?;
        Ok(len)
    }

    /// Where a message goes that is sent to an address, or to whom the socket is connected.
    fn udp_destination(&self, id: SocketId, to: Option<&[u8]>) -> Result<InetAddress, Halt> {
        let socket = self.sockets.get(id)?;
        let is_connected = to.is_none();
        let to = match to {
            None => socket.remote_address().ok_or(Errno::EDESTADDRREQ)?,
            Some(bytes) if address::family(bytes) == Some(AF_UNSPEC) => {
                return Err(Halt::Unsupported("sendto an address of AF_UNSPEC".to_owned()));
            }
            Some(bytes) => InetAddress::decode(bytes)?,
        };
        if to.port == 0 && !is_connected {
            return Err(Errno::EINVAL.into());
        }
        match to.host {
            [0, 0, 0, 0] => Ok(InetAddress { host: LOOPBACK, ..to }),
            [127, 255, 255, 255] => Err(Halt::Unsupported("broadcast on the loopback interface".to_owned())),
            _ if to.is_multicast() => Ok(to),
            address => {
                self.destination(socket.host, address)?;
                Ok(to)
            }
        }
    }

    /// To the host of one socket, or to all of this host that belong to a group.
    fn udp_transmit(&mut self, id: SocketId, route: Route, packet: Packet) -> Result<(), Halt> {
        let here = self.sockets.get(id)?.host;
        if route.to.is_multicast() {
            let members = self.sockets.group_receivers(here, route);
            return members.into_iter().try_for_each(|member| self.udp_queue(member, packet.clone()));
        }
        let host = self.destination(here, route.to.host)?;
        self.transmit(here, host, Segment::Datagram { host, route, packet })
    }

    /// A message is at its host. If nobody is there for it, its sender is told.
    pub(super) fn udp_arrive(&mut self, host: HostId, route: Route, packet: Packet) -> Result<(), Halt> {
        match self.sockets.datagram_receiver(host, route)? {
            Some(receiver) => self.udp_queue(receiver, packet),
            None => {
                let to = packet.from;
                self.transmit(host, self.host_of_socket(to), Segment::Unreachable { to, at: route.to })
            }
        }
    }

    /// Nobody was there. A sender hears of it if it is connected there.
    pub(super) fn udp_unreachable(&mut self, id: SocketId, at: InetAddress) {
        if let Ok(socket) = self.sockets.get_mut(id)
            && socket.remote_address() == Some(at)
        {
            socket.error = Some(Errno::ECONNREFUSED);
            self.socket_wake_all(id);
        }
    }

    fn udp_queue(&mut self, to: SocketId, packet: Packet) -> Result<(), Halt> {
        let receiver = self.sockets.get_mut(to)?;
        let held: usize = receiver.queue.iter().map(|held| held.bytes.len() + OVERHEAD).sum();
        // A single message always fits. What happens when more are under way depends on how the kernel packs them.
        if !receiver.queue.is_empty()
            && held + packet.bytes.len() + OVERHEAD > receiver.options.receive_buffer as usize / 2
        {
            return Err(Halt::Unsupported("more unread datagrams than surely fit into a UDP socket".to_owned()));
        }
        receiver.queue.push_back(packet);
        self.socket_wake(to);
        Ok(())
    }

    /// Receives one message; what does not fit of it is lost.
    pub(in crate::kernel::socket) fn udp_receive(
        &mut self,
        pid: Pid,
        id: SocketId,
        receiving: &Receiving,
    ) -> Result<Received, Halt> {
        let socket = self.sockets.get_mut(id)?;
        socket.take_error()?;
        let next = if receiving.has(MSG_PEEK) { socket.queue.front().cloned() } else { socket.queue.pop_front() };
        if let Some(packet) = next {
            return self.give_packet(pid, receiving, &packet);
        }
        if socket.shutdown.receive && !receiving.has(MSG_DONTWAIT) {
            return Ok(Received::default());
        }
        let patience = self.patience(id, receiving.flags, Awaits::Data);
        let (awaits, manner) = (Awaits::Data, Manner::Exclusive);
        Err(self.socket_sleep(pid, Sleep { at: id, awaits, patience, manner, refusal: Errno::EAGAIN }, Resume::Again))
    }
}
