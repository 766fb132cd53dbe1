//! `read`, `write`, `close`, `fstat`, `ioctl`, `pipe`, the `dup` family, `fcntl`.

use crate::abi::Errno;
use crate::kernel::console::Written;
use crate::kernel::file::{Descriptor, FileObject, O_CLOEXEC, O_NONBLOCK, O_WRONLY, OPEN_MAX, OpenFile};
use crate::kernel::fs::S_IFSOCK;
use crate::kernel::fs::permission::Owner;
use crate::kernel::pipe::{Pipe, PipeEnd, PipeSide, UserRange};
use crate::kernel::uaccess::{MAX_RW_COUNT, UserSource, access_ok};
use crate::kernel::{Halt, S_IFIFO, SysResult};
use crate::machine::program::PAGE;

use super::{Call, data, eventfd, lock, signalfd, socket_message, terminal, timerfd};

/// `O_DIRECT`: pipes of packets.
const O_DIRECT: u32 = 0o40000;
/// What `F_SETFL` can change: `O_APPEND`, `O_NONBLOCK`, `O_ASYNC`, `O_DIRECT`, `O_NOATIME` (`fcntl(2)`).
const SETFL_MASK: u32 = 0o2000 | O_NONBLOCK | 0o20000 | O_DIRECT | 0o1_000_000;
/// `FIONREAD`
const FIONREAD: u64 = 0x541b;
/// `FIONBIO`
const FIONBIO: u64 = 0x5421;

/// `read(2)`
pub(super) fn read(call: &mut Call<'_>) -> SysResult {
    let (_, file) = call.kernel.file(call.pid, call.int(0))?;
    if !file.can_read() {
        return Err(Errno::EBADF.into());
    }
    let range = range(call)?;
    read_range(call, range)
}

/// Reads into a range of memory, from the file of argument 0.
pub(super) fn read_range(call: &mut Call<'_>, range: UserRange) -> SysResult {
    let (file_id, file) = call.kernel.file(call.pid, call.int(0))?;
    let (object, is_nonblocking) = (file.object, file.is_nonblocking());
    match object {
        _ if !file.can_read() => Err(Errno::EBADF.into()),
        FileObject::Pipe(id, _) => {
            let resume = call.resume.take();
            call.kernel.pipe_read(call.pid, PipeEnd { id, is_nonblocking }, range, resume.as_ref())
        }
        FileObject::File(id) => data::read_at_offset(call, file_id, id, range),
        FileObject::MessageQueue(_) => Err(Halt::Unsupported("read of a message queue".to_owned())),
        FileObject::Socket(id) => socket_message::read(call, id, vec![range]),
        FileObject::Eventfd(id) => eventfd::read(call, id, is_nonblocking, range),
        FileObject::Timerfd(id) => timerfd::read(call, id, is_nonblocking, range),
        FileObject::Signalfd(id) => signalfd::read(call, id, is_nonblocking, range),
        FileObject::Epoll(_) => Err(Errno::EINVAL.into()),
        FileObject::Console(console) => {
            let line = call.kernel.terminal.next(console, range.len as usize)?.to_vec();
            call.copy_out(range.addr, &line)?;
            call.kernel.terminal.consume(line.len());
            Ok(line.len() as u64)
        }
    }
}

/// `write(2)`
pub(super) fn write(call: &mut Call<'_>) -> SysResult {
    let (_, file) = call.kernel.file(call.pid, call.int(0))?;
    if !file.can_write() {
        return Err(Errno::EBADF.into());
    }
    // A queue has no write operation (`mqueue_file_operations`), and that is seen before the memory.
    if matches!(file.object, FileObject::MessageQueue(_)) {
        return Err(Errno::EINVAL.into());
    }
    let range = range(call)?;
    write_range(call, range)
}

