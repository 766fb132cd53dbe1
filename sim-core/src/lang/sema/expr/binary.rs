//! Binary operators (C11 6.5.5 to 6.5.14).

use crate::lang::ast::{self, BinaryOp as Ast};
use crate::lang::hir::{BinaryOp, CompareOp, Expr, ExprKind};
use crate::lang::source::Span;
use crate::lang::types::{Ty, Type};

use super::super::convert::retyped;
use super::super::{Checker, Problem};
use super::Operand;

/// What an operator of the text is in the typed tree.
pub(super) enum Kind {
    Arithmetic(BinaryOp),
    Compare(CompareOp),
    Logical { is_and: bool },
}

/// The kind of an operator.
pub(super) const fn kind(op: Ast) -> Kind {
    match op {
        Ast::Mul => Kind::Arithmetic(BinaryOp::Mul),
        Ast::Div => Kind::Arithmetic(BinaryOp::Div),
        Ast::Rem => Kind::Arithmetic(BinaryOp::Rem),
        Ast::Add => Kind::Arithmetic(BinaryOp::Add),
        Ast::Sub => Kind::Arithmetic(BinaryOp::Sub),
        Ast::Shl => Kind::Arithmetic(BinaryOp::Shl),
        Ast::Shr => Kind::Arithmetic(BinaryOp::Shr),
        Ast::BitAnd => Kind::Arithmetic(BinaryOp::And),
        Ast::BitXor => Kind::Arithmetic(BinaryOp::Xor),
        Ast::BitOr => Kind::Arithmetic(BinaryOp::Or),
        Ast::Lt => Kind::Compare(CompareOp::Lt),
        Ast::Le => Kind::Compare(CompareOp::Le),
        Ast::Gt => Kind::Compare(CompareOp::Gt),
        Ast::Ge => Kind::Compare(CompareOp::Ge),
        Ast::Eq => Kind::Compare(CompareOp::Eq),
        Ast::Ne => Kind::Compare(CompareOp::Ne),
        Ast::And => Kind::Logical { is_and: true },
        Ast::Or => Kind::Logical { is_and: false },
    }
}

/// The operator as it is written.
pub(super) const fn spelling(op: Ast) -> &'static str {
    match op {
        Ast::Mul => "*",
        Ast::Div => "/",
        Ast::Rem => "%",
        Ast::Add => "+",
        Ast::Sub => "-",
        Ast::Shl => "<<",
        Ast::Shr => ">>",
        Ast::Lt => "<",
        Ast::Gt => ">",
        Ast::Le => "<=",
        Ast::Ge => ">=",
        Ast::Eq => "==",
        Ast::Ne => "!=",
        Ast::BitAnd => "&",
        Ast::BitXor => "^",
        Ast::BitOr => "|",
        Ast::And => "&&",
        Ast::Or => "||",
    }
}

