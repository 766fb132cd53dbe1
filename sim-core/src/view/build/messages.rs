//! Channels and mailboxes as the page shows them.

use crate::kernel::Pid;
use crate::kernel::channel::{Channel, Letter};
use crate::kernel::mailbox::Mailbox;

use super::super::{LetterView, ObjectKind};
use super::Numbers;
use super::objects::{MOST_BYTES, MOST_MESSAGES};

fn letters<'a>(letters: impl Iterator<Item = &'a Letter>, numbers: &Numbers) -> Vec<LetterView> {
    let one = |letter: &Letter| LetterView {
        len: letter.text.len() as u64,
        bytes: letter.text.iter().copied().take(MOST_BYTES).collect(),
        task: numbers.of(letter.sender),
        is_awaited: letter.waiter.is_some(),
    };
    letters.take(MOST_MESSAGES).map(one).collect()
}

/// Where a process's messages lie.
pub(super) fn channel_kind(pid: Pid, channel: &Channel, numbers: &Numbers) -> ObjectKind {
    let letters = letters(channel.letters.iter(), numbers);
    ObjectKind::Channel { task: numbers.of(pid), letters, copies: channel.copies }
}

/// A mailbox. What its waiting senders are about to send is shown behind what it holds.
pub(super) fn mailbox_kind(port: i32, mailbox: &Mailbox, numbers: &Numbers) -> ObjectKind {
    ObjectKind::Mailbox {
        port,
        capacity: mailbox.capacity.map(|capacity| capacity as u64),
        letters: letters(mailbox.letters.iter().chain(&mailbox.senders), numbers),
        copies: mailbox.copies,
    }
}