/// Writes from a range of memory, to the file of argument 0.
pub(super) fn write_range(call: &mut Call<'_>, range: UserRange) -> SysResult {
    let (file_id, file) = call.kernel.file(call.pid, call.int(0))?;
    let (object, is_nonblocking) = (file.object, file.is_nonblocking());
    match object {
        _ if !file.can_write() => Err(Errno::EBADF.into()),
        FileObject::Socket(id) => socket_message::write(call, id, vec![range]),
        // They have no write operation (mqueue_file_operations).
        FileObject::MessageQueue(_) | FileObject::Timerfd(_) | FileObject::Signalfd(_) | FileObject::Epoll(_) => {
            Err(Errno::EINVAL.into())
        }
        FileObject::Eventfd(id) => eventfd::write(call, id, is_nonblocking, range),
        _ if range.len == 0 => Ok(0),
        FileObject::Pipe(id, _) => {
            let resume = call.resume.take();
            call.kernel.pipe_write(call.pid, PipeEnd { id, is_nonblocking }, range, resume.as_ref())
        }
        FileObject::File(id) => data::write_at_offset(call, file_id, id, range),
        FileObject::Console(to) => {
            let bytes = console_bytes(call, range)?;
            let len = bytes.len() as u64;
            call.kernel.written.push(Written { pid: call.pid, to, bytes: bytes.into() });
            Ok(len)
        }
    }
}

/// What a write to the console gets out of the writer's memory: as a pipe that is empty takes it, page by page, as far as
/// it can be read.
fn console_bytes(call: &mut Call<'_>, range: UserRange) -> Result<Vec<u8>, Errno> {
    let mut source = UserSource { memory: call.kernel.user(call.pid), addr: range.addr, left: range.len };
    let mut bytes = Vec::new();
    while source.left > 0 {
        match source.take(PAGE) {
            Some(page) => bytes.extend_from_slice(&page),
            None if bytes.is_empty() => return Err(Errno::EFAULT),
            None => break,
        }
    }
    Ok(bytes)
}

/// The memory range of `read` and `write`.
pub(super) fn range(call: &Call<'_>) -> Result<UserRange, Errno> {
    let (addr, len) = (call.word(1), call.word(2));
    access_ok(addr, len)?;
    Ok(UserRange { addr, len: len.min(MAX_RW_COUNT) })
}

/// `close(2)`
pub(super) fn close(call: &mut Call<'_>) -> SysResult {
    call.kernel.close(call.pid, call.int(0))?;
    Ok(0)
}

/// `fstat(2)`: type, mode and block size; the times are 0.
pub(super) fn fstat(call: &mut Call<'_>) -> SysResult {
    let (id, file) = call.kernel.file(call.pid, call.int(0))?;
    if let Some(inode) = file.inode {
        let bytes = call.kernel.fs.get(inode)?.encode(inode);
        call.copy_out(call.word(1), &bytes)?;
        return Ok(0);
    }
    let mode = match file.object {
        FileObject::MessageQueue(_) => return Err(Halt::Unsupported("fstat of a message queue".to_owned())),
        FileObject::Pipe(..) | FileObject::File(_) => S_IFIFO | 0o600,
        FileObject::Socket(_) => S_IFSOCK | 0o777,
        FileObject::Console(console) => console.mode(),
        // What has no file system has no type either.
        FileObject::Eventfd(_) | FileObject::Timerfd(_) | FileObject::Signalfd(_) | FileObject::Epoll(_) => 0o600,
    };
    let block_size =
        if matches!(file.object, FileObject::Console(console) if console.is_terminal()) { 1024 } else { 4096 };
    let mut bytes = [0; 144];
    bytes[8..16].copy_from_slice(&u64::from(id.0 + 1).to_le_bytes());
    bytes[16..24].copy_from_slice(&1u64.to_le_bytes());
    bytes[24..28].copy_from_slice(&mode.to_le_bytes());
    bytes[28..32].copy_from_slice(&file.owner.user.to_le_bytes());
    bytes[32..36].copy_from_slice(&file.owner.group.to_le_bytes());
    bytes[56..64].copy_from_slice(&u64::to_le_bytes(block_size));
    call.copy_out(call.word(1), &bytes)?;
    Ok(0)
}

