//! Calls that take paths: `open` and its kin, `stat`, `access`, `mkdir`, `unlink`, `rename`, `chdir` and so on.

use crate::abi::Errno;
use crate::kernel::file::{FileObject, O_CREAT, O_DIRECTORY, O_TMPFILE, O_TRUNC, O_WRONLY};
use crate::kernel::fs::lacking::lacking;
use crate::kernel::fs::names::is_device_mode;
use crate::kernel::fs::open::OpenHow;
use crate::kernel::fs::path::Follow;
use crate::kernel::fs::permission::{MAY_EXECUTE, MAY_WRITE};
use crate::kernel::fs::{FileSystem, InodeId, InodeKind, S_IFCHR, S_IFDIR, S_IFIFO, S_IFMT, S_IFREG};
use crate::kernel::{Halt, SysResult};

use super::{Call, PATH_MAX};

/// The working directory in place of a descriptor (`openat(2)`).
const AT_FDCWD: i32 = -100;
/// Not through a symbolic link at the path's end.
pub(super) const AT_SYMLINK_NOFOLLOW: u32 = 0x100;
const AT_REMOVEDIR: u32 = 0x200;
const AT_SYMLINK_FOLLOW: u32 = 0x400;
const AT_NO_AUTOMOUNT: u32 = 0x800;
/// The descriptor itself.
pub(super) const AT_EMPTY_PATH: u32 = 0x1000;

/// A path argument and the directory that it begins in.
pub(super) type Named = (InodeId, Vec<u8>);

/// The path in argument `index`; it begins in the working directory.
pub(super) fn path(call: &mut Call<'_>, index: usize) -> Result<Named, Halt> {
    let path = call.kernel.copy_in_string(call.pid, call.args[index], PATH_MAX)?.ok_or(Errno::ENAMETOOLONG)?;
    if path.is_empty() {
        return Err(Errno::ENOENT.into());
    }
    if let Some(what) = lacking(&path) {
        return Err(Halt::Unsupported(format!("the file `{what}`")));
    }
    Ok((call.kernel.tasks.process(call.pid).cwd, path))
}

/// The path in argument `index + 1`, which begins where argument `index` says.
pub(super) fn path_at(call: &mut Call<'_>, index: usize) -> Result<Named, Halt> {
    let (cwd, path) = path(call, index + 1)?;
    let fd = call.int(index);
    if fd == AT_FDCWD || path.first() == Some(&b'/') {
        return Ok((cwd, path));
    }
    Ok((directory_of(call, fd)?, path))
}

/// The directory that a descriptor is open on.
fn directory_of(call: &Call<'_>, fd: i32) -> Result<InodeId, Errno> {
    match call.kernel.file(call.pid, fd)?.1.object {
        FileObject::File(id) => call.kernel.fs.directory(id).map(|_| id),
        _ => Err(Errno::ENOTDIR),
    }
}

const fn at((start, path): &Named) -> (InodeId, &[u8]) {
    (*start, path.as_slice())
}

/// The file that a path argument names.
pub(super) fn resolve(call: &Call<'_>, (start, path): &Named, follow: Follow) -> Result<InodeId, Errno> {
    call.kernel.fs.resolve(*start, path, follow)
}

/// `open(2)`
pub(super) fn open(call: &mut Call<'_>) -> SysResult {
    check_flags(call.uint(1))?;
    let named = path(call, 0)?;
    let (flags, mode) = (call.uint(1), call.uint(2));
    open_file(call, named, flags, mode)
}

/// `creat(2)`
pub(super) fn creat(call: &mut Call<'_>) -> SysResult {
    let named = path(call, 0)?;
    let mode = call.uint(1);
    open_file(call, named, O_CREAT | O_WRONLY | O_TRUNC, mode)
}

/// `openat(2)`
pub(super) fn openat(call: &mut Call<'_>) -> SysResult {
    check_flags(call.uint(2))?;
    let named = path_at(call, 0)?;
    let (flags, mode) = (call.uint(2), call.uint(3));
    open_file(call, named, flags, mode)
}

/// What is wrong with flags is said before the path is looked at (`build_open_flags` of `fs/open.c`).
fn check_flags(flags: u32) -> Result<(), Errno> {
    if flags & (O_CREAT | O_DIRECTORY) == O_CREAT | O_DIRECTORY && flags & O_TMPFILE != O_TMPFILE {
        return Err(Errno::EINVAL);
    }
    Ok(())
}

fn open_file(call: &mut Call<'_>, (start, path): Named, flags: u32, mode: u32) -> SysResult {
    let resume = call.resume.take();
    call.kernel.open(call.pid, &OpenHow { start, path, flags, mode }, resume.as_ref())
}

fn put_stat(call: &mut Call<'_>, id: InodeId, addr: u64) -> SysResult {
    let bytes = call.kernel.fs.get(id)?.encode(id);
    call.copy_out(addr, &bytes)?;
    Ok(0)
}

/// `stat(2)`
pub(super) fn stat(call: &mut Call<'_>) -> SysResult {
    let named = path(call, 0)?;
    put_stat(call, resolve(call, &named, Follow::Yes)?, call.word(1))
}

