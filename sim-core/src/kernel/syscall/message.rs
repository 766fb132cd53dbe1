//! The lab's own calls that pass messages: `send`, `receive`, `mailbox_open`, `mailbox_send`, `mailbox_receive`,
//! `mailbox_remove`.

use std::rc::Rc;

use crate::abi::Errno;
use crate::kernel::channel::{Letter, MESSAGE_MAX, Waiting};
use crate::kernel::{Halt, Resume, SysResult};

use super::Call;

/// `MESSAGE_NOWAIT`
const NOWAIT: u32 = 1;

fn waiting(call: &Call<'_>) -> Waiting {
    if call.uint(3) & NOWAIT == 0 { Waiting::Allowed } else { Waiting::Refused }
}

/// The message that arguments 1 and 2 give.
fn text(call: &mut Call<'_>) -> Result<Rc<[u8]>, Errno> {
    let (addr, len) = (call.word(1), call.word(2));
    if len > MESSAGE_MAX {
        return Err(Errno::EMSGSIZE);
    }
    Ok(call.kernel.copy_in_vec(call.pid, addr, len)?.into())
}

/// Gives the caller a message: as much of it as it has room for.
fn deliver(call: &mut Call<'_>, letter: &Letter) -> Result<u64, Errno> {
    let len = letter.text.len().min(usize::try_from(call.word(2)).unwrap_or(usize::MAX));
    call.copy_out(call.word(1), &letter.text[..len])?;
    Ok(len as u64)
}

/// `send`: to the process of argument 0.
pub(super) fn send(call: &mut Call<'_>) -> SysResult {
    let (to, waiting) = (call.int(0), waiting(call));
    if call.resume.is_some() {
        return call.kernel.channel_await(call.pid, to);
    }
    let text = text(call)?;
    call.kernel.channel_send(call.pid, to, text, waiting)
}

/// `receive`: from the process of argument 0, or from any; says from whom.
pub(super) fn receive(call: &mut Call<'_>) -> SysResult {
    let letter = match call.resume.take() {
        Some(Resume::Handed(letter)) => letter,
        _ => call.kernel.channel_receive(call.pid, call.int(0), waiting(call))?,
    };
    call.kernel.channel_delivered(call.pid);
    let len = deliver(call, &letter)?;
    call.kernel.copy_out_if_wanted(call.pid, call.args[4], &letter.sender.to_le_bytes())?;
    Ok(len)
}

/// `mailbox_open`
pub(super) fn mailbox_open(call: &mut Call<'_>) -> SysResult {
    call.kernel.mailbox_open(call.int(0), call.int(1))?;
    Ok(0)
}

/// `mailbox_send`
pub(super) fn mailbox_send(call: &mut Call<'_>) -> SysResult {
    let (port, waiting) = (call.int(0), waiting(call));
    let text = text(call)?;
    let result = call.kernel.mailbox_send(call.pid, port, text, waiting);
    if call.resume.is_none() && !matches!(result, Err(Halt::Errno(_))) {
        call.kernel.mailbox_copied(port);
    }
    result
}

/// `mailbox_receive`
pub(super) fn mailbox_receive(call: &mut Call<'_>) -> SysResult {
    let letter = match call.resume.take() {
        Some(Resume::Handed(letter)) => letter,
        _ => call.kernel.mailbox_receive(call.pid, call.int(0), waiting(call))?,
    };
    call.kernel.mailbox_copied(call.int(0));
    Ok(deliver(call, &letter)?)
}

/// `mailbox_remove`
pub(super) fn mailbox_remove(call: &mut Call<'_>) -> SysResult {
    call.kernel.mailbox_remove(call.int(0))?;
    Ok(0)
}
