//! System V shared memory segments (`shmget(2)`, `shmop(2)`, `shmctl(2)`).
//!
//! A segment's frames live as long as the segment, and a segment that was removed lives until its last attachment
//! goes. How often a segment is attached is not counted here: it is the number of regions that show it.

use std::ops::Range;
use std::rc::Rc;

use crate::abi::Errno;
use crate::kernel::mm::{AddressSpace, FrameId, Rights, SegmentKind};
use crate::kernel::{Kernel, Pid};
use crate::machine::program::{PAGE, USER_END};

use super::{IPC_PRIVATE, IpcObject, MAY_EXECUTE, MAY_READ, MAY_WRITE, Permissions};

/// Largest segment: all of user space. Linux's own default is the machine's (`proc(5)`, `/proc/sys/kernel/shmmax`).
pub const SHMMAX: u64 = USER_END;
/// Attach for reading only.
pub const SHM_RDONLY: i32 = 0o10000;
/// Round the address down to a page.
pub const SHM_RND: i32 = 0o20000;
/// Take the place of what is mapped there.
pub const SHM_REMAP: i32 = 0o40000;
/// Attach for execution too.
pub const SHM_EXEC: i32 = 0o100_000;
/// In the mode: the segment goes when its last attachment goes (`shmctl(2)`).
pub const SHM_DEST: u32 = 0o1000;

/// A segment (Linux: `struct shmid_kernel`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Owner and permissions.
    pub permissions: Permissions,
    /// Size in bytes, as asked for.
    pub size: u64,
    /// Its pages.
    pub frames: Rc<[FrameId]>,
    /// Who made it.
    pub creator: Pid,
    /// Who attached or detached it last; 0: nobody yet.
    pub last_user: Pid,
    /// When it was last attached, detached and changed (seconds since 1970; 0: never).
    pub times: [u64; 3],
}

impl IpcObject for Segment {
    fn permissions(&self) -> &Permissions {
        &self.permissions
    }
}

impl Segment {
    /// Whether it goes with its last attachment.
    #[must_use]
    pub const fn is_removed(&self) -> bool {
        self.permissions.mode & SHM_DEST != 0
    }

    /// As `IPC_STAT` shows it (`struct shmid64_ds` of x86-64).
    pub(in crate::kernel) fn encode(&self, id: i32, attachments: u64) -> [u8; 112] {
        let mut bytes = [0; 112];
        bytes[..Permissions::BYTES].copy_from_slice(&self.permissions.encode(id));
        for (at, word) in bytes[48..80].chunks_exact_mut(8).zip([self.size].into_iter().chain(self.times)) {
            at.copy_from_slice(&word.to_le_bytes());
        }
        bytes[80..84].copy_from_slice(&self.creator.to_le_bytes());
        bytes[84..88].copy_from_slice(&self.last_user.to_le_bytes());
        bytes[88..96].copy_from_slice(&attachments.to_le_bytes());
        bytes
    }
}

/// Where a memory shows which segments.
fn shown(mm: &AddressSpace) -> impl Iterator<Item = (i32, Range<u64>)> {
    let regions = mm.regions().iter();
    regions.filter_map(|region| match region.kind {
        SegmentKind::Shm { shmid } => Some((shmid, region.range())),
        _ => None,
    })
}

/// The segments that an address space shows, one entry for each region.
fn attached(mm: &AddressSpace) -> impl Iterator<Item = i32> {
    shown(mm).map(|(shmid, _)| shmid)
}

impl Kernel {
    /// `shmget(2)`.
    pub(in crate::kernel) fn segment(&mut self, pid: Pid, key: i32, size: u64, flags: i32) -> Result<i32, Errno> {
        let process = self.tasks[pid].pid;
        let now = self.clock.seconds();
        let how = (key, flags, self.tasks.credentials(pid));
        let memory = &mut self.memory;
        let check = |segment: &Segment| if segment.size < size { Err(Errno::EINVAL) } else { Ok(()) };
        let make = |permissions| {
            if size == 0 || size > SHMMAX {
                return Err(Errno::EINVAL);
            }
            let frames = (0..size.div_ceil(PAGE)).map(|_| memory.allocate()).collect();
            Ok(Segment { permissions, size, frames, creator: process, last_user: 0, times: [0, 0, now] })
        };
        self.segments.get_or_add(how, check, make)
    }

