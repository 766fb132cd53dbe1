//! A process's memory as the process itself touches it, and as the kernel touches it on the process's behalf.

use std::ops::Range;

use crate::abi::event::AccessKind;
use crate::abi::{Errno, Peek};
use crate::machine::memory::{Fault, Mark, Memory, SharedAccess, Stop, Suspicion};
use crate::machine::program::{PAGE, USER_END};
use crate::machine::watch::Witness;

use super::physical::PAGE_BYTES;
use super::touch::{SharedTouch, SharedTouches};
use super::{AddressSpace, PageBytes, PhysicalMemory};

/// The memory of a process, for as long as its CPU or a system call uses it.
#[derive(Debug)]
pub struct UserMemory<'a> {
    space: &'a mut AddressSpace,
    memory: &'a mut PhysicalMemory,
    /// Whether this is the process's turn to touch shared memory. If not, an access to it is [`Stop::Shared`].
    pub is_granted: bool,
    touches: SharedTouches,
    /// Whether other threads see what is touched, whatever page it lies in.
    is_watched: bool,
    /// Whether marks are to be overlooked.
    is_overlooking: bool,
}

impl<'a> UserMemory<'a> {
    pub(super) fn new(space: &'a mut AddressSpace, memory: &'a mut PhysicalMemory) -> Self {
        Self {
            space,
            memory,
            is_granted: false,
            touches: SharedTouches::default(),
            is_watched: false,
            is_overlooking: false,
        }
    }

    /// The same, with the turn to touch shared memory.
    #[must_use]
    pub fn granted(self) -> Self {
        Self { is_granted: true, ..self }
    }

    /// The accesses to shared memory that happened, neighbouring ones of the same kind as one.
    pub fn take_touches(&mut self) -> Vec<SharedTouch> {
        self.touches.take()
    }

    /// The kernel reads from the process's memory (`copy_from_user`).
    ///
    /// # Errors
    /// `EFAULT` if not all of it may be read.
    pub fn copy_in(&mut self, addr: u64, buf: &mut [u8]) -> Result<(), Errno> {
        for (addr, range) in chunks(addr, buf.len()) {
            self.resolve(addr, AccessKind::Load).map_err(|_| Errno::EFAULT)?;
            self.read_page(addr, &mut buf[range]);
        }
        self.count_copy(buf.len());
        Ok(())
    }

    /// The kernel writes to the process's memory (`copy_to_user`).
    ///
    /// # Errors
    /// `EFAULT` if not all of it may be written; what lies before the first refused page has been written.
    pub fn copy_out(&mut self, addr: u64, bytes: &[u8]) -> Result<(), Errno> {
        for (addr, range) in chunks(addr, bytes.len()) {
            self.resolve(addr, AccessKind::Store).map_err(|_| Errno::EFAULT)?;
            self.write_page(addr, &bytes[range]);
        }
        self.space.replace_marks(span(addr, bytes.len() as u64), Mark::Unwritten, Mark::Fine);
        self.count_copy(bytes.len());
        Ok(())
    }

    fn count_copy(&mut self, len: usize) {
        self.memory.copied.times += 1;
        self.memory.copied.bytes += len as u64;
    }

    /// Refuses a range of which a part is shared memory, unless it is the process's turn. Looks no further than the
    /// first byte that may not be touched at all.
    fn claim(&self, addr: u64, len: usize, access: AccessKind) -> Result<(), Stop> {
        if self.is_granted {
            return Ok(());
        }
        for (here, _) in chunks(addr, len) {
            match self.space.rights_for(here, access) {
                Ok((_, is_shared)) if is_shared || self.is_watched => {
                    return Err(Stop::Shared(SharedAccess { addr, len: len as u64, access }));
                }
                Ok(_) => {}
                Err(_) => break,
            }
        }
        Ok(())
    }

    /// Makes a page ready for an access. Tells whether it is shared memory.
    fn resolve(&mut self, addr: u64, access: AccessKind) -> Result<bool, Stop> {
        self.space.resolve(self.memory, addr, access).map_err(|kind| Stop::Fault(Fault { kind, addr, access }))
    }

    /// The page of an address for reading, unless it is shared memory.
    fn private_page(&mut self, addr: u64) -> Result<Option<&PageBytes>, Stop> {
        if self.space.tlb.readable_at_all(addr).is_none() && self.claim_and_resolve(addr)? {
            return Ok(None);
        }
        let frame = self.space.tlb.readable_at_all(addr);
        Ok(frame.and_then(|frame| self.memory.bytes_if_any(frame)))
    }

