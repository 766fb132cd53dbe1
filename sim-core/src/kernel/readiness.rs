//! Whether a descriptor is ready for reading or writing, in the bits of `poll(2)`.

use crate::abi::Errno;

use super::console::Console;
use super::file::{FileId, FileObject};
use super::pipe::PipeSide;
use super::{Kernel, Pid};

/// `POLLIN`
pub(super) const POLLIN: u32 = 0x1;
/// `POLLOUT`
pub(super) const POLLOUT: u32 = 0x4;
/// `POLLERR`
pub(super) const POLLERR: u32 = 0x8;
/// `POLLHUP`
pub(super) const POLLHUP: u32 = 0x10;
/// `POLLIN | POLLRDNORM`
pub(super) const READABLE: u32 = 0x41;
/// `POLLOUT | POLLWRNORM`
pub(super) const WRITABLE: u32 = 0x104;

impl Kernel {
    /// What is true of a descriptor now.
    ///
    /// # Errors
    /// `EBADF` if it is not open.
    pub(super) fn readiness(&mut self, pid: Pid, fd: i32) -> Result<u32, Errno> {
        let (file, _) = self.file(pid, fd)?;
        Ok(self.file_readiness(pid, file))
    }

    /// What is true of an open file description now, for a task that asks.
    pub(super) fn file_readiness(&mut self, pid: Pid, id: FileId) -> u32 {
        let Some((object, offset)) = self.files.object(id).map(|object| (object, self.files.offset(id))) else {
            return 0;
        };
        let when = |is_so: bool, bits: u32| if is_so { bits } else { 0 };
        match object {
            FileObject::File(_) | FileObject::Console(Console::Terminal | Console::TerminalError) => {
                READABLE | WRITABLE
            }
            FileObject::Console(_) => WRITABLE,
            FileObject::MessageQueue(id) => self.posix_queues.get(id).map_or(0, |queue| {
                let is_full = queue.messages.len() as i64 >= queue.size.messages;
                when(!queue.messages.is_empty(), READABLE) | when(!is_full, WRITABLE)
            }),
            FileObject::Eventfd(id) => self.eventfds.get(id.0).map_or(0, |eventfd| eventfd.readiness()),
            FileObject::Timerfd(id) => self.timerfds.get(id.0).map_or(0, |timer| when(timer.expiry.ticks > 0, POLLIN)),
            FileObject::Signalfd(id) => self.signalfd_readiness(pid, id),
            FileObject::Epoll(id) => self.epoll_readiness(pid, id),
            FileObject::Socket(id) => self.sockets.readiness(id),
            FileObject::Pipe(id, side) => {
                let pipe = &self.pipes[id];
                // A reader that came before any writer has not been hung up on.
                let is_hung_up = pipe.writers == 0 && pipe.writer_opens != offset;
                let reading = when(pipe.has_data(), READABLE) | when(is_hung_up, POLLHUP);
                let writing = when(pipe.has_room(), WRITABLE) | when(pipe.readers == 0, POLLERR);
                match side {
                    PipeSide::Read => reading,
                    PipeSide::Write => writing,
                    PipeSide::Both => reading | writing,
                }
            }
        }
    }
}
