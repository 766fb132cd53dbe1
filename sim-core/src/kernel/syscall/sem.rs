//! `semget`, `semop`, `semtimedop`, `semctl`.

use std::rc::Rc;

use crate::abi::Errno;
use crate::kernel::ipc::sem::{Awaited, Operation, SEMOPM};
use crate::kernel::ipc::{IPC_RMID, IPC_SET, IPC_STAT, MAY_WRITE};
use crate::kernel::{Halt, Resume, SysResult};

use super::Call;
use super::time::{Deadline, timeout};

/// Commands of `semctl` that look at all sets: `IPC_INFO`, `SEM_STAT`, `SEM_INFO`, `SEM_STAT_ANY`.
const TABLE_COMMANDS: [i32; 4] = [3, 18, 19, 20];
const GETPID: i32 = 11;
const GETVAL: i32 = 12;
const GETALL: i32 = 13;
const GETNCNT: i32 = 14;
const GETZCNT: i32 = 15;
const SETVAL: i32 = 16;
const SETALL: i32 = 17;

/// `semget(2)`
pub(super) fn semget(call: &mut Call<'_>) -> SysResult {
    Ok(call.kernel.semaphore_set(call.pid, call.int(0), call.int(1), call.int(2))? as u64)
}

/// `semop(2)`
pub(super) fn semop(call: &mut Call<'_>) -> SysResult {
    operate(call, 0)
}

/// `semtimedop(2)`
pub(super) fn semtimedop(call: &mut Call<'_>) -> SysResult {
    operate(call, call.word(3))
}

/// The order of the checks is Linux's: the time first, then the number of operations, their text, and the set.
fn operate(call: &mut Call<'_>, time: u64) -> SysResult {
    let id = call.int(0);
    match call.resume.take() {
        Some(Resume::Operated(result)) => {
            call.kernel.clock.cancel(call.pid);
            return result.map(|()| 0).map_err(Halt::Errno);
        }
        Some(Resume::Elapsed) => {
            call.kernel.semaphore_leave(call.pid, id);
            return Err(Errno::EAGAIN.into());
        }
        _ => {}
    }
    let limit = timeout(call, time, Deadline::After)?;
    let count = u64::from(call.uint(2));
    if count > SEMOPM {
        return Err(Errno::E2BIG.into());
    }
    if count < 1 {
        return Err(Errno::EINVAL.into());
    }
    let bytes = call.kernel.copy_in_vec(call.pid, call.word(1), count * Operation::BYTES)?;
    let until = limit.check()?;
    if id < 0 {
        return Err(Errno::EINVAL.into());
    }
    let operations: Rc<[Operation]> = bytes.chunks_exact(Operation::BYTES as usize).map(Operation::decode).collect();
    call.kernel.semaphore_operate(call.pid, id, operations, until)
}

/// `semctl(2)`
pub(super) fn semctl(call: &mut Call<'_>) -> SysResult {
    let (id, number, command, arg) = (call.int(0), call.int(1), call.int(2), call.word(3));
    if id < 0 {
        return Err(Errno::EINVAL.into());
    }
    let kernel = &mut *call.kernel;
    let who = kernel.tasks.credentials(call.pid);
    match command {
        GETVAL => return Ok(kernel.semaphores.readable(id, who)?.semaphore(number)?.value as u64),
        GETPID => return Ok(kernel.semaphores.readable(id, who)?.semaphore(number)?.last as u64),
        GETNCNT | GETZCNT => {
            let set = kernel.semaphores.readable(id, who)?;
            set.semaphore(number)?;
            let awaited = if command == GETNCNT { Awaited::Increase } else { Awaited::Zero };
            return Ok(set.count_waiting(number, awaited));
        }
        GETALL => {
            let all = &kernel.semaphores.readable(id, who)?.semaphores;
            let values: Vec<u8> = all.iter().flat_map(|semaphore| (semaphore.value as u16).to_le_bytes()).collect();
            call.copy_out(arg, &values)?;
        }
        SETALL => {
            let set = kernel.semaphores.get(id)?;
            set.permissions.permit(who, MAY_WRITE)?;
            let count = set.semaphores.len() as u64;
            let bytes = kernel.copy_in_vec(call.pid, arg, 2 * count)?;
            let values: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
            let process = kernel.tasks[call.pid].pid;
            kernel.semaphore_set_all(process, id, &values)?;
        }
        SETVAL => {
            let process = kernel.tasks[call.pid].pid;
            kernel.semaphore_set_value(process, id, number, arg as i32)?;
        }
        IPC_RMID => kernel.semaphore_remove(call.pid, id)?,
        IPC_STAT => {
            let bytes = kernel.semaphores.readable(id, who)?.encode(id);
            call.copy_out(arg, &bytes)?;
        }
        IPC_SET => {
            let bytes = call.copy_in::<104>(arg)?;
            let mut permissions = [0; 48];
            permissions.copy_from_slice(&bytes[..48]);
            call.kernel.semaphore_change(call.pid, id, &permissions)?;
        }
        _ if TABLE_COMMANDS.contains(&command) => {
            return Err(Halt::Unsupported(format!("semctl command {command}")));
        }
        _ => return Err(Errno::EINVAL.into()),
    }
    Ok(0)
}