impl Checker<'_> {
    /// `left op right`
    pub(super) fn binary(&mut self, op: Ast, left: &ast::Expr, right: &ast::Expr, span: Span) -> Expr {
        let arithmetic = match kind(op) {
            Kind::Logical { is_and } => return self.logical(is_and, left, right, span),
            Kind::Compare(compare) => {
                let (checked, right) = (self.value(left), self.value(right));
                self.check_char_eof(left, checked.ty);
                return self.comparison(op, compare, checked, right, span);
            }
            Kind::Arithmetic(arithmetic) => arithmetic,
        };
        let (left, right) = (self.value(left), self.value(right));
        if left.ty == Ty::Error || right.ty == Ty::Error {
            return self.error(span);
        }
        match (self.target(left.ty), self.target(right.ty)) {
            (Some((to, _)), None) if matches!(op, Ast::Add | Ast::Sub) && self.types.is_integer(right.ty) => {
                self.pointer_offset(left, right, to, op == Ast::Sub, span)
            }
            (None, Some((to, _))) if op == Ast::Add && self.types.is_integer(left.ty) => {
                self.pointer_offset(right, left, to, false, span)
            }
            (Some(a), Some(b)) if op == Ast::Sub => self.pointer_difference((left, a.0), (right, b.0), span),
            _ => self.number_operation(op, arithmetic, left, right, span),
        }
    }

    fn number_operation(&mut self, op: Ast, arithmetic: BinaryOp, left: Expr, right: Expr, span: Span) -> Expr {
        let is_shift = matches!(arithmetic, BinaryOp::Shl | BinaryOp::Shr);
        if !self.accepts(arithmetic, left.ty) || !self.accepts(arithmetic, right.ty) {
            return self.bad_operands(op, &left, &right, span);
        }
        self.warn_division(arithmetic, &right, span);
        if is_shift {
            let (left, right) = (self.promote(left), self.promote(right));
            return self.arithmetic(arithmetic, left.ty, left, right, span);
        }
        let ty = self.common_type(left.ty, right.ty);
        let (left, right) = (self.cast(left, ty), self.cast(right, ty));
        self.arithmetic(arithmetic, ty, left, right, span)
    }

    /// Whether an operator works on a type.
    pub(super) fn accepts(&self, op: BinaryOp, ty: Ty) -> bool {
        match op {
            BinaryOp::Mul | BinaryOp::Div | BinaryOp::Add | BinaryOp::Sub => self.is_arithmetic(ty),
            _ => self.types.is_integer(ty),
        }
    }

    /// A division by the constant 0.
    pub(super) fn warn_division(&mut self, op: BinaryOp, right: &Expr, span: Span) {
        let is_zero = matches!(right.kind, ExprKind::Int(0));
        if is_zero && matches!(op, BinaryOp::Div | BinaryOp::Rem) && self.unevaluated == 0 {
            self.report(span, Problem::DivisionByZero);
        }
    }

    /// Two operands that the operator does not take.
    pub(super) fn bad_operands(&mut self, op: Ast, left: &Expr, right: &Expr, span: Span) -> Expr {
        if left.ty == Ty::Void || right.ty == Ty::Void {
            self.report(span, Problem::VoidValue);
        } else {
            let (left, right) = (self.spell(left.ty), self.spell(right.ty));
            self.report(span, Problem::BadOperands { op: spelling(op), left, right });
        }
        self.error(span)
    }

    /// An operator on two values of type `ty` (a shift's right operand has its own).
    pub(in super::super) fn arithmetic(&self, op: BinaryOp, ty: Ty, left: Expr, right: Expr, span: Span) -> Expr {
        let kind = self
            .fold_binary(op, ty, &left, &right)
            .unwrap_or_else(|| ExprKind::Binary(op, Box::new(left), Box::new(right)));
        Expr { kind, ty, span }
    }

    /// `pointer + index` in elements of type `to`.
    pub(in super::super) fn pointer_offset(
        &mut self,
        pointer: Expr,
        index: Expr,
        to: Ty,
        is_minus: bool,
        span: Span,
    ) -> Expr {
        let bytes = self.scaled(index, to, span);
        let bytes = if is_minus { self.negated(bytes) } else { bytes };
        let ty = pointer.ty;
        match (&pointer.kind, &bytes.kind) {
            (_, ExprKind::Int(0)) => return Expr { span, ..pointer },
            (&ExprKind::Int(base), &ExprKind::Int(by)) => return self.int(base.wrapping_add(by), ty, span),
            _ => {}
        }
        Expr { kind: ExprKind::PointerAdd(Box::new(pointer), Box::new(bytes)), ty, span }
    }

    /// An index in bytes, of type `long`.
    pub(super) fn scaled(&mut self, index: Expr, to: Ty, span: Span) -> Expr {
        let index = self.cast(index, Ty::Long);
        let size = if self.is_variable(to) {
            let size = self.size_value(to, span);
            self.cast(size, Ty::Long)
        } else {
            let size = self.element_size(to, span);
            self.int(size as i64, Ty::Long, span)
        };
        if matches!(size.kind, ExprKind::Int(1)) {
            return index;
        }
        self.arithmetic(BinaryOp::Mul, Ty::Long, index, size, span)
    }

    fn pointer_difference(&mut self, (left, a): (Expr, Ty), (right, b): (Expr, Ty), span: Span) -> Expr {
        if !self.is_compatible(a, b) {
            let (left, right) = (self.spell(left.ty), self.spell(right.ty));
            self.report(span, Problem::BadOperands { op: "-", left, right });
            return self.error(span);
        }
        if self.is_variable(a) {
            let (left, right) = (self.cast(left, Ty::Long), self.cast(right, Ty::Long));
            let bytes = self.arithmetic(BinaryOp::Sub, Ty::Long, left, right, span);
            let size = self.size_value(a, span);
            let size = self.cast(size, Ty::Long);
            return self.arithmetic(BinaryOp::Div, Ty::Long, bytes, size, span);
        }
        let size = self.element_size(a, span).max(1);
        if let (&ExprKind::Int(a), &ExprKind::Int(b)) = (&left.kind, &right.kind) {
            return self.int(a.wrapping_sub(b) / size as i64, Ty::Long, span);
        }
        let kind = ExprKind::PointerDiff { left: Box::new(left), right: Box::new(right), size };
        Expr { kind, ty: Ty::Long, span }
    }

    fn logical(&mut self, is_and: bool, left: &ast::Expr, right: &ast::Expr, span: Span) -> Expr {
        let known = |expr: &Expr| match expr.kind {
            ExprKind::Int(value) => Some(value != 0),
            _ => None,
        };
        let left = self.scalar(left);
        let is_decided = known(&left).is_some_and(|left| left != is_and);
        self.unevaluated += u32::from(is_decided);
        let right = self.scalar(right);
        self.unevaluated -= u32::from(is_decided);
        if left.ty == Ty::Error || right.ty == Ty::Error {
            return self.error(span);
        }
        match (known(&left), known(&right)) {
            (Some(left), _) if is_decided => return self.int(i64::from(left), Ty::Int, span),
            (Some(_), Some(right)) => return self.int(i64::from(right), Ty::Int, span),
            _ => {}
        }
        let (left, right) = (Box::new(left), Box::new(right));
        let kind = if is_and { ExprKind::And(left, right) } else { ExprKind::Or(left, right) };
        Expr { kind, ty: Ty::Int, span }
    }

    fn comparison(&mut self, op: Ast, compare: CompareOp, left: Expr, right: Expr, span: Span) -> Expr {
        if left.ty == Ty::Error || right.ty == Ty::Error {
            return self.error(span);
        }
        let ty = match (self.target(left.ty), self.target(right.ty)) {
            (None, None) if self.is_arithmetic(left.ty) && self.is_arithmetic(right.ty) => {
                self.common_type(left.ty, right.ty)
            }
            (Some(a), Some(b)) => {
                let is_known = a.0 == Ty::Void || b.0 == Ty::Void || self.is_compatible(a.0, b.0);
                if !is_known && !self.is_null(&left) && !self.is_null(&right) {
                    self.warn_comparison(&left, &right, span);
                }
                left.ty
            }
            (Some(_), None) if self.types.is_integer(right.ty) => {
                if !self.is_null(&right) {
                    self.warn_comparison(&left, &right, span);
                }
                left.ty
            }
            (None, Some(_)) if self.types.is_integer(left.ty) => {
                if !self.is_null(&left) {
                    self.warn_comparison(&left, &right, span);
                }
                right.ty
            }
            _ => return self.bad_operands(op, &left, &right, span),
        };
        let (left, right) = (self.comparable(left, ty), self.comparable(right, ty));
        let kind = self
            .fold_compare(compare, &left, &right)
            .unwrap_or_else(|| ExprKind::Compare(compare, Box::new(left), Box::new(right)));
        Expr { kind, ty: Ty::Int, span }
    }

    fn comparable(&self, expr: Expr, ty: Ty) -> Expr {
        let is_pointer = self.types.is_pointer(ty) && self.types.is_pointer(expr.ty) && expr.ty != ty;
        if is_pointer { retyped(expr, ty) } else { self.cast(expr, ty) }
    }

    fn warn_comparison(&mut self, left: &Expr, right: &Expr, span: Span) {
        let (left, right) = (self.spell(left.ty), self.spell(right.ty));
        self.report(span, Problem::PointerComparison { left, right });
    }

    /// `base[index]`, either of which may be the pointer.
    pub(super) fn index(&mut self, base: &ast::Expr, index: &ast::Expr, span: Span) -> Operand {
        let is_end_fine = std::mem::take(&mut self.is_taking_address);
        let (left, right) = (self.value(base), self.value(index));
        if left.ty == Ty::Error || right.ty == Ty::Error {
            return Operand::Value(self.error(span));
        }
        let (pointer, index) = if self.types.is_pointer(left.ty) { (left, right) } else { (right, left) };
        let Some((to, is_const)) = self.target(pointer.ty) else {
            self.report(span, Problem::IndexOfNonPointer { ty: self.spell(index.ty) });
            return Operand::Value(self.error(span));
        };
        if !self.types.is_integer(index.ty) {
            self.report(span, Problem::IndexNotInteger { ty: self.spell(index.ty) });
            return Operand::Value(self.error(span));
        }
        if matches!(self.types.shape(to), Type::Void) {
            self.report(span, Problem::DerefVoid);
        }
        if !is_end_fine {
            self.check_constant_index(&pointer, &index, span);
        }
        let element = self.pointer_offset(pointer, index, to, false, span);
        self.deref(element, to, is_const, span)
    }
}
