//! What the CPU prepares once for a program, so that running it is quick.

use std::sync::Arc;

use super::{Op, Program};

/// Where a call goes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Callee {
    /// First instruction.
    pub(super) entry: u32,
    /// Bytes of its frame.
    pub(super) frame: u32,
}

/// A program with its tables for running it. Processes of the same program share it.
#[derive(Debug)]
pub struct Code {
    pub(super) program: Arc<Program>,
    /// By number of function.
    pub(super) callees: Vec<Callee>,
    /// One bit for each instruction: whether a statement of the program's own text starts there.
    statements: Vec<u64>,
    /// One past the last instruction of the program's own functions.
    own_end: usize,
}

impl Code {
    /// Prepares a program.
    #[must_use]
    pub fn new(program: Arc<Program>) -> Self {
        let callees = program.functions.iter().map(|f| Callee { entry: f.entry, frame: f.frame }).collect();
        let mut statements = vec![0; program.code.len().div_ceil(64)];
        for line in program.lines.iter().filter(|line| line.is_statement) {
            let is_own = program.function_at(line.at).is_some_and(|function| !function.is_library);
            if let Some(word) = statements.get_mut(line.at as usize / 64).filter(|_| is_own) {
                *word |= 1 << (line.at % 64);
            }
        }
        let own = program.functions.iter().filter(|function| !function.is_library);
        let own_end = own.map(|function| function.end as usize).max().unwrap_or(0);
        Self { program, callees, statements, own_end }
    }

    /// One past the last instruction of the program's own functions; the library's lie behind them.
    #[must_use]
    pub fn own_end(&self) -> usize {
        self.own_end
    }

    /// Whether suspicions are no concern of a program's: the instruction is the library's own C. What its intrinsics
    /// touch, the program has given it.
    #[cold]
    pub(super) fn is_exempt(&self, at: usize) -> bool {
        at >= self.own_end && self.program.code.get(at).is_none_or(|insn| insn.op != Op::Intrinsic)
    }

    /// Whether a statement of the program's own text starts at an instruction.
    #[must_use]
    pub fn starts_statement(&self, at: u32) -> bool {
        self.statements.get(at as usize / 64).is_some_and(|word| word >> (at % 64) & 1 != 0)
    }

    /// The function that starts at a code address.
    pub(super) fn callee_at(&self, addr: u64) -> Option<Callee> {
        let at = self.program.instruction_at(addr)?;
        let index = self.callees.partition_point(|callee| callee.entry < at);
        self.callees.get(index).copied().filter(|callee| callee.entry == at)
    }
}