    /// `shmat(2)`: the address where the segment now is. The order of the checks is Linux's.
    pub(in crate::kernel) fn attach(&mut self, pid: Pid, id: i32, addr: u64, flags: i32) -> Result<u64, Errno> {
        if id < 0 {
            return Err(Errno::EINVAL);
        }
        let addr = wanted_place(addr, flags)?;
        let segment = self.segments.get(id)?;
        segment.permissions.permit(self.tasks.credentials(pid), wanted_rights(flags))?;
        let size = segment.size.next_multiple_of(PAGE);
        let mm = &self.tasks.process(pid).mm;
        let place = match addr {
            None => mm.find_gap(size).ok_or(Errno::ENOMEM)?,
            // The first page is never mapped (`vm.mmap_min_addr`).
            Some(0) => return Err(Errno::EPERM),
            Some(addr) if flags & SHM_REMAP == 0 && addr.checked_add(size).is_none() => return Err(Errno::EINVAL),
            Some(addr) if addr.checked_add(size).is_none_or(|end| end > USER_END) => return Err(Errno::ENOMEM),
            Some(addr) if flags & SHM_REMAP == 0 && !mm.is_free(&(addr..addr + size)) => return Err(Errno::EINVAL),
            Some(addr) => addr,
        };
        let frames = Rc::clone(&segment.frames);
        let replaced: Vec<_> = shown(mm).collect();
        let Self { tasks, memory, .. } = self;
        let kind = SegmentKind::Shm { shmid: id };
        tasks.process_mut(pid).mm.map_shared(memory, place..place + size, rights(flags), kind, &frames);
        self.detached(pid, &replaced);
        self.used_by(pid, id, 0);
        Ok(place)
    }

    /// `shmdt(2)`: takes away the attachment that begins at `addr`, whatever has become of its parts.
    pub(in crate::kernel) fn detach(&mut self, pid: Pid, addr: u64) -> Result<(), Errno> {
        let before = self.attachments_of(pid);
        let mm = &self.tasks.process(pid).mm;
        let kind = mm.region_at(addr).filter(|region| region.start == addr).map(|region| region.kind);
        let Some(SegmentKind::Shm { shmid }) = kind else { return Err(Errno::EINVAL) };
        let end = addr + self.segments.get(shmid).map_or(PAGE, |segment| segment.size.next_multiple_of(PAGE));
        let is_part = |region: &&crate::kernel::mm::Region| {
            region.kind == SegmentKind::Shm { shmid } && region.start >= addr && region.end <= end
        };
        let parts: Vec<_> = mm.regions().iter().filter(is_part).map(|region| region.range()).collect();
        let Self { tasks, memory, .. } = self;
        for range in parts {
            tasks.process_mut(pid).mm.unmap(memory, range);
        }
        self.detached(pid, &before);
        Ok(())
    }

    /// Whether what is left of an attachment could belong to one that began at `addr`: Linux would detach that rest, and
    /// which page of its segment a region begins with is not remembered here.
    pub(in crate::kernel) fn may_have_lost_beginning(&self, pid: Pid, addr: u64) -> bool {
        let mm = &self.tasks.process(pid).mm;
        let size = |shmid: i32| self.segments.get(shmid).map_or(0, |segment| segment.size.next_multiple_of(PAGE));
        let could_be = |region: &crate::kernel::mm::Region| match region.kind {
            SegmentKind::Shm { shmid } => region.start > addr && region.start - addr < size(shmid),
            _ => false,
        };
        let begins =
            |region: &crate::kernel::mm::Region| region.start == addr && matches!(region.kind, SegmentKind::Shm { .. });
        addr.is_multiple_of(PAGE) && !mm.region_at(addr).is_some_and(begins) && mm.regions().iter().any(could_be)
    }

    /// A call is about to unmap something: which attachments there were, for [`detached`](Self::detached).
    pub(in crate::kernel) fn attachments_of(&self, pid: Pid) -> Vec<(i32, Range<u64>)> {
        shown(&self.tasks.process(pid).mm).collect()
    }

