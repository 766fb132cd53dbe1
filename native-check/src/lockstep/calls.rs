//! The few calls that are not passed on as they are: those that change mappings, because both sides must choose the same
//! addresses, and those whose result the controller needs to know more of.

use sim_core::abi::{Errno, Spec, Sysno};
use sim_core::kernel::mm::AddressSpace;
use sim_core::machine::program::{PAGE, USER_END};
use sim_core::machine::segment::{Rights, SegmentKind};

use super::memory::RealMemory;
use super::own::Shared;
use super::sockets;
use crate::sys::board::Board;
use crate::sys::{calls, window};

const MAP_SHARED: u64 = libc::MAP_SHARED as u64;
const MAP_ANONYMOUS: u64 = libc::MAP_ANONYMOUS as u64;
const MAP_FIXED: u64 = libc::MAP_FIXED as u64;
const MAP_FIXED_NOREPLACE: u64 = libc::MAP_FIXED_NOREPLACE as u64;
const SHM_RDONLY: u64 = libc::SHM_RDONLY as u64;
const SHM_REMAP: u64 = libc::SHM_REMAP as u64;
const SHM_RND: u64 = libc::SHM_RND as u64;
const SHM_EXEC: u64 = libc::SHM_EXEC as u64;
/// Segments are attached at multiples of this (`shmat(2)`, NOTES).
const SHMLBA: u64 = PAGE;

/// Makes a call of the simulated process and returns what the program gets.
pub(super) fn perform(spec: &Spec, args: &[u64; 6], own: &Shared, board: &Board) -> u64 {
    let with = |act: fn(&[u64; 6], &mut RealMemory) -> u64| own.with(|own| act(args, &mut own.memory));
    match spec.nr {
        Sysno::BRK => with(brk),
        Sysno::MMAP => with(mmap),
        Sysno::MUNMAP => with(munmap),
        Sysno::MPROTECT => with(mprotect),
        Sysno::SHMAT => with(shmat),
        Sysno::SHMDT => with(shmdt),
        Sysno::READV | Sysno::WRITEV => calls::vectored(spec.nr, args),
        Sysno::MSYNC => calls::msync(args),
        nr if sockets::is_special(nr, args) => sockets::perform(spec, args),
        Sysno::WAIT4 => wait4(args, board),
        _ => calls::perform(spec, args),
    }
}

/// The child that `wait4` reaps is gone from `/proc`, so its status goes to the board.
fn wait4(args: &[u64; 6], board: &Board) -> u64 {
    let (ret, reaped) = calls::wait4(args);
    if let Some((pid, status)) = reaped {
        board.record_death(pid, status);
    }
    ret
}

/// The program break has no counterpart in the window, so its pages are mapped one by one.
fn brk(&[new, ..]: &[u64; 6], memory: &mut RealMemory) -> u64 {
    let old_end = memory.space.program_break().next_multiple_of(PAGE);
    let mut wanted = memory.space.clone();
    let reached = wanted.set_break(&mut memory.frames, new);
    let new_end = reached.next_multiple_of(PAGE);
    let done = match new_end.cmp(&old_end) {
        std::cmp::Ordering::Greater => window::map_private(old_end, new_end - old_end, window::READ | window::WRITE),
        std::cmp::Ordering::Less => window::unmap(new_end, old_end - new_end),
        std::cmp::Ordering::Equal => Ok(()),
    };
    if done.is_err() {
        return memory.space.program_break();
    }
    memory.space = wanted;
    reached
}

/// Where a mapping of `len` bytes goes that asks for `hint`, as Linux chooses: there if it is free, else below the
/// lowest mapping that leaves room.
fn place(space: &AddressSpace, hint: u64, len: u64) -> Option<u64> {
    let hint = hint & !(PAGE - 1);
    let is_fitting = hint != 0 && hint.checked_add(len).is_some_and(|end| space.is_free(&(hint..end)));
    if is_fitting { Some(hint) } else { space.find_gap(len) }
}

fn mmap(args: &[u64; 6], memory: &mut RealMemory) -> u64 {
    let (addr, len) = match mmap_range(args, &memory.space) {
        Ok(range) => range,
        Err(errno) => return errno.as_ret(),
    };
    let [_, _, prot, flags, ..] = *args;
    let mut exact = *args;
    exact[1] = len;
    let ret = calls::mmap(addr, &exact, flags & MAP_FIXED != 0);
    if ret == addr {
        let (range, rights) = (addr..addr + len, Rights((prot & 7) as u8));
        if flags & MAP_SHARED != 0 {
            memory.space.map_shared(&mut memory.frames, range, rights, SegmentKind::Mmap, &[]);
        } else {
            memory.space.map_private(&mut memory.frames, range, rights, SegmentKind::Mmap, &[]);
        }
        memory.note_regions();
    }
    ret
}

