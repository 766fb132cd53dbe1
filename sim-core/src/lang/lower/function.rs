//! A function being lowered: its frame, its registers, its code.

use std::collections::BTreeSet;

use crate::lang::diag::Diagnostics;
use crate::lang::hir::{Function, LabelId, Local, LocalId, SymbolId, Unit};
use crate::lang::object::{FunctionCode, Target, Variable};
use crate::lang::source::{Origin, Span};
use crate::lang::types::{Ty, Type};
use crate::machine::op::{Insn, Op};

use super::Uses;
use super::assigned::Flow;
use super::class::Class;
use super::code::{Code, Finished, Label};
use super::frame::{Frame, Hidden, Home, frame_size};
use super::problem::LowerProblem;
use super::range::Range;
use super::suspect::{Part, Watch};

/// Expressions and statements nested deeper than this are refused: lowering recurses.
const MOST_NESTED: u32 = 700;

/// Where `break` and `continue` go.
#[derive(Clone, Copy, Debug)]
pub(super) struct Targets {
    pub(super) on_break: Label,
    pub(super) on_continue: Option<Label>,
}

/// The state of lowering one function.
pub(super) struct Lowering<'a> {
    pub(super) unit: &'a Unit,
    pub(super) function: &'a Function,
    pub(super) frame: Frame,
    pub(super) code: Code,
    pub(super) targets: Vec<Targets>,
    /// What is watched while the function runs.
    pub(super) watch: Watch,
    /// The counters of the `for` loops around, and their values.
    pub(super) counters: Vec<(LocalId, Range)>,
    /// Bytes at the bottom of the frame that calls being prepared have taken.
    pub(super) call_bytes: u64,
    /// What is marked in the frame when it is entered.
    fresh: Vec<Part>,
    labels: Vec<Option<Label>>,
    uses: &'a mut Uses,
    diagnostics: &'a mut Diagnostics,
    /// The next free temporary.
    top: u16,
    /// One more than the highest register used.
    registers: u16,
    most_call_bytes: u64,
    depth: u32,
}

/// Lowers one function. One of a user's that may read variables before they have a value is lowered a second time, with
/// checks.
pub(super) fn lower(
    unit: &Unit,
    function: &Function,
    origin: Origin,
    uses: &mut Uses,
    diagnostics: &mut Diagnostics,
) -> FunctionCode {
    let mut code = lower_once(unit, function, (origin, &BTreeSet::new()), uses, diagnostics);
    if origin == Origin::Library || diagnostics.has_errors() {
        return code;
    }
    let early = Flow::new(&code).read_early();
    if !early.is_empty() {
        code = lower_once(unit, function, (origin, &early), uses, &mut Diagnostics::default());
    }
    note_unassigned(&mut code);
    code
}

/// Tells a debugger where variables in registers have no value yet: the registers hold whatever they held before.
fn note_unassigned(code: &mut FunctionCode) {
    let flow = Flow::new(code);
    let in_register = |variable: &Variable| variable.register.filter(|_| !variable.is_param);
    let unassigned = code.variables.iter().map(|one| in_register(one).map(|register| flow.unassigned(register)));
    let unassigned: Vec<_> = unassigned.collect();
    for (variable, ranges) in code.variables.iter_mut().zip(unassigned) {
        variable.unassigned = ranges.unwrap_or_default();
    }
}

fn lower_once(
    unit: &Unit,
    function: &Function,
    (origin, early): (Origin, &BTreeSet<u8>),
    uses: &mut Uses,
    diagnostics: &mut Diagnostics,
) -> FunctionCode {
    let is_watched = origin == Origin::User;
    let (ret, is_variadic) = match unit.types.shape(function.ty) {
        Type::Function { ret, is_variadic, .. } => (*ret, *is_variadic),
        _ => (Ty::Int, false),
    };
    let has_result_address = Class::of(&unit.types, ret) == Class::Record;
    let mut frame = Frame::new(function, &unit.types, Hidden { has_result_address, is_variadic, is_watched });
    let watch = Watch { is_on: is_watched, doubtful: frame.take_flags(function, early), is_end_fine: false };
    let top = u16::from(frame.first_temporary);
    let mut lowering = Lowering {
        unit,
        function,
        frame,
        code: Code::default(),
        targets: Vec::new(),
        watch,
        counters: Vec::new(),
        call_bytes: 0,
        fresh: Vec::new(),
        labels: Vec::new(),
        uses,
        diagnostics,
        top,
        registers: top,
        most_call_bytes: 0,
        depth: 0,
    };
    lowering.body();
    lowering.finish()
}

