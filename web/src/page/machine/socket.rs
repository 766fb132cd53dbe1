//! A socket in kernel space: family, name, state, whom it talks to, and what waits to be received or accepted.

use sim_core::view::{SocketProtocol, SocketState, SocketView};

use crate::text::Text;

/// Family and kind.
pub(super) const fn name(socket: &SocketView, text: &'static Text) -> &'static str {
    match socket.protocol {
        SocketProtocol::UnixStream => text.unix_stream,
        SocketProtocol::UnixDatagram => text.unix_datagram,
        SocketProtocol::UnixSeqPacket => text.unix_seqpacket,
        SocketProtocol::Tcp => text.tcp_socket,
        SocketProtocol::Udp => text.udp_socket,
    }
}

/// Its state by TCP's name, which is what `ss` and textbooks show.
const fn state(socket: &SocketView) -> &'static str {
    match socket.state {
        SocketState::Closed => "CLOSED",
        SocketState::Listen => "LISTEN",
        SocketState::SynSent => "SYN_SENT",
        SocketState::Established => "ESTABLISHED",
        SocketState::FinWait2 => "FIN_WAIT_2",
        SocketState::CloseWait => "CLOSE_WAIT",
        SocketState::TimeWait => "TIME_WAIT",
    }
}

/// Name, state, other end, queue.
pub(super) fn facts(socket: &SocketView, text: &'static Text) -> String {
    let own = socket.name.as_deref().unwrap_or(text.no_name);
    let mut facts = vec![own.to_owned(), state(socket).to_owned()];
    if socket.state == SocketState::Listen {
        facts.push((text.connections_of)(socket.pending, socket.backlog));
        return facts.join(" · ");
    }
    if let Some(peer) = &socket.peer_name {
        facts.push(format!("↔ {peer}"));
    }
    facts.push((text.bytes)(socket.len));
    if socket.packets > 1 {
        facts.push((text.packets)(socket.packets));
    }
    facts.join(" · ")
}
