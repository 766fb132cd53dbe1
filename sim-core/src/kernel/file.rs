//! Files: descriptors of a process, and the open file descriptions they refer to.
//!
//! `open`, `pipe` and friends make an *open file description* (Linux: `struct file`); descriptors of one or several
//! processes refer to it (`dup(2)`, `fork(2)`), and it ends with the last of them.

use std::collections::BTreeMap;

use crate::abi::Errno;

use super::console::Console;
use super::epoll::EpollId;
use super::eventfd::EventfdId;
use super::fs::InodeId;
use super::fs::permission::Owner;
use super::mqueue::MqueueId;
use super::pipe::{PipeId, PipeSide};
use super::signalfd::SignalfdId;
use super::socket::SocketId;
use super::timerfd::TimerfdId;
use super::{Kernel, Pid};

/// How many descriptors a process may have (`RLIMIT_NOFILE`, the usual soft limit).
pub const OPEN_MAX: i32 = 1024;

/// `O_WRONLY`
pub const O_WRONLY: u32 = 1;
/// `O_RDWR`
pub const O_RDWR: u32 = 2;
/// `O_CREAT`
pub const O_CREAT: u32 = 0o100;
/// `O_EXCL`
pub const O_EXCL: u32 = 0o200;
/// `O_NOCTTY`
pub const O_NOCTTY: u32 = 0o400;
/// `O_TRUNC`
pub const O_TRUNC: u32 = 0o1000;
/// `O_APPEND`
pub const O_APPEND: u32 = 0o2000;
/// `O_LARGEFILE`, which a 64-bit process always has.
pub const O_LARGEFILE: u32 = 0o100_000;
/// `O_DIRECTORY`
pub const O_DIRECTORY: u32 = 0o200_000;
/// `O_NOFOLLOW`
pub const O_NOFOLLOW: u32 = 0o400_000;
/// `O_PATH`
pub const O_PATH: u32 = 0o10_000_000;
/// `O_TMPFILE`, which holds `O_DIRECTORY`.
pub const O_TMPFILE: u32 = 0o20_200_000;
/// `O_NONBLOCK`
pub const O_NONBLOCK: u32 = 0o4000;
/// `O_CLOEXEC`
pub const O_CLOEXEC: u32 = 0o2_000_000;

/// Number of an open file description on its host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// What an open file description reads and writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileObject {
    /// A regular file, a directory or a device.
    File(InodeId),
    /// An end of a pipe.
    Pipe(PipeId, PipeSide),
    /// A POSIX message queue.
    MessageQueue(MqueueId),
    /// A socket.
    Socket(SocketId),
    /// The terminal, or a pipe to whoever watches the run.
    Console(Console),
    /// A counter.
    Eventfd(EventfdId),
    /// A timer.
    Timerfd(TimerfdId),
    /// A set of signals.
    Signalfd(SignalfdId),
    /// An epoll instance.
    Epoll(EpollId),
}

impl FileObject {
    /// Whether it is one of the kernel's own that no file system has (Linux: all of these share one inode).
    #[must_use]
    pub const fn is_anonymous(self) -> bool {
        matches!(self, Self::Eventfd(_) | Self::Timerfd(_) | Self::Signalfd(_) | Self::Epoll(_))
    }
}

/// An open file description (`open(2)`, "Open file descriptions").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenFile {
    /// What it is open on.
    pub object: FileObject,
    /// Access mode and status flags, as `F_GETFL` shows them.
    pub flags: u32,
    /// How many descriptors refer to it.
    pub references: u32,
    /// The inode that `open` found, if it has one.
    pub inode: Option<InodeId>,
    /// Whose it is, if it has no inode.
    pub owner: Owner,
    /// Where the next `read` or `write` begins.
    pub offset: u64,
}

impl OpenFile {
    /// Whether `read` is possible.
    #[must_use]
    pub const fn can_read(&self) -> bool {
        self.flags & 3 == 0 || self.flags & 3 == O_RDWR
    }

    /// Whether `write` is possible.
    #[must_use]
    pub const fn can_write(&self) -> bool {
        self.flags & 3 == O_WRONLY || self.flags & 3 == O_RDWR
    }

    /// Whether calls return `EAGAIN` instead of waiting.
    #[must_use]
    pub const fn is_nonblocking(&self) -> bool {
        self.flags & O_NONBLOCK != 0
    }
}

