//! What one inet socket sends to another, and what its arrival does: messages of UDP, the segments of TCP that matter to
//! a program (RFC 9293, 3.10.7), and word that nobody was there (RFC 1122, 3.2.2.1).
//!
//! On one host a segment arrives before the call that sends it returns, and so does the answer; between hosts it goes
//! through a [wire](crate::kernel::wire).

use crate::abi::Errno;
use crate::kernel::socket::address::{Address, InetAddress};
use crate::kernel::socket::network::Route;
use crate::kernel::socket::{Domain, Kind, Packet, Shutdown, Socket, SocketId, Sockets, State};
use crate::kernel::{Halt, Kernel, Pid};
use crate::network::HostId;
use crate::network::links::Parcel;

use super::Stage;

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// A message of UDP.
    Datagram {
        /// The host that it goes to.
        host: HostId,
        /// From where to where.
        route: Route,
        /// The message.
        packet: Packet,
    },
    /// Nobody was there for a message (ICMP port unreachable).
    Unreachable {
        /// The socket that sent it.
        to: SocketId,
        /// Where nobody was.
        at: InetAddress,
    },
    /// A request for a connection.
    Syn {
        /// The socket that asks.
        from: SocketId,
        /// Its process.
        pid: Pid,
        /// The host that it goes to.
        host: HostId,
        /// The address that it is for.
        to: InetAddress,
    },
    /// The request is granted.
    SynAck {
        /// Whose request.
        to: SocketId,
        /// The other end of the connection.
        end: SocketId,
        /// The socket that listens.
        listener: SocketId,
    },
    /// Nobody listens there.
    Refused {
        /// Whose request.
        to: SocketId,
    },
    /// The connection is there for both.
    Ack {
        /// The end that waits to be accepted.
        end: SocketId,
        /// The socket that listens.
        listener: SocketId,
    },
    /// Bytes.
    Data {
        /// The receiver.
        to: SocketId,
        /// The bytes.
        packet: Packet,
    },
    /// Nothing more will come.
    Fin {
        /// The receiver.
        to: SocketId,
        /// The sender.
        from: SocketId,
    },
    /// The connection is broken off.
    Reset {
        /// The receiver.
        to: SocketId,
    },
}

impl Segment {
    /// Whether it is from or for a socket.
    pub(in crate::kernel::socket) fn concerns(&self, id: SocketId) -> bool {
        match self {
            Self::Datagram { packet, .. } => packet.from == id,
            Self::Unreachable { to, .. } | Self::Refused { to } | Self::Reset { to } => *to == id,
            Self::Syn { from, .. } => *from == id,
            Self::SynAck { to, end, .. } => *to == id || *end == id,
            Self::Ack { end, .. } => *end == id,
            Self::Data { to, packet } => *to == id || packet.from == id,
            Self::Fin { to, from } => *to == id || *from == id,
        }
    }

    /// The process that set it off, as far as it is known.
    pub(in crate::kernel) const fn origin(&self) -> Pid {
        match self {
            Self::Datagram { packet, .. } | Self::Data { packet, .. } => packet.sender,
            Self::Syn { pid, .. } => *pid,
            _ => 0,
        }
    }

    /// The bytes that it carries.
    #[must_use]
    pub fn bytes(&self) -> usize {
        match self {
            Self::Datagram { packet, .. } | Self::Data { packet, .. } => packet.bytes.len(),
            _ => 0,
        }
    }
}

impl Parcel for Segment {
    type Connection = SocketId;

    fn is_alone(&self) -> bool {
        matches!(self, Self::Datagram { .. } | Self::Unreachable { .. })
    }

    fn is_acknowledgement(&self) -> bool {
        matches!(self, Self::Ack { .. })
    }

    fn is_request(&self) -> bool {
        matches!(self, Self::Syn { .. })
    }

    /// A reset is not, nor is word that a request was refused: the request is made again.
    fn is_sent_again(&self) -> bool {
        matches!(self, Self::Syn { .. } | Self::SynAck { .. } | Self::Data { .. } | Self::Fin { .. })
    }

    fn connection(&self) -> Option<SocketId> {
        match *self {
            Self::Data { to, .. } | Self::Fin { to, .. } | Self::Reset { to } | Self::Ack { end: to, .. } => Some(to),
            _ => None,
        }
    }
}

impl Sockets {
    /// Whether a segment that was lost is still to be sent again.
    pub(in crate::kernel) fn wants(&self, segment: &Segment) -> bool {
        let is_asking = |id| self.find(id).is_some_and(|socket| socket.state == State::SynSent && !socket.is_dead);
        match *segment {
            Segment::Syn { from, .. } => is_asking(from),
            Segment::SynAck { to, .. } => is_asking(to),
            _ => true,
        }
    }
}

impl Kernel {
    /// The host of a socket.
    pub(in crate::kernel::socket) fn host_of_socket(&self, id: SocketId) -> HostId {
        self.sockets.find(id).map_or(HostId::FIRST, |socket| socket.host)
    }

    /// Sends a segment to the host of another socket.
    pub(super) fn send_segment(&mut self, from: SocketId, to: SocketId, segment: Segment) -> Result<(), Halt> {
        self.transmit(self.host_of_socket(from), self.host_of_socket(to), segment)
    }

    /// The same for one whose arrival cannot fail.
    pub(super) fn send_plain(&mut self, from: SocketId, to: SocketId, segment: Segment) {
        let _ = self.send_segment(from, to, segment);
    }

