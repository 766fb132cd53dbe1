//! Pipes (`pipe(7)`): a ring of up to 16 page buffers between readers and writers.
//!
//! A write that fits into the rest of the last page joins it; otherwise it takes new pages. So a pipe can be "full"
//! with far fewer than 65,536 bytes in it, and a write of at most `PIPE_BUF` (4096) bytes never mixes with others.
//! Checked on Linux 6.18 (`fs/pipe.c` has the same rules since 5.5).

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use crate::abi::Errno;

use super::epoll::WaitHead;
use super::mm::PhysicalMemory;
use super::process::SHELL;
use super::readiness::{READABLE, WRITABLE};
use super::task::Tasks;
use super::uaccess::{UserSink, UserSource};
use super::wait::WaitQueue;
use super::{Halt, Kernel, Pid, Resume, SysResult, WaitsFor};

/// How many page buffers a pipe has (`PIPE_DEF_BUFFERS`).
pub const PIPE_BUFFERS: usize = 16;
/// Bytes of a page buffer.
const PAGE_BYTES: usize = 4096;

/// Number of a pipe on its host (its inode).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PipeId(pub u32);

/// A page buffer: `bytes[start..]` is still to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PipeBuffer {
    start: usize,
    bytes: Rc<Vec<u8>>,
    /// Who wrote what: a process and the end of its bytes, in order. Linux does not keep this; a page shows it.
    writers: Vec<(Pid, usize)>,
}

impl PipeBuffer {
    fn new(writer: Pid, bytes: Vec<u8>) -> Self {
        Self { start: 0, writers: vec![(writer, bytes.len())], bytes: Rc::new(bytes) }
    }

    fn append(&mut self, writer: Pid, bytes: Vec<u8>) {
        Rc::make_mut(&mut self.bytes).extend(bytes);
        let end = self.bytes.len();
        match self.writers.last_mut() {
            Some((last, its_end)) if *last == writer => *its_end = end,
            _ => self.writers.push((writer, end)),
        }
    }

    /// What is still to be read, in pieces, each with the process that wrote it.
    pub fn unread_by_writer(&self) -> impl Iterator<Item = (Pid, &[u8])> {
        let starts = std::iter::once(0).chain(self.writers.iter().map(|&(_, end)| end));
        let pieces = starts.zip(&self.writers).filter(|(_, (_, end))| *end > self.start);
        pieces.map(|(start, &(writer, end))| (writer, &self.bytes[start.max(self.start)..end]))
    }

    /// What is still to be read.
    #[must_use]
    pub fn unread(&self) -> &[u8] {
        &self.bytes[self.start..]
    }
}

/// A pipe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pipe {
    buffers: VecDeque<PipeBuffer>,
    /// Open file descriptions that read from it.
    pub readers: u32,
    /// Open file descriptions that write to it.
    pub writers: u32,
    /// How many page buffers it has (`F_SETPIPE_SZ`).
    pub slots: usize,
    /// Who waits in `open` to read, until somebody writes: a FIFO's (`fifo(7)`).
    pub opening_readers: WaitQueue,
    /// Who waits in `open` to write.
    pub opening_writers: WaitQueue,
    /// How often it has been opened for writing.
    pub writer_opens: u64,
    /// Who waits for bytes.
    pub waiting_readers: WaitQueue,
    /// Who waits for room.
    pub waiting_writers: WaitQueue,
}

impl Pipe {
    /// An empty pipe that nobody has open.
    #[must_use]
    pub fn unopened() -> Self {
        Self {
            buffers: VecDeque::new(),
            readers: 0,
            writers: 0,
            slots: PIPE_BUFFERS,
            opening_readers: WaitQueue::default(),
            opening_writers: WaitQueue::default(),
            writer_opens: 0,
            waiting_readers: WaitQueue::default(),
            waiting_writers: WaitQueue::default(),
        }
    }

    /// An empty pipe with one reader and one writer.
    pub(super) fn new() -> Self {
        Self { readers: 1, writers: 1, writer_opens: 1, ..Self::unopened() }
    }

