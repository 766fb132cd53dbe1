//! Calls on the contents of open files: `lseek`, `pread`, `pwrite`, `readv`, `writev`, `ftruncate`, `fsync`,
//! `getdents64`, and what `read` and `write` do with files of the file system.

use crate::abi::Errno;
use crate::kernel::file::{FileId, FileObject, O_APPEND};
use crate::kernel::fs::data::Contents;
use crate::kernel::fs::directory::END_OFFSET;
use crate::kernel::fs::{Device, InodeId, InodeKind, S_IFMT};
use crate::kernel::pipe::UserRange;
use crate::kernel::uaccess::{MAX_RW_COUNT, access_ok};
use crate::kernel::{Halt, SysResult};

use super::{Call, socket_message};

/// At most this many parts in one call (`UIO_MAXIOV`).
const IOV_MAX: u64 = 1024;

/// What an open file of the file system leads to, for a transfer.
enum Target {
    Regular,
    Directory,
    Device(Device),
}

fn target(call: &Call<'_>, id: InodeId) -> Result<Target, Errno> {
    Ok(match &call.kernel.fs.get(id)?.kind {
        InodeKind::Directory(_) => Target::Directory,
        InodeKind::Device(device) => Target::Device(*device),
        _ => Target::Regular,
    })
}

/// Reads from a file of the file system.
pub(super) fn read_file(call: &mut Call<'_>, id: InodeId, from: u64, room: UserRange) -> SysResult {
    match target(call, id)? {
        Target::Regular => call.kernel.file_read(call.pid, id, from, room),
        Target::Directory => Err(Errno::EISDIR.into()),
        Target::Device(Device::Null) => Ok(0),
        Target::Device(Device::Zero) => {
            call.copy_out(room.addr, &vec![0; room.len.min(MAX_RW_COUNT) as usize])?;
            Ok(room.len)
        }
    }
}

/// Writes to a file of the file system. Devices take everything without looking at it.
pub(super) fn write_file(call: &mut Call<'_>, id: InodeId, to: u64, data: UserRange) -> SysResult {
    match target(call, id)? {
        Target::Regular => call.kernel.file_write(call.pid, id, to, data),
        Target::Directory => Err(Errno::EBADF.into()),
        Target::Device(_) => Ok(data.len),
    }
}

/// `read(2)` of a file of the file system: at the offset, which moves.
pub(super) fn read_at_offset(call: &mut Call<'_>, file: FileId, id: InodeId, room: UserRange) -> SysResult {
    let offset = call.kernel.files.offset(file);
    check_end(offset, call.word(2))?;
    let count = read_file(call, id, offset, room)?;
    move_offset(call, file, id, offset + count);
    Ok(count)
}

/// `write(2)` to a file of the file system: at the offset, or at the end with `O_APPEND`.
pub(super) fn write_at_offset(call: &mut Call<'_>, file: FileId, id: InodeId, data: UserRange) -> SysResult {
    let offset = call.kernel.files.offset(file);
    check_end(offset, call.word(2))?;
    let offset = start_of_write(call, file, id, offset)?;
    let count = write_file(call, id, offset, data)?;
    move_offset(call, file, id, offset + count);
    Ok(count)
}

/// A transfer must end where an offset can be (`rw_verify_area` of `fs/read_write.c`).
fn check_end(offset: u64, count: u64) -> Result<(), Errno> {
    match offset.checked_add(count) {
        Some(end) if end <= i64::MAX as u64 => Ok(()),
        _ => Err(Errno::EINVAL),
    }
}

/// Where a write begins that was to begin at `offset`.
fn start_of_write(call: &Call<'_>, file: FileId, id: InodeId, offset: u64) -> Result<u64, Errno> {
    let is_appending = call.kernel.files.flags(file) & O_APPEND != 0;
    if is_appending { Ok(call.kernel.fs.get(id)?.size()) } else { Ok(offset) }
}

/// Devices have no offset.
fn move_offset(call: &mut Call<'_>, file: FileId, id: InodeId, offset: u64) {
    if call.kernel.fs.contents(id).is_ok() {
        call.kernel.files.seek(file, offset);
    }
}

/// What a queue's descriptor, which is that of a small file, has on Linux and not here.
fn of_queue(what: &str) -> Halt {
    Halt::Unsupported(format!("{what} of a message queue"))
}

