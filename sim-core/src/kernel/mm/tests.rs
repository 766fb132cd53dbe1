//! Examples of what address spaces do.

use std::ops::Range;

use super::{AddressSpace, FrameId, PhysicalMemory, Rights, SegmentKind};
use crate::abi::Errno;
use crate::abi::event::{AccessKind, FaultKind};
use crate::machine::load::{Image, initial_stack};
use crate::machine::memory::{Fault, Memory, SharedAccess, Stop};
use crate::machine::program::{MMAP_TOP, PAGE, STACK_LIMIT, STACK_TOP, USER_END};

const AREA: Range<u64> = 0x10000..0x14000;

/// A process with four private pages.
struct Process {
    memory: PhysicalMemory,
    space: AddressSpace,
}

impl Process {
    fn new() -> Self {
        let (mut memory, mut space) = (PhysicalMemory::new(), AddressSpace::new());
        space.map_private(&mut memory, AREA, Rights::READ_WRITE, SegmentKind::Mmap, b"first");
        Self { memory, space }
    }

    /// One with a stack and a heap, as after `execve`.
    fn started() -> Self {
        let mut memory = PhysicalMemory::new();
        let image = Image { segments: Vec::new(), heap_start: 0x5000 };
        let space = AddressSpace::load(&mut memory, &image, &initial_stack(&["prog".to_owned()], &[]));
        Self { memory, space }
    }

    fn load(&mut self, addr: u64) -> Result<u8, Stop> {
        self.space.user(&mut self.memory).load::<1>(addr).map(|[byte]| byte)
    }

    fn store(&mut self, addr: u64, byte: u8) -> Result<(), Stop> {
        self.space.user(&mut self.memory).store::<1>(addr, [byte])
    }

    fn protect(&mut self, range: Range<u64>, rights: Rights) -> Result<(), Errno> {
        self.space.protect(range, rights)
    }

    /// Another process over the same memory.
    fn forked(&mut self) -> AddressSpace {
        self.space.fork(&mut self.memory)
    }
}

fn fault(kind: FaultKind, addr: u64, access: AccessKind) -> Stop {
    Stop::Fault(Fault { kind, addr, access })
}

#[test]
fn pages_get_frames_when_they_are_touched() {
    let mut process = Process::new();
    assert_eq!(process.memory.resident(), 1);
    assert_eq!(process.load(0x11000), Ok(0));
    assert_eq!(process.space.page_info(0x11000).map(|page| page.frame), Some(FrameId::ZERO));
    assert_eq!(process.store(0x11000, 7), Ok(()));
    assert_eq!(process.load(0x11000), Ok(7));
    assert_eq!(process.store(0x12000, 8), Ok(()));
    assert_eq!((process.memory.resident(), process.space.resident()), (3, 3));
    assert_eq!(process.space.page_info(0x13000), None);
    assert_eq!(process.space.fault_counts().minor, 3);
}

#[test]
fn unmapped_addresses_fault() {
    let mut process = Process::new();
    for addr in [0, 0xffff, AREA.end, USER_END, 0xffff_8000_0000_0000, u64::MAX] {
        assert_eq!(process.load(addr), Err(fault(FaultKind::NotMapped, addr, AccessKind::Load)));
    }
}

#[test]
fn rights_are_checked() {
    let mut process = Process::new();
    assert_eq!(process.protect(0x10000..0x11000, Rights::READ), Ok(()));
    assert_eq!(process.load(0x10000), Ok(b'f'));
    assert_eq!(process.store(0x10000, 1), Err(fault(FaultKind::Protection, 0x10000, AccessKind::Store)));
    assert_eq!(process.protect(0x10000..0x11000, Rights::NONE), Ok(()));
    assert_eq!(process.load(0x10000), Err(fault(FaultKind::Protection, 0x10000, AccessKind::Load)));
}

#[test]
fn what_was_allowed_before_mprotect_and_munmap_is_not_remembered() {
    let mut process = Process::new();
    assert_eq!(process.store(0x10000, 1), Ok(()));
    assert_eq!(process.protect(AREA, Rights::READ), Ok(()));
    assert!(process.store(0x10000, 2).is_err());
    assert_eq!(process.load(0x10000), Ok(1));
    process.space.unmap(&mut process.memory, 0x10000..0x11000);
    assert!(process.load(0x10000).is_err());
    assert_eq!(process.memory.resident(), 0);
}

#[test]
fn mprotect_stops_at_a_hole() {
    let mut process = Process::new();
    process.space.unmap(&mut process.memory, 0x11000..0x12000);
    assert_eq!(process.protect(AREA, Rights::READ), Err(Errno::ENOMEM));
    let rights: Vec<_> = process.space.regions().iter().map(|region| (region.range(), region.rights)).collect();
    assert_eq!(rights, [(0x10000..0x11000, Rights::READ), (0x12000..0x14000, Rights::READ_WRITE)]);
}

