//! Pipes that are read to an end which never comes, because a writing end stays open (pipe(7)).

use std::collections::BTreeSet;

use crate::lang::ast::{Expr, ExprKind, Stmt, StmtKind, Unit};
use crate::lang::diag::Diagnostics;

use super::functions;
use super::problem::Advice;
use super::walk::{self, Met, bare, call, name};

pub(super) fn check(unit: &Unit, diagnostics: &mut Diagnostics) {
    let mut closed = BTreeSet::new();
    let mut passed = BTreeSet::new();
    let mut reads = Vec::new();
    for function in functions(unit) {
        let mut pipes = BTreeSet::new();
        let mut loops = Vec::new();
        let mut has_fork = false;
        walk::items(&function.body.items, &mut |met| match met {
            Met::Expr(expr) => {
                has_fork |= matches!(call(expr), Some(("fork", _)));
                note_call(expr, &mut pipes, &mut closed, &mut passed);
            }
            Met::Stmt(Stmt { kind: StmtKind::While { cond, .. }, .. }) => loops.extend(read_to_end(cond)),
            _ => {}
        });
        if has_fork {
            reads.extend(loops.into_iter().filter(|(pipe, _)| pipes.contains(pipe)));
        }
    }
    for (pipe, span) in reads.into_iter().filter(|(pipe, _)| !closed.contains(pipe) && !passed.contains(pipe)) {
        diagnostics.report(span, &Advice::WriterOpen { pipe: pipe.to_owned() });
    }
}

/// Notes `pipe(x)`, `close(x[1])`, and arrays handed to anybody else.
fn note_call<'a>(
    expr: &'a Expr,
    pipes: &mut BTreeSet<&'a str>,
    closed: &mut BTreeSet<&'a str>,
    passed: &mut BTreeSet<&'a str>,
) {
    match call(expr) {
        Some(("pipe" | "pipe2", [array, ..])) => pipes.extend(name(array)),
        Some(("close", [end])) => match element(end) {
            Some((_, Some(0))) | None => {}
            Some((array, _)) => {
                closed.insert(array);
            }
        },
        Some((_, args)) => passed.extend(args.iter().filter_map(name)),
        None => {}
    }
}

/// `x[n]`: the array, and the index if it is a constant.
fn element(expr: &Expr) -> Option<(&str, Option<u64>)> {
    let ExprKind::Index { base, index } = &bare(expr).kind else { return None };
    let at = match bare(index).kind {
        ExprKind::Int { value, .. } => Some(value),
        _ => None,
    };
    Some((name(base)?, at))
}

/// The pipe that a loop's condition reads from.
fn read_to_end(cond: &Expr) -> Option<(&str, crate::lang::source::Span)> {
    let mut found = None;
    walk::expr(cond, &mut |met| {
        if let Met::Expr(expr) = met
            && let Some(("read", [end, ..])) = call(expr)
            && let Some((array, Some(0))) = element(end)
        {
            found = Some((array, expr.span));
        }
    });
    found
}
