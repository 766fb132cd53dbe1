//! `clone`, `fork`, `vfork`, `exit`, `set_tid_address`, robust lists, `exit_group`, `wait4`, `sched_yield`.

use crate::abi::{Errno, Status};
use crate::kernel::process::{WaitFor, WaitOptions};
use crate::kernel::thread::CloneRequest;
use crate::kernel::{Halt, SysResult};

use super::Call;

/// What `wait4` allows: the options, and the flags about threads.
const WAIT_FLAGS: u32 = WaitOptions::NO_HANG | WaitOptions::UNTRACED | WaitOptions::CONTINUED | 0xe000_0000;
/// `__WALL`: children of all kinds.
const WALL: u32 = 0x4000_0000;
/// `__WCLONE`: children that are not of `fork`'s kind.
const WCLONE: u32 = 0x8000_0000;
/// Bytes of a `struct robust_list_head`.
const ROBUST_LIST_HEAD_BYTES: u64 = 24;
/// Bytes of a `struct rusage`.
const RUSAGE_BYTES: usize = 144;

/// `fork(2)`; `vfork(2)` is the same here: the child gets a copy.
pub(super) fn fork(call: &mut Call<'_>) -> SysResult {
    call.kernel.fork(call.pid)
}

/// `clone(2)`
pub(super) fn clone(call: &mut Call<'_>) -> SysResult {
    call.kernel.clone_task(call.pid, &CloneRequest::new(&call.args))
}

/// `exit(2)`: the end of one thread.
pub(super) fn exit(call: &mut Call<'_>) -> SysResult {
    call.kernel.exit_thread(call.pid, call.int(0) as u8);
    Err(Halt::NoReturn)
}

/// `set_tid_address(2)`
pub(super) fn set_tid_address(call: &mut Call<'_>) -> SysResult {
    call.kernel.tasks[call.pid].clear_child_tid = call.word(0);
    Ok(call.pid as u64)
}

/// `set_robust_list(2)`
pub(super) fn set_robust_list(call: &mut Call<'_>) -> SysResult {
    if call.word(1) != ROBUST_LIST_HEAD_BYTES {
        return Err(Errno::EINVAL.into());
    }
    call.kernel.tasks[call.pid].robust_list = call.word(0);
    Ok(0)
}

/// `get_robust_list(2)`
pub(super) fn get_robust_list(call: &mut Call<'_>) -> SysResult {
    let tid = if call.int(0) == 0 { call.pid } else { call.int(0) };
    let task = call.kernel.tasks.get(tid).ok_or(Errno::ESRCH)?;
    if task.pid != call.process_id() {
        return Err(Halt::Unsupported("get_robust_list of another process".to_owned()));
    }
    let head = task.robust_list;
    call.copy_out(call.word(2), &ROBUST_LIST_HEAD_BYTES.to_le_bytes())?;
    call.copy_out(call.word(1), &head.to_le_bytes())?;
    Ok(0)
}

/// `exit_group(2)`
pub(super) fn exit_group(call: &mut Call<'_>) -> SysResult {
    call.kernel.terminate(call.pid, Status::Exited(call.int(0) as u8));
    Err(Halt::NoReturn)
}

/// `wait4(2)`. A child whose status cannot be stored is gone nevertheless.
pub(super) fn wait4(call: &mut Call<'_>) -> SysResult {
    let options = call.uint(2);
    if options & !WAIT_FLAGS != 0 {
        return Err(Errno::EINVAL.into());
    }
    let whom = WaitFor::new(call.int(0), call.kernel.tasks.process(call.pid).pgid).ok_or(Errno::ESRCH)?;
    if options & (WCLONE | WALL) == WCLONE {
        // Children that end with another signal than SIGCHLD, which `fork` does not make.
        return Err(Errno::ECHILD.into());
    }
    let Some((child, word)) = call.kernel.wait(call.pid, whom, WaitOptions(options))? else { return Ok(0) };
    let (status_addr, usage_addr) = (call.word(1), call.word(3));
    call.kernel.copy_out_if_wanted(call.pid, status_addr, &word.to_le_bytes())?;
    call.kernel.copy_out_if_wanted(call.pid, usage_addr, &[0; RUSAGE_BYTES])?;
    Ok(child as u64)
}

/// `sched_yield(2)`: who runs next is the schedule's business.
pub(super) fn sched_yield(_call: &mut Call<'_>) -> SysResult {
    Ok(0)
}