#[test]
fn regions_split_and_join_with_their_rights() {
    let mut process = Process::new();
    assert_eq!(process.protect(0x11000..0x12000, Rights::READ), Ok(()));
    assert_eq!(process.space.regions().len(), 3);
    assert_eq!(process.protect(0x11000..0x12000, Rights::READ_WRITE), Ok(()));
    assert_eq!(process.space.regions().iter().map(super::Region::range).collect::<Vec<_>>(), [AREA]);
}

#[test]
fn a_child_has_the_same_frames_until_one_writes() {
    let mut parent = Process::new();
    assert_eq!(parent.store(0x11000, 1), Ok(()));
    let mut child = parent.forked();
    let before = parent.space.page_info(0x11000);
    assert_eq!(before, child.page_info(0x11000));
    assert!(before.is_some_and(|page| page.is_cow && !page.is_shared));

    assert_eq!(child.user(&mut parent.memory).store::<1>(0x11000, [2]), Ok(()));
    assert_eq!(parent.load(0x11000), Ok(1));
    assert_ne!(parent.space.page_info(0x11000).map(|page| page.frame), child.page_info(0x11000).map(|page| page.frame));
    assert_eq!(child.fault_counts().copy_on_write, 1);

    // The parent is now the only user: it keeps the frame.
    assert_eq!(parent.store(0x11000, 3), Ok(()));
    assert_eq!(parent.space.page_info(0x11000).map(|page| page.frame), before.map(|page| page.frame));
    assert_eq!(parent.space.fault_counts().copy_on_write, 0);
    assert_eq!(child.user(&mut parent.memory).load::<1>(0x11000), Ok([2]));
}

#[test]
fn frames_are_free_when_the_last_user_is_gone() {
    let mut parent = Process::new();
    let mut child = parent.forked();
    assert_eq!(parent.memory.resident(), 1);
    parent.space.drop_all(&mut parent.memory);
    assert_eq!(parent.memory.resident(), 1);
    child.drop_all(&mut parent.memory);
    assert_eq!(parent.memory.resident(), 0);
}

/// Two processes that share two pages at 0x20000.
fn sharing() -> (Process, AddressSpace) {
    let mut process = Process::new();
    let frames = [process.memory.allocate(), process.memory.allocate()];
    let kind = SegmentKind::Shm { shmid: 0 };
    process.space.map_shared(&mut process.memory, 0x20000..0x23000, Rights::READ_WRITE, kind, &frames);
    let other = process.forked();
    (process, other)
}

#[test]
fn shared_memory_waits_for_its_turn() {
    let (mut process, _) = sharing();
    let expected = SharedAccess { addr: 0x20004, len: 1, access: AccessKind::Store };
    assert_eq!(process.store(0x20004, 1), Err(Stop::Shared(expected)));
    let mut user = process.space.user(&mut process.memory).granted();
    assert_eq!(user.store::<1>(0x20004, [1]), Ok(()));
    // A turn is for one access: the next one waits again.
    assert!(matches!(process.load(0x20004), Err(Stop::Shared(_))));
}

#[test]
fn shared_writes_are_seen_by_others_and_noted() {
    let (mut process, mut other) = sharing();
    let mut user = process.space.user(&mut process.memory).granted();
    assert_eq!(user.write(0x20ffe, b"abcd"), Ok(()));
    let touches = user.take_touches();
    assert_eq!(touches.len(), 1);
    assert_eq!((touches[0].addr, touches[0].len, &touches[0].bytes[..]), (0x20ffe, 4, &b"abcd"[..]));
    let mut bytes = [0; 4];
    assert_eq!(other.user(&mut process.memory).copy_in(0x20ffe, &mut bytes), Ok(()));
    assert_eq!(&bytes, b"abcd");
}

#[test]
fn a_write_that_ends_in_shared_memory_does_nothing_without_a_turn() {
    let (mut process, _) = sharing();
    process.space.map_private(&mut process.memory, 0x1f000..0x20000, Rights::READ_WRITE, SegmentKind::Mmap, &[]);
    let mut user = process.space.user(&mut process.memory);
    assert!(matches!(user.write(0x1fffe, b"abcd"), Err(Stop::Shared(_))));
    assert_eq!(user.load::<1>(0x1fffe), Ok([0]));
}

#[test]
fn touching_a_page_behind_the_object_is_a_bus_error() {
    let (mut process, _) = sharing();
    let mut user = process.space.user(&mut process.memory).granted();
    assert_eq!(user.load::<1>(0x22000), Err(fault(FaultKind::PastEnd, 0x22000, AccessKind::Load)));
}

#[test]
fn accesses_may_cross_pages() {
    let mut process = Process::new();
    let mut user = process.space.user(&mut process.memory);
    assert_eq!(user.store::<8>(0x10ffd, *b"straddle"), Ok(()));
    assert_eq!(user.load::<8>(0x10ffd), Ok(*b"straddle"));
    assert_eq!(user.load::<4>(0x11001), Ok(*b"ddle"));
}

