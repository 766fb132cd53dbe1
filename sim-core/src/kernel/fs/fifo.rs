//! Opening FIFOs (`fifo(7)`): who opens one side waits until somebody opens the other.
//!
//! Behind an open FIFO lies a pipe, which ends with the last who has it open; what was in it is lost then.

use crate::abi::Errno;
use crate::kernel::epoll::WaitHead;
use crate::kernel::file::{FileObject, O_RDWR, O_WRONLY};
use crate::kernel::pipe::{Pipe, PipeId, PipeSide};
use crate::kernel::wait::Blocked;
use crate::kernel::{Halt, Kernel, Pid, Resume, WaitsFor};

use super::{FileSystem, InodeId, InodeKind};

/// What `open` wants of a FIFO.
#[derive(Clone, Copy, Debug)]
pub(in crate::kernel) struct FifoOpen {
    /// The FIFO.
    pub id: InodeId,
    /// Access mode.
    pub access: u32,
    /// Whether it must not wait (`O_NONBLOCK`).
    pub is_nonblocking: bool,
}

/// Neither reading nor writing (`open(2)`, NOTES: the access mode 3).
const NO_ACCESS: u32 = 3;

impl FifoOpen {
    const fn side(self) -> PipeSide {
        match self.access {
            O_WRONLY => PipeSide::Write,
            O_RDWR => PipeSide::Both,
            _ => PipeSide::Read,
        }
    }
}

impl FileSystem {
    /// The FIFO that a pipe belongs to, if it does.
    #[must_use]
    pub fn fifo_of(&self, pipe: PipeId) -> Option<InodeId> {
        self.iter().find(|(_, inode)| inode.kind == InodeKind::Fifo(Some(pipe))).map(|(id, _)| id)
    }
}

impl Kernel {
    /// Opens a FIFO. Who has to wait counts as a reader or writer already (`fifo_open` of `fs/pipe.c`).
    pub(in crate::kernel) fn fifo_open(&mut self, pid: Pid, open: FifoOpen) -> Result<FileObject, Halt> {
        if open.access == NO_ACCESS {
            return Err(Errno::EINVAL.into());
        }
        let id = self.fifo_pipe(open.id)?;
        let side = open.side();
        let pipe = self.pipes.get(id)?;
        if side == PipeSide::Write && open.is_nonblocking && pipe.readers == 0 {
            self.fifo_forget_unused(id);
            return Err(Errno::ENXIO.into());
        }
        let was = (pipe.readers, pipe.writers);
        let woken = pipe.enter(side);
        let is_first = was.0 == 0 && pipe.readers > 0 || was.1 == 0 && pipe.writers > 0;
        let is_alone = match side {
            PipeSide::Read => pipe.writers == 0 && !open.is_nonblocking,
            PipeSide::Write => pipe.readers == 0,
            PipeSide::Both => false,
        };
        if is_alone {
            pipe.openers_mut(side).enqueue(pid);
        }
        woken.into_iter().for_each(|waiter| self.wake_with(waiter, Resume::Partner(id)));
        if is_first {
            self.wake_pollers(WaitHead::PipeReaders(id), 0);
        }
        if is_alone {
            return Err(Halt::Block(WaitsFor::FifoPartner(id, side), Resume::Again));
        }
        Ok(FileObject::Pipe(id, side))
    }

    /// The other side has come: what the opener, who has waited, now gets.
    pub(in crate::kernel) const fn fifo_opened(id: PipeId, open: FifoOpen) -> FileObject {
        FileObject::Pipe(id, open.side())
    }

    /// An opener gives up waiting, and counts no longer. One that a signal has stopped has given up before it dies.
    pub(in crate::kernel) fn fifo_leave(&mut self, pid: Pid, id: PipeId, side: PipeSide) {
        let was_waiting = self.pipes.get(id).is_ok_and(|pipe| pipe.openers_mut(side).remove(pid));
        let has_partner = |blocked: &Blocked| matches!(blocked.resume, Resume::Partner(_));
        if !was_waiting && !self.tasks.blocked(pid).is_some_and(has_partner) {
            return;
        }
        let inode = self.fs.fifo_of(id);
        self.pipe_release(id, side);
        if let Some(inode) = inode {
            self.close_inode(inode);
        }
    }

    /// The pipe behind a FIFO; a fresh one if nobody has it open.
    fn fifo_pipe(&mut self, id: InodeId) -> Result<PipeId, Errno> {
        let Self { fs, pipes, .. } = self;
        let InodeKind::Fifo(pipe) = &mut fs.get_mut(id)?.kind else { return Err(Errno::ENXIO) };
        match *pipe {
            Some(open) if pipes.get(open).is_ok() => Ok(open),
            _ => {
                let fresh = pipes.add(Pipe::unopened());
                *pipe = Some(fresh);
                Ok(fresh)
            }
        }
    }

    fn fifo_forget_unused(&mut self, id: PipeId) {
        if self.pipes.get(id).is_ok_and(|pipe| pipe.readers == 0 && pipe.writers == 0) {
            self.pipes.remove(id);
        }
    }
}
