//! Every expression in a piece of a typed tree.

use crate::lang::hir::{Callee, Expr, ExprKind, Place, PlaceKind, Stmt, StmtKind};

/// Calls `visit` for an expression and all that stand in it, outer ones first.
pub(super) fn expr<'t>(expr: &'t Expr, visit: &mut impl FnMut(&'t Expr)) {
    visit(expr);
    match &expr.kind {
        ExprKind::Int(_) | ExprKind::Float(_) | ExprKind::StringAddr(_) | ExprKind::FunctionAddr(_) => {}
        ExprKind::Load(at) | ExprKind::AddressOf(at) | ExprKind::Zero(at) => place(at, visit),
        ExprKind::InitString { place: at, .. } | ExprKind::IncDec { place: at, .. } => place(at, visit),
        ExprKind::Assign(at, value) | ExprKind::AssignOp { place: at, value, .. } => {
            place(at, visit);
            self::expr(value, visit);
        }
        ExprKind::Neg(inner)
        | ExprKind::BitNot(inner)
        | ExprKind::Not(inner)
        | ExprKind::Cast(inner)
        | ExprKind::VaStart(inner)
        | ExprKind::VaArg(inner) => self::expr(inner, visit),
        ExprKind::Binary(_, left, right)
        | ExprKind::Compare(_, left, right)
        | ExprKind::PointerAdd(left, right)
        | ExprKind::PointerDiff { left, right, .. }
        | ExprKind::And(left, right)
        | ExprKind::Or(left, right)
        | ExprKind::Elvis(left, right)
        | ExprKind::Comma(left, right)
        | ExprKind::VaCopy(left, right) => [left, right].into_iter().for_each(|side| self::expr(side, visit)),
        ExprKind::Cond { cond, then, otherwise } => {
            [cond, then, otherwise].into_iter().for_each(|part| self::expr(part, visit));
        }
        ExprKind::Call { callee, args, .. } => {
            if let Callee::Indirect(pointer) = callee {
                self::expr(pointer, visit);
            }
            args.iter().for_each(|arg| self::expr(arg, visit));
        }
        ExprKind::Intrinsic { args, .. } | ExprKind::Syscall(args) => {
            args.iter().for_each(|arg| self::expr(arg, visit))
        }
        ExprKind::Stmts(list, value) => {
            stmts(list, visit);
            value.iter().for_each(|value| self::expr(value, visit));
        }
    }
}

/// The same for the expressions in a place.
pub(super) fn place<'t>(at: &'t Place, visit: &mut impl FnMut(&'t Expr)) {
    match &at.kind {
        PlaceKind::Local(_) | PlaceKind::Global(_) | PlaceKind::Thread(_) => {}
        PlaceKind::Deref(pointer) => expr(pointer, visit),
        PlaceKind::Member { base, .. } => place(base, visit),
        PlaceKind::Value { value, .. } => expr(value, visit),
    }
}

/// The same for statements.
pub(super) fn stmts<'t>(list: &'t [Stmt], visit: &mut impl FnMut(&'t Expr)) {
    list.iter().for_each(|one| stmt(one, visit));
}

/// The same for a statement.
pub(super) fn stmt<'t>(one: &'t Stmt, visit: &mut impl FnMut(&'t Expr)) {
    match &one.kind {
        StmtKind::Expr(value)
        | StmtKind::Init(value)
        | StmtKind::GotoValue(value)
        | StmtKind::VariableArray { size: value, .. } => {
            expr(value, visit);
        }
        StmtKind::Block(list) => stmts(list, visit),
        StmtKind::If { cond, then, otherwise } => {
            expr(cond, visit);
            stmt(then, visit);
            otherwise.iter().for_each(|otherwise| stmt(otherwise, visit));
        }
        StmtKind::While { cond, body } | StmtKind::DoWhile { body, cond } => {
            expr(cond, visit);
            stmt(body, visit);
        }
        StmtKind::For { init, cond, step, body } => {
            stmts(init, visit);
            cond.iter().chain(step).for_each(|part| expr(part, visit));
            stmt(body, visit);
        }
        StmtKind::Switch { value, body, .. } => {
            expr(value, visit);
            stmt(body, visit);
        }
        StmtKind::Return(value) => value.iter().for_each(|value| expr(value, visit)),
        StmtKind::Label(_) | StmtKind::Goto(_) | StmtKind::Continue | StmtKind::Break => {}
    }
}
