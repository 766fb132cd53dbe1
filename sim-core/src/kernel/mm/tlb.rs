//! A software translation lookaside buffer: the short way from an address to a frame.
//!
//! Holds private pages only: memory that other processes can see always takes the long way, where turns are checked.
//! It caches what regions and page table say, so every change to them that takes a right or a frame away flushes it.

use super::FrameId;
use super::shadow::WORDS;

/// Number of entries; a power of two.
const ENTRIES: usize = 128;
/// Equal to no tag: the middle bits of a tag are 0.
const NO_PAGE: u64 = u64::MAX;

/// A translation. The tags are addresses of pages.
#[derive(Clone, Copy, Debug)]
struct Entry {
    readable: u64,
    writable: u64,
    frame: FrameId,
}

const EMPTY: Entry = Entry { readable: NO_PAGE, writable: NO_PAGE, frame: FrameId::ZERO };

/// Direct-mapped translations.
#[derive(Clone, Debug)]
pub(super) struct Tlb {
    entries: Box<[Entry; ENTRIES]>,
    /// By page, as `entries`: which groups of 8 bytes have marks, so that an access must take the long way.
    marked: Box<[u64; ENTRIES * WORDS]>,
}

impl Tlb {
    /// An empty one.
    pub(super) fn new() -> Self {
        Self { entries: Box::new([EMPTY; ENTRIES]), marked: Box::new([0; ENTRIES * WORDS]) }
    }

    /// Forgets everything.
    pub(super) fn flush(&mut self) {
        self.entries.fill(EMPTY);
    }

    /// Remembers that a page lies in `frame`, may be read, and perhaps written without further ado, except for groups
    /// of its bytes that are `marked`.
    pub(super) fn insert(&mut self, page_addr: u64, frame: FrameId, is_writable: bool, marked: Option<&[u64; WORDS]>) {
        let writable = if is_writable { page_addr } else { NO_PAGE };
        self.entries[index(page_addr)] = Entry { readable: page_addr, writable, frame };
        self.set_marked(page_addr, marked);
    }

    /// The marks of a page have changed.
    pub(super) fn note_marks(&mut self, page_addr: u64, marked: Option<&[u64; WORDS]>) {
        if self.entries[index(page_addr)].readable == page_addr {
            self.set_marked(page_addr, marked);
        }
    }

    fn set_marked(&mut self, page_addr: u64, marked: Option<&[u64; WORDS]>) {
        self.marked[index(page_addr) * WORDS..][..WORDS].copy_from_slice(marked.unwrap_or(&[0; WORDS]));
    }

    /// Whether there are marks in the group of bytes that an address lies in.
    #[inline(always)]
    fn is_marked(&self, addr: u64) -> bool {
        self.marked[(addr >> 9) as usize % (ENTRIES * WORDS)] >> (addr >> 3 & 63) & 1 != 0
    }

    /// The frame that an access inside a page may be read from, whatever the marks.
    pub(super) fn readable_at_all(&self, addr: u64) -> Option<FrameId> {
        let entry = &self.entries[index(addr)];
        (entry.readable == tag::<1>(addr)).then_some(entry.frame)
    }

    /// The frame that an aligned access of `N` bytes may be read from. An unaligned one never matches.
    #[inline(always)]
    pub(super) fn readable<const N: usize>(&self, addr: u64) -> Option<FrameId> {
        let entry = &self.entries[index(addr)];
        (entry.readable == tag::<N>(addr) && !self.is_marked(addr)).then_some(entry.frame)
    }

    /// The frame that an aligned access of `N` bytes may be written to.
    #[inline(always)]
    pub(super) fn writable<const N: usize>(&self, addr: u64) -> Option<FrameId> {
        let entry = &self.entries[index(addr)];
        (entry.writable == tag::<N>(addr) && !self.is_marked(addr)).then_some(entry.frame)
    }
}

#[inline(always)]
const fn index(addr: u64) -> usize {
    (addr >> 12) as usize % ENTRIES
}

/// The page's address plus what is wrong with the alignment.
#[inline(always)]
const fn tag<const N: usize>(addr: u64) -> u64 {
    addr & (!0xfff | (N as u64 - 1))
}