    /// Makes a page ready for reading. Tells whether it is shared memory.
    fn claim_and_resolve(&mut self, addr: u64) -> Result<bool, Stop> {
        self.claim(addr, 1, AccessKind::Load)?;
        self.resolve(addr, AccessKind::Load)
    }

    /// Reads inside one page that has been resolved.
    fn read_page(&mut self, addr: u64, buf: &mut [u8]) {
        if let Some(frame) = self.space.table.entry(addr / PAGE).frame() {
            let offset = (addr % PAGE) as usize;
            buf.copy_from_slice(&self.memory.bytes(frame)[offset..offset + buf.len()]);
        }
    }

    /// Writes inside one page that has been resolved for a store.
    fn write_page(&mut self, addr: u64, bytes: &[u8]) {
        if let Some(frame) = self.space.table.entry(addr / PAGE).frame() {
            let offset = (addr % PAGE) as usize;
            self.memory.bytes_mut(frame)[offset..offset + bytes.len()].copy_from_slice(bytes);
        }
    }

    /// Looks for bytes that a program should not touch this way.
    fn suspect(&self, addr: u64, len: u64, access: AccessKind, is_bad: fn(Mark) -> bool) -> Result<(), Stop> {
        if self.is_overlooking || self.space.shadow.is_empty() {
            return Ok(());
        }
        match self.space.shadow.find(span(addr, len), is_bad) {
            Some((addr, mark)) => Err(Stop::Suspect(Suspicion::Bytes { mark, addr, access })),
            None => Ok(()),
        }
    }

    #[cold]
    #[inline(never)]
    fn load_slowly<const N: usize>(&mut self, addr: u64) -> Result<[u8; N], Stop> {
        if self.is_overlooking
            && let Some(frame) = self.space.tlb.readable_at_all(addr)
            && let Some(page) = self.memory.bytes_if_any(frame)
            && let Some(bytes) = page[(addr % PAGE) as usize..].first_chunk::<N>()
        {
            return Ok(*bytes);
        }
        let mut bytes = [0; N];
        self.judge(addr, N as u64)?;
        self.read(addr, &mut bytes)?;
        Ok(bytes)
    }

    #[cold]
    #[inline(never)]
    fn store_slowly<const N: usize>(&mut self, addr: u64, bytes: [u8; N]) -> Result<(), Stop> {
        let last = addr.wrapping_add(N as u64 - 1);
        if last / PAGE != addr / PAGE {
            // Nothing of it happens if the second page refuses.
            self.claim(addr, N, AccessKind::Store)?;
            self.resolve(addr, AccessKind::Store)?;
            self.resolve(last & !(PAGE - 1), AccessKind::Store)?;
        }
        self.write(addr, &bytes)
    }
}

