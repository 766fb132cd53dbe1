//! Sockets as the page shows them.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use super::Run;

/// Family and kind of a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "snake_case")]
pub enum SocketProtocol {
    /// `AF_UNIX`, `SOCK_STREAM`
    UnixStream,
    /// `AF_UNIX`, `SOCK_DGRAM`
    UnixDatagram,
    /// `AF_UNIX`, `SOCK_SEQPACKET`
    UnixSeqPacket,
    /// `AF_INET`, `SOCK_STREAM`
    Tcp,
    /// `AF_INET`, `SOCK_DGRAM`
    Udp,
}

/// Where a socket stands, by the names of TCP's states (RFC 9293, 3.3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "snake_case")]
pub enum SocketState {
    /// Joined to no other.
    Closed,
    /// Waits for connections.
    Listen,
    /// Has asked for a connection.
    SynSent,
    /// Joined to another.
    Established,
    /// Has closed its half.
    FinWait2,
    /// The other has closed its half.
    CloseWait,
    /// Both halves are closed; the name stays taken for a while.
    TimeWait,
}

/// A socket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct SocketView {
    /// Family and kind.
    pub protocol: SocketProtocol,
    /// Where it stands.
    pub state: SocketState,
    /// Its name: a path, `@name`, or host and port.
    pub name: Option<String>,
    /// The name of the other end.
    pub peer_name: Option<String>,
    /// The other end: an [`ObjectView::id`](super::ObjectView::id).
    pub peer: Option<u32>,
    /// Bytes that have arrived and have not been read.
    pub len: u64,
    /// In how many packets.
    pub packets: u64,
    /// The first of them, by who sent them.
    pub contents: Vec<Run>,
    /// Connections that nobody has accepted yet.
    pub pending: u64,
    /// How many of them may wait: one more than `listen` was told.
    pub backlog: u64,
}
