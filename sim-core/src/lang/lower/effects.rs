//! Whether evaluating an expression does anything besides giving a value: what decides about the order of evaluation,
//! where C leaves it open and programs rely on what GCC does.

use crate::lang::hir::{Expr, ExprKind};

use super::walk;

/// Whether the value of `place = value` is computed before the place. GCC does so for values with side effects, except
/// for a call whose result is stored as it is (observed with GCC 14, at all levels of optimisation).
pub(super) fn comes_before_place(value: &Expr) -> bool {
    !matches!(value.kind, ExprKind::Call { .. }) && has_effects(value)
}

/// Whether an expression calls, assigns or runs statements.
fn has_effects(expr: &Expr) -> bool {
    let mut has_any = false;
    walk::expr(expr, &mut |part| has_any |= is_effect(&part.kind));
    has_any
}

const fn is_effect(kind: &ExprKind) -> bool {
    matches!(
        kind,
        ExprKind::Assign(..)
            | ExprKind::AssignOp { .. }
            | ExprKind::IncDec { .. }
            | ExprKind::Call { .. }
            | ExprKind::Stmts(..)
            | ExprKind::Zero(_)
            | ExprKind::InitString { .. }
            | ExprKind::VaStart(_)
            | ExprKind::VaArg(_)
            | ExprKind::VaCopy(..)
            | ExprKind::Intrinsic { .. }
            | ExprKind::Syscall(_)
    )
}
