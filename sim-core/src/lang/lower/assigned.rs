//! Which variables in registers may be read before they have a value: a data-flow analysis over a function's finished
//! instructions, which knows every jump.

use std::collections::BTreeSet;

use crate::machine::op::{Insn, Op};
use crate::machine::program::JumpTable;

use super::code::is_jump;

/// A set of registers.
type Registers = [u64; 4];

fn contains(set: &Registers, register: u8) -> bool {
    set[usize::from(register) / 64] >> (register % 64) & 1 != 0
}

fn remove(set: &mut Registers, register: u8) {
    set[usize::from(register) / 64] &= !(1 << (register % 64));
}

/// Of the `variables`, which have no value when a function is entered, those that some path reads too early. Registers
/// below them are never among them, so that an operand that is no register does no harm.
pub(super) fn read_early(insns: &[Insn], tables: &[JumpTable], variables: impl Iterator<Item = u8>) -> BTreeSet<u8> {
    let mut unassigned = [0; 4];
    variables.for_each(|register| unassigned[usize::from(register) / 64] |= 1 << (register % 64));
    let mut early = BTreeSet::new();
    if unassigned == [0; 4] {
        return early;
    }
    let mut before: Vec<Option<Registers>> = vec![None; insns.len()];
    let mut todo = vec![(0, unassigned)];
    while let Some((at, coming)) = todo.pop() {
        let Some(known) = before.get_mut(at) else { continue };
        let all = known.map_or(coming, |known| std::array::from_fn(|word| known[word] | coming[word]));
        if *known == Some(all) {
            continue;
        }
        *known = Some(all);
        let insn = insns[at];
        early.extend(reads(insn).into_iter().filter(|&register| contains(&all, register)));
        let mut behind = all;
        if let Some(register) = write(insn) {
            remove(&mut behind, register);
        }
        todo.extend(next(at, insn, tables).into_iter().map(|at| (at, behind)));
    }
    early
}

/// The registers that an instruction reads, as far as they may be variables: calls, intrinsics and system calls read
/// temporaries. Where a register number stands for none it is 0, which is a parameter.
fn reads(insn: Insn) -> Vec<u8> {
    let Insn { op, a, b, c, .. } = insn;
    match op {
        Op::St8 | Op::St16 | Op::St32 | Op::St64 | Op::Copy => vec![a, b],
        Op::StX8 | Op::StX16 | Op::StX32 | Op::StX64 => vec![a, b, c],
        Op::StG8 | Op::StG16 | Op::StG32 | Op::StG64 | Op::Zero | Op::Ret | Op::JumpTable => vec![a],
        Op::JumpEq | Op::JumpNe | Op::JumpLt | Op::JumpLe | Op::JumpLtU | Op::JumpLeU => vec![a, b],
        Op::Jump | Op::Call | Op::Intrinsic | Op::Syscall | Op::Index | Op::Assigned | Op::Const => Vec::new(),
        Op::Settle | Op::CallReg => vec![b],
        op if is_jump(op) => vec![a],
        _ => vec![b, c],
    }
}

fn write(insn: Insn) -> Option<u8> {
    match insn.op {
        Op::St8 | Op::St16 | Op::St32 | Op::St64 | Op::StX8 | Op::StX16 | Op::StX32 | Op::StX64 => None,
        Op::StG8 | Op::StG16 | Op::StG32 | Op::StG64 | Op::Zero | Op::Copy | Op::Ret | Op::JumpTable => None,
        Op::Enter | Op::Leave | Op::Settle | Op::Index | Op::Assigned => None,
        op if is_jump(op) => None,
        _ => Some(insn.a),
    }
}

/// Where control may go from an instruction.
fn next(at: usize, insn: Insn, tables: &[JumpTable]) -> Vec<usize> {
    match insn.op {
        Op::Ret => Vec::new(),
        Op::Jump => vec![insn.imm as usize],
        Op::JumpTable => {
            let table = tables.get(insn.imm as usize);
            table.map_or_else(Vec::new, |table| {
                table.targets.iter().chain([&table.default]).map(|&target| target as usize).collect()
            })
        }
        op if is_jump(op) => vec![at + 1, insn.imm as usize],
        _ => vec![at + 1],
    }
}
