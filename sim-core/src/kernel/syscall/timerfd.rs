//! `timerfd_create`, `timerfd_settime`, `timerfd_gettime`, and what `read` does with timers.

use crate::abi::Errno;
use crate::kernel::file::{FileObject, O_CLOEXEC, O_NONBLOCK, O_RDWR};
use crate::kernel::pipe::UserRange;
use crate::kernel::time::{EPOCH, SECOND};
use crate::kernel::timerfd::{Expiry, Timerfd, TimerfdId};
use crate::kernel::{Halt, SysResult};

use super::{Call, time};

/// Bytes of a `struct itimerspec`.
const ITIMERSPEC: usize = 32;
/// Bytes that a read gives.
const BYTES: u64 = 8;
/// `TFD_TIMER_ABSTIME`
const ABSOLUTE: u32 = 1;
/// `TFD_TIMER_CANCEL_ON_SET`: nobody sets the clock here.
const CANCEL_ON_SET: u32 = 2;
const CLOCK_REALTIME: i32 = 0;
const CLOCK_MONOTONIC: i32 = 1;
const CLOCK_BOOTTIME: i32 = 7;
const CLOCK_REALTIME_ALARM: i32 = 8;
const CLOCK_BOOTTIME_ALARM: i32 = 9;

/// `timerfd_create(2)`
pub(super) fn timerfd_create(call: &mut Call<'_>) -> SysResult {
    let flags = call.uint(1);
    if flags & !(O_CLOEXEC | O_NONBLOCK) != 0 {
        return Err(Errno::EINVAL.into());
    }
    let is_realtime = match call.int(0) {
        CLOCK_REALTIME => true,
        CLOCK_MONOTONIC | CLOCK_BOOTTIME => false,
        CLOCK_REALTIME_ALARM | CLOCK_BOOTTIME_ALARM => {
            return Err(Halt::Unsupported("timerfd_create with a clock that wakes the machine".to_owned()));
        }
        _ => return Err(Errno::EINVAL.into()),
    };
    call.kernel.tasks.process(call.pid).files.lowest_unused(0)?;
    let id = TimerfdId(call.kernel.timerfds.add(Timerfd { is_realtime, ..Timerfd::default() }));
    Ok(call.kernel.open_new(call.pid, FileObject::Timerfd(id), O_RDWR | flags)? as u64)
}

/// The timer behind a descriptor.
fn timer(call: &Call<'_>) -> Result<TimerfdId, Errno> {
    match call.kernel.file(call.pid, call.int(0))?.1.object {
        FileObject::Timerfd(id) => Ok(id),
        _ => Err(Errno::EINVAL),
    }
}

/// `timerfd_settime(2)`
pub(super) fn timerfd_settime(call: &mut Call<'_>) -> SysResult {
    let (flags, new, old) = (call.uint(1), call.word(2), call.word(3));
    call.copy_in::<ITIMERSPEC>(new)?;
    if flags & !(ABSOLUTE | CANCEL_ON_SET) != 0 {
        return Err(Errno::EINVAL.into());
    }
    let (interval, value) = (time::duration(call, new)?, time::duration(call, new + 16)?);
    let id = timer(call)?;
    let is_realtime = call.kernel.timerfds.get(id.0)?.is_realtime;
    let expires = match value {
        0 => 0,
        _ if flags & ABSOLUTE == 0 => call.kernel.clock.now.saturating_add(value),
        _ if is_realtime => value.saturating_sub(EPOCH).max(1),
        _ => value,
    };
    let (left, interval) = call.kernel.timerfd_set(id, Expiry::at(expires, interval))?;
    store(call, old, left, interval)
}

/// `timerfd_gettime(2)`
pub(super) fn timerfd_gettime(call: &mut Call<'_>) -> SysResult {
    let id = timer(call)?;
    let now = call.kernel.clock.now;
    let timer = call.kernel.timerfds.get_mut(id.0)?;
    timer.expiry.forward(now);
    let (left, interval) = timer.expiry.state(now);
    let addr = call.word(1);
    if addr == 0 {
        return Err(Errno::EFAULT.into());
    }
    store(call, addr, left, interval)
}

/// Writes a `struct itimerspec`, if it is wanted.
fn store(call: &mut Call<'_>, addr: u64, left: u64, interval: u64) -> SysResult {
    let words = [interval / SECOND, interval % SECOND, left / SECOND, left % SECOND];
    call.kernel.copy_out_if_wanted(call.pid, addr, &words.map(u64::to_le_bytes).concat())?;
    Ok(0)
}

/// Reads how often a timer has expired.
pub(super) fn read(call: &mut Call<'_>, id: TimerfdId, is_nonblocking: bool, room: UserRange) -> SysResult {
    if room.len < BYTES {
        return Err(Errno::EINVAL.into());
    }
    let ticks = call.kernel.timerfd_read(call.pid, id, is_nonblocking)?;
    call.copy_out(room.addr, &ticks.to_le_bytes())?;
    Ok(BYTES)
}
