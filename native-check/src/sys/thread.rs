//! Threads of a simulated process: each is a real one.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use sim_core::machine::program::USER_END;

use super::window::{real, translate};
use super::{check, window};

/// Where the copies of robust lists lie that the kernel reads: address `X` of the window has its copy at `SHADOW + X`.
const SHADOW: u64 = 0x2400_0000_0000;

/// What the threads of a process have in common and touch one at a time.
///
/// What is in it need not be made for several threads (reference counts that are not atomic): it is made inside, reached
/// under a lock, and nothing that could not be sent to another thread can be taken out.
#[derive(Debug)]
pub(crate) struct Common<T>(Arc<Mutex<T>>);

// SAFETY: the value is reached under the lock alone; the bounds on `new` and `with` keep whatever in it is not `Send` (such
// as an `Rc`) from being put in from outside or taken out, so that all that refers to it lies under the same lock.
unsafe impl<T> Send for Common<T> {}

impl<T> Clone for Common<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Common<T> {
    /// Makes the value.
    pub(crate) fn new<E>(make: impl FnOnce() -> Result<T, E> + Send) -> Result<Self, E> {
        Ok(Self(Arc::new(Mutex::new(make()?))))
    }

    /// Does something with the value.
    pub(crate) fn with<R: Send>(&self, act: impl FnOnce(&mut T) -> R + Send) -> R {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// This thread's id.
pub(crate) fn own_tid() -> i32 {
    // SAFETY: no arguments, cannot fail.
    unsafe { libc::syscall(libc::SYS_gettid) as i32 }
}

/// Starts a thread, with all that `pthread_create` makes threads share.
///
/// # Errors
/// When there can be no more threads.
pub(crate) fn start(run: impl FnOnce() + Send + 'static) -> io::Result<()> {
    std::thread::Builder::new().stack_size(1 << 20).spawn(run).map(drop)
}

/// Ends this thread at once, without running anything of Rust's or C's.
pub(crate) fn exit_thread(code: u64) -> ! {
    loop {
        // SAFETY: the call does not return, and runs no handlers.
        unsafe { libc::syscall(libc::SYS_exit, code) };
    }
}

/// `set_tid_address(2)`: the kernel clears the word at this simulated address when the thread ends.
pub(crate) fn clear_at_exit(addr: u64) -> u64 {
    let at = if addr == 0 { 0 } else { translate(addr) };
    // SAFETY: the kernel writes there when the thread ends; the address lies in the window, which holds nothing of Rust's.
    unsafe { libc::syscall(libc::SYS_set_tid_address, at) as u64 }
}

/// Maps the room for the copies of robust lists, in this process and its later children.
///
/// # Errors
/// What `mmap(2)` says.
pub(crate) fn map_shadow() -> io::Result<()> {
    let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE | libc::MAP_FIXED;
    // SAFETY: nothing of Rust's lies there: Linux places programs, libraries and stacks far away.
    let at = unsafe {
        libc::mmap(SHADOW as *mut libc::c_void, USER_END as usize, libc::PROT_READ | libc::PROT_WRITE, flags, -1, 0)
    };
    check(at as i64).map(drop)
}

/// Tells the kernel of a robust list whose head is the copy of this simulated address; 0 for none.
pub(crate) fn set_robust_list(head: u64) {
    let at = if head == 0 { 0 } else { SHADOW + head };
    // SAFETY: the kernel reads the copies when the thread ends, and is prepared for anything that it finds there.
    unsafe { libc::syscall(libc::SYS_set_robust_list, at, 24) };
}

/// The number in the copy of a head that leads the kernel from a copied entry to the real futex.
pub(crate) const fn shadow_offset(offset: u64) -> u64 {
    real(0).wrapping_sub(SHADOW).wrapping_add(offset)
}

/// The copy of a pointer in a list.
pub(crate) const fn shadow(addr: u64) -> u64 {
    if addr < USER_END { SHADOW + addr } else { addr }
}

/// Puts words down in the copy of a simulated address; false if that has no copy.
pub(crate) fn write_shadow(addr: u64, words: &[u64]) -> bool {
    if !window::is_user_range(addr, 8 * words.len() as u64) {
        return false;
    }
    for (index, &word) in words.iter().enumerate() {
        // SAFETY: the room for copies is as large as user space, is mapped writable before any list is copied, and holds
        // nothing of Rust's; its words need not be aligned.
        unsafe { ((SHADOW + addr) as *mut u64).add(index).write_unaligned(word) };
    }
    true
}
