//! `eventfd`, `eventfd2`, and what `read` and `write` do with counters.

use crate::abi::Errno;
use crate::kernel::SysResult;
use crate::kernel::eventfd::{BYTES, Eventfd, EventfdId};
use crate::kernel::file::{FileObject, O_CLOEXEC, O_NONBLOCK, O_RDWR};
use crate::kernel::pipe::UserRange;

use super::Call;

/// `EFD_SEMAPHORE`
const EFD_SEMAPHORE: u32 = 1;

/// `eventfd(2)` as the kernel had it first, without flags.
pub(super) fn eventfd(call: &mut Call<'_>) -> SysResult {
    create(call, 0)
}

/// `eventfd2(2)`: what the library's `eventfd` asks.
pub(super) fn eventfd2(call: &mut Call<'_>) -> SysResult {
    let flags = call.uint(1);
    create(call, flags)
}

fn create(call: &mut Call<'_>, flags: u32) -> SysResult {
    if flags & !(EFD_SEMAPHORE | O_CLOEXEC | O_NONBLOCK) != 0 {
        return Err(Errno::EINVAL.into());
    }
    call.kernel.tasks.process(call.pid).files.lowest_unused(0)?;
    let (count, is_semaphore) = (u64::from(call.uint(0)), flags & EFD_SEMAPHORE != 0);
    let id = EventfdId(call.kernel.eventfds.add(Eventfd { count, is_semaphore, ..Eventfd::default() }));
    let status = O_RDWR | flags & (O_CLOEXEC | O_NONBLOCK);
    Ok(call.kernel.open_new(call.pid, FileObject::Eventfd(id), status)? as u64)
}

/// Reads a counter into memory. What was taken is gone, even if the memory refuses it.
pub(super) fn read(call: &mut Call<'_>, id: EventfdId, is_nonblocking: bool, room: UserRange) -> SysResult {
    if room.len < BYTES {
        return Err(Errno::EINVAL.into());
    }
    let count = call.kernel.eventfd_read(call.pid, id, is_nonblocking)?;
    call.copy_out(room.addr, &count.to_le_bytes())?;
    Ok(BYTES)
}

/// Adds the number in memory to a counter.
pub(super) fn write(call: &mut Call<'_>, id: EventfdId, is_nonblocking: bool, data: UserRange) -> SysResult {
    if data.len != BYTES {
        return Err(Errno::EINVAL.into());
    }
    let add = u64::from_le_bytes(call.copy_in(data.addr)?);
    call.kernel.eventfd_write(call.pid, id, add, is_nonblocking)
}
