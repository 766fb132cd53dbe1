//! Page tables: which frame a page of user space lies in.

use std::rc::Rc;

use crate::machine::program::{PAGE, USER_END};

use super::FrameId;

/// Entries of a table, as on x86-64.
const ENTRIES: usize = 512;
/// Pages of user space.
const PAGES: u64 = USER_END / PAGE;
/// Tables that cover it.
const TABLES: usize = (PAGES as usize).div_ceil(ENTRIES);

/// A page table entry. Rights are the region's; the entry tells whether a write must copy first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Entry {
    /// Nothing there yet.
    #[default]
    Absent,
    /// The page lies in this frame.
    Present(FrameId),
    /// As `Present`, but the frame may have other users: copy it before the first write.
    CopyOnWrite(FrameId),
}

impl Entry {
    /// The frame, if there is one.
    pub(super) fn frame(self) -> Option<FrameId> {
        match self {
            Self::Absent => None,
            Self::Present(frame) | Self::CopyOnWrite(frame) => Some(frame),
        }
    }
}

/// A table of two levels. Clones share the lower tables until one of them changes.
#[derive(Clone, Debug)]
pub(super) struct PageTable {
    tables: Vec<Option<Rc<[Entry; ENTRIES]>>>,
}

impl PageTable {
    /// A table without entries.
    pub(super) fn new() -> Self {
        Self { tables: vec![None; TABLES] }
    }

    /// The entry of page number `page`.
    pub(super) fn entry(&self, page: u64) -> Entry {
        match self.tables.get(page as usize / ENTRIES) {
            Some(Some(table)) => table[page as usize % ENTRIES],
            _ => Entry::Absent,
        }
    }

    /// Replaces the entry of page number `page`, which is in user space.
    pub(super) fn set(&mut self, page: u64, entry: Entry) {
        if let Some(slot) = self.tables.get_mut(page as usize / ENTRIES) {
            let table = slot.get_or_insert_with(|| Rc::new([Entry::Absent; ENTRIES]));
            Rc::make_mut(table)[page as usize % ENTRIES] = entry;
        }
    }

    /// Pages in a range that have entries, with them, in order.
    pub(super) fn present(&self, pages: std::ops::Range<u64>) -> Vec<(u64, Entry)> {
        let mut found = Vec::new();
        let mut page = pages.start;
        while page < pages.end {
            let index = page as usize / ENTRIES;
            let next = ((index + 1) * ENTRIES) as u64;
            if let Some(Some(table)) = self.tables.get(index) {
                let here = (page..next.min(pages.end)).map(|page| (page, table[page as usize % ENTRIES]));
                found.extend(here.filter(|&(_, entry)| entry != Entry::Absent));
            }
            page = next;
        }
        found
    }
}
