//! Pseudoterminals (`pty(7)`).

use std::fs::File;
use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};

use super::check;

/// How large the window says that it is.
const WINDOW: libc::winsize = libc::winsize { ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0 };

/// The two sides of a new pseudoterminal, closed on exec: who looks at it, and what programs have.
///
/// # Errors
/// What `posix_openpt(3)` and its like say.
pub(crate) fn open() -> io::Result<(File, OwnedFd)> {
    const TIOCGPTPEER: libc::Ioctl = 0x5441;
    const FLAGS: i32 = libc::O_RDWR | libc::O_NOCTTY | libc::O_CLOEXEC;
    // SAFETY: makes a descriptor that nobody else owns, which is checked before it is owned.
    let master = unsafe {
        let fd = libc::posix_openpt(FLAGS);
        check(fd)?;
        File::from_raw_fd(fd)
    };
    // SAFETY: the descriptor is open; the lock lies in the kernel.
    check(unsafe { libc::unlockpt(master.as_raw_fd()) })?;
    let window = WINDOW;
    // SAFETY: the structure outlives the call.
    check(unsafe { libc::ioctl(master.as_raw_fd(), libc::TIOCSWINSZ, &raw const window) })?;
    // SAFETY: as above; the call makes a descriptor that nobody else owns.
    let slave = unsafe {
        let fd = libc::ioctl(master.as_raw_fd(), TIOCGPTPEER, FLAGS);
        check(fd)?;
        OwnedFd::from_raw_fd(fd)
    };
    Ok((master, slave))
}

/// What a terminal does with what goes through it.
///
/// # Errors
/// What `tcgetattr(3)` says.
pub(crate) fn attributes(terminal: &impl AsRawFd) -> io::Result<libc::termios> {
    // SAFETY: an all-zero structure is a valid value, and outlives the call.
    unsafe {
        let mut attributes: libc::termios = std::mem::zeroed();
        check(libc::tcgetattr(terminal.as_raw_fd(), &raw mut attributes))?;
        Ok(attributes)
    }
}

/// Changes that at once.
///
/// # Errors
/// What `tcsetattr(3)` says.
pub(crate) fn set_attributes(terminal: &impl AsRawFd, attributes: &libc::termios) -> io::Result<()> {
    // SAFETY: the structure outlives the call.
    check(unsafe { libc::tcsetattr(terminal.as_raw_fd(), libc::TCSANOW, attributes) }).map(drop)
}

/// How many bytes can be read; of lines only those that are complete.
///
/// # Errors
/// What `ioctl_tty(2)` says.
pub(crate) fn waiting(terminal: &impl AsRawFd) -> io::Result<usize> {
    let mut count: libc::c_int = 0;
    // SAFETY: the number outlives the call.
    check(unsafe { libc::ioctl(terminal.as_raw_fd(), libc::FIONREAD, &raw mut count) })?;
    Ok(usize::try_from(count).unwrap_or(0))
}

/// Forgets what was typed and not read.
///
/// # Errors
/// What `tcflush(3)` says.
pub(crate) fn forget_input(terminal: &impl AsRawFd) -> io::Result<()> {
    // SAFETY: no pointers.
    check(unsafe { libc::tcflush(terminal.as_raw_fd(), libc::TCIFLUSH) }).map(drop)
}
