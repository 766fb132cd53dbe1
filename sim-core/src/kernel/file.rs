//! Files: descriptors of a process, and the open file descriptions they refer to.
//!
//! `open`, `pipe` and friends make an *open file description* (Linux: `struct file`); descriptors of one or several
//! processes refer to it (`dup(2)`, `fork(2)`), and it ends with the last of them.

use std::collections::BTreeMap;

use crate::abi::Errno;

use super::console::Console;
use super::mqueue::MqueueId;
use super::pipe::{PipeId, PipeSide};
use super::{Kernel, Pid};

/// How many descriptors a process may have (`RLIMIT_NOFILE`, the usual soft limit).
pub const OPEN_MAX: i32 = 1024;

/// `O_WRONLY`
pub const O_WRONLY: u32 = 1;
/// `O_RDWR`
pub const O_RDWR: u32 = 2;
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
    /// An end of a pipe.
    Pipe(PipeId, PipeSide),
    /// A POSIX message queue.
    MessageQueue(MqueueId),
    /// The terminal, or a pipe to whoever watches the run.
    Console(Console),
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
}

impl OpenFile {
    /// Whether `read` is possible.
    #[must_use]
    pub const fn can_read(&self) -> bool {
        self.flags & 3 != O_WRONLY
    }

    /// Whether `write` is possible.
    #[must_use]
    pub const fn can_write(&self) -> bool {
        self.flags & 3 != 0
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FdTable(BTreeMap<i32, Descriptor>);

impl FdTable {
    /// All descriptors, in order.
    pub fn iter(&self) -> impl Iterator<Item = (i32, Descriptor)> {
        self.0.iter().map(|(&fd, &descriptor)| (fd, descriptor))
    }

    /// A descriptor's content.
    ///
    /// # Errors
    /// `EBADF` if it is not open.
    pub fn get(&self, fd: i32) -> Result<Descriptor, Errno> {
        self.0.get(&fd).copied().ok_or(Errno::EBADF)
    }

    /// The lowest unused number from `least` on.
    ///
    /// # Errors
    /// `EMFILE` if there is none.
    pub(super) fn lowest_unused(&self, least: i32) -> Result<i32, Errno> {
        (least..OPEN_MAX).find(|fd| !self.0.contains_key(fd)).ok_or(Errno::EMFILE)
    }

    pub(super) fn set(&mut self, fd: i32, descriptor: Descriptor) -> Option<Descriptor> {
        self.0.insert(fd, descriptor)
    }

    pub(super) fn set_cloexec(&mut self, fd: i32, is_cloexec: bool) -> Result<(), Errno> {
        self.0.get_mut(&fd).ok_or(Errno::EBADF)?.is_cloexec = is_cloexec;
        Ok(())
    }

    fn remove(&mut self, fd: i32) -> Result<Descriptor, Errno> {
        self.0.remove(&fd).ok_or(Errno::EBADF)
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
        self.list.insert(id, OpenFile { object, flags, references: 0 });
        id
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
        let id = self.tasks[pid].files.get(fd)?.file;
        self.files.list.get(&id).map(|file| (id, file)).ok_or(Errno::EBADF)
    }

    /// Gives a process a descriptor for a file; what was open there is closed.
    pub(super) fn install(&mut self, pid: Pid, fd: i32, descriptor: Descriptor) {
        self.files.retain(descriptor.file);
        if let Some(old) = self.tasks[pid].files.set(fd, descriptor) {
            self.release_file(old.file);
        }
    }

    /// `close(2)`.
    pub(super) fn close(&mut self, pid: Pid, fd: i32) -> Result<(), Errno> {
        let descriptor = self.tasks[pid].files.remove(fd)?;
        self.release_file(descriptor.file);
        Ok(())
    }

    /// Closes the descriptors of a process that satisfy a condition, lowest first.
    pub(super) fn close_all(&mut self, pid: Pid, is_closed: impl Fn(Descriptor) -> bool) {
        let fds: Vec<i32> =
            self.tasks[pid].files.iter().filter(|&(_, descriptor)| is_closed(descriptor)).map(|(fd, _)| fd).collect();
        for fd in fds {
            if let Ok(descriptor) = self.tasks[pid].files.remove(fd) {
                self.release_file(descriptor.file);
            }
        }
    }

    /// A child refers to everything its parent has open.
    pub(super) fn share_files(&mut self, files: &FdTable) {
        files.iter().for_each(|(_, descriptor)| self.files.retain(descriptor.file));
    }

    fn release_file(&mut self, id: FileId) {
        match self.files.release(id).map(|file| file.object) {
            Some(FileObject::Pipe(pipe, side)) => self.pipe_release(pipe, side),
            Some(FileObject::MessageQueue(queue)) => self.mqueue_release(queue),
            Some(FileObject::Console(_)) | None => {}
        }
    }
}
