//! System V message queues (`msgop(2)`, `msgget(2)`, `msgctl(2)`).
//!
//! A receiver that waits gets its message straight from the sender: it never passes through the queue. Senders that
//! wait for room are woken when a receive makes enough for them.

use std::collections::VecDeque;
use std::rc::Rc;

use crate::abi::Errno;
use crate::kernel::{Halt, Kernel, Pid, Resume, SysResult, WaitsFor};

use super::{IPC_NOWAIT, IpcObject, MAY_READ, MAY_WRITE, Permissions};

/// Largest message in bytes.
pub const MSGMAX: u64 = 8192;
/// How many bytes a new queue may hold.
pub const MSGMNB: u64 = 16384;
/// Cut a message that is too long.
pub const MSG_NOERROR: i32 = 0o10000;
/// Receive any type but the one given.
pub const MSG_EXCEPT: i32 = 0o20000;
/// Copy the message at a position, and leave it there.
pub const MSG_COPY: i32 = 0o40000;

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Who sent it. Linux does not keep this; a page shows it.
    pub sender: Pid,
    /// Its type; positive.
    pub mtype: i64,
    /// Its text.
    pub text: Rc<[u8]>,
}

/// What a waiting receiver is given: a message, or why there is none.
pub type Delivery = Result<Message, Errno>;

/// Which messages a receiver takes (`msgrcv`'s `msgtyp` and flags).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The first one.
    Any,
    /// The first of this type.
    Type(i64),
    /// The first of any other type.
    Except(i64),
    /// The first of the lowest type that is at most this.
    UpTo(i64),
    /// The one at this position (`MSG_COPY`).
    Position(i64),
}

impl Wanted {
    /// What the arguments of `msgrcv` mean.
    pub(in crate::kernel) fn new(msgtyp: i64, flags: i32) -> Self {
        match msgtyp {
            _ if flags & MSG_COPY != 0 => Self::Position(msgtyp),
            0 => Self::Any,
            ..0 => Self::UpTo(msgtyp.checked_neg().unwrap_or(i64::MAX)),
            _ if flags & MSG_EXCEPT != 0 => Self::Except(msgtyp),
            _ => Self::Type(msgtyp),
        }
    }

    /// Whether a message of this type would do.
    const fn fits(self, mtype: i64) -> bool {
        match self {
            Self::Any | Self::Position(_) => true,
            Self::Type(wanted) => mtype == wanted,
            Self::Except(unwanted) => mtype != unwanted,
            Self::UpTo(most) => mtype <= most,
        }
    }
}

/// A process that waits for a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receiver {
    /// Who.
    pub pid: Pid,
    /// For what.
    pub wanted: Wanted,
    /// How long the text may be.
    pub room: u64,
}

/// A process that waits for room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// Who.
    pub pid: Pid,
    /// For how many bytes.
    pub len: u64,
}

/// A message queue (Linux: `struct msg_queue`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageQueue {
    /// Owner and permissions.
    pub permissions: Permissions,
    /// The messages, oldest first.
    pub messages: VecDeque<Message>,
    /// How many bytes of text it may hold, and how many messages.
    pub capacity: u64,
    /// Process id of the last sender; 0: none yet.
    pub last_sender: Pid,
    /// Process id of the last receiver; 0: none yet.
    pub last_receiver: Pid,
    /// When somebody last sent, received, and changed the queue (seconds since 1970; 0: never).
    pub times: [u64; 3],
    /// Who waits for a message.
    pub receivers: VecDeque<Receiver>,
    /// Who waits for room.
    pub senders: VecDeque<Sender>,
}

impl IpcObject for MessageQueue {
    fn permissions(&self) -> &Permissions {
        &self.permissions
    }
}

impl MessageQueue {
    fn new(permissions: Permissions, now: u64) -> Self {
        Self {
            permissions,
            messages: VecDeque::new(),
            capacity: MSGMNB,
            last_sender: 0,
            last_receiver: 0,
            times: [0, 0, now],
            receivers: VecDeque::new(),
            senders: VecDeque::new(),
        }
    }

