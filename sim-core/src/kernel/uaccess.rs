//! Copying between the kernel and a process's memory (Linux: `copy_from_user`, `copy_to_user`).

use crate::abi::Errno;
use crate::machine::program::{PAGE, USER_END};

use super::mm::UserMemory;
use super::{Kernel, Pid};

/// The most that one call transfers (`MAX_RW_COUNT`, `write(2)` NOTES: 0x7ffff000 bytes).
pub(super) const MAX_RW_COUNT: u64 = 0x7fff_f000;

/// Whether a range can be in user space at all: what Linux checks before it looks at the pages (`access_ok`).
///
/// # Errors
/// `EFAULT` for a range that wraps around or is larger than any address space.
pub(super) fn access_ok(addr: u64, len: u64) -> Result<(), Errno> {
    /// One past the last user address of x86-64 Linux.
    const TASK_SIZE_MAX: u64 = (1 << 47) - PAGE;
    match addr.checked_add(len) {
        Some(end) if end <= TASK_SIZE_MAX => Ok(()),
        _ => Err(Errno::EFAULT),
    }
}

impl Kernel {
    /// The memory of a process.
    pub(super) fn user(&mut self, pid: Pid) -> UserMemory<'_> {
        self.tasks.process_mut(pid).mm.user(&mut self.memory).granted()
    }

    /// Reads `N` bytes of a process's memory.
    pub(super) fn copy_in<const N: usize>(&mut self, pid: Pid, addr: u64) -> Result<[u8; N], Errno> {
        let mut bytes = [0; N];
        self.user(pid).copy_in(addr, &mut bytes)?;
        Ok(bytes)
    }

    /// Reads `len` bytes of a process's memory.
    pub(super) fn copy_in_vec(&mut self, pid: Pid, addr: u64, len: u64) -> Result<Vec<u8>, Errno> {
        if len > USER_END {
            return Err(Errno::EFAULT);
        }
        let mut bytes = vec![0; len as usize];
        self.user(pid).copy_in(addr, &mut bytes)?;
        Ok(bytes)
    }

    /// Writes to a process's memory.
    pub(super) fn copy_out(&mut self, pid: Pid, addr: u64, bytes: &[u8]) -> Result<(), Errno> {
        self.user(pid).copy_out(addr, bytes)
    }

    /// Writes to a process's memory unless the address is null, as calls do with results that are not wanted.
    pub(super) fn copy_out_if_wanted(&mut self, pid: Pid, addr: u64, bytes: &[u8]) -> Result<(), Errno> {
        if addr == 0 { Ok(()) } else { self.copy_out(pid, addr, bytes) }
    }

    /// Reads a string that ends in NUL, of less than `most` bytes.
    ///
    /// # Errors
    /// `EFAULT`; `None` in place of a string that is too long.
    pub(super) fn copy_in_string(&mut self, pid: Pid, addr: u64, most: usize) -> Result<Option<Vec<u8>>, Errno> {
        let copies = self.memory.copied.times;
        let mut text = Vec::new();
        while text.len() < most {
            let [byte] = self.copy_in::<1>(pid, addr.wrapping_add(text.len() as u64))?;
            // However it is done here, it is one copy.
            self.memory.copied.times = copies + 1;
            if byte == 0 {
                return Ok(Some(text));
            }
            text.push(byte);
        }
        Ok(None)
    }
}

/// The bytes of a write call, in memory: handed out piece by piece, as far as they can be read.
pub(super) struct UserSource<'a> {
    /// The writer's memory.
    pub memory: UserMemory<'a>,
    /// The next byte.
    pub addr: u64,
    /// How many bytes are left.
    pub left: u64,
}

impl UserSource<'_> {
    /// The next `len` bytes (at most what is left); `None` if not all of them can be read, and then nothing is taken.
    pub(super) fn take(&mut self, len: u64) -> Option<Vec<u8>> {
        let len = len.min(self.left);
        let mut bytes = vec![0; len as usize];
        self.memory.copy_in(self.addr, &mut bytes).ok()?;
        self.addr += len;
        self.left -= len;
        Some(bytes)
    }
}

/// The room of a read call, in memory: filled piece by piece, as far as it can be written.
pub(super) struct UserSink<'a> {
    /// The reader's memory.
    pub memory: UserMemory<'a>,
    /// Where the next byte goes.
    pub addr: u64,
    /// How many more bytes fit.
    pub left: u64,
}

impl UserSink<'_> {
    /// Stores the next bytes; false if not all of them could be written.
    pub(super) fn put(&mut self, bytes: &[u8]) -> bool {
        let is_done = self.memory.copy_out(self.addr, bytes).is_ok();
        if is_done {
            self.addr += bytes.len() as u64;
            self.left -= bytes.len() as u64;
        }
        is_done
    }
}