#[test]
fn an_access_that_crosses_into_a_hole_faults_there_and_writes_nothing() {
    let mut process = Process::new();
    let mut user = process.space.user(&mut process.memory);
    let at = AREA.end - 2;
    assert_eq!(user.store::<4>(at, [9; 4]), Err(fault(FaultKind::NotMapped, AREA.end, AccessKind::Store)));
    assert_eq!(user.load::<2>(at), Ok([0; 2]));
    // A long write is one byte after the other.
    assert!(user.write(at, &[9; 4]).is_err());
    assert_eq!(user.load::<2>(at), Ok([9; 2]));
}

#[test]
fn the_stack_grows_down_to_its_limit() {
    let mut process = Process::started();
    let size = |process: &Process| process.space.region_at(STACK_TOP - 1).map(super::Region::size);
    assert_eq!(size(&process), Some(132 << 10));
    assert_eq!(process.store(STACK_TOP - (1 << 20), 1), Ok(()));
    assert_eq!(size(&process), Some(1 << 20));
    assert_eq!(process.store(STACK_TOP - STACK_LIMIT, 1), Ok(()));
    let below = STACK_TOP - STACK_LIMIT - 1;
    assert_eq!(process.store(below, 1), Err(fault(FaultKind::NotMapped, below, AccessKind::Store)));
    assert_eq!(process.load(STACK_TOP), Err(fault(FaultKind::NotMapped, STACK_TOP, AccessKind::Load)));
}

#[test]
fn the_stack_keeps_a_gap_to_what_is_below() {
    let mut process = Process::started();
    let neighbour = STACK_TOP - (4 << 20)..STACK_TOP - (4 << 20) + PAGE;
    process.space.map_private(&mut process.memory, neighbour.clone(), Rights::READ, SegmentKind::Mmap, &[]);
    let gap = 256 * PAGE;
    assert!(process.store(neighbour.end + gap - 1, 1).is_err());
    assert_eq!(process.store(neighbour.end + gap, 1), Ok(()));
}

#[test]
fn the_program_break_moves_the_heap() {
    let mut process = Process::started();
    let Process { memory, space } = &mut process;
    assert_eq!(space.set_break(memory, 0), 0x5000);
    assert_eq!(space.set_break(memory, 0x5010), 0x5010);
    assert_eq!(space.set_break(memory, 0x7000), 0x7000);
    assert_eq!(space.region_at(0x5000).map(super::Region::range), Some(0x5000..0x7000));
    space.map_private(memory, 0x9000..0xa000, Rights::READ, SegmentKind::Mmap, &[]);
    assert_eq!(space.set_break(memory, 0x8001), 0x7000);
    assert_eq!(space.set_break(memory, 0x5000), 0x5000);
    assert!(space.region_at(0x5000).is_none());
}

#[test]
fn gaps_are_found_from_the_top_down() {
    let mut process = Process::started();
    let Process { memory, space } = &mut process;
    assert_eq!(space.find_gap(1), Some(MMAP_TOP - PAGE));
    space.map_private(memory, MMAP_TOP - 0x3000..MMAP_TOP - 0x2000, Rights::READ, SegmentKind::Mmap, &[]);
    assert_eq!(space.find_gap(0x2000), Some(MMAP_TOP - 0x2000));
    assert_eq!(space.find_gap(0x2001), Some(MMAP_TOP - 0x6000));
    assert_eq!(space.find_gap(u64::MAX), None);
}

#[test]
fn the_kernel_reports_bad_addresses_as_efault() {
    let mut process = Process::new();
    let mut user = process.space.user(&mut process.memory);
    assert_eq!(user.copy_out(0x10000, b"kernel"), Ok(()));
    assert_eq!(user.copy_out(AREA.end - 1, b"ab"), Err(Errno::EFAULT));
    assert_eq!(user.copy_in(0, &mut [0; 4]), Err(Errno::EFAULT));
    assert_eq!(user.copy_in(AREA.end, &mut []), Ok(()));
}

#[test]
fn clones_do_not_see_each_others_writes() {
    let mut now = Process::new();
    assert_eq!(now.store(0x11000, 1), Ok(()));
    let mut keyframe = Process { memory: now.memory.clone(), space: now.space.clone() };
    assert_eq!(now.store(0x11000, 2), Ok(()));
    assert_eq!(now.store(0x12000, 2), Ok(()));
    assert_eq!((keyframe.load(0x11000), keyframe.load(0x12000)), (Ok(1), Ok(0)));
    let frame = now.space.page_info(0x11000).map_or(FrameId::ZERO, |page| page.frame);
    assert!(!now.memory.shares_bytes(&keyframe.memory, frame));
}

#[test]
fn searches_stop_at_what_they_find() {
    let mut process = Process::new();
    let mut user = process.space.user(&mut process.memory);
    assert_eq!(user.find(0x10000, 100, b's'), Ok(Some(3)));
    assert_eq!(user.find(0x10000, 3, b's'), Ok(None));
    assert_eq!(user.find(0x10000, u64::MAX, 9), Err(fault(FaultKind::NotMapped, AREA.end, AccessKind::Load)));
}