/// `ioctl(2)`: what all files understand; the rest is for terminals.
pub(super) fn ioctl(call: &mut Call<'_>) -> SysResult {
    let (_, file) = call.kernel.file(call.pid, call.int(0))?;
    let is_terminal = matches!(file.object, FileObject::Console(console) if console.is_terminal());
    match call.word(1) {
        FIONREAD if !is_terminal => {
            let count = unread(call)?;
            call.copy_out(call.word(2), &count.to_le_bytes())?;
            Ok(0)
        }
        FIONBIO => set_nonblocking(call),
        _ => terminal::ioctl(call),
    }
}

/// How many bytes can be read at once (`FIONREAD`).
fn unread(call: &Call<'_>) -> Result<u32, Halt> {
    let (_, file) = call.kernel.file(call.pid, call.int(0))?;
    Ok(match file.object {
        FileObject::Pipe(id, _) => call.kernel.pipes[id].unread() as u32,
        FileObject::Socket(id) => call.kernel.socket_unread(id)?,
        FileObject::Epoll(_) => return Err(Errno::EINVAL.into()),
        object if object.is_anonymous() => return Err(Errno::ENOTTY.into()),
        _ => return Err(Halt::Unsupported("FIONREAD of this kind of file".to_owned())),
    })
}

/// `FIONBIO`: `O_NONBLOCK` by another way.
fn set_nonblocking(call: &mut Call<'_>) -> SysResult {
    let is_on = i32::from_le_bytes(call.copy_in(call.word(2))?) != 0;
    let (id, file) = call.kernel.file(call.pid, call.int(0))?;
    let flags = (file.flags & !O_NONBLOCK) | if is_on { O_NONBLOCK } else { 0 };
    call.kernel.files.set_flags(id, flags);
    Ok(0)
}

/// `pipe(2)`
pub(super) fn pipe(call: &mut Call<'_>) -> SysResult {
    make_pipe(call, 0)
}

/// `pipe2(2)`
pub(super) fn pipe2(call: &mut Call<'_>) -> SysResult {
    /// `O_NOTIFICATION_PIPE`
    const O_EXCL: u32 = 0o200;
    let flags = call.uint(1);
    if flags & !(O_CLOEXEC | O_NONBLOCK | O_DIRECT | O_EXCL) != 0 {
        return Err(Errno::EINVAL.into());
    }
    if flags & (O_DIRECT | O_EXCL) != 0 {
        return Err(Halt::Unsupported("pipe2 with O_DIRECT or O_NOTIFICATION_PIPE".to_owned()));
    }
    make_pipe(call, flags)
}

/// Makes a pipe and two descriptors for it, and takes all back if the caller cannot be told their numbers.
fn make_pipe(call: &mut Call<'_>, flags: u32) -> SysResult {
    let table = &call.kernel.tasks.process(call.pid).files;
    let read_fd = table.lowest_unused(0)?;
    let write_fd = table.lowest_unused(read_fd + 1)?;
    let mut bytes = [0; 8];
    bytes[..4].copy_from_slice(&read_fd.to_le_bytes());
    bytes[4..].copy_from_slice(&write_fd.to_le_bytes());
    call.copy_out(call.word(0), &bytes)?;

    let kernel = &mut *call.kernel;
    let id = kernel.pipes.add(Pipe::new());
    let status = flags & O_NONBLOCK;
    let reader = kernel.files.add(FileObject::Pipe(id, PipeSide::Read), status);
    let writer = kernel.files.add(FileObject::Pipe(id, PipeSide::Write), O_WRONLY | status);
    let owner = Owner::of(kernel.tasks.credentials(call.pid));
    [reader, writer].into_iter().for_each(|file| kernel.files.set_owner(file, owner));
    let is_cloexec = flags & O_CLOEXEC != 0;
    kernel.install(call.pid, read_fd, Descriptor { file: reader, is_cloexec });
    kernel.install(call.pid, write_fd, Descriptor { file: writer, is_cloexec });
    Ok(0)
}

/// `dup(2)`
pub(super) fn dup(call: &mut Call<'_>) -> SysResult {
    duplicate(call, 0, false)
}

/// The lowest unused descriptor from `least` on, for the same open file description as argument 0.
fn duplicate(call: &mut Call<'_>, least: i32, is_cloexec: bool) -> SysResult {
    let (file, _) = call.kernel.file(call.pid, call.int(0))?;
    let fd = call.kernel.tasks.process(call.pid).files.lowest_unused(least)?;
    call.kernel.install(call.pid, fd, Descriptor { file, is_cloexec });
    Ok(fd as u64)
}