impl Memory for UserMemory<'_> {
    const MARKS: bool = true;

    fn mark(&mut self, addr: u64, len: u64, mark: Mark) {
        self.space.mark(span(addr, len), mark);
    }

    fn open(&mut self, addr: u64, len: u64) {
        self.space.replace_marks(span(addr, len), Mark::Between, Mark::Unwritten);
    }

    fn carry(&mut self, to: u64, from: u64, len: u64) {
        let mut left = span(from, len);
        let is_unwritten = |mark| mark == Mark::Unwritten;
        while !self.space.shadow.is_empty()
            && let Some((start, _)) = self.space.shadow.find(left.clone(), is_unwritten)
        {
            let end = self.space.shadow.find(start..left.end, |mark| !is_unwritten(mark));
            let end = end.map_or(left.end, |(end, _)| end).min(start + PAGE - start % PAGE);
            let there = to.wrapping_add(start - from);
            self.space.replace_marks(span(there, end - start), Mark::Fine, Mark::Unwritten);
            left.start = end;
        }
    }

    fn judge(&mut self, addr: u64, len: u64) -> Result<(), Stop> {
        self.suspect(addr, len, AccessKind::Load, |mark| mark != Mark::Fine)
    }

    fn overlook(&mut self, is_overlooking: bool) {
        self.is_overlooking = is_overlooking;
    }

    fn is_overlooking(&self) -> bool {
        self.is_overlooking
    }

    #[inline(always)]
    fn load<const N: usize>(&mut self, addr: u64) -> Result<[u8; N], Stop> {
        if let Some(frame) = self.space.tlb.readable::<N>(addr)
            && let Some(page) = self.memory.bytes_if_any(frame)
            && let Some(bytes) = page[aligned_offset::<N>(addr)..].first_chunk::<N>()
        {
            return Ok(*bytes);
        }
        self.load_slowly(addr)
    }

    #[inline(always)]
    fn store<const N: usize>(&mut self, addr: u64, bytes: [u8; N]) -> Result<(), Stop> {
        if let Some(frame) = self.space.tlb.writable::<N>(addr)
            && let Some(page) = self.memory.bytes_if_unique(frame)
            && let Some(place) = page[aligned_offset::<N>(addr)..].first_chunk_mut::<N>()
        {
            *place = bytes;
            return Ok(());
        }
        self.store_slowly(addr, bytes)
    }

    fn read(&mut self, addr: u64, buf: &mut [u8]) -> Result<(), Stop> {
        self.suspect(addr, buf.len() as u64, AccessKind::Load, is_nobodys)?;
        self.claim(addr, buf.len(), AccessKind::Load)?;
        for (addr, range) in chunks(addr, buf.len()) {
            let is_shared = self.resolve(addr, AccessKind::Load)?;
            self.read_page(addr, &mut buf[range.clone()]);
            if is_shared || self.is_watched {
                self.touches.note(addr, AccessKind::Load, &buf[range]);
            }
        }
        Ok(())
    }

    fn write(&mut self, addr: u64, bytes: &[u8]) -> Result<(), Stop> {
        self.suspect(addr, bytes.len() as u64, AccessKind::Store, is_nobodys)?;
        self.claim(addr, bytes.len(), AccessKind::Store)?;
        for (addr, range) in chunks(addr, bytes.len()) {
            let is_shared = self.resolve(addr, AccessKind::Store)?;
            self.write_page(addr, &bytes[range.clone()]);
            if is_shared || self.is_watched {
                self.touches.note(addr, AccessKind::Store, &bytes[range]);
            }
        }
        self.space.replace_marks(span(addr, bytes.len() as u64), Mark::Unwritten, Mark::Fine);
        Ok(())
    }

    fn reach(&mut self, addr: u64, most: u64, access: AccessKind) -> u64 {
        let mut reached = 0;
        while reached < most {
            let here = addr.wrapping_add(reached);
            if self.space.rights_for(here, access).is_err() {
                break;
            }
            let end = self.space.regions.at(here).map_or((here | (PAGE - 1)) + 1, |region| region.end);
            reached += end - here;
        }
        reached.min(most)
    }

    fn find(&mut self, addr: u64, most: u64, byte: u8) -> Result<Option<u64>, Stop> {
        let mut offset = 0;
        while offset < most {
            let here = addr.wrapping_add(offset);
            let room = (PAGE - here % PAGE).min(most - offset);
            let (found, passed) = match self.private_page(here)? {
                Some(page) => {
                    let bytes = &page[(here % PAGE) as usize..][..room as usize];
                    (bytes.iter().position(|&there| there == byte), room)
                }
                None => ((self.load::<1>(here)? == [byte]).then_some(0), 1),
            };
            self.judge(here, found.map_or(passed, |found| found as u64 + 1))?;
            if let Some(found) = found {
                return Ok(Some(offset + found as u64));
            }
            offset += passed;
        }
        Ok(None)
    }
}

impl Witness for UserMemory<'_> {
    fn watch(&mut self, is_watched: bool) {
        self.is_watched = is_watched;
    }
}

impl Peek for UserMemory<'_> {
    fn peek(&mut self, addr: u64, buf: &mut [u8]) -> usize {
        self.space.peek(self.memory, addr, buf)
    }
}

/// Whether a byte belongs to no living object.
fn is_nobodys(mark: Mark) -> bool {
    matches!(mark, Mark::Between | Mark::Freed)
}

/// A range of user space.
fn span(addr: u64, len: u64) -> Range<u64> {
    addr.min(USER_END)..addr.saturating_add(len).min(USER_END)
}

/// The offset in its page of an address that is known to be aligned: a form that needs no bounds check.
#[inline(always)]
const fn aligned_offset<const N: usize>(addr: u64) -> usize {
    addr as usize & (PAGE_BYTES - 1) & !(N - 1)
}

/// Cuts a range at page boundaries: addresses, and where in the range they are.
fn chunks(addr: u64, len: usize) -> impl Iterator<Item = (u64, std::ops::Range<usize>)> {
    let mut done = 0;
    std::iter::from_fn(move || {
        let here = addr.wrapping_add(done as u64);
        let end = (done + (PAGE - here % PAGE) as usize).min(len);
        let range = done..end;
        done = end;
        (!range.is_empty()).then_some((here, range))
    })
}
