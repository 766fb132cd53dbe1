//! Waiting: queues of sleeping processes, what a process sleeps for, and what it finds when it is woken.
//!
//! A system call that cannot go on puts its caller into a queue and ends with [`Halt::Block`](super::Halt). Whoever
//! makes its condition true wakes it; it then retries its call, with a [`Resume`] that tells how far it had come.

use std::collections::VecDeque;

use crate::abi::record::CallRecord;
use crate::abi::syscall::Sysno;
use crate::abi::{Errno, SigSet};

use super::Pid;
use super::channel::Letter;
use super::epoll::EpollId;
use super::eventfd::EventfdId;
use super::fs::InodeId;
use super::ipc::msg::{Delivery, Message};
use super::mqueue::{MqueueId, Posted};
use super::pipe::{PipeId, PipeSide};
use super::signalfd::SignalfdId;
use super::socket::SocketId;
use super::socket::sleep::Awaits;
use super::timerfd::TimerfdId;

/// Processes that sleep until one of them is woken: first come, first served, as Linux's exclusive waiters
/// (`prepare_to_wait_exclusive`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WaitQueue(VecDeque<Pid>);

impl WaitQueue {
    /// Puts a process at the end.
    pub(super) fn enqueue(&mut self, pid: Pid) {
        self.0.push_back(pid);
    }

    /// Takes out the process that has waited longest.
    pub(super) fn wake_one(&mut self) -> Option<Pid> {
        self.0.pop_front()
    }

    /// Takes out everybody.
    pub(super) fn wake_all(&mut self) -> VecDeque<Pid> {
        std::mem::take(&mut self.0)
    }

    /// Takes out a process that gives up waiting; says whether it was there.
    pub(super) fn remove(&mut self, pid: Pid) -> bool {
        let before = self.0.len();
        self.0.retain(|&waiter| waiter != pid);
        self.0.len() < before
    }

    /// The waiters, longest first.
    pub fn iter(&self) -> impl Iterator<Item = Pid> {
        self.0.iter().copied()
    }
}

/// What a blocked process sleeps for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitsFor {
    /// The end of a child (`wait4`).
    Child,
    /// Bytes in a pipe, or its last writer gone.
    PipeData(PipeId),
    /// Room in a pipe, or its last reader gone.
    PipeRoom(PipeId),
    /// Somebody who opens the other side of a FIFO.
    FifoPartner(PipeId, PipeSide),
    /// A record lock that a process holds on a file.
    FileLock(InodeId, Pid),
    /// One of several descriptors to become ready (`poll`), at most until a point in virtual time.
    Poll(Option<u64>),
    /// Something to be told by an epoll instance, at most until a point in virtual time.
    Epoll(EpollId, Option<u64>),
    /// A change of a counter (`eventfd`).
    Counter(EventfdId),
    /// A timer to expire (`timerfd_create`).
    Expiry(TimerfdId),
    /// A signal of the set of a descriptor (`signalfd`).
    SignalFile(SignalfdId),
    /// A lock on a whole file (`flock`).
    WholeFileLock(InodeId),
    /// A message in the System V queue with this id.
    Message(i32),
    /// Room in the System V queue with this id.
    MessageRoom(i32),
    /// The System V semaphore set with this id.
    Semaphore(i32),
    /// A message in a POSIX queue.
    PosixMessage(MqueueId),
    /// Room in a POSIX queue.
    PosixRoom(MqueueId),
    /// A message in the mailbox with this port.
    MailboxMessage(i32),
    /// Room in the mailbox with this port, or somebody who receives from it.
    MailboxRoom(i32),
    /// A message from this process in the caller's channel; 0: from any.
    Letter(Pid),
    /// This process to receive what the caller has sent to it.
    Receipt(Pid),
    /// Something at a socket.
    Socket {
        /// Which.
        id: SocketId,
        /// What.
        awaits: Awaits,
        /// Until when at most (`SO_RCVTIMEO`, `SO_SNDTIMEO`).
        until: Option<u64>,
    },
    /// A change of the word at this address (`futex`).
    Word(u64),
    /// A point in virtual time, in nanoseconds.
    Time(u64),
    /// One of these signals (`rt_sigtimedwait`), or any with a handler (none of these: `pause`, `rt_sigsuspend`).
    Signal {
        /// Which.
        set: SigSet,
        /// Until when at most.
        until: Option<u64>,
    },
    /// SIGCONT: the call is over, but a signal has stopped the process before it returned.
    Continue,
}

impl WaitsFor {
    /// Whether the sleeper looks by itself what has become ready.
    #[must_use]
    pub const fn is_poll(self) -> bool {
        matches!(self, Self::Poll(_) | Self::Epoll(..))
    }
}

/// How far a blocked call had come, and what its waker left for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resume {
    /// Nothing to know: look again.
    Again,
    /// `open`: somebody has opened the other side of the FIFO that this pipe is.
    Partner(PipeId),
    /// `write`: this many bytes are in the pipe already.
    Wrote(u64),
    /// `recv`: this many bytes have been received already.
    Received(u64),
    /// `msgsnd`: the message, which was copied when the call was made.
    Sending(Message),
    /// `msgrcv`: what the sender (or the queue's removal) handed over.
    Delivered(Delivery),
    /// `semop`: somebody else's change has let it be performed, or fail.
    Operated(Result<(), Errno>),
    /// `mq_timedsend`: the message, which was copied when the call was made, is in the queue.
    Posted,
    /// `mq_timedreceive`: the message.
    Taken(Posted),
    /// `receive`: the message.
    Handed(Letter),
    /// `futex`: somebody has woken it.
    Woken,
    /// The object that the call waited at is gone.
    Removed,
    /// The time has come.
    Elapsed,
    /// It was to sleep until this time.
    Until(u64),
    /// The call fails with `EINTR`.
    Interrupted,
    /// The call is over, with this result.
    Over(Result<u64, Errno>),
}

/// A process asleep inside a system call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocked {
    /// The call's number.
    pub nr: Sysno,
    /// Its raw arguments.
    pub args: [u64; 6],
    /// The call as it was made.
    pub call: CallRecord,
    /// What it sleeps for.
    pub on: WaitsFor,
    /// With what it goes on.
    pub resume: Resume,
    /// Whether a signal has stopped the process meanwhile: so the call has been left, and is made again, or is over if a
    /// handler runs first.
    pub was_stopped: bool,
}
