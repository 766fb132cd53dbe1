//! `signalfd`, `signalfd4`, and what `read` does with signals.

use crate::abi::{Errno, SigSet};
use crate::kernel::SysResult;
use crate::kernel::file::{FileObject, O_CLOEXEC, O_NONBLOCK, O_RDWR};
use crate::kernel::pipe::UserRange;
use crate::kernel::signalfd::{BYTES, SignalfdId, encode};

use super::Call;

/// Bytes of the kernel's `sigset_t`.
const SIGSET_BYTES: u64 = 8;

/// `signalfd(2)` as the kernel had it first, without flags.
pub(super) fn signalfd(call: &mut Call<'_>) -> SysResult {
    set(call, 0)
}

/// `signalfd4(2)`: what the library's `signalfd` asks.
pub(super) fn signalfd4(call: &mut Call<'_>) -> SysResult {
    let flags = call.uint(3);
    set(call, flags)
}

fn set(call: &mut Call<'_>, flags: u32) -> SysResult {
    if call.word(2) != SIGSET_BYTES {
        return Err(Errno::EINVAL.into());
    }
    let wanted = SigSet(u64::from_le_bytes(call.copy_in(call.word(1))?)).without(SigSet::UNBLOCKABLE);
    if flags & !(O_CLOEXEC | O_NONBLOCK) != 0 {
        return Err(Errno::EINVAL.into());
    }
    match call.int(0) {
        -1 => create(call, wanted, flags),
        fd => change(call, fd, wanted),
    }
}

fn create(call: &mut Call<'_>, wanted: SigSet, flags: u32) -> SysResult {
    call.kernel.tasks.process(call.pid).files.lowest_unused(0)?;
    let id = SignalfdId(call.kernel.signalfds.add(wanted));
    Ok(call.kernel.open_new(call.pid, FileObject::Signalfd(id), O_RDWR | flags)? as u64)
}

fn change(call: &mut Call<'_>, fd: i32, wanted: SigSet) -> SysResult {
    let FileObject::Signalfd(id) = call.kernel.file(call.pid, fd)?.1.object else {
        return Err(Errno::EINVAL.into());
    };
    *call.kernel.signalfds.get_mut(id.0)? = wanted;
    let process = call.process_id();
    call.kernel.signalfd_notify(process);
    Ok(fd as u64)
}

/// Reads as many pending signals as there are and fit; waits for the first.
pub(super) fn read(call: &mut Call<'_>, id: SignalfdId, is_nonblocking: bool, room: UserRange) -> SysResult {
    let most = room.len / BYTES as u64;
    if most == 0 {
        return Err(Errno::EINVAL.into());
    }
    let mut done = 0;
    for index in 0..most {
        let Some(info) = call.kernel.signalfd_next(call.pid, id)? else { break };
        if let Err(errno) = call.copy_out(room.addr + index * BYTES as u64, &encode(&info)) {
            return if done > 0 { Ok(done) } else { Err(errno.into()) };
        }
        done += BYTES as u64;
    }
    if done > 0 { Ok(done) } else { Err(call.kernel.signalfd_sleep(id, is_nonblocking)) }
}
