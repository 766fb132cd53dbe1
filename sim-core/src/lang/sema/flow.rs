//! Whether the end of a function can be reached: for "no return" warnings, so in doubt it cannot be helped.

use crate::lang::hir::{Callee, Expr, ExprKind, Stmt, StmtKind, SymbolId};

/// Whether control can run off the end of a list of statements.
pub(super) fn falls_through(body: &[Stmt], is_noreturn: &dyn Fn(SymbolId) -> bool) -> bool {
    body.iter().fold(true, |is_reached, stmt| match &stmt.kind {
        StmtKind::Label(_) => true,
        _ if !is_reached => contains_label(stmt) && ends(stmt, is_noreturn),
        _ => ends(stmt, is_noreturn),
    })
}

/// Whether control, once at a statement, can get behind it.
fn ends(stmt: &Stmt, is_noreturn: &dyn Fn(SymbolId) -> bool) -> bool {
    match &stmt.kind {
        StmtKind::Return(_) | StmtKind::Goto(_) | StmtKind::GotoValue(_) | StmtKind::Break | StmtKind::Continue => {
            false
        }
        StmtKind::Block(body) => falls_through(body, is_noreturn),
        StmtKind::If { then, otherwise: Some(otherwise), .. } => {
            ends(then, is_noreturn) || ends(otherwise, is_noreturn)
        }
        StmtKind::While { cond, body } => !is_true(cond) || breaks(body),
        StmtKind::For { cond, body, .. } => cond.as_ref().is_some_and(|cond| !is_true(cond)) || breaks(body),
        StmtKind::DoWhile { cond, body } => {
            breaks(body) || !is_true(cond) && (ends(body, is_noreturn) || continues(body))
        }
        StmtKind::Switch { default, body, .. } => default.is_none() || breaks(body) || ends(body, is_noreturn),
        StmtKind::Expr(expr) => !never_returns(expr, is_noreturn),
        _ => true,
    }
}

fn never_returns(expr: &Expr, is_noreturn: &dyn Fn(SymbolId) -> bool) -> bool {
    match &expr.kind {
        ExprKind::Call { callee: Callee::Direct(symbol), .. } => is_noreturn(*symbol),
        ExprKind::Cast(inner) => never_returns(inner, is_noreturn),
        ExprKind::Comma(left, right) => never_returns(left, is_noreturn) || never_returns(right, is_noreturn),
        ExprKind::Intrinsic { name, .. } => name == "trap" || name == "longjmp",
        _ => false,
    }
}

fn is_true(cond: &Expr) -> bool {
    matches!(cond.kind, ExprKind::Int(value) if value != 0)
}

/// Whether a `break` in a loop's or switch's body leaves it.
fn breaks(stmt: &Stmt) -> bool {
    match &stmt.kind {
        StmtKind::Break => true,
        StmtKind::Block(body) => body.iter().any(breaks),
        StmtKind::If { then, otherwise, .. } => breaks(then) || otherwise.as_deref().is_some_and(breaks),
        _ => false,
    }
}

fn continues(stmt: &Stmt) -> bool {
    match &stmt.kind {
        StmtKind::Continue => true,
        StmtKind::Block(body) => body.iter().any(continues),
        StmtKind::If { then, otherwise, .. } => continues(then) || otherwise.as_deref().is_some_and(continues),
        StmtKind::Switch { body, .. } => continues(body),
        _ => false,
    }
}

fn contains_label(stmt: &Stmt) -> bool {
    match &stmt.kind {
        StmtKind::Label(_) => true,
        StmtKind::Block(body) => body.iter().any(contains_label),
        StmtKind::If { then, otherwise, .. } => {
            contains_label(then) || otherwise.as_deref().is_some_and(contains_label)
        }
        StmtKind::While { body, .. }
        | StmtKind::DoWhile { body, .. }
        | StmtKind::For { body, .. }
        | StmtKind::Switch { body, .. } => contains_label(body),
        _ => false,
    }
}
