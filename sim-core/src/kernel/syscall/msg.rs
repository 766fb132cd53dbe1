//! `msgget`, `msgsnd`, `msgrcv`, `msgctl`.

use crate::abi::Errno;
use crate::kernel::ipc::msg::{MSG_COPY, MSG_EXCEPT, MSGMAX, Message, Request, Wanted};
use crate::kernel::ipc::{IPC_NOWAIT, IPC_RMID, IPC_SET, IPC_STAT};
use crate::kernel::{Halt, Resume, SysResult};

use super::Call;

/// Commands of `msgctl` that tell about all queues: `IPC_INFO`, `MSG_STAT`, `MSG_INFO`, `MSG_STAT_ANY`.
const TABLE_COMMANDS: [i32; 4] = [3, 11, 12, 13];

/// `msgget(2)`
pub(super) fn msgget(call: &mut Call<'_>) -> SysResult {
    Ok(call.kernel.message_queue(call.pid, call.int(0), call.int(1))? as u64)
}

/// `msgsnd(2)`. The order of the checks is Linux's: the type is read first of all.
pub(super) fn msgsnd(call: &mut Call<'_>) -> SysResult {
    let (id, flags) = (call.int(0), call.int(3));
    let message = match call.resume.take() {
        Some(Resume::Removed) => return Err(Errno::EIDRM.into()),
        Some(Resume::Sending(message)) => message,
        _ => message(call)?,
    };
    call.kernel.message_send(call.pid, id, message, flags)
}

/// Copies the message that `msgsnd` shall send.
fn message(call: &mut Call<'_>) -> Result<Message, Errno> {
    let (addr, len) = (call.word(1), call.word(2));
    let mtype = i64::from_le_bytes(call.copy_in(addr)?);
    if len > MSGMAX || call.int(0) < 0 || mtype < 1 {
        return Err(Errno::EINVAL);
    }
    let text = call.kernel.copy_in_vec(call.pid, addr.wrapping_add(8), len)?;
    Ok(Message { sender: call.process_id(), mtype, text: text.into() })
}

/// `msgrcv(2)`. A message that cannot be stored is gone nevertheless.
pub(super) fn msgrcv(call: &mut Call<'_>) -> SysResult {
    let (id, addr, room, flags) = (call.int(0), call.word(1), call.word(2), call.int(4));
    if id < 0 || room > i64::MAX as u64 {
        return Err(Errno::EINVAL.into());
    }
    if flags & MSG_COPY != 0 {
        if flags & MSG_EXCEPT != 0 || flags & IPC_NOWAIT == 0 {
            return Err(Errno::EINVAL.into());
        }
        // Linux makes room for the copy by loading a message from the buffer, type and all (`prepare_copy`).
        call.kernel.copy_in_vec(call.pid, addr, room.min(MSGMAX))?;
    }
    let request = Request { room, wanted: Wanted::new(call.args[3] as i64, flags), flags };
    let resume = call.resume.take();
    let message = call.kernel.message_receive(call.pid, id, request, resume)?;
    let kept = &message.text[..message.text.len().min(usize::try_from(room).unwrap_or(usize::MAX))];
    call.copy_out(addr, &message.mtype.to_le_bytes())?;
    call.copy_out(addr.wrapping_add(8), kept)?;
    Ok(kept.len() as u64)
}

/// `msgctl(2)`
pub(super) fn msgctl(call: &mut Call<'_>) -> SysResult {
    let (id, command, addr) = (call.int(0), call.int(1), call.word(2));
    if id < 0 || command < 0 {
        return Err(Errno::EINVAL.into());
    }
    match command {
        IPC_RMID => call.kernel.message_remove(call.pid, id)?,
        IPC_STAT => {
            let bytes = call.kernel.messages.readable(id, call.kernel.tasks.credentials(call.pid))?.encode(id);
            call.copy_out(addr, &bytes)?;
        }
        IPC_SET => {
            let bytes = call.copy_in::<120>(addr)?;
            let mut permissions = [0; 48];
            permissions.copy_from_slice(&bytes[..48]);
            let mut capacity = [0; 8];
            capacity.copy_from_slice(&bytes[88..96]);
            call.kernel.message_set(call.pid, id, &permissions, u64::from_le_bytes(capacity))?;
        }
        _ if TABLE_COMMANDS.contains(&command) => {
            return Err(Halt::Unsupported(format!("msgctl command {command}")));
        }
        _ => return Err(Errno::EINVAL.into()),
    }
    Ok(0)
}
