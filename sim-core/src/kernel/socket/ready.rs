//! Whether a socket is ready, in the bits of `poll(2)` (`unix_poll`, `unix_dgram_poll`, `tcp_poll`, `udp_poll`).

use super::{Domain, Kind, Socket, SocketId, Sockets, State};

/// `POLLIN | POLLRDNORM`
const READABLE: u32 = 0x41;
/// `POLLOUT | POLLWRNORM`
const WRITABLE: u32 = 0x104;
/// `POLLWRBAND`
const WRITABLE_BAND: u32 = 0x200;
/// `POLLERR`
const ERROR: u32 = 0x8;
/// `POLLHUP`
const HANGUP: u32 = 0x10;
/// `POLLRDHUP`: the other end sends no more.
const READ_HANGUP: u32 = 0x2000;

const fn when(is_so: bool, bits: u32) -> u32 {
    if is_so { bits } else { 0 }
}

impl Sockets {
    /// What is true of a socket now.
    #[must_use]
    pub fn readiness(&self, id: SocketId) -> u32 {
        let Some(socket) = self.find(id) else { return 0 };
        let common = when(socket.error.is_some(), ERROR)
            | when(socket.shutdown.is_full(), HANGUP)
            | when(socket.shutdown.receive, READABLE | READ_HANGUP)
            | when(socket.has_arrivals(), READABLE);
        common
            | match (socket.domain, socket.kind) {
                (Domain::Unix, kind) => {
                    let is_over = kind.is_connected() && socket.state == State::Closed;
                    when(is_over, HANGUP) | when(self.unix_can_send(socket), WRITABLE | WRITABLE_BAND)
                }
                (Domain::Inet, Kind::Stream) => socket.tcp_readiness(),
                (Domain::Inet, _) => WRITABLE | WRITABLE_BAND,
            }
    }

    /// Whether a packet can be sent: memory is left, and the receiver's queue is not full.
    fn unix_can_send(&self, socket: &Socket) -> bool {
        let is_blocked = socket.kind != Kind::Stream
            && socket.peer.and_then(|peer| self.find(peer).map(|other| (peer, other))).is_some_and(|(_, other)| {
                let is_mutual =
                    other.peer.and_then(|back| self.find(back)).is_some_and(|back| std::ptr::eq(back, socket));
                !is_mutual && other.is_queue_full()
            });
        socket.is_unix_writable(1) && !is_blocked
    }
}

impl Socket {
    /// Whether there is something to receive or to accept.
    fn has_arrivals(&self) -> bool {
        !self.queue.is_empty() || !self.pending.is_empty()
    }

    fn tcp_readiness(&self) -> u32 {
        let can_send = match self.state {
            State::Established | State::CloseWait => !self.shutdown.send,
            State::Listening | State::SynSent => return 0,
            State::Closed | State::FinWait2 | State::TimeWait => true,
        };
        let is_over = self.state == State::Closed;
        when(is_over, HANGUP) | when(can_send || self.shutdown.send, WRITABLE)
    }
}
