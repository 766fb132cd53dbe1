//! TCP connections: `connect(2)`, `accept(2)`. The handshake is over before `connect` returns; `accept` only fetches what
//! stands in line.

use crate::abi::Errno;
use crate::kernel::socket::address::{Address, InetAddress};
use crate::kernel::socket::message::MSG_DONTWAIT;
use crate::kernel::socket::network::{self, LOOPBACK};
use crate::kernel::socket::sleep::{Awaits, Manner, Sleep};
use crate::kernel::socket::{Domain, Kind, Shutdown, SocketId, State};
use crate::kernel::{Halt, Kernel, Pid, Resume};

use super::Stage;

impl Kernel {
    pub(super) fn tcp_connect(&mut self, _pid: Pid, id: SocketId, bytes: &[u8], flags: u32) -> Result<(), Halt> {
        let socket = self.sockets.get_mut(id)?;
        match (socket.inet.stage, socket.state) {
            (Stage::Connected, _) => return Err(Errno::EISCONN.into()),
            (Stage::Connecting, State::Closed) => {
                let told = socket.take_error().err().unwrap_or(Errno::ECONNABORTED);
                self.inet_disconnect(id)?;
                return Err(told.into());
            }
            (Stage::Connecting, _) => {
                socket.inet.stage = Stage::Connected;
                return Ok(());
            }
            (Stage::Unconnected, State::Closed) => {}
            (Stage::Unconnected, _) => return Err(Errno::EISCONN.into()),
        }
        let to = InetAddress::decode(bytes)?;
        let to = InetAddress { host: if to.is_any() { LOOPBACK } else { to.host }, ..to };
        if !network::is_own(to.host) {
            return Err(Errno::ENETUNREACH.into());
        }
        if socket.local_address().port == 0 {
            self.choose_port(id)?;
        }
        let socket = self.sockets.get_mut(id)?;
        let own = socket.local_address();
        let own = InetAddress { host: if own.is_any() { LOOPBACK } else { own.host }, ..own };
        if own == to {
            return Err(Halt::Unsupported("a TCP socket that connects to itself".to_owned()));
        }
        socket.local = Some(Address::Inet(own));
        socket.inet.has_lost_port = false;
        socket.shutdown = Shutdown::default();
        let is_waiting = flags & MSG_DONTWAIT == 0;
        socket.inet.stage = if is_waiting { Stage::Connected } else { Stage::Connecting };
        match self.sockets.listener(to)? {
            Some(listener) => self.tcp_join(id, listener, to)?,
            None if is_waiting => {
                self.inet_disconnect(id)?;
                return Err(Errno::ECONNREFUSED.into());
            }
            None => {
                let socket = self.sockets.get_mut(id)?;
                socket.error = Some(Errno::ECONNREFUSED);
                socket.shutdown = Shutdown::BOTH;
            }
        }
        if is_waiting { Ok(()) } else { Err(Errno::EINPROGRESS.into()) }
    }

    /// The connection is there: its other end stands in line at the listener.
    fn tcp_join(&mut self, id: SocketId, listener: SocketId, to: InetAddress) -> Result<(), Halt> {
        let other = self.sockets.get(listener)?;
        if other.pending.len() > other.backlog as usize {
            let what = "connect to a TCP socket whose backlog is full (Linux asks again after a second)";
            return Err(Halt::Unsupported(what.to_owned()));
        }
        let options = other.options.clone();
        let own = self.sockets.get(id)?.local.clone();
        let end = self.socket_add(Domain::Inet, Kind::Stream);
        let made = self.sockets.get_mut(end)?;
        made.options = options;
        made.state = State::Established;
        made.is_accepted = false;
        made.is_from_connect = true;
        made.local = Some(Address::Inet(to));
        made.remote = own;
        made.peer = Some(id);
        made.inet.stage = Stage::Connected;
        made.inet.has_own_host = true;
        made.inet.has_own_port = true;
        let socket = self.sockets.get_mut(id)?;
        socket.remote = Some(Address::Inet(to));
        socket.peer = Some(end);
        socket.state = State::Established;
        self.sockets.get_mut(listener)?.pending.push_back(end);
        self.socket_wake(listener);
        Ok(())
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
