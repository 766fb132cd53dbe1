//! Sockets (`socket(7)`): ends of a channel that the kernel joins by name.
//!
//! Here is what all of them share: the object behind the descriptor (Linux: `struct sock`), its receive queue, who sleeps
//! at it, its end. The families have rooms of their own: [`unix`] within a host, [`inet`] by address and port. From
//! an inet address to a socket it goes through [`network`], where hosts can be joined.

pub mod address;
pub mod ancillary;
pub mod inet;
pub mod message;
pub mod network;
pub mod option;
pub mod ready;
pub mod sleep;
pub mod unix;

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use crate::abi::Errno;
use crate::network::HostId;

use super::file::FileId;
use super::fs::InodeId;
use super::process::Process;
use super::{Kernel, Pid};

use address::Address;
use inet::InetState;
use option::Options;
use sleep::Sleepers;

/// Number of a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SocketId(pub u32);

/// Address family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Domain {
    /// `AF_UNIX` (`unix(7)`)
    Unix,
    /// `AF_INET` (`ip(7)`)
    Inet,
}

/// What kind of channel (`socket(2)`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `SOCK_STREAM`: bytes in order, both ways.
    Stream,
    /// `SOCK_DGRAM`: messages, each by itself.
    Datagram,
    /// `SOCK_SEQPACKET`: messages in order between two that are connected.
    SeqPacket,
}

impl Kind {
    /// Whether two sockets have to be connected before they can talk.
    #[must_use]
    pub const fn is_connected(self) -> bool {
        matches!(self, Self::Stream | Self::SeqPacket)
    }

    /// Its number in `socket(2)`.
    #[must_use]
    pub const fn number(self) -> i32 {
        match self {
            Self::Stream => 1,
            Self::Datagram => 2,
            Self::SeqPacket => 5,
        }
    }
}

/// Where a socket stands: the states of TCP (RFC 9293, 3.3.2). Sockets of other kinds use the first four.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Fresh, or over.
    Closed,
    /// Waits for connections.
    Listening,
    /// Joined to another.
    Established,
    /// Has asked for a connection and has no answer yet.
    SynSent,
    /// Has closed its half; the other has heard of it.
    FinWait2,
    /// The other has closed its half.
    CloseWait,
    /// Both halves are closed; late packets are waited for.
    TimeWait,
}

/// Which halves of a channel are shut down (`shutdown(2)`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shutdown {
    /// Nothing more can be received (`RCV_SHUTDOWN`).
    pub receive: bool,
    /// Nothing more can be sent (`SEND_SHUTDOWN`).
    pub send: bool,
}

impl Shutdown {
    /// Both halves.
    pub const BOTH: Self = Self { receive: true, send: true };

    /// What the second argument of `shutdown(2)` means.
    pub(super) const fn new(how: i32) -> Option<Self> {
        match how {
            0 => Some(Self { receive: true, send: false }),
            1 => Some(Self { receive: false, send: true }),
            2 => Some(Self::BOTH),
            _ => None,
        }
    }

    /// Both halves (`SHUTDOWN_MASK`).
    #[must_use]
    pub const fn is_full(self) -> bool {
        self.receive && self.send
    }

    /// These halves too.
    pub(super) const fn add(&mut self, other: Self) {
        self.receive |= other.receive;
        self.send |= other.send;
    }
}

/// Who a process says it is (`struct ucred`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Credentials {
    /// Its process id.
    pub pid: Pid,
    /// Its user.
    pub uid: u32,
    /// Its group.
    pub gid: u32,
}

impl Credentials {
    /// Those that a connection remembers of a process: its effective ids (`SO_PEERCRED`).
    #[must_use]
    pub const fn effective(process: &Process) -> Self {
        let who = &process.credentials;
        Self { pid: process.pid, uid: who.user.effective, gid: who.group.effective }
    }

    /// Those that go with a message that says nothing else: the sender's real ids (`SCM_CREDENTIALS`).
    #[must_use]
    pub const fn real(process: &Process) -> Self {
        let who = &process.credentials;
        Self { pid: process.pid, uid: who.user.real, gid: who.group.real }
    }
}