/// `pread64(2)`: `pread` of the manual.
pub(super) fn pread64(call: &mut Call<'_>) -> SysResult {
    let from = u64::try_from(call.word(3) as i64).map_err(|_| Errno::EINVAL)?;
    let (_, file) = call.kernel.file(call.pid, call.int(0))?;
    let id = match file.object {
        FileObject::File(id) => id,
        FileObject::MessageQueue(_) if file.can_read() => return Err(of_queue("pread")),
        FileObject::MessageQueue(_) => return Err(Errno::EBADF.into()),
        _ => return Err(Errno::ESPIPE.into()),
    };
    if !file.can_read() {
        return Err(Errno::EBADF.into());
    }
    let room = super::file::range(call)?;
    check_end(from, call.word(2))?;
    read_file(call, id, from, room)
}

/// `pwrite64(2)`: `pwrite` of the manual. With `O_APPEND` Linux appends, whatever the offset (`pwrite(2)`, BUGS).
pub(super) fn pwrite64(call: &mut Call<'_>) -> SysResult {
    let to = u64::try_from(call.word(3) as i64).map_err(|_| Errno::EINVAL)?;
    let (file_id, file) = call.kernel.file(call.pid, call.int(0))?;
    let id = match file.object {
        FileObject::File(id) => id,
        // A queue has places, but no write operation.
        FileObject::MessageQueue(_) if file.can_write() => return Err(Errno::EINVAL.into()),
        FileObject::MessageQueue(_) => return Err(Errno::EBADF.into()),
        _ => return Err(Errno::ESPIPE.into()),
    };
    if !file.can_write() {
        return Err(Errno::EBADF.into());
    }
    let data = super::file::range(call)?;
    check_end(to, call.word(2))?;
    let to = start_of_write(call, file_id, id, to)?;
    write_file(call, id, to, data)
}

/// `lseek(2)`
pub(super) fn lseek(call: &mut Call<'_>) -> SysResult {
    let (file_id, file) = call.kernel.file(call.pid, call.int(0))?;
    let (offset, whence, now) = (call.word(1) as i64, call.uint(2), file.offset as i64);
    let id = match file.object {
        FileObject::File(id) => id,
        _ if whence > 4 => return Err(Errno::EINVAL.into()),
        object if object.is_anonymous() => return Ok(0),
        FileObject::MessageQueue(_) => return Err(of_queue("lseek")),
        _ => return Err(Errno::ESPIPE.into()),
    };
    let size = call.kernel.fs.get(id)?.size() as i64;
    match call.kernel.fs.get(id)?.kind {
        InodeKind::Device(_) if whence <= 4 => return Ok(0),
        InodeKind::Directory(_) if whence > 1 => return Err(Errno::EINVAL.into()),
        _ => {}
    }
    let is_inside = (0..size).contains(&offset);
    let new = match whence {
        0 => Some(offset),
        1 => now.checked_add(offset),
        2 => size.checked_add(offset),
        3 | 4 if !is_inside => return Err(Errno::ENXIO.into()),
        3 | 4 if call.kernel.fs.contents(id).is_ok_and(Contents::may_have_holes) => {
            return Err(Halt::Unsupported("lseek with SEEK_DATA or SEEK_HOLE in a file with holes".to_owned()));
        }
        3 => Some(offset),
        4 => Some(size),
        _ => None,
    };
    let new = new.and_then(|new| u64::try_from(new).ok()).ok_or(Errno::EINVAL)?;
    call.kernel.files.seek(file_id, new);
    Ok(new)
}

/// `ftruncate(2)`
pub(super) fn ftruncate(call: &mut Call<'_>) -> SysResult {
    let size = u64::try_from(call.word(1) as i64).map_err(|_| Errno::EINVAL)?;
    let (_, file) = call.kernel.file(call.pid, call.int(0))?;
    match file.object {
        FileObject::File(id) if file.can_write() && call.kernel.fs.contents(id).is_ok() => {
            call.kernel.truncate(call.pid, id, size)
        }
        FileObject::MessageQueue(_) if file.can_write() => Err(of_queue("ftruncate")),
        _ => Err(Errno::EINVAL.into()),
    }
}

/// `fsync(2)` and `fdatasync(2)`: a tmpfs has nothing to write back.
pub(super) fn fsync(call: &mut Call<'_>) -> SysResult {
    match call.kernel.file(call.pid, call.int(0))?.1.object {
        FileObject::File(id) if !matches!(call.kernel.fs.get(id)?.kind, InodeKind::Device(_)) => Ok(0),
        _ => Err(Errno::EINVAL.into()),
    }
}

/// `fchmod(2)`. Pipes take it too; nothing there depends on it.
pub(super) fn fchmod(call: &mut Call<'_>) -> SysResult {
    let file = call.kernel.file(call.pid, call.int(0))?.1;
    if file.object.is_anonymous() {
        return Err(Errno::EOPNOTSUPP.into());
    }
    let inode = file.inode;
    let mode = call.uint(1) & 0o7777;
    if let Some(id) = inode {
        call.kernel.fs.change_mode(id, mode)?;
    }
    Ok(0)
}