/// A file descriptor's content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Descriptor {
    /// The open file description.
    pub file: FileId,
    /// Whether `execve` closes it (`FD_CLOEXEC`).
    pub is_cloexec: bool,
}

/// The descriptors of a process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FdTable {
    list: BTreeMap<i32, Descriptor>,
    room: usize,
}

/// Descriptors that every table has room for (`NR_OPEN_DEFAULT`).
const LEAST_ROOM: usize = 64;

impl Default for FdTable {
    fn default() -> Self {
        Self { list: BTreeMap::new(), room: LEAST_ROOM }
    }
}

impl FdTable {
    /// All descriptors, in order.
    pub fn iter(&self) -> impl Iterator<Item = (i32, Descriptor)> {
        self.list.iter().map(|(&fd, &descriptor)| (fd, descriptor))
    }

    /// A descriptor's content.
    ///
    /// # Errors
    /// `EBADF` if it is not open.
    pub fn get(&self, fd: i32) -> Result<Descriptor, Errno> {
        self.list.get(&fd).copied().ok_or(Errno::EBADF)
    }

    /// The lowest unused number from `least` on.
    ///
    /// # Errors
    /// `EMFILE` if there is none.
    pub(super) fn lowest_unused(&self, least: i32) -> Result<i32, Errno> {
        (least..OPEN_MAX).find(|fd| !self.list.contains_key(fd)).ok_or(Errno::EMFILE)
    }

    pub(super) fn set(&mut self, fd: i32, descriptor: Descriptor) -> Option<Descriptor> {
        let needed = usize::try_from(fd).unwrap_or(0) + 1;
        if needed > self.room {
            self.room = needed.next_power_of_two();
        }
        self.list.insert(fd, descriptor)
    }

    /// How many descriptors the table has room for: numbers from there on are none, and `select` does not look at them
    /// (`alloc_fdtable` of `fs/file.c`).
    #[must_use]
    pub const fn room(&self) -> usize {
        self.room
    }

    /// The table of a forked child has no more room than it needs.
    pub(super) fn trim(&mut self) {
        let needed = self.list.keys().next_back().map_or(0, |&last| usize::try_from(last).unwrap_or(0) + 1);
        let needed = needed.next_multiple_of(LEAST_ROOM).max(LEAST_ROOM);
        self.room = if needed > LEAST_ROOM { needed.next_power_of_two() } else { LEAST_ROOM };
    }

    pub(super) fn set_cloexec(&mut self, fd: i32, is_cloexec: bool) -> Result<(), Errno> {
        self.list.get_mut(&fd).ok_or(Errno::EBADF)?.is_cloexec = is_cloexec;
        Ok(())
    }

    fn remove(&mut self, fd: i32) -> Result<Descriptor, Errno> {
        self.list.remove(&fd).ok_or(Errno::EBADF)
    }
}

/// The open file descriptions of a host.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenFiles {
    list: BTreeMap<FileId, OpenFile>,
    next: u32,
}

impl OpenFiles {
    /// All of them, in order of number.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &OpenFile)> {
        self.list.iter().map(|(&id, file)| (id, file))
    }

    /// Adds one that nothing refers to yet.
    pub(super) fn add(&mut self, object: FileObject, flags: u32) -> FileId {
        let id = FileId(self.next);
        self.next += 1;
        self.list
            .insert(id, OpenFile { object, flags, references: 0, inode: None, owner: Owner::default(), offset: 0 });
        id
    }

    /// It was opened through this inode.
    pub(super) fn set_inode(&mut self, id: FileId, inode: InodeId) {
        self.list.entry(id).and_modify(|file| file.inode = Some(inode));
    }

    /// It is somebody's, without an inode.
    pub(super) fn set_owner(&mut self, id: FileId, owner: Owner) {
        self.list.entry(id).and_modify(|file| file.owner = owner);
    }

    /// What it is open on.
    pub(super) fn object(&self, id: FileId) -> Option<FileObject> {
        self.list.get(&id).map(|file| file.object)
    }

    /// Its offset.
    pub(super) fn offset(&self, id: FileId) -> u64 {
        self.list.get(&id).map_or(0, |file| file.offset)
    }

    /// Its status flags.
    pub(super) fn flags(&self, id: FileId) -> u32 {
        self.list.get(&id).map_or(0, |file| file.flags)
    }

    /// Moves its offset.
    pub(super) fn seek(&mut self, id: FileId, offset: u64) {
        self.list.entry(id).and_modify(|file| file.offset = offset);
    }

    /// One more descriptor refers to it.
    pub(super) fn retain(&mut self, id: FileId) {
        self.list.entry(id).and_modify(|file| file.references += 1);
    }

    pub(super) fn set_flags(&mut self, id: FileId, flags: u32) {
        self.list.entry(id).and_modify(|file| file.flags = flags);
    }

    /// One descriptor less; the open file if it was the last.
    fn release(&mut self, id: FileId) -> Option<OpenFile> {
        let file = self.list.get_mut(&id)?;
        file.references -= 1;
        if file.references == 0 { self.list.remove(&id) } else { None }
    }
}