/// Bytes on their way to a reader (Linux: `struct sk_buff`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packet {
    /// Who sent it. Linux does not keep this; a page shows it.
    pub sender: Pid,
    /// The socket that it was sent from, whose memory it takes.
    pub from: SocketId,
    /// That socket's name when it was sent.
    pub name: Option<Address>,
    /// Where it was sent to: an inet datagram's destination.
    pub to: Option<Address>,
    /// Its bytes.
    pub bytes: Rc<[u8]>,
    /// How many of them have been read.
    pub consumed: usize,
    /// What it takes of the kernel's memory (`skb->truesize`).
    pub truesize: u64,
    /// The sender's credentials, if either side wants them passed.
    pub credentials: Option<Credentials>,
    /// Open file descriptions that go with it (`SCM_RIGHTS`).
    pub files: Vec<FileId>,
}

impl Packet {
    /// What has not been read.
    #[must_use]
    pub fn unread(&self) -> &[u8] {
        self.bytes.get(self.consumed..).unwrap_or_default()
    }
}

/// A socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Socket {
    /// The host that it belongs to.
    pub host: HostId,
    /// Address family.
    pub domain: Domain,
    /// Kind of channel.
    pub kind: Kind,
    /// Where it stands.
    pub state: State,
    /// Whether no descriptor leads to it any more (`SOCK_DEAD`); others may still refer to it.
    pub is_dead: bool,
    /// Whether a process has accepted it, or made it itself.
    pub is_accepted: bool,
    /// Whether somebody's `connect` made it: then it has its listener's name, but cannot be found by it.
    pub is_from_connect: bool,
    /// Which halves are shut down.
    pub shutdown: Shutdown,
    /// What the next call is told (`SO_ERROR`).
    pub error: Option<Errno>,
    /// Its settings.
    pub options: Options,
    /// Its name.
    pub local: Option<Address>,
    /// The name of the socket that it is connected to (inet).
    pub remote: Option<Address>,
    /// The socket that it is connected to.
    pub peer: Option<SocketId>,
    /// Who was at the other end when it was connected (`SO_PEERCRED`).
    pub peer_credentials: Option<Credentials>,
    /// The file that bears its name (`AF_UNIX`).
    pub inode: Option<InodeId>,
    /// What has arrived and has not been read.
    pub queue: VecDeque<Packet>,
    /// Memory of packets that it has sent and nobody has read (`sk_wmem_alloc`).
    pub sent: u64,
    /// Connections that nobody has accepted yet.
    pub pending: VecDeque<SocketId>,
    /// How many more of them than this fit not.
    pub backlog: u32,
    /// What only inet sockets have.
    pub inet: InetState,
    /// Who sleeps at it (`sk_sleep`).
    pub sleepers: Sleepers,
    /// Who waits for room in its queue or its backlog (`peer_wait`).
    pub senders: Sleepers,
}

impl Socket {
    fn new(host: HostId, domain: Domain, kind: Kind) -> Self {
        Self {
            host,
            domain,
            kind,
            state: State::Closed,
            is_dead: false,
            is_accepted: true,
            is_from_connect: false,
            shutdown: Shutdown::default(),
            error: None,
            options: Options::new(domain, kind),
            local: None,
            remote: None,
            peer: None,
            peer_credentials: None,
            inode: None,
            queue: VecDeque::new(),
            sent: 0,
            pending: VecDeque::new(),
            // What a datagram queue holds (`net.unix.max_dgram_qlen`).
            backlog: 10,
            inet: InetState::default(),
            sleepers: Sleepers::default(),
            senders: Sleepers::default(),
        }
    }

    /// Bytes that have arrived and have not been read.
    #[must_use]
    pub fn unread(&self) -> usize {
        self.queue.iter().map(|packet| packet.unread().len()).sum()
    }

    /// The error that a call is told, and that is forgotten with it (`sock_error`).
    pub(super) const fn take_error(&mut self) -> Result<(), Errno> {
        match self.error.take() {
            Some(errno) => Err(errno),
            None => Ok(()),
        }
    }
}

/// The sockets of all hosts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sockets {
    list: BTreeMap<SocketId, Rc<Socket>>,
    next: u32,
    /// The next port to be tried on a host for a socket that asks for none.
    pub(super) next_port: BTreeMap<HostId, u16>,
}

