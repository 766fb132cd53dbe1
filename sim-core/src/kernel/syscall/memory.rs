//! `mmap`, `munmap`, `mprotect`, `msync`, `brk`.

use crate::abi::Errno;
use crate::kernel::file::{FileObject, OpenFile};
use crate::kernel::fs::{Device, InodeId, InodeKind};
use crate::kernel::mm::{FileMapping, Region, Rights, SegmentKind};
use crate::kernel::{Halt, Kernel, SysResult};
use crate::machine::program::{PAGE, USER_END};

use super::Call;

const MAP_TYPE: u32 = 0xf;
const MAP_SHARED: u32 = 1;
const MAP_PRIVATE: u32 = 2;
/// As `MAP_SHARED`, but of a file, and unknown flags are refused.
const MAP_SHARED_VALIDATE: u32 = 3;
const MAP_FIXED: u32 = 0x10;
const MAP_ANONYMOUS: u32 = 0x20;
const MAP_FIXED_NOREPLACE: u32 = 0x10_0000;
/// Flags that change nothing here: `MAP_DENYWRITE`, `MAP_EXECUTABLE`, `MAP_NORESERVE`, `MAP_POPULATE`,
/// `MAP_NONBLOCK`, `MAP_STACK`.
const MAP_HARMLESS: u32 = 0x800 | 0x1000 | 0x4000 | 0x8000 | 0x1_0000 | 0x2_0000;
/// Allowed, and without effect.
const PROT_SEM: u64 = 8;
/// All rights of `mprotect(2)`.
const PROT_ALL: u64 = 7;

/// `mmap(2)`. The order of the checks is Linux's.
pub(super) fn mmap(call: &mut Call<'_>) -> SysResult {
    let (addr, len, prot, flags, offset) = (call.word(0), call.word(1), call.word(2), call.uint(3), call.word(5));
    if offset % PAGE != 0 {
        return Err(Errno::EINVAL.into());
    }
    let file = if flags & MAP_ANONYMOUS == 0 { Some(call.kernel.file(call.pid, call.int(4))?.1.clone()) } else { None };
    let place = Place { addr, len, flags }.choose(call)?;
    if file.as_ref().is_some_and(|file| ends_too_far(call, file, len, offset)) {
        return Err(Errno::EOVERFLOW.into());
    }
    let type_ = match flags & MAP_TYPE {
        MAP_SHARED_VALIDATE if file.is_some() && flags & MAP_FIXED_NOREPLACE != 0 => {
            return Err(Errno::EOPNOTSUPP.into());
        }
        MAP_SHARED_VALIDATE if file.is_some() => MAP_SHARED,
        other => other,
    };
    if type_ != MAP_SHARED && type_ != MAP_PRIVATE {
        return Err(Errno::EINVAL.into());
    }
    let others = flags & !(MAP_TYPE | MAP_FIXED | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE | MAP_HARMLESS);
    if others != 0 {
        return Err(Halt::Unsupported(format!("mmap flags {others:#x}")));
    }
    let rights = Rights((prot & PROT_ALL) as u8);
    let is_shared = type_ == MAP_SHARED;
    let mapped = file.map(|file| mapped_file(call, &file, rights, is_shared)).transpose()?.flatten();
    let before = call.kernel.attachments_of(call.pid);
    let Kernel { tasks, memory, fs, .. } = &mut *call.kernel;
    let range = place..place + len.next_multiple_of(PAGE);
    let mm = &mut tasks.process_mut(call.pid).mm;
    match mapped {
        Some((inode, may_write)) => {
            let mapping = FileMapping { range, rights, is_shared, may_write, inode, offset };
            mm.map_file(memory, &mapping, fs.contents(inode)?.frames());
        }
        None if is_shared => {
            let frames: Vec<_> = (0..(range.end - range.start) / PAGE).map(|_| memory.allocate()).collect();
            mm.map_shared(memory, range, rights, SegmentKind::Mmap, &frames);
            frames.into_iter().for_each(|frame| memory.release(frame));
        }
        None => mm.map_private(memory, range, rights, SegmentKind::Mmap, &[]),
    }
    call.kernel.detached(call.pid, &before);
    Ok(place)
}

/// Whether a mapping would show what no regular file can have (`file_mmap_ok` of `mm/mmap.c`).
fn ends_too_far(call: &Call<'_>, file: &OpenFile, len: u64, offset: u64) -> bool {
    let FileObject::File(id) = file.object else { return false };
    let most = (i64::MAX as u64).saturating_sub(len.next_multiple_of(PAGE)) / PAGE;
    call.kernel.fs.contents(id).is_ok() && offset / PAGE > most
}

/// The regular file that is to be mapped, and whether its mapping may ever be written; `None` for `/dev/zero`, whose
/// mappings are anonymous (`null(4)`, `zero(4)`).
///
/// # Errors
/// `EACCES` if the descriptor does not allow what the mapping would, `ENODEV` for what cannot be mapped.
fn mapped_file(
    call: &Call<'_>,
    file: &OpenFile,
    rights: Rights,
    is_shared: bool,
) -> Result<Option<(InodeId, bool)>, Errno> {
    if !file.can_read() || (is_shared && rights.can_write() && !file.can_write()) {
        return Err(Errno::EACCES);
    }
    let FileObject::File(id) = file.object else {
        // Pipes and sockets belong to file systems without programs (Linux 6.16).
        return Err(if rights.can_execute() { Errno::EPERM } else { Errno::ENODEV });
    };
    match call.kernel.fs.get(id)?.kind {
        InodeKind::Regular(_) => Ok(Some((id, !is_shared || file.can_write()))),
        InodeKind::Device(Device::Zero) => Ok(None),
        _ => Err(Errno::ENODEV),
    }
}

/// `msync(2)`: shared pages are the file's, so there is nothing to write back.
pub(super) fn msync(call: &mut Call<'_>) -> SysResult {
    const MS_ASYNC: u32 = 1;
    const MS_SYNC: u32 = 4;
    let (addr, len, flags) = (call.word(0), call.word(1), call.uint(2));
    if flags & !7 != 0 || addr % PAGE != 0 || flags & (MS_ASYNC | MS_SYNC) == MS_ASYNC | MS_SYNC {
        return Err(Errno::EINVAL.into());
    }
    let end = len.checked_next_multiple_of(PAGE).and_then(|len| addr.checked_add(len)).ok_or(Errno::ENOMEM)?;
    let is_mapped = end <= USER_END && call.kernel.tasks.process(call.pid).mm.is_mapped(&(addr..end));
    if is_mapped { Ok(0) } else { Err(Errno::ENOMEM.into()) }
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
        let mm = &call.kernel.tasks.process(call.pid).mm;
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
    tasks.process_mut(call.pid).mm.unmap(memory, addr..addr + len);
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
    let mm = &mut call.kernel.tasks.process_mut(call.pid).mm;
    if mm.regions().iter().any(is_refused) {
        // EACCES if it was attached with SHM_RDONLY, which is not remembered.
        return Err(Halt::Unsupported("mprotect that makes an attached segment writable".to_owned()));
    }
    mm.protect_checked(addr..end, rights)?;
    // User space ends before the range does: what lies inside has changed nevertheless.
    if end > USER_END { Err(Errno::ENOMEM.into()) } else { Ok(0) }
}

/// `brk(2)`: returns where the program break then is.
pub(super) fn brk(call: &mut Call<'_>) -> SysResult {
    let Kernel { tasks, memory, .. } = &mut *call.kernel;
    Ok(tasks.process_mut(call.pid).mm.set_break(memory, call.args[0]))
}