/// The parts of `readv` and `writev` (`struct iovec`).
fn parts(call: &mut Call<'_>) -> Result<Vec<UserRange>, Errno> {
    vector(call, call.word(1), call.word(2))
}

/// An array of `struct iovec`.
pub(super) fn vector(call: &mut Call<'_>, addr: u64, count: u64) -> Result<Vec<UserRange>, Errno> {
    if count > IOV_MAX {
        return Err(Errno::EINVAL);
    }
    let mut parts = Vec::new();
    let mut room = MAX_RW_COUNT;
    for index in 0..count {
        let [base, len] =
            [0, 8].map(|at| call.copy_in::<8>(addr.wrapping_add(16 * index + at)).map(u64::from_le_bytes));
        let (base, len) = (base?, len?);
        if len > i64::MAX as u64 {
            return Err(Errno::EINVAL);
        }
        access_ok(base, len)?;
        let len = len.min(room);
        room -= len;
        parts.push(UserRange { addr: base, len });
    }
    Ok(parts)
}

/// `readv(2)` of files of the file system; of others, as far as one part reaches.
pub(super) fn readv(call: &mut Call<'_>) -> SysResult {
    if let FileObject::Socket(id) = call.kernel.file(call.pid, call.int(0))?.1.object {
        let parts = parts(call)?;
        return socket_message::read(call, id, parts);
    }
    each_part(call, super::file::read_range)
}

/// `writev(2)`
pub(super) fn writev(call: &mut Call<'_>) -> SysResult {
    if let FileObject::Socket(id) = call.kernel.file(call.pid, call.int(0))?.1.object {
        let parts = parts(call)?;
        return socket_message::write(call, id, parts);
    }
    each_part(call, super::file::write_range)
}

/// Transfers part after part, until one comes to less than it asked for.
fn each_part(call: &mut Call<'_>, transfer: fn(&mut Call<'_>, UserRange) -> SysResult) -> SysResult {
    let (_, file) = call.kernel.file(call.pid, call.int(0))?;
    if !matches!(file.object, FileObject::File(_) | FileObject::Console(_)) {
        return Err(crate::kernel::Halt::Unsupported("readv and writev of pipes".to_owned()));
    }
    let parts = parts(call)?;
    let mut done = 0;
    for part in parts {
        match transfer(call, part) {
            Ok(count) => done += count,
            Err(_) if done > 0 => break,
            Err(halt) => return Err(halt),
        }
    }
    Ok(done)
}

/// `getdents64(2)`: as many `struct linux_dirent64` as fit.
pub(super) fn getdents64(call: &mut Call<'_>) -> SysResult {
    let (file_id, file) = call.kernel.file(call.pid, call.int(0))?;
    let offset = file.offset;
    let FileObject::File(id) = file.object else { return Err(Errno::ENOTDIR.into()) };
    let directory = call.kernel.fs.directory(id)?;
    if directory.is_removed {
        return Err(Errno::ENOENT.into());
    }
    let listed = directory.list_from(offset);
    let dots = [(0, b".".as_slice(), id), (1, b"..", directory.parent)];
    let dots = dots.into_iter().filter(|&(position, ..)| position >= offset);
    let names = listed.iter().map(|(position, name, inode)| (*position, &**name, *inode));
    let all: Vec<(u64, &[u8], InodeId)> = dots.chain(names).collect();

    let room = u64::from(call.uint(2)) as usize;
    let mut bytes = Vec::new();
    let mut next = offset;
    for (index, &(_, name, inode)) in all.iter().enumerate() {
        let following = all.get(index + 1).map_or(END_OFFSET, |&(position, ..)| position);
        let kind = (call.kernel.fs.get(inode)?.st_mode() & S_IFMT) >> 12;
        let record = entry_record(inode, following, kind as u8, name);
        if bytes.len() + record.len() > room {
            if bytes.is_empty() {
                return Err(Errno::EINVAL.into());
            }
            break;
        }
        bytes.extend(record);
        next = following;
    }
    call.copy_out(call.word(1), &bytes)?;
    call.kernel.files.seek(file_id, next);
    Ok(bytes.len() as u64)
}

/// A `struct linux_dirent64`, padded to 8 bytes.
fn entry_record(inode: InodeId, next: u64, kind: u8, name: &[u8]) -> Vec<u8> {
    let len = (19 + name.len() + 1).next_multiple_of(8);
    let mut record = Vec::with_capacity(len);
    record.extend(u64::from(inode.0).to_le_bytes());
    record.extend(next.to_le_bytes());
    record.extend((len as u16).to_le_bytes());
    record.push(kind);
    record.extend(name);
    record.resize(len, 0);
    record
}
