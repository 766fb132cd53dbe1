//! Mapped files: regions whose pages are those of a file.
//!
//! Every page that the file has gets its entry at once, so an absent entry in such a region is a page behind the file's
//! end, and touching it is `SIGBUS`.

use std::ops::Range;

use crate::abi::Errno;
use crate::kernel::fs::InodeId;
use crate::machine::program::PAGE;
use crate::machine::segment::{Rights, SegmentKind};

use super::table::Entry;
use super::{AddressSpace, FrameId, PhysicalMemory, Region};

/// A mapping of a file that `mmap` is to make.
#[derive(Clone, Debug)]
pub struct FileMapping {
    /// The addresses; page-aligned.
    pub range: Range<u64>,
    /// What may be done.
    pub rights: Rights,
    /// Whether writes go to the file (`MAP_SHARED`).
    pub is_shared: bool,
    /// Whether writing may be allowed later.
    pub may_write: bool,
    /// The file.
    pub inode: InodeId,
    /// Where in the file the mapping begins; a multiple of a page.
    pub offset: u64,
}

impl AddressSpace {
    /// Maps a file whose pages are `frames`, in place of whatever was in the range.
    pub fn map_file(&mut self, memory: &mut PhysicalMemory, mapping: &FileMapping, frames: &[FrameId]) {
        let Range { start, end } = mapping.range;
        self.unmap(memory, start..end);
        let base = start.wrapping_sub(mapping.offset);
        let kind = SegmentKind::File { inode: mapping.inode.0, base, may_write: mapping.may_write };
        let region = Region { start, end, rights: mapping.rights, kind, is_shared: mapping.is_shared };
        self.show_file(memory, &region, frames);
        self.regions.insert(region);
    }

    /// Whether a region shows this file.
    #[must_use]
    pub fn maps_file(&self, id: InodeId) -> bool {
        self.regions().iter().any(|region| inode_of(region) == Some(id))
    }

    /// A mapped file has got other pages at its end. What was copied of a private mapping's lost pages goes too.
    pub fn file_resized(&mut self, memory: &mut PhysicalMemory, id: InodeId, frames: &[FrameId]) {
        let regions: Vec<Region> =
            self.regions().iter().filter(|region| inode_of(region) == Some(id)).cloned().collect();
        for region in regions {
            self.show_file(memory, &region, frames);
        }
        self.tlb.flush();
    }

    fn show_file(&mut self, memory: &mut PhysicalMemory, region: &Region, frames: &[FrameId]) {
        let SegmentKind::File { base, .. } = region.kind else { return };
        for page in region.start / PAGE..region.end / PAGE {
            let index = (page * PAGE).wrapping_sub(base) / PAGE;
            let frame = usize::try_from(index).ok().and_then(|index| frames.get(index)).copied();
            match (self.table.entry(page).frame(), frame) {
                (None, Some(frame)) => {
                    memory.retain(frame);
                    let entry = if region.is_shared { Entry::Present(frame) } else { Entry::CopyOnWrite(frame) };
                    self.table.set(page, entry);
                }
                (Some(old), None) => {
                    memory.release(old);
                    self.table.set(page, Entry::Absent);
                }
                _ => {}
            }
        }
    }

    /// Whether an address lies in a mapped file.
    pub(super) fn is_file(&self, addr: u64) -> bool {
        self.region_at(addr).is_some_and(|region| matches!(region.kind, SegmentKind::File { .. }))
    }

    /// `mprotect(2)` of a range that may hold mapped files: none of them may get rights that its descriptor did not
    /// have.
    ///
    /// # Errors
    /// `EACCES` at the first such mapping, `ENOMEM` at the first hole; what lies before has changed nevertheless.
    pub fn protect_checked(&mut self, range: Range<u64>, rights: Rights) -> Result<(), Errno> {
        let is_refused = |region: &&Region| {
            let is_in = region.start < range.end && region.end > range.start;
            is_in && rights.can_write() && matches!(region.kind, SegmentKind::File { may_write: false, .. })
        };
        let Some(first) = self.regions().iter().find(is_refused).map(|region| region.start.max(range.start)) else {
            return self.protect(range, rights);
        };
        if first > range.start {
            self.protect(range.start..first, rights)?;
        }
        Err(Errno::EACCES)
    }
}

/// The file that a region shows.
fn inode_of(region: &Region) -> Option<InodeId> {
    match region.kind {
        SegmentKind::File { inode, .. } => Some(InodeId(inode)),
        _ => None,
    }
}
