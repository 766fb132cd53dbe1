//! The page fault handler: what the kernel does when a process touches a page that it has no ready entry for.

use crate::abi::event::{AccessKind, FaultKind};
use crate::machine::program::{PAGE, STACK_LIMIT, STACK_TOP, USER_END};
use crate::machine::segment::{Rights, SegmentKind};

use super::table::Entry;
use super::{AddressSpace, FrameId, PhysicalMemory};

/// What the stack keeps free below itself when it grows (Linux: `stack_guard_gap`, 256 pages).
const STACK_GUARD_GAP: u64 = 256 * PAGE;

impl AddressSpace {
    /// Finds or makes the frame for an access to the page of `addr`, growing the stack, filling with zeroes, and
    /// copying on write as needed; remembers the translation. Tells whether it is shared memory.
    pub(super) fn resolve(
        &mut self,
        memory: &mut PhysicalMemory,
        addr: u64,
        access: AccessKind,
    ) -> Result<bool, FaultKind> {
        let (rights, is_shared) = self.rights_for(addr, access)?;
        if self.regions.at(addr).is_none() {
            self.grow_stack(addr);
        }
        let page = addr / PAGE;
        let entry = self.table.entry(page);
        let frame = match entry {
            Entry::Present(frame) => frame,
            Entry::CopyOnWrite(frame) if access != AccessKind::Store => frame,
            Entry::CopyOnWrite(frame) => self.copy_on_write(memory, page, frame),
            Entry::Absent if is_shared || self.is_file(addr) => return Err(FaultKind::PastEnd),
            Entry::Absent => self.fill_with_zeroes(memory, page, access),
        };
        if !is_shared {
            let is_ready = matches!(self.table.entry(page), Entry::Present(_));
            self.tlb.insert(page * PAGE, frame, is_ready && rights.can_write(), self.shadow.groups(page));
        }
        Ok(is_shared)
    }

    /// The rights at an address and whether it is shared memory, if they allow this access. Has no effects.
    pub(super) fn rights_for(&self, addr: u64, access: AccessKind) -> Result<(Rights, bool), FaultKind> {
        let (rights, is_shared) = match self.regions.at(addr) {
            Some(region) => (region.rights, region.is_shared),
            None => (self.stack_rights(addr).ok_or(FaultKind::NotMapped)?, false),
        };
        let is_allowed = match access {
            AccessKind::Load => rights.can_read(),
            AccessKind::Store => rights.can_write(),
            AccessKind::Execute => rights.can_execute(),
        };
        if is_allowed { Ok((rights, is_shared)) } else { Err(FaultKind::Protection) }
    }

    /// Rights of the stack, if it may grow down to `addr` (`expand_stack` of Linux: within `RLIMIT_STACK`, and leaving
    /// the guard gap to what is mapped below; where the stack pointer is does not matter).
    fn stack_rights(&self, addr: u64) -> Option<Rights> {
        if !(STACK_TOP - STACK_LIMIT..USER_END).contains(&addr) {
            return None;
        }
        let (before, behind) = self.regions.around(addr);
        let stack = behind.filter(|region| region.kind == SegmentKind::Stack)?;
        let is_clear = before.is_none_or(|region| {
            region.rights == Rights::NONE || (addr & !(PAGE - 1)).saturating_sub(region.end) >= STACK_GUARD_GAP
        });
        is_clear.then_some(stack.rights)
    }

    fn grow_stack(&mut self, addr: u64) {
        if let (_, Some(stack)) = self.regions.around(addr) {
            let start = stack.start;
            self.regions.extend_down(start, addr & !(PAGE - 1));
        }
    }

    /// The first touch of a private page: a write gets a frame, a read shares the zero frame.
    fn fill_with_zeroes(&mut self, memory: &mut PhysicalMemory, page: u64, access: AccessKind) -> FrameId {
        self.faults.minor += 1;
        let entry = match access {
            AccessKind::Store => Entry::Present(memory.allocate()),
            AccessKind::Load | AccessKind::Execute => Entry::CopyOnWrite(FrameId::ZERO),
        };
        self.table.set(page, entry);
        entry.frame().unwrap_or(FrameId::ZERO)
    }

    /// The first write to a page that may have other users. The last user keeps the frame.
    fn copy_on_write(&mut self, memory: &mut PhysicalMemory, page: u64, frame: FrameId) -> FrameId {
        self.faults.minor += 1;
        let mine = if frame != FrameId::ZERO && memory.users(frame) == 1 {
            frame
        } else {
            self.faults.copy_on_write += 1;
            let copy = memory.allocate_copy(frame);
            memory.release(frame);
            copy
        };
        self.table.set(page, Entry::Present(mine));
        mine
    }
}
