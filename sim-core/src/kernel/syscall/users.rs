//! Users and groups of a process: `getuid` and its kin, `setuid` to `setresgid`, `getgroups`, `setgroups`.

use crate::abi::Errno;
use crate::abi::syscall::Sysno;
use crate::kernel::credentials::{Capability, Credentials, IdChange, Ids};
use crate::kernel::{Halt, SysResult};

use super::Call;

/// In how many further groups a process can be (`NGROUPS_MAX`).
const GROUPS_MAX: u32 = 65_536;

fn own<'c>(call: &'c Call<'_>) -> &'c Credentials {
    &call.kernel.tasks.process(call.pid).credentials
}

/// The credentials, to be changed. Threads have them one by one on Linux, and the C library keeps them the same by
/// signals, which the lab does not do.
///
/// # Errors
/// In a process with several threads the run ends by name.
fn own_mut<'c>(call: &'c mut Call<'_>) -> Result<&'c mut Credentials, Halt> {
    if call.kernel.tasks.is_threaded(call.pid) {
        return Err(Halt::Unsupported("a change of user or group in a process that has several threads".to_owned()));
    }
    Ok(&mut call.kernel.tasks.process_mut(call.pid).credentials)
}

/// `getuid(2)`
pub(super) fn getuid(call: &mut Call<'_>) -> SysResult {
    Ok(u64::from(own(call).user.real))
}

/// `geteuid(2)`
pub(super) fn geteuid(call: &mut Call<'_>) -> SysResult {
    Ok(u64::from(own(call).user.effective))
}

/// `getgid(2)`
pub(super) fn getgid(call: &mut Call<'_>) -> SysResult {
    Ok(u64::from(own(call).group.real))
}

/// `getegid(2)`
pub(super) fn getegid(call: &mut Call<'_>) -> SysResult {
    Ok(u64::from(own(call).group.effective))
}

fn set_users(call: &mut Call<'_>, change: Result<IdChange, Errno>) -> SysResult {
    own_mut(call)?.set_users(change?)?;
    Ok(0)
}

fn set_groups(call: &mut Call<'_>, change: Result<IdChange, Errno>) -> SysResult {
    own_mut(call)?.set_groups(change?)?;
    Ok(0)
}

/// `setuid(2)`
pub(super) fn setuid(call: &mut Call<'_>) -> SysResult {
    set_users(call, IdChange::one(call.uint(0)))
}

/// `setgid(2)`
pub(super) fn setgid(call: &mut Call<'_>) -> SysResult {
    set_groups(call, IdChange::one(call.uint(0)))
}

/// `setreuid(2)`
pub(super) fn setreuid(call: &mut Call<'_>) -> SysResult {
    set_users(call, Ok(IdChange::two([call.uint(0), call.uint(1)])))
}

/// `setregid(2)`
pub(super) fn setregid(call: &mut Call<'_>) -> SysResult {
    set_groups(call, Ok(IdChange::two([call.uint(0), call.uint(1)])))
}

/// `setresuid(2)`
pub(super) fn setresuid(call: &mut Call<'_>) -> SysResult {
    set_users(call, Ok(IdChange::three([call.uint(0), call.uint(1), call.uint(2)])))
}

/// `setresgid(2)`
pub(super) fn setresgid(call: &mut Call<'_>) -> SysResult {
    set_groups(call, Ok(IdChange::three([call.uint(0), call.uint(1), call.uint(2)])))
}

/// `getresuid(2)`
pub(super) fn getresuid(call: &mut Call<'_>) -> SysResult {
    let ids = own(call).user;
    store_ids(call, ids)
}

/// `getresgid(2)`
pub(super) fn getresgid(call: &mut Call<'_>) -> SysResult {
    let ids = own(call).group;
    store_ids(call, ids)
}

fn store_ids(call: &mut Call<'_>, ids: Ids) -> SysResult {
    for (index, id) in [ids.real, ids.effective, ids.saved].into_iter().enumerate() {
        call.copy_out(call.word(index), &id.to_le_bytes())?;
    }
    Ok(0)
}

/// `setfsuid(2)`: returns the id before, whether it has changed or not.
pub(super) fn setfsuid(call: &mut Call<'_>) -> SysResult {
    let id = call.uint(0);
    Ok(u64::from(own_mut(call)?.set_file_system_user(id)))
}

/// `setfsgid(2)`
pub(super) fn setfsgid(call: &mut Call<'_>) -> SysResult {
    let id = call.uint(0);
    Ok(u64::from(own_mut(call)?.set_file_system_group(id)))
}

/// `getgroups(2)`: how many there are, and with room for them which.
pub(super) fn getgroups(call: &mut Call<'_>) -> SysResult {
    let room = usize::try_from(call.int(0)).map_err(|_| Errno::EINVAL)?;
    let groups = own(call).supplementary.clone();
    if room > 0 {
        if groups.len() > room {
            return Err(Errno::EINVAL.into());
        }
        let bytes: Vec<u8> = groups.iter().flat_map(|group| group.to_le_bytes()).collect();
        call.copy_out(call.word(1), &bytes)?;
    }
    Ok(groups.len() as u64)
}

/// `setgroups(2)`. The order of the checks is Linux's.
pub(super) fn setgroups(call: &mut Call<'_>) -> SysResult {
    if !own_mut(call)?.is_capable(Capability::Setgid) {
        return Err(Errno::EPERM.into());
    }
    let count = call.uint(0);
    if count > GROUPS_MAX {
        return Err(Errno::EINVAL.into());
    }
    let mut groups = Vec::new();
    for index in 0..u64::from(count) {
        let group = u32::from_le_bytes(call.copy_in(call.word(1).wrapping_add(4 * index))?);
        if group == u32::MAX {
            return Err(Errno::EINVAL.into());
        }
        groups.push(group);
    }
    own_mut(call)?.set_supplementary(groups);
    Ok(0)
}

/// Whether a call changes who a process is, or tells of its groups.
#[must_use]
pub const fn concerns_users(nr: Sysno) -> bool {
    matches!(
        nr,
        Sysno::SETUID
            | Sysno::SETGID
            | Sysno::SETREUID
            | Sysno::SETREGID
            | Sysno::GETGROUPS
            | Sysno::SETGROUPS
            | Sysno::SETRESUID
            | Sysno::SETRESGID
            | Sysno::SETFSUID
            | Sysno::SETFSGID
    )
}
