//! Going through syntax trees: every expression of a statement, every statement of a statement, outer ones first.

use crate::lang::ast::{BlockItem, Designator, Expr, ExprKind, Init, InitItem, Stmt, StmtKind};

/// Something that was met.
#[derive(Clone, Copy)]
pub(super) enum Met<'a> {
    Stmt(&'a Stmt),
    Expr(&'a Expr),
    /// A variable's initial value, with the variable's name.
    Initial(&'a str, &'a Expr),
}

/// Calls `see` for a statement and all that is in it.
pub(super) fn stmt<'a>(stmt: &'a Stmt, see: &mut dyn FnMut(Met<'a>)) {
    see(Met::Stmt(stmt));
    match &stmt.kind {
        StmtKind::Expr(inner) | StmtKind::Return(Some(inner)) | StmtKind::ComputedGoto(inner) => expr(inner, see),
        StmtKind::Block(block) => items(&block.items, see),
        StmtKind::If { cond, then, otherwise } => {
            expr(cond, see);
            self::stmt(then, see);
            if let Some(otherwise) = otherwise {
                self::stmt(otherwise, see);
            }
        }
        StmtKind::While { cond, body } | StmtKind::DoWhile { body, cond } | StmtKind::Switch { value: cond, body } => {
            expr(cond, see);
            self::stmt(body, see);
        }
        StmtKind::For { init, cond, step, body } => {
            if let Some(init) = init {
                item(init, see);
            }
            cond.iter().chain(step).for_each(|part| expr(part, see));
            self::stmt(body, see);
        }
        StmtKind::Case { body, .. } | StmtKind::Default(body) | StmtKind::Label(_, body) => self::stmt(body, see),
        StmtKind::Empty
        | StmtKind::Goto(_)
        | StmtKind::Continue
        | StmtKind::Break
        | StmtKind::Return(None)
        | StmtKind::Asm => {}
    }
}

/// The same for what stands in a block.
pub(super) fn items<'a>(items: &'a [BlockItem], see: &mut dyn FnMut(Met<'a>)) {
    items.iter().for_each(|one| item(one, see));
}

fn item<'a>(item: &'a BlockItem, see: &mut dyn FnMut(Met<'a>)) {
    match item {
        BlockItem::Stmt(inner) => stmt(inner, see),
        BlockItem::Declaration(declaration) => {
            for declared in &declaration.declarators {
                match (&declared.declarator.name, &declared.init) {
                    (Some(name), Some(Init::Expr(value))) => {
                        see(Met::Initial(&name.name, value));
                        expr(value, see);
                    }
                    (_, Some(init)) => self::init(init, see),
                    (_, None) => {}
                }
            }
        }
        BlockItem::StaticAssert(_) | BlockItem::NestedFunction(_) => {}
    }
}

fn init<'a>(init: &'a Init, see: &mut dyn FnMut(Met<'a>)) {
    match init {
        Init::Expr(value) => expr(value, see),
        Init::List(list, _) => list.iter().for_each(|item| init_item(item, see)),
    }
}

fn init_item<'a>(item: &'a InitItem, see: &mut dyn FnMut(Met<'a>)) {
    for designator in &item.designators {
        if let Designator::Index(index) = designator {
            expr(index, see);
        }
    }
    init(&item.init, see);
}

/// Calls `see` for an expression and all that is in it.
pub(super) fn expr<'a>(expr: &'a Expr, see: &mut dyn FnMut(Met<'a>)) {
    see(Met::Expr(expr));
    let mut go = |inner: &'a Expr| self::expr(inner, see);
    match &expr.kind {
        ExprKind::Paren(inner)
        | ExprKind::Member { base: inner, .. }
        | ExprKind::IncDec { operand: inner, .. }
        | ExprKind::Unary { operand: inner, .. }
        | ExprKind::Cast { operand: inner, .. }
        | ExprKind::SizeofExpr(inner)
        | ExprKind::VaArg { list: inner, .. } => go(inner),
        ExprKind::Index { base: left, index: right }
        | ExprKind::Binary { left, right, .. }
        | ExprKind::Assign { target: left, value: right, .. }
        | ExprKind::Comma(left, right) => {
            go(left);
            go(right);
        }
        ExprKind::Call { callee, args } => {
            go(callee);
            args.iter().for_each(go);
        }
        ExprKind::Cond { cond, then, otherwise } => {
            go(cond);
            then.iter().for_each(|then| go(then));
            go(otherwise);
        }
        ExprKind::Generic { value, arms } => {
            go(value);
            arms.iter().for_each(|(_, arm)| go(arm));
        }
        ExprKind::CompoundLiteral { items, .. } => items.iter().for_each(|item| init_item(item, see)),
        ExprKind::StmtExpr(block) => items(&block.items, see),
        _ => {}
    }
}

/// An expression without the parentheses around it.
pub(super) fn bare(expr: &Expr) -> &Expr {
    match &expr.kind {
        ExprKind::Paren(inner) => bare(inner),
        _ => expr,
    }
}

/// The name of the function that a call calls, and its arguments.
pub(super) fn call(expr: &Expr) -> Option<(&str, &[Expr])> {
    let ExprKind::Call { callee, args } = &bare(expr).kind else { return None };
    name(callee).map(|name| (name, args.as_slice()))
}

/// The name that an expression is.
pub(super) fn name(expr: &Expr) -> Option<&str> {
    match &bare(expr).kind {
        ExprKind::Ident(name) => Some(name),
        _ => None,
    }
}
