//! Unary operators, increments and casts (C11 6.5.2.4, 6.5.3, 6.5.4).

use crate::lang::ast::{self, TypeName, UnaryOp};
use crate::lang::hir::{BinaryOp, Expr, ExprKind, PlaceKind};
use crate::lang::source::Span;
use crate::lang::types::{Ty, Type};

use super::super::{Checker, Problem};
use super::{Lvalue, Operand};

impl Checker<'_> {
    /// `& * + - ~ !`
    pub(super) fn unary(&mut self, op: UnaryOp, operand: &ast::Expr, span: Span) -> Operand {
        match op {
            UnaryOp::AddressOf => Operand::Value(self.address_of(operand, span)),
            UnaryOp::Deref => self.indirection(operand, span),
            UnaryOp::Not => Operand::Value(self.not(operand, span)),
            UnaryOp::Plus | UnaryOp::Minus | UnaryOp::BitNot => Operand::Value(self.sign(op, operand, span)),
        }
    }

    fn address_of(&mut self, operand: &ast::Expr, span: Span) -> Expr {
        self.is_taking_address = matches!(operand.kind, ast::ExprKind::Index { .. });
        let Lvalue { place, is_const } = match self.operand(operand) {
            Operand::Place(lvalue) => lvalue,
            Operand::Value(value) => {
                if value.ty != Ty::Error {
                    self.report(span, Problem::AddressOfValue);
                }
                return self.error(span);
            }
        };
        match place.kind {
            PlaceKind::Member { bits: Some(_), .. } => {
                self.report(span, Problem::AddressOfBitField);
                return self.error(span);
            }
            PlaceKind::Value { .. } if !matches!(self.types.shape(place.ty), Type::Array { .. }) => {
                self.report(span, Problem::AddressOfValue);
                return self.error(span);
            }
            _ => {}
        }
        if place.ty == Ty::Error {
            return self.error(span);
        }
        let ty = self.types.intern(Type::Pointer { to: place.ty, is_const });
        let address = self.address(place, ty);
        Expr { span, ..address }
    }

    fn indirection(&mut self, operand: &ast::Expr, span: Span) -> Operand {
        let pointer = self.value(operand);
        match self.target(pointer.ty) {
            Some((to, is_const)) => {
                if to == Ty::Void {
                    self.report(span, Problem::DerefVoid);
                }
                self.deref(pointer, to, is_const, span)
            }
            None => {
                if pointer.ty != Ty::Error {
                    self.report(span, Problem::DerefNonPointer { ty: self.spell(pointer.ty) });
                }
                Operand::Value(self.error(span))
            }
        }
    }

    fn not(&mut self, operand: &ast::Expr, span: Span) -> Expr {
        let value = self.scalar(operand);
        if value.ty == Ty::Error {
            return value;
        }
        match value.kind {
            ExprKind::Int(known) => self.int(i64::from(known == 0), Ty::Int, span),
            ExprKind::Float(known) => self.int(i64::from(known == 0.0), Ty::Int, span),
            _ => Expr { kind: ExprKind::Not(Box::new(value)), ty: Ty::Int, span },
        }
    }

    fn sign(&mut self, op: UnaryOp, operand: &ast::Expr, span: Span) -> Expr {
        let value = self.scalar(operand);
        let is_possible = match op {
            UnaryOp::BitNot => self.types.is_integer(value.ty),
            _ => self.is_arithmetic(value.ty),
        };
        if value.ty == Ty::Error {
            return value;
        }
        if !is_possible {
            let op = match op {
                UnaryOp::BitNot => "~",
                UnaryOp::Minus => "-",
                _ => "+",
            };
            self.report(span, Problem::BadOperand { op, ty: self.spell(value.ty) });
            return self.error(span);
        }
        let value = self.promote(value);
        let ty = value.ty;
        match (op, &value.kind) {
            (UnaryOp::Minus, &ExprKind::Int(known)) => self.int(known.wrapping_neg(), ty, span),
            (UnaryOp::Minus, &ExprKind::Float(known)) => Expr { kind: ExprKind::Float(-known), ty, span },
            (UnaryOp::BitNot, &ExprKind::Int(known)) => self.int(!known, ty, span),
            (UnaryOp::Minus, _) => Expr { kind: ExprKind::Neg(Box::new(value)), ty, span },
            (UnaryOp::BitNot, _) => Expr { kind: ExprKind::BitNot(Box::new(value)), ty, span },
            _ => value,
        }
    }

    /// `++` and `--`.
    pub(super) fn increment(&mut self, operand: &ast::Expr, is_increment: bool, is_prefix: bool, span: Span) -> Expr {
        let Some(target) = self.assignable(operand, span) else { return self.error(span) };
        let ty = self.value_type(target.place.ty);
        if !self.is_scalar(ty) {
            let op = if is_increment { "++" } else { "--" };
            self.report(span, Problem::BadOperand { op, ty: self.spell(ty) });
            return self.error(span);
        }
        if ty != target.place.ty {
            return self.atomic_increment(target.place, is_increment, is_prefix, span);
        }
        let step = match self.target(ty) {
            Some((to, _)) if self.is_variable(to) => {
                let by = self.size_value(to, span);
                let by = self.cast(by, Ty::Long);
                return self.variable_step(target, by, is_increment, is_prefix, span);
            }
            Some((to, _)) => self.element_size(to, span),
            None => 1,
        };
        let by = if is_increment { step as i64 } else { (step as i64).wrapping_neg() };
        Expr { kind: ExprKind::IncDec { place: Box::new(target.place), by, is_prefix }, ty, span }
    }

    /// A pointer to variable-length arrays moves by a size known at run time only.
    fn variable_step(&mut self, target: Lvalue, by: Expr, is_increment: bool, is_prefix: bool, span: Span) -> Expr {
        let ty = target.place.ty;
        let op = if is_increment { BinaryOp::Add } else { BinaryOp::Sub };
        let value = Box::new(by.clone());
        let kind = ExprKind::AssignOp { place: Box::new(target.place), op, value, compute: ty };
        let moved = Expr { kind, ty, span };
        if is_prefix {
            return moved;
        }
        let back = if is_increment { self.negated(by) } else { by };
        Expr { kind: ExprKind::PointerAdd(Box::new(moved), Box::new(back)), ty, span }
    }

    /// The negative of a value of type `long`.
    pub(super) fn negated(&self, value: Expr) -> Expr {
        let (ty, span) = (value.ty, value.span);
        match value.kind {
            ExprKind::Int(known) => self.int(known.wrapping_neg(), ty, span),
            _ => Expr { kind: ExprKind::Neg(Box::new(value)), ty, span },
        }
    }

    /// What pointer arithmetic counts in; a message if nobody can know.
    pub(super) fn element_size(&mut self, to: Ty, span: Span) -> u64 {
        match self.types.size(to) {
            Some(size) => size,
            None => {
                self.report(span, Problem::IncompleteType { ty: self.spell(to) });
                1
            }
        }
    }

    /// `(type) operand`
    pub(super) fn explicit_cast(&mut self, to: &TypeName, operand: &ast::Expr, span: Span) -> Expr {
        let mark = self.pending_sizes.len();
        let to = self.type_name(to).ty;
        let to = self.value_type(to);
        let value = self.value(operand);
        let value = self.cast_checked(value, to, span);
        self.with_sizes_since(mark, value)
    }

    fn cast_checked(&mut self, value: Expr, to: Ty, span: Span) -> Expr {
        let from = value.ty;
        if to == Ty::Error || from == Ty::Error {
            return self.error(span);
        }
        if to == Ty::Void {
            return Expr { span, ..self.cast(value, to) };
        }
        if from == Ty::Void {
            self.report(span, Problem::VoidValue);
            return self.error(span);
        }
        let is_mixed = self.types.is_float(from) && self.types.is_pointer(to)
            || self.types.is_pointer(from) && self.types.is_float(to);
        if self.is_record(to) && self.is_compatible(from, to) {
            return value;
        }
        if !self.is_scalar(to) || !self.is_scalar(from) || is_mixed {
            self.report(span, Problem::BadCast { from: self.spell(from), to: self.spell(to) });
            return self.error(span);
        }
        Expr { span, ..self.cast(value, to) }
    }
}
