//! A software translation lookaside buffer: the short way from an address to a frame.
//!
//! Holds private pages only: memory that other processes can see always takes the long way, where turns are checked.
//! It caches what regions and page table say, so every change to them that takes a right or a frame away flushes it.

use super::FrameId;

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
}

impl Tlb {
    /// An empty one.
    pub(super) fn new() -> Self {
        Self { entries: Box::new([EMPTY; ENTRIES]) }
    }

    /// Forgets everything.
    pub(super) fn flush(&mut self) {
        self.entries.fill(EMPTY);
    }

    /// Remembers that a page lies in `frame`, may be read, and perhaps written without further ado.
    pub(super) fn insert(&mut self, page_addr: u64, frame: FrameId, is_writable: bool) {
        let writable = if is_writable { page_addr } else { NO_PAGE };
        self.entries[index(page_addr)] = Entry { readable: page_addr, writable, frame };
    }

    /// The frame that an aligned access of `N` bytes may be read from. An unaligned one never matches.
    #[inline(always)]
    pub(super) fn readable<const N: usize>(&self, addr: u64) -> Option<FrameId> {
        let entry = &self.entries[index(addr)];
        (entry.readable == tag::<N>(addr)).then_some(entry.frame)
    }

    /// The frame that an aligned access of `N` bytes may be written to.
    #[inline(always)]
    pub(super) fn writable<const N: usize>(&self, addr: u64) -> Option<FrameId> {
        let entry = &self.entries[index(addr)];
        (entry.writable == tag::<N>(addr)).then_some(entry.frame)
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
