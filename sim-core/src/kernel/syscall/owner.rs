//! `chown`, `fchown`, `lchown`, `fchownat`.

use crate::abi::Errno;
use crate::kernel::fs::InodeId;
use crate::kernel::fs::path::Follow;
use crate::kernel::{Halt, SysResult};

use super::Call;
use super::path::{AT_EMPTY_PATH, AT_SYMLINK_NOFOLLOW, path, path_at, resolve};

/// The user or group in an argument; none for -1, which leaves it as it is.
fn id(call: &Call<'_>, index: usize) -> Option<u32> {
    Some(call.uint(index)).filter(|&id| id != u32::MAX)
}

fn change(call: &mut Call<'_>, inode: InodeId, first: usize) -> SysResult {
    let (user, group) = (id(call, first), id(call, first + 1));
    call.kernel.fs.change_owner(inode, user, group)?;
    Ok(0)
}

/// `chown(2)`
pub(super) fn chown(call: &mut Call<'_>) -> SysResult {
    let named = path(call, 0)?;
    let inode = resolve(call, &named, Follow::Yes)?;
    change(call, inode, 1)
}

/// `lchown(2)`
pub(super) fn lchown(call: &mut Call<'_>) -> SysResult {
    let named = path(call, 0)?;
    let inode = resolve(call, &named, Follow::No)?;
    change(call, inode, 1)
}

/// `fchown(2)`: of what has an inode in the file system.
pub(super) fn fchown(call: &mut Call<'_>) -> SysResult {
    let file = call.kernel.file(call.pid, call.int(0))?.1;
    match file.inode {
        _ if file.object.is_anonymous() => Err(Errno::EOPNOTSUPP.into()),
        Some(inode) => change(call, inode, 1),
        None => Err(Halt::Unsupported("fchown of a pipe, a socket or a queue".to_owned())),
    }
}

/// `fchownat(2)`
pub(super) fn fchownat(call: &mut Call<'_>) -> SysResult {
    let flags = call.uint(4);
    if flags & !(AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH) != 0 {
        return Err(Errno::EINVAL.into());
    }
    if flags & AT_EMPTY_PATH != 0 {
        return Err(Halt::Unsupported("fchownat with AT_EMPTY_PATH".to_owned()));
    }
    let named = path_at(call, 0)?;
    let follow = if flags & AT_SYMLINK_NOFOLLOW != 0 { Follow::No } else { Follow::Yes };
    let inode = resolve(call, &named, follow)?;
    change(call, inode, 2)
}