/// Address and length of a new mapping. What is wrong with the range is said here, because the window ends where the real
/// user space does not; the checks before it keep Linux's order.
fn mmap_range(args: &[u64; 6], space: &AddressSpace) -> Result<(u64, u64), Errno> {
    let [hint, length, _, flags, fd, offset] = *args;
    if !offset.is_multiple_of(PAGE) {
        return Err(Errno::EINVAL);
    }
    if flags & MAP_ANONYMOUS == 0 && !calls::is_open(fd) {
        return Err(Errno::EBADF);
    }
    if length == 0 {
        return Err(Errno::EINVAL);
    }
    let len = length.checked_next_multiple_of(PAGE).filter(|&len| len <= USER_END).ok_or(Errno::ENOMEM)?;
    if flags & (MAP_FIXED | MAP_FIXED_NOREPLACE) == 0 {
        return place(space, hint, len).map(|addr| (addr, len)).ok_or(Errno::ENOMEM);
    }
    match hint {
        _ if hint > USER_END - len => Err(Errno::ENOMEM),
        _ if !hint.is_multiple_of(PAGE) => Err(Errno::EINVAL),
        // The first page is never mapped (`vm.mmap_min_addr`).
        0 => Err(Errno::EPERM),
        _ => Ok((hint, len)),
    }
}

fn munmap(args: &[u64; 6], memory: &mut RealMemory) -> u64 {
    let ret = calls::munmap(args);
    if ret == 0 {
        memory.space.unmap(&mut memory.frames, args[0]..args[0].saturating_add(args[1]));
        memory.note_regions();
    }
    ret
}

fn mprotect(args: &[u64; 6], memory: &mut RealMemory) -> u64 {
    let ret = calls::mprotect(args);
    let end = args[1].checked_next_multiple_of(PAGE).and_then(|len| args[0].checked_add(len));
    // On ENOMEM what lies before the hole has changed nevertheless, unless the range has no end.
    if let Some(end) = end.filter(|_| ret == 0 || ret == Errno::ENOMEM.as_ret()) {
        let _ = memory.space.protect(args[0]..end, Rights((args[2] & 7) as u8));
    }
    ret
}

fn shmat(args: &[u64; 6], memory: &mut RealMemory) -> u64 {
    let [shmid, hint, flags, ..] = *args;
    let len = calls::shm_size(shmid).unwrap_or(PAGE).next_multiple_of(PAGE);
    let addr = match hint {
        0 if flags & SHM_REMAP != 0 => return Errno::EINVAL.as_ret(),
        0 => memory.space.find_gap(len),
        1..SHMLBA if flags & SHM_RND != 0 => return shmat_first_page(shmid, flags).as_ret(),
        _ if flags & SHM_RND != 0 => Some(hint - hint % SHMLBA),
        _ => Some(hint),
    };
    let Some(addr) = addr else { return Errno::ENOMEM.as_ret() };
    let ret = calls::shmat(shmid, addr, flags, len);
    if ret == addr {
        let kind = SegmentKind::Shm { shmid: shmid as i32 };
        memory.space.map_shared(&mut memory.frames, addr..addr + len, shm_rights(flags), kind, &[]);
        memory.note_regions();
    }
    ret
}

/// Why a segment cannot be attached in the first page, which is never mapped (`vm.mmap_min_addr`).
fn shmat_first_page(shmid: u64, flags: u64) -> Errno {
    if flags & SHM_REMAP != 0 || calls::shm_size(shmid).is_none() { Errno::EINVAL } else { Errno::EPERM }
}

const fn shm_rights(flags: u64) -> Rights {
    let read_write = if flags & SHM_RDONLY != 0 { Rights::READ.0 } else { Rights::READ_WRITE.0 };
    Rights(read_write | if flags & SHM_EXEC != 0 { window::EXEC as u8 } else { 0 })
}

fn shmdt(&[addr, ..]: &[u64; 6], memory: &mut RealMemory) -> u64 {
    let attached = memory.space.region_at(addr).filter(|region| region.start == addr).map(|region| region.range());
    let ret = calls::shmdt(addr);
    if let (0, Some(range)) = (ret, attached) {
        memory.space.unmap(&mut memory.frames, range);
        memory.note_regions();
    }
    ret
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_read_only_attachment_cannot_be_written() {
        assert_eq!(shm_rights(SHM_RDONLY), Rights::READ);
    }
}
