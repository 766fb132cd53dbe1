//! Sockets with their queues.

use crate::kernel::Kernel;
use crate::kernel::socket::{Domain, Kind, Socket, State};

use super::super::{ObjectKind, SocketProtocol, SocketState, SocketView};
use super::Numbers;
use super::objects::{ObjectId, runs};

/// A socket.
pub(super) fn kind(kernel: &Kernel, socket: &Socket, numbers: &Numbers) -> ObjectKind {
    let other = socket.peer.and_then(|peer| kernel.sockets.find(peer));
    let peer_name = match socket.domain {
        Domain::Inet => socket.remote.as_ref(),
        Domain::Unix => other.and_then(|other| other.local.as_ref()),
    };
    ObjectKind::Socket(SocketView {
        protocol: match (socket.domain, socket.kind) {
            (Domain::Unix, Kind::Stream) => SocketProtocol::UnixStream,
            (Domain::Unix, Kind::Datagram) => SocketProtocol::UnixDatagram,
            (Domain::Unix, Kind::SeqPacket) => SocketProtocol::UnixSeqPacket,
            (Domain::Inet, Kind::Stream) => SocketProtocol::Tcp,
            (Domain::Inet, _) => SocketProtocol::Udp,
        },
        state: match socket.state {
            State::Closed => SocketState::Closed,
            State::Listening => SocketState::Listen,
            State::SynSent => SocketState::SynSent,
            State::Established => SocketState::Established,
            State::FinWait2 => SocketState::FinWait2,
            State::CloseWait => SocketState::CloseWait,
            State::TimeWait => SocketState::TimeWait,
        },
        name: socket.local.as_ref().map(ToString::to_string),
        peer_name: peer_name.map(ToString::to_string),
        peer: socket
            .peer
            .filter(|_| other.is_some_and(|other| !other.is_dead))
            .map(|peer| ObjectId::Socket(peer).number()),
        len: socket.unread() as u64,
        packets: socket.queue.len() as u64,
        contents: runs(socket.queue.iter().map(|packet| (packet.sender, packet.unread())), numbers),
        pending: socket.pending.len() as u64,
        backlog: u64::from(socket.backlog) + 1,
    })
}
