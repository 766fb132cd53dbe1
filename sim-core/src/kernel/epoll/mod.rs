//! Waiting for many descriptors (`epoll(7)`).
//!
//! An epoll instance has a list of interests and, of those at which something has happened, a list of the ready ones in
//! the order in which it happened. Waiting looks only at the second list (`fs/eventpoll.c`).

mod control;
mod wait;

use std::collections::VecDeque;

use super::Pid;
use super::eventfd::EventfdId;
use super::file::{FileId, FileObject};
use super::mqueue::MqueueId;
use super::pipe::{PipeId, PipeSide};
use super::socket::SocketId;
use super::timerfd::TimerfdId;

pub(super) use control::Change;

/// `EPOLLEXCLUSIVE`
pub const EPOLLEXCLUSIVE: u32 = 1 << 28;
/// `EPOLLWAKEUP`
const EPOLLWAKEUP: u32 = 1 << 29;
/// `EPOLLONESHOT`
pub const EPOLLONESHOT: u32 = 1 << 30;
/// `EPOLLET`
pub const EPOLLET: u32 = 1 << 31;
/// The flags among the events.
const PRIVATE_BITS: u32 = EPOLLEXCLUSIVE | EPOLLWAKEUP | EPOLLONESHOT | EPOLLET;

/// Number of an epoll instance on its host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EpollId(pub u32);

/// An open file, and the descriptor by which it was named. That may be closed, and the file be open by another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Watched {
    /// The open file description.
    pub file: FileId,
    /// The descriptor.
    pub fd: i32,
}

/// An interest (Linux: `struct epitem`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interest {
    /// In what.
    pub watched: Watched,
    /// What `watched` is open on.
    pub object: FileObject,
    /// In which events, and how.
    pub events: u32,
    /// What comes back with them.
    pub data: u64,
    /// The process that added it: a `signalfd` tells of its signals.
    owner: Pid,
    /// When it was added, among all.
    added: u64,
}

impl Interest {
    /// Whether it tells of nothing until it is changed (`EPOLLONESHOT`).
    #[must_use]
    pub const fn is_disarmed(&self) -> bool {
        self.events & !PRIVATE_BITS == 0
    }

    /// The number of the instance that it watches, if it is one.
    const fn epoll(&self) -> Option<u32> {
        match self.object {
            FileObject::Epoll(EpollId(id)) => Some(id),
            _ => None,
        }
    }

    /// Whether something that happens at a wait queue concerns it. `key` has the events; 0 is any.
    fn hears(&self, head: WaitHead, key: u32) -> bool {
        !self.is_disarmed() && (key == 0 || key & self.events != 0) && head.is_of(self.object, self.owner)
    }
}

/// An epoll instance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Epoll {
    /// Its interests, in the order in which they were added.
    pub interests: Vec<Interest>,
    /// Those at which something has happened, in that order.
    pub ready: VecDeque<Watched>,
}

impl Epoll {
    fn find(&self, watched: Watched) -> Option<&Interest> {
        self.interests.iter().find(|interest| interest.watched == watched)
    }

    fn find_mut(&mut self, watched: Watched) -> Option<&mut Interest> {
        self.interests.iter_mut().find(|interest| interest.watched == watched)
    }

    /// Puts an interest at the end of the list of ready ones, if it is not in it.
    fn make_ready(&mut self, watched: Watched) {
        if !self.ready.contains(&watched) {
            self.ready.push_back(watched);
        }
    }

    fn forget(&mut self, is_gone: impl Fn(Watched) -> bool) {
        self.interests.retain(|interest| !is_gone(interest.watched));
        self.ready.retain(|&watched| !is_gone(watched));
    }
}

/// Where something happens that pollers hear of (Linux: `wait_queue_head_t`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WaitHead {
    /// At the end of a pipe to read from.
    PipeReaders(PipeId),
    /// At the end to write to.
    PipeWriters(PipeId),
    /// At a counter.
    Counter(EventfdId),
    /// At a timer.
    Timer(TimerfdId),
    /// Where signals arrive for a process.
    Signals(Pid),
    /// At a POSIX message queue.
    Queue(MqueueId),
    /// At a socket.
    Socket(SocketId),
    /// At another epoll instance.
    Epoll(EpollId),
}

impl WaitHead {
    /// Whether an open file that a process has added is told of what happens here.
    fn is_of(self, object: FileObject, owner: Pid) -> bool {
        match (self, object) {
            (Self::PipeReaders(id), FileObject::Pipe(other, side)) => id == other && side != PipeSide::Write,
            (Self::PipeWriters(id), FileObject::Pipe(other, side)) => id == other && side != PipeSide::Read,
            (Self::Counter(id), FileObject::Eventfd(other)) => id == other,
            (Self::Timer(id), FileObject::Timerfd(other)) => id == other,
            (Self::Signals(process), FileObject::Signalfd(_)) => process == owner,
            (Self::Queue(id), FileObject::MessageQueue(other)) => id == other,
            (Self::Socket(id), FileObject::Socket(other)) => id == other,
            (Self::Epoll(id), FileObject::Epoll(other)) => id == other,
            _ => false,
        }
    }
}
