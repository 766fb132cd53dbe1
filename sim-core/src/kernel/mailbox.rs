//! Indirect communication: a mailbox has a number of its own, its port, and whoever knows it can send and receive.
//!
//! Its capacity decides when a sender waits: with none until somebody receives (a rendezvous), with a bounded one while
//! it is full, with an unbounded one never. Both sides are served in the order in which they came.

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use crate::abi::Errno;

use super::channel::{Letter, ROOM, Waiting};
use super::{Halt, Kernel, Pid, Resume, SysResult, WaitsFor};

/// Ports are 1 to this.
const PORT_MAX: i32 = 65_535;
/// Messages that a bounded mailbox may hold at most: as many of the longest as there is [`ROOM`] for.
pub const CAPACITY_MAX: i32 = 16;
/// The capacity that stands for none at all.
const UNBOUNDED: i32 = -1;

/// A mailbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    /// How many messages it holds; `None` for as many as the kernel has [`ROOM`] for.
    pub capacity: Option<usize>,
    /// The messages, oldest first.
    pub letters: VecDeque<Letter>,
    /// Who waits for a message, longest first.
    pub receivers: VecDeque<Pid>,
    /// Who waits for room, with the message, longest first.
    pub senders: VecDeque<Letter>,
    /// How often bytes were copied into the kernel or out of it.
    pub copies: u64,
}

impl Mailbox {
    fn new(capacity: i32) -> Self {
        Self {
            capacity: usize::try_from(capacity).ok(),
            letters: VecDeque::new(),
            receivers: VecDeque::new(),
            senders: VecDeque::new(),
            copies: 0,
        }
    }

    /// Whether a message fits now.
    ///
    /// # Errors
    /// `ENOBUFS` if an unbounded mailbox has used up the kernel's room.
    fn has_room_for(&self, len: u64) -> Result<bool, Errno> {
        let held: u64 = self.letters.iter().map(|letter| letter.text.len() as u64).sum();
        match self.capacity {
            Some(capacity) => Ok(self.letters.len() < capacity),
            None if held + len > ROOM || self.letters.len() as u64 >= ROOM => Err(Errno::ENOBUFS),
            None => Ok(true),
        }
    }
}

/// The mailboxes of a host, by port.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mailboxes(BTreeMap<i32, Mailbox>);

impl Mailboxes {
    /// All of them, in order of port.
    pub fn iter(&self) -> impl Iterator<Item = (i32, &Mailbox)> {
        self.0.iter().map(|(&port, mailbox)| (port, mailbox))
    }

    /// The mailbox with this port.
    #[must_use]
    pub fn get(&self, port: i32) -> Option<&Mailbox> {
        self.0.get(&port)
    }

    fn get_mut(&mut self, port: i32) -> Result<&mut Mailbox, Errno> {
        self.0.get_mut(&port).ok_or(Errno::ENOENT)
    }
}

impl Kernel {
    /// `mailbox_open`: makes the mailbox if there is none; one that exists stays as it is.
    pub(super) fn mailbox_open(&mut self, port: i32, capacity: i32) -> Result<(), Errno> {
        if !(1..=PORT_MAX).contains(&port) || !(UNBOUNDED..=CAPACITY_MAX).contains(&capacity) {
            return Err(Errno::EINVAL);
        }
        self.mailboxes.0.entry(port).or_insert_with(|| Mailbox::new(capacity));
        Ok(())
    }

    /// `mailbox_remove`: everybody who waits gets `EIDRM`.
    pub(super) fn mailbox_remove(&mut self, port: i32) -> Result<(), Errno> {
        let mailbox = self.mailboxes.0.remove(&port).ok_or(Errno::ENOENT)?;
        let senders = mailbox.senders.into_iter().filter_map(|letter| letter.waiter);
        for pid in mailbox.receivers.into_iter().chain(senders) {
            self.wake_with(pid, Resume::Over(Err(Errno::EIDRM)));
        }
        Ok(())
    }

    /// `mailbox_send`, with the message copied from the caller.
    pub(super) fn mailbox_send(&mut self, tid: Pid, port: i32, text: Rc<[u8]>, waiting: Waiting) -> SysResult {
        let sender = self.tasks[tid].pid;
        let mailbox = self.mailboxes.get_mut(port)?;
        let has_room = mailbox.has_room_for(text.len() as u64)?;
        let mut letter = Letter { sender, text, waiter: None };
        match mailbox.receivers.pop_front() {
            Some(receiver) => self.wake_with(receiver, Resume::Handed(letter)),
            None if has_room => mailbox.letters.push_back(letter),
            None if waiting == Waiting::Refused => return Err(Errno::EAGAIN.into()),
            None => {
                letter.waiter = Some(tid);
                mailbox.senders.push_back(letter);
                return Err(Halt::Block(WaitsFor::MailboxRoom(port), Resume::Again));
            }
        }
        Ok(0)
    }

    /// `mailbox_receive` up to the point where the message is the caller's. The sender that has waited longest goes on.
    pub(super) fn mailbox_receive(&mut self, tid: Pid, port: i32, waiting: Waiting) -> Result<Letter, Halt> {
        let mailbox = self.mailboxes.get_mut(port)?;
        let admitted = mailbox.senders.pop_front();
        mailbox.letters.extend(admitted.clone().map(|letter| Letter { waiter: None, ..letter }));
        let Some(letter) = mailbox.letters.pop_front() else {
            if waiting == Waiting::Refused {
                return Err(Errno::EAGAIN.into());
            }
            mailbox.receivers.push_back(tid);
            return Err(Halt::Block(WaitsFor::MailboxMessage(port), Resume::Again));
        };
        if let Some(waiter) = admitted.and_then(|letter| letter.waiter) {
            self.wake_with(waiter, Resume::Over(Ok(0)));
        }
        Ok(letter)
    }

    /// A message has been copied from its sender or to its receiver.
    pub(super) fn mailbox_copied(&mut self, port: i32) {
        if let Ok(mailbox) = self.mailboxes.get_mut(port) {
            mailbox.copies += 1;
        }
    }

    /// A task gives up waiting at a mailbox. What it was about to send was never sent.
    pub(super) fn mailbox_leave(&mut self, tid: Pid, port: i32) {
        if let Ok(mailbox) = self.mailboxes.get_mut(port) {
            mailbox.receivers.retain(|&receiver| receiver != tid);
            mailbox.senders.retain(|letter| letter.waiter != Some(tid));
        }
    }
}
