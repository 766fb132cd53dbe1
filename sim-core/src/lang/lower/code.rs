//! The instructions of one function while they are being made: labels, relocations, lines, and the final pass that
//! threads jumps and drops those that lead to the next instruction.

use crate::lang::object::{Reloc, Target};
use crate::lang::source::Span;
use crate::machine::op::{Insn, Op};
use crate::machine::program::{JumpTable, LineEntry, Subject};

/// A place in the code that jumps refer to; its index is in the immediate of jumps until [`Code::finish`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label(u32);

/// A jump table in the making.
#[derive(Debug)]
struct Table {
    low: i64,
    targets: Vec<Label>,
    default: Label,
}

/// Growing code.
#[derive(Debug, Default)]
pub(super) struct Code {
    insns: Vec<Insn>,
    relocs: Vec<Reloc>,
    lines: Vec<LineEntry>,
    subjects: Vec<Subject>,
    tables: Vec<Table>,
    labels: Vec<Option<u32>>,
    /// By label: whether a jump to it has been made.
    is_used: Vec<bool>,
    is_unreachable: bool,
}

/// Finished code: jumps count instructions from the start of the function.
#[derive(Debug)]
pub(super) struct Finished {
    pub(super) insns: Vec<Insn>,
    pub(super) relocs: Vec<Reloc>,
    pub(super) lines: Vec<LineEntry>,
    pub(super) subjects: Vec<Subject>,
    pub(super) tables: Vec<JumpTable>,
}

/// Jumps are threaded through at most this many others, so that `for (;;);` does not hang the compiler.
const MOST_HOPS: u32 = 16;

impl Code {
    /// Adds an instruction, unless nothing leads here.
    pub(super) fn push(&mut self, insn: Insn) {
        if self.is_unreachable {
            return;
        }
        self.insns.push(insn);
        self.is_unreachable = matches!(insn.op, Op::Jump | Op::JumpTable | Op::Ret | Op::Illegal);
    }

    /// Adds an instruction whose immediate the linker completes.
    pub(super) fn push_reloc(&mut self, insn: Insn, target: Target) {
        if !self.is_unreachable {
            self.relocs.push(Reloc { at: self.insns.len() as u32, target });
            self.push(insn);
        }
    }

    /// Adds an instruction that is suspicious of something with a name.
    pub(super) fn push_suspicious(&mut self, insn: Insn, name: &str, unit: u32) {
        if !self.is_unreachable {
            self.subjects.push(Subject { at: self.insns.len() as u32, name: name.to_owned(), unit });
            self.push(insn);
        }
    }

    /// Whether control can reach the next instruction.
    pub(super) fn is_reachable(&self) -> bool {
        !self.is_unreachable
    }

    /// A label for later.
    pub(super) fn label(&mut self) -> Label {
        self.labels.push(None);
        self.is_used.push(false);
        Label(self.labels.len() as u32 - 1)
    }

    /// Puts a label, to which all jumps have been made, before the next instruction.
    pub(super) fn bind(&mut self, label: Label) {
        self.labels[label.0 as usize] = Some(self.insns.len() as u32);
        self.is_unreachable &= !self.is_used[label.0 as usize];
    }

    /// Puts a label, to which there may be jumps later, before the next instruction.
    pub(super) fn bind_early(&mut self, label: Label) {
        self.labels[label.0 as usize] = Some(self.insns.len() as u32);
        self.is_unreachable = false;
    }

    /// Adds a jump; the operation's other operands are in `insn`.
    pub(super) fn jump(&mut self, insn: Insn, to: Label) {
        self.is_used[to.0 as usize] |= !self.is_unreachable;
        self.push(Insn { imm: to.0 as i32, ..insn });
    }

    /// Jumps by a table on the register's value.
    pub(super) fn jump_table(&mut self, register: u8, low: i64, targets: Vec<Label>, default: Label) {
        for label in targets.iter().chain([&default]) {
            self.is_used[label.0 as usize] |= !self.is_unreachable;
        }
        let imm = self.tables.len() as i32;
        self.tables.push(Table { low, targets, default });
        self.push(Insn { op: Op::JumpTable, a: register, b: 0, c: 0, imm });
    }

    /// The next instruction starts a new line; a line without instructions gives way to the next.
    pub(super) fn line(&mut self, span: Span, is_statement: bool) {
        if self.is_unreachable {
            return;
        }
        let at = self.insns.len() as u32;
        self.lines.pop_if(|last| last.at == at);
        self.lines.push(LineEntry { at, span, is_statement });
    }