    /// Bytes of text in it.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.messages.iter().map(|message| message.text.len() as u64).sum()
    }

    fn has_room_for(&self, len: u64) -> bool {
        self.bytes() + len <= self.capacity && (self.messages.len() as u64) < self.capacity
    }

    fn find(&self, wanted: Wanted) -> Option<usize> {
        let mut fitting = self.messages.iter().enumerate().filter(|(_, message)| wanted.fits(message.mtype));
        match wanted {
            Wanted::UpTo(_) => fitting.min_by_key(|(_, message)| message.mtype).map(|(index, _)| index),
            Wanted::Position(position) => usize::try_from(position).ok().filter(|&index| index < self.messages.len()),
            _ => fitting.next().map(|(index, _)| index),
        }
    }

    /// Offers a message to the waiting receivers (`pipelined_send`). One whose room is too small wakes with `E2BIG`.
    fn offer(&mut self, message: &Message) -> Offer {
        let mut too_small = Vec::new();
        while let Some(index) = self.receivers.iter().position(|receiver| receiver.wanted.fits(message.mtype)) {
            let Some(receiver) = self.receivers.remove(index) else { break };
            if receiver.room >= message.text.len() as u64 {
                return Offer { too_small, taken_by: Some(receiver.pid) };
            }
            too_small.push(receiver.pid);
        }
        Offer { too_small, taken_by: None }
    }

    /// The waiting senders that would now find room; the others move to the end (`ss_wakeup`).
    fn senders_with_room(&mut self) -> Vec<Pid> {
        let (awake, asleep): (VecDeque<Sender>, VecDeque<Sender>) =
            std::mem::take(&mut self.senders).into_iter().partition(|sender| self.has_room_for(sender.len));
        self.senders = asleep;
        awake.into_iter().map(|sender| sender.pid).collect()
    }

    /// As `IPC_STAT` shows it (`struct msqid64_ds` of x86-64).
    pub(in crate::kernel) fn encode(&self, id: i32) -> [u8; 120] {
        let mut bytes = [0; 120];
        bytes[..Permissions::BYTES].copy_from_slice(&self.permissions.encode(id));
        let numbers = [self.bytes(), self.messages.len() as u64, self.capacity];
        for (at, word) in bytes[48..96].chunks_exact_mut(8).zip(self.times.into_iter().chain(numbers)) {
            at.copy_from_slice(&word.to_le_bytes());
        }
        bytes[96..100].copy_from_slice(&self.last_sender.to_le_bytes());
        bytes[100..104].copy_from_slice(&self.last_receiver.to_le_bytes());
        bytes
    }
}

/// What became of a message that waiting receivers were offered.
struct Offer {
    /// Receivers it was too long for.
    too_small: Vec<Pid>,
    /// Who takes it.
    taken_by: Option<Pid>,
}

/// The arguments of `msgrcv` that decide which message, and how.
#[derive(Clone, Copy, Debug)]
pub(in crate::kernel) struct Request {
    /// How long the text may be.
    pub room: u64,
    /// Which message.
    pub wanted: Wanted,
    /// `IPC_NOWAIT`, `MSG_NOERROR`, `MSG_COPY`.
    pub flags: i32,
}

impl Kernel {
    /// `msgget(2)`.
    pub(in crate::kernel) fn message_queue(&mut self, pid: Pid, key: i32, flags: i32) -> Result<i32, Errno> {
        let now = self.clock.seconds();
        let how = (key, flags, self.tasks.credentials(pid));
        self.messages.get_or_add(how, |_| Ok(()), |permissions| Ok(MessageQueue::new(permissions, now)))
    }

    /// `msgsnd(2)`, with the message already copied from the caller.
    pub(in crate::kernel) fn message_send(&mut self, pid: Pid, id: i32, message: Message, flags: i32) -> SysResult {
        let process = self.tasks[pid].pid;
        let now = self.clock.seconds();
        let queue = self.messages.get_mut(id)?;
        queue.permissions.permit(self.tasks.credentials(pid), MAY_WRITE)?;
        let len = message.text.len() as u64;
        if !queue.has_room_for(len) {
            if flags & IPC_NOWAIT != 0 {
                return Err(Errno::EAGAIN.into());
            }
            queue.senders.push_back(Sender { pid, len });
            return Err(Halt::Block(WaitsFor::MessageRoom(id), Resume::Sending(message)));
        }
        queue.last_sender = process;
        queue.times[0] = now;
        let offer = queue.offer(&message);
        match offer.taken_by {
            Some(receiver) => {
                queue.last_receiver = self.tasks[receiver].pid;
                queue.times[1] = now;
            }
            None => queue.messages.push_back(message.clone()),
        }
        for receiver in offer.too_small {
            self.wake_with(receiver, Resume::Delivered(Err(Errno::E2BIG)));
        }
        if let Some(receiver) = offer.taken_by {
            self.wake_with(receiver, Resume::Delivered(Ok(message)));
        }
        Ok(0)
    }