    /// A segment is at its host: through which link, and after having been sent again how often.
    pub(in crate::kernel) fn arrive(
        &mut self,
        segment: Segment,
        link: Option<usize>,
        retries: u32,
    ) -> Result<(), Halt> {
        match segment {
            Segment::Datagram { host, route, packet } => self.udp_arrive(host, route, packet),
            Segment::Unreachable { to, at } => {
                self.udp_unreachable(to, at);
                Ok(())
            }
            Segment::Syn { from, pid, host, to } => {
                let taken = self.tcp_receive_syn(from, host, to)?;
                if !taken {
                    let sent_ns = self.clock.now - self.wires.latency_ns(link);
                    let segment = Segment::Syn { from, pid, host, to };
                    self.wires.send_again_later(link, segment, sent_ns, retries);
                }
                Ok(())
            }
            Segment::SynAck { to, end, listener } => self.tcp_receive_syn_ack(to, end, listener),
            Segment::Refused { to } => {
                self.tcp_refused(to, Errno::ECONNREFUSED);
                Ok(())
            }
            Segment::Ack { end, listener } => {
                self.tcp_receive_ack(end, listener);
                Ok(())
            }
            Segment::Data { to, packet } => {
                self.tcp_receive_data(to, packet);
                Ok(())
            }
            Segment::Fin { to, from } => {
                self.tcp_receive_fin(to, from);
                Ok(())
            }
            Segment::Reset { to } => {
                self.tcp_receive_reset(to);
                Ok(())
            }
        }
    }

    /// A segment has been sent again as often as it may be: the connection is over.
    pub(in crate::kernel) fn give_up(&mut self, segment: &Segment) {
        match *segment {
            Segment::Syn { from, .. } => self.tcp_refused(from, Errno::ETIMEDOUT),
            Segment::Data { ref packet, .. } => self.tcp_timed_out(packet.from),
            Segment::Fin { from, .. } => self.tcp_timed_out(from),
            _ => {}
        }
    }

    /// Nothing was heard of the other end for too long.
    fn tcp_timed_out(&mut self, id: SocketId) {
        self.tcp_receive_reset(id);
        if let Ok(socket) = self.sockets.get_mut(id) {
            socket.error = Some(Errno::ETIMEDOUT);
        }
    }

    /// A request comes to nothing.
    fn tcp_refused(&mut self, id: SocketId, errno: Errno) {
        let Ok(socket) = self.sockets.get_mut(id) else { return };
        socket.error = Some(errno);
        socket.shutdown = Shutdown::BOTH;
        socket.state = State::Closed;
        // A port that the kernel chose is given back (`tcp_set_state`).
        socket.inet.has_lost_port |= !socket.inet.has_own_port;
        self.socket_wake_all(id);
    }

    /// A request reaches a host: somebody listens or not. False if whoever listens has no room for more.
    fn tcp_receive_syn(&mut self, from: SocketId, host: HostId, to: InetAddress) -> Result<bool, Halt> {
        let Some(listener) = self.sockets.listener(host, to)? else {
            self.transmit(host, self.host_of_socket(from), Segment::Refused { to: from })?;
            return Ok(true);
        };
        let other = self.sockets.get(listener)?;
        if other.pending.len() > other.backlog as usize {
            return Ok(false);
        }
        let options = other.options.clone();
        let own = self.sockets.find(from).and_then(|socket| socket.local.clone());
        let end = self.socket_add(host, Domain::Inet, Kind::Stream);
        let made = self.sockets.get_mut(end)?;
        made.options = options;
        made.state = State::Established;
        made.is_accepted = false;
        made.is_from_connect = true;
        made.local = Some(Address::Inet(to));
        made.remote = own;
        made.peer = Some(from);
        made.inet.stage = Stage::Connected;
        made.inet.has_own_host = true;
        made.inet.has_own_port = true;
        self.send_segment(end, from, Segment::SynAck { to: from, end, listener })?;
        Ok(true)
    }

    /// The request is granted: the connection is there for the one that asked.
    fn tcp_receive_syn_ack(&mut self, id: SocketId, end: SocketId, listener: SocketId) -> Result<(), Halt> {
        let is_asking = self.sockets.find(id).is_some_and(|socket| socket.state == State::SynSent && !socket.is_dead);
        if !is_asking {
            self.send_plain(id, end, Segment::Reset { to: end });
            return Ok(());
        }
        let remote = self.sockets.get(end)?.local.clone();
        let socket = self.sockets.get_mut(id)?;
        socket.remote = remote;
        socket.peer = Some(end);
        socket.state = State::Established;
        self.socket_wake_all(id);
        self.send_segment(id, end, Segment::Ack { end, listener })
    }

    /// The connection is there for the one that listens: it stands in line.
    fn tcp_receive_ack(&mut self, end: SocketId, listener: SocketId) {
        match self.sockets.get_mut(listener) {
            Ok(socket) if socket.state == State::Listening && !socket.is_dead => {
                socket.pending.push_back(end);
                self.socket_wake(listener);
            }
            _ => self.tcp_abort(end),
        }
    }

    /// Bytes reach a connection. If nobody will read them, the answer is a reset.
    fn tcp_receive_data(&mut self, id: SocketId, packet: Packet) {
        let is_read = |other: &Socket| {
            !(other.is_dead || other.state == State::FinWait2 && other.shutdown.receive || other.state == State::Closed)
        };
        if !self.sockets.find(id).is_some_and(is_read) {
            let from = packet.from;
            self.tcp_receive_reset(id);
            self.send_plain(id, from, Segment::Reset { to: from });
            return;
        }
        if let Ok(socket) = self.sockets.get_mut(id) {
            socket.queue.push_back(packet);
        }
        self.socket_wake(id);
    }
}
