//! The address space of a process: what `mmap`, `munmap`, `mprotect`, `brk`, `fork` and `execve` do to it.

use std::ops::Range;

use crate::abi::Errno;
use crate::machine::load::{Image, InitialStack};
use crate::machine::memory::Mark;
use crate::machine::program::{MMAP_TOP, PAGE, STACK_LIMIT, STACK_TOP, USER_END};
use crate::machine::segment::{Rights, SegmentKind};

use super::region::Regions;
use super::shadow::{self, Shadow};
use super::table::{Entry, PageTable};
use super::tlb::Tlb;
use super::{FrameId, PhysicalMemory, Region, UserMemory};

/// How far below the first stack pointer `execve` maps the stack (Linux, `setup_arg_pages`: 128 KiB).
const STACK_EXPAND: u64 = 128 << 10;

/// Page faults that were no mistakes, since the process began (`getrusage(2)`, `ru_minflt`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FaultCounts {
    /// All of them.
    pub minor: u64,
    /// Those among them that copied a page before a write.
    pub copy_on_write: u64,
}

/// What is known about a page that has a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageInfo {
    /// Where it lies.
    pub frame: FrameId,
    /// What the process may do with it.
    pub rights: Rights,
    /// Whether others see its writes.
    pub is_shared: bool,
    /// Whether the next write copies it first.
    pub is_cow: bool,
}

/// The memory of a process: regions, page table, program break.
///
/// A clone is only good together with a clone of the [`PhysicalMemory`] that was made at the same moment; for a second
/// process over the same memory there is [`fork`](Self::fork).
#[derive(Clone, Debug)]
pub struct AddressSpace {
    pub(super) regions: Regions,
    pub(super) table: PageTable,
    pub(super) tlb: Tlb,
    pub(super) shadow: Shadow,
    pub(super) faults: FaultCounts,
    heap_start: u64,
    program_break: u64,
}

impl Default for AddressSpace {
    fn default() -> Self {
        Self::new()
    }
}

impl AddressSpace {
    /// An address space in which nothing is mapped.
    #[must_use]
    pub fn new() -> Self {
        Self {
            regions: Regions::default(),
            table: PageTable::new(),
            tlb: Tlb::new(),
            shadow: Shadow::default(),
            faults: FaultCounts::default(),
            heap_start: 0,
            program_break: 0,
        }
    }

    /// What `execve` builds: the program's segments, its stack, an empty heap.
    pub fn load(memory: &mut PhysicalMemory, image: &Image, stack: &InitialStack) -> Self {
        let mut space = Self::new();
        for segment in &image.segments {
            space.map_private(memory, segment.range(), segment.rights, segment.kind, &segment.bytes);
        }
        let start = (stack.sp - STACK_EXPAND) & !(PAGE - 1);
        let first_page = stack.sp & !(PAGE - 1);
        let mut top = vec![0; (stack.sp - first_page) as usize];
        top.extend_from_slice(&stack.bytes);
        let region =
            Region { start, end: STACK_TOP, rights: Rights::READ_WRITE, kind: SegmentKind::Stack, is_shared: false };
        space.regions.insert(region);
        space.fill(memory, first_page, &top);
        space.heap_start = image.heap_start;
        space.program_break = image.heap_start;
        space
    }

    /// Maps private memory that starts with `bytes`, followed by zeroes, in place of whatever was in the range.
    /// Pages that `bytes` covers get frames at once, the others when they are touched.
    pub fn map_private(
        &mut self,
        memory: &mut PhysicalMemory,
        range: Range<u64>,
        rights: Rights,
        kind: SegmentKind,
        bytes: &[u8],
    ) {
        let Range { start, end } = aligned(&range);
        self.unmap(memory, start..end);
        if start < end {
            self.regions.insert(Region { start, end, rights, kind, is_shared: false });
            self.fill(memory, start, &bytes[..bytes.len().min((end - start) as usize)]);
        }
    }

    /// Maps frames that others map too, in place of whatever was in the range. Touching a page for which `frames` has
    /// no frame is `SIGBUS`.
    pub fn map_shared(
        &mut self,
        memory: &mut PhysicalMemory,
        range: Range<u64>,
        rights: Rights,
        kind: SegmentKind,
        frames: &[FrameId],
    ) {
        let Range { start, end } = aligned(&range);
        self.unmap(memory, start..end);
        if start < end {
            self.regions.insert(Region { start, end, rights, kind, is_shared: true });
        }
        for (page, &frame) in (start / PAGE..end / PAGE).zip(frames) {
            memory.retain(frame);
            self.table.set(page, Entry::Present(frame));
        }
    }

