//! Variable-length arrays (C11 6.7.6.2): the size of such a type is kept in a hidden local, computed where the type is
//! written.

use crate::lang::hir::{self, BinaryOp, ExprKind, LocalId};
use crate::lang::source::Span;
use crate::lang::types::{Ty, Type};

use super::Checker;

impl Checker<'_> {
    /// The type of an array of `len` elements, where `len` is known at run time only.
    pub(super) fn variable_array(&mut self, of: Ty, len: hir::Expr) -> Ty {
        let span = len.span;
        let size_local = self.hidden_local(Ty::ULong, span);
        let element = self.size_value(of, span);
        let len = self.cast(len, Ty::ULong);
        let size = self.arithmetic(BinaryOp::Mul, Ty::ULong, len, element, span);
        let place = hir::Place { kind: hir::PlaceKind::Local(size_local), ty: Ty::ULong, span };
        self.pending_sizes.push(hir::Expr {
            kind: ExprKind::Assign(Box::new(place), Box::new(size)),
            ty: Ty::ULong,
            span,
        });
        self.types.intern(Type::VariableArray { of, size_local: size_local.0 })
    }

    /// The size of a type as a value of type `unsigned long`; 0 for an incomplete type.
    pub(super) fn size_value(&mut self, ty: Ty, span: Span) -> hir::Expr {
        match *self.types.shape(ty) {
            Type::VariableArray { size_local, .. } => {
                let place = hir::Place { kind: hir::PlaceKind::Local(LocalId(size_local)), ty: Ty::ULong, span };
                hir::Expr { kind: ExprKind::Load(Box::new(place)), ty: Ty::ULong, span }
            }
            Type::Array { of, len: Some(len) } if self.is_variable(of) => {
                let element = self.size_value(of, span);
                let len = self.int(len as i64, Ty::ULong, span);
                self.arithmetic(BinaryOp::Mul, Ty::ULong, len, element, span)
            }
            _ => {
                let size = self.types.size(ty).unwrap_or(0);
                self.int(size as i64, Ty::ULong, span)
            }
        }
    }

    /// Whether the size of a type is known at run time only.
    pub(super) fn is_variable(&self, ty: Ty) -> bool {
        match *self.types.shape(ty) {
            Type::VariableArray { .. } => true,
            Type::Array { of, .. } => self.is_variable(of),
            _ => false,
        }
    }

    /// Puts the size computations of the types written since `mark` in front of a value.
    pub(super) fn with_sizes_since(&mut self, mark: usize, value: hir::Expr) -> hir::Expr {
        if self.pending_sizes.len() <= mark {
            return value;
        }
        let sizes = self.pending_sizes.split_off(mark);
        sizes.into_iter().rev().fold(value, |value, size| {
            let (ty, span) = (value.ty, value.span);
            hir::Expr { kind: ExprKind::Comma(Box::new(size), Box::new(value)), ty, span }
        })
    }
}
