//! Whether a descriptor is ready for reading or writing, in the bits of `poll(2)`.

use crate::abi::Errno;

use super::console::Console;
use super::file::FileObject;
use super::pipe::PipeSide;
use super::{Kernel, Pid};

/// `POLLIN | POLLRDNORM`
const READABLE: u32 = 0x41;
/// `POLLOUT | POLLWRNORM`
const WRITABLE: u32 = 0x104;
/// `POLLERR`
const ERROR: u32 = 0x8;
/// `POLLHUP`
const HANGUP: u32 = 0x10;

impl Kernel {
    /// What is true of a descriptor now.
    ///
    /// # Errors
    /// `EBADF` if it is not open.
    pub(super) fn readiness(&self, pid: Pid, fd: i32) -> Result<u32, Errno> {
        let (_, file) = self.file(pid, fd)?;
        let when = |is_so: bool, bits: u32| if is_so { bits } else { 0 };
        Ok(match file.object {
            FileObject::File(_) | FileObject::Console(Console::Terminal | Console::TerminalError) => {
                READABLE | WRITABLE
            }
            FileObject::Console(_) => WRITABLE,
            FileObject::MessageQueue(id) => {
                let queue = self.posix_queues.get(id).ok_or(Errno::EBADF)?;
                let is_full = queue.messages.len() as i64 >= queue.size.messages;
                when(!queue.messages.is_empty(), READABLE) | when(!is_full, WRITABLE)
            }
            FileObject::Socket(id) => self.sockets.readiness(id),
            FileObject::Pipe(id, side) => {
                let pipe = &self.pipes[id];
                // A reader that came before any writer has not been hung up on.
                let is_hung_up = pipe.writers == 0 && pipe.writer_opens != file.offset;
                let reading = when(pipe.has_data(), READABLE) | when(is_hung_up, HANGUP);
                let writing = when(pipe.has_room(), WRITABLE) | when(pipe.readers == 0, ERROR);
                match side {
                    PipeSide::Read => reading,
                    PipeSide::Write => writing,
                    PipeSide::Both => reading | writing,
                }
            }
        })
    }
}
