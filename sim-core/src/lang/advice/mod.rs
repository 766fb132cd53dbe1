//! Advice for students: slips that are valid C and compile without a word, told where they stand. All of it is read off the
//! syntax tree of a function; what needs types is in `sema`.
//!
//! **Invariant**: these are warnings only, and few: what many right programs do is no slip.

mod forks;
mod pipes;
mod problem;
mod results;
mod walk;

#[cfg(test)]
mod tests;

use crate::lang::ast::{BinaryOp, BlockItem, Expr, ExprKind, FunctionDef, Item, Stmt, StmtKind, Unit};
use crate::lang::diag::Diagnostics;

use problem::Advice;
use walk::{Met, bare, call};

/// Looks for slips in all functions of a unit.
pub(super) fn check(unit: &Unit, diagnostics: &mut Diagnostics) {
    let own: Vec<&str> =
        functions(unit).filter_map(|function| Some(&*function.declarator.name.as_ref()?.name)).collect();
    for function in functions(unit) {
        check_function(function, diagnostics);
        results::check(function, diagnostics);
        forks::check(function, &own, diagnostics);
    }
    pipes::check(unit, diagnostics);
}

/// The functions that a unit defines.
fn functions(unit: &Unit) -> impl Iterator<Item = &FunctionDef> {
    unit.items.iter().filter_map(|item| match item {
        Item::Function(function) => Some(function),
        _ => None,
    })
}

fn check_function(function: &FunctionDef, diagnostics: &mut Diagnostics) {
    check_loops_before_blocks(&function.body.items, diagnostics);
    walk::items(&function.body.items, &mut |met| match met {
        Met::Stmt(stmt) => check_statement(stmt, diagnostics),
        Met::Expr(expr) => check_expression(expr, diagnostics),
        Met::Initial(..) => {}
    });
}

fn check_statement(stmt: &Stmt, diagnostics: &mut Diagnostics) {
    match &stmt.kind {
        StmtKind::If { then, otherwise: None, .. } if matches!(then.kind, StmtKind::Empty) => {
            diagnostics.report(then.span, &Advice::EmptyBody { keyword: "if" });
        }
        StmtKind::Block(block) => check_loops_before_blocks(&block.items, diagnostics),
        _ => {}
    }
}

/// `for (…); { … }`: the block was meant to be the body.
fn check_loops_before_blocks(items: &[BlockItem], diagnostics: &mut Diagnostics) {
    for pair in items.windows(2) {
        let [BlockItem::Stmt(first), BlockItem::Stmt(Stmt { kind: StmtKind::Block(_), .. })] = pair else { continue };
        let (body, keyword) = match &first.kind {
            StmtKind::For { body, .. } => (body, "for"),
            StmtKind::While { body, .. } => (body, "while"),
            _ => continue,
        };
        if matches!(body.kind, StmtKind::Empty) {
            diagnostics.report(body.span, &Advice::EmptyBody { keyword });
        }
    }
}

fn check_expression(expr: &Expr, diagnostics: &mut Diagnostics) {
    if let ExprKind::Binary { op: BinaryOp::Eq | BinaryOp::Ne, left, right } = &expr.kind {
        let is_text = |side: &Expr| matches!(bare(side).kind, ExprKind::Str(_));
        if is_text(left) || is_text(right) {
            diagnostics.report(expr.span, &Advice::ComparesText);
        }
    }
    if let Some(("gets", [_])) = call(expr) {
        diagnostics.report(expr.span, &Advice::Gets);
    }
}
