//! Assignments whose value nobody wants, `op=`, `++` and `--`: the place is evaluated once.

use crate::lang::hir::{BinaryOp, Expr, ExprKind, Place, PlaceKind};
use crate::lang::types::Ty;
use crate::machine::op::Op;

use super::arith::immediate;
use super::class::Class;
use super::effects::comes_before_place;
use super::function::Lowering;
use super::place::{Located, Mode};

impl Lowering<'_> {
    /// `place = value`. Order as GCC's: the place first, but the value first for records and where
    /// [`comes_before_place`] says so.
    pub(super) fn assign(&mut self, place: &Place, value: &Expr) {
        let top = self.top();
        if self.class(place.ty) == Class::Record {
            let from = self.value(value);
            let to = self.address(place, None);
            self.copy(to, from, self.size(place.ty));
        } else if is_elsewhere(place) && comes_before_place(value) {
            let from = self.temporary();
            self.value_to(value, from);
            let located = self.locate(place);
            self.store(from, located, place.span);
        } else {
            let located = self.locate(place);
            if let Mode::Register(variable) = located.mode {
                self.value_to(value, variable);
                self.note_written(variable);
            } else {
                let stored = self.stored_part(value, located);
                let from = self.value(stored);
                self.store(from, located, place.span);
            }
        }
        self.set_top(top);
    }

    /// The value without conversions that change only bits which a store leaves out.
    fn stored_part<'e>(&self, value: &'e Expr, to: Located) -> &'e Expr {
        let mut value = value;
        let Class::Int { bits: stored, .. } = to.class else { return value };
        while let (ExprKind::Cast(inner), None) = (&value.kind, to.bits) {
            match (self.class(value.ty), self.class(inner.ty)) {
                (Class::Int { bits: a, .. }, Class::Int { bits: b, .. }) if a >= stored && b >= stored => value = inner,
                _ => break,
            }
        }
        value
    }

    /// `place op= value`; the new value, in `result` if given. As GCC does, a value with side effects comes before the place.
    pub(super) fn assign_op(
        &mut self,
        place: &Place,
        op: BinaryOp,
        value: &Expr,
        compute: Ty,
        result: Option<u8>,
    ) -> u8 {
        let class = self.class(compute);
        let constant = self.constant(value).and_then(|value| immediate(op, class, value));
        let value = if constant.is_some() { 0 } else { self.value(value) };
        let located = self.locate(place);
        let variable = match located.mode {
            Mode::Register(variable) => Some(variable),
            _ => None,
        };
        let is_direct = located.class == class || !(located.class.is_float() || class.is_float());
        let target = match variable {
            Some(variable) if is_direct => variable,
            _ => result.unwrap_or_else(|| self.temporary()),
        };
        let top = self.top();
        let old = self.load(located, place.span, Self::temporary);
        let old = self.convert(old, located.class, class, if variable.is_some() { target } else { old });
        match constant {
            Some((op, imm)) => self.emit(op, target, old, 0, imm),
            None => self.apply(op, class, target, old, value),
        }
        let new = self.convert(target, class, located.class, variable.unwrap_or(target));
        self.store(new, located, place.span);
        self.set_top(top);
        self.stored_value(new, located, variable)
    }

    /// Converts a register's value into `to` or leaves it where it is if nothing is to be done.
    fn convert(&mut self, register: u8, from: Class, into: Class, to: u8) -> u8 {
        if from == into || from.fits(into) {
            return register;
        }
        if from.is_float() && into == Class::Bool {
            let zero = self.temporary();
            self.constant_to(0, zero);
            self.emit(if from == Class::Float { Op::SNe } else { Op::FNe }, to, register, zero, 0);
            self.release(zero);
        } else if from.is_float() || into.is_float() {
            self.convert_float(to, register, from, into);
        } else {
            self.move_to(register, to);
            self.narrow(to, from, into);
        }
        to
    }

    /// What an assignment yields: the variable, or the register that was stored, cut to a bit-field's width.
    fn stored_value(&mut self, register: u8, located: Located, variable: Option<u8>) -> u8 {
        if let Some((_, width)) = located.bits {
            self.extract_bits(register, (0, width), located.class);
        }
        variable.unwrap_or(register)
    }

    /// `++`, `--` as a value.
    pub(super) fn increment_value(&mut self, place: &Place, by: i64, is_prefix: bool, hint: Option<u8>) -> u8 {
        let (register, top) = self.destination(self.scratch(hint));
        if is_prefix {
            let result = self.increment(place, by, Some(register));
            self.keep_top(result, top);
            return result;
        }
        let located = self.locate(place);
        let old = self.load(located, place.span, |_| register);
        if let Mode::Register(variable) = located.mode {
            let (register, top) = match hint {
                Some(hint) if hint != variable => (hint, top),
                _ => (register, top),
            };
            self.move_to(old, register);
            self.add(variable, variable, by, located.class);
            self.note_written(variable);
            self.set_top(top);
            return register;
        }
        let new = self.temporary();
        self.add(new, old, by, located.class);
        self.store(new, located, place.span);
        self.set_top(top);
        old
    }

    /// `++place` or `--place`; the new value, in `result` if given or in the variable.
    pub(super) fn increment(&mut self, place: &Place, by: i64, result: Option<u8>) -> u8 {
        let top = self.top();
        let located = self.locate(place);
        if let Mode::Register(variable) = located.mode {
            self.note_read(variable);
            self.add(variable, variable, by, located.class);
            self.note_written(variable);
            self.set_top(top);
            return variable;
        }
        let new = result.unwrap_or_else(|| self.temporary());
        let old = self.load(located, place.span, Self::temporary);
        self.add(new, old, by, located.class);
        self.store(new, located, place.span);
        let new = self.stored_value(new, located, None);
        self.set_top(top);
        new
    }

    /// Adds a constant, in the arithmetic of a class that need not be promoted.
    fn add(&mut self, to: u8, from: u8, by: i64, class: Class) {
        match class {
            Class::Float | Class::Double => {
                let constant = self.temporary();
                self.float_to(by as f64, class, constant);
                self.apply(BinaryOp::Add, class, to, from, constant);
                self.release(constant);
            }
            Class::Int { bits, is_signed } if bits < 32 => {
                self.emit(Op::AddI, to, from, 0, by as i32);
                self.narrow(to, Class::Int { bits: 64, is_signed }, class);
            }
            Class::Int { .. } => match immediate(BinaryOp::Add, class, by) {
                Some((op, imm)) => self.emit(op, to, from, 0, imm),
                None => {
                    let constant = self.temporary();
                    self.constant_to(by, constant);
                    self.apply(BinaryOp::Add, class, to, from, constant);
                    self.release(constant);
                }
            },
            _ => {
                self.emit(Op::AddI, to, from, 0, by as i32);
                self.narrow(to, Class::Int { bits: 64, is_signed: true }, Class::Bool);
            }
        }
    }
}

/// Whether a place is reached by computing an address, so that it matters when that is done.
pub(super) fn is_elsewhere(place: &Place) -> bool {
    match &place.kind {
        PlaceKind::Local(_) | PlaceKind::Global(_) | PlaceKind::Thread(_) => false,
        PlaceKind::Member { base, .. } => is_elsewhere(base),
        PlaceKind::Deref(_) | PlaceKind::Value { .. } => true,
    }
}
