//! TCP connections: `connect(2)` asks for one and waits for the answer; `accept(2)` only fetches what stands in line.

use crate::abi::Errno;
use crate::kernel::socket::address::{Address, InetAddress};
use crate::kernel::socket::message::MSG_DONTWAIT;
use crate::kernel::socket::network::LOOPBACK;
use crate::kernel::socket::sleep::{Awaits, Manner, Sleep};
use crate::kernel::socket::{Kind, Shutdown, SocketId, State};
use crate::kernel::{Halt, Kernel, Pid, Resume};

use super::Stage;
use super::segment::Segment;

impl Kernel {
    pub(super) fn tcp_connect(&mut self, pid: Pid, id: SocketId, bytes: &[u8], flags: u32) -> Result<(), Halt> {
        let socket = self.sockets.get(id)?;
        match (socket.inet.stage, socket.state) {
            (Stage::Connected, _) => Err(Errno::EISCONN.into()),
            (Stage::Disconnecting, _) => Err(Errno::EINVAL.into()),
            (Stage::Connecting, _) => self.tcp_await_answer(pid, id, flags, Errno::EALREADY),
            (Stage::Unconnected, State::Closed) => {
                self.tcp_request(pid, id, bytes)?;
                if flags & MSG_DONTWAIT != 0 {
                    return Err(self.tcp_refuse_full(id));
                }
                self.tcp_await_answer(pid, id, flags, Errno::EINPROGRESS)
            }
            (Stage::Unconnected, _) => Err(Errno::EISCONN.into()),
        }
    }

    /// What a request comes to for whom nobody waits. On one host the answer is there, unless whoever listens has no room.
    fn tcp_refuse_full(&self, id: SocketId) -> Halt {
        let is_alone = !self.wires.network.has_several();
        if is_alone && self.sockets.find(id).is_some_and(|socket| socket.state == State::SynSent) {
            let what = "connect without waiting to a TCP socket whose backlog is full";
            return Halt::Unsupported(what.to_owned());
        }
        Errno::EINPROGRESS.into()
    }

    /// Asks for a connection. On one host the answer is there at once.
    fn tcp_request(&mut self, pid: Pid, id: SocketId, bytes: &[u8]) -> Result<(), Halt> {
        let to = InetAddress::decode(bytes)?;
        let to = InetAddress { host: if to.is_any() { LOOPBACK } else { to.host }, ..to };
        let here = self.sockets.get(id)?.host;
        let there = self.destination(here, to.host)?;
        self.source(here, self.sockets.get(id)?.local_address(), to.host)?;
        if self.sockets.get(id)?.local_address().port == 0 {
            self.choose_port(id)?;
        }
        let own = self.source(here, self.sockets.get(id)?.local_address(), to.host)?;
        if own == to {
            return Err(Halt::Unsupported("a TCP socket that connects to itself".to_owned()));
        }
        let socket = self.sockets.get_mut(id)?;
        socket.local = Some(Address::Inet(own));
        socket.remote = Some(Address::Inet(to));
        socket.inet.has_lost_port = false;
        socket.shutdown = Shutdown::default();
        socket.state = State::SynSent;
        socket.inet.stage = Stage::Connecting;
        self.transmit(here, there, Segment::Syn { from: id, pid, host: there, to })
    }

    /// What has become of a request, or a sleep until that is known. `refusal` is the error if the caller may not wait.
    fn tcp_await_answer(&mut self, pid: Pid, id: SocketId, flags: u32, refusal: Errno) -> Result<(), Halt> {
        let socket = self.sockets.get_mut(id)?;
        match socket.state {
            State::SynSent => {
                let patience = self.patience(id, flags, Awaits::Answer);
                let sleep = Sleep { at: id, awaits: Awaits::Answer, patience, manner: Manner::Shared, refusal };
                Err(self.socket_sleep(pid, sleep, Resume::Again))
            }
            State::Closed => {
                let told = socket.take_error().err().unwrap_or(Errno::ECONNABORTED);
                self.inet_disconnect(id)?;
                Err(told.into())
            }
            _ => {
                socket.inet.stage = Stage::Connected;
                Ok(())
            }
        }
    }

    /// `accept(2)`: the connection that has waited longest.
    pub(in crate::kernel) fn inet_accept(&mut self, pid: Pid, id: SocketId, flags: u32) -> Result<SocketId, Halt> {
        let socket = self.sockets.get_mut(id)?;
        if socket.kind != Kind::Stream {
            return Err(Errno::EOPNOTSUPP.into());
        }
        if socket.state != State::Listening {
            return Err(Errno::EINVAL.into());
        }
        let Some(end) = socket.pending.pop_front() else {
            let patience = self.patience(id, flags, Awaits::Connection);
            let (awaits, manner) = (Awaits::Connection, Manner::Exclusive);
            let sleep = Sleep { at: id, awaits, patience, manner, refusal: Errno::EAGAIN };
            return Err(self.socket_sleep(pid, sleep, Resume::Again));
        };
        self.sockets.get_mut(end)?.is_accepted = true;
        Ok(end)
    }
}
