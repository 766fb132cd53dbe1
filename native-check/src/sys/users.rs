//! Users, groups and capabilities of the sandbox's processes.

use std::ffi::CString;
use std::io;

use super::check;

/// `_LINUX_CAPABILITY_VERSION_3`
const VERSION: u32 = 0x2008_0522;
/// `CAP_SYS_RESOURCE`
const SYS_RESOURCE: u32 = 24;

/// Effective, permitted and inheritable capabilities: the low halves, then the high ones.
#[derive(Clone, Copy)]
struct Capabilities([u32; 6]);

impl Capabilities {
    fn get() -> io::Result<Self> {
        let header = [VERSION, 0];
        let mut sets = [0u32; 6];
        // SAFETY: header and sets have the sizes that version 3 has, and outlive the call.
        check(unsafe { libc::syscall(libc::SYS_capget, header.as_ptr(), sets.as_mut_ptr()) })?;
        Ok(Self(sets))
    }

    fn set(self) -> io::Result<()> {
        let header = [VERSION, 0];
        // SAFETY: as above; the kernel only reads.
        check(unsafe { libc::syscall(libc::SYS_capset, header.as_ptr(), self.0.as_ptr()) }).map(drop)
    }
}

/// Gives up `CAP_SYS_RESOURCE`, so that limits hold for user 0 too and mean the same wherever the checker runs.
///
/// # Errors
/// What `capset(2)` says.
pub(crate) fn keep_within_limits() -> io::Result<()> {
    let mut capabilities = Capabilities::get()?;
    capabilities.0[..3].iter_mut().for_each(|set| *set &= !(1 << SYS_RESOURCE));
    capabilities.set()
}

/// Leaves all supplementary groups, if that is permitted here.
pub(crate) fn leave_groups() {
    // SAFETY: no group is read; failing changes nothing.
    unsafe { libc::syscall(libc::SYS_setgroups, 0, std::ptr::null::<libc::gid_t>()) };
}

/// Whether this process's user namespace knows one user only (`user_namespaces(7)`).
///
/// # Errors
/// When the map cannot be read.
pub(crate) fn has_one_user() -> io::Result<bool> {
    let map = std::fs::read_to_string("/proc/self/uid_map")?;
    let count: u64 = map.lines().filter_map(|line| line.split_ascii_whitespace().nth(2)?.parse::<u64>().ok()).sum();
    Ok(count == 1)
}

/// The effective user and group.
pub(crate) fn effective_ids() -> (u32, u32) {
    // SAFETY: no arguments, cannot fail.
    unsafe { (libc::geteuid(), libc::getegid()) }
}

/// Whether this process may execute a file, by its ids for files.
///
/// # Errors
/// What `faccessat2(2)` says.
pub(crate) fn may_execute(path: &[u8]) -> io::Result<()> {
    let path = CString::new(path)?;
    // SAFETY: the path ends in NUL and outlives the call.
    check(unsafe { libc::syscall(libc::SYS_faccessat2, libc::AT_FDCWD, path.as_ptr(), libc::X_OK, libc::AT_EACCESS) })
        .map(drop)
}

/// The effective ids become the saved ones, and those for files, as in `execve(2)`. Unlike C's library this concerns the
/// calling thread alone, and it is the only one.
///
/// # Errors
/// What `setresuid(2)` says.
pub(crate) fn save_effective_ids() -> io::Result<()> {
    const AS_IT_IS: libc::uid_t = libc::uid_t::MAX;
    let (uid, gid) = effective_ids();
    // SAFETY: numbers only.
    unsafe {
        check(libc::syscall(libc::SYS_setresgid, AS_IT_IS, gid, gid))?;
        check(libc::syscall(libc::SYS_setresuid, AS_IT_IS, uid, uid)).map(drop)
    }
}

/// Whoever is effectively root has all capabilities again that it may have, as after `execve(2)`.
///
/// # Errors
/// What `capset(2)` says.
pub(crate) fn renew_capabilities() -> io::Result<()> {
    if effective_ids().0 != 0 {
        return Ok(());
    }
    let mut capabilities = Capabilities::get()?;
    for half in [0, 3] {
        capabilities.0[half] = capabilities.0[half + 1];
    }
    capabilities.set()
}
