//! Results that nobody looks at: -1 says that a call failed (errno(3)).

use std::collections::BTreeSet;

use crate::lang::ast::{BinaryOp, Expr, ExprKind, FunctionDef, Stmt, StmtKind};
use crate::lang::diag::Diagnostics;

use super::problem::Advice;
use super::walk::{self, Met, bare, call, name};

/// Calls without which the rest of the program makes no sense, whose failure is -1.
const MUST_SUCCEED: [&str; 10] =
    ["pipe", "pipe2", "open", "creat", "shmget", "semget", "msgget", "mq_open", "shm_open", "socket"];

/// Calls whose result is compared in the same breath where parentheses are forgotten.
const COMPARED: [&str; 13] = [
    "accept", "creat", "fork", "getc", "getchar", "msgget", "msgrcv", "open", "read", "semget", "shmget", "socket",
    "waitpid",
];

/// A variable that got a result.
struct Assigned<'a> {
    variable: &'a str,
    function: &'a str,
    call: &'a Expr,
}

pub(super) fn check(function: &FunctionDef, diagnostics: &mut Diagnostics) {
    let mut assigned = Vec::new();
    let mut asked = BTreeSet::new();
    walk::items(&function.body.items, &mut |met| match met {
        Met::Stmt(stmt) => {
            check_ignored(stmt, diagnostics);
            note_conditions(stmt, &mut asked);
        }
        Met::Initial(variable, value) => assigned.extend(result(variable, value)),
        Met::Expr(expr) => {
            if let ExprKind::Assign { op: None, target, value } = &expr.kind {
                check_order(value, diagnostics);
                assigned.extend(name(target).and_then(|variable| result(variable, value)));
            }
            note_comparisons(expr, &mut asked);
        }
    });
    for Assigned { variable, function, call } in assigned {
        if !asked.contains(variable) {
            let (function, variable) = (function.to_owned(), variable.to_owned());
            diagnostics.report(call.span, &Advice::UncheckedResult { function, variable });
        }
    }
}

fn result<'a>(variable: &'a str, value: &'a Expr) -> Option<Assigned<'a>> {
    let (function, _) = call(value)?;
    let is_listed = MUST_SUCCEED.contains(&function) && !function.starts_with("pipe");
    is_listed.then_some(Assigned { variable, function, call: value })
}

/// `pipe(fds);`
fn check_ignored(stmt: &Stmt, diagnostics: &mut Diagnostics) {
    let StmtKind::Expr(expr) = &stmt.kind else { return };
    // `(void)pipe(fds);` says that it is meant; `close(1); open(…);` replaces standard output.
    let is_told = |function: &str| MUST_SUCCEED.contains(&function) && !matches!(function, "open" | "creat");
    if let Some((function, _)) = call(expr).filter(|(function, _)| is_told(function)) {
        diagnostics.report(expr.span, &Advice::IgnoredResult { function: function.to_owned() });
    }
}

/// `fd = open(…) < 0`
fn check_order(value: &Expr, diagnostics: &mut Diagnostics) {
    let ExprKind::Binary { op, left, .. } = &value.kind else { return };
    let is_comparison =
        matches!(op, BinaryOp::Lt | BinaryOp::Le | BinaryOp::Gt | BinaryOp::Ge | BinaryOp::Eq | BinaryOp::Ne);
    if let (true, Some((function, _))) = (is_comparison, call(left))
        && COMPARED.contains(&function)
    {
        diagnostics.report(value.span, &Advice::ComparesFirst { function: function.to_owned() });
    }
}

/// Names in the condition of a statement are asked about.
fn note_conditions<'a>(stmt: &'a Stmt, asked: &mut BTreeSet<&'a str>) {
    match &stmt.kind {
        StmtKind::If { cond, .. }
        | StmtKind::While { cond, .. }
        | StmtKind::DoWhile { cond, .. }
        | StmtKind::Switch { value: cond, .. }
        | StmtKind::For { cond: Some(cond), .. } => note_names(cond, asked),
        _ => {}
    }
}

/// So are those in comparisons, and whatever is handed to a function of the program that may look at it.
fn note_comparisons<'a>(expr: &'a Expr, asked: &mut BTreeSet<&'a str>) {
    match &expr.kind {
        ExprKind::Binary { op: BinaryOp::And | BinaryOp::Or, .. } => note_names(expr, asked),
        ExprKind::Binary { op, left, right } if !is_arithmetic(*op) => {
            note_names(left, asked);
            note_names(right, asked);
        }
        ExprKind::Cond { cond, .. } => note_names(cond, asked),
        ExprKind::Unary { op: crate::lang::ast::UnaryOp::Not, operand } => note_names(operand, asked),
        ExprKind::Unary { op: crate::lang::ast::UnaryOp::AddressOf, operand } => note_names(operand, asked),
        ExprKind::Call { callee, args } if name(callee).is_none_or(|name| !uses_result(name)) => {
            args.iter().for_each(|arg| note_names(arg, asked));
        }
        _ => {}
    }
}

const fn is_arithmetic(op: BinaryOp) -> bool {
    matches!(
        op,
        BinaryOp::Mul
            | BinaryOp::Div
            | BinaryOp::Rem
            | BinaryOp::Add
            | BinaryOp::Sub
            | BinaryOp::Shl
            | BinaryOp::Shr
            | BinaryOp::BitAnd
            | BinaryOp::BitXor
            | BinaryOp::BitOr
    )
}

/// Functions of the system that take a descriptor or an identifier for granted.
fn uses_result(name: &str) -> bool {
    [
        "read",
        "write",
        "close",
        "dup",
        "dup2",
        "lseek",
        "fstat",
        "ftruncate",
        "mmap",
        "fcntl",
        "fdopen",
        "dprintf",
        "shmat",
        "shmctl",
        "semop",
        "semctl",
        "msgsnd",
        "msgrcv",
        "msgctl",
        "mq_send",
        "mq_receive",
        "printf",
        "fprintf",
    ]
    .contains(&name)
}

fn note_names<'a>(expr: &'a Expr, asked: &mut BTreeSet<&'a str>) {
    walk::expr(expr, &mut |met| {
        if let Met::Expr(inner) = met
            && let ExprKind::Ident(name) = &bare(inner).kind
        {
            asked.insert(name);
        }
    });
}
