//! `epoll_create`, `epoll_create1`, `epoll_ctl`, `epoll_wait`, `epoll_pwait`, `epoll_pwait2`.

use crate::abi::Errno;
use crate::kernel::epoll::{Change, EPOLLEXCLUSIVE, Epoll, EpollId, Watched};
use crate::kernel::file::{FileObject, O_CLOEXEC, O_RDWR};
use crate::kernel::uaccess::access_ok;
use crate::kernel::{Halt, Resume, SysResult, WaitsFor};

use super::poll::{Until, deadline, resumed};
use super::{Call, mask};

/// Bytes of a `struct epoll_event`, which is packed.
const EVENT: u64 = 12;
/// The most events that a call can ask for (`EP_MAX_EVENTS`).
const MOST_EVENTS: i32 = i32::MAX / EVENT as i32;
const EPOLL_CTL_ADD: i32 = 1;
const EPOLL_CTL_DEL: i32 = 2;
const EPOLL_CTL_MOD: i32 = 3;

/// `epoll_create(2)`: the size is only looked at.
pub(super) fn epoll_create(call: &mut Call<'_>) -> SysResult {
    if call.int(0) <= 0 { Err(Errno::EINVAL.into()) } else { create(call, 0) }
}

/// `epoll_create1(2)`
pub(super) fn epoll_create1(call: &mut Call<'_>) -> SysResult {
    let flags = call.uint(0);
    if flags & !O_CLOEXEC != 0 { Err(Errno::EINVAL.into()) } else { create(call, flags) }
}

fn create(call: &mut Call<'_>, flags: u32) -> SysResult {
    call.kernel.tasks.process(call.pid).files.lowest_unused(0)?;
    let id = EpollId(call.kernel.epolls.add(Epoll::default()));
    Ok(call.kernel.open_new(call.pid, FileObject::Epoll(id), O_RDWR | flags)? as u64)
}

/// `epoll_ctl(2)`. The order of the checks is Linux's.
pub(super) fn epoll_ctl(call: &mut Call<'_>) -> SysResult {
    let (fd, operation) = (call.int(2), call.int(1));
    let event = if operation == EPOLL_CTL_DEL { [0; EVENT as usize] } else { call.copy_in(call.word(3))? };
    let (_, outer) = call.kernel.file(call.pid, call.int(0))?;
    let outer = outer.object;
    let (file, inner) = call.kernel.file(call.pid, fd)?;
    let inner = inner.object;
    if matches!(inner, FileObject::File(_)) {
        return Err(Errno::EPERM.into());
    }
    let FileObject::Epoll(id) = outer else { return Err(Errno::EINVAL.into()) };
    if outer == inner {
        return Err(Errno::EINVAL.into());
    }
    let events = u32::from_le_bytes(std::array::from_fn(|at| event[at]));
    let data = u64::from_le_bytes(std::array::from_fn(|at| event[4 + at]));
    if operation != EPOLL_CTL_DEL && events & EPOLLEXCLUSIVE != 0 {
        return Err(exclusive(operation, events, inner));
    }
    let change = match operation {
        EPOLL_CTL_ADD => Change::Add { events, data },
        EPOLL_CTL_DEL => Change::Delete,
        EPOLL_CTL_MOD => Change::Modify { events, data },
        _ => return Err(Errno::EINVAL.into()),
    };
    call.kernel.epoll_control(call.pid, id, Watched { file, fd }, change)?;
    Ok(0)
}

/// `EPOLLEXCLUSIVE`: what Linux refuses; the rest the model does not have.
fn exclusive(operation: i32, events: u32, inner: FileObject) -> Halt {
    /// `EPOLLEXCLUSIVE_OK_BITS`: with which it may stand.
    const WITH: u32 = 0x1 | 0x4 | 0x8 | 0x10 | 1 << 29 | 1 << 31 | EPOLLEXCLUSIVE;
    let is_bad = events & !WITH != 0 || matches!(inner, FileObject::Epoll(_));
    match operation {
        EPOLL_CTL_ADD if !is_bad => Halt::Unsupported("epoll_ctl with EPOLLEXCLUSIVE".to_owned()),
        _ => Errno::EINVAL.into(),
    }
}

/// `epoll_wait(2)`
pub(super) fn epoll_wait(call: &mut Call<'_>) -> SysResult {
    let until = after_milliseconds(call);
    wait(call, until)
}

/// `epoll_pwait(2)`
pub(super) fn epoll_pwait(call: &mut Call<'_>) -> SysResult {
    let until = after_milliseconds(call);
    masked_wait(call, until)
}

/// `epoll_pwait2(2)`: the time is a `struct timespec`.
pub(super) fn epoll_pwait2(call: &mut Call<'_>) -> SysResult {
    let until = deadline(call, call.word(3))?;
    masked_wait(call, until)
}

fn masked_wait(call: &mut Call<'_>, until: Until) -> SysResult {
    mask::install(call, call.word(4), call.word(5))?;
    let result = wait(call, until);
    mask::restore_if_over(call, &result);
    result
}

fn after_milliseconds(call: &Call<'_>) -> Until {
    match (call.int(3), resumed(call)) {
        (_, Some(until)) => until,
        (ms @ 0.., None) => Until::Time(call.kernel.clock.now + ms as u64 * 1_000_000),
        (_, None) => Until::Never,
    }
}

fn wait(call: &mut Call<'_>, until: Until) -> SysResult {
    let (addr, most) = (call.word(1), call.int(2));
    let object = call.kernel.file(call.pid, call.int(0))?.1.object;
    if !(1..=MOST_EVENTS).contains(&most) {
        return Err(Errno::EINVAL.into());
    }
    access_ok(addr, most as u64 * EVENT)?;
    let FileObject::Epoll(id) = object else { return Err(Errno::EINVAL.into()) };
    let pid = call.pid;
    let count = call.kernel.epoll_collect(pid, id, most as usize, |kernel, index, told| {
        let bytes = [told.events.to_le_bytes().as_slice(), &told.data.to_le_bytes()].concat();
        kernel.copy_out(pid, addr + index as u64 * EVENT, &bytes)
    })?;
    if count > 0 || until.is_over(call.kernel.clock.now) {
        call.kernel.clock.cancel(pid);
        return Ok(count as u64);
    }
    let until = until.time();
    if let (Some(until), None) = (until, call.kernel.clock.timer_of(pid)) {
        call.kernel.clock.sleep(pid, until);
    }
    Err(Halt::Block(WaitsFor::Epoll(id, until), until.map_or(Resume::Again, Resume::Until)))
}
