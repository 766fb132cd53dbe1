//! Sleeping at a socket: who waits for what, for how long, and who is woken.

use std::collections::VecDeque;

use crate::abi::Errno;
use crate::kernel::epoll::WaitHead;
use crate::kernel::{Halt, Kernel, Pid, Resume, WaitsFor};

use super::SocketId;

/// What pollers hear of when something arrives (`sock_def_readable`): `POLLIN | POLLPRI | POLLRDNORM | POLLRDBAND`.
const ARRIVAL: u32 = 0xc3;
/// What they hear of when there is room (`sock_def_write_space`): `POLLOUT | POLLWRNORM | POLLWRBAND`.
const ROOM: u32 = 0x304;

/// What a process waits for at a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Awaits {
    /// Something to receive.
    Data,
    /// Room to send.
    Room,
    /// Room in the queue of the socket that it sends to.
    PeerRoom,
    /// A connection to accept.
    Connection,
    /// Room among the connections that wait to be accepted.
    Backlog,
    /// An answer to its own request for a connection.
    Answer,
}

/// The processes asleep at a socket. Some calls wait so that only one of them is woken, the one that came first
/// (`prepare_to_wait_exclusive`); the others are all woken, the last to come first (`prepare_to_wait`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sleepers {
    shared: VecDeque<Pid>,
    exclusive: VecDeque<Pid>,
}

impl Sleepers {
    /// Who sleeps, in the order of waking.
    pub fn iter(&self) -> impl Iterator<Item = Pid> {
        self.shared.iter().chain(&self.exclusive).copied()
    }

    fn enqueue(&mut self, pid: Pid, manner: Manner) {
        match manner {
            Manner::Shared => self.shared.push_front(pid),
            Manner::Exclusive => self.exclusive.push_back(pid),
        }
    }

    /// Everybody who shares, and one who does not (`wake_up`).
    fn wake(&mut self) -> VecDeque<Pid> {
        let mut woken = std::mem::take(&mut self.shared);
        woken.extend(self.exclusive.pop_front());
        woken
    }

    /// Everybody who shares: those who wait for room to send. Who waits alone waits for something else
    /// (`receiver_wake_function`).
    fn wake_shared(&mut self) -> VecDeque<Pid> {
        std::mem::take(&mut self.shared)
    }

    /// Everybody (`wake_up_all`).
    fn wake_all(&mut self) -> VecDeque<Pid> {
        let mut woken = std::mem::take(&mut self.shared);
        woken.append(&mut self.exclusive);
        woken
    }

    fn remove(&mut self, pid: Pid) {
        self.shared.retain(|&sleeper| sleeper != pid);
        self.exclusive.retain(|&sleeper| sleeper != pid);
    }
}

/// How long a call may wait at a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    /// Not at all (`O_NONBLOCK`, `MSG_DONTWAIT`).
    None,
    /// For so many nanoseconds (`SO_RCVTIMEO`, `SO_SNDTIMEO`).
    For(u64),
    /// For ever.
    Endless,
}

/// Who else is woken with a sleeper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::kernel) enum Manner {
    /// All that sleep so.
    Shared,
    /// Nobody that sleeps so.
    Exclusive,
}

/// A place to sleep at, and how.
#[derive(Clone, Copy, Debug)]
pub(in crate::kernel) struct Sleep {
    /// The socket.
    pub at: SocketId,
    /// What for.
    pub awaits: Awaits,
    /// How long.
    pub patience: Patience,
    /// With whom.
    pub manner: Manner,
    /// The error if it may not wait.
    pub refusal: Errno,
}

impl Kernel {
    /// Falls asleep at a socket, unless the caller may not wait. A time limit runs from the first sleep of a call.
    pub(in crate::kernel) fn socket_sleep(&mut self, pid: Pid, sleep: Sleep, resume: Resume) -> Halt {
        let until = match sleep.patience {
            Patience::None => return sleep.refusal.into(),
            Patience::Endless => None,
            Patience::For(duration_ns) => Some(self.clock.timer_of(pid).unwrap_or_else(|| {
                let until = self.clock.now.saturating_add(duration_ns);
                self.clock.sleep(pid, until);
                until
            })),
        };
        let Ok(socket) = self.sockets.get_mut(sleep.at) else { return Errno::EBADF.into() };
        let queue = match sleep.awaits {
            Awaits::PeerRoom | Awaits::Backlog => &mut socket.senders,
            _ => &mut socket.sleepers,
        };
        queue.enqueue(pid, sleep.manner);
        Halt::Block(WaitsFor::Socket { id: sleep.at, awaits: sleep.awaits, until }, resume)
    }

    /// A process gives up waiting at a socket.
    pub(in crate::kernel) fn socket_leave(&mut self, pid: Pid, id: SocketId) {
        if let Ok(socket) = self.sockets.get_mut(id) {
            socket.sleepers.remove(pid);
            socket.senders.remove(pid);
        }
    }

    /// Wakes whom one event at a socket concerns.
    pub(super) fn socket_wake(&mut self, id: SocketId) {
        let Ok(socket) = self.sockets.get_mut(id) else { return };
        socket.sleepers.wake().into_iter().for_each(|sleeper| self.wake(sleeper));
        self.wake_pollers(WaitHead::Socket(id), ARRIVAL);
    }

    /// Wakes whom it concerns that a socket can send.
    pub(super) fn socket_wake_writers(&mut self, id: SocketId) {
        let Ok(socket) = self.sockets.get_mut(id) else { return };
        socket.sleepers.wake_shared().into_iter().for_each(|sleeper| self.wake(sleeper));
        self.wake_pollers(WaitHead::Socket(id), ROOM);
    }

    /// Wakes everybody at a socket: its state has changed.
    pub(super) fn socket_wake_all(&mut self, id: SocketId) {
        let Ok(socket) = self.sockets.get_mut(id) else { return };
        socket.sleepers.wake_all().into_iter().for_each(|sleeper| self.wake(sleeper));
        self.wake_pollers(WaitHead::Socket(id), 0);
    }

    /// There is room in a socket's queue or backlog: one of those who wait for that can go on.
    pub(super) fn socket_wake_sender(&mut self, id: SocketId) {
        let Ok(socket) = self.sockets.get_mut(id) else { return };
        socket.senders.wake().into_iter().for_each(|sleeper| self.wake(sleeper));
    }

    /// All of them can.
    pub(super) fn socket_wake_senders(&mut self, id: SocketId) {
        let Ok(socket) = self.sockets.get_mut(id) else { return };
        socket.senders.wake_all().into_iter().for_each(|sleeper| self.wake(sleeper));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_that_waits_alone_is_woken_and_all_that_share() {
        let mut sleepers = Sleepers::default();
        for (pid, manner) in [(1, Manner::Exclusive), (2, Manner::Shared), (3, Manner::Exclusive), (4, Manner::Shared)]
        {
            sleepers.enqueue(pid, manner);
        }
        assert_eq!(sleepers.wake(), [4, 2, 1]);
        assert_eq!(sleepers.wake_all(), [3]);
    }
}
