//! Expressions (C11 6.5): what each means, by kind. Here: places and values, and how a place becomes a value.

mod assign;
mod binary;
mod call;
mod choice;
mod member;
mod primary;
mod type_operand;
mod unary;

use crate::lang::ast::{self, ExprKind as Ast};
use crate::lang::hir::{Expr, ExprKind, Place, PlaceKind};
use crate::lang::source::Span;
use crate::lang::types::{Ty, Type};

use super::convert::retyped;
use super::{Checker, Problem};

/// A place with what the rules of assignment want to know of it.
#[derive(Clone, Debug)]
pub(super) struct Lvalue {
    pub(super) place: Place,
    pub(super) is_const: bool,
}

/// What an expression denotes before it is used.
#[derive(Clone, Debug)]
pub(super) enum Operand {
    /// A value.
    Value(Expr),
    /// An object or a function.
    Place(Lvalue),
}

impl Operand {
    /// The type, arrays and functions not yet decayed.
    pub(super) fn ty(&self) -> Ty {
        match self {
            Self::Value(value) => value.ty,
            Self::Place(lvalue) => lvalue.place.ty,
        }
    }
}

impl Checker<'_> {
    /// The value of an expression: places are read, arrays and functions have become pointers.
    pub(super) fn value(&mut self, expr: &ast::Expr) -> Expr {
        let operand = self.operand(expr);
        let value = self.rvalue(operand);
        Expr { span: expr.span, ..value }
    }

    /// What an expression denotes.
    pub(super) fn operand(&mut self, expr: &ast::Expr) -> Operand {
        let span = expr.span;
        match &expr.kind {
            Ast::Ident(name) => self.identifier(name, span),
            Ast::Int { value, ty } => Operand::Value(self.int(*value as i64, self.basic(*ty), span)),
            Ast::Float { value, ty } => {
                let value = if *ty == ast::Basic::Float { f64::from(*value as f32) } else { *value };
                Operand::Value(Expr { kind: ExprKind::Float(value), ty: self.basic(*ty), span })
            }
            Ast::Char(value) => Operand::Value(self.int(i64::from(*value), Ty::Int, span)),
            Ast::Str(text) => self.string_literal(text, span),
            Ast::WideStr { units, ty } => self.wide_literal(units, *ty, span),
            Ast::LabelAddress(label) => Operand::Value(self.label_value(label, span)),
            Ast::Paren(inner) => self.operand(inner),
            Ast::Index { base, index } => self.index(base, index, span),
            Ast::Call { callee, args } => Operand::Value(self.call(callee, args, span)),
            Ast::Member { base, member, is_arrow } => self.member_access(base, member, *is_arrow, span),
            Ast::IncDec { operand, is_increment, is_prefix } => {
                Operand::Value(self.increment(operand, *is_increment, *is_prefix, span))
            }
            Ast::Unary { op, operand } => self.unary(*op, operand, span),
            Ast::Binary { op, left, right } => Operand::Value(self.binary(*op, left, right, span)),
            Ast::Assign { op, target, value } => Operand::Value(self.assignment(*op, target, value, span)),
            Ast::Cond { cond, then, otherwise } => {
                Operand::Value(self.conditional(cond, then.as_deref(), otherwise, span))
            }
            Ast::Comma(left, right) => Operand::Value(self.comma(left, right, span)),
            Ast::Cast { to, operand } => Operand::Value(self.explicit_cast(to, operand, span)),
            Ast::CompoundLiteral { ty, items } => self.compound_literal(ty, items, span),
            Ast::SizeofExpr(operand) => Operand::Value(self.sizeof_expr(operand, span)),
            Ast::SizeofType(name) => Operand::Value(self.sizeof_type(name, span)),
            Ast::Alignof(name) => Operand::Value(self.alignof(name, span)),
            Ast::StmtExpr(block) => Operand::Value(self.statement_expression(block, span)),
            Ast::VaArg { list, ty } => Operand::Value(self.va_arg(list, ty, span)),
            Ast::Offsetof { ty, path } => Operand::Value(self.offsetof(ty, path, span)),
            Ast::Generic { value, arms } => self.generic(value, arms, span),
            Ast::Error => Operand::Value(self.error(span)),
        }
    }

    /// Reads a place; arrays and functions become pointers (C11 6.3.2.1).
    pub(super) fn rvalue(&mut self, operand: Operand) -> Expr {
        let place = match operand {
            Operand::Value(value) => return value,
            Operand::Place(Lvalue { place, is_const }) => match *self.types.shape(place.ty) {
                Type::Array { of, .. } | Type::VariableArray { of, .. } => {
                    let ty = self.types.intern(Type::Pointer { to: of, is_const });
                    return self.address(place, ty);
                }
                Type::Function { .. } => {
                    let ty = self.types.pointer_to(place.ty);
                    return self.address(place, ty);
                }
                Type::Atomic(_) => return self.atomic_load(place),
                _ => place,
            },
        };
        let (ty, span) = (place.ty, place.span);
        if ty == Ty::Error {
            return self.error(span);
        }
        if ty == Ty::Void {
            return match place.kind {
                PlaceKind::Deref(pointer) => self.cast(*pointer, Ty::Void),
                _ => self.error(span),
            };
        }
        if self.types.size(ty).is_none() {
            self.report(span, Problem::IncompleteType { ty: self.spell(ty) });
            return self.error(span);
        }
        let bits = match place.kind {
            PlaceKind::Member { bits, .. } => bits,
            _ => None,
        };
        let value = Expr { kind: ExprKind::Load(Box::new(place)), ty, span };
        match bits {
            Some((_, width)) => self.promote_bits(value, width),
            None => value,
        }
    }

    /// A bit-field that fits into `int` is an `int` in arithmetic (C11 6.3.1.1p2).
    fn promote_bits(&self, value: Expr, width: u8) -> Expr {
        let is_signed = self.types.is_signed(value.ty);
        match width {
            0..32 => self.cast(value, Ty::Int),
            32 if is_signed => self.cast(value, Ty::Int),
            32 => self.cast(value, Ty::UInt),
            _ => value,
        }
    }

    /// The address of a place as a pointer of type `ty`.
    pub(super) fn address(&mut self, place: Place, ty: Ty) -> Expr {
        let span = place.span;
        match place.kind {
            PlaceKind::Deref(pointer) => retyped(*pointer, ty),
            PlaceKind::Global(symbol) if matches!(self.types.shape(place.ty), Type::Function { .. }) => {
                Expr { kind: ExprKind::FunctionAddr(symbol), ty, span }
            }
            _ => {
                self.keep_in_memory(&place);
                Expr { kind: ExprKind::AddressOf(Box::new(place)), ty, span }
            }
        }
    }

    fn keep_in_memory(&mut self, place: &Place) {
        if self.unevaluated > 0 {
            return;
        }
        if let PlaceKind::Local(id) = place.kind
            && let Some(local) = self.local_mut(id)
        {
            local.needs_memory = true;
        }
    }

    /// A value that is to be compared with zero.
    pub(super) fn condition(&mut self, expr: &ast::Expr) -> Expr {
        if matches!(expr.kind, Ast::Assign { op: None, .. }) {
            self.report(expr.span, Problem::AssignmentAsCondition);
        }
        self.scalar(expr)
    }

    /// A value that must be a number or a pointer.
    pub(super) fn scalar(&mut self, expr: &ast::Expr) -> Expr {
        let value = self.value(expr);
        if value.ty == Ty::Void {
            self.report(expr.span, Problem::VoidValue);
            return self.error(expr.span);
        }
        if value.ty != Ty::Error && !self.is_scalar(value.ty) {
            self.report(expr.span, Problem::NotScalar { ty: self.spell(value.ty) });
            return self.error(expr.span);
        }
        value
    }

    /// Something of a type known to have a place of its own, read through a pointer.
    pub(super) fn deref(&self, pointer: Expr, ty: Ty, is_const: bool, span: Span) -> Operand {
        let place = Place { kind: PlaceKind::Deref(Box::new(pointer)), ty, span };
        Operand::Place(Lvalue { place, is_const })
    }
}
