//! `fork` in loops: a child that does not end goes on looping, and forks as well.

use crate::lang::ast::{BinaryOp, Expr, ExprKind, FunctionDef, Stmt, StmtKind, UnaryOp};
use crate::lang::diag::Diagnostics;

use super::problem::Advice;
use super::walk::{self, Met, bare, call, name};

/// `own` are the functions that the program defines: they may end the process.
pub(super) fn check(function: &FunctionDef, own: &[&str], diagnostics: &mut Diagnostics) {
    walk::items(&function.body.items, &mut |met| {
        let Met::Stmt(stmt) = met else { return };
        let (StmtKind::For { body, .. } | StmtKind::While { body, .. }) = &stmt.kind else { return };
        check_loop(body, own, diagnostics);
    });
}

fn check_loop(body: &Stmt, own: &[&str], diagnostics: &mut Diagnostics) {
    let mut children = Vec::new();
    walk::stmt(body, &mut |met| match met {
        Met::Stmt(Stmt { kind: StmtKind::Expr(expr), .. }) if is_fork(expr) => {
            diagnostics.report(expr.span, &Advice::Doubles);
        }
        Met::Expr(Expr { kind: ExprKind::Assign { op: None, target, value }, .. }) if is_fork(value) => {
            children.extend(name(target));
        }
        Met::Initial(variable, value) if is_fork(value) => children.push(variable),
        _ => {}
    });
    walk::stmt(body, &mut |met| {
        if let Met::Stmt(Stmt { kind: StmtKind::If { cond, then, .. }, .. }) = met
            && is_child(cond, &children)
            && !may_leave(then, own)
        {
            diagnostics.report(cond.span, &Advice::ChildLoops);
        }
    });
}

fn is_fork(expr: &Expr) -> bool {
    matches!(call(expr), Some(("fork" | "vfork", [])))
}

/// Whether a condition says "I am the child": `fork() == 0`, `!pid`, `(pid = fork()) == 0`.
fn is_child(cond: &Expr, children: &[&str]) -> bool {
    let is_pid = |expr: &Expr| match &bare(expr).kind {
        ExprKind::Ident(name) => children.contains(&name.as_str()),
        ExprKind::Assign { op: None, value, .. } => is_fork(value),
        _ => is_fork(expr),
    };
    let is_zero = |expr: &Expr| matches!(bare(expr).kind, ExprKind::Int { value: 0, .. });
    match &bare(cond).kind {
        ExprKind::Unary { op: UnaryOp::Not, operand } => is_pid(operand),
        ExprKind::Binary { op: BinaryOp::Eq, left, right } => {
            (is_pid(left) && is_zero(right)) || (is_zero(left) && is_pid(right))
        }
        _ => false,
    }
}

/// Whether the child may get out of the loop: by a jump, by ending, by another program, or in a function that might.
fn may_leave(stmt: &Stmt, own: &[&str]) -> bool {
    let mut may = false;
    walk::stmt(stmt, &mut |met| match met {
        Met::Stmt(inner) => {
            may |= matches!(inner.kind, StmtKind::Break | StmtKind::Goto(_) | StmtKind::Return(_));
        }
        Met::Expr(expr) => {
            if let Some((callee, _)) = call(expr) {
                let is_end = matches!(callee, "exit" | "_exit" | "_Exit" | "abort" | "pause" | "longjmp" | "raise")
                    || callee.starts_with("exec")
                    || callee.starts_with("err")
                    || callee.starts_with("pthread_");
                may |= is_end || own.contains(&callee) || callee.chars().any(char::is_uppercase);
            } else if matches!(expr.kind, ExprKind::Call { .. }) {
                may = true;
            }
        }
        Met::Initial(..) => {}
    });
    may
}
