//! Values of expressions.
//!
//! The protocol: [`Lowering::generate`] gets a register that would be welcome (`hint`) and answers with the register in which
//! the value is. That is the hint, a new temporary at the top as it was, or a variable's own register. A hint
//! may be a variable's register: it is written by the last instruction only, when all operands have been read.

use crate::lang::hir::{Expr, ExprKind, Place, PlaceKind, Stmt};
use crate::lang::object::Target;
use crate::lang::types::Type;
use crate::machine::op::{Insn, Op};

use super::class::Class;
use super::effects::comes_before_place;
use super::function::Lowering;
use super::place::Mode;
use super::update::is_elsewhere;

impl Lowering<'_> {
    /// The value of an expression, in some register.
    pub(super) fn value(&mut self, expr: &Expr) -> u8 {
        self.generate(expr, None)
    }

    /// The value of an expression, in this register.
    pub(super) fn value_to(&mut self, expr: &Expr, to: u8) {
        let from = self.generate(expr, Some(to));
        self.move_to(from, to);
    }

    /// Evaluates for the side effects only.
    pub(super) fn discard(&mut self, expr: &Expr) {
        let top = self.top();
        if self.enter(expr.span) {
            self.discard_inner(expr);
        }
        self.leave();
        self.set_top(top);
    }

    fn discard_inner(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Int(_) | ExprKind::Float(_) | ExprKind::StringAddr(_) | ExprKind::FunctionAddr(_) => {}
            ExprKind::Cast(inner) => self.discard(inner),
            ExprKind::Load(place) | ExprKind::AddressOf(place) if is_plain(place) => {}
            ExprKind::Assign(place, value) => self.assign(place, value),
            ExprKind::AssignOp { place, op, value, compute } => {
                self.assign_op(place, *op, value, *compute, None);
            }
            ExprKind::IncDec { place, by, .. } => {
                self.increment(place, *by, None);
            }
            ExprKind::Comma(left, right) => {
                self.discard(left);
                self.discard(right);
            }
            ExprKind::And(..) | ExprKind::Or(..) | ExprKind::Not(_) => self.discard_condition(expr),
            ExprKind::Cond { cond, then, otherwise } => self.discard_choice(cond, then, otherwise),
            ExprKind::Stmts(stmts, value) => {
                self.stmts(stmts);
                if let Some(value) = value {
                    self.discard(value);
                }
            }
            _ => {
                self.value(expr);
            }
        }
    }

    /// The register to produce a value in: the hint or a new temporary; and the top to return to when it is there.
    pub(super) fn destination(&mut self, hint: Option<u8>) -> (u8, u16) {
        let register = hint.unwrap_or_else(|| self.temporary());
        (register, self.top())
    }

    /// Returns to `top`, unless the value is in a temporary that this would free.
    pub(super) fn keep_top(&mut self, register: u8, top: u16) {
        let needed = if self.is_temporary(register) { u16::from(register) + 1 } else { 0 };
        self.set_top(top.max(needed));
    }

    /// The hint itself if it may be written before the operands have been read.
    pub(super) fn scratch(&self, hint: Option<u8>) -> Option<u8> {
        hint.filter(|&register| self.is_temporary(register))
    }

    pub(super) fn move_to(&mut self, from: u8, to: u8) {
        if from != to {
            self.emit(Op::Move, to, from, 0, 0);
        }
    }

    /// Puts a constant into a register.
    pub(super) fn constant_to(&mut self, value: i64, to: u8) {
        self.emit(Op::Const, to, 0, 0, value as i32);
        if i64::from(value as i32) != value {
            self.emit(Op::ConstHigh, to, 0, 0, (value >> 32) as i32);
        }
    }

    /// The value of an expression; see the module's text for the protocol.
    pub(super) fn generate(&mut self, expr: &Expr, hint: Option<u8>) -> u8 {
        let register = if self.enter(expr.span) { self.generate_inner(expr, hint) } else { hint.unwrap_or(0) };
        self.leave();
        register
    }

    fn generate_inner(&mut self, expr: &Expr, hint: Option<u8>) -> u8 {
        if let Some(value) = self.constant(expr) {
            let (register, _) = self.destination(hint);
            self.constant_to(value, register);
            return register;
        }
        match &expr.kind {
            ExprKind::Int(_) | ExprKind::Float(_) => self.float_constant(expr, hint),
            ExprKind::StringAddr(string) => self.address_constant(Target::String(*string), expr, hint),
            ExprKind::FunctionAddr(symbol) => self.address_constant(Target::Address(*symbol), expr, hint),
            ExprKind::Load(place) => self.load_value(place, hint),
            ExprKind::AddressOf(place) => self.address(place, hint),
            ExprKind::Assign(place, value) => self.assign_value(place, value, hint),
            ExprKind::AssignOp { place, op, value, compute } => {
                let (register, top) = self.destination(self.scratch(hint));
                let result = self.assign_op(place, *op, value, *compute, Some(register));
                self.keep_top(result, top);
                result
            }
            ExprKind::IncDec { place, by, is_prefix } => self.increment_value(place, *by, *is_prefix, hint),
            ExprKind::Neg(inner) => self.negate(inner, hint),
            ExprKind::BitNot(inner) => self.complement(inner, hint),
            ExprKind::Not(_) | ExprKind::And(..) | ExprKind::Or(..) | ExprKind::Compare(..) => {
                self.condition_value(expr, hint)
            }
            ExprKind::Binary(op, left, right) => self.binary(*op, left, right, self.class(expr.ty), hint),
            ExprKind::PointerAdd(base, bytes) => self.pointer_add(base, bytes, hint),
            ExprKind::PointerDiff { left, right, size } => self.pointer_diff(left, right, *size, hint),
            ExprKind::Cond { cond, then, otherwise } => self.choice(cond, then, otherwise, hint),
            ExprKind::Elvis(left, right) => self.elvis(left, right, hint),
            ExprKind::Comma(left, right) => {
                self.discard(left);
                self.generate(right, hint)
            }
            ExprKind::Cast(inner) => self.cast(inner, expr.ty, hint),
            ExprKind::Stmts(stmts, value) => self.statement_value(stmts, value.as_deref(), hint),
            ExprKind::Zero(place) => self.zero(place),
            ExprKind::InitString { place, string } => self.init_string(place, *string),
            ExprKind::Call { .. }
            | ExprKind::VaStart(_)
            | ExprKind::VaArg(_)
            | ExprKind::VaCopy(..)
            | ExprKind::Intrinsic { .. }
            | ExprKind::Syscall(_) => self.call_like(expr, hint),
        }
    }

    fn address_constant(&mut self, target: Target, expr: &Expr, hint: Option<u8>) -> u8 {
        let (register, _) = self.destination(hint);
        self.emit_reloc(Insn { op: Op::Const, a: register, b: 0, c: 0, imm: 0 }, target, expr.span);
        register
    }

    fn load_value(&mut self, place: &Place, hint: Option<u8>) -> u8 {
        if self.class(place.ty) == Class::Record || self.is_array(place) {
            return self.address(place, hint);
        }
        let start = self.top();
        // The address may be computed in the temporary that will hold the value.
        let located = self.locate(place);
        if let Mode::Register(register) = located.mode {
            self.note_read(register);
            return register;
        }
        self.load(located, place.span, |lowering| {
            lowering.set_top(start);
            hint.unwrap_or_else(|| lowering.temporary())
        })
    }

    pub(super) fn is_array(&self, place: &Place) -> bool {
        matches!(
            self.unit.types.shape(place.ty),
            Type::Array { .. } | Type::VariableArray { .. } | Type::Function { .. }
        )
    }

    fn assign_value(&mut self, place: &Place, value: &Expr, hint: Option<u8>) -> u8 {
        let (register, top) = self.destination(self.scratch(hint));
        if self.class(place.ty) == Class::Record {
            let from = self.value(value);
            let to = self.address(place, None);
            self.copy(to, from, self.size(place.ty));
            self.move_to(to, register);
            self.set_top(top);
            return register;
        }
        let is_value_first = is_elsewhere(place) && comes_before_place(value);
        if is_value_first {
            self.value_to(value, register);
        }
        let located = self.locate(place);
        if let Mode::Register(variable) = located.mode {
            self.value_to(value, variable);
            self.note_written(variable);
            self.set_top(top);
            return variable;
        }
        let from = if is_value_first { register } else { self.generate(value, Some(register)) };
        self.store(from, located, place.span);
        let result = match located.bits {
            Some(bits) => {
                self.move_to(from, register);
                self.extract_bits(register, (0, bits.1), located.class);
                register
            }
            None => from,
        };
        self.set_top(top);
        result
    }

    fn statement_value(&mut self, stmts: &[Stmt], value: Option<&Expr>, hint: Option<u8>) -> u8 {
        self.stmts(stmts);
        match value {
            Some(value) => self.generate(value, hint),
            None => self.destination(hint).0,
        }
    }

    fn zero(&mut self, place: &Place) -> u8 {
        let top = self.top();
        let register = self.address(place, None);
        let bytes = i32::try_from(self.size(place.ty)).unwrap_or(i32::MAX);
        self.emit(Op::Zero, register, 0, 0, bytes);
        self.keep_top(register, top);
        register
    }

    fn init_string(&mut self, place: &Place, string: u32) -> u8 {
        let (to, top) = self.destination(None);
        let size = self.size(place.ty);
        let length = self.unit.strings.get(string as usize).map_or(0, |bytes| bytes.len() as u64);
        let found = self.address(place, Some(to));
        self.move_to(found, to);
        let from = self.temporary();
        let insn = Insn { op: Op::Const, a: from, b: 0, c: 0, imm: 0 };
        self.emit_reloc(insn, Target::String(string), place.span);
        self.copy(to, from, length.min(size));
        if size > length {
            self.emit(Op::AddI, from, to, 0, i32::try_from(length).unwrap_or(i32::MAX));
            self.emit(Op::Zero, from, 0, 0, i32::try_from(size - length).unwrap_or(i32::MAX));
        }
        self.set_top(top);
        to
    }
}

/// Whether evaluating the place does nothing.
fn is_plain(place: &Place) -> bool {
    match &place.kind {
        PlaceKind::Local(_) | PlaceKind::Global(_) | PlaceKind::Thread(_) => true,
        PlaceKind::Member { base, .. } => is_plain(base),
        PlaceKind::Deref(_) | PlaceKind::Value { .. } => false,
    }
}