    /// A pipe with one reader and no writer that already holds these bytes, however many.
    pub(super) fn filled(bytes: &[u8]) -> Self {
        let page = |page: &[u8]| PipeBuffer::new(SHELL, page.to_vec());
        let buffers = bytes.chunks(PAGE_BYTES).map(page).collect();
        Self { buffers, readers: 1, writer_opens: 1, ..Self::unopened() }
    }

    /// The page buffers, oldest first.
    pub fn buffers(&self) -> impl Iterator<Item = &PipeBuffer> {
        self.buffers.iter()
    }

    /// Bytes to be read (`FIONREAD`).
    #[must_use]
    pub fn unread(&self) -> usize {
        self.buffers.iter().map(|buffer| buffer.unread().len()).sum()
    }

    fn is_empty(&self) -> bool {
        self.buffers.is_empty()
    }

    fn is_full(&self) -> bool {
        self.buffers.len() >= self.slots
    }

    /// How many page buffers hold something.
    pub(super) fn used_slots(&self) -> usize {
        self.buffers.len()
    }

    /// Whether a reader finds something.
    pub(super) fn has_data(&self) -> bool {
        !self.is_empty()
    }

    /// Whether a writer finds a free page buffer.
    pub(super) fn has_room(&self) -> bool {
        !self.is_full()
    }

    /// One more has one of its sides open. Returns who has waited for that.
    pub(super) fn enter(&mut self, side: PipeSide) -> VecDeque<Pid> {
        let mut woken = VecDeque::new();
        if side != PipeSide::Write {
            self.readers += 1;
            woken.extend(self.opening_writers.wake_all());
        }
        if side != PipeSide::Read {
            self.writers += 1;
            self.writer_opens += 1;
            woken.extend(self.opening_readers.wake_all());
        }
        woken
    }

    /// Who waits in `open` on a side.
    pub(super) fn openers_mut(&mut self, side: PipeSide) -> &mut WaitQueue {
        if side == PipeSide::Write { &mut self.opening_writers } else { &mut self.opening_readers }
    }

    /// Moves bytes to the reader until it has enough or the pipe is empty. `Err` if its memory refuses.
    fn drain(&mut self, sink: &mut UserSink<'_>) -> Result<(), Errno> {
        while sink.left > 0 {
            let Some(buffer) = self.buffers.front_mut() else { break };
            let len = buffer.unread().len().min(sink.left as usize);
            if !sink.put(&buffer.unread()[..len]) {
                return Err(Errno::EFAULT);
            }
            buffer.start += len;
            if buffer.unread().is_empty() {
                self.buffers.pop_front();
            }
        }
        Ok(())
    }

    /// Joins the odd end of a write to the last page, if all of it fits there.
    fn merge(&mut self, writer: Pid, source: &mut UserSource<'_>) -> Result<(), Errno> {
        let odd = source.left % PAGE_BYTES as u64;
        let Some(last) = self.buffers.back_mut() else { return Ok(()) };
        if odd == 0 || last.bytes.len() + odd as usize > PAGE_BYTES {
            return Ok(());
        }
        let bytes = source.take(odd).ok_or(Errno::EFAULT)?;
        last.append(writer, bytes);
        Ok(())
    }

    /// Moves bytes from the writer into new pages until all are there or the pipe is full. `Err` if its memory refuses.
    fn fill(&mut self, writer: Pid, source: &mut UserSource<'_>) -> Result<(), Errno> {
        while source.left > 0 && !self.is_full() {
            let page = source.take(PAGE_BYTES as u64).ok_or(Errno::EFAULT)?;
            self.buffers.push_back(PipeBuffer::new(writer, page));
        }
        Ok(())
    }
}

/// The pipes of a host.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pipes {
    list: BTreeMap<PipeId, Pipe>,
    next: u32,
}

impl Pipes {
    /// Adds a pipe.
    pub(super) fn add(&mut self, pipe: Pipe) -> PipeId {
        let id = PipeId(self.next);
        self.next += 1;
        self.list.insert(id, pipe);
        id
    }

    /// All pipes.
    pub fn iter(&self) -> impl Iterator<Item = (PipeId, &Pipe)> {
        self.list.iter().map(|(&id, pipe)| (id, pipe))
    }