/// `lstat(2)`
pub(super) fn lstat(call: &mut Call<'_>) -> SysResult {
    let named = path(call, 0)?;
    put_stat(call, resolve(call, &named, Follow::No)?, call.word(1))
}

/// `newfstatat(2)`: `fstatat` of the manual.
pub(super) fn newfstatat(call: &mut Call<'_>) -> SysResult {
    let flags = call.uint(3);
    if flags & !(AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_EMPTY_PATH) != 0 {
        return Err(Errno::EINVAL.into());
    }
    if flags & AT_EMPTY_PATH != 0 {
        return Err(Halt::Unsupported("newfstatat with AT_EMPTY_PATH".to_owned()));
    }
    let named = path_at(call, 0)?;
    let follow = if flags & AT_SYMLINK_NOFOLLOW != 0 { Follow::No } else { Follow::Yes };
    put_stat(call, resolve(call, &named, follow)?, call.word(2))
}

/// `access(2)`
pub(super) fn access(call: &mut Call<'_>) -> SysResult {
    check_access(call, 0, 1)
}

/// `faccessat(2)`, the system call: it has no flags.
pub(super) fn faccessat(call: &mut Call<'_>) -> SysResult {
    check_access(call, 1, 2)
}

fn check_access(call: &mut Call<'_>, path_index: usize, mode_index: usize) -> SysResult {
    let wanted = call.uint(mode_index);
    if wanted & !7 != 0 {
        return Err(Errno::EINVAL.into());
    }
    let named = if path_index == 0 { path(call, 0)? } else { path_at(call, 0)? };
    // The question is what the real ids may.
    call.kernel.fs.caller = call.kernel.fs.caller.by_real_ids();
    let id = resolve(call, &named, Follow::Yes)?;
    call.kernel.fs.permit(id, wanted)?;
    Ok(0)
}

/// `mkdir(2)`
pub(super) fn mkdir(call: &mut Call<'_>) -> SysResult {
    let named = path(call, 0)?;
    let mode = call.uint(1);
    call.kernel.make_directory(call.pid, at(&named), mode)?;
    Ok(0)
}

/// `mkdirat(2)`
pub(super) fn mkdirat(call: &mut Call<'_>) -> SysResult {
    let named = path_at(call, 0)?;
    let mode = call.uint(2);
    call.kernel.make_directory(call.pid, at(&named), mode)?;
    Ok(0)
}

/// `rmdir(2)`
pub(super) fn rmdir(call: &mut Call<'_>) -> SysResult {
    let named = path(call, 0)?;
    call.kernel.remove_directory(at(&named))?;
    Ok(0)
}

/// `unlink(2)`
pub(super) fn unlink(call: &mut Call<'_>) -> SysResult {
    let named = path(call, 0)?;
    call.kernel.unlink(at(&named))?;
    Ok(0)
}

/// `unlinkat(2)`
pub(super) fn unlinkat(call: &mut Call<'_>) -> SysResult {
    let flags = call.uint(2);
    if flags & !AT_REMOVEDIR != 0 {
        return Err(Errno::EINVAL.into());
    }
    let named = path_at(call, 0)?;
    match flags {
        0 => call.kernel.unlink(at(&named))?,
        _ => call.kernel.remove_directory(at(&named))?,
    }
    Ok(0)
}

/// `rename(2)`
pub(super) fn rename(call: &mut Call<'_>) -> SysResult {
    let from = path(call, 0)?;
    call.kernel.fs.find(from.0, &from.1, Follow::No)?;
    let to = path(call, 1)?;
    call.kernel.rename(at(&from), at(&to))?;
    Ok(0)
}

/// `renameat(2)`
pub(super) fn renameat(call: &mut Call<'_>) -> SysResult {
    let from = path_at(call, 0)?;
    call.kernel.fs.find(from.0, &from.1, Follow::No)?;
    let to = path_at(call, 2)?;
    call.kernel.rename(at(&from), at(&to))?;
    Ok(0)
}

/// `link(2)`
pub(super) fn link(call: &mut Call<'_>) -> SysResult {
    let from = path(call, 0)?;
    resolve(call, &from, Follow::No)?;
    let to = path(call, 1)?;
    call.kernel.make_link(at(&from), at(&to), Follow::No)?;
    Ok(0)
}

/// `linkat(2)`
pub(super) fn linkat(call: &mut Call<'_>) -> SysResult {
    let flags = call.uint(4);
    if flags & !(AT_SYMLINK_FOLLOW | AT_EMPTY_PATH) != 0 {
        return Err(Errno::EINVAL.into());
    }
    if flags & AT_EMPTY_PATH != 0 {
        return Err(Halt::Unsupported("linkat with AT_EMPTY_PATH".to_owned()));
    }
    let (from, to) = (path_at(call, 0)?, path_at(call, 2)?);
    let follow = if flags & AT_SYMLINK_FOLLOW != 0 { Follow::Yes } else { Follow::No };
    call.kernel.make_link(at(&from), at(&to), follow)?;
    Ok(0)
}

