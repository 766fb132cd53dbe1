//! `shmget`, `shmat`, `shmdt`, `shmctl`.

use crate::abi::Errno;
use crate::kernel::ipc::{IPC_RMID, IPC_SET, IPC_STAT};
use crate::kernel::{Halt, SysResult};

use super::Call;

/// `SHM_HUGETLB`
const SHM_HUGETLB: i32 = 0o4000;
/// Commands of `shmctl` that tell about all segments or lock them: `IPC_INFO`, `SHM_LOCK` … `SHM_STAT_ANY`.
const OTHER_COMMANDS: [i32; 6] = [3, 11, 12, 13, 14, 15];

/// `shmget(2)`
pub(super) fn shmget(call: &mut Call<'_>) -> SysResult {
    let (key, size, flags) = (call.int(0), call.word(1), call.int(2));
    if flags & SHM_HUGETLB != 0 {
        return Err(Halt::Unsupported("SHM_HUGETLB".to_owned()));
    }
    Ok(call.kernel.segment(call.pid, key, size, flags)? as u64)
}

/// `shmat(2)`
pub(super) fn shmat(call: &mut Call<'_>) -> SysResult {
    Ok(call.kernel.attach(call.pid, call.args[0] as i32, call.args[1], call.args[2] as i32)?)
}

/// `shmdt(2)`
pub(super) fn shmdt(call: &mut Call<'_>) -> SysResult {
    if call.kernel.may_have_lost_beginning(call.pid, call.args[0]) {
        return Err(Halt::Unsupported("shmdt where the beginning of a segment may have been replaced".to_owned()));
    }
    call.kernel.detach(call.pid, call.args[0])?;
    Ok(0)
}

/// `shmctl(2)`
pub(super) fn shmctl(call: &mut Call<'_>) -> SysResult {
    let (id, command, addr) = (call.int(0), call.int(1), call.word(2));
    if id < 0 || command < 0 {
        return Err(Errno::EINVAL.into());
    }
    match command {
        IPC_RMID => call.kernel.segment_remove(call.pid, id)?,
        IPC_STAT => {
            let attachments = call.kernel.attachments(id);
            let bytes =
                call.kernel.segments.readable(id, call.kernel.tasks.credentials(call.pid))?.encode(id, attachments);
            call.copy_out(addr, &bytes)?;
        }
        IPC_SET => {
            let bytes = call.copy_in::<112>(addr)?;
            let mut permissions = [0; 48];
            permissions.copy_from_slice(&bytes[..48]);
            call.kernel.segment_set(call.pid, id, &permissions)?;
        }
        _ if OTHER_COMMANDS.contains(&command) => {
            return Err(Halt::Unsupported(format!("shmctl command {command}")));
        }
        _ => return Err(Errno::EINVAL.into()),
    }
    Ok(0)
}