    pub(super) fn remove(&mut self, id: PipeId) {
        self.list.remove(&id);
    }
}

/// # Panics
/// Open file descriptions keep their pipe: an id that one of them holds always has one.
impl std::ops::Index<PipeId> for Pipes {
    type Output = Pipe;

    fn index(&self, id: PipeId) -> &Pipe {
        &self.list[&id]
    }
}

impl Pipes {
    pub(super) fn get(&mut self, id: PipeId) -> Result<&mut Pipe, Errno> {
        self.list.get_mut(&id).ok_or(Errno::EBADF)
    }
}

/// One end of a pipe, as a call uses it.
#[derive(Clone, Copy, Debug)]
pub(super) struct PipeEnd {
    /// The pipe.
    pub id: PipeId,
    /// Whether the open file description says `O_NONBLOCK`.
    pub is_nonblocking: bool,
}

/// A call's memory range.
#[derive(Clone, Copy, Debug)]
pub(super) struct UserRange {
    /// First address.
    pub addr: u64,
    /// Bytes.
    pub len: u64,
}

impl Kernel {
    /// `read(2)` from a pipe. Whoever was woken to read wakes the next reader if bytes are left.
    pub(super) fn pipe_read(&mut self, pid: Pid, end: PipeEnd, room: UserRange, resume: Option<&Resume>) -> SysResult {
        let Self { pipes, tasks, memory, .. } = self;
        let pipe = pipes.get(end.id)?;
        let was_full = pipe.is_full();
        let mut sink = sink(tasks, memory, pid, room);
        let drained = pipe.drain(&mut sink);
        let read = room.len - sink.left;
        if read == 0 && drained.is_ok() && room.len > 0 && pipe.writers > 0 {
            return self.pipe_no_data(pid, end);
        }
        let has_room = was_full && !pipe.is_full();
        let has_more = resume.is_some() && !pipe.is_empty();
        let woken =
            [has_room.then(|| pipe.waiting_writers.wake_one()), has_more.then(|| pipe.waiting_readers.wake_one())];
        woken.into_iter().flatten().flatten().for_each(|waiter| self.wake(waiter));
        if has_room {
            self.wake_pollers(WaitHead::PipeWriters(end.id), WRITABLE);
        }
        if has_more {
            self.wake_pollers(WaitHead::PipeReaders(end.id), READABLE);
        }
        match drained {
            Err(error) if read == 0 => Err(error.into()),
            _ => Ok(read),
        }
    }

    fn pipe_no_data(&mut self, pid: Pid, end: PipeEnd) -> SysResult {
        if end.is_nonblocking {
            return Err(Errno::EAGAIN.into());
        }
        self.pipes.get(end.id)?.waiting_readers.enqueue(pid);
        Err(Halt::Block(WaitsFor::PipeData(end.id), Resume::Again))
    }

    /// `write(2)` to a pipe. What has been written stays written when the call has to wait for room.
    pub(super) fn pipe_write(&mut self, pid: Pid, end: PipeEnd, data: UserRange, resume: Option<&Resume>) -> SysResult {
        let mut done = if let Some(Resume::Wrote(done)) = resume { *done } else { 0 };
        let Self { pipes, tasks, memory, .. } = self;
        let pipe = pipes.get(end.id)?;
        if pipe.readers == 0 {
            return self.pipe_broken(pid, done);
        }
        let was_empty = pipe.is_empty();
        let mut source = source(tasks, memory, pid, data, done);
        let merged = if resume.is_none() { pipe.merge(pid, &mut source) } else { Ok(()) };
        let moved = merged.and_then(|()| pipe.fill(pid, &mut source));
        done = data.len - source.left;
        let is_waiting = moved.is_ok() && source.left > 0 && !end.is_nonblocking;
        let has_room = resume.is_some() && !pipe.is_full();
        let reader = if was_empty { pipe.waiting_readers.wake_one() } else { None };
        let writer = if has_room { pipe.waiting_writers.wake_one() } else { None };
        if is_waiting {
            pipe.waiting_writers.enqueue(pid);
        }
        [reader, writer].into_iter().flatten().for_each(|waiter| self.wake(waiter));
        // Whoever polls hears of every write, not of the first alone (`poll_usage`).
        if was_empty || !is_waiting {
            self.wake_pollers(WaitHead::PipeReaders(end.id), READABLE);
        }
        if has_room {
            self.wake_pollers(WaitHead::PipeWriters(end.id), WRITABLE);
        }
        match moved {
            _ if is_waiting => Err(Halt::Block(WaitsFor::PipeRoom(end.id), Resume::Wrote(done))),
            Err(error) if done == 0 => Err(error.into()),
            Ok(()) if done == 0 => Err(Errno::EAGAIN.into()),
            _ => Ok(done),
        }
    }

