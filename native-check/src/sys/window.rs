//! The window: where a simulated address space lies in the real one.
//!
//! Simulated address `X` of user space is the real address `BASE + X`. Nothing else is ever mapped there and nothing is
//! reserved, so an address that the program has not mapped is unmapped for the real MMU too, and it refuses with the
//! real `SEGV_MAPERR`. Addresses past user space are sent to a stretch behind the window that stays empty.

use std::sync::atomic::{AtomicU64, Ordering};

use sim_core::machine::program::{PAGE, USER_END};

use super::check;

/// Where simulated address 0 lies. Linux places programs, libraries and stacks far from here.
const BASE: u64 = 0x2000_0000_0000;
/// Addresses past user space keep these low bits, which send them to 64 GiB behind the window.
const BEYOND: u64 = 0xf_ffff_ffff;

/// The real address for a simulated one.
pub(super) const fn real(addr: u64) -> u64 {
    if addr < USER_END { BASE + addr } else { BASE + USER_END + (addr & BEYOND) }
}

/// The real pointer for a simulated one that the kernel keeps.
pub(super) const fn translate(addr: u64) -> u64 {
    real(addr)
}

/// Whether a range lies wholly in user space.
pub(crate) const fn is_user_range(addr: u64, len: u64) -> bool {
    match addr.checked_add(len) {
        Some(end) => end <= USER_END,
        None => false,
    }
}

/// Rights of pages, as `mmap(2)` takes them.
pub(crate) const READ: i32 = libc::PROT_READ;
/// Writable.
pub(crate) const WRITE: i32 = libc::PROT_WRITE;
/// Executable.
pub(crate) const EXEC: i32 = libc::PROT_EXEC;

/// Maps fresh private pages at a simulated address.
///
/// # Errors
/// What `mmap(2)` says; also when the range leaves the window or something is mapped there.
pub(crate) fn map_private(addr: u64, len: u64, rights: i32) -> std::io::Result<()> {
    map_flags(addr, len, rights, 0)
}

/// Maps a stack of which `len` bytes are there from the start and the rest comes when it is touched, down to the
/// process's `RLIMIT_STACK`.
///
/// # Errors
/// As [`map_private`].
pub(crate) fn map_stack(addr: u64, len: u64) -> std::io::Result<()> {
    map_flags(addr, len, READ | WRITE, libc::MAP_GROWSDOWN)
}

fn map_flags(addr: u64, len: u64, rights: i32, extra: i32) -> std::io::Result<()> {
    if !is_user_range(addr, len) || !addr.is_multiple_of(PAGE) {
        return Err(std::io::Error::from_raw_os_error(libc::EINVAL));
    }
    let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_FIXED_NOREPLACE | extra;
    // SAFETY: the range lies in the window, which holds no memory of Rust's, and NOREPLACE maps nothing over.
    let at = unsafe { libc::mmap(real(addr) as *mut libc::c_void, len as usize, rights, flags, -1, 0) };
    check(at as i64)?;
    note_rights(addr, len, rights);
    Ok(())
}

/// Gives pages back.
///
/// # Errors
/// What `munmap(2)` says.
pub(crate) fn unmap(addr: u64, len: u64) -> std::io::Result<()> {
    if !is_user_range(addr, len) {
        return Err(std::io::Error::from_raw_os_error(libc::EINVAL));
    }
    // SAFETY: the range lies in the window, which holds no memory of Rust's.
    check(unsafe { libc::munmap(real(addr) as *mut libc::c_void, len as usize) })?;
    note_rights(addr, len, 0);
    Ok(())
}

/// Changes rights.
///
/// # Errors
/// What `mprotect(2)` says.
pub(crate) fn protect(addr: u64, len: u64, rights: i32) -> std::io::Result<()> {
    if !is_user_range(addr, len) {
        return Err(std::io::Error::from_raw_os_error(libc::ENOMEM));
    }
    // SAFETY: the range lies in the window, which holds no memory of Rust's.
    check(unsafe { libc::mprotect(real(addr) as *mut libc::c_void, len as usize, rights) })?;
    note_rights(addr, len, rights);
    Ok(())
}

/// A bit for each page of the window that is executable: the simulated program's code is never run natively, so whoever
/// wants to provoke a real refusal to execute must not do it there.
static EXECUTABLE: [AtomicU64; (USER_END / PAGE / 64) as usize] = [const { AtomicU64::new(0) }; _];

/// Keeps [`EXECUTABLE`] true after a successful change of mappings.
pub(super) fn note_rights(addr: u64, len: u64, rights: i32) {
    for page in addr / PAGE..addr.saturating_add(len).min(USER_END).div_ceil(PAGE) {
        let (word, bit) = (&EXECUTABLE[(page / 64) as usize], 1 << (page % 64));
        if rights & EXEC == 0 {
            word.fetch_and(!bit, Ordering::Relaxed)
        } else {
            word.fetch_or(bit, Ordering::Relaxed)
        };
    }
}

/// Whether the page of this address is executable.
pub(super) fn is_executable(addr: u64) -> bool {
    let word = EXECUTABLE.get((addr / PAGE / 64) as usize);
    word.is_some_and(|word| word.load(Ordering::Relaxed) & (1 << (addr / PAGE % 64)) != 0)
}

/// Reads without effects and without faults: how many bytes could be read before the first unreadable page.
pub(crate) fn peek(addr: u64, buf: &mut [u8]) -> usize {
    let mut done = 0;
    while done < buf.len() {
        let at = addr.wrapping_add(done as u64);
        let chunk = (PAGE - at % PAGE).min((buf.len() - done) as u64) as usize;
        let local = libc::iovec { iov_base: buf[done..].as_mut_ptr().cast(), iov_len: chunk };
        let remote = libc::iovec { iov_base: real(at) as *mut libc::c_void, iov_len: chunk };
        // SAFETY: `local` is a live part of `buf`; the remote side is checked by the kernel, which reports what it
        // cannot read instead of faulting.
        let count = unsafe { libc::process_vm_readv(libc::getpid(), &raw const local, 1, &raw const remote, 1, 0) };
        if count < chunk as isize {
            return done + count.max(0) as usize;
        }
        done += chunk;
    }
    done
}
