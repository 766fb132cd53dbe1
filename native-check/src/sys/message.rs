//! The lab's own calls that pass messages, made by the C library that compiled programs use (`message.c`).
//!
//! The library is given memory of this process, never the program's: what the program's own addresses are worth is
//! found out with [`access`](super::access) before and after.

use std::ffi::{c_int, c_long, c_void};

use sim_core::abi::{Errno, Sysno};
use sim_core::kernel::channel::MESSAGE_MAX;

use super::{access, signals};

unsafe extern "C" {
    fn message_send(to: c_int, message: *const c_void, size: usize, flags: c_int) -> c_int;
    fn message_receive(from: c_int, message: *mut c_void, size: usize, flags: c_int, sender: *mut c_int) -> isize;
    fn mailbox_open(port: c_int, capacity: c_int) -> c_int;
    fn mailbox_put(port: c_int, message: *const c_void, size: usize, flags: c_int) -> c_int;
    fn mailbox_take(port: c_int, message: *mut c_void, size: usize, flags: c_int) -> isize;
    fn mailbox_remove(port: c_int) -> c_int;
}

/// The system calls in which the library sleeps.
pub(crate) const fn sleeps_in(nr: u16) -> bool {
    matches!(nr as i64, libc::SYS_msgrcv | libc::SYS_semop)
}

/// Makes one of the calls.
pub(crate) fn perform(nr: Sysno, args: &[u64; 6]) -> u64 {
    let result = match nr {
        Sysno::MESSAGE_SEND | Sysno::MAILBOX_SEND => send(nr, args),
        Sysno::MESSAGE_RECEIVE | Sysno::MAILBOX_RECEIVE => receive(nr, args),
        // SAFETY: numbers only.
        Sysno::MAILBOX_OPEN => checked(unsafe { mailbox_open(args[0] as c_int, args[1] as c_int) } as isize),
        // SAFETY: as above.
        Sysno::MAILBOX_REMOVE => checked(unsafe { mailbox_remove(args[0] as c_int) } as isize),
        _ => Err(Errno::ENOSYS),
    };
    result.unwrap_or_else(Errno::as_ret)
}

fn checked(result: isize) -> Result<u64, Errno> {
    let errno = || std::io::Error::last_os_error().raw_os_error().unwrap_or(libc::EIO);
    u64::try_from(result).map_err(|_| Errno(errno() as u16))
}

fn send(nr: Sysno, args: &[u64; 6]) -> Result<u64, Errno> {
    let [whom, addr, size, flags, ..] = *args;
    if size > MESSAGE_MAX {
        return Err(Errno::EMSGSIZE);
    }
    let mut text = vec![0; size as usize];
    access::read(addr, &mut text).map_err(|_| Errno::EFAULT)?;
    let at = text.as_ptr().cast();
    // SAFETY: the library reads `size` bytes of `text`, which outlives the call.
    checked(unsafe {
        match nr {
            Sysno::MESSAGE_SEND => message_send(whom as c_int, at, text.len(), flags as c_int),
            _ => mailbox_put(whom as c_int, at, text.len(), flags as c_int),
        }
    } as isize)
}

fn receive(nr: Sysno, args: &[u64; 6]) -> Result<u64, Errno> {
    let [whom, addr, size, flags, sender_addr, _] = *args;
    let mut text = vec![0; size.min(MESSAGE_MAX) as usize];
    let mut sender: c_int = 0;
    let at = text.as_mut_ptr().cast();
    // SAFETY: the library writes at most `text.len()` bytes there, and the sender; both outlive the call.
    let count = checked(unsafe {
        match nr {
            Sysno::MESSAGE_RECEIVE => message_receive(whom as c_int, at, text.len(), flags as c_int, &raw mut sender),
            _ => mailbox_take(whom as c_int, at, text.len(), flags as c_int),
        }
    })?;
    access::write(addr, &text[..count as usize]).map_err(|_| Errno::EFAULT)?;
    if nr == Sysno::MESSAGE_RECEIVE && sender_addr != 0 {
        access::write(sender_addr, &sender.to_ne_bytes()).map_err(|_| Errno::EFAULT)?;
    }
    Ok(count)
}

/// The library makes the system calls through this that may sleep: a signal that is noted ends them.
#[unsafe(no_mangle)]
extern "C" fn ipc_lab_message_wait(nr: c_long, a: c_long, b: c_long, c: c_long, d: c_long, e: c_long) -> c_long {
    let args = [a, b, c, d, e, 0].map(|arg| arg as u64);
    match signals::call(nr as u16, args) {
        signals::RESTART => -c_long::from(libc::EINTR),
        result => result as c_long,
    }
}
