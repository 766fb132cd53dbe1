//! Expressions that choose or order others: `?:`, the comma, `({ … })` and `_Generic` (C11 6.5.1.1, 6.5.15, 6.5.17).

use crate::lang::ast::{self, Block, TypeName};
use crate::lang::hir::{Expr, ExprKind, StmtKind};
use crate::lang::source::Span;
use crate::lang::types::{Ty, Type};

use super::super::{Checker, Problem};
use super::Operand;

impl Checker<'_> {
    /// `cond ? then : otherwise`; without `then`, GCC's `cond ?: otherwise`.
    pub(super) fn conditional(
        &mut self,
        cond: &ast::Expr,
        then: Option<&ast::Expr>,
        otherwise: &ast::Expr,
        span: Span,
    ) -> Expr {
        let cond = self.scalar(cond);
        let then = then.map(|then| self.value(then));
        let otherwise = self.value(otherwise);
        let (first, is_elvis) = match then {
            Some(then) => (then, false),
            None => (cond.clone(), true),
        };
        let Some(ty) = self.branch_type(&first, &otherwise, span) else { return self.error(span) };
        if cond.ty == Ty::Error {
            return self.error(span);
        }
        let (first, otherwise) = (self.branch(first, ty), self.branch(otherwise, ty));
        if is_elvis {
            return Expr { kind: ExprKind::Elvis(Box::new(first), Box::new(otherwise)), ty, span };
        }
        if let (ExprKind::Int(known), true, true) = (&cond.kind, is_literal(&first), is_literal(&otherwise)) {
            return Expr { span, ..if *known != 0 { first } else { otherwise } };
        }
        let kind = ExprKind::Cond { cond: Box::new(cond), then: Box::new(first), otherwise: Box::new(otherwise) };
        Expr { kind, ty, span }
    }

    fn branch(&self, expr: Expr, ty: Ty) -> Expr {
        if self.is_record(ty) { expr } else { self.cast(expr, ty) }
    }

    /// The type of a conditional expression by those of its branches.
    fn branch_type(&mut self, a: &Expr, b: &Expr, span: Span) -> Option<Ty> {
        if a.ty == Ty::Error || b.ty == Ty::Error {
            return None;
        }
        if self.is_arithmetic(a.ty) && self.is_arithmetic(b.ty) {
            return Some(self.common_type(a.ty, b.ty));
        }
        if a.ty == Ty::Void || b.ty == Ty::Void {
            return Some(Ty::Void);
        }
        if self.is_record(a.ty) && self.is_compatible(a.ty, b.ty) {
            return Some(a.ty);
        }
        match (self.target(a.ty), self.target(b.ty)) {
            (Some(_), Some(_)) if self.is_null(b) => Some(a.ty),
            (Some(_), Some(_)) if self.is_null(a) => Some(b.ty),
            (Some(x), Some(y)) => Some(self.common_pointer(x, y, span)),
            (Some(_), None) if self.types.is_integer(b.ty) => {
                self.warn_branches(a, b, !self.is_null(b), span);
                Some(a.ty)
            }
            (None, Some(_)) if self.types.is_integer(a.ty) => {
                self.warn_branches(a, b, !self.is_null(a), span);
                Some(b.ty)
            }
            _ => {
                let (left, right) = (self.spell(a.ty), self.spell(b.ty));
                self.report(span, Problem::BadOperands { op: "?:", left, right });
                None
            }
        }
    }

    fn common_pointer(&mut self, (x, p): (Ty, bool), (y, q): (Ty, bool), span: Span) -> Ty {
        let is_const = p || q;
        let to = if x == Ty::Void || y == Ty::Void {
            Ty::Void
        } else if self.is_compatible(x, y) {
            self.composite(x, y)
        } else {
            let (left, right) = (self.spell(x), self.spell(y));
            self.report(span, Problem::BranchMismatch { left, right });
            Ty::Void
        };
        self.types.intern(Type::Pointer { to, is_const })
    }

    fn warn_branches(&mut self, a: &Expr, b: &Expr, is_wrong: bool, span: Span) {
        if is_wrong {
            let (left, right) = (self.spell(a.ty), self.spell(b.ty));
            self.report(span, Problem::BranchMismatch { left, right });
        }
    }

    /// `left, right`
    pub(super) fn comma(&mut self, left: &ast::Expr, right: &ast::Expr, span: Span) -> Expr {
        let (left, right) = (self.effect(left), self.value(right));
        if right.ty == Ty::Error {
            return right;
        }
        let ty = right.ty;
        Expr { kind: ExprKind::Comma(Box::new(left), Box::new(right)), ty, span }
    }

    /// `({ …; value; })`
    pub(super) fn statement_expression(&mut self, block: &Block, span: Span) -> Expr {
        if self.function.is_none() {
            self.report(span, Problem::StatementsOutsideFunction);
            return self.error(span);
        }
        let mut stmts = Vec::new();
        self.scopes.enter(block.span);
        self.block_items(&block.items, &mut stmts);
        self.scopes.leave();
        let has_value =
            matches!(block.items.last(), Some(ast::BlockItem::Stmt(ast::Stmt { kind: ast::StmtKind::Expr(_), .. })));
        let value = match stmts.pop() {
            Some(last) if has_value => match last.kind {
                StmtKind::Expr(value) => Some(value),
                kind => {
                    stmts.push(crate::lang::hir::Stmt { kind, span: last.span });
                    None
                }
            },
            last => {
                stmts.extend(last);
                None
            }
        };
        let ty = value.as_ref().map_or(Ty::Void, |value| value.ty);
        Expr { kind: ExprKind::Stmts(stmts, value.map(Box::new)), ty, span }
    }

    /// `_Generic(value, type: expression, …)`
    pub(super) fn generic(&mut self, value: &ast::Expr, arms: &[(Option<TypeName>, ast::Expr)], span: Span) -> Operand {
        self.unevaluated += 1;
        let ty = self.value(value).ty;
        self.unevaluated -= 1;
        if ty == Ty::Error {
            return Operand::Value(self.error(span));
        }
        let mut default = None;
        for (name, result) in arms {
            let Some(name) = name else {
                default = Some(result);
                continue;
            };
            let arm = self.type_name(name).ty;
            if arm == ty || self.is_compatible(arm, ty) && !self.is_enum_mix(arm, ty) {
                return self.operand(result);
            }
        }
        match default {
            Some(result) => self.operand(result),
            None => {
                self.report(span, Problem::NoGenericArm { ty: self.spell(ty) });
                Operand::Value(self.error(span))
            }
        }
    }

    fn is_enum_mix(&self, a: Ty, b: Ty) -> bool {
        matches!(self.types.shape(a), Type::Error) || matches!(self.types.shape(b), Type::Error)
    }
}

fn is_literal(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Int(_) | ExprKind::Float(_))
}