    /// Unmaps everything in a range; holes in it are no mistake (`munmap(2)`).
    pub fn unmap(&mut self, memory: &mut PhysicalMemory, range: Range<u64>) {
        let range = aligned(&range);
        for (page, entry) in self.table.present(pages(&range)) {
            entry.frame().into_iter().for_each(|frame| memory.release(frame));
            self.table.set(page, Entry::Absent);
        }
        self.regions.remove(&range);
        self.shadow.set(range, Mark::Fine);
        self.tlb.flush();
    }

    /// Changes the rights of a range (`mprotect(2)`).
    ///
    /// # Errors
    /// `ENOMEM` if part of the range is not mapped; what lies before the hole has changed nevertheless, as on Linux.
    pub fn protect(&mut self, range: Range<u64>, rights: Rights) -> Result<(), Errno> {
        let range = aligned(&range);
        let hole = self.regions.hole_in(&range);
        let end = hole.unwrap_or(range.end);
        self.regions.protect(&(range.start..end), rights);
        self.tlb.flush();
        if hole.is_some() { Err(Errno::ENOMEM) } else { Ok(()) }
    }

    /// The highest free range of `len` bytes (rounded up to pages) where `mmap` and `shmat` look when they may choose.
    #[must_use]
    pub fn find_gap(&self, len: u64) -> Option<u64> {
        let len = len.checked_next_multiple_of(PAGE).filter(|&len| len > 0)?;
        self.regions.gap_below(MMAP_TOP, len)
    }

    /// Whether nothing is mapped in a range, and it lies in user space.
    #[must_use]
    pub fn is_free(&self, range: &Range<u64>) -> bool {
        range.start < range.end && range.end <= USER_END && self.regions.is_free(range)
    }

    /// Whether all of a range is mapped.
    #[must_use]
    pub fn is_mapped(&self, range: &Range<u64>) -> bool {
        self.regions.hole_in(range).is_none()
    }

    /// The program break.
    #[must_use]
    pub fn program_break(&self) -> u64 {
        self.program_break
    }

    /// The system call `brk` (`brk(2)`, "C library/kernel differences"): tries to move the program break and returns
    /// where it then is.
    pub fn set_break(&mut self, memory: &mut PhysicalMemory, new: u64) -> u64 {
        if new < self.heap_start || new > MMAP_TOP {
            return self.program_break;
        }
        let old_end = self.program_break.next_multiple_of(PAGE);
        let new_end = new.next_multiple_of(PAGE);
        if new_end < old_end {
            self.unmap(memory, new_end..old_end);
        } else if new_end > old_end {
            // Linux keeps one page free between the heap and what follows it.
            if !self.regions.is_free(&(old_end..new_end + PAGE)) {
                return self.program_break;
            }
            let rights = Rights::READ_WRITE;
            let kind = SegmentKind::Heap;
            self.regions.insert(Region { start: old_end, end: new_end, rights, kind, is_shared: false });
        }
        self.program_break = new;
        new
    }

    /// The address space of a child: the same frames, private ones to be copied before either writes (`fork(2)`).
    pub fn fork(&mut self, memory: &mut PhysicalMemory) -> Self {
        for region in self.regions.as_slice() {
            for (page, entry) in self.table.present(pages(&region.range())) {
                let Some(frame) = entry.frame() else { continue };
                memory.retain(frame);
                if !region.is_shared {
                    self.table.set(page, Entry::CopyOnWrite(frame));
                }
            }
        }
        self.tlb.flush();
        Self { faults: FaultCounts::default(), ..self.clone() }
    }

    /// Gives all frames back: the process ends, or `execve` replaces its memory.
    pub fn drop_all(&mut self, memory: &mut PhysicalMemory) {
        self.unmap(memory, 0..USER_END);
    }

    /// The regions, in order of address.
    #[must_use]
    pub fn regions(&self) -> &[Region] {
        self.regions.as_slice()
    }