/// `dup2(2)`
pub(super) fn dup2(call: &mut Call<'_>) -> SysResult {
    let (old, new) = (call.int(0), call.int(1));
    if old == new {
        call.kernel.file(call.pid, old)?;
        return Ok(new as u64);
    }
    duplicate_to(call, false)
}

/// `dup3(2)`
pub(super) fn dup3(call: &mut Call<'_>) -> SysResult {
    let flags = call.uint(2);
    if flags & !O_CLOEXEC != 0 || call.int(0) == call.int(1) {
        return Err(Errno::EINVAL.into());
    }
    duplicate_to(call, flags & O_CLOEXEC != 0)
}

fn duplicate_to(call: &mut Call<'_>, is_cloexec: bool) -> SysResult {
    let new = call.int(1);
    if !(0..OPEN_MAX).contains(&new) {
        return Err(Errno::EBADF.into());
    }
    let (file, _) = call.kernel.file(call.pid, call.int(0))?;
    call.kernel.install(call.pid, new, Descriptor { file, is_cloexec });
    Ok(new as u64)
}

/// `fcntl(2)`, as far as it is about descriptors and status flags.
pub(super) fn fcntl(call: &mut Call<'_>) -> SysResult {
    const F_DUPFD: i32 = 0;
    const F_GETFD: i32 = 1;
    const F_SETFD: i32 = 2;
    const F_GETFL: i32 = 3;
    const F_SETFL: i32 = 4;
    const F_GETLK: i32 = 5;
    const F_SETLKW: i32 = 7;
    const F_DUPFD_CLOEXEC: i32 = 1030;
    const F_SETPIPE_SZ: i32 = 1031;
    const F_GETPIPE_SZ: i32 = 1032;
    // Linux takes the argument of these commands as an `int`.
    let (fd, command, arg) = (call.int(0), call.int(1), call.int(2));
    let flags = call.kernel.file(call.pid, fd)?.1.flags;
    match command {
        F_DUPFD | F_DUPFD_CLOEXEC => match arg {
            least @ 0..OPEN_MAX => duplicate(call, least, command == F_DUPFD_CLOEXEC),
            _ => Err(Errno::EINVAL.into()),
        },
        F_GETFD => Ok(u64::from(call.kernel.tasks.process(call.pid).files.get(fd)?.is_cloexec)),
        F_SETFD => {
            call.kernel.tasks.process_mut(call.pid).files.set_cloexec(fd, arg & 1 != 0)?;
            Ok(0)
        }
        F_GETFL => Ok(u64::from(flags)),
        F_GETLK..=F_SETLKW => lock::record(call, command),
        F_SETPIPE_SZ | F_GETPIPE_SZ => pipe_size(call, command == F_SETPIPE_SZ),
        F_SETFL => set_status_flags(call, arg as u32),
        5..=16 | 1024..=1040 => Err(Halt::Unsupported(format!("fcntl command {command}"))),
        _ => Err(Errno::EINVAL.into()),
    }
}

/// `F_GETPIPE_SZ` and `F_SETPIPE_SZ`: the capacity in bytes.
fn pipe_size(call: &mut Call<'_>, is_set: bool) -> SysResult {
    let FileObject::Pipe(id, _) = call.kernel.file(call.pid, call.int(0))?.1.object else {
        return Err(Errno::EBADF.into());
    };
    if is_set {
        call.kernel.pipe_resize(id, call.uint(2))?;
    }
    Ok((call.kernel.pipes[id].slots * PAGE as usize) as u64)
}

fn set_status_flags(call: &mut Call<'_>, new: u32) -> SysResult {
    let (id, &OpenFile { flags, .. }) = call.kernel.file(call.pid, call.int(0))?;
    if new & O_DIRECT != 0 {
        return Err(Halt::Unsupported("F_SETFL with O_DIRECT".to_owned()));
    }
    call.kernel.files.set_flags(id, (flags & !SETFL_MASK) | (new & SETFL_MASK));
    Ok(0)
}
