//! Control transfers that are out of the ordinary: returns that do not go back to the call, calls of what is no
//! function, `setjmp` and `longjmp`.

use crate::abi::event::{AccessKind, FaultKind};

use super::Program;
use super::frames::{FrameRecord, Position};
use super::intrinsic::Id;
use super::memory::{Fault, Memory, Stop};
use super::op::Op;

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
            Ok(_) | Err(Stop::Shared(_)) => FaultKind::Protection,
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

/// What `setjmp` returns after `longjmp` with this value.
pub(super) const fn jump_value(value: u64) -> u64 {
    if value as i32 == 0 { 1 } else { value as i32 as u64 }
}

/// The register that the instruction at `pc` writes.
pub(super) fn destination(program: &Program, pc: usize) -> u8 {
    program.code.get(pc).map_or(0, |insn| insn.a)
}

/// `setjmp`: fills a `jmp_buf`: the `setjmp` instruction, frame address, stack pointer, depth.
pub(super) fn save<M: Memory>(mem: &mut M, buf: u64, at: Position, depth: usize) -> Result<(), Stop> {
    let words = [Program::address_of(at.pc as u32), at.frame, at.sp, depth as u64];
    let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    mem.write(buf, &bytes)
}

/// `longjmp`: where the `setjmp` that filled a `jmp_buf` stands, if the activation that called it still exists. If not, SIGILL: on a real machine anything
/// could happen then (`longjmp(3)`).
pub(super) fn restore<M: Memory>(
    program: &Program,
    mem: &mut M,
    buf: u64,
    at: Position,
    callers: &mut Vec<FrameRecord>,
) -> Result<Position, Stop> {
    let mut bytes = [0; 32];
    mem.read(buf, &mut bytes)?;
    let word = |index: usize| {
        let mut word = [0; 8];
        word.copy_from_slice(&bytes[8 * index..8 * index + 8]);
        u64::from_le_bytes(word)
    };
    let (target, frame, sp) = (word(0), word(1), word(2));
    let depth = usize::try_from(word(3)).unwrap_or(usize::MAX);
    let illegal = || {
        let addr = Program::address_of(at.pc as u32);
        Stop::Fault(Fault { kind: FaultKind::Illegal, addr, access: AccessKind::Execute })
    };
    let pc = program.instruction_at(target).filter(|&pc| is_setjmp(program, pc)).ok_or_else(illegal)?;
    let record = if depth == callers.len() { Some(at.record()) } else { callers.get(depth).copied() };
    let record = record.filter(|record| record.frame == frame).ok_or_else(illegal)?;
    callers.truncate(depth);
    Ok(Position { pc: pc as usize, base: record.base as usize, frame, slot: record.slot, sp })
}

fn is_setjmp(program: &Program, pc: u32) -> bool {
    let insn = program.code.get(pc as usize);
    insn.is_some_and(|insn| insn.op == Op::Intrinsic && insn.imm as u32 == Id::Setjmp as u32)
}
