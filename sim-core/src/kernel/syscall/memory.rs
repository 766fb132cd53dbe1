//! `mmap`, `munmap`, `mprotect`, `brk`.

use crate::abi::Errno;
use crate::kernel::mm::{Region, Rights, SegmentKind};
use crate::kernel::{Halt, Kernel, SysResult};
use crate::machine::program::{PAGE, USER_END};

use super::Call;

const MAP_TYPE: u32 = 0xf;
const MAP_SHARED: u32 = 1;
const MAP_PRIVATE: u32 = 2;
const MAP_FIXED: u32 = 0x10;
const MAP_ANONYMOUS: u32 = 0x20;
const MAP_FIXED_NOREPLACE: u32 = 0x10_0000;
/// Flags that change nothing here: `MAP_DENYWRITE`, `MAP_EXECUTABLE`, `MAP_NORESERVE`, `MAP_POPULATE`,
/// `MAP_NONBLOCK`, `MAP_STACK`.
const MAP_HARMLESS: u32 = 0x800 | 0x1000 | 0x4000 | 0x8000 | 0x1_0000 | 0x2_0000;
const PROT_WRITE: u64 = 2;
/// Allowed, and without effect.
const PROT_SEM: u64 = 8;
/// All rights of `mprotect(2)`.
const PROT_ALL: u64 = 7;

/// `mmap(2)` of anonymous memory. The order of the checks is Linux's.
pub(super) fn mmap(call: &mut Call<'_>) -> SysResult {
    let (addr, len, prot, flags, offset) = (call.word(0), call.word(1), call.word(2), call.uint(3), call.word(5));
    if offset % PAGE != 0 {
        return Err(Errno::EINVAL.into());
    }
    let is_anonymous = flags & MAP_ANONYMOUS != 0;
    if !is_anonymous {
        call.kernel.file(call.pid, call.int(4))?;
    }
    let place = Place { addr, len, flags }.choose(call)?;
    let type_ = flags & MAP_TYPE;
    if !is_anonymous {
        return Err(not_mappable(call, type_, prot)?.into());
    }
    if type_ != MAP_SHARED && type_ != MAP_PRIVATE {
        return Err(Errno::EINVAL.into());
    }
    let others = flags & !(MAP_TYPE | MAP_FIXED | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE | MAP_HARMLESS);
    if others != 0 {
        return Err(Halt::Unsupported(format!("mmap flags {others:#x}")));
    }
    let rights = Rights((prot & PROT_ALL) as u8);
    let before = call.kernel.attachments_of(call.pid);
    let Kernel { tasks, memory, .. } = &mut *call.kernel;
    let range = place..place + len.next_multiple_of(PAGE);
    if type_ == MAP_PRIVATE {
        tasks[call.pid].mm.map_private(memory, range, rights, SegmentKind::Mmap, &[]);
    } else {
        let frames: Vec<_> = (0..(range.end - range.start) / PAGE).map(|_| memory.allocate()).collect();
        tasks[call.pid].mm.map_shared(memory, range, rights, SegmentKind::Mmap, &frames);
        frames.into_iter().for_each(|frame| memory.release(frame));
    }
    call.kernel.detached(call.pid, &before);
    Ok(place)
}

/// Why an open file that has no pages (a pipe, a terminal) is not mapped: its access mode is looked at first.
fn not_mappable(call: &Call<'_>, type_: u32, prot: u64) -> Result<Errno, Errno> {
    let (_, file) = call.kernel.file(call.pid, call.int(4))?;
    Ok(match type_ {
        MAP_SHARED if prot & PROT_WRITE != 0 && !file.can_write() => Errno::EACCES,
        MAP_SHARED | MAP_PRIVATE if !file.can_read() => Errno::EACCES,
        MAP_SHARED | MAP_PRIVATE => Errno::ENODEV,
        _ => Errno::EINVAL,
    })
}

/// What `mmap` is asked about the place.
struct Place {
    addr: u64,
    len: u64,
    flags: u32,
}

impl Place {
    /// Where the new memory goes: where the caller insists, where it suggests if that is free, or in the highest gap.
    fn choose(&self, call: &Call<'_>) -> Result<u64, Errno> {
        let mm = &call.kernel.tasks[call.pid].mm;
        if self.len == 0 {
            return Err(Errno::EINVAL);
        }
        let len = self.len.checked_next_multiple_of(PAGE).filter(|&len| len <= USER_END).ok_or(Errno::ENOMEM)?;
        let is_fixed = self.flags & (MAP_FIXED | MAP_FIXED_NOREPLACE) != 0;
        if !is_fixed {
            let hint = self.addr & !(PAGE - 1);
            let is_good = hint >= PAGE && hint.checked_add(len).is_some_and(|end| mm.is_free(&(hint..end)));
            return if is_good { Ok(hint) } else { mm.find_gap(len).ok_or(Errno::ENOMEM) };
        }
        if self.addr > USER_END - len {
            return Err(Errno::ENOMEM);
        }
        match self.addr {
            addr if addr % PAGE != 0 => Err(Errno::EINVAL),
            0 => Err(Errno::EPERM),
            addr if self.flags & MAP_FIXED_NOREPLACE != 0 && !mm.is_free(&(addr..addr + len)) => Err(Errno::EEXIST),
            addr => Ok(addr),
        }
    }
}

/// `munmap(2)`
pub(super) fn munmap(call: &mut Call<'_>) -> SysResult {
    let (addr, len) = (call.word(0), call.word(1));
    if addr % PAGE != 0 || len == 0 || len > USER_END || addr > USER_END - len {
        return Err(Errno::EINVAL.into());
    }
    let before = call.kernel.attachments_of(call.pid);
    let Kernel { tasks, memory, .. } = &mut *call.kernel;
    tasks[call.pid].mm.unmap(memory, addr..addr + len);
    call.kernel.detached(call.pid, &before);
    Ok(0)
}

/// `mprotect(2)`
pub(super) fn mprotect(call: &mut Call<'_>) -> SysResult {
    let (addr, len, prot) = (call.word(0), call.word(1), call.word(2));
    if addr % PAGE != 0 {
        return Err(Errno::EINVAL.into());
    }
    if len == 0 {
        return Ok(0);
    }
    let end = len.checked_next_multiple_of(PAGE).and_then(|len| addr.checked_add(len)).ok_or(Errno::ENOMEM)?;
    if prot & !(PROT_ALL | PROT_SEM) != 0 {
        return Err(Errno::EINVAL.into());
    }
    let rights = Rights((prot & PROT_ALL) as u8);
    let is_refused = |region: &Region| {
        let is_inside = region.start < end && region.end > addr;
        let is_attached = matches!(region.kind, SegmentKind::Shm { .. });
        is_inside && is_attached && rights.can_write() && !region.rights.can_write()
    };
    let mm = &mut call.kernel.tasks[call.pid].mm;
    if mm.regions().iter().any(is_refused) {
        // EACCES if it was attached with SHM_RDONLY, which is not remembered.
        return Err(Halt::Unsupported("mprotect that makes an attached segment writable".to_owned()));
    }
    mm.protect(addr..end, rights)?;
    // User space ends before the range does: what lies inside has changed nevertheless.
    if end > USER_END { Err(Errno::ENOMEM.into()) } else { Ok(0) }
}

/// `brk(2)`: returns where the program break then is.
pub(super) fn brk(call: &mut Call<'_>) -> SysResult {
    let Kernel { tasks, memory, .. } = &mut *call.kernel;
    Ok(tasks[call.pid].mm.set_break(memory, call.args[0]))
}
