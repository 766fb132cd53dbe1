//! Conversions. Most make no code: a register holds a value extended as its type says.

use crate::lang::hir::Expr;
use crate::lang::types::Ty;
use crate::machine::op::Op;

use super::class::Class;
use super::function::Lowering;

impl Lowering<'_> {
    /// `(to)inner`
    pub(super) fn cast(&mut self, inner: &Expr, to: Ty, hint: Option<u8>) -> u8 {
        let (from, to) = (self.class(inner.ty), self.class(to));
        if to == Class::Void {
            self.discard(inner);
            return self.destination(hint).0;
        }
        if to == Class::Bool && from != Class::Bool {
            return self.truth(inner, hint);
        }
        if from == to || from.fits(to) {
            return self.generate(inner, hint);
        }
        let (register, top) = self.destination(hint);
        let value = self.generate(inner, self.scratch(Some(register)));
        if from.is_float() || to.is_float() {
            self.convert_float(register, value, from, to);
        } else {
            self.move_narrow(register, value, to);
        }
        self.set_top(top);
        register
    }

    /// Brings a result of class `from` in a register to class `to`.
    pub(super) fn narrow(&mut self, register: u8, from: Class, to: Class) {
        if from == to || from.fits(to) {
            return;
        }
        if to == Class::Bool {
            self.emit(Op::IsNonZero, register, register, 0, 0);
        } else {
            self.move_narrow(register, register, to);
        }
    }

    fn move_narrow(&mut self, register: u8, value: u8, to: Class) {
        let op = match to {
            Class::Int { bits: 8, is_signed: true } => Op::SextB,
            Class::Int { bits: 16, is_signed: true } => Op::SextH,
            Class::Int { bits: 32, is_signed: true } => Op::SextW,
            Class::Int { bits: 8, is_signed: false } => Op::ZextB,
            Class::Int { bits: 16, is_signed: false } => Op::ZextH,
            Class::Int { bits: 32, is_signed: false } => Op::ZextW,
            _ => return self.move_to(value, register),
        };
        self.emit(op, register, value, 0, 0);
    }

    /// Conversions from or to floating types.
    pub(super) fn convert_float(&mut self, to: u8, from: u8, from_class: Class, to_class: Class) {
        let is_unsigned_long = |class| class == Class::ADDRESS;
        match (from_class, to_class) {
            (Class::Double, Class::Float) => self.emit(Op::SFromF, to, from, 0, 0),
            (Class::Float, Class::Double) => self.emit(Op::FFromS, to, from, 0, 0),
            (Class::Float, Class::Int { .. } | Class::Bool) => {
                self.emit(Op::FFromS, to, from, 0, 0);
                self.convert_float(to, to, Class::Double, to_class);
            }
            (Class::Double, Class::Int { bits: 64, is_signed: false }) => self.emit(Op::UFromF, to, from, 0, 0),
            (Class::Double, Class::Int { bits: 64, .. }) => self.emit(Op::IFromF, to, from, 0, 0),
            (Class::Double, Class::Int { bits: 32, is_signed: false }) => {
                self.emit(Op::IFromF, to, from, 0, 0);
                self.emit(Op::ZextW, to, to, 0, 0);
            }
            (Class::Double, Class::Int { bits, .. }) => {
                self.emit(Op::WFromF, to, from, 0, 0);
                if bits < 32 {
                    self.move_narrow(to, to, to_class);
                }
            }
            (class, Class::Float) if is_unsigned_long(class) => self.emit(Op::SFromU, to, from, 0, 0),
            (class, Class::Double) if is_unsigned_long(class) => self.emit(Op::FFromU, to, from, 0, 0),
            (_, Class::Float) => self.emit(Op::SFromI, to, from, 0, 0),
            (_, Class::Double) => self.emit(Op::FFromI, to, from, 0, 0),
            _ => self.move_to(from, to),
        }
    }
}
