//! Real timers that expire by virtual time: they are never set, and `TFD_IOC_SET_TICKS` says when they have expired. A
//! timer carries its number as its interval.

use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};

/// `TFD_IOC_SET_TICKS` of `linux/timerfd.h`.
const SET_TICKS: libc::c_ulong = 0x4008_5400;
/// Numbers are stored as intervals of so many nanoseconds more.
const LEAST: i64 = 1;

/// Gives a timer its number. It has not expired then, and does not run.
pub(crate) fn set_number(fd: i32, number: u32) {
    let interval = libc::timespec { tv_sec: 0, tv_nsec: i64::from(number) + LEAST };
    let setting = libc::itimerspec { it_interval: interval, it_value: libc::timespec { tv_sec: 0, tv_nsec: 0 } };
    // SAFETY: the setting outlives the call, which reads it.
    unsafe { libc::timerfd_settime(fd, 0, &raw const setting, std::ptr::null_mut()) };
}

/// A timer's number; `None` for what is no timer.
pub(crate) fn number(fd: i32) -> Option<u32> {
    let nothing = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    let mut setting = libc::itimerspec { it_interval: nothing, it_value: nothing };
    // SAFETY: the setting outlives the call, which writes it.
    let result = unsafe { libc::timerfd_gettime(fd, &raw mut setting) };
    if result == 0 { u32::try_from(setting.it_interval.tv_nsec - LEAST).ok() } else { None }
}

/// Says how often a timer has expired; whoever waits for it wakes.
pub(crate) fn set_ticks(fd: i32, ticks: u64) {
    // SAFETY: the number outlives the call, which reads it.
    unsafe { libc::ioctl(fd, SET_TICKS, &raw const ticks) };
}

/// The timer with a number among the descriptors of a process.
pub(crate) fn find(pid: i32, wanted: u32) -> Option<OwnedFd> {
    let folder = std::fs::read_dir(format!("/proc/{pid}/fd")).ok()?;
    let is_timer =
        |path: &std::path::Path| std::fs::read_link(path).is_ok_and(|to| to.as_os_str() == "anon_inode:[timerfd]");
    let fds = folder.filter_map(|entry| entry.ok().filter(|entry| is_timer(&entry.path())));
    let numbers = fds.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    numbers.filter_map(|fd| copy_of(pid, fd)).find(|fd| number(fd.as_raw_fd()) == Some(wanted))
}

/// A descriptor of another process, for this one (`pidfd_getfd(2)`).
fn copy_of(pid: i32, fd: i32) -> Option<OwnedFd> {
    // SAFETY: neither call touches memory, and what they return is nobody else's.
    unsafe {
        let process = libc::syscall(libc::SYS_pidfd_open, pid, 0);
        let process = (process >= 0).then(|| OwnedFd::from_raw_fd(process as i32))?;
        let copy = libc::syscall(libc::SYS_pidfd_getfd, process.as_raw_fd(), fd, 0);
        (copy >= 0).then(|| OwnedFd::from_raw_fd(copy as i32))
    }
}
