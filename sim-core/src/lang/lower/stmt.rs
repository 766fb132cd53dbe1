//! Statements. Loops have their test at the bottom.

use crate::lang::hir::{Expr, ExprKind, LocalId, Stmt, StmtKind};
use crate::machine::op::Op;

use super::class::Class;
use super::code::Label;
use super::cond::{Sense, jump};
use super::frame::Home;
use super::function::{Lowering, Targets};

impl Lowering<'_> {
    pub(super) fn stmts(&mut self, stmts: &[Stmt]) {
        for stmt in stmts {
            self.stmt(stmt);
        }
    }

    pub(super) fn stmt(&mut self, stmt: &Stmt) {
        let top = self.top();
        if self.enter(stmt.span) {
            self.stmt_inner(stmt);
        }
        self.leave();
        self.set_top(top);
    }

    fn stmt_inner(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::Block(stmts) => self.stmts(stmts),
            StmtKind::Label(id) => {
                let label = self.text_label(*id);
                self.code.bind_early(label);
            }
            StmtKind::If { cond, then, otherwise } => {
                self.code.line(stmt.span, true);
                self.if_else(cond, then, otherwise.as_deref());
            }
            StmtKind::While { cond, body } => self.while_loop(stmt, cond, body),
            StmtKind::DoWhile { body, cond } => self.do_while(stmt, body, cond),
            StmtKind::For { init, cond, step, body } => {
                self.stmts(init);
                let counter = self.counted(init, cond.as_ref(), step.as_ref(), body);
                self.counters.extend(counter);
                self.for_loop(stmt, init.is_empty(), cond.as_ref(), step.as_ref(), body);
                self.counters.truncate(self.counters.len() - usize::from(counter.is_some()));
            }
            _ => {
                self.code.line(stmt.span, true);
                self.simple(&stmt.kind);
            }
        }
    }

    /// Statements that contain no others.
    fn simple(&mut self, kind: &StmtKind) {
        match kind {
            StmtKind::Expr(expr) | StmtKind::Init(expr) => self.discard(expr),
            StmtKind::Switch { value, cases, default, body } => self.switch(value, cases, *default, body),
            StmtKind::Goto(id) => {
                let label = self.text_label(*id);
                self.go(label);
            }
            StmtKind::GotoValue(value) => self.go_to_value(value),
            StmtKind::Break => {
                if let Some(targets) = self.targets.last() {
                    self.go(targets.on_break);
                }
            }
            StmtKind::Continue => {
                if let Some(label) = self.targets.iter().rev().find_map(|targets| targets.on_continue) {
                    self.go(label);
                }
            }
            StmtKind::Return(value) => self.return_value(value.as_ref()),
            StmtKind::VariableArray { local, size } => self.variable_array(*local, size),
            _ => {}
        }
    }

    pub(super) fn go(&mut self, to: Label) {
        self.code.jump(jump(Op::Jump, 0, 0), to);
    }

    /// A table of the function's labels; any other value leads nowhere.
    fn go_to_value(&mut self, value: &Expr) {
        let register = self.value(value);
        let function = self.function;
        let targets = function.valued_labels.iter().map(|&id| self.text_label(id)).collect();
        let nowhere = self.code.label();
        self.code.jump_table(register, 1, targets, nowhere);
        self.code.bind(nowhere);
        self.emit(Op::Illegal, 0, 0, 0, 0);
    }

    fn if_else(&mut self, cond: &Expr, then: &Stmt, otherwise: Option<&Stmt>) {
        let is_false = self.code.label();
        self.branch(cond, is_false, Sense::False);
        self.stmt(then);
        let Some(otherwise) = otherwise else { return self.code.bind(is_false) };
        let end = self.code.label();
        self.go(end);
        self.code.bind(is_false);
        self.stmt(otherwise);
        self.code.bind(end);
    }

    fn while_loop(&mut self, stmt: &Stmt, cond: &Expr, body: &Stmt) {
        let (top, test, end) = (self.code.label(), self.code.label(), self.code.label());
        self.code.line(stmt.span, false);
        self.go(test);
        self.code.bind_early(top);
        self.loop_body(body, end, test);
        self.code.bind(test);
        self.code.line(stmt.span, true);
        self.branch(cond, top, Sense::True);
        self.code.bind(end);
    }

    fn do_while(&mut self, stmt: &Stmt, body: &Stmt, cond: &Expr) {
        let (top, test, end) = (self.code.label(), self.code.label(), self.code.label());
        self.code.bind_early(top);
        self.loop_body(body, end, test);
        self.code.bind(test);
        self.code.line(stmt.span, true);
        self.branch(cond, top, Sense::True);
        self.code.bind(end);
    }

    /// A debugger stops at the loop's head once for each round: at the initialisation, then at each step.
    fn for_loop(&mut self, stmt: &Stmt, has_no_init: bool, cond: Option<&Expr>, step: Option<&Expr>, body: &Stmt) {
        let (top, next, test, end) = (self.code.label(), self.code.label(), self.code.label(), self.code.label());
        self.code.line(stmt.span, has_no_init && step.is_some());
        if cond.is_some() {
            self.go(test);
        }
        self.code.bind_early(top);
        self.loop_body(body, end, next);
        self.code.bind(next);
        if let Some(step) = step {
            self.code.line(step.span, true);
            self.discard(step);
        }
        self.code.bind(test);
        match cond {
            Some(cond) => {
                self.code.line(cond.span, step.is_none());
                self.branch(cond, top, Sense::True);
            }
            None => self.go(top),
        }
        self.code.bind(end);
    }

    fn loop_body(&mut self, body: &Stmt, on_break: Label, on_continue: Label) {
        self.targets.push(Targets { on_break, on_continue: Some(on_continue) });
        self.stmt(body);
        self.targets.pop();
    }

    /// `return c ? a : b` returns from both arms.
    fn return_value(&mut self, value: Option<&Expr>) {
        let Some(value) = value else { return self.ret(0) };
        if let ExprKind::Cond { cond, then, otherwise } = &value.kind {
            let is_false = self.code.label();
            self.branch(cond, is_false, Sense::False);
            self.return_one(then);
            self.code.bind(is_false);
            return self.return_one(otherwise);
        }
        self.return_one(value);
    }

    fn return_one(&mut self, value: &Expr) {
        let top = self.top();
        let register = self.value(value);
        match self.frame.result_address {
            Some(to) if self.class(value.ty) == Class::Record => {
                self.copy(to, register, self.size(value.ty));
                self.ret(to);
            }
            _ => self.ret(register),
        }
        self.set_top(top);
    }

    fn variable_array(&mut self, local: LocalId, size: &Expr) {
        if let Home::Pointer(register) = self.home(local) {
            let size = self.value(size);
            self.emit(Op::Alloca, register, size, 0, 0);
        }
    }
}
