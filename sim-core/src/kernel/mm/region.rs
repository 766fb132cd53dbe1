//! Regions: the ranges of an address space that are mapped, as `/proc/PID/maps` lists them.

use std::ops::Range;

use crate::machine::program::PAGE;
use crate::machine::segment::{Rights, SegmentKind};

/// A mapped range (Linux: a `vm_area_struct`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// First address; page-aligned.
    pub start: u64,
    /// One past the last; page-aligned.
    pub end: u64,
    /// What may be done.
    pub rights: Rights,
    /// What it holds.
    pub kind: SegmentKind,
    /// Whether writes are seen by everybody who maps the same frames (`MAP_SHARED`), instead of copied.
    pub is_shared: bool,
}

impl Region {
    /// The addresses.
    #[must_use]
    pub fn range(&self) -> Range<u64> {
        self.start..self.end
    }

    /// Size in bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.end - self.start
    }

    /// Whether the two are neighbours of which Linux makes one region.
    fn continues_in(&self, next: &Self) -> bool {
        let is_same = self.rights == next.rights && self.kind == next.kind;
        self.end == next.start && is_same && !self.is_shared && !next.is_shared
    }
}

/// The regions of an address space, in order of address, without overlaps.
#[derive(Clone, Debug, Default)]
pub(super) struct Regions {
    list: Vec<Region>,
}

impl Regions {
    /// All of them.
    pub(super) fn as_slice(&self) -> &[Region] {
        &self.list
    }

    /// Index of the first region that ends behind `addr`.
    fn index_behind(&self, addr: u64) -> usize {
        self.list.partition_point(|region| region.end <= addr)
    }

    /// The region that `addr` lies in.
    pub(super) fn at(&self, addr: u64) -> Option<&Region> {
        self.list.get(self.index_behind(addr)).filter(|region| region.start <= addr)
    }

    /// The first region that ends behind `addr`, and the one before it.
    pub(super) fn around(&self, addr: u64) -> (Option<&Region>, Option<&Region>) {
        let index = self.index_behind(addr);
        (index.checked_sub(1).and_then(|before| self.list.get(before)), self.list.get(index))
    }

    /// Whether nothing is mapped in a range.
    pub(super) fn is_free(&self, range: &Range<u64>) -> bool {
        self.list.get(self.index_behind(range.start)).is_none_or(|region| region.start >= range.end)
    }

    /// Adds a region to a free range.
    pub(super) fn insert(&mut self, region: Region) {
        let index = self.index_behind(region.start);
        self.list.insert(index, region);
        self.merge_around(index);
    }

    /// Takes a range out, cutting regions at its ends.
    pub(super) fn remove(&mut self, range: &Range<u64>) {
        self.cut_at(range.start);
        self.cut_at(range.end);
        self.list.retain(|region| region.end <= range.start || region.start >= range.end);
    }

    /// Changes the rights in a range, cutting regions at its ends.
    pub(super) fn protect(&mut self, range: &Range<u64>, rights: Rights) {
        self.cut_at(range.start);
        self.cut_at(range.end);
        let inside = |region: &&mut Region| region.start >= range.start && region.end <= range.end;
        self.list.iter_mut().filter(inside).for_each(|region| region.rights = rights);
        self.merge_around(self.index_behind(range.start));
        self.merge_around(self.index_behind(range.end));
    }

    /// Moves the start of the region that begins at `start`.
    pub(super) fn extend_down(&mut self, start: u64, new_start: u64) {
        if let Some(region) = self.list.iter_mut().find(|region| region.start == start) {
            region.start = new_start;
        }
    }

    /// First address of the first hole in a range: `None` if all of it is mapped.
    pub(super) fn hole_in(&self, range: &Range<u64>) -> Option<u64> {
        let mut addr = range.start;
        while addr < range.end {
            match self.at(addr) {
                Some(region) => addr = region.end,
                None => return Some(addr),
            }
        }
        None
    }

    /// The highest free range of `len` bytes below `top`.
    pub(super) fn gap_below(&self, top: u64, len: u64) -> Option<u64> {
        let mut end = top;
        for region in self.list.iter().rev() {
            if region.start >= end {
                continue;
            }
            if region.end <= end && end - region.end >= len {
                return Some(end - len);
            }
            end = region.start;
        }
        end.checked_sub(len).filter(|&start| start >= PAGE)
    }

    fn cut_at(&mut self, addr: u64) {
        let index = self.index_behind(addr);
        if let Some(region) = self.list.get_mut(index).filter(|region| region.start < addr) {
            let mut tail = region.clone();
            region.end = addr;
            tail.start = addr;
            self.list.insert(index + 1, tail);
        }
    }

    /// Joins the region at `index` with its neighbours where they continue each other.
    fn merge_around(&mut self, index: usize) {
        for first in [index, index.wrapping_sub(1)] {
            let pair = (self.list.get(first), self.list.get(first.wrapping_add(1)));
            if let (Some(region), Some(next)) = pair
                && region.continues_in(next)
            {
                let end = next.end;
                self.list.remove(first + 1);
                self.list[first].end = end;
            }
        }
    }
}
