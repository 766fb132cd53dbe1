//! The contents of regular files: pages, which `read` and `write` copy from and to, and which mappings show directly.

use crate::abi::{Errno, Signal};
use crate::kernel::mm::{FrameId, PhysicalMemory};
use crate::kernel::pipe::UserRange;
use crate::kernel::{Halt, Kernel, Pid, SysResult};
use crate::machine::program::PAGE;

use super::{FileSystem, InodeId, InodeKind};

/// How large a file may become (`RLIMIT_FSIZE` of the lab).
pub const FILE_MAX: u64 = 64 << 20;

/// The bytes of a regular file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    size: u64,
    frames: Vec<FrameId>,
    is_given: bool,
    may_have_holes: bool,
}

impl Contents {
    /// A file that is there when the run begins.
    pub(super) fn given(memory: &mut PhysicalMemory, bytes: &[u8]) -> Self {
        let frames = bytes.chunks(PAGE as usize).map(|page| memory.allocate_filled(page)).collect();
        Self { size: bytes.len() as u64, frames, is_given: true, may_have_holes: false }
    }

    /// Its size in bytes.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Its pages.
    #[must_use]
    pub fn frames(&self) -> &[FrameId] {
        &self.frames
    }

    /// Whether it was there when the run began and nobody has written to it.
    #[must_use]
    pub const fn is_given(&self) -> bool {
        self.is_given
    }

    /// The bytes of its first page: what `execve` looks at.
    #[must_use]
    pub fn beginning<'m>(&self, memory: &'m PhysicalMemory) -> &'m [u8] {
        self.chunk(memory, 0, PAGE)
    }

    /// Whether there may be pages that nobody has written.
    #[must_use]
    pub const fn may_have_holes(&self) -> bool {
        self.may_have_holes
    }

    /// Its pages in blocks of 512 bytes (`st_blocks`).
    pub(super) fn blocks(&self) -> u64 {
        self.frames.len() as u64 * (PAGE / 512)
    }

    /// Bytes from a position on, at most to the end of its page.
    fn chunk<'m>(&self, memory: &'m PhysicalMemory, position: u64, most: u64) -> &'m [u8] {
        let Some(&frame) = self.frames.get((position / PAGE) as usize) else { return &[] };
        let offset = position % PAGE;
        let len = most.min(PAGE - offset).min(self.size.saturating_sub(position));
        &memory.bytes(frame)[offset as usize..(offset + len) as usize]
    }

    /// Stores bytes that lie in one page of the file.
    fn store(&mut self, memory: &mut PhysicalMemory, position: u64, bytes: &[u8]) {
        self.is_given = false;
        if let Some(&frame) = self.frames.get((position / PAGE) as usize) {
            let offset = (position % PAGE) as usize;
            memory.bytes_mut(frame)[offset..offset + bytes.len()].copy_from_slice(bytes);
        }
    }

    /// Changes the size; says whether pages came or went.
    fn resize(&mut self, memory: &mut PhysicalMemory, size: u64) -> bool {
        let pages = size.div_ceil(PAGE) as usize;
        let has_changed = pages != self.frames.len();
        // A write adds a page and fills it; whatever adds more leaves holes.
        self.may_have_holes |= pages > self.frames.len() + 1;
        for frame in self.frames.drain(pages.min(self.frames.len())..) {
            memory.release(frame);
        }
        self.frames.resize_with(pages, || memory.allocate());
        // What a shorter file leaves of its last page reads as zero if it grows again.
        if let Some(&last) = self.frames.last().filter(|_| size < self.size && !size.is_multiple_of(PAGE)) {
            memory.bytes_mut(last)[(size % PAGE) as usize..].fill(0);
        }
        self.size = size;
        self.is_given = false;
        has_changed
    }

    /// The file ends: mappings keep the pages that they show.
    pub(super) fn release(&self, memory: &mut PhysicalMemory) {
        self.frames.iter().for_each(|&frame| memory.release(frame));
    }
}

/// What the file of a program holds, on both sides.
#[must_use]
pub fn program_text(name: &str) -> String {
    format!("program {name}\n")
}

/// The name of the program that a file holds, by its first bytes; the inverse of [`program_text`].
#[must_use]
pub fn program_in(beginning: &[u8]) -> Option<&str> {
    let name = beginning.strip_prefix(b"program ")?.strip_suffix(b"\n")?;
    std::str::from_utf8(name).ok().filter(|name| !name.contains('\n'))
}

