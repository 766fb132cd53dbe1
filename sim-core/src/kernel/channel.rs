//! Direct communication: a message names the process that it is for, and lies in that process's channel until the
//! process receives it. Textbooks have this; Linux does not: on the real side a C library makes it of System V objects
//! (`docs/design/message.md`), and the rules here are those that both can keep.

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use crate::abi::Errno;

use super::{Halt, Kernel, Pid, Resume, SysResult, WaitsFor};

/// Longest message, in bytes.
pub const MESSAGE_MAX: u64 = 1024;
/// Bytes that the kernel keeps for a channel or a mailbox at most (as for a System V queue, `msg_qbytes`).
pub const ROOM: u64 = 16_384;
/// What the kernel notes with each message of a channel: who waits for which receipt.
const NOTE: u64 = 16;

/// A message on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The process that sent it.
    pub sender: Pid,
    /// Its bytes.
    pub text: Rc<[u8]>,
    /// The task that sleeps until it is received, unless it has given that up.
    pub waiter: Option<Pid>,
}

/// Whether a call may sleep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Waiting {
    /// Until it can be done.
    Allowed,
    /// Not at all (`MESSAGE_NOWAIT`).
    Refused,
}

/// What a process has been sent and has not received.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Channel {
    /// The messages, oldest first.
    pub letters: VecDeque<Letter>,
    /// The tasks that wait for a message, longest first, and from which process; 0: from any.
    pub receivers: VecDeque<(Pid, Pid)>,
    /// How often bytes were copied into the kernel or out of it.
    pub copies: u64,
}

impl Channel {
    fn has_room_for(&self, len: u64) -> bool {
        self.letters.iter().map(|letter| letter.text.len() as u64 + NOTE).sum::<u64>() + len + NOTE <= ROOM
    }
}

/// The channels of a host, by the process that they lead to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Channels(BTreeMap<Pid, Channel>);

impl Channels {
    /// All that have been used.
    pub fn iter(&self) -> impl Iterator<Item = (Pid, &Channel)> {
        self.0.iter().map(|(&pid, channel)| (pid, channel))
    }

    fn to(&mut self, pid: Pid) -> &mut Channel {
        self.0.entry(pid).or_default()
    }

    /// A process is gone.
    pub(super) fn end(&mut self, pid: Pid) {
        self.0.remove(&pid);
    }
}

impl Kernel {
    /// `send` by a task: with leave to wait, until the message has been received; otherwise the kernel keeps it.
    pub(super) fn channel_send(&mut self, tid: Pid, to: Pid, text: Rc<[u8]>, waiting: Waiting) -> SysResult {
        self.check_process(tid, to)?;
        let sender = self.tasks[tid].pid;
        let channel = self.channels.to(to);
        if !channel.has_room_for(text.len() as u64) {
            return Err(Errno::ENOBUFS.into());
        }
        channel.copies += 1;
        let is_partner = |&(_, from): &(Pid, Pid)| from == 0 || from == sender;
        if let Some((receiver, _)) =
            channel.receivers.iter().position(is_partner).and_then(|index| channel.receivers.remove(index))
        {
            self.wake_with(receiver, Resume::Handed(Letter { sender, text, waiter: None }));
            return Ok(0);
        }
        let waiter = (waiting == Waiting::Allowed).then_some(tid);
        channel.letters.push_back(Letter { sender, text, waiter });
        match waiting {
            Waiting::Allowed => Err(Halt::Block(WaitsFor::Receipt(to), Resume::Again)),
            Waiting::Refused => Ok(0),
        }
    }

    /// `send` goes on waiting after it was disturbed: it is over if the message has been received meanwhile. A process
    /// that is gone never receives it.
    pub(super) fn channel_await(&self, tid: Pid, to: Pid) -> SysResult {
        let is_waiting = |channel: &Channel| channel.letters.iter().any(|letter| letter.waiter == Some(tid));
        if self.channels.0.get(&to).is_none_or(is_waiting) {
            return Err(Halt::Block(WaitsFor::Receipt(to), Resume::Again));
        }
        Ok(0)
    }

    /// `receive` up to the point where the message is the caller's: the oldest from a process, or from any (0).
    pub(super) fn channel_receive(&mut self, tid: Pid, from: Pid, waiting: Waiting) -> Result<Letter, Halt> {
        if from != 0 {
            self.check_process(tid, from)?;
        }
        let own = self.tasks[tid].pid;
        let channel = self.channels.to(own);
        let found = channel.letters.iter().position(|letter| from == 0 || letter.sender == from);
        let Some(letter) = found.and_then(|index| channel.letters.remove(index)) else {
            if waiting == Waiting::Refused {
                return Err(Errno::EAGAIN.into());
            }
            channel.receivers.push_back((tid, from));
            return Err(Halt::Block(WaitsFor::Letter(from), Resume::Again));
        };
        // It may have given up waiting for this one.
        let is_there =
            |waiter: &Pid| self.tasks.blocked(*waiter).is_some_and(|blocked| blocked.on == WaitsFor::Receipt(own));
        if let Some(waiter) = letter.waiter.filter(is_there) {
            self.wake(waiter);
        }
        Ok(letter)
    }

    /// A message has been copied to the process that it was for.
    pub(super) fn channel_delivered(&mut self, tid: Pid) {
        let own = self.tasks[tid].pid;
        self.channels.to(own).copies += 1;
    }

    /// A task gives up waiting for a message.
    pub(super) fn channel_leave(&mut self, tid: Pid) {
        let own = self.tasks[tid].pid;
        self.channels.to(own).receivers.retain(|&(receiver, _)| receiver != tid);
    }

    fn check_process(&mut self, tid: Pid, other: Pid) -> Result<(), Halt> {
        if other <= 0 { Err(Errno::EINVAL.into()) } else { self.kill(tid, other, 0) }
    }
}
