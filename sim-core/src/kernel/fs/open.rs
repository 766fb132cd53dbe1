//! `open(2)`: from a path and flags to an open file description.

use crate::abi::Errno;
use crate::kernel::file::{
    Descriptor, FileObject, O_CLOEXEC, O_CREAT, O_DIRECTORY, O_EXCL, O_LARGEFILE, O_NOCTTY, O_NOFOLLOW, O_NONBLOCK,
    O_PATH, O_TMPFILE, O_TRUNC,
};
use crate::kernel::{Halt, Kernel, Pid, Resume, SysResult};

use super::data::Contents;
use super::fifo::FifoOpen;
use super::path::Follow;
use super::permission::{MAY_READ, MAY_WRITE};
use super::{InodeId, InodeKind};

/// What `open` is asked for.
#[derive(Clone, Debug)]
pub(in crate::kernel) struct OpenHow {
    /// Where a relative path begins.
    pub start: InodeId,
    /// The path.
    pub path: Vec<u8>,
    /// Access mode and flags.
    pub flags: u32,
    /// Permissions of a new file, before the umask.
    pub mode: u32,
}

impl OpenHow {
    const fn has(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }

    const fn access(&self) -> u32 {
        self.flags & 3
    }

    /// What the file must permit (`ACC_MODE`); to truncate is to write.
    const fn wanted(&self) -> u32 {
        let access = match self.access() {
            0 => MAY_READ,
            1 => MAY_WRITE,
            _ => MAY_READ | MAY_WRITE,
        };
        if self.has(O_TRUNC) { access | MAY_WRITE } else { access }
    }

    /// What `F_GETFL` shows later. A 64-bit process always has `O_LARGEFILE`.
    const fn kept_flags(&self) -> u32 {
        (self.flags & !(O_CREAT | O_EXCL | O_NOCTTY | O_TRUNC | O_CLOEXEC)) | O_LARGEFILE
    }

    const fn follow(&self) -> Follow {
        let is_exclusive = self.flags & (O_CREAT | O_EXCL) == O_CREAT | O_EXCL;
        if self.has(O_NOFOLLOW) || is_exclusive { Follow::No } else { Follow::Yes }
    }
}

impl Kernel {
    /// `open(2)`: the new descriptor. The order of the checks is Linux's.
    pub(in crate::kernel) fn open(&mut self, pid: Pid, how: &OpenHow, resume: Option<&Resume>) -> SysResult {
        if how.has(O_PATH) || how.flags & O_TMPFILE == O_TMPFILE {
            return Err(Halt::Unsupported("open with O_PATH or O_TMPFILE".to_owned()));
        }
        if how.flags & (O_CREAT | O_DIRECTORY) == O_CREAT | O_DIRECTORY {
            return Err(Errno::EINVAL.into());
        }
        let fd = self.tasks.process(pid).files.lowest_unused(0)?;
        let (id, object) = match resume {
            Some(&Resume::Partner(pipe)) => {
                let id = self.fs.fifo_of(pipe).ok_or(Errno::ENXIO)?;
                (id, Self::fifo_opened(pipe, how.fifo(id)))
            }
            _ => self.open_path(pid, how)?,
        };
        let file = self.files.add(object, how.kept_flags());
        self.files.set_inode(file, id);
        self.install(pid, fd, Descriptor { file, is_cloexec: how.has(O_CLOEXEC) });
        Ok(fd as u64)
    }

    fn open_path(&mut self, pid: Pid, how: &OpenHow) -> Result<(InodeId, FileObject), Halt> {
        let (place, found) = self.fs.find(how.start, &how.path, how.follow())?;
        if how.has(O_CREAT) && place.has_slash && place.name().is_some() {
            return Err(Errno::EISDIR.into());
        }
        let id = match found {
            Some(id) => {
                self.check_open(id, how, place.has_slash)?;
                id
            }
            None if !how.has(O_CREAT) => return Err(Errno::ENOENT.into()),
            None => {
                let name = place.name().ok_or(Errno::ENOENT)?.to_vec();
                self.create(pid, (place.directory, &name), InodeKind::Regular(Contents::default()), how.mode)?
            }
        };
        if how.has(O_TRUNC) && found.is_some() && matches!(self.fs.get(id)?.kind, InodeKind::Regular(_)) {
            self.truncate(pid, id, 0)?;
        }
        let inode = self.fs.get_mut(id)?;
        inode.opens += 1;
        if !matches!(inode.kind, InodeKind::Fifo(_)) {
            return Ok((id, FileObject::File(id)));
        }
        // An opener who waits keeps the FIFO, even if it loses its name meanwhile.
        let opened = self.fifo_open(pid, how.fifo(id));
        if matches!(opened, Err(Halt::Errno(_))) {
            self.close_inode(id);
        }
        Ok((id, opened?))
    }

    /// Whether a file that exists may be opened so (`do_open` and `may_open` of `fs/namei.c`).
    fn check_open(&self, id: InodeId, how: &OpenHow, has_slash: bool) -> Result<(), Errno> {
        let inode = self.fs.get(id)?;
        if how.has(O_CREAT) && how.has(O_EXCL) {
            return Err(Errno::EEXIST);
        }
        if how.has(O_CREAT) && inode.is_directory() {
            return Err(Errno::EISDIR);
        }
        if (how.has(O_DIRECTORY) || has_slash) && !inode.is_directory() {
            return Err(Errno::ENOTDIR);
        }
        match inode.kind {
            InodeKind::Symlink(_) => Err(Errno::ELOOP),
            InodeKind::Directory(_) if how.access() != 0 || how.has(O_TRUNC) => Err(Errno::EISDIR),
            InodeKind::Socket => self.fs.permit(id, how.wanted()).and(Err(Errno::ENXIO)),
            _ => self.fs.permit(id, how.wanted()),
        }
    }

    /// Makes a file with a name; the umask takes permissions away.
    pub(in crate::kernel) fn create(
        &mut self,
        pid: Pid,
        (directory, name): (InodeId, &[u8]),
        kind: InodeKind,
        mode: u32,
    ) -> Result<InodeId, Errno> {
        self.fs.permit_new_name(directory)?;
        let mask = if matches!(kind, InodeKind::Symlink(_)) { 0 } else { self.tasks.process(pid).umask };
        let now = self.clock.realtime();
        let (owner, mode) = self.fs.owner_of_new(directory, &kind, mode & 0o7777 & !mask);
        let id = self.fs.add(directory, name, kind, mode, now);
        self.fs.get_mut(id)?.owner = owner;
        Ok(id)
    }
}

impl OpenHow {
    const fn fifo(&self, id: InodeId) -> FifoOpen {
        FifoOpen { id, access: self.access(), is_nonblocking: self.has(O_NONBLOCK) }
    }
}