impl FileSystem {
    /// The contents of a regular file.
    ///
    /// # Errors
    /// `EINVAL` if it is another kind.
    pub fn contents(&self, id: InodeId) -> Result<&Contents, Errno> {
        match &self.get(id)?.kind {
            InodeKind::Regular(contents) => Ok(contents),
            _ => Err(Errno::EINVAL),
        }
    }

    fn contents_mut(&mut self, id: InodeId) -> Result<&mut Contents, Errno> {
        match &mut self.get_mut(id)?.kind {
            InodeKind::Regular(contents) => Ok(contents),
            _ => Err(Errno::EINVAL),
        }
    }
}

impl Kernel {
    /// Copies from a regular file to a process's memory: as many bytes as there are.
    pub(in crate::kernel) fn file_read(&mut self, pid: Pid, id: InodeId, from: u64, room: UserRange) -> SysResult {
        let mut done = 0;
        while done < room.len {
            let to = room.addr.wrapping_add(done);
            let most = (room.len - done).min(PAGE - to % PAGE);
            let bytes = self.fs.contents(id)?.chunk(&self.memory, from + done, most).to_vec();
            if bytes.is_empty() {
                break;
            }
            match self.copy_out(pid, to, &bytes) {
                Ok(()) => done += bytes.len() as u64,
                Err(error) if done == 0 => return Err(error.into()),
                Err(_) => break,
            }
        }
        Ok(done)
    }

    /// Copies from a process's memory to a regular file, which grows as needed.
    pub(in crate::kernel) fn file_write(&mut self, pid: Pid, id: InodeId, to: u64, data: UserRange) -> SysResult {
        let len = self.allowed_growth(pid, to, data.len)?;
        if len > 0 {
            self.fs.lose_special_bits(id);
        }
        let mut done = 0;
        while done < len {
            let position = to + done;
            let from = data.addr.wrapping_add(done);
            let part = (PAGE - position % PAGE).min(PAGE - from % PAGE).min(len - done);
            let bytes = match self.copy_in_vec(pid, from, part) {
                Ok(bytes) => bytes,
                Err(error) => {
                    // The file has grown up to here before the bytes were looked at (observed on Linux 6.18).
                    if position > self.fs.contents(id)?.size() {
                        self.resize(id, position)?;
                    }
                    return if done == 0 { Err(error.into()) } else { Ok(done) };
                }
            };
            if position + part > self.fs.contents(id)?.size() {
                self.resize(id, position + part)?;
            }
            let Self { fs, memory, .. } = self;
            fs.contents_mut(id)?.store(memory, position, &bytes);
            done += part;
        }
        self.touch(id);
        Ok(done)
    }

    /// How much of a write stays below the limit; nothing at all is SIGXFSZ (`setrlimit(2)`).
    fn allowed_growth(&mut self, pid: Pid, to: u64, len: u64) -> Result<u64, Halt> {
        if len == 0 || to < FILE_MAX {
            return Ok(len.min(FILE_MAX.saturating_sub(to)));
        }
        self.send_signal(pid, Signal::SIGXFSZ);
        Err(if self.tasks.is_alive(pid) { Errno::EFBIG.into() } else { Halt::NoReturn })
    }

    /// `ftruncate(2)` and `truncate(2)` of a regular file.
    pub(in crate::kernel) fn truncate(&mut self, pid: Pid, id: InodeId, size: u64) -> SysResult {
        if size > FILE_MAX {
            self.allowed_growth(pid, FILE_MAX, 1)?;
        }
        self.fs.lose_special_bits(id);
        let contents = self.fs.contents_mut(id)?;
        contents.may_have_holes |= size > contents.size;
        self.resize(id, size)?;
        self.touch(id);
        Ok(0)
    }

    fn touch(&mut self, id: InodeId) {
        let now = self.clock.realtime();
        if let Ok(inode) = self.fs.get_mut(id) {
            inode.modified_ns = now;
        }
    }

    /// Changes a file's size. Who maps it sees new pages at once, and those behind the end no more.
    fn resize(&mut self, id: InodeId, size: u64) -> Result<(), Errno> {
        let Self { fs, memory, tasks, .. } = self;
        let contents = fs.contents_mut(id)?;
        if contents.resize(memory, size) {
            let pids: Vec<Pid> =
                tasks.processes().filter(|process| process.mm.maps_file(id)).map(|process| process.pid).collect();
            for pid in pids {
                tasks.process_mut(pid).mm.file_resized(memory, id, contents.frames());
            }
        }
        Ok(())
    }
}