    /// Changes the immediates of instructions that were made before it was known.
    pub(super) fn patch(&mut self, at: usize, imm: i32) {
        if let Some(insn) = self.insns.get_mut(at) {
            insn.imm = imm;
        }
    }

    /// The index of the next instruction.
    pub(super) fn len(&self) -> usize {
        self.insns.len()
    }

    /// Resolves labels, threads jumps through others and drops those that lead to the next instruction.
    pub(super) fn finish(mut self) -> Finished {
        let end = self.insns.len() as u32;
        let labels: Vec<u32> = self.labels.iter().map(|place| place.unwrap_or(end)).collect();
        let resolve = |label: u32| labels.get(label as usize).copied().unwrap_or(end);
        for insn in self.insns.iter_mut().filter(|insn| is_jump(insn.op)) {
            insn.imm = resolve(insn.imm as u32) as i32;
        }
        let threaded: Vec<Insn> = self.insns.iter().map(|&insn| self.thread_jump(insn)).collect();
        let is_kept: Vec<bool> =
            threaded.iter().enumerate().map(|(at, insn)| insn.op != Op::Jump || insn.imm as usize != at + 1).collect();
        let moved = new_indices(&is_kept);
        let place = |label: &Label| moved[self.thread(resolve(label.0)) as usize];
        let tables = self.tables.iter().map(|table| JumpTable {
            low: table.low,
            targets: table.targets.iter().map(place).collect(),
            default: place(&table.default),
        });
        let tables = tables.collect();
        let kept = threaded.iter().zip(&is_kept).filter(|&(_, &is_kept)| is_kept);
        let insns = kept.map(|(&insn, _)| retarget(insn, &moved)).collect();
        let relocs = self.relocs.iter().map(|reloc| Reloc { at: moved[reloc.at as usize], ..*reloc }).collect();
        let subjects = self.subjects.into_iter().map(|subject| Subject { at: moved[subject.at as usize], ..subject });
        let subjects = subjects.collect();
        Finished { insns, relocs, lines: finish_lines(&self.lines, &moved), subjects, tables }
    }

    fn thread_jump(&self, insn: Insn) -> Insn {
        if is_jump(insn.op) { Insn { imm: self.thread(insn.imm as u32) as i32, ..insn } } else { insn }
    }

    /// Where control ends that goes to instruction `at`, through jumps.
    fn thread(&self, at: u32) -> u32 {
        let mut at = at;
        for _ in 0..MOST_HOPS {
            match self.insns.get(at as usize) {
                Some(insn) if insn.op == Op::Jump => at = insn.imm as u32,
                _ => break,
            }
        }
        at
    }
}

/// Whether the immediate is the index of an instruction.
pub(in crate::lang) fn is_jump(op: Op) -> bool {
    matches!(
        op,
        Op::Jump
            | Op::JumpZ
            | Op::JumpNz
            | Op::JumpEq
            | Op::JumpNe
            | Op::JumpLt
            | Op::JumpLe
            | Op::JumpLtU
            | Op::JumpLeU
            | Op::JumpEqI
            | Op::JumpNeI
            | Op::JumpLtI
            | Op::JumpLeI
            | Op::JumpGtI
            | Op::JumpGeI
    )
}

/// For each old index (and one past the last) the index after dropping what is not kept.
fn new_indices(is_kept: &[bool]) -> Vec<u32> {
    let mut next = 0;
    let mut moved = Vec::with_capacity(is_kept.len() + 1);
    for &is_kept in is_kept {
        moved.push(next);
        next += u32::from(is_kept);
    }
    moved.push(next);
    moved
}

fn retarget(insn: Insn, moved: &[u32]) -> Insn {
    if is_jump(insn.op) { Insn { imm: moved[insn.imm as usize] as i32, ..insn } } else { insn }
}

/// Moves lines along; of several at one instruction the last stays, and stays a statement if one of them was.
fn finish_lines(lines: &[LineEntry], moved: &[u32]) -> Vec<LineEntry> {
    let mut finished: Vec<LineEntry> = Vec::with_capacity(lines.len());
    for line in lines {
        let at = moved[line.at as usize];
        finished.pop_if(|last| last.at == at);
        finished.push(LineEntry { at, ..*line });
    }
    finished
}