    /// `msgrcv(2)` up to the point where the message is the caller's.
    pub(in crate::kernel) fn message_receive(
        &mut self,
        pid: Pid,
        id: i32,
        request: Request,
        resume: Option<Resume>,
    ) -> Result<Message, Halt> {
        if let Some(Resume::Delivered(delivery)) = resume {
            return delivery.map_err(Halt::Errno);
        }
        let process = self.tasks[pid].pid;
        let now = self.clock.seconds();
        let queue = self.messages.get_mut(id)?;
        queue.permissions.permit(self.tasks.credentials(pid), MAY_READ)?;
        let Some(index) = queue.find(request.wanted) else { return self.message_none(pid, id, request) };
        let message = queue.messages[index].clone();
        if request.room < message.text.len() as u64 && request.flags & MSG_NOERROR == 0 {
            return Err(Errno::E2BIG.into());
        }
        if request.flags & MSG_COPY != 0 {
            // A copy is never cut (`copy_msg`), whatever MSG_NOERROR says.
            return if request.room < message.text.len() as u64 { Err(Errno::EINVAL.into()) } else { Ok(message) };
        }
        queue.messages.remove(index);
        queue.last_receiver = process;
        queue.times[1] = now;
        let senders = queue.senders_with_room();
        senders.into_iter().for_each(|sender| self.wake(sender));
        Ok(message)
    }

    fn message_none(&mut self, pid: Pid, id: i32, request: Request) -> Result<Message, Halt> {
        if request.flags & IPC_NOWAIT != 0 {
            return Err(Errno::ENOMSG.into());
        }
        let room = if request.flags & MSG_NOERROR != 0 { u64::MAX } else { request.room };
        self.messages.get_mut(id)?.receivers.push_back(Receiver { pid, wanted: request.wanted, room });
        Err(Halt::Block(WaitsFor::Message(id), Resume::Again))
    }

    /// `msgctl(2)` with `IPC_RMID`: everybody who waits gets `EIDRM`, receivers first.
    pub(in crate::kernel) fn message_remove(&mut self, pid: Pid, id: i32) -> Result<(), Errno> {
        self.messages.controlled(id, self.tasks.credentials(pid))?;
        let queue = self.messages.remove(id)?;
        for receiver in queue.receivers {
            self.wake_with(receiver.pid, Resume::Delivered(Err(Errno::EIDRM)));
        }
        for sender in queue.senders {
            self.wake_with(sender.pid, Resume::Removed);
        }
        Ok(())
    }

    /// `msgctl(2)` with `IPC_SET`: owner, permissions, capacity. Everybody who waits looks again.
    /// More than [`MSGMNB`] takes `CAP_SYS_RESOURCE` over the whole machine, which the lab's root does not have: it is
    /// root in a container.
    pub(in crate::kernel) fn message_set(
        &mut self,
        pid: Pid,
        id: i32,
        permissions: &[u8; Permissions::BYTES],
        capacity: u64,
    ) -> Result<(), Errno> {
        let now = self.clock.seconds();
        let queue = self.messages.controlled(id, self.tasks.credentials(pid))?;
        if capacity > MSGMNB {
            return Err(Errno::EPERM);
        }
        queue.permissions.update(permissions)?;
        queue.capacity = capacity;
        queue.times[2] = now;
        let receivers = std::mem::take(&mut queue.receivers);
        let senders = queue.senders_with_room();
        receivers.into_iter().map(|receiver| receiver.pid).chain(senders).for_each(|pid| self.wake(pid));
        Ok(())
    }

    /// A process gives up waiting at a queue.
    pub(in crate::kernel) fn message_leave(&mut self, pid: Pid, id: i32) {
        if let Ok(queue) = self.messages.get_mut(id) {
            queue.receivers.retain(|receiver| receiver.pid != pid);
            queue.senders.retain(|sender| sender.pid != pid);
        }
    }
}
