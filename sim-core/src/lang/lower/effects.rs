//! Whether evaluating an expression does anything besides giving a value: what decides about the order of evaluation,
//! where C leaves it open and programs rely on what GCC does.

use crate::lang::hir::{Expr, ExprKind, Place, PlaceKind};

/// Whether the value of `place = value` is computed before the place. GCC does so for values with side effects, except
/// for a call whose result is stored as it is (observed with GCC 14, at all levels of optimisation).
pub(super) fn comes_before_place(value: &Expr) -> bool {
    !matches!(value.kind, ExprKind::Call { .. }) && has_effects(value)
}

/// Whether an expression calls, assigns or runs statements.
fn has_effects(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Int(_) | ExprKind::Float(_) | ExprKind::StringAddr(_) | ExprKind::FunctionAddr(_) => false,
        ExprKind::Load(place) | ExprKind::AddressOf(place) => place_has_effects(place),
        ExprKind::Neg(inner) | ExprKind::BitNot(inner) | ExprKind::Not(inner) | ExprKind::Cast(inner) => {
            has_effects(inner)
        }
        ExprKind::Binary(_, left, right)
        | ExprKind::Compare(_, left, right)
        | ExprKind::PointerAdd(left, right)
        | ExprKind::PointerDiff { left, right, .. }
        | ExprKind::And(left, right)
        | ExprKind::Or(left, right)
        | ExprKind::Elvis(left, right)
        | ExprKind::Comma(left, right) => has_effects(left) || has_effects(right),
        ExprKind::Cond { cond, then, otherwise } => [cond, then, otherwise].into_iter().any(|part| has_effects(part)),
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
        | ExprKind::Syscall(_) => true,
    }
}

fn place_has_effects(place: &Place) -> bool {
    match &place.kind {
        PlaceKind::Local(_) | PlaceKind::Global(_) | PlaceKind::Thread(_) => false,
        PlaceKind::Deref(pointer) => has_effects(pointer),
        PlaceKind::Member { base, .. } => place_has_effects(base),
        PlaceKind::Value { value, .. } => has_effects(value),
    }
}