impl Sockets {
    /// All of them, in order of number.
    pub fn iter(&self) -> impl Iterator<Item = (SocketId, &Socket)> {
        self.list.iter().map(|(&id, socket)| (id, &**socket))
    }

    /// A socket.
    #[must_use]
    pub fn find(&self, id: SocketId) -> Option<&Socket> {
        self.list.get(&id).map(|socket| &**socket)
    }

    pub(super) fn get(&self, id: SocketId) -> Result<&Socket, Errno> {
        self.find(id).ok_or(Errno::EBADF)
    }

    pub(super) fn get_mut(&mut self, id: SocketId) -> Result<&mut Socket, Errno> {
        self.list.get_mut(&id).map(Rc::make_mut).ok_or(Errno::EBADF)
    }

    pub(super) fn add(&mut self, socket: Socket) -> SocketId {
        let id = SocketId(self.next);
        self.next += 1;
        self.list.insert(id, Rc::new(socket));
        id
    }

    /// Takes out the dead that nobody refers to: neither as a peer nor as the sender of a packet. `is_expected` says
    /// whether something is under way to or from one.
    fn bury(&mut self, is_expected: impl Fn(SocketId) -> bool) {
        let refers = |other: &Socket, id: SocketId| {
            !other.is_dead && other.peer == Some(id) || other.queue.iter().any(|packet| packet.from == id)
        };
        let is_over = |id: SocketId, socket: &Socket| {
            socket.is_dead
                && !matches!(socket.state, State::TimeWait | State::FinWait2)
                && !self.iter().any(|(_, other)| refers(other, id))
                && !is_expected(id)
        };
        let over: Vec<_> = self.iter().filter(|&(id, socket)| is_over(id, socket)).map(|(id, _)| id).collect();
        for id in over {
            self.list.remove(&id);
        }
    }
}

impl Kernel {
    /// A new socket that no descriptor leads to yet.
    pub(super) fn socket_add(&mut self, host: HostId, domain: Domain, kind: Kind) -> SocketId {
        self.sockets.add(Socket::new(host, domain, kind))
    }

    /// Takes out the sockets that are over.
    fn bury_sockets(&mut self) {
        let flights = self.wires.flights();
        self.sockets.bury(|id| flights.iter().any(|flight| flight.parcel.concerns(id)));
    }

    /// The last descriptor of a socket is closed.
    pub(super) fn socket_release(&mut self, id: SocketId) {
        match self.sockets.get(id).map(|socket| socket.domain) {
            Ok(Domain::Unix) => self.unix_release(id),
            Ok(Domain::Inet) => self.inet_release(id),
            Err(_) => {}
        }
        self.bury_sockets();
    }

    /// How many bytes can be received at once (`SIOCINQ`): of messages, those of the next.
    ///
    /// # Errors
    /// `EINVAL` for one that listens.
    pub(super) fn socket_unread(&self, id: SocketId) -> Result<u32, Errno> {
        let socket = self.sockets.get(id)?;
        if socket.state == State::Listening {
            return Err(Errno::EINVAL);
        }
        let next = || socket.queue.front().map_or(0, |packet| packet.unread().len());
        let is_whole = socket.kind == Kind::Datagram;
        Ok(if is_whole { next() } else { socket.unread() } as u32)
    }

    /// A packet is over: its memory goes back to the socket that it came from, and what it carried is closed.
    pub(super) fn packet_free(&mut self, packet: &Packet) {
        for &file in &packet.files {
            self.drop_file(file);
        }
        if let Ok(sender) = self.sockets.get_mut(packet.from)
            && packet.truesize > 0
        {
            sender.sent = sender.sent.saturating_sub(packet.truesize);
            self.unix_write_space(packet.from);
        }
        if self.sockets.get(packet.from).is_ok_and(|sender| sender.is_dead) {
            self.bury_sockets();
        }
    }

    /// Everything in a socket's receive queue is thrown away.
    fn socket_purge(&mut self, id: SocketId) {
        let Ok(socket) = self.sockets.get_mut(id) else { return };
        for packet in std::mem::take(&mut socket.queue) {
            self.packet_free(&packet);
        }
    }
}