impl Kernel {
    /// The open file description behind a descriptor.
    pub(super) fn file(&self, pid: Pid, fd: i32) -> Result<(FileId, &OpenFile), Errno> {
        let id = self.tasks.process(pid).files.get(fd)?.file;
        self.files.list.get(&id).map(|file| (id, file)).ok_or(Errno::EBADF)
    }

    /// Gives a process a descriptor for a file; what was open there is closed.
    pub(super) fn install(&mut self, pid: Pid, fd: i32, descriptor: Descriptor) {
        self.files.retain(descriptor.file);
        if let Some(old) = self.tasks.process_mut(pid).files.set(fd, descriptor) {
            self.release_file(pid, old.file);
        }
    }

    /// Gives a process a new descriptor, the lowest unused one, for a new open file description.
    ///
    /// # Errors
    /// `EMFILE`
    pub(super) fn open_new(&mut self, pid: Pid, object: FileObject, flags: u32) -> Result<i32, Errno> {
        let fd = self.tasks.process(pid).files.lowest_unused(0)?;
        let file = self.files.add(object, flags & !O_CLOEXEC);
        self.install(pid, fd, Descriptor { file, is_cloexec: flags & O_CLOEXEC != 0 });
        Ok(fd)
    }

    /// `close(2)`.
    pub(super) fn close(&mut self, pid: Pid, fd: i32) -> Result<(), Errno> {
        let descriptor = self.tasks.process_mut(pid).files.remove(fd)?;
        self.release_file(pid, descriptor.file);
        Ok(())
    }

    /// Closes the descriptors of a process that satisfy a condition, lowest first.
    pub(super) fn close_all(&mut self, pid: Pid, is_closed: impl Fn(Descriptor) -> bool) {
        let fds: Vec<i32> = self
            .tasks
            .process(pid)
            .files
            .iter()
            .filter(|&(_, descriptor)| is_closed(descriptor))
            .map(|(fd, _)| fd)
            .collect();
        for fd in fds {
            if let Ok(descriptor) = self.tasks.process_mut(pid).files.remove(fd) {
                self.release_file(pid, descriptor.file);
            }
        }
    }

    /// A child refers to everything its parent has open.
    pub(super) fn share_files(&mut self, files: &FdTable) {
        files.iter().for_each(|(_, descriptor)| self.files.retain(descriptor.file));
    }

    /// A process has closed a descriptor of an open file description.
    fn release_file(&mut self, pid: Pid, id: FileId) {
        if let Some(inode) = self.files.list.get(&id).and_then(|file| file.inode) {
            self.drop_records(self.tasks[pid].pid, inode);
        }
        self.drop_file(id);
    }

    /// An open file description has one reference less: a descriptor, or a message that carried it.
    pub(super) fn drop_file(&mut self, id: FileId) {
        let Some(file) = self.files.release(id) else { return };
        self.epoll_forget(id);
        match file.object {
            FileObject::Pipe(pipe, side) => self.pipe_release(pipe, side),
            FileObject::MessageQueue(queue) => self.mqueue_release(queue),
            FileObject::Socket(socket) => self.socket_release(socket),
            FileObject::Eventfd(eventfd) => self.eventfds.remove(eventfd.0),
            FileObject::Timerfd(timer) => self.timerfds.remove(timer.0),
            FileObject::Signalfd(set) => self.signalfds.remove(set.0),
            FileObject::Epoll(epoll) => self.epolls.remove(epoll.0),
            FileObject::File(_) | FileObject::Console(_) => {}
        }
        if let Some(inode) = file.inode {
            self.drop_flock(inode, id);
            self.close_inode(inode);
        }
    }

    /// An open file description less keeps an inode.
    pub(super) fn close_inode(&mut self, id: InodeId) {
        if let Ok(inode) = self.fs.get_mut(id) {
            inode.opens -= 1;
        }
        self.fs.end_if_unused(&mut self.memory, id);
    }
}