    /// Nobody can read any more: SIGPIPE, and if the writer survives it, what was written or `EPIPE`.
    fn pipe_broken(&mut self, pid: Pid, done: u64) -> SysResult {
        self.send_signal(pid, crate::abi::Signal::SIGPIPE);
        if !self.tasks.is_alive(pid) {
            return Err(Halt::NoReturn);
        }
        if done == 0 { Err(Errno::EPIPE.into()) } else { Ok(done) }
    }

    /// An open file description of the pipe is gone. When the last of one side goes, everybody who waits at the pipe
    /// looks again; when nobody is left the pipe ends.
    pub(super) fn pipe_release(&mut self, id: PipeId, side: PipeSide) {
        let Ok(pipe) = self.pipes.get(id) else { return };
        match side {
            PipeSide::Read => pipe.readers -= 1,
            PipeSide::Write => pipe.writers -= 1,
            PipeSide::Both => {
                pipe.readers -= 1;
                pipe.writers -= 1;
            }
        }
        match (pipe.readers, pipe.writers) {
            (0, 0) => self.pipes.remove(id),
            (0, _) | (_, 0) => {
                let readers = pipe.waiting_readers.wake_all();
                let writers = pipe.waiting_writers.wake_all();
                readers.into_iter().chain(writers).for_each(|waiter| self.wake(waiter));
                self.wake_pollers(WaitHead::PipeReaders(id), 0);
                self.wake_pollers(WaitHead::PipeWriters(id), 0);
            }
            _ => {}
        }
    }

    /// `fcntl(2)` with `F_SETPIPE_SZ`: room for at least `bytes`, in a power of two of pages.
    pub(super) fn pipe_resize(&mut self, id: PipeId, bytes: u32) -> Result<(), Errno> {
        /// The largest size that Linux computes with.
        const MOST: u32 = 1 << 31;
        if bytes > MOST {
            return Err(Errno::EINVAL);
        }
        let slots = (bytes.max(PAGE_BYTES as u32).next_power_of_two() as usize) / PAGE_BYTES;
        let pipe = self.pipes.get(id)?;
        if slots < pipe.used_slots() {
            return Err(Errno::EBUSY);
        }
        pipe.slots = slots;
        if let Some(waiter) = pipe.waiting_writers.wake_one() {
            self.wake(waiter);
        }
        self.wake_pollers(WaitHead::PipeWriters(id), 0);
        Ok(())
    }

    /// A process gives up waiting at a pipe.
    pub(super) fn pipe_leave(&mut self, pid: Pid, id: PipeId) {
        if let Ok(pipe) = self.pipes.get(id) {
            pipe.waiting_readers.remove(pid);
            pipe.waiting_writers.remove(pid);
        }
    }
}

/// Which end of a pipe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PipeSide {
    /// The end to read from.
    Read,
    /// The end to write to.
    Write,
    /// Both, as a FIFO opened with `O_RDWR` has them.
    Both,
}

fn sink<'a>(tasks: &'a mut Tasks, memory: &'a mut PhysicalMemory, pid: Pid, room: UserRange) -> UserSink<'a> {
    UserSink { memory: tasks.process_mut(pid).mm.user(memory).granted(), addr: room.addr, left: room.len }
}

fn source<'a>(
    tasks: &'a mut Tasks,
    memory: &'a mut PhysicalMemory,
    pid: Pid,
    data: UserRange,
    done: u64,
) -> UserSource<'a> {
    let memory = tasks.process_mut(pid).mm.user(memory).granted();
    UserSource { memory, addr: data.addr.wrapping_add(done), left: data.len - done }
}
