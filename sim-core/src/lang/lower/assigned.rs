//! Which variables in registers have a value where: a data-flow analysis over a function's finished instructions, which
//! knows every jump.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::lang::object::FunctionCode;
use crate::machine::op::{Insn, Op};
use crate::machine::program::JumpTable;

use super::code::is_jump;

/// A set of registers.
type Registers = [u64; 4];

fn contains(set: &Registers, register: u8) -> bool {
    set[usize::from(register) / 64] >> (register % 64) & 1 != 0
}

fn join(one: Registers, other: Registers) -> Registers {
    std::array::from_fn(|word| one[word] | other[word])
}

/// What has a value where, in a function.
#[derive(Debug)]
pub(super) struct Flow<'c> {
    code: &'c [Insn],
    /// Before each instruction that is reached: the variables without a value on some path, and those with one on some.
    before: Vec<Option<[Registers; 2]>>,
}

impl<'c> Flow<'c> {
    /// Follows every path through a function. Its variables in registers have no value when it is entered, its parameters
    /// do; registers below the variables' are of no interest, so that an operand that is no register does no harm.
    pub(super) fn new(function: &'c FunctionCode) -> Self {
        let mut variables = [0; 4];
        for register in function.variables.iter().filter(|variable| !variable.is_param).filter_map(|one| one.register) {
            variables[usize::from(register) / 64] |= 1 << (register % 64);
        }
        let mut flow = Self { code: &function.code, before: vec![None; function.code.len()] };
        if variables != [0; 4] {
            flow.follow(variables, &function.tables);
        }
        flow
    }

    fn follow(&mut self, variables: Registers, tables: &[JumpTable]) {
        let mut todo = vec![(0, [variables, [0; 4]])];
        while let Some((at, coming)) = todo.pop() {
            let Some(known) = self.before.get_mut(at) else { continue };
            let joined = |known: [Registers; 2]| [0, 1].map(|set| join(known[set], coming[set]));
            let all = known.map_or(coming, joined);
            if *known == Some(all) {
                continue;
            }
            *known = Some(all);
            let [mut without, mut with] = all;
            if let Some(register) = write(self.code[at]).filter(|&register| contains(&variables, register)) {
                without[usize::from(register) / 64] &= !(1 << (register % 64));
                with[usize::from(register) / 64] |= 1 << (register % 64);
            }
            todo.extend(next(at, self.code[at], tables).into_iter().map(|at| (at, [without, with])));
        }
    }

    /// The variables that some path reads before they have a value.
    pub(super) fn read_early(&self) -> BTreeSet<u8> {
        let reached = self.code.iter().zip(&self.before).filter_map(|(insn, before)| Some((insn, (*before)?)));
        let early = |(insn, [without, _]): (&Insn, [Registers; 2])| {
            reads(*insn).into_iter().filter(move |&register| contains(&without, register))
        };
        reached.flat_map(early).collect()
    }

    /// The instructions before which a variable has no value on any path.
    pub(super) fn unassigned(&self, register: u8) -> Vec<Range<u32>> {
        let mut ranges: Vec<Range<u32>> = Vec::new();
        for (at, before) in (0..).zip(&self.before) {
            if before.is_none_or(|[_, with]| contains(&with, register)) {
                continue;
            }
            match ranges.last_mut().filter(|last| last.end == at) {
                Some(last) => last.end += 1,
                None => ranges.push(at..at + 1),
            }
        }
        ranges
    }
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
        Op::Ret | Op::Illegal => Vec::new(),
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
