//! Control transfers that are out of the ordinary: returns that do not go back to the call, and calls of what is no
//! function.

use crate::abi::event::{AccessKind, FaultKind};

use super::Program;
use super::frames::{FrameRecord, Position};
use super::memory::{Fault, Memory, Stop};

/// The stack is used up.
pub(super) const fn stack_overflow(addr: u64) -> Stop {
    Stop::Fault(Fault { kind: FaultKind::NotMapped, addr, access: AccessKind::Store })
}

/// What fetching an instruction at `target` reports, where there is none.
#[cold]
pub(super) fn bad_target<M: Memory>(mem: &mut M, target: u64) -> Stop {
    let kind = if mem.reach(target, 1, AccessKind::Execute) > 0 {
        FaultKind::Illegal
    } else if mem.reach(target, 1, AccessKind::Load) > 0 {
        FaultKind::Protection
    } else {
        match mem.load::<1>(target) {
            Err(Stop::Fault(fault)) => fault.kind,
            Ok(_) | Err(Stop::Shared(_) | Stop::Suspect(_)) => FaultKind::Protection,
        }
    };
    Stop::Fault(Fault { kind, addr: target, access: AccessKind::Execute })
}

/// A return to where a program's own writes sent it. As on a real CPU, execution goes on at any instruction, with the
/// stack pointer above the return address; at a function's start that is as if it had been called from whatever the
/// next word of the stack says.
#[cold]
pub(super) fn wild_return<M: Memory>(
    program: &Program,
    mem: &mut M,
    at: Position,
    callers: &mut Vec<FrameRecord>,
    target: u64,
) -> Result<Position, Stop> {
    let landing = program.instruction_at(target).and_then(|pc| program.function_at(pc).map(|function| (pc, function)));
    let Some((pc, function)) = landing else { return Err(bad_target(mem, target)) };
    let above = at.slot.wrapping_add(8);
    let size = u64::from(function.frame);
    let (frame, slot) =
        if pc == function.entry { (above.wrapping_sub(size), above) } else { (above, above.wrapping_add(size)) };
    let base = callers.pop().map_or(at.base, |caller| caller.base as usize);
    Ok(Position { pc: pc as usize, base, frame, slot, sp: frame })
}