    /// The stack that a stack pointer points into, with what it may grow into.
    #[must_use]
    pub fn own_stack(&self, sp: u64) -> Range<u64> {
        let region = self.region_at(sp).or_else(|| self.region_at(sp.wrapping_add(PAGE)));
        match region {
            Some(region) if region.kind == SegmentKind::Stack => STACK_TOP - STACK_LIMIT..STACK_TOP,
            Some(region) => region.range(),
            None => sp..sp,
        }
    }

    /// The region that an address lies in.
    #[must_use]
    pub fn region_at(&self, addr: u64) -> Option<&Region> {
        self.regions.at(addr)
    }

    /// The page that an address lies in, if it has a frame.
    #[must_use]
    pub fn page_info(&self, addr: u64) -> Option<PageInfo> {
        let region = self.regions.at(addr)?;
        let entry = self.table.entry(addr / PAGE);
        let is_cow = matches!(entry, Entry::CopyOnWrite(_));
        entry.frame().map(|frame| PageInfo { frame, rights: region.rights, is_shared: region.is_shared, is_cow })
    }

    /// How many page faults there were that were no mistakes.
    #[must_use]
    pub fn fault_counts(&self) -> FaultCounts {
        self.faults
    }

    /// Pages that have a frame of their own or a shared one: the resident set.
    #[must_use]
    pub fn resident(&self) -> usize {
        let all = self.table.present(0..USER_END / PAGE);
        all.iter().filter(|(_, entry)| entry.frame() != Some(FrameId::ZERO)).count()
    }

    /// Copies bytes from `addr` on without effects; returns how many before the first page that may not be read.
    #[must_use]
    pub fn peek(&self, memory: &PhysicalMemory, addr: u64, buf: &mut [u8]) -> usize {
        let mut done = 0;
        while done < buf.len() {
            let here = addr.wrapping_add(done as u64);
            let Some(region) = self.regions.at(here).filter(|region| region.rights.can_read()) else { break };
            let offset = (here % PAGE) as usize;
            let len = (PAGE as usize - offset).min(buf.len() - done);
            match self.table.entry(here / PAGE).frame() {
                Some(frame) => buf[done..done + len].copy_from_slice(&memory.bytes(frame)[offset..offset + len]),
                None if region.is_shared || matches!(region.kind, SegmentKind::File { .. }) => break,
                None => buf[done..done + len].fill(0),
            }
            done += len;
        }
        done
    }

    /// Gives the bytes of a range a mark.
    pub(super) fn mark(&mut self, range: Range<u64>, mark: Mark) {
        match mark {
            Mark::Freed => self.shadow.free(range.clone()),
            _ => self.shadow.set(range.clone(), mark),
        }
        self.note_marks(&range);
    }

    /// Changes those marks of a range that are there.
    pub(super) fn replace_marks(&mut self, range: Range<u64>, from: Mark, to: Mark) {
        if !self.shadow.is_empty() {
            self.shadow.replace(range.clone(), from, to);
            self.note_marks(&range);
        }
    }

    fn note_marks(&mut self, range: &Range<u64>) {
        for page in shadow::pages(range) {
            self.tlb.note_marks(page * PAGE, self.shadow.groups(page));
        }
    }

    /// What is known about a byte.
    #[must_use]
    pub fn mark_at(&self, addr: u64) -> Mark {
        self.shadow.at(addr)
    }

    /// This memory as the process itself sees it.
    pub fn user<'a>(&'a mut self, memory: &'a mut PhysicalMemory) -> UserMemory<'a> {
        UserMemory::new(self, memory)
    }

    /// Gives pages from `start` on frames with these contents.
    fn fill(&mut self, memory: &mut PhysicalMemory, start: u64, bytes: &[u8]) {
        for (page, chunk) in (start / PAGE..).zip(bytes.chunks(PAGE as usize)) {
            let frame = memory.allocate_filled(chunk);
            self.table.set(page, Entry::Present(frame));
        }
    }
}

/// The pages that a range touches, as a range of addresses inside user space.
fn aligned(range: &Range<u64>) -> Range<u64> {
    let end = range.end.min(USER_END).next_multiple_of(PAGE);
    (range.start & !(PAGE - 1)).min(end)..end
}

fn pages(range: &Range<u64>) -> Range<u64> {
    range.start / PAGE..range.end / PAGE
}