impl Lowering<'_> {
    fn body(&mut self) {
        self.code.line(self.function.span, false);
        let pointer_at = self.code.len();
        if let Some(pointer) = self.frame.pointer {
            self.emit(Op::FrameAddr, pointer, 0, 0, 0);
        }
        self.store_params();
        for flag in self.watch.doubtful.iter().map(|doubtful| doubtful.flag).collect::<Vec<_>>() {
            self.constant_to(0, flag);
        }
        let fresh = self.fresh_parts();
        if !fresh.is_empty() {
            self.emit(Op::Enter, 0, 0, 0, 0);
        }
        self.fresh = fresh;
        let function = self.function;
        for stmt in &function.body {
            self.stmt(stmt);
        }
        if self.code.is_reachable() {
            self.code.line(self.function.end, true);
            self.end();
        }
        let size = frame_size(self.frame.size, self.most_call_bytes);
        if size > i32::MAX as u64 {
            self.diagnostics.report(self.function.span, &LowerProblem::FrameTooLarge);
        }
        if self.frame.pointer.is_some() {
            self.code.patch(pointer_at, size as i32);
        }
    }

    /// Falling off the end: of `main` it returns 0 (C11 5.1.2.2.3), of others nothing that the caller may look at.
    fn end(&mut self) {
        let is_main =
            self.unit.symbols.get(self.function.symbol.0 as usize).is_some_and(|symbol| symbol.name == "main");
        if is_main {
            self.constant_to(0, 0);
        }
        self.touch(1);
        self.ret(0);
    }

    /// Returns what a register holds. What was marked in the frame is not when another function uses that memory.
    pub(super) fn ret(&mut self, register: u8) {
        if !self.fresh.is_empty() {
            self.emit(Op::Leave, 0, 0, 0, 0);
        }
        self.emit(Op::Ret, register, 0, 0, 0);
    }

    /// Parameters that live in memory arrive in registers all the same.
    fn store_params(&mut self) {
        let function = self.function;
        for (index, local) in function.locals.iter().enumerate().take(function.params as usize) {
            let Home::Memory(below) = self.frame.homes[index] else { continue };
            let register = (usize::from(self.frame.first_param) + index) as u8;
            let Some(pointer) = self.frame.pointer else { continue };
            let class = self.class(local.ty);
            if class == Class::Record {
                let to = self.temporary();
                self.emit(Op::AddI, to, pointer, 0, -(below as i32));
                self.copy(to, register, self.size(local.ty));
                self.release(to);
            } else {
                self.emit(class.stores()[0], register, pointer, 0, -(below as i32));
            }
        }
    }

    fn finish(self) -> FunctionCode {
        let size = frame_size(self.frame.size, self.most_call_bytes) as u32;
        let Finished { insns, relocs, lines, subjects, tables } = self.code.finish();
        let fresh = self.fresh.iter().map(|part| part.placed(size)).collect();
        let end = insns.len() as u32;
        let variables = self.function.locals.iter().enumerate().filter_map(|(index, local)| {
            let (name, ty) = (local.name.clone()?, local.ty);
            let scope = scope_of(local, index < self.function.params as usize, &lines, end);
            let is_param = index < self.function.params as usize;
            let frame_offset = size.saturating_sub(self.frame.slots[index]?);
            let register = match self.frame.homes[index] {
                Home::Register(register) => Some(register),
                _ => None,
            };
            Some(Variable { name, ty, frame_offset, register, is_param, unassigned: Vec::new(), scope })
        });
        let variables = variables.collect();
        let (symbol, span, registers) = (self.function.symbol, self.function.span, self.registers);
        FunctionCode {
            symbol,
            code: insns,
            relocs,
            tables,
            fresh,
            subjects,
            frame: size,
            registers,
            variables,
            lines,
            startup: self.function.startup,
            span,
        }
    }

    /// Counts a level of nesting; false (and a diagnostic) if it is one too many. To be undone with [`Self::leave`].
    pub(super) fn enter(&mut self, span: Span) -> bool {
        self.depth += 1;
        let is_fine = self.depth <= MOST_NESTED;
        if !is_fine {
            self.diagnostics.report(span, &LowerProblem::TooComplex);
        }
        is_fine
    }

    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    pub(super) fn refuse_operation(&mut self, span: Span, name: &str) {
        self.diagnostics.report(span, &LowerProblem::UnknownOperation(name.into()));
    }

    pub(super) fn class(&self, ty: Ty) -> Class {
        Class::of(&self.unit.types, ty)
    }

    pub(super) fn size(&self, ty: Ty) -> u64 {
        self.unit.types.size(ty).unwrap_or(1)
    }

    pub(super) fn home(&self, local: LocalId) -> Home {
        self.frame.homes[local.0 as usize]
    }

    pub(super) fn emit(&mut self, op: Op, a: u8, b: u8, c: u8, imm: i32) {
        self.code.push(Insn { op, a, b, c, imm });
    }

    /// An instruction whose immediate is an address.
    pub(super) fn emit_reloc(&mut self, insn: Insn, target: Target, span: Span) {
        if let Target::Function(symbol) | Target::Address(symbol) | Target::ThreadOffset(symbol) = target {
            self.use_symbol(symbol, span);
        }
        self.code.push_reloc(insn, target);
    }

    fn use_symbol(&mut self, symbol: SymbolId, span: Span) {
        self.uses.note(symbol, span);
    }

    /// The label of the text's label.
    pub(super) fn text_label(&mut self, id: LabelId) -> Label {
        let index = id.0 as usize;
        if self.labels.len() <= index {
            self.labels.resize(index + 1, None);
        }
        *self.labels[index].get_or_insert_with(|| self.code.label())
    }

    /// A new temporary on top of the others.
    pub(super) fn temporary(&mut self) -> u8 {
        self.reserve(1)
    }

    /// Several temporaries in a row; the first of them.
    pub(super) fn reserve(&mut self, count: u16) -> u8 {
        let first = self.top;
        self.set_top(first + count);
        first.min(255) as u8
    }

    /// The number of the next free temporary.
    pub(super) const fn top(&self) -> u16 {
        self.top
    }

    /// Frees all temporaries from `top` on, or takes those below it.
    pub(super) fn set_top(&mut self, top: u16) {
        if top > 256 {
            self.diagnostics.report(self.function.span, &LowerProblem::TooComplex);
        }
        self.top = top.min(256);
        self.registers = self.registers.max(self.top);
    }

    /// Frees a temporary and all above it.
    pub(super) fn release(&mut self, temporary: u8) {
        self.top = u16::from(temporary);
    }

    pub(super) const fn is_temporary(&self, register: u8) -> bool {
        register >= self.frame.first_temporary
    }

    /// Registers above `a` that a call's arguments or a system call use.
    pub(super) fn touch(&mut self, up_to: u16) {
        self.registers = self.registers.max(up_to.min(256));
    }

    /// Takes bytes at the bottom of the frame for a call being prepared; their offset from the frame's address.
    pub(super) fn take_call_bytes(&mut self, bytes: u64) -> i32 {
        let offset = self.call_bytes;
        self.call_bytes = offset.saturating_add(bytes.next_multiple_of(8));
        self.most_call_bytes = self.most_call_bytes.max(self.call_bytes);
        i32::try_from(offset).unwrap_or(i32::MAX)
    }
}

/// From the first to the last instruction of lines in the variable's scope. A parameter is there from the start.
fn scope_of(
    local: &Local,
    is_param: bool,
    lines: &[crate::machine::program::LineEntry],
    end: u32,
) -> std::ops::Range<u32> {
    let is_inside =
        |span: Span| span.file == local.scope.file && span.start >= local.scope.start && span.start < local.scope.end;
    let first = lines.iter().find(|line| is_inside(line.span)).map_or(end, |line| line.at);
    let last = lines.iter().rposition(|line| is_inside(line.span));
    let last = last.map_or(first, |index| lines.get(index + 1).map_or(end, |line| line.at));
    if is_param { 0..end } else { first..last }
}
