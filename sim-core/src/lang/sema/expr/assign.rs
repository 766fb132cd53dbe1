//! Assignments (C11 6.5.16).

use crate::lang::ast::{self, BinaryOp as Ast};
use crate::lang::hir::{BinaryOp, Expr, ExprKind, PlaceKind};
use crate::lang::source::Span;
use crate::lang::types::{Ty, Type};

use super::super::convert::Purpose;
use super::super::{Checker, Problem};
use super::binary::{Kind, kind, spelling};
use super::{Lvalue, Operand};

impl Checker<'_> {
    /// `target = value` and `target op= value`
    pub(super) fn assignment(&mut self, op: Option<Ast>, target: &ast::Expr, value: &ast::Expr, span: Span) -> Expr {
        let target = self.assignable(target, span);
        let value = self.value(value);
        let Some(target) = target else { return self.error(span) };
        match op {
            None => self.simple_assignment(target, value, span),
            Some(op) => self.compound_assignment(op, target, value, span),
        }
    }

    fn simple_assignment(&mut self, target: Lvalue, value: Expr, span: Span) -> Expr {
        let ty = self.value_type(target.place.ty);
        let value = self.convert(value, ty, &Purpose::Assign);
        if value.ty == Ty::Error {
            return self.error(span);
        }
        if ty != target.place.ty {
            return self.atomic_store(target.place, value, span);
        }
        Expr { kind: ExprKind::Assign(Box::new(target.place), Box::new(value)), ty, span }
    }

    /// A place that may be assigned to; a message if it is none.
    pub(super) fn assignable(&mut self, expr: &ast::Expr, span: Span) -> Option<Lvalue> {
        let lvalue = match self.operand(expr) {
            Operand::Place(lvalue) => lvalue,
            Operand::Value(value) => {
                if value.ty != Ty::Error {
                    self.report(span, Problem::AssignToValue);
                }
                return None;
            }
        };
        let ty = lvalue.place.ty;
        let problem = match self.types.shape(ty) {
            Type::Error => return None,
            Type::Array { .. } | Type::VariableArray { .. } => Problem::AssignToArray { ty: self.spell(ty) },
            Type::Function { .. } => Problem::AssignToValue,
            Type::Void => Problem::IncompleteType { ty: self.spell(ty) },
            _ if is_temporary(&lvalue.place.kind) => Problem::AssignToValue,
            _ if lvalue.is_const => Problem::AssignToConst { name: written_name(expr) },
            _ if self.has_const_member(ty) => Problem::AssignToConst { name: written_name(expr) },
            _ if self.types.size(ty).is_none() => Problem::IncompleteType { ty: self.spell(ty) },
            _ => return Some(lvalue),
        };
        self.report(span, problem);
        None
    }

    fn has_const_member(&self, ty: Ty) -> bool {
        let Type::Record(id) = *self.types.shape(ty) else { return false };
        self.const_members.range((id, 0)..=(id, usize::MAX)).next().is_some()
    }

    fn compound_assignment(&mut self, op: Ast, target: Lvalue, value: Expr, span: Span) -> Expr {
        let (place_ty, ty) = (target.place.ty, self.value_type(target.place.ty));
        if value.ty == Ty::Error {
            return self.error(span);
        }
        let Kind::Arithmetic(arithmetic) = kind(op) else { return self.error(span) };
        let (value, compute) = match self.target(ty) {
            Some((to, _)) if matches!(op, Ast::Add | Ast::Sub) && self.types.is_integer(value.ty) => {
                (self.scaled(value, to, span), ty)
            }
            _ if !self.accepts(arithmetic, ty) || !self.accepts(arithmetic, value.ty) => {
                let (left, right) = (self.spell(ty), self.spell(value.ty));
                let is_void = value.ty == Ty::Void;
                let op = spelling(op);
                self.report(span, if is_void { Problem::VoidValue } else { Problem::BadOperands { op, left, right } });
                return self.error(span);
            }
            _ if matches!(arithmetic, BinaryOp::Shl | BinaryOp::Shr) => {
                (self.promote(value), self.computed(&target, ty))
            }
            _ => {
                let compute = self.common_type(self.computed(&target, ty), value.ty);
                (self.cast(value, compute), compute)
            }
        };
        self.warn_division(arithmetic, &value, span);
        if place_ty != ty {
            return self.atomic_assign(target.place, arithmetic, value, compute, span);
        }
        let (place, value) = (Box::new(target.place), Box::new(value));
        Expr { kind: ExprKind::AssignOp { place, op: arithmetic, value, compute }, ty, span }
    }

    /// The promoted type of what is in a place; bit-fields promote by their width.
    fn computed(&self, target: &Lvalue, ty: Ty) -> Ty {
        match target.place.kind {
            PlaceKind::Member { bits: Some((_, width)), .. } if width < 32 => Ty::Int,
            PlaceKind::Member { bits: Some((_, 32)), .. } => {
                if self.types.is_signed(ty) {
                    Ty::Int
                } else {
                    Ty::UInt
                }
            }
            _ => self.promoted(ty),
        }
    }
}

/// Whether a place lies in a record that an expression yields.
fn is_temporary(kind: &PlaceKind) -> bool {
    match kind {
        PlaceKind::Value { .. } => true,
        PlaceKind::Member { base, .. } => is_temporary(&base.kind),
        _ => false,
    }
}

/// The name in what is assigned to, if it is one.
fn written_name(expr: &ast::Expr) -> Option<String> {
    match &expr.kind {
        ast::ExprKind::Ident(name) => Some(name.clone()),
        ast::ExprKind::Paren(inner) => written_name(inner),
        ast::ExprKind::Member { member, .. } => Some(member.name.clone()),
        _ => None,
    }
}