/// `symlink(2)`
pub(super) fn symlink(call: &mut Call<'_>) -> SysResult {
    let ((_, target), to) = (path(call, 0)?, path(call, 1)?);
    call.kernel.make_symlink(call.pid, &target, at(&to))?;
    Ok(0)
}

/// `readlink(2)`
pub(super) fn readlink(call: &mut Call<'_>) -> SysResult {
    if call.int(2) <= 0 {
        return Err(Errno::EINVAL.into());
    }
    let named = path(call, 0)?;
    let target = match &call.kernel.fs.get(resolve(call, &named, Follow::No)?)?.kind {
        InodeKind::Symlink(target) => target.clone(),
        _ => return Err(Errno::EINVAL.into()),
    };
    let kept = &target[..target.len().min(call.int(2) as usize)];
    call.copy_out(call.word(1), kept)?;
    Ok(kept.len() as u64)
}

/// `mknod(2)`
pub(super) fn mknod(call: &mut Call<'_>) -> SysResult {
    check_node(call.uint(1))?;
    let named = path(call, 0)?;
    let mode = call.uint(1);
    make_node(call, &named, mode)
}

/// `mknodat(2)`
pub(super) fn mknodat(call: &mut Call<'_>) -> SysResult {
    check_node(call.uint(2))?;
    let named = path_at(call, 0)?;
    let mode = call.uint(2);
    make_node(call, &named, mode)
}

/// What cannot be made is said before the path is looked at (`may_mknod` of `fs/namei.c`).
fn check_node(mode: u32) -> Result<(), Errno> {
    // With the two kinds that have no constant: block devices and sockets.
    match mode & S_IFMT {
        0 | S_IFREG | S_IFCHR | S_IFIFO | 0o060_000 | 0o140_000 => Ok(()),
        S_IFDIR => Err(Errno::EPERM),
        _ => Err(Errno::EINVAL),
    }
}

fn make_node(call: &mut Call<'_>, named: &Named, mode: u32) -> SysResult {
    if is_device_mode(mode) {
        return Err(Halt::Unsupported("mknod of a device or a socket".to_owned()));
    }
    call.kernel.make_node(call.pid, at(named), mode)?;
    Ok(0)
}

/// `chmod(2)`
pub(super) fn chmod(call: &mut Call<'_>) -> SysResult {
    let named = path(call, 0)?;
    let (id, mode) = (resolve(call, &named, Follow::Yes)?, call.uint(1));
    call.kernel.fs.change_mode(id, mode)?;
    Ok(0)
}

/// `fchmodat(2)`, the system call: it has no flags.
pub(super) fn fchmodat(call: &mut Call<'_>) -> SysResult {
    let named = path_at(call, 0)?;
    let (id, mode) = (resolve(call, &named, Follow::Yes)?, call.uint(2));
    call.kernel.fs.change_mode(id, mode)?;
    Ok(0)
}

/// `umask(2)`
pub(super) fn umask(call: &mut Call<'_>) -> SysResult {
    let new = call.uint(0) & 0o777;
    let old = std::mem::replace(&mut call.kernel.tasks.process_mut(call.pid).umask, new);
    Ok(u64::from(old))
}

/// `truncate(2)`
pub(super) fn truncate(call: &mut Call<'_>) -> SysResult {
    let size = u64::try_from(call.word(1) as i64).map_err(|_| Errno::EINVAL)?;
    let named = path(call, 0)?;
    let id = resolve(call, &named, Follow::Yes)?;
    if call.kernel.fs.get(id)?.is_directory() {
        return Err(Errno::EISDIR.into());
    }
    call.kernel.fs.contents(id)?;
    call.kernel.fs.permit(id, MAY_WRITE)?;
    call.kernel.truncate(call.pid, id, size)
}

/// `chdir(2)`
pub(super) fn chdir(call: &mut Call<'_>) -> SysResult {
    let named = path(call, 0)?;
    let id = resolve(call, &named, Follow::Yes)?;
    call.kernel.fs.directory(id)?;
    call.kernel.fs.permit(id, MAY_EXECUTE)?;
    call.kernel.tasks.process_mut(call.pid).cwd = id;
    Ok(0)
}

/// `fchdir(2)`
pub(super) fn fchdir(call: &mut Call<'_>) -> SysResult {
    let id = directory_of(call, call.int(0))?;
    call.kernel.fs.permit(id, MAY_EXECUTE)?;
    call.kernel.tasks.process_mut(call.pid).cwd = id;
    Ok(0)
}

/// `getcwd(2)`: the system call returns the length with the NUL.
pub(super) fn getcwd(call: &mut Call<'_>) -> SysResult {
    let fs: &FileSystem = &call.kernel.fs;
    let mut path = fs.path_of(call.kernel.tasks.process(call.pid).cwd)?;
    path.push(0);
    if call.word(1) < path.len() as u64 {
        return Err(Errno::ERANGE.into());
    }
    call.copy_out(call.word(0), &path)?;
    Ok(path.len() as u64)
}