    /// A process has unmapped something: segments of which it shows less than before note it (also when a part goes:
    /// Linux splits the region first), and removed ones that nobody shows any more end.
    pub(in crate::kernel) fn detached(&mut self, pid: Pid, before: &[(i32, Range<u64>)]) {
        let now: Vec<_> = shown(&self.tasks.process(pid).mm).collect();
        let mut lost: Vec<i32> = before.iter().filter(|old| !now.contains(old)).map(|(id, _)| *id).collect();
        lost.sort_unstable();
        lost.dedup();
        for id in lost {
            self.used_by(pid, id, 1);
            self.end_if_unused(id);
        }
    }

    /// The process ends or starts another program: all its attachments go.
    pub(in crate::kernel) fn detach_all(&mut self, pid: Pid) {
        let before = self.attachments_of(pid);
        let Self { tasks, memory, .. } = self;
        tasks.process_mut(pid).mm.drop_all(memory);
        self.detached(pid, &before);
    }

    /// A child shows what its parent shows; Linux notes the parent as the last user (`shm_open` runs in `fork`).
    pub(in crate::kernel) fn attached_by_fork(&mut self, parent: Pid, child: &AddressSpace) {
        for id in attached(child) {
            self.used_by(parent, id, 0);
        }
    }

    fn used_by(&mut self, pid: Pid, id: i32, time: usize) {
        let process = self.tasks[pid].pid;
        let now = self.clock.seconds();
        if let Ok(segment) = self.segments.get_mut(id) {
            segment.last_user = process;
            segment.times[time] = now;
        }
    }

    /// How often a segment is attached (`shm_nattch`).
    #[must_use]
    pub fn attachments(&self, id: i32) -> u64 {
        self.tasks.processes().flat_map(|process| attached(&process.mm)).filter(|&other| other == id).count() as u64
    }

    /// `shmctl(2)` with `IPC_RMID`: the segment cannot be found by its key any more, and ends when nobody shows it.
    pub(in crate::kernel) fn segment_remove(&mut self, pid: Pid, id: i32) -> Result<(), Errno> {
        let segment = self.segments.controlled(id, self.tasks.credentials(pid))?;
        segment.permissions.mode |= SHM_DEST;
        segment.permissions.key = IPC_PRIVATE;
        self.end_if_unused(id);
        Ok(())
    }

    fn end_if_unused(&mut self, id: i32) {
        let is_over = self.segments.get(id).is_ok_and(Segment::is_removed) && self.attachments(id) == 0;
        if let (true, Ok(segment)) = (is_over, self.segments.get(id)) {
            segment.frames.iter().for_each(|&frame| self.memory.release(frame));
            let _gone = self.segments.remove(id);
        }
    }

    /// `shmctl(2)` with `IPC_SET`.
    pub(in crate::kernel) fn segment_set(
        &mut self,
        pid: Pid,
        id: i32,
        new: &[u8; Permissions::BYTES],
    ) -> Result<(), Errno> {
        let now = self.clock.seconds();
        let segment = self.segments.controlled(id, self.tasks.credentials(pid))?;
        segment.permissions.update(new)?;
        segment.times[2] = now;
        Ok(())
    }
}

/// Where `shmat` shall attach: `None` leaves the choice to the kernel.
fn wanted_place(addr: u64, flags: i32) -> Result<Option<u64>, Errno> {
    let rounded = if flags & SHM_RND != 0 { addr & !(PAGE - 1) } else { addr };
    match addr {
        0 if flags & SHM_REMAP != 0 => Err(Errno::EINVAL),
        0 => Ok(None),
        _ if rounded % PAGE != 0 || (rounded == 0 && flags & SHM_REMAP != 0) => Err(Errno::EINVAL),
        _ => Ok(Some(rounded)),
    }
}

/// What an attachment needs of the segment's mode.
const fn wanted_rights(flags: i32) -> u32 {
    let execute = if flags & SHM_EXEC != 0 { MAY_EXECUTE } else { 0 };
    execute | if flags & SHM_RDONLY != 0 { MAY_READ } else { MAY_READ | MAY_WRITE }
}

fn rights(flags: i32) -> Rights {
    let execute = if flags & SHM_EXEC != 0 { 4 } else { 0 };
    Rights(execute | if flags & SHM_RDONLY != 0 { Rights::READ.0 } else { Rights::READ_WRITE.0 })
}
