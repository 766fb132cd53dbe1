//! `mq_open`, `mq_unlink`, `mq_timedsend`, `mq_timedreceive`, `mq_getsetattr`, `mq_notify`.

use crate::abi::Errno;
use crate::kernel::file::O_NONBLOCK;
use crate::kernel::mqueue::{Access, MQ_PRIO_MAX, Opening, Patience, Posted, Size};
use crate::kernel::{Halt, Resume, SysResult};

use super::Call;
use super::time::{Deadline, timeout};

/// Longest name of a file (`NAME_MAX`).
const NAME_MAX: usize = 255;
/// Longest path, with its NUL (`PATH_MAX`).
const PATH_MAX: usize = 4096;
/// `O_CREAT`
const O_CREAT: u32 = 0o100;

/// A queue's name. The library has taken away the slash that it begins with.
fn name(call: &mut Call<'_>) -> Result<String, Errno> {
    let bytes = call.kernel.copy_in_string(call.pid, call.word(0), PATH_MAX)?.ok_or(Errno::ENAMETOOLONG)?;
    match bytes.as_slice() {
        b"" => Err(Errno::ENOENT),
        _ if bytes.len() > NAME_MAX => Err(Errno::ENAMETOOLONG),
        b"." | b".." => Err(Errno::EACCES),
        _ if bytes.contains(&b'/') => Err(Errno::EACCES),
        _ => Ok(String::from_utf8_lossy(&bytes).into_owned()),
    }
}

/// The words of a `struct mq_attr`: flags, messages, size of a message, messages in the queue.
fn attributes(call: &mut Call<'_>, addr: u64) -> Result<[i64; 4], Errno> {
    let bytes = call.copy_in::<64>(addr)?;
    let mut words = [0; 4];
    for (word, chunk) in words.iter_mut().zip(bytes.chunks_exact(8)) {
        let mut raw = [0; 8];
        raw.copy_from_slice(chunk);
        *word = i64::from_le_bytes(raw);
    }
    Ok(words)
}

/// `mq_open(2)`
pub(super) fn mq_open(call: &mut Call<'_>) -> SysResult {
    let (flags, addr) = (call.uint(1), call.word(3));
    let size = match addr {
        0 => Size::DEFAULT,
        _ => {
            let [_, messages, bytes, _] = attributes(call, addr)?;
            Size { messages, bytes }
        }
    };
    let name = name(call)?;
    let mode = call.uint(2);
    let opening = Opening { name: &name, flags, mode, size: if flags & O_CREAT == 0 { Size::DEFAULT } else { size } };
    call.kernel.mqueue_open(call.pid, &opening)
}

/// `mq_unlink(2)`
pub(super) fn mq_unlink(call: &mut Call<'_>) -> SysResult {
    let name = name(call)?;
    call.kernel.mqueue_unlink(call.pid, &name)?;
    Ok(0)
}

/// `mq_timedsend(2)`. The order of the checks is Linux's: the time, also where nobody waits, then the priority.
pub(super) fn mq_timedsend(call: &mut Call<'_>) -> SysResult {
    match call.resume.take() {
        Some(Resume::Posted) => {
            call.kernel.clock.cancel(call.pid);
            return Ok(0);
        }
        Some(Resume::Elapsed) => return give_up(call),
        _ => {}
    }
    let (fd, addr, len, priority) = (call.int(0), call.word(1), call.word(2), call.uint(3));
    let until = timeout(call, call.word(4), Deadline::AtReal)?.check()?;
    if priority >= MQ_PRIO_MAX {
        return Err(Errno::EINVAL.into());
    }
    let (id, size, is_nonblocking) = call.kernel.mqueue_at(call.pid, fd, Access::Send)?;
    if len > size.bytes as u64 {
        return Err(Errno::EMSGSIZE.into());
    }
    let text = call.kernel.copy_in_vec(call.pid, addr, len)?;
    let message = Posted { sender: call.process_id(), priority, text: text.into() };
    call.kernel.mqueue_send(call.pid, id, message, Patience { is_nonblocking, until })
}

/// `mq_timedreceive(2)`
pub(super) fn mq_timedreceive(call: &mut Call<'_>) -> SysResult {
    let (fd, addr, len, priority) = (call.int(0), call.word(1), call.word(2), call.word(3));
    let message = match call.resume.take() {
        Some(Resume::Taken(message)) => {
            call.kernel.clock.cancel(call.pid);
            message
        }
        Some(Resume::Elapsed) => return give_up(call),
        _ => {
            let until = timeout(call, call.word(4), Deadline::AtReal)?.check()?;
            let (id, size, is_nonblocking) = call.kernel.mqueue_at(call.pid, fd, Access::Receive)?;
            if len < size.bytes as u64 {
                return Err(Errno::EMSGSIZE.into());
            }
            call.kernel.mqueue_receive(call.pid, id, Patience { is_nonblocking, until })?
        }
    };
    call.kernel.copy_out_if_wanted(call.pid, priority, &message.priority.to_le_bytes())?;
    call.copy_out(addr, &message.text)?;
    Ok(message.text.len() as u64)
}

/// The time is over.
fn give_up(call: &mut Call<'_>) -> SysResult {
    let (id, ..) = call.kernel.mqueue_at(call.pid, call.int(0), Access::Any)?;
    call.kernel.mqueue_leave(call.pid, id);
    Err(Errno::ETIMEDOUT.into())
}

/// `mq_getsetattr(2)`: of the attributes only `O_NONBLOCK` can be changed.
pub(super) fn mq_getsetattr(call: &mut Call<'_>) -> SysResult {
    let (fd, new, old) = (call.int(0), call.word(1), call.word(2));
    let wanted = if new == 0 { None } else { Some(attributes(call, new)?[0]) };
    if wanted.is_some_and(|flags| flags & !i64::from(O_NONBLOCK) != 0) {
        return Err(Errno::EINVAL.into());
    }
    let (id, size, is_nonblocking) = call.kernel.mqueue_at(call.pid, fd, Access::Any)?;
    let held = call.kernel.posix_queues.get(id).map_or(0, |queue| queue.messages.len() as i64);
    if let Some(flags) = wanted {
        let (file, open) = call.kernel.file(call.pid, fd)?;
        let status = open.flags & !O_NONBLOCK | flags as u32;
        call.kernel.files.set_flags(file, status);
    }
    let flags = if is_nonblocking { i64::from(O_NONBLOCK) } else { 0 };
    let mut bytes = [0; 64];
    for (at, word) in bytes.chunks_exact_mut(8).zip([flags, size.messages, size.bytes, held]) {
        at.copy_from_slice(&word.to_le_bytes());
    }
    call.kernel.copy_out_if_wanted(call.pid, old, &bytes)?;
    Ok(0)
}

/// `mq_notify(2)`, which the model does not have.
pub(super) fn mq_notify(_call: &mut Call<'_>) -> SysResult {
    Err(Halt::Unsupported("mq_notify".to_owned()))
}
