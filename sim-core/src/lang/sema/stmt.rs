//! Statements (C11 6.8).

use crate::lang::ast::{self, Block, BlockItem, Expr, Ident, StmtKind as Ast};
use crate::lang::hir::{self, Case, Stmt, StmtKind};
use crate::lang::source::Span;
use crate::lang::types::Ty;

use super::convert::Purpose;
use super::function::{Label, Switch};
use super::{Checker, Problem};

impl Checker<'_> {
    /// A block with a scope of its own.
    pub(super) fn block(&mut self, block: &Block, out: &mut Vec<Stmt>) {
        let mut inner = Vec::new();
        self.scopes.enter(block.span);
        self.block_items(&block.items, &mut inner);
        self.scopes.leave();
        out.push(Stmt { kind: StmtKind::Block(inner), span: block.span });
    }

    /// What stands in a block, in the innermost scope.
    pub(super) fn block_items(&mut self, items: &[BlockItem], out: &mut Vec<Stmt>) {
        for item in items {
            self.block_item(item, out);
        }
    }

    fn block_item(&mut self, item: &BlockItem, out: &mut Vec<Stmt>) {
        match item {
            BlockItem::Declaration(declaration) => self.block_declaration(declaration, out),
            BlockItem::Stmt(stmt) => self.stmt(stmt, out),
            BlockItem::StaticAssert(assertion) => self.static_assertion(assertion),
            BlockItem::NestedFunction(function) => {
                let what = "a function defined inside a function".to_owned();
                self.report(function.span, Problem::Unsupported { what });
            }
        }
    }

    fn stmt(&mut self, stmt: &ast::Stmt, out: &mut Vec<Stmt>) {
        let span = stmt.span;
        let kind = match &stmt.kind {
            Ast::Empty => return,
            Ast::Expr(expr) => StmtKind::Expr(self.effect(expr)),
            Ast::Block(block) => return self.block(block, out),
            Ast::If { cond, then, otherwise } => {
                let (head, cond) = (cond.span, self.condition(cond));
                let then = self.sub_statement(then);
                let otherwise = otherwise.as_ref().map(|otherwise| self.sub_statement(otherwise));
                return out.push(Stmt { kind: StmtKind::If { cond, then, otherwise }, span: head });
            }
            Ast::While { cond, body } => {
                let (head, cond) = (cond.span, self.condition(cond));
                let body = self.loop_body(body);
                return out.push(Stmt { kind: StmtKind::While { cond, body }, span: head });
            }
            Ast::DoWhile { body, cond } => {
                let body = self.loop_body(body);
                let (head, cond) = (cond.span, self.condition(cond));
                return out.push(Stmt { kind: StmtKind::DoWhile { body, cond }, span: head });
            }
            Ast::For { init, cond, step, body } => {
                return self.for_loop(span, (init.as_deref(), cond.as_ref(), step.as_ref()), body, out);
            }
            Ast::Switch { value, body } => self.switch(value, body),
            Ast::Case { low, high, body } => {
                self.case(low, high.as_ref(), span, out);
                return self.stmt(body, out);
            }
            Ast::Default(body) => {
                self.default(span, out);
                return self.stmt(body, out);
            }
            Ast::Label(name, body) => {
                self.label(name, out);
                return self.stmt(body, out);
            }
            Ast::Goto(name) => match self.label_used(name) {
                Some(label) => StmtKind::Goto(label.id),
                None => return,
            },
            Ast::ComputedGoto(value) => {
                let value = self.value(value);
                let to = self.types.pointer_to(Ty::Void);
                StmtKind::GotoValue(self.cast(value, to))
            }
            Ast::Continue => self.continue_(span),
            Ast::Break => self.break_(span),
            Ast::Return(value) => self.return_(value.as_ref(), span),
            Ast::Asm => {
                self.report(span, Problem::Unsupported { what: "inline assembly".to_owned() });
                return;
            }
        };
        let span = match &stmt.kind {
            Ast::Switch { value, .. } => value.span,
            _ => span,
        };
        out.push(Stmt { kind, span });
    }

    /// The statement under an `if` or a loop: one node, with a scope of its own.
    fn sub_statement(&mut self, stmt: &ast::Stmt) -> Box<Stmt> {
        let mut out = Vec::new();
        self.scopes.enter(stmt.span);
        self.stmt(stmt, &mut out);
        self.scopes.leave();
        match (out.pop(), out.is_empty()) {
            (Some(only), true) => Box::new(only),
            (last, _) => {
                out.extend(last);
                Box::new(Stmt { kind: StmtKind::Block(out), span: stmt.span })
            }
        }
    }

    fn loop_body(&mut self, body: &ast::Stmt) -> Box<Stmt> {
        self.change_loops(1);
        let body = self.sub_statement(body);
        self.change_loops(-1);
        body
    }

    fn change_loops(&mut self, by: i32) {
        if let Some(function) = &mut self.function {
            function.loops = function.loops.saturating_add_signed(by);
        }
    }

    fn for_loop(
        &mut self,
        span: Span,
        (init, cond, step): (Option<&BlockItem>, Option<&Expr>, Option<&Expr>),
        body: &ast::Stmt,
        out: &mut Vec<Stmt>,
    ) {
        self.scopes.enter(span);
        let mut first = Vec::new();
        if let Some(init) = init {
            self.block_item(init, &mut first);
        }
        let head = cond.map_or(span, |cond| cond.span);
        let cond = cond.map(|cond| self.condition(cond));
        let step = step.map(|step| self.effect(step));
        let body = self.loop_body(body);
        self.scopes.leave();
        out.push(Stmt { kind: StmtKind::For { init: first, cond, step, body }, span: head });
    }

    fn switch(&mut self, value: &Expr, body: &ast::Stmt) -> StmtKind {
        let checked = self.value(value);
        let value = if checked.ty == Ty::Error || self.types.is_integer(checked.ty) {
            self.promote(checked)
        } else {
            self.report(value.span, Problem::SwitchNotInteger { ty: self.spell(checked.ty) });
            self.error(value.span)
        };
        if let Some(function) = &mut self.function {
            function.switches.push(Switch { ty: value.ty, cases: Vec::new(), default: None });
        }
        let body = self.sub_statement(body);
        let switch = self.function.as_mut().and_then(|function| function.switches.pop());
        let (cases, default) = switch.map_or((Vec::new(), None), |switch| (switch.cases, switch.default));
        let cases = cases.into_iter().map(|(case, _)| case).collect();
        StmtKind::Switch { value, cases, default: default.map(|(label, _)| label), body }
    }

    fn case(&mut self, low: &Expr, high: Option<&Expr>, span: Span, out: &mut Vec<Stmt>) {
        let Some(ty) = self.function.as_ref().and_then(|function| function.switches.last()).map(|switch| switch.ty)
        else {
            return self.report(low.span, Problem::CaseOutsideSwitch);
        };
        let first = self.case_value(low, ty);
        let last = match high {
            Some(high) => self.case_value(high, ty),
            None => first,
        };
        let (Some(first), Some(last)) = (first, last) else { return };
        if self.is_less(ty, last, first) {
            return self.report(span, Problem::EmptyCaseRange);
        }
        self.check_duplicate_case(ty, first, last, low.span);
        let Some(function) = &mut self.function else { return };
        let label = function.fresh_label();
        if let Some(switch) = function.switches.last_mut() {
            switch.cases.push((Case { low: first, high: last, label }, low.span));
        }
        out.push(Stmt { kind: StmtKind::Label(label), span: low.span });
    }

    fn case_value(&mut self, expr: &Expr, ty: Ty) -> Option<i64> {
        let value = self.value(expr);
        self.required_constant(&value)?;
        let value = if ty == Ty::Error { value } else { self.cast(value, ty) };
        self.integer_constant(&value)
    }

    fn is_less(&self, ty: Ty, a: i64, b: i64) -> bool {
        if self.types.is_signed(ty) { a < b } else { (a as u64) < b as u64 }
    }

    fn check_duplicate_case(&mut self, ty: Ty, low: i64, high: i64, span: Span) {
        let Some(switch) = self.function.as_ref().and_then(|function| function.switches.last()) else { return };
        let overlapping = switch
            .cases
            .iter()
            .find(|(known, _)| !self.is_less(ty, known.high, low) && !self.is_less(ty, high, known.low));
        if let Some(&(_, first)) = overlapping {
            let first = self.place_name(first);
            self.report(span, Problem::DuplicateCase { value: low, first });
        }
    }

    fn default(&mut self, span: Span, out: &mut Vec<Stmt>) {
        let Some(function) = &mut self.function else { return };
        let label = function.fresh_label();
        let Some(switch) = function.switches.last_mut() else {
            return self.report(span, Problem::CaseOutsideSwitch);
        };
        if let Some((_, first)) = switch.default {
            let first = self.place_name(first);
            return self.report(span, Problem::DuplicateDefault { first });
        }
        switch.default = Some((label, span));
        out.push(Stmt { kind: StmtKind::Label(label), span });
    }

    fn label(&mut self, name: &Ident, out: &mut Vec<Stmt>) {
        let Some(known) = self.label_used(name) else { return };
        if let Some(first) = known.defined {
            let first = self.place_name(first);
            return self.report(name.span, Problem::Redefinition { name: name.name.clone(), first });
        }
        if let Some(label) = self.function.as_mut().and_then(|function| function.labels.get_mut(&name.name)) {
            label.defined = Some(name.span);
        }
        out.push(Stmt { kind: StmtKind::Label(known.id), span: name.span });
    }

    fn label_used(&mut self, name: &Ident) -> Option<Label> {
        let function = self.function.as_mut()?;
        if let Some(&known) = function.labels.get(&name.name) {
            return Some(known);
        }
        let label = Label { id: function.fresh_label(), defined: None, used: name.span };
        function.labels.insert(name.name.clone(), label);
        Some(label)
    }

    /// `&&label`: its number among those of the function, as a pointer. No two of them and no null pointer are equal, and
    /// their differences can be computed, which is all that may be done with them besides `goto *`.
    pub(super) fn label_value(&mut self, name: &Ident, span: Span) -> hir::Expr {
        let Some(label) = self.label_used(name) else {
            self.report(span, Problem::LabelOutside);
            return self.error(span);
        };
        let labels = self.function.as_mut().map(|function| &mut function.valued_labels);
        let number = labels.map_or(0, |labels| match labels.iter().position(|&known| known == label.id) {
            Some(index) => index + 1,
            None => {
                labels.push(label.id);
                labels.len()
            }
        });
        let ty = self.types.pointer_to(Ty::Void);
        self.int(number as i64, ty, span)
    }

    fn continue_(&mut self, span: Span) -> StmtKind {
        if self.function.as_ref().is_some_and(|function| function.loops == 0) {
            self.report(span, Problem::ContinueOutsideLoop);
        }
        StmtKind::Continue
    }

    fn break_(&mut self, span: Span) -> StmtKind {
        if self.function.as_ref().is_some_and(|function| function.loops == 0 && function.switches.is_empty()) {
            self.report(span, Problem::BreakOutside);
        }
        StmtKind::Break
    }

    fn return_(&mut self, value: Option<&Expr>, span: Span) -> StmtKind {
        let ret = self.function.as_ref().map_or(Ty::Error, |function| function.ret);
        let Some(expr) = value else {
            if ret != Ty::Void && ret != Ty::Error {
                self.report(span, Problem::ReturnWithoutValue);
            }
            return StmtKind::Return(None);
        };
        if ret == Ty::Void {
            let value = self.effect(expr);
            if value.ty != Ty::Void && value.ty != Ty::Error {
                self.report(expr.span, Problem::ReturnWithValue);
            }
            return StmtKind::Return(Some(self.cast(value, Ty::Void)));
        }
        let value = self.value(expr);
        let value = self.convert(value, ret, &Purpose::Return);
        self.warn_local_address(&value);
        StmtKind::Return(Some(value))
    }

    /// `return &local;`: the address is of no use to the caller.
    fn warn_local_address(&mut self, value: &hir::Expr) {
        let mut inner = value;
        while let hir::ExprKind::Cast(of) | hir::ExprKind::PointerAdd(of, _) = &inner.kind {
            inner = of;
        }
        let hir::ExprKind::AddressOf(place) = &inner.kind else { return };
        let mut place = place;
        while let hir::PlaceKind::Member { base, .. } = &place.kind {
            place = base;
        }
        let hir::PlaceKind::Local(id) = place.kind else { return };
        let name = self.local_mut(id).and_then(|local| local.name.clone());
        if let Some(name) = name {
            self.report(value.span, Problem::ReturnsLocalAddress { name });
        }
    }

    /// An expression whose value is not wanted.
    pub(super) fn effect(&mut self, expr: &Expr) -> hir::Expr {
        self.value(expr)
    }
}
